"""Align the paragraphs of two versions: in order, with gaps, merges, splits and moved ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtdetect.compare.groups import Groups
from mtdetect.compare.reading import CONTENT, Reading

Floats = NDArray[np.float64]

# Passages that resemble each other less do not tell the same: two paragraphs of one story share
# its names, and so about half as much.
_LEAST = 0.2
# A passage of which so much is in another is a part of it.
_LEAST_WITHIN = 0.4
# What stands in more passages of a long text tells none of them from the others.
_MOST_WITH = 200


@dataclass(frozen=True)
class Block:
    """Passages of two versions that tell the same; empty on the side that lacks them.

    Attributes
    ----------
    ours, theirs : tuple of int
        Places of passages in the one and the other version, in order.
    moved : bool
        Whether they stand at another place in the story.
    """

    ours: tuple[int, ...]
    theirs: tuple[int, ...]
    moved: bool = False


def align(one: Reading, other: Reading) -> list[Block]:
    """Align the passages of two versions.

    Parameters
    ----------
    one, other : Reading
        From the same reader.

    Returns
    -------
    list of Block
        Every passage of both stands in exactly one; in the order of ``one``, then what only
        ``other`` has.
    """
    n, m = len(one.passages), len(other.passages)
    if not n or not m:
        return [Block((i,), ()) for i in range(n)] + [Block((), (j,)) for j in range(m)]
    alike, within = _likeness(one, other)
    matched = in_order(np.where(alike >= _LEAST, alike, 0.0))
    links = set(matched)
    moved: set[tuple[int, int]] = set()
    ours, theirs = {i for i, _ in matched}, {j for _, j in matched}
    # What is left over is a part of a passage that is matched, or has been moved.
    for i, j, _ in _best(within, alike):
        if (i in ours) == (j in theirs):
            if i in ours or alike[i, j] < _LEAST:
                continue
            links.add((i, j))
            moved.add((i, j))
        elif within[i, j] >= _LEAST_WITHIN and _near(links, i, j):
            links.add((i, j))
        else:
            continue
        ours.add(i)
        theirs.add(j)
    return _blocks(n, m, links, moved)


class _Features(NamedTuple):
    """Weights of words by passage, one entry a word and passage."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: Floats


def _features(reading: Reading) -> _Features:
    sizes = [p.last - p.first for p in reading.passages]
    rows = np.repeat(np.arange(len(sizes)), sizes)
    kept = reading.kinds >= CONTENT
    rows, columns, weights = rows[kept], reading.stems[kept], reading.weights[kept]
    width = int(columns.max(initial=0)) + 1
    keys, place = np.unique((rows * width + columns).astype(np.int64), return_inverse=True)
    values = np.bincount(place, weights=weights, minlength=len(keys))
    return _Features(keys // width, keys % width, values.astype(np.float64))


def _likeness(one: Reading, other: Reading) -> tuple[Floats, Floats]:
    """Give cosine, and how much of the shorter passage is in the longer, for every pair."""
    a, b = _features(one), _features(other)
    n, m = len(one.passages), len(other.passages)
    width = int(max(a.columns.max(initial=0), b.columns.max(initial=0))) + 1
    ours, theirs = (np.bincount(f.columns, minlength=width) for f in (a, b))
    # What stands in most passages of a story tells none of them from the others.
    scale = np.log1p((n + m) / np.maximum(ours + theirs, 1))
    a, b = (f._replace(values=f.values * scale[f.columns]) for f in (a, b))
    a_norm, b_norm = (
        np.sqrt(np.bincount(f.rows, weights=f.values**2, minlength=k)) for f, k in ((a, n), (b, m))
    )
    told = (ours <= _MOST_WITH) & (theirs <= _MOST_WITH)
    shared = _products(_only(a, told), _only(b, told), n, m)
    alike = shared / np.maximum(np.outer(a_norm, b_norm), 1e-9)
    shorter = np.minimum(a_norm[:, None], b_norm[None, :])
    return alike, shared / np.maximum(shorter**2, 1e-9)


def _only(f: _Features, columns: NDArray[np.bool_]) -> _Features:
    kept = columns[f.columns]
    return _Features(f.rows[kept], f.columns[kept], f.values[kept])


def _products(a: _Features, b: _Features, n: int, m: int) -> Floats:
    """Multiply two sparse matrices, the second transposed: every pair of entries of one word."""
    order = np.argsort(b.columns, kind="stable")
    rows, columns, values = b.rows[order], b.columns[order], b.values[order]
    first = np.searchsorted(columns, a.columns)
    times = np.searchsorted(columns, a.columns, side="right") - first
    entry = np.repeat(np.arange(len(a.columns)), times)
    partner = np.arange(len(entry)) - np.repeat(np.cumsum(times) - times, times) + first[entry]
    total = np.bincount(
        a.rows[entry] * m + rows[partner],
        weights=a.values[entry] * values[partner],
        minlength=n * m,
    )
    return np.asarray(total.reshape(n, m))


def in_order(gain: Floats) -> list[tuple[int, int]]:
    """Find the pairs in order on both sides that gain most together."""
    n, m = gain.shape
    best = np.zeros((n + 1, m + 1))
    for i in range(n):
        best[i + 1, 1:] = np.maximum(best[i, 1:], best[i, :-1] + gain[i])
        np.maximum.accumulate(best[i + 1], out=best[i + 1])
    found = []
    i, j = n, m
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((i, j))
    return found[::-1]


def _best(within: Floats, alike: Floats) -> list[tuple[int, int, float]]:
    """List the pairs that resemble each other, the surest first."""
    rows, columns = np.nonzero((alike >= _LEAST) | (within >= _LEAST_WITHIN))
    values = np.maximum(alike, 0.5 * within)[rows, columns]
    order = np.argsort(-values, kind="stable")
    return [(int(rows[k]), int(columns[k]), float(values[k])) for k in order]


def _near(matched: set[tuple[int, int]], i: int, j: int) -> bool:
    """Tell whether a passage stands beside the one that its counterpart is matched with."""
    return any((a == i and abs(b - j) <= 2) or (b == j and abs(a - i) <= 2) for a, b in matched)


def _blocks(
    n: int, m: int, links: set[tuple[int, int]], moved: set[tuple[int, int]]
) -> list[Block]:
    groups = Groups(n + m)
    for i, j in links:
        groups.join(i, n + j)
    in_moved = {i for i, _ in moved}
    return [
        Block(
            tuple(k for k in members if k < n),
            tuple(k - n for k in members if k >= n),
            any(k in in_moved for k in members),
        )
        for members in groups.members().values()
    ]
