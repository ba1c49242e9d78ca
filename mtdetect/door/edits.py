"""Change a text in places and keep the way back: an offset of the new text leads to the old."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Offsets = NDArray[np.int64]


class Edit(NamedTuple):
    """What stands from ``start`` to ``end`` of the old text becomes ``put``."""

    start: int
    end: int
    put: str


@dataclass(frozen=True, eq=False)
class Layer:
    """All changes of one pass: where each stood in the old text and stands in the new one.

    Attributes
    ----------
    old_start, old_end, new_start, new_end : ndarray of int64
        In order, without overlap. A change that only takes away is empty in the new text.
    """

    old_start: Offsets
    old_end: Offsets
    new_start: Offsets
    new_end: Offsets

    def back(
        self, starts: Offsets, ends: Offsets, *, outer: bool = False
    ) -> tuple[Offsets, Offsets]:
        """Lead spans of the new text back to the old one.

        A span that begins or ends within what was put in takes in the whole of what stood there.

        Parameters
        ----------
        starts, ends : ndarray of int64
            None of the spans is empty.
        outer : bool, default=False
            Whether what was taken away right before and behind a span belongs to it.
        """
        done = np.searchsorted(self.new_start, ends, side="left") - 1
        if outer:
            # The first change that begins right there, and the last that is done by then.
            first = np.searchsorted(self.new_start, starts, side="left")
            last = len(self.new_start) - 1
            there = (first <= last) & (self.new_start[np.minimum(first, last)] == starts)
            begun = np.where(there, first, first - 1)
            done = np.maximum(done, np.searchsorted(self.new_end, ends, side="right") - 1)
        else:
            there = np.zeros(len(starts), dtype=bool)
            begun = np.searchsorted(self.new_start, starts, side="right") - 1
        inside = there | ((begun >= 0) & (starts < self.new_end[begun]))
        old_starts = np.where(inside, self.old_start[begun], self._behind(begun, starts))
        inside = (done >= 0) & (ends <= self.new_end[done])
        old_ends = np.where(inside, self.old_end[done], self._behind(done, ends))
        return old_starts, old_ends

    def _behind(self, last: Offsets, offsets: Offsets) -> Offsets:
        """Lead offsets back that lie behind the change of the given number, or before all."""
        moved = self.old_end[last] - self.new_end[last]
        return np.asarray(offsets + np.where(last < 0, 0, moved))


def rewrite(
    text: str, pattern: re.Pattern[str], edits: Callable[[re.Match[str]], Iterable[Edit]]
) -> tuple[str, Layer | None, int]:
    """Change a text wherever a pattern matches.

    Parameters
    ----------
    text : str
    pattern : re.Pattern
    edits : callable
        What to do about a match: changes within it, in order; none leaves it as it is.

    Returns
    -------
    text : str
        The new text.
    layer : Layer or None
        The way back; None where nothing changed.
    count : int
        How many matches led to a change.

    Examples
    --------
    >>> text, layer, count = rewrite("a--b", re.compile("--"), lambda m: [Edit(*m.span(), "-")])
    >>> text, count, layer.back(np.array([2]), np.array([3]))
    ('a-b', 1, (array([3]), array([4])))
    """
    places = [array("q") for _ in range(4)]
    old_start, old_end, new_start, new_end = places
    pieces: list[str] = []
    at = length = count = 0
    for match in pattern.finditer(text):
        changed = False
        for start, end, put in edits(match):
            pieces.append(text[at:start])
            pieces.append(put)
            length += start - at
            old_start.append(start)
            old_end.append(end)
            new_start.append(length)
            length += len(put)
            new_end.append(length)
            at, changed = end, True
        count += changed
    if not count:
        return text, None, 0
    pieces.append(text[at:])
    layer = Layer(*(np.frombuffer(place, dtype=np.int64) for place in places))
    return "".join(pieces), layer, count
