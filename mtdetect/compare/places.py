"""Match passages of which hardly a word was left, by their place and by their grammar.

A spinner may swap every word with a meaning in a short paragraph. What it leaves are the words of
grammar and the figures, in their order, and the place between two neighbours that are matched.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from mtdetect.compare.paragraphs import Block, in_order
from mtdetect.compare.reading import FUNCTION, MARK, NUMBER, Passage, Reading
from mtdetect.compare.words import Words, match

# Chosen on the calibration split: of paragraphs in which spinners left no word with a meaning every
# one keeps its grammar so far, and of neighbours that tell something else one in a hundred.
LEAST_GRAMMAR = 0.5
_LEAST_LIKE_LONG = 0.66
# Fewer words of grammar in a row are found in any two sentences.
_LEAST_SHARED = 3
# Longer runs without a match are another text.
_MOST_BETWEEN = 60


def by_place(one: Reading, other: Reading, blocks: list[Block]) -> list[Block]:
    """Match what stands unmatched between the same two neighbours and keeps its grammar.

    Parameters
    ----------
    one, other : Reading
    blocks : list of Block
        From :func:`~mtdetect.compare.paragraphs.align`.

    Returns
    -------
    list of Block
        Every passage of both stands in exactly one still.
    """
    found: dict[int, int] = {}
    for ours, theirs in _runs(blocks):
        if max(len(ours), len(theirs)) > _MOST_BETWEEN:
            continue
        left = [_left(one, one.passages[i]) for i in ours]
        there = [_left(other, other.passages[j]) for j in theirs]
        gain = np.asarray([[_kept(a, b) for b in there] for a in left])
        found.update((ours[a], theirs[b]) for a, b in in_order(gain))
    if not found:
        return blocks
    taken = set(found.values())
    return [
        Block(b.ours, (found[b.ours[0]],)) if not b.theirs and b.ours[0] in found else b
        for b in blocks
        if b.ours or b.theirs[0] not in taken
    ]


def _runs(blocks: Iterable[Block]) -> list[tuple[list[int], list[int]]]:
    """Give the unmatched passages of both sides that stand between the same neighbours."""
    blocks = list(blocks)
    ours = sorted(b.ours[0] for b in blocks if not b.theirs)
    theirs = sorted(b.theirs[0] for b in blocks if not b.ours)
    if not ours or not theirs:
        return []
    found = []
    i = j = 0
    # What was moved is no neighbour: it says nothing of where the others stand.
    matched = sorted((b for b in blocks if b.ours and b.theirs and not b.moved), key=_first)
    for block in [*matched, None]:
        run: tuple[list[int], list[int]] = ([], [])
        while i < len(ours) and (block is None or ours[i] < block.ours[0]):
            run[0].append(ours[i])
            i += 1
        while j < len(theirs) and (block is None or theirs[j] < block.theirs[0]):
            run[1].append(theirs[j])
            j += 1
        if run[0] and run[1]:
            found.append(run)
    return found


def _first(block: Block) -> int:
    return block.ours[0]


def _left(reading: Reading, passage: Passage) -> tuple[int, Words]:
    """Give how many words a passage has, and those of grammar and figures among them."""
    words = np.arange(passage.first, passage.last)
    words = words[reading.kinds[words] != MARK]
    keys = reading.keys[words[_is_left(reading, words)]]
    return len(words), Words(keys, keys, np.ones(len(keys)))


def _kept(ours: tuple[int, Words], theirs: tuple[int, Words]) -> float:
    """Give the share of words of grammar and figures that two passages have in one order.

    It is 0 where that is no sign that the one was made of the other.
    """
    (n, a), (m, b) = ours, theirs
    if min(n, m) < _LEAST_LIKE_LONG * max(n, m, 1):
        return 0.0
    shared = sum(bool(a.keys[i] == b.keys[j]) for i, j in match(a, b))
    share = 2 * shared / max(len(a.keys) + len(b.keys), 1)
    return share if share >= LEAST_GRAMMAR and shared >= _LEAST_SHARED else 0.0


def _is_left(reading: Reading, tokens: NDArray[np.int64]) -> NDArray[np.bool_]:
    kinds = reading.kinds[tokens]
    return np.asarray((kinds == FUNCTION) | (kinds == NUMBER))


def keeps_grammar(reading: Reading, tokens: NDArray[np.int64], place: NDArray[np.int64]) -> bool:
    """Tell whether words of grammar and figures among tokens have a counterpart, most of them.

    Parameters
    ----------
    reading : Reading
    tokens : ndarray of int64
    place : ndarray of int64
        For each token of the reading its counterpart; -1 where there is none.
    """
    left = tokens[_is_left(reading, tokens)]
    found = int((place[left] >= 0).sum())
    return found >= _LEAST_SHARED and found >= LEAST_GRAMMAR * len(left)
