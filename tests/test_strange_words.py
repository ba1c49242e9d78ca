"""Words that no list has are torn or foreign; what people coin of known parts is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtdetect
from mtdetect.evidence.strange_words import strange_words
from mtdetect.tables.lexicon import Lexicon


@pytest.fixture(scope="module")
def lexicon(shipped: mtdetect.Model) -> Lexicon:
    return shipped.resources.lexicon


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The soldiers crossed on pontoal bridges.", ["pontoal"]),
        ("He was suffoved by the comtion of the council.", ["suffoved", "comtion"]),
        ("The résultatif of the vote was legisrated.", ["résultatif", "legisrated"]),
    ],
)
def test_a_torn_word_is_found(lexicon: Lexicon, text: str, words: list[str]) -> None:
    found = [*strange_words(text, lexicon)]
    assert [f.text for f in found] == words
    assert {(f.kind, f.suggestion, f.weight) for f in found} == {("wording", None, 0.0)}


@pytest.mark.parametrize(
    "text",
    [
        "The council met on Tuesday to vote on the bridge.",
        "Her costlessly unbridged quarter was harbourlike.",
        "Write to council.hallomat@tolby.example or see tolby.example/comtion-abc.",
        "The pro-comtion party won; so did comtion-lovers.",
        "A floodbridge and a lampkeeper.",
        "Comtion and Suffoved are names.",
    ],
)
def test_what_people_coin_and_addresses_are_left_alone(lexicon: Lexicon, text: str) -> None:
    assert [*strange_words(text, lexicon)] == []


@given(st.text(max_size=200))
def test_whatever_the_text_spans_match_it(lexicon: Lexicon, text: str) -> None:
    found = [*strange_words(text, lexicon)]
    assert all(text[f.start : f.end] == f.text for f in found)
