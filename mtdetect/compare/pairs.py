"""Two versions side by side: their aligned paragraphs, equal words, and the gaps between."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mtdetect.compare.paragraphs import Block, align
from mtdetect.compare.places import by_place
from mtdetect.compare.reading import MARK, Reading
from mtdetect.compare.words import Words, match

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Gap:
    """Words of the one version and those that stand in their place in the other.

    Attributes
    ----------
    ours, theirs : tuple of int
        Tokens, in order, marks included; one side may be empty.
    """

    ours: tuple[int, ...]
    theirs: tuple[int, ...]


@dataclass(frozen=True)
class Pair:
    """Two aligned versions: ``one`` is taken for the earlier one.

    Attributes
    ----------
    one, other : Reading
    blocks : list of Block
        Their aligned passages.
    place : ndarray of int64, shape (n_tokens of one,)
        Which token of the other each token of the one stands for; -1 where none does.
    gaps : list of list of Gap
        Of each block what differs, in order.
    """

    one: Reading
    other: Reading
    blocks: list[Block]
    place: Ints
    gaps: list[list[Gap]]

    @cached_property
    def back(self) -> Ints:
        """Which token of the one each token of the other stands for; -1 where none does."""
        back = np.full(len(self.other.tokens), -1, dtype=np.int64)
        ours = np.flatnonzero(self.place >= 0)
        back[self.place[ours]] = ours
        return back

    @cached_property
    def equal(self) -> NDArray[np.bool_]:
        """Whether each token of the one stands in the other just so (case aside)."""
        found = self.place >= 0
        return np.asarray(
            found & (self.one.keys == self.other.keys[np.where(found, self.place, 0)])
            if len(self.other.keys)
            else found
        )

    def tokens(self, block: Block) -> tuple[Ints, Ints]:
        """Give the tokens of a block on either side."""
        return _tokens(self.one, block.ours), _tokens(self.other, block.theirs)


def pair(one: Reading, other: Reading) -> Pair:
    """Align two versions paragraph by paragraph and word by word."""
    blocks = by_place(one, other, align(one, other))
    place = np.full(len(one.tokens), -1, dtype=np.int64)
    gaps: list[list[Gap]] = []
    for block in blocks:
        if not block.ours or not block.theirs:
            gaps.append([])
            continue
        ours, theirs = _tokens(one, block.ours), _tokens(other, block.theirs)
        matched = match(_words(one, ours), _words(other, theirs))
        for i, j in matched:
            place[ours[i]] = theirs[j]
        gaps.append(_gaps(one, other, ours, theirs, matched))
    return Pair(one, other, blocks, place, gaps)


def _tokens(reading: Reading, passages: tuple[int, ...]) -> Ints:
    ranges = [np.arange(reading.passages[p].first, reading.passages[p].last) for p in passages]
    return np.concatenate([np.zeros(0, dtype=np.int64), *ranges])


def _words(reading: Reading, tokens: Ints) -> Words:
    return Words(reading.keys[tokens], reading.stems[tokens], reading.weights[tokens])


def _gaps(
    one: Reading, other: Reading, ours: Ints, theirs: Ints, matched: list[tuple[int, int]]
) -> list[Gap]:
    """Collect what stands between equal words; a matched word whose ending differs is a gap too."""
    found: list[Gap] = []
    left: tuple[list[int], list[int]] = ([], [])

    def close() -> None:
        if any(one.kinds[t] != MARK for t in left[0]) or any(
            other.kinds[t] != MARK for t in left[1]
        ):
            found.append(Gap(tuple(left[0]), tuple(left[1])))
        left[0].clear()
        left[1].clear()

    i = j = 0
    for a, b in [*matched, (len(ours), len(theirs))]:
        left[0].extend(ours[i:a].tolist())
        left[1].extend(theirs[j:b].tolist())
        i, j = a + 1, b + 1
        if a == len(ours):
            break
        if one.keys[ours[a]] == other.keys[theirs[b]]:
            close()
        else:
            left[0].append(int(ours[a]))
            left[1].append(int(theirs[b]))
    close()
    return found
