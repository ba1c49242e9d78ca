"""Weights are stored under the names of what they weigh, and read back for nothing else."""

from __future__ import annotations

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdetect.errors import InvalidValueError
from mtdetect.evidence.ranking import COLUMNS, RankingModel

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(FINITE, min_size=len(COLUMNS), max_size=len(COLUMNS)), st.randoms())
def test_what_is_stored_in_any_order_is_read_in_that_of_the_columns(
    weights: list[float], random: Random
) -> None:
    model = RankingModel(tuple(weights))
    stored = list(model.to_dict()["weights"].items())
    random.shuffle(stored)
    assert RankingModel.from_dict({"weights": dict(stored)}) == model


@pytest.mark.parametrize("change", [{"mended": 1.0}, {COLUMNS[0]: None}])
def test_other_columns_are_refused(change: dict[str, float | None]) -> None:
    stored = RankingModel.unknown().to_dict()["weights"] | change
    stored = {column: weight for column, weight in stored.items() if weight is not None}
    with pytest.raises(InvalidValueError, match="suggestions of other columns"):
        RankingModel.from_dict({"weights": stored})


@pytest.mark.parametrize("weights", [(1.0,), (math.nan,) * len(COLUMNS), (math.inf,) * 20])
def test_weights_that_cannot_weigh_are_refused(weights: tuple[float, ...]) -> None:
    with pytest.raises(InvalidValueError, match="weights for suggestions"):
        RankingModel(weights)
