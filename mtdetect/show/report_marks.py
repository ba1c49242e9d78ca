"""Spans of evidence that may overlap, made into a tree that HTML can hold."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Mark:
    """A marked stretch of text.

    Attributes
    ----------
    index : int
        Which of the spans given it shows; -1 for the root, which shows none.
    start, end : int
        What is marked. Where spans cross, the later one begins only where the earlier ends.
    inside : list of Mark
        Marks within this one, in order and disjoint.
    """

    index: int
    start: int
    end: int
    inside: list[Mark] = field(default_factory=list)


def nest(spans: Sequence[tuple[int, int]], start: int, end: int) -> Mark:
    """Order spans into a tree of disjoint or nested marks.

    Parameters
    ----------
    spans : sequence of (start, end)
        Half-open ranges in any order. They are clipped to the text's own range; an empty one
        is kept, as a mark between two characters.
    start, end : int
        The range of the text.

    Returns
    -------
    Mark
        The root. Every span appears in it once.

    Examples
    --------
    >>> root = nest([(0, 9), (2, 4), (7, 12)], 0, 20)
    >>> [(m.start, m.end, [(i.start, i.end) for i in m.inside]) for m in root.inside]
    [(0, 9, [(2, 4)]), (9, 12, [])]
    """
    root = Mark(-1, start, end)
    queue = []
    for index, (first, last) in enumerate(spans):
        first = min(max(first, start), end)
        last = min(max(last, first), end)
        queue.append((first, -last, index))
    heapq.heapify(queue)
    path = [root]
    while queue:
        first, negative_last, index = heapq.heappop(queue)
        last = -negative_last
        while len(path) > 1 and path[-1].end <= first:
            path.pop()
        if last > path[-1].end:
            # The span crosses the end of the mark that it begins in: it waits until there.
            heapq.heappush(queue, (path[-1].end, negative_last, index))
            continue
        mark = Mark(index, first, last)
        path[-1].inside.append(mark)
        path.append(mark)
    return root
