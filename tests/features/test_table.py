"""Laws that hold for every column of every family."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtdetect.features import collocation, contrast, matrix, style, swaps, typography

PIECES = ["The", "war", "warfare", "judge", "Ashford", "Hale", "said", '"', "“", "”", ".", ",",
          "!", "it's", "$", "12", "-", "\n", "\ud800", "\u200b", "\x00", "army gear"]  # fmt: skip
ENDED = st.lists(st.sampled_from(PIECES), max_size=20).map(lambda w: " ".join(w) + " He left.")
ANY_TEXT = st.one_of(st.text(st.characters(), max_size=60), ENDED, st.just(""))


def computed(world: Any, texts: list[str]) -> Any:
    return matrix.columns(matrix.analyse(texts, world.resources), world.resources)


@given(st.lists(ANY_TEXT, min_size=1, max_size=4))
@settings(max_examples=120)
def test_columns_are_finite_whatever_the_text(world: Any, texts: list[str]) -> None:
    X = computed(world, texts)
    assert X.shape == (len(texts), len(matrix.COLUMNS))
    assert np.isfinite(X).all()


@given(st.lists(ENDED, min_size=2, max_size=4))
@settings(max_examples=80)
def test_a_batch_gives_what_each_paragraph_gives_alone(world: Any, texts: list[str]) -> None:
    alone = np.vstack([computed(world, [t]) for t in texts])
    np.testing.assert_allclose(computed(world, texts), alone, rtol=1e-6, atol=1e-6)


def test_a_paragraph_without_an_end_does_not_run_into_the_next(world: Any) -> None:
    texts = [
        "The war in Ashford, a long one without any end",
        "He left. The judge of the town did.",
    ]
    alone = np.vstack([computed(world, [t]) for t in texts])
    np.testing.assert_allclose(computed(world, texts), alone, rtol=1e-6)


@given(st.permutations(range(5)))
@settings(max_examples=15)
def test_the_order_of_a_batch_does_not_matter(world: Any, order: list[int]) -> None:
    texts = [*world.texts[:4], "No verb here."]
    expected = computed(world, texts)[order]
    np.testing.assert_allclose(
        computed(world, [texts[i] for i in order]), expected, rtol=1e-6, atol=1e-6
    )


@pytest.mark.parametrize(
    "family", [swaps, collocation, typography, style, contrast], ids=lambda m: m.__name__
)
def test_a_family_names_its_columns_after_itself(family: Any) -> None:
    own = family.__name__.rsplit(".", 1)[1]
    assert matrix.FAMILIES[own] == family.COLUMNS
    assert all(name.startswith(f"{own}.") for name in family.COLUMNS)


def test_column_names_are_unique() -> None:
    assert len(set(matrix.COLUMNS)) == len(matrix.COLUMNS)


def test_copies_of_resources_share_the_tables(world: Any) -> None:
    assert copy.deepcopy(world.resources) is world.resources


def test_spinning_raises_the_odds_of_the_words_it_swapped(
    world: Any, fresh_articles: list[str]
) -> None:
    spinner = world.pool.draw(Random(2))
    copies = [spinner.spin(a, i) for i, a in enumerate(fresh_articles)]
    seen = matrix.analyse([c.text for c in copies], world.resources)
    swapped = np.zeros(len(seen.words.places), dtype=bool)
    for i, place in enumerate(seen.words.places):
        row, token = seen.encoded.token_at(int(place))
        swapped[i] = any(s.start <= token.start < s.end for s in copies[row].swaps)
    odds = seen.word_log_odds
    assert np.median(odds[swapped]) > np.quantile(odds[~swapped], 0.95)


@given(st.lists(ANY_TEXT, min_size=1, max_size=4), st.data())
@settings(max_examples=80)
def test_a_paragraph_of_a_batch_is_analysed_as_by_itself(
    world: Any, texts: list[str], data: st.DataObject
) -> None:
    row = data.draw(st.integers(0, len(texts) - 1))
    parted = matrix.analyse(texts, world.resources).alone(row)
    alone = matrix.analyse([texts[row]], world.resources)
    assert (parted.encoded.texts, parted.encoded.tokens) == ([texts[row]], alone.encoded.tokens)
    assert parted.damage == alone.damage
    for one, other in (
        (parted.encoded, alone.encoded),
        (parted.words, alone.words),
        (parted.choices, alone.choices),
        (parted, alone),
    ):
        for name, value in vars(other).items():
            if isinstance(value, np.ndarray):
                np.testing.assert_array_equal(getattr(one, name), value)
