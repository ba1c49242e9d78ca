"""Direct quotations, what stands within them, and marks that have lost their partner.

Marks are paired with a stack. A straight mark says by the space around it which way it faces, and
a mark that engines turned round or dropped is known by the words of speech beside it: a quotation
that lost its end must not swallow the paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal, NamedTuple


class Quotation(NamedTuple):
    """A direct quotation, from its opening mark to its closing one, or to where it breaks off."""

    start: int
    end: int
    closed: bool


class Pairing(NamedTuple):
    """What the quotation marks of a paragraph make together.

    Attributes
    ----------
    quotations : list of Quotation
        The outermost ones, in order.
    turned : list of int
        Offsets of marks that face the wrong way.
    opening, closing : list of int
        Offsets of marks that open or close a quotation and have no partner.
    goes_on : bool
        The first mark of ``opening`` begins a speech that the next paragraph may go on with.
    foreign : bool
        Marks are set as other languages set them.
    """

    quotations: list[Quotation]
    turned: list[int]
    opening: list[int]
    closing: list[int]
    goes_on: bool
    foreign: bool


Side = Literal["open", "close", "either"]

_MARK = re.compile('["“”„«»]')
_KIND = {"“": 0, "”": 0, "„": 0, '"': 1, "«": 2, "»": 2}
_FEET = re.compile(r"\d['’′]\s?\d{1,2}$")
_BEFORE_OPENING = frozenset(" \t\n\r\u00a0\u2009\u202f([{-–—―/|'‘’…*")
_AFTER_CLOSING = frozenset(" \t\n\r\u00a0\u2009\u202f)]}-–—―/|'’.,;:!?…*")
_SAYING = r"(?:said|says|added|told|stated|commented|explained|wrote|noted|asked|warned|continued)"
_NAME = r"[A-Z][\w’'-]*\.?(?: [A-Z][\w’'-]*\.?){0,3}"
# "We agreed, "said Hale: a mark that should close faces what follows.
_SAID_NEXT = re.compile(rf"(?:{_SAYING}\b|(?:he|she|they|it|the|[A-Z]\w+) {_SAYING}\b)")
# We agreed, Hale said. / we agreed, said Hale: words that only stand after a quotation.
_SAID_LATER = re.compile(
    rf"[,?!] (?:(?:he|she|{_NAME}) {_SAYING}(?=[.,]|$)|{_SAYING} (?:the \w|{_NAME}(?=[.,]|$)))"
)


def quotations(text: str) -> list[Quotation]:
    """Find direct quotations in double marks, straight or curly, nested or left open.

    Parameters
    ----------
    text : str
        A paragraph.

    Returns
    -------
    list of Quotation
        Outermost quotations in order, marks included. One that never closes, with ``closed``
        false, ends before the words that say who spoke; where there are none it runs to the end
        of the paragraph, as it does in a speech of several paragraphs. Where another one opens
        before it closed, nothing tells where it ended, and it is left out.

    Examples
    --------
    >>> text = 'He said: “She told me “no” twice.” Then: "Go'
    >>> [(text[q.start:q.end], q.closed) for q in quotations(text)]
    [('“She told me “no” twice.”', True), ('"Go', False)]
    >>> text = '"We have left, Hale said. The house is empty.'
    >>> [(text[q.start:q.end], q.closed) for q in quotations(text)]
    [('"We have left,', False)]
    """
    return pair_marks(text).quotations


def pair_marks(text: str) -> Pairing:
    """Pair the double quotation marks of a paragraph.

    Parameters
    ----------
    text : str
        A paragraph.

    Returns
    -------
    Pairing

    Examples
    --------
    >>> pair_marks('“We left, “ he said. It was over."')
    Pairing(quotations=[Quotation(start=0, end=11, closed=True)], turned=[10], opening=[], \
closing=[33], goes_on=False, foreign=False)
    """
    pairs: list[Quotation] = []
    turned: list[int] = []
    closing: list[int] = []
    opened: list[int] = []
    crossed: dict[int, int] = {}  # by an opening mark: where the next of its kind opens within
    reversed_angles = 0 <= text.find("»") < (text.find("«") + 1 or len(text))
    for mark in _MARK.finditer(text):
        at = mark.start()
        if _measures(text, at, bool(opened)):
            continue
        side, wrong = _side(text, at, opened, reversed_angles)
        if wrong:
            turned.append(at)
        if side == "open":
            if opened and _KIND[text[opened[-1]]] == _KIND[text[at]]:
                crossed.setdefault(opened[-1], at)
            opened.append(at)
        elif opened:
            pairs.append(Quotation(opened.pop(), at + 1, True))
        else:
            closing.append(at)
    begun, speaks = _left_open(text, opened, crossed)
    goes_on = (
        bool(opened) and not text[: opened[0]].strip() and opened[0] not in crossed and not speaks
    )
    foreign = reversed_angles or "„" in text
    return Pairing(_outermost(pairs + begun), turned, opened, closing, goes_on, foreign)


def _left_open(
    text: str, opened: list[int], crossed: dict[int, int]
) -> tuple[list[Quotation], bool]:
    """Find where quotations end that never close, and whether words of speech say so."""
    found: list[Quotation] = []
    speaks = False
    covered = 0
    for at in opened:
        if at < covered:
            continue
        limit = crossed.get(at, len(text))
        said = _SAID_LATER.search(text, at, limit)
        speaks = speaks or said is not None
        if said is None and at in crossed:
            continue
        covered = limit if said is None else said.start() + 1
        found.append(Quotation(at, covered, False))
    return found, speaks


def _outermost(spans: list[Quotation]) -> list[Quotation]:
    found: list[Quotation] = []
    for span in sorted(spans):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


def _side(text: str, at: int, opened: list[int], reversed_angles: bool) -> tuple[Side, bool]:
    """Tell whether a mark opens or closes, and whether it is set the other way round."""
    mark = text[at]
    if mark in "«»":
        return ("open" if (mark == "«") != reversed_angles else "close"), False
    if mark == "„":
        return "open", False
    if mark == "“" and opened and text[opened[-1]] == "„":
        return "close", False  # as other languages set them
    before = text[at - 1 : at]
    after = text[at + 1 : at + 2]
    if mark == "”":
        opens = not before or before.isspace()
        return ("open", True) if opens and after.isalpha() else ("close", False)
    if mark == "“":
        loose = not after or after.isspace()
        behind = before.isascii() and (before.isalpha() or before in ",.") and bool(before)
        within = bool(opened) and before.isspace() and text[at - 2 : at - 1] in ",.!?"
        if loose and (behind or within):
            return "close", True
        side: Side = "open"
    else:
        free_before = not before or before in _BEFORE_OPENING
        free_after = not after or after in _AFTER_CLOSING
        side = "close" if opened else "open"
        if free_before != free_after:
            side = "open" if free_before else "close"
    if side == "open" and opened and text[at - 2 : at] == ", " and _SAID_NEXT.match(text, at + 1):
        return "close", True
    return side, False


def _measures(text: str, at: int, within: bool) -> bool:
    """Tell whether a mark stands for inches: 6'2", a 9" nail."""
    if text[at] not in '"”' or not text[at - 1 : at].isdigit():
        return False
    if _FEET.search(text, max(0, at - 6), at):
        return True
    return not within and not text[at + 1 : at + 2].isalnum()


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
