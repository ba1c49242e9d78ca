from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdetect.results import (
    KINDS,
    LABELS,
    REASONS,
    Document,
    Evidence,
    Kind,
    Label,
    Paragraph,
    Reason,
)
from mtdetect.show.verdict import (
    CAVEAT,
    KIND_WORDS,
    REASON_WORDS,
    detail,
    evidence_words,
    headline,
    paragraph_words,
    printable,
    score_words,
    weight_words,
)


def _paragraph(
    score: float | None, *, flagged: bool = False, reason: Reason | None = None
) -> Paragraph:
    label: Label | None = None if score is None else "spun" if flagged else "human"
    return Paragraph("Some words.", 0, 11, score, label, flagged, None, score, reason=reason)


def _document(
    likeliest: Label | None,
    score: float | None,
    flagged: bool,
    *paragraphs: Paragraph,
    share: float,
) -> Document:
    label: Label | None = likeliest if score is None or flagged else "human"
    p = None if likeliest is None else {each: float(each == likeliest) for each in LABELS}
    return Document("", score, label, flagged, p, share, paragraphs=paragraphs)


def test_every_kind_and_reason_has_words_and_letters_differ() -> None:
    assert set(KIND_WORDS) == set(KINDS) == set(get_args(Kind))
    assert set(REASON_WORDS) == set(REASONS)
    assert len({words.letter for words in KIND_WORDS.values()}) == len(KINDS)


@pytest.mark.parametrize("score", [0.3, None])
def test_a_text_that_goes_on_behind_its_last_paragraph_is_told(score: float | None) -> None:
    short = [replace(_paragraph(score, reason=None if score else "too_short"), start=0, end=11)]
    doc = replace(_document("human", score, False, *short * 5_000, share=0.0), text="Some words.")
    assert "goes on" not in detail(doc)
    longer = replace(doc, text=f"Some words.\n\n{'More. ' * 9}")
    assert "The text goes on: behind its first 5,000 paragraphs, 53 characters" in detail(longer)


def test_caveat_claims_no_proof() -> None:
    assert "no proof" in CAVEAT


@pytest.mark.parametrize(
    ("likeliest", "flagged", "n_flagged", "share", "words"),
    [
        ("spun", True, 2, 0.9, "This article reads as spun: its words look swapped"),
        ("translated", True, 2, 0.9, "This article reads as machine-translated."),
        ("human", True, 2, 0.9, "whether spun or translated is unclear"),
        ("spun", True, 1, 0.2, "Part of this article reads as spun"),
        ("translated", True, 0, 0.0, "This article reads as machine-translated."),
        ("human", False, 0, 0.0, "Nothing in this article stands out"),
        ("human", False, 1, 0.1, "as a whole is not flagged"),
        ("spun", False, 0, 0.0, "leans towards spun"),
        ("translated", False, 0, 0.0, "leans towards machine-translated"),
    ],
)
def test_headline(
    likeliest: Label, flagged: bool, n_flagged: int, share: float, words: str
) -> None:
    paragraphs = [_paragraph(0.97, flagged=True)] * n_flagged + [_paragraph(0.1)] * 3
    doc = _document(likeliest, 0.9 if flagged else 0.1, flagged, *paragraphs, share=share)
    assert words in headline(doc)


def test_abstaining_says_why() -> None:
    left_out = [_paragraph(None, reason="too_short")] * 2 + [_paragraph(None, reason="list")]
    doc = _document(None, None, False, *left_out, share=0.0)
    assert headline(doc) == (
        "No verdict: no paragraph could be judged (2 too short, 1 a list, notes, table or verse)."
    )
    assert detail(doc) == ""


def test_detail_gives_score_threshold_and_counts() -> None:
    paragraphs = (
        _paragraph(0.97, flagged=True),
        _paragraph(0.2),
        _paragraph(None, reason="quotation"),
    )
    doc = replace(_document("spun", 0.98, True, *paragraphs, share=0.52), fpr=0.05)
    assert detail(doc) == (
        "Score 0.98, over a threshold set to flag at most about 5% of newsroom articles. "
        "1 of 2 paragraphs is flagged, with 52% of the words that could be judged. "
        "1 paragraph not judged (1 all quotation)."
    )


@pytest.mark.parametrize(
    ("likeliest", "score", "words"),
    [
        ("spun", 0.95, "it leans towards spun, but stays under the limit for spun (to flag at "),
        ("translated", 0.6, "it leans towards machine-translated, but stays under the limit for "),
        ("human", 0.62, "it leans towards a machine’s text of either kind, but stays under the "),
    ],
)
def test_a_high_score_that_is_not_flagged_says_why(
    likeliest: Label, score: float, words: str
) -> None:
    doc = _document(likeliest, score, False, _paragraph(0.9), share=0.0)
    assert detail(doc).startswith(f"Score {score:.2f}: {words}")
    assert "leans towards" in headline(doc)
    assert "human" not in detail(doc)
    marks = "only words odd in anybody’s text are marked as swaps."
    assert (marks in detail(doc)) == (likeliest == "spun")


@given(st.floats(0, 1), st.floats(0, 1), st.booleans())
def test_no_words_deny_the_score_beside_them(spun: float, rest: float, flagged: bool) -> None:
    translated = (1 - spun) * rest
    p = {"human": 1 - spun - translated, "spun": spun, "translated": translated}
    score = spun + translated
    paragraph = replace(_paragraph(score, flagged=flagged), probabilities=p)
    doc = replace(_document("spun", score, flagged, paragraph, share=0.0), probabilities=p)
    likelier = p["human"] < max(spun, translated) or score >= 0.5
    assert (
        ("leans towards" in detail(doc)) == ("leans" in headline(doc)) == (not flagged and likelier)
    )
    assert (paragraph_words(paragraph) == "human") == (not flagged and not likelier)


def test_detail_says_whom_the_threshold_spares() -> None:
    doc = _document("translated", 0.98, True, _paragraph(0.97, flagged=True), share=1.0)
    assert "at most about 1% of newsroom articles." in detail(doc)
    assert "Of articles that people translated, more are flagged." in detail(doc)
    everyone = detail(replace(doc, spare="everyone"))
    assert (
        "at most about 1% of newsroom articles and 2% of what others write or translate."
        in everyone
    )
    assert "more are flagged" not in everyone


def test_of_translators_no_more_is_said_where_nothing_is_called_translated() -> None:
    spun = _document("spun", 0.98, True, _paragraph(0.97, flagged=True), share=1.0)
    human = _document("human", 0.1, False, _paragraph(0.1), share=0.0)
    assert not any("people translated" in detail(doc) for doc in (spun, human))


@pytest.mark.parametrize(("prior", "words"), [(0.01, "1%"), (0.9, "90%"), (1 / 3, "33.3%")])
def test_detail_names_a_prior_that_moves_the_score(prior: float, words: str) -> None:
    doc = _document("spun", 0.3, True, _paragraph(0.3, flagged=True), share=1.0)
    assert "expected" not in detail(doc)
    assert detail(replace(doc, prior=prior)).startswith(
        f"Score 0.30 where {words} of articles are expected to be a machine’s, over a threshold"
    )


def test_detail_owns_up_when_no_single_paragraph_is_flagged() -> None:
    doc = _document("translated", 0.99, True, _paragraph(0.6), _paragraph(0.6), share=0.0)
    assert "rests on all of them together" in detail(doc)


def test_paragraph_words() -> None:
    assert paragraph_words(_paragraph(0.97, flagged=True)) == "spun, flagged"
    assert paragraph_words(_paragraph(0.1)) == "human"
    assert "human" not in paragraph_words(_paragraph(0.91))
    assert paragraph_words(_paragraph(None, reason="boilerplate")) == "not judged: boilerplate"


def test_evidence_words_prefer_the_evidence_own_message() -> None:
    own = Evidence("garbled_name", 0, 3, "Bob", "Rob", 1.0, "spelt “Rob” elsewhere")
    assert evidence_words(own) == "Spelt “Rob” elsewhere."
    bare = replace(own, message="  ")
    assert evidence_words(bare).lower().rstrip(".") == KIND_WORDS["garbled_name"].meaning


@given(st.floats(0, 1))
def test_a_score_in_words_is_never_certain(score: float) -> None:
    assert score_words(score) not in {"1.00", "0.00"}


@given(st.floats(-1e6, 1e6))
def test_a_weight_in_words_gives_sign_and_odds(weight: float) -> None:
    words = weight_words(weight)
    assert ("÷" in words, "×" in words) == (weight < 0, weight > 0)


@given(st.text(st.characters(exclude_categories=())))
def test_printable_keeps_offsets_and_can_be_written(text: str) -> None:
    safe = printable(text)
    assert len(safe) == len(text)
    safe.encode("utf-8")
    assert "\x1b" not in safe
    assert printable(safe) == safe
