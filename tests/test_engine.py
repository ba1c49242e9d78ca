"""Laws of a scored article: offsets, probabilities, abstention, batches, the prior."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import mtdetect
from mtdetect import engine
from mtdetect.door.arrange import MOST_PARAGRAPHS
from mtdetect.engine.documents import Engine
from mtdetect.judge.threshold import Threshold
from mtdetect.results import LABELS, REASONS, Document, Paragraph
from mtdetect.training.corpora.articles import Article, flagged, inferred, judge, verdicts

STORY = (
    "The ferry company said on Thursday that it would add two boats to the island route before "
    "summer, after passengers complained of waiting for hours in the rain.",
    "“Nobody likes to stand on a pier,” said Ana Lindqvist, who runs the line's office. She "
    "wouldn't say what the boats cost, but a filing put the price at $14 million.",
    "The ferry society stated on Thursday that it will append 2 boats to the isle itinerary "
    "earlier than summer, after travelers whined of ready for hours within the rain.",
    "On Thursday, the ferry company said it will add $ 14 million for two boats , . and it's the "
    "lack of boats that the passengers protested against it in the rain.",
)
# Words of a story with all that can be wrong in scraped text strewn in.
PIECES = [*" ".join(STORY).split(), "\n\n", "\n\n", "\n", "\r\n", "\t", "\u200b", "\u00a0", "\x00",
          "\ud800", "\udfff", "“", '"', "”", ".", "?!", "Жук", "ﬁ", "e\u0301", "🙂", "١٢", "\u2028",
          "\x85", "-", "'", "7", "Read more", "a" * 300]  # fmt: skip
SCRAPED = st.lists(st.sampled_from(PIECES), max_size=120).map(" ".join)
TEXTS = st.one_of(st.text(st.characters()), SCRAPED)


def check(text: str, document: Document) -> None:
    """Hold a document to every law that needs no second one."""
    assert document.text == text
    last = 0
    for p in document.paragraphs:
        assert last <= p.start < p.end <= len(text)
        assert text[p.start : p.end] == p.text
        assert p.text.strip() == p.text
        last = p.end
        if p.reason is not None:
            assert p.reason in REASONS
            assert (p.score, p.label, p.likeliest, p.probabilities) == (None,) * 4
            assert (p.alone, p.log_odds) == (None, None)
            assert (p.flagged, p.evidence, p.remainder) == (False, (), 0.0)
            continue
        check_verdict(p)
        assert p.alone is not None
        assert 0 <= p.alone <= 1
        assert p.log_odds is not None
        assert math.isfinite(p.log_odds)
    if all(p.reason is not None for p in document.paragraphs):
        assert (document.score, document.label, document.likeliest) == (None,) * 3
        assert (document.probabilities, document.share) == (None, None)
        assert document.flagged is False
    else:
        check_verdict(document)
        assert document.share is not None
        assert 0 <= document.share <= 1
        assert (document.share > 0) == any(p.flagged for p in document.paragraphs)


def check_verdict(judged: Document | Paragraph) -> None:
    """Hold what is judged to the laws of labels and probabilities."""
    probabilities = judged.probabilities
    assert judged.score is not None
    assert probabilities is not None
    assert tuple(probabilities) == LABELS
    assert all(0 <= value <= 1 for value in probabilities.values())
    assert sum(probabilities.values()) == pytest.approx(1, abs=1e-9)
    machine = {label: probabilities[label] for label in ("spun", "translated")}
    assert 0 <= judged.score <= 1
    assert judged.score == pytest.approx(sum(machine.values()), abs=1e-9)
    assert judged.likeliest is not None
    assert probabilities[judged.likeliest] == max(probabilities.values())
    # Nobody is called spun or translated who is not flagged.
    assert judged.flagged == (judged.label != "human")
    if judged.flagged:
        assert judged.label is not None
        assert probabilities[judged.label] == max(machine.values())


def test_a_story_keeps_the_laws(shipped: mtdetect.Model) -> None:
    text = "\n\n".join(STORY)
    document = mtdetect.score(text, model=shipped)
    check(text, document)
    assert [p.text for p in document.paragraphs] == list(STORY)
    assert [p.reason for p in document.paragraphs] == [None] * len(STORY)


@given(text=TEXTS)
@example(text="")
@example(text=" \n\n\t ")
@example(text="\x00" * 40)
@example(text="\ud800\udc00 " * 40)
@example(text="\u200b" * 90)
@example(text="\u200bthe " * 90)
@example(text="'" * 99)
@example(text=" ".join(STORY[2].replace(" ", "\u200b \u00ad")))
def test_any_text_is_scored_or_declined(shipped: mtdetect.Model, text: str) -> None:
    check(text, mtdetect.score(text, model=shipped))


LINES = {
    "words without an end": "the ferry " * 1_000_000,
    "sentences without a break": (STORY[0] + " ") * 65_000,
    "one letter": "a" * 10_000_000,
    "quotation marks": '"' * 10_000_000,
    "stops": "." * 10_000_000,
    "brackets": "(photo " * 1_400_000,
    "invisible": "\u200b" * 10_000_000,
    "another alphabet": "паром ушел " * 900_000,
}


@pytest.mark.parametrize("text", LINES.values(), ids=LINES.keys())
def test_a_line_of_ten_megabytes_is_scored_or_declined(shipped: mtdetect.Model, text: str) -> None:
    check(text, mtdetect.score(text, model=shipped))


def test_paragraphs_beyond_all_measure_are_left_out(shipped: mtdetect.Model) -> None:
    text = "Read more\n\n" * (MOST_PARAGRAPHS + 5)
    assert len(mtdetect.score(text, model=shipped)) == MOST_PARAGRAPHS


def test_an_article_without_any_break_is_judged_in_pieces(shipped: mtdetect.Model) -> None:
    text = " ".join(STORY[:2] * 12)
    document = mtdetect.score(text, model=shipped)
    check(text, document)
    assert len(document) == 1
    assert document.paragraphs[0].reason is None


def near(one: Document, other: Document) -> bool:
    """Tell whether two documents say the same, but for the last digits of a sum."""
    return (
        one.label == other.label
        and one.flagged == other.flagged
        and one.score == pytest.approx(other.score, abs=1e-9)
        and one.share == pytest.approx(other.share, abs=1e-9)
        and len(one) == len(other)
        and all(
            (p.start, p.end, p.text, p.reason, p.label, p.flagged)
            == (q.start, q.end, q.text, q.reason, q.label, q.flagged)
            and p.score == pytest.approx(q.score, abs=1e-9)
            and p.alone == pytest.approx(q.alone, abs=1e-9)
            and p.log_odds == pytest.approx(q.log_odds, abs=1e-6)
            for p, q in zip(one.paragraphs, other.paragraphs, strict=True)
        )
    )


@settings(max_examples=40)
@given(texts=st.lists(TEXTS, min_size=1, max_size=6), data=st.data())
def test_a_batch_in_any_order_equals_one_by_one(
    shipped: mtdetect.Model, texts: list[str], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(texts))))
    together = Engine(shipped).score_texts([texts[i] for i in order])
    for document, i in zip(together, order, strict=True):
        assert near(document, Engine(shipped).score_texts([texts[i]])[0])


@settings(max_examples=40)
@given(text=SCRAPED, prior=st.floats(1e-6, 1 - 1e-6))
@example(text="\n\n".join(STORY), prior=0.001)
@example(text="\n\n".join(STORY), prior=0.999)
def test_the_prior_moves_scores_and_not_flags(
    shipped: mtdetect.Model, text: str, prior: float
) -> None:
    even = mtdetect.score(text, model=shipped)
    other = mtdetect.score(text, model=shipped, prior=prior)
    check(text, other)
    assert (other.flagged, other.share) == (even.flagged, even.share)
    for p, q in zip(even.paragraphs, other.paragraphs, strict=True):
        assert (p.flagged, p.reason, p.log_odds) == (q.flagged, q.reason, q.log_odds)
        if p.score is not None and q.score is not None:
            assert (q.score - p.score) * (prior - 0.5) >= -1e-12
    if even.score is not None and other.score is not None:
        assert (other.score - even.score) * (prior - 0.5) >= -1e-12


@settings(max_examples=40)
@given(text=SCRAPED)
@example(text="\n\n".join(STORY))
def test_what_the_stricter_rate_flags_the_other_flags_too(
    shipped: mtdetect.Model, text: str
) -> None:
    loose = mtdetect.score(text, model=shipped, fpr=0.01)
    strict = mtdetect.score(text, model=shipped, fpr=0.001)
    assert (strict.score, strict.likeliest) == (loose.score, loose.likeliest)
    assert strict.flagged <= loose.flagged
    for p, q in zip(strict.paragraphs, loose.paragraphs, strict=True):
        assert p.likeliest == q.likeliest
        assert p.flagged <= q.flagged


@settings(max_examples=30)
@given(text=SCRAPED, around=st.sampled_from(["\n", "\n\n", "  ", "\r\n\r\n", "\t\n"]))
def test_white_space_around_an_article_says_nothing(
    shipped: mtdetect.Model, text: str, around: str
) -> None:
    plain = mtdetect.score(text.strip(), model=shipped)
    padded = mtdetect.score(around + text.strip() + around, model=shipped)
    assert padded.score == pytest.approx(plain.score, abs=1e-9)
    assert [p.text for p in padded.paragraphs] == [p.text for p in plain.paragraphs]


def article_of(n: int, seed: int) -> str:
    """Make an article of n paragraphs: a third overlong, some of which nothing can be said."""
    rng = Random(seed)
    silent = ["Read more", "Share this article on the island", "Жук жук жук жук жук"]
    paragraphs = []
    for _ in range(n):
        kind = rng.random()
        if kind < 0.2:
            paragraphs.append(rng.choice(silent))
        else:
            times = 1 if kind < 0.7 else rng.randint(5, 12)
            paragraphs.append(" ".join(rng.choice(STORY) for _ in range(times)))
    return "\n\n".join(paragraphs)


@pytest.mark.parametrize("n", [1, 2, 7, 41, 130, 400])
def test_what_evaluation_computes_is_what_users_get_to_the_last_bit(
    shipped: mtdetect.Model, n: int
) -> None:
    texts = [article_of(n, n), article_of(3, n + 1), article_of(n // 2 + 1, n + 2)]
    articles = [Article(tuple(text.split("\n\n")), "human", "native_news") for text in texts]
    threshold = shipped.threshold(0.01)
    judged = judge(articles, shipped)
    whole = verdicts(shipped.article, judged)
    flags = flagged(shipped, threshold, judged)
    for text, j, article, flag in zip(texts, judged, whole, flags, strict=True):
        document = mtdetect.score(text, model=shipped)
        if document.probabilities is None:
            assert not len(j.ratios)
            continue
        assert list(document.probabilities.values()) == article.tolist()
        assert document.flagged == flag
        (found,) = inferred(shipped.article, [j])
        places = j.weighed.judged_paragraphs.tolist()
        scored = [document.paragraphs[i] for i in places]
        assert [list((p.probabilities or {}).values()) for p in scored] == (
            found.paragraphs.tolist()
        )
        assert [p.flagged for p in scored] == engine.decide(threshold, j.weighed, found)[1]
        # The others are declined, or have the verdict of what they copy.
        for i, p in enumerate(document.paragraphs):
            if i not in places and p.reason is None:
                assert p.probabilities in [q.probabilities for q in scored]


@settings(max_examples=25)
@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
def test_an_article_is_judged_the_same_to_the_last_bit_whatever_stands_beside_it(
    shipped: mtdetect.Model, texts: list[str]
) -> None:
    for text, together in zip(texts, Engine(shipped).score_texts(texts), strict=True):
        assert mtdetect.score(text, model=shipped) == together


def test_paragraphs_joined_are_the_article_that_is_scored() -> None:
    prepared = engine.prepare(engine.joined(STORY))
    assert [prepared.text[s:e] for s, e in prepared.paragraphs] == list(STORY)
    # Short paragraphs are judged together, and nothing is lost between them.
    assert " ".join(" ".join(prepared.arranged.texts).split()) == " ".join(" ".join(STORY).split())


@settings(max_examples=25)
@given(
    seed=st.integers(0, 1_000),
    article=st.floats(-20, 20),
    paragraph=st.floats(-20, 20),
    prior=st.floats(0.01, 0.99),
)
def test_nobody_is_called_what_he_is_not_flagged_for(
    small_model: mtdetect.Model,
    world: Any,
    seed: int,
    article: float,
    paragraph: float,
    prior: float,
) -> None:
    text = engine.joined([*Random(seed).sample(world.texts, 4), "Read more"])
    threshold = Threshold(0.01, (article, -article), (paragraph, paragraph / 2))
    model = replace(small_model, thresholds=(threshold,))
    check(text, mtdetect.score(text, model=model, prior=prior))
