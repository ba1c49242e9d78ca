"""Words that nobody puts between their neighbours are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtdetect
from mtdetect.evidence.finding import Kind
from mtdetect.evidence.lone_words import lone_words
from mtdetect.features import matrix
from mtdetect.segment import Finding


def found(text: str, model: mtdetect.Model) -> list[Finding[Kind]]:
    return [*lone_words(matrix.analyse([text], model.resources), model.resources.lexicon)]


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


@given(st.text(max_size=200))
def test_whatever_the_text_spans_match_it(shipped: mtdetect.Model, text: str) -> None:
    assert all(text[f.start : f.end] == f.text for f in found(text, shipped))
