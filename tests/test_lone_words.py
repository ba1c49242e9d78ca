"""Words that nobody puts between their neighbours are shown where a text is translated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtdetect
from mtdetect.evidence.lone_words import lone_words
from mtdetect.features import matrix
from mtdetect.segment import Finding


def found(text: str, model: mtdetect.Model, translated: float = 0.9) -> list[Finding[str]]:
    return [
        *lone_words(matrix.analyse([text], model.resources), model.resources.lexicon, translated)
    ]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("She won the final with her powerful rackets in two sets.", "rackets"),
        ("The minister answered the sayings of the senator.", "sayings"),
        ("The team will come lodged under the stand.", "lodged"),
    ],
)
def test_a_word_in_another_of_its_senses_is_found(
    shipped: mtdetect.Model, text: str, word: str
) -> None:
    assert word in [f.text for f in found(text, shipped)]
    assert {(f.kind, f.suggestion, f.weight) for f in found(text, shipped)} == {
        ("collocation", None, 0.0)
    }


@pytest.mark.parametrize(
    "text",
    [
        "The council met on Tuesday to vote on the old bridge.",
        "Police said two men were taken to hospital after the fire.",
        "Tolby, Anscombe, Hale: the three names on the list.",
        "The Willow Reaction Brigade met Attorney General Philip Strand.",
    ],
)
def test_plain_news_holds_none(shipped: mtdetect.Model, text: str) -> None:
    assert found(text, shipped) == []


def test_what_is_marked_already_is_passed_over(shipped: mtdetect.Model) -> None:
    text = "She won with her powerful rackets."
    analysis, lexicon = matrix.analyse([text], shipped.resources), shipped.resources.lexicon
    for mark, left in (("powerful", ["rackets"]), ("powerful rackets", [])):
        at = text.index(mark)
        marked = [Finding("wording", at, at + len(mark), mark)]
        assert [f.text for f in lone_words(analysis, lexicon, 0.9, marked)] == left


def test_nothing_is_looked_for_in_what_reads_human(shipped: mtdetect.Model) -> None:
    assert found("She won with her powerful rackets.", shipped, translated=0.4) == []


@given(st.text(max_size=200))
def test_whatever_the_text_spans_match_it(shipped: mtdetect.Model, text: str) -> None:
    shown = found(text, shipped, translated=1.0)
    assert len(shown) <= 3
    assert all(text[f.start : f.end] == f.text for f in shown)
