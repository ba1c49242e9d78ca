"""Align the paragraphs of two versions: in order, with gaps, merges, splits and moved ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from mtdetect.compare.reading import CONTENT, Reading

Floats = NDArray[np.float64]

# Passages that resemble each other less do not tell the same: two paragraphs of one story share
# its names, and so about half as much.
_LEAST = 0.2
# A passage of which so much is in another is a part of it.
_LEAST_WITHIN = 0.4


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
    matched = _in_order(np.where(alike >= _LEAST, alike, 0.0))
    links = set(matched)
    moved: set[tuple[int, int]] = set()
    ours, theirs = {i for i, _ in matched}, {j for _, j in matched}
    ordered = sorted(matched)
    # What is left over is a part of a passage that is matched, or has been moved.
    for i, j, _ in _best(within, alike):
        if (i in ours) == (j in theirs):
            if i in ours or alike[i, j] < _LEAST:
                continue
            links.add((i, j))
            moved.add((i, j))
        elif within[i, j] >= _LEAST_WITHIN and _near(ordered, i, j):
            links.add((i, j))
        else:
            continue
        ours.add(i)
        theirs.add(j)
    return _blocks(n, m, links, moved)


def _features(reading: Reading) -> sparse.csr_matrix:
    telling = reading.kinds >= CONTENT
    rows = np.repeat(np.arange(len(reading.passages)), [p.last - p.first for p in reading.passages])
    places = np.concatenate([np.arange(p.first, p.last) for p in reading.passages])
    kept = telling[places]
    columns = reading.stems[places][kept]
    return sparse.csr_matrix(
        (reading.weights[places][kept], (rows[kept], columns)),
        shape=(len(reading.passages), int(columns.max(initial=0)) + 1),
    )


def _likeness(one: Reading, other: Reading) -> tuple[Floats, Floats]:
    """Give cosine, and how much of the shorter passage is in the longer, for every pair."""
    a, b = _features(one), _features(other)
    width = max(a.shape[1], b.shape[1])
    a.resize(a.shape[0], width)
    b.resize(b.shape[0], width)
    # What stands in most passages of a story tells none of them from the others.
    seen = (a > 0).sum(axis=0).A1 + (b > 0).sum(axis=0).A1
    total = a.shape[0] + b.shape[0]
    scale = sparse.diags(np.log1p(total / np.maximum(seen, 1)))
    a, b = (a @ scale).tocsr(), (b @ scale).tocsr()
    a_norm, b_norm = (np.sqrt(x.multiply(x).sum(axis=1)).A1 for x in (a, b))
    shared = (a @ b.T).toarray()
    alike = shared / np.maximum(np.outer(a_norm, b_norm), 1e-9)
    shorter = np.minimum(a_norm[:, None], b_norm[None, :])
    return alike, shared / np.maximum(shorter**2, 1e-9)


def _in_order(gain: Floats) -> list[tuple[int, int]]:
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


def _near(matched: list[tuple[int, int]], i: int, j: int) -> bool:
    """Tell whether a passage stands beside the one that its counterpart is matched with."""
    return any((a == i and abs(b - j) <= 2) or (b == j and abs(a - i) <= 2) for a, b in matched)


def _blocks(
    n: int, m: int, links: set[tuple[int, int]], moved: set[tuple[int, int]]
) -> list[Block]:
    rows = [i for i, _ in links]
    columns = [n + j for _, j in links]
    graph = sparse.coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(n + m, n + m))
    _, group = connected_components(graph, directed=False)
    sides: dict[int, tuple[list[int], list[int]]] = {}
    for node, number in enumerate(group.tolist()):
        ours, theirs = sides.setdefault(number, ([], []))
        (ours if node < n else theirs).append(node if node < n else node - n)
    in_moved = {i for i, _ in moved}
    return [
        Block(tuple(ours), tuple(theirs), any(i in in_moved for i in ours))
        for ours, theirs in sides.values()
    ]
