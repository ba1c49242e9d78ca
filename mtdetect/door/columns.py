"""Two columns side by side, as programs print a page: left is read before right.

A line of such a text is half a line of each. What stands where is told by the gutter, spaces that
end in the same place in nearly all lines; in a table they do, too, but there no sentence goes on
from line to line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from mtdetect.door.edits import Offsets
from mtdetect.door.rule import Rule, drop
from mtdetect.expressions import Expression

# What is left of the indents of columns.
INDENTS = Rule("spaces", frozenset(), Expression(r"^ {1,40}", re.MULTILINE), drop, ("\n ", " "))
_GUTTER = re.compile(r"(?<=\S) {3,}(?=\S)")
# So many lines have a gutter, and this share of those of the columns have it or one side alone.
LEAST_LINES, SHARE = 4, 0.8
_MOST_INDENT = 8
# This share of the lines of either side goes on in small letters.
_GOES_ON = 0.25


@dataclass(frozen=True, eq=False)
class Moved:
    """The way back where pieces of a text stand in another order.

    Attributes
    ----------
    old_start, old_end, new_start : ndarray of int64
        Of each piece, in the order of the new text.
    whole : ndarray of bool
        Whether a piece became another one, a gutter a line break.
    """

    old_start: Offsets
    old_end: Offsets
    new_start: Offsets
    whole: np.ndarray[tuple[int], np.dtype[np.bool_]]

    def back(
        self, starts: Offsets, ends: Offsets, *, outer: bool = False
    ) -> tuple[Offsets, Offsets]:
        """Lead spans of the new text back to the old one, to all that its pieces lie between.

        What goes on at the top of the next column lies between far more than it says.

        Parameters
        ----------
        starts, ends : ndarray of int64
            None of the spans is empty.
        outer : bool, default=False
            Lead it to all of that nevertheless; else to its part in the last column.
        """
        first = np.searchsorted(self.new_start, starts, side="right") - 1
        last = np.searchsorted(self.new_start, ends - 1, side="right") - 1
        old_starts = self.old_start[first] + np.where(
            self.whole[first], 0, starts - self.new_start[first]
        )
        old_ends = np.where(
            self.whole[last], self.old_end[last], self.old_start[last] + ends - self.new_start[last]
        )
        for i in np.flatnonzero(first < last).tolist():
            a, b = int(first[i]), int(last[i])
            tops = np.flatnonzero(np.diff(self.old_start[a : b + 1]) < 0)
            if len(tops) and not outer:
                a += int(tops[-1]) + 1
                old_starts[i] = self.old_start[a]
            if a < b:
                old_starts[i] = min(old_starts[i], self.old_start[a + 1 : b + 1].min())
                old_ends[i] = max(old_ends[i], self.old_end[a:b].max())
        return old_starts, old_ends


class _Line(NamedTuple):
    start: int
    end: int  # without the break
    gutters: dict[int, int]  # by the column that they end in, where they begin


def apart(text: str) -> tuple[str, Moved] | None:
    r"""Set what stands in the right one of two columns behind the left one.

    Parameters
    ----------
    text : str

    Returns
    -------
    (str, Moved) or None
        The new text and the way back; None where there are no columns.

    Examples
    --------
    >>> left = "The old bridge", "of Tolby, which", "is shut for a", "year, is long."
    >>> right = "has lost its", "cook, and nobody", "comes for bread", "or cake any more."
    >>> text = "\n".join(f"{a:20}{b}" for a, b in zip(left, right))
    >>> print(apart(text)[0])
    The old bridge
    of Tolby, which
    is shut for a
    year, is long.
    has lost its
    cook, and nobody
    comes for bread
    or cake any more.
    """
    if "   " not in text:
        return None
    lines = _lines(text)
    column = _column(lines)
    if column is None:
        return None
    parted = [_gutter(line, column) for line in lines]
    with_gutter = [i for i, gutter in enumerate(parted) if gutter]
    first, end = with_gutter[0], with_gutter[-1] + 1
    while end < len(lines) and _belongs(lines[end], _indent(text, lines[end]), column):
        end += 1
    left: list[tuple[int, int, bool]] = []
    right: list[tuple[int, int, bool]] = []
    across = 0
    for line, gutter in zip(lines[first:end], parted[first:end], strict=True):
        indent = _indent(text, line)
        after = min(line.end + 1, len(text))
        if gutter:
            # Another column may follow, so a paragraph keeps its indent.
            middle = min(gutter[1], line.start + column)
            left += [(line.start, gutter[0], False), (gutter[0], middle, True)]
            right.append((middle, after, False))
        elif indent >= column - 1:
            right.append((line.start + min(indent, column), after, False))
        else:
            left.append((line.start, after, False))
            across += line.end - line.start > column
    if across > (1 - SHARE) * (end - first) or not (
        _is_prose(text, left) and _is_prose(text, right)
    ):
        return None
    before, behind = lines[first].start, min(lines[end - 1].end + 1, len(text))
    pieces = [(0, before, False), *left, *right, (behind, len(text), False)]
    return _put(text, [piece for piece in pieces if piece[0] < piece[1]])


def _lines(text: str) -> list[_Line]:
    found, at = [], 0
    for line in text.split("\n"):
        gutters = {m.end(): m.start() for m in _GUTTER.finditer(line)}
        found.append(_Line(at, at + len(line), gutters))
        at += len(line) + 1
    return found


def _column(lines: Sequence[_Line]) -> int | None:
    """Give the column that most gutters end in, give or take one: the first, where several do."""
    counts = Counter(column for line in lines for column in line.gutters)
    near = {c: counts[c - 1] + counts[c] + counts[c + 1] for c in counts}
    most = max(near.values(), default=0)
    if most < LEAST_LINES:
        return None
    first = min(c for c in near if near[c] >= SHARE * most)
    return max(range(first, first + 3), key=lambda c: counts[c])


def _gutter(line: _Line, column: int) -> tuple[int, int] | None:
    """Give where the gutter of a line begins and ends, in the text; a paragraph may be indented."""
    for end, begin in line.gutters.items():
        if begin < column - 1 and column - 1 <= end <= column + _MOST_INDENT:
            return line.start + begin, line.start + end
    return None


def _belongs(line: _Line, indent: int, column: int) -> bool:
    """Tell whether a line right below the last gutter is the rest of the longer column."""
    width = line.end - line.start
    return width > 0 and (indent >= column - 1 or width < column)


def _indent(text: str, line: _Line) -> int:
    piece = text[line.start : line.end]
    return len(piece) - len(piece.lstrip(" "))


def _is_prose(text: str, pieces: Sequence[tuple[int, int, bool]]) -> bool:
    """Tell whether sentences go on from piece to piece, as they do in no table."""
    words = [text[start:end].strip() for start, end, gutter in pieces if not gutter]
    going_on = sum(piece[:1].islower() for piece in words)
    spaces = sum(piece.count(" ") for piece in words)
    return going_on >= _GOES_ON * len(words) and spaces >= 2 * len(words)


def _put(text: str, pieces: Sequence[tuple[int, int, bool]]) -> tuple[str, Moved]:
    put: list[str] = []
    rows: list[tuple[int, int, int, bool]] = []
    at = 0
    for number, (start, end, gutter) in enumerate(pieces, 1):
        rows.append((start, end, at, gutter))
        put.append("\n" if gutter else text[start:end])
        at += len(put[-1])
        if number < len(pieces) and not pieces[number][2] and not put[-1].endswith("\n"):
            rows.append((end - 1, end, at, True))  # the last line of the text has no break
            put.append("\n")
            at += 1
    old_start, old_end, new_start = np.asarray([row[:3] for row in rows], dtype=np.int64).T
    whole = np.asarray([row[3] for row in rows], dtype=bool)
    return "".join(put), Moved(old_start, old_end, new_start, whole)
