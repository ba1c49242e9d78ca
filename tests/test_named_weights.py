"""Weights are stored under the names of what they weigh, and read back for nothing else."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdetect.errors import InvalidValueError
from mtdetect.tables.named_weights import check_weights, read_weights


@given(st.dictionaries(st.text(min_size=1), st.floats(allow_nan=False)))
def test_what_is_stored_in_any_order_is_read_in_that_of_the_columns(
    stored: dict[str, float],
) -> None:
    columns = sorted(stored)
    assert read_weights(stored, columns, "x") == tuple(stored[c] for c in columns)


@pytest.mark.parametrize("stored", [{}, {"a": 1.0}, {"a": 1.0, "b": 2.0, "c": 3.0}])
def test_other_columns_are_refused(stored: dict[str, float]) -> None:
    with pytest.raises(InvalidValueError, match="names of other columns"):
        read_weights(stored, ["a", "b"], "names")


@pytest.mark.parametrize("weights", [(1.0,), (1.0, math.nan), (1.0, math.inf)])
def test_weights_that_cannot_weigh_are_refused(weights: tuple[float, ...]) -> None:
    with pytest.raises(InvalidValueError, match="weights for names"):
        check_weights(weights, ["a", "b"], "names")
