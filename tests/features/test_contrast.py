"""Narration against quotation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from mtdetect.features import contrast
from mtdetect.tables.encoding import encode

OUTSIDE, DIFFERENCE = range(2)


def measured(lexicon: Any, texts: list[str], odd_outside: float, odd_inside: float) -> Any:
    """Measure paragraphs whose words are so odd outside and inside quotations."""
    encoded = encode(texts, lexicon)
    places = np.flatnonzero(encoded.is_word)
    odds = np.where(encoded.quoted[places], odd_inside, odd_outside)
    return contrast.columns(encoded, places, odds)


def mixed(words: int = 30) -> str:
    return "old road " * words + '"' + "new war " * words + '"'


def test_odd_narration_around_clean_quotations_stands_out(world: Any) -> None:
    X = measured(world.lexicon, [mixed()], 3.0, -3.0)
    assert X[0, DIFFERENCE] > 50
    assert X[0, OUTSIDE] > 80


def test_it_tells_which_side_is_odd(world: Any) -> None:
    one = measured(world.lexicon, [mixed()], 3.0, -3.0)
    other = measured(world.lexicon, [mixed()], -3.0, 3.0)
    assert one[0, DIFFERENCE] == pytest.approx(-other[0, DIFFERENCE])


def test_no_difference_where_both_sides_are_alike(world: Any) -> None:
    X = measured(world.lexicon, [mixed()], 1.0, 1.0)
    assert X[0, DIFFERENCE] == pytest.approx(0)
    assert X[0, OUTSIDE] == pytest.approx(100 / (1 + np.exp(-1.0)))


@pytest.mark.parametrize("text", ["", "old road", '"old road"', "12 %"])
def test_without_two_sides_little_is_claimed(world: Any, text: str) -> None:
    X = measured(world.lexicon, [text], 4.0, 4.0)
    assert X[0, DIFFERENCE] == pytest.approx(0)
    assert np.isfinite(X).all()


def test_few_words_weigh_less_than_many(world: Any) -> None:
    few, many = measured(world.lexicon, [mixed(2), mixed(60)], 3.0, -3.0)[:, DIFFERENCE]
    assert 0 < few < many


def test_extreme_odds_do_not_overflow(world: Any) -> None:
    X = measured(world.lexicon, [mixed()], 600.0, -600.0)
    assert np.isfinite(X).all()
