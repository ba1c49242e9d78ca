"""Direct quotations, and what stands within them."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal, NamedTuple


class Quotation(NamedTuple):
    """A direct quotation, from its opening mark to its closing one (or to the paragraph's end)."""

    start: int
    end: int
    closed: bool


def quotations(text: str) -> list[Quotation]:
    """Find direct quotations in double marks, straight or curly, nested or left open.

    Parameters
    ----------
    text : str
        A paragraph.

    Returns
    -------
    list of Quotation
        Outermost quotations in order, marks included. One that never closes runs to the end of
        the paragraph, as it does in a speech of several paragraphs, with ``closed`` false.

    Examples
    --------
    >>> text = 'He said: “She told me “no” twice.” Then: "Go'
    >>> [(text[q.start:q.end], q.closed) for q in quotations(text)]
    [('“She told me “no” twice.”', True), ('"Go', False)]
    """
    found: list[Quotation] = []
    opened: list[int] = []
    straight_open = False
    for mark in _QUOTE_MARK.finditer(text):
        if _measures(text, mark.start(), bool(opened)):
            continue
        kind = _side(text, mark.start(), straight_open)
        if kind == "open":
            opened.append(mark.start())
        elif opened:
            start = opened.pop()
            if not opened:
                found.append(Quotation(start, mark.end(), True))
        if mark.group() == '"':
            straight_open = kind == "open"
    if opened:
        found.append(Quotation(opened[0], len(text), False))
    return found


_QUOTE_MARK = re.compile('["“”„«»]')


_FEET = re.compile(r"\d['’′]\s?\d{1,2}$")


def _measures(text: str, at: int, within: bool) -> bool:
    """Tell whether a mark stands for inches: 6'2", a 9" nail."""
    if text[at] not in '"”' or at == 0 or not text[at - 1].isdigit():
        return False
    if _FEET.search(text, max(0, at - 6), at):
        return True
    return not within and not text[at + 1 : at + 2].isalnum()


def _side(text: str, at: int, straight_open: bool) -> Literal["open", "close"]:
    mark = text[at]
    if mark in "“„«":
        return "open"
    if mark in "”»":
        return "close"
    return "close" if straight_open else "open"


def inside(spans: list[Quotation], starts: list[int]) -> list[bool]:
    """Tell for each offset whether it stands within one of the spans.

    Parameters
    ----------
    spans : list of Quotation
        In order, without overlap.
    starts : list of int
        Offsets.
    """
    if not spans:
        return [False] * len(starts)
    begins = [s.start for s in spans]
    result = []
    for offset in starts:
        i = bisect_right(begins, offset) - 1
        result.append(i >= 0 and offset < spans[i].end)
    return result
