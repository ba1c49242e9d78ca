"""The n-gram table against a dict."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtdetect.errors import DataError
from mtdetect.tables.ngrams import LOG_COUNT, NgramTable, keys_of, quantise

STORED = st.dictionaries(st.integers(0, 2**64 - 1), st.integers(1, 255), max_size=300)


def build(stored: dict[int, int]) -> NgramTable:
    return NgramTable.build(
        np.asarray(list(stored), dtype=np.uint64), np.asarray(list(stored.values()), dtype=np.uint8)
    )


@given(STORED)
@settings(max_examples=60)
def test_every_stored_key_gives_its_value(stored: dict[int, int]) -> None:
    found = build(stored).get(np.asarray(list(stored), dtype=np.uint64))
    assert dict(zip(stored, found.tolist(), strict=True)) == stored


def test_a_large_table_equals_a_dict_and_hardly_knows_other_keys() -> None:
    rng = np.random.default_rng(3)
    keys = np.unique(rng.integers(0, 2**60, 60_000, dtype=np.uint64))
    rng.shuffle(keys)
    values = rng.integers(1, 256, len(keys)).astype(np.uint8)
    half = len(keys) // 2
    table = NgramTable.build(keys[:half], values[:half])
    assert (table.get(keys[:half]) == values[:half]).all()
    # 30,000 strangers at 2**-16 each: 0.46 expected, more than 8 once in 10**9 tables.
    assert np.count_nonzero(table.get(keys[half:])) <= 8
    assert len(table.values) < 1.3 * half


def test_an_empty_table_knows_nothing() -> None:
    strangers = np.arange(1, 200, dtype=np.uint64)
    assert not build({}).get(strangers).any()
    assert build({}).get(np.zeros(0, dtype=np.uint64)).shape == (0,)


def test_lookup_keeps_the_shape_and_logs_the_counts() -> None:
    table = build({5: 1, 6: 9})
    keys = np.asarray([[5, 6], [7, 5]], dtype=np.uint64)
    assert table.get(keys).tolist() == [[1, 9], [0, 1]]
    # Step 1 stands for a count of 1, every eighth step doubles it.
    np.testing.assert_allclose(
        table.log_counts(keys), [[0.0, np.log(2)], [-np.inf, 0.0]], rtol=1e-6
    )


def test_repeated_keys_are_refused() -> None:
    with pytest.raises(DataError, match="distinct"):
        NgramTable.build(np.asarray([4, 4], dtype=np.uint64), np.asarray([1, 2], dtype=np.uint8))


@given(st.lists(st.tuples(*[st.integers(0, 2**20 - 1)] * 3), unique=True, min_size=2))
def test_keys_of_different_words_differ(rows: list[tuple[int, int, int]]) -> None:
    keys = keys_of(*np.asarray(rows, dtype=np.int64).T)
    assert len(set(keys.tolist())) == len(rows)


@given(st.lists(st.floats(1, 1e12), min_size=1))
def test_quantised_counts_are_right_to_a_sixteenth_of_an_octave(counts: list[float]) -> None:
    steps = quantise(np.asarray(counts))
    assert (steps >= 1).all()
    kept = steps < 255
    error = LOG_COUNT[steps] - np.log(counts)
    assert (np.abs(error[kept]) <= np.log(2) / 16 + 1e-5).all()
    assert (error[~kept] <= np.log(2) / 16).all()


def test_quantising_keeps_the_order() -> None:
    counts = np.arange(1, 5_000)
    assert (np.diff(quantise(counts).astype(int)) >= 0).all()
