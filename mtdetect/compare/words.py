"""Align the words of two passages that tell the same.

Python's difflib is slow on long texts and blind to what a word tells. Here a longest common
subsequence is found, weighted by what words tell, a row at a time in numpy; runs that are unique
on both sides cut long texts first, so that no matrix grows large.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_MOST_CELLS = 1_000_000
_RUN = 3  # words of a run that cuts
_NEIGHBOUR = 0.3  # what an equal neighbour adds, so that runs are matched and not scattered words
_STEM = 0.6  # of what equal words gain, where only the ending differs


class Words(NamedTuple):
    """Words of one side: their numbers, those of their beginnings, and what they tell."""

    keys: Ints
    stems: Ints
    weights: Floats

    def part(self, first: int, last: int) -> Words:
        """Give a run of them."""
        return Words(self.keys[first:last], self.stems[first:last], self.weights[first:last])


def match(one: Words, other: Words) -> list[tuple[int, int]]:
    """Find which words of one side stand for which of the other, in order.

    Parameters
    ----------
    one, other : Words

    Returns
    -------
    list of (int, int)
        Places of words that are equal or differ in their ending.

    Examples
    --------
    >>> def words(*numbers):
    ...     return Words(np.array(numbers), np.array(numbers), np.ones(len(numbers)))
    >>> match(words(1, 2, 3, 4), words(1, 9, 3, 4, 5))
    [(0, 0), (2, 2), (3, 3)]
    """
    n, m = len(one.keys), len(other.keys)
    start = _equal_run(one.keys, other.keys)
    end = _equal_run(one.keys[start:][::-1], other.keys[start:][::-1])
    found = [(k, k) for k in range(start)]
    inner, theirs = one.part(start, n - end), other.part(start, m - end)
    found += [(start + i, start + j) for i, j in _match_inner(inner, theirs)]
    found += [(n - end + k, m - end + k) for k in range(end)]
    return found


def _equal_run(a: Ints, b: Ints) -> int:
    length = min(len(a), len(b))
    differing = np.flatnonzero(a[:length] != b[:length])
    return int(differing[0]) if len(differing) else length


def _match_inner(one: Words, other: Words) -> list[tuple[int, int]]:
    n, m = len(one.keys), len(other.keys)
    if not n or not m:
        return []
    if n * m <= _MOST_CELLS:
        return _common(one, other)
    cuts = _cuts(one.keys, other.keys)
    if not cuts:
        # Nothing in common to cut at: the beginnings are compared, the rest counts as rewritten.
        side = int(_MOST_CELLS**0.5)
        return _common(one.part(0, side), other.part(0, side))
    found: list[tuple[int, int]] = []
    i = j = 0
    for a, b in [*cuts, (n, m)]:
        found += [(i + x, j + y) for x, y in _piece(one.part(i, a), other.part(j, b))]
        if a < n:
            found.append((a, b))
        i, j = a + 1, b + 1
    return found


def _piece(one: Words, other: Words) -> list[tuple[int, int]]:
    if len(one.keys) * len(other.keys) > _MOST_CELLS:
        side = int(_MOST_CELLS**0.5)
        one, other = one.part(0, side), other.part(0, side)
    return _common(one, other) if len(one.keys) and len(other.keys) else []


def _cuts(a: Ints, b: Ints) -> list[tuple[int, int]]:
    """Find runs that stand once on either side, as many as are in order (patience)."""
    ours, theirs = _once(a), _once(b)
    pairs = sorted((ours[run], theirs[run]) for run in ours.keys() & theirs.keys())
    # The longest increasing subsequence of the places on the other side.
    tails: list[int] = []
    tops: list[int] = []
    back: list[int] = []
    for k, (_, place) in enumerate(pairs):
        at = int(np.searchsorted(tails, place)) if tails else 0
        back.append(tops[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place)
            tops.append(k)
        else:
            tails[at], tops[at] = place, k
    chain = []
    k = tops[-1] if tops else -1
    while k >= 0:
        chain.append(pairs[k])
        k = back[k]
    return chain[::-1]


def _once(keys: Ints) -> dict[tuple[int, ...], int]:
    runs = list(zip(*(keys[k:].tolist() for k in range(_RUN)), strict=False))
    counts = Counter(runs)
    return {run: place for place, run in enumerate(runs) if counts[run] == 1}


def _common(one: Words, other: Words) -> list[tuple[int, int]]:
    same = one.keys[:, None] == other.keys[None, :]
    gain = np.where(same, np.minimum(one.weights[:, None], other.weights[None, :]), 0.0)
    near = (one.stems[:, None] == other.stems[None, :]) & ~same
    gain[near] = _STEM * np.minimum(one.weights[:, None], other.weights[None, :])[near]
    padded = np.zeros((same.shape[0] + 2, same.shape[1] + 2))
    padded[1:-1, 1:-1] = same
    gain = np.where(gain > 0, gain * (1 + _NEIGHBOUR * (padded[:-2, :-2] + padded[2:, 2:])), 0.0)
    n, m = gain.shape
    best = np.zeros((n + 1, m + 1))
    for i in range(n):
        row = best[i + 1]
        np.maximum(best[i, 1:], best[i, :-1] + gain[i], out=row[1:])
        np.maximum.accumulate(row, out=row)
    found = []
    i, j = n, m
    while i and j:
        here = best[i, j]
        if here == best[i - 1, j]:
            i -= 1
        elif here == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((i, j))
    return found[::-1]
