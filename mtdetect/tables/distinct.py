"""The distinct ones of whole numbers."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

WholeT = TypeVar("WholeT", bound=np.integer)


def distinct(values: NDArray[WholeT]) -> NDArray[WholeT]:
    """Give the distinct values of an array of whole numbers, sorted.

    :func:`numpy.unique` loads masked arrays when it is first called, and few values take it longer.

    Examples
    --------
    >>> distinct(np.array([[3, 1], [3, 2]])).tolist()
    [1, 2, 3]
    """
    ordered = np.sort(values, axis=None)
    new = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return ordered[new]
