"""Weights of a fitted model, stored under the names of the columns that they weigh."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from mtdetect.errors import InvalidValueError


def check_weights(weights: Sequence[float], columns: Sequence[str], what: str) -> None:
    """Refuse weights that are no numbers, or not one for each column.

    Parameters
    ----------
    weights : sequence of float
    columns : sequence of str
    what : str
        What they weigh, for the message.

    Raises
    ------
    InvalidValueError
    """
    if len(weights) != len(columns):
        raise InvalidValueError(
            f"{len(weights)} weights for {what}; give {len(columns)}, one a column"
        )
    if not all(map(math.isfinite, weights)):
        raise InvalidValueError(f"the weights for {what} are {tuple(weights)}: give finite numbers")


def read_weights(
    stored: Mapping[str, float], columns: Sequence[str], what: str
) -> tuple[float, ...]:
    """Give stored weights in the order of the columns.

    Raises
    ------
    InvalidValueError
        If they weigh other columns than this version computes.

    Examples
    --------
    >>> read_weights({"fit": 2.0, "span": -1}, ["span", "fit"], "suggestions")
    (-1.0, 2.0)
    """
    if stored.keys() != set(columns):
        raise InvalidValueError(f"weights for {what} of other columns than this version computes")
    return tuple(float(stored[column]) for column in columns)
