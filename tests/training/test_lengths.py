"""Cutting paragraphs to see where evidence begins to carry."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtdetect.training.measure.lengths import first_words


@given(st.text(), st.integers(0, 60))
def test_the_first_words_are_a_beginning_of_the_text(text: str, n: int) -> None:
    cut = first_words(text, n)
    assert cut.split() == text.split()[:n]
    assert cut in text
