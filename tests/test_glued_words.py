"""Two words run together are found by a word that no compound has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtdetect
from mtdetect.evidence.glued_words import glued_words
from mtdetect.tables.lexicon import Lexicon


@pytest.fixture(scope="module")
def lexicon(shipped: mtdetect.Model) -> Lexicon:
    return shipped.resources.lexicon


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("The singer, 42since May, left.", ["42 since"]),
        ("The Harbour Agencysaid it would pay.", ["Agency said"]),
        ("He had beenstabbed in the street.", ["been stabbed"]),
        ("The new Editionwill be out on Friday.", ["Edition will"]),
    ],
)
def test_two_words_are_told_apart(lexicon: Lexicon, text: str, apart: list[str]) -> None:
    found = [*glued_words(text, lexicon)]
    assert [f.suggestion for f in found] == apart
    assert {(f.kind, f.weight) for f in found} == {("typography", 0.0)}


@pytest.mark.parametrize(
    "text",
    [
        "She went forthwith and took whatever she could of her goodwill.",
        "Bensaid, Aboussaid and Rothwill are names.",
        "He ran 100metres in 10s, in 2020s shoes of 50mph.",
        "See agencysaid.example or write to editionwill@paper.example.",
        "An aftertaste, an afterthought, a thisness and a beforehand-planned trip.",
    ],
)
def test_one_word_is_left_alone(lexicon: Lexicon, text: str) -> None:
    assert [*glued_words(text, lexicon)] == []


@given(st.text(max_size=200))
def test_whatever_the_text_spans_match_it(lexicon: Lexicon, text: str) -> None:
    found = [*glued_words(text, lexicon)]
    assert all(text[f.start : f.end] == f.text for f in found)
