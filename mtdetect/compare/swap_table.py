"""The swaps of many spun versions as one table: what a model of one's own can be taught."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from mtdetect.compare.frame import frame

if TYPE_CHECKING:
    import pandas as pd

Swap = tuple[str, str, int]
"""The odd form, what stood there, and how often."""

_COLUMNS = ("odd_form", "expected_form", "count", "versions")
# Which of them stands follows from the next word, which was swapped.
_ARTICLES = {"a", "an"}


def swap_table(versions: Iterable[Iterable[Swap]]) -> pd.DataFrame:
    """Count the swaps of versions, the commonest first.

    Parameters
    ----------
    versions : iterable of iterable of (str, str, int)
        Of each version the odd form, what stood there, and how often.

    Returns
    -------
    pandas.DataFrame
        ``odd_form``, ``expected_form``, ``count``, ``versions`` (in how many it stands).

    Examples
    --------
    >>> table = swap_table([[("Army gear", "military equipment", 2), ("a", "an", 3)],
    ...                     [("army gear", "military equipment", 1)]])
    >>> table.to_dict("records")  # doctest: +NORMALIZE_WHITESPACE
    [{'odd_form': 'army gear', 'expected_form': 'military equipment', 'count': 3,
      'versions': 2}]
    """
    counts: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    for version in versions:
        own: Counter[tuple[str, str]] = Counter()
        for odd, expected, count in version:
            if {odd.lower(), expected.lower()} != _ARTICLES:
                own[odd.lower(), expected.lower()] += count
        counts.update(own)
        seen.update(own.keys())
    rows = [
        {"odd_form": odd, "expected_form": expected, "count": n, "versions": seen[odd, expected]}
        for (odd, expected), n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    return frame(rows, _COLUMNS)
