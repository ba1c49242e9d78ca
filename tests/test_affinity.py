"""Vectors of words: what they say of neighbours and themes, and that it is exact in any batch."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtdetect.tables.affinity import Affinity

N_WORDS, WIDTH = 12, 5


@pytest.fixture(scope="module")
def affinity() -> Affinity:
    rng = np.random.default_rng(3)
    tables = (rng.integers(-127, 128, (N_WORDS, WIDTH)).astype(np.int8) for _ in range(4))
    return Affinity(*tables, steps=np.asarray([0.5, 0.25, 0.1, 2.0], dtype=np.float32))


def test_neighbours_multiply_their_vectors(affinity: Affinity) -> None:
    left = affinity.before[3].astype(int)
    right = affinity.after[7].astype(int)
    found = affinity.near(np.asarray([3]), np.asarray([7]))
    assert found[0] == pytest.approx(int((left * right).sum()) * 0.125)


@pytest.mark.parametrize("pair", [(3, N_WORDS), (60_000, 3), (60_000, 60_000)])
def test_words_without_a_vector_say_nothing(affinity: Affinity, pair: tuple[int, int]) -> None:
    assert affinity.near(np.asarray(pair[:1]), np.asarray(pair[1:]))[0] == 0


def test_an_empty_table_says_nothing() -> None:
    empty = Affinity.empty()
    ids = np.asarray([4, 5, 6])
    assert empty.near(ids, ids).tolist() == [0, 0, 0]
    whole = np.zeros(3, dtype=np.int64), np.full(3, 3)
    fit = empty.theme_fit(ids, np.ones(3, dtype=bool), np.arange(3), *whole)
    assert fit.tolist() == [0, 0, 0]


def slow_fit(
    affinity: Affinity, ids: list[int], content: list[bool], place: int, first: int, last: int
) -> float:
    """Add up one word of the context at a time."""
    if ids[place] >= N_WORDS:
        return 0.0
    around = [i for i in range(first, last) if i != place and content[i]]
    total = sum(
        int(a) * int(b)
        for i in around
        if ids[i] < N_WORDS
        for a, b in zip(affinity.theme[ids[place]], affinity.context[ids[i]], strict=True)
    )
    return total * 0.2 / max(1, len(around)) ** 0.75


STREAMS = st.lists(st.tuples(st.integers(0, N_WORDS + 4), st.booleans()), min_size=1, max_size=30)


@given(STREAMS, st.integers(0, 8))
@settings(max_examples=100)
def test_themes_agree_with_adding_up_word_by_word(
    affinity: Affinity, stream: list[tuple[int, bool]], reach: int
) -> None:
    ids, content = [i for i, _ in stream], [c for _, c in stream]
    places = np.arange(len(ids))
    first = np.maximum(places - reach, 0)
    last = np.minimum(places + reach + 1, len(ids))
    found = affinity.theme_fit(np.asarray(ids), np.asarray(content), places, first, last)
    for place, value in enumerate(found.tolist()):
        window = int(first[place]), int(last[place])
        assert value == pytest.approx(
            slow_fit(affinity, ids, content, place, *window), rel=1e-5, abs=1e-5
        )


@given(STREAMS, STREAMS)
@settings(max_examples=60)
def test_what_stands_before_in_the_batch_does_not_show(
    affinity: Affinity, earlier: list[tuple[int, bool]], stream: list[tuple[int, bool]]
) -> None:
    def fit(words: list[tuple[int, bool]], start: int) -> list[float]:
        places = np.arange(start, len(words))
        begin, end = np.full(len(places), start), np.full(len(places), len(words))
        ids = np.asarray([i for i, _ in words])
        content = np.asarray([c for _, c in words])
        found: list[float] = affinity.theme_fit(ids, content, places, begin, end).tolist()
        return found

    assert fit(earlier + stream, len(earlier)) == fit(stream, 0)
