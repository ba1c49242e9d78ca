"""Paragraphs as flat arrays: every element stands for the token it says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtdetect import segment
from mtdetect.tables.encoding import (
    BOUNDARY,
    MOST_CHARACTERS,
    MOST_TOKENS,
    NAME,
    NUMBER,
    PADDING,
    RARE,
    RESERVED,
    encode,
    word_number,
)

INDEX = {"the": 4, "judge": 5, "'s": 6, "\u00e9t\u00e9": 7}
TEXTS = st.lists(
    st.one_of(
        st.text(st.characters(), max_size=30),
        st.lists(
            st.sampled_from(["The", "judge", "said:", "“War”", '"', "1,5", "", "HALE", "it's", "."])
        ).map(" ".join),
    ),
    max_size=5,
)


@pytest.mark.parametrize(
    ("form", "number"),
    [
        ("the", 4), ("THE", 4), ("Judge", 5), ("'S", 6), ("\u00c9T\u00c9", 7),
        ("Ortiz", NAME), ("ortiz", RARE), ("12", NUMBER), ("\u0663", NUMBER), ("%", RARE),
    ],
)  # fmt: skip
def test_word_numbers(form: str, number: int) -> None:
    assert word_number(form, INDEX) == number


@given(TEXTS)
@settings(max_examples=150)
def test_arrays_hold_the_tokens_with_padding_between(world: Any, texts: list[str]) -> None:
    lexicon = world.lexicon
    encoded = encode(texts, lexicon)
    assert encoded.n_rows == len(texts)
    sizes = [len(t) for t in encoded.tokens]
    assert len(encoded.ids) == sum(sizes) + 2 * PADDING * len(texts)
    for name in ("row", "case", "initial", "quoted", "is_word", "word_kind"):
        assert len(getattr(encoded, name)) == len(encoded.ids)
    seen = np.zeros(len(encoded.ids), dtype=bool)
    for row, text in enumerate(texts):
        assert encoded.tokens[row] == segment.tokens(text)
        quotations = segment.quotations(text)
        for i, token in enumerate(encoded.tokens[row]):
            place = int(encoded.first[row]) + i
            seen[place] = True
            assert encoded.token_at(place) == (row, token)
            assert encoded.ids[place] == word_number(token.form, lexicon.index)
            assert (encoded.case[place] > 0) == token.form[0].isupper()
            assert encoded.quoted[place] == any(q.start <= token.start < q.end for q in quotations)
            letter = token.form.removeprefix("'")[:1]
            assert encoded.is_word[place] == letter.isalpha()
    assert (encoded.ids[~seen] == BOUNDARY).all()
    assert not encoded.is_word[~seen].any()
    assert not encoded.quoted[~seen].any()


@given(TEXTS)
@settings(max_examples=60)
def test_sums_are_those_of_each_paragraph_by_itself(world: Any, texts: list[str]) -> None:
    together = encode(texts, world.lexicon)
    alone = [encode([text], world.lexicon) for text in texts]
    assert together.n_words.tolist() == [float(e.n_words[0]) for e in alone]
    assert together.sums(together.quoted).tolist() == [float(e.sums(e.quoted)[0]) for e in alone]


def test_case_and_beginnings(world: Any) -> None:
    encoded = encode(['HALE said: "We left. I stayed" (Ortiz)'], world.lexicon)
    shown = {
        t.form: (int(encoded.case[p]), bool(encoded.initial[p]))
        for p, t in enumerate(encoded.tokens[0], int(encoded.first[0]))
    }
    assert shown["HALE"] == (2, True)
    assert shown["said"] == (0, False)
    assert shown["We"] == (1, True)
    assert shown["left"] == (0, False)
    assert shown["I"] == (1, True)
    assert shown["Ortiz"][0] == 1


def test_no_paragraphs_give_empty_arrays(world: Any) -> None:
    encoded = encode([], world.lexicon)
    assert (encoded.n_rows, len(encoded.ids), len(encoded.n_words)) == (0, 0, 0)


def test_of_an_endless_paragraph_only_the_beginning_counts(world: Any) -> None:
    many = encode(["war " * 1_000_000], world.lexicon)
    assert len(many.tokens[0]) == MOST_TOKENS
    long = encode(["a" * 1_000_000], world.lexicon)
    assert long.tokens[0][0].end == MOST_CHARACTERS


def test_every_word_of_the_lexicon_keeps_its_number(world: Any) -> None:
    lexicon = world.lexicon
    for number in range(RESERVED, lexicon.size):
        assert word_number(lexicon.word(number), lexicon.index) == number
