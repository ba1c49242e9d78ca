"""Evidence: it adds up, points at what is there, and finds what any reader would."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import mtdetect
from mtdetect.evidence.house_spelling import spelt
from mtdetect.results import KINDS, Document

EXAMPLES = sorted((Path(__file__).resolve().parents[1] / "examples").glob("*.txt"))
SPUN = (
    "The immigration choose ordered the army gear to be stored earlier than the warfare ended, in "
    "accordance with a nationwide safety adviser who spoke with the 2 international locations."
)
TRANSLATED = (
    "On Thursday, the company said that it will pay $ 14 million to the the english passengers, "
    "which is due to the fact that they waited. in the rain for hours , the ministry informed."
)
PLAIN = (
    "The ferry company said on Thursday that it would add two boats to the island route before "
    "summer, after passengers complained of waiting for hours in the rain."
)
PIECES = [*SPUN.split(), *TRANSLATED.split(), *PLAIN.split(), "\n\n", "\n\n", "\u200b", "\ud800",
          "“", "”", '"', "Boasberg", "Boasburg", "kyiv", "🙂", "٣"]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=150).map(" ".join), st.text(st.characters())
)


def check(document: Document) -> None:
    """Hold all evidence of a document to its laws."""
    for p in document.paragraphs:
        for e in p.evidence:
            assert p.start <= e.start < e.end <= p.end
            assert document.text[e.start : e.end] == e.text
            assert e.kind in KINDS
            assert e.message
            assert e.suggestion is None or e.suggestion != e.text
        assert list(p.evidence) == sorted(p.evidence, key=lambda e: (e.start, e.end, e.kind))
        if p.log_odds is not None:
            total = sum(e.weight for e in p.evidence) + p.remainder
            assert total == pytest.approx(p.log_odds, abs=1e-6)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.name)
def test_weights_and_remainder_of_the_examples_add_up(shipped: mtdetect.Model, path: Path) -> None:
    check(mtdetect.score(path.read_text("utf-8"), model=shipped))


REGISTERS = Path(__file__).parent / "cases" / "registers"
WRIT = REGISTERS / "writ.txt"


def test_people_of_other_registers_are_shown_few_swaps(shipped: mtdetect.Model) -> None:
    """Sport, law and gossip have words that news lacks; five marks in 1,000 words at most.

    The cases are by one hand and were written after the thresholds were set.
    """
    texts = [p.read_text("utf-8") for p in sorted(REGISTERS.glob("*.txt")) if p != WRIT]
    documents = mtdetect.score_many(texts, model=shipped)
    assert not any(d.flagged for d in documents)
    swaps = [e for d in documents for e in d.evidence if e.kind == "odd_swap"]
    assert len(swaps) <= 5 * sum(len(text.split()) for text in texts) / 1000


@pytest.mark.xfail(strict=True, reason="words of Indian courts are odd to tables of news")
def test_an_order_of_an_indian_court_is_not_flagged(shipped: mtdetect.Model) -> None:
    assert not mtdetect.score(WRIT.read_text("utf-8"), model=shipped).flagged


def test_a_broken_mark_is_one_mark(shipped: mtdetect.Model) -> None:
    text = f"{PLAIN} « We have left the boats, » the keeper said. « And also the oars. »\n\n{PLAIN}"
    document = mtdetect.score(text, model=shipped)
    typography = [e for e in document.evidence if e.kind == "typography"]
    assert typography
    assert all(a.end <= b.start for a, b in pairwise(typography))


@settings(max_examples=60)
@given(text=TEXTS)
@example(text="\n\n".join([SPUN, TRANSLATED, PLAIN]))
@example(text=" ".join([SPUN, TRANSLATED, PLAIN] * 9))
@example(text=SPUN.replace(" ", " \u200b"))
def test_weights_and_remainder_of_any_text_add_up(shipped: mtdetect.Model, text: str) -> None:
    check(mtdetect.score(text, model=shipped))


@settings(max_examples=20)
@given(text=TEXTS)
def test_asking_for_evidence_changes_no_verdict(shipped: mtdetect.Model, text: str) -> None:
    asked, silent = (mtdetect.score(text, model=shipped) for _ in range(2))
    assert asked.evidence == asked.evidence
    assert asked == silent


@pytest.fixture
def in_spun_article(shipped: mtdetect.Model) -> mtdetect.Paragraph:
    """Judge the spun paragraph before an article; alone it is held for less sure."""
    (article,) = [p.read_text("utf-8") for p in EXAMPLES if p.name == "court_ruling.spun.txt"]
    return mtdetect.score(f"{SPUN}\n\n{article}", model=shipped).paragraphs[0]


def test_swapped_words_are_found_with_what_stood_there(
    in_spun_article: mtdetect.Paragraph,
) -> None:
    found = {e.text: e.suggestion for e in in_spun_article.evidence if e.kind == "odd_swap"}
    assert "military" in str(found.get("army gear", found.get("army")))
    assert any("warfare" in words for words in found)
    assert any("immigration choose" in words or words == "choose" for words in found)


def test_a_suggestion_begins_as_what_it_takes_the_place_of(shipped: mtdetect.Model) -> None:
    text = "\n\n".join(s.strip() + "." for s in SPUN.split(".") if s.strip())
    swaps = [e for e in mtdetect.score(f"Army gear was sent there. {text}", model=shipped).evidence
             if e.kind == "odd_swap" and e.suggestion]  # fmt: skip
    assert any(" " in e.text and e.text[0].isupper() for e in swaps)
    assert all(e.suggestion[0].isupper() for e in swaps if e.suggestion and e.text[0].isupper())


def test_damage_is_named_for_what_it_is(shipped: mtdetect.Model) -> None:
    found = mtdetect.score(TRANSLATED, model=shipped).evidence
    kinds = {(e.kind, e.text) for e in found}
    assert any(k == "typography" and t.startswith("$") for k, t in kinds)
    assert any(k == "typography" and t.endswith(",") for k, t in kinds)
    assert any(k == "broken_sentence" and t == "the the" for k, t in kinds)
    assert any(k == "lost_capital" and t == "english" for k, t in kinds)
    (capital,) = [e for e in found if e.kind == "lost_capital" and e.text == "english"]
    assert capital.suggestion == "English"


def test_what_nobody_was_counted_to_write_is_shown_and_weighs_nothing(
    shipped: mtdetect.Model,
) -> None:
    human = {k: rate for k, rate in shipped.clues.human.items() if k != "score_colon"}
    model = replace(shipped, clues=replace(shipped.clues, human=human))
    found = mtdetect.score(f"{TRANSLATED} They drew 2: 2 at home.", model=model).evidence
    [score] = [e for e in found if e.text == "2: 2"]
    assert (score.kind, score.weight) == ("calque", 0.0)


def test_evidence_in_an_overlong_paragraph_stands_where_it_says(
    shipped: mtdetect.Model,
) -> None:
    text = " ".join([PLAIN] * 12 + [SPUN] * 3 + [PLAIN] * 2)
    document = mtdetect.score(text, model=shipped)
    check(document)
    assert len(document) == 1
    spun = range(text.index(SPUN), text.rindex(SPUN) + len(SPUN))
    swaps = [e for e in document.evidence if e.kind == "odd_swap" and e.weight > 0]
    assert swaps
    assert sum(e.start in spun for e in swaps) > len(swaps) / 2


def test_a_heavier_weight_means_more(in_spun_article: mtdetect.Paragraph) -> None:
    kinds = ("odd_swap", "collocation")
    swaps = sum(e.weight for e in in_spun_article.evidence if e.kind in kinds)
    assert swaps > 0
    assert swaps > in_spun_article.remainder


@pytest.mark.parametrize(
    "path", [p for p in EXAMPLES if "translated" in p.name], ids=lambda p: p.name
)
def test_marks_of_style_show_what_a_reader_can_check(shipped: mtdetect.Model, path: Path) -> None:
    bare = {"a", "an", "and", "her", "his", "its", "of", "our", "the", "their", "to"}
    marks = [e for e in mtdetect.score(path.read_text("utf-8"), model=shipped).evidence
             if e.kind in ("wording", "style")]  # fmt: skip
    assert len(marks) > 10
    for mark in marks:
        assert mark.weight >= 0
        if "no list" in mark.message:
            continue
        assert bool(mark.suggestion) == (mark.kind == "wording")
        words = mark.text.lower().split()
        # A word that stands twice can be seen, too.
        assert mark.suggestion or len(set(words) - bare) >= 2 or len(set(words)) < len(words)


def test_another_house_s_spelling_is_no_swap(shipped: mtdetect.Model) -> None:
    text = (EXAMPLES[0].parent / "court_ruling.spun.txt").read_text(encoding="utf-8")
    opening = (
        "Travelling neighbours criticised the harbour programme on Monday and organised a march "
        "to the town centre, where the labour council honoured its favourite councillor.\n\n"
    )
    found = mtdetect.score(opening + text, model=shipped).evidence
    swaps = [e for e in found if e.kind == "odd_swap" and e.suggestion]
    assert swaps
    assert not [e for e in swaps if spelt(e.text.lower()) == spelt(e.suggestion.lower())]


def test_only_a_likely_suggestion_is_said_to_fit_far_better(shipped: mtdetect.Model) -> None:
    messages = {
        e.message.split("“")[0] or "sure"
        for path in EXAMPLES
        if "spun" in path.name
        for e in mtdetect.score(path.read_text("utf-8"), model=shipped).evidence
        if e.kind == "odd_swap" and "spinners" not in e.message
    }
    assert messages == {"sure", "an odd word here, perhaps for "}


def test_a_phrase_of_spinners_among_plain_words_is_left_alone(shipped: mtdetect.Model) -> None:
    text = (
        "The ferry company said on Thursday that it would add two boats to the island route "
        "before summer. Her car was gone when she got back, she said by phone, and nobody in the "
        "office of the harbor police could tell her where it was."
    )
    found = mtdetect.score(text, model=shipped).evidence
    assert [e.text for e in found if e.kind == "odd_swap"] == []
