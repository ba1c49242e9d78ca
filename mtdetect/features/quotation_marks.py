"""Quotation marks that have no partner or stand on the wrong side, found by pairing them.

A straight mark says by the space around it which way it faces. Marks are paired with a stack, so
that what is left over is the mark without a partner, wherever in the paragraph it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from mtdetect.segment import Finding

Side = Literal["open", "close", "either"]


_MARK = re.compile('["“”„«»]')
_FEET = re.compile(r"\d['’′]\s?\d{1,2}$")
_BEFORE_OPENING = frozenset(" \t\n\r\u00a0\u2009\u202f([{-–—―/|'‘’…*")
_AFTER_CLOSING = frozenset(" \t\n\r\u00a0\u2009\u202f)]}-–—―/|'’.,;:!?…*")
_SAYING = r"(?:said|says|added|told|stated|commented|explained|wrote|noted|asked|warned|continued)"
# "We agreed, "said Hale: a mark that should close faces what follows.
_SAID_NEXT = re.compile(rf"(?:{_SAYING}\b|(?:he|she|they|it|the|[A-Z]\w+) {_SAYING}\b)")
# We agreed, Hale said. / we agreed, said Hale: words that only stand after a quotation.
_SAID_LATER = re.compile(
    rf"[,?!] (?:(?:he|she|[A-Z]\w+(?: [A-Z]\w+)?) {_SAYING}|{_SAYING} [A-Z]\w+)(?=[.,]|$)"
)


def broken_marks(text: str, last: bool = True) -> Iterator[Finding[str]]:
    """Find double quotation marks that have no partner or face the wrong way.

    Parameters
    ----------
    text : str
        A paragraph.
    last : bool, default=True
        Marks that never close are damage only where no further paragraph follows: a speech of
        several paragraphs closes once.

    Yields
    ------
    Finding
        Of kind ``quotation_left_open`` or ``quotation_wrong_side``; not in order.

    Examples
    --------
    >>> [(m.kind, m.start) for m in broken_marks('"Hale rose, said, "We left." It was over.')]
    [('quotation_left_open', 0)]
    >>> [(m.kind, m.start) for m in broken_marks('It was over," Hale said.')]
    [('quotation_left_open', 12)]
    """
    if "„" in text or 0 <= text.find("»") < (text.find("«") + 1 or len(text)):
        return  # marks as other languages set them
    opened: list[int] = []
    nested = False
    for mark in _MARK.finditer(text):
        at = mark.start()
        if _measures(text, at, bool(opened)):
            continue
        side, turned = _side(text, at)
        if turned:
            yield Finding("quotation_wrong_side", at, at + 1, text[at])
        if side == "either":
            side = "close" if opened else "open"
        if side == "open":
            if opened and text[at - 2 : at] == ", " and _SAID_NEXT.match(text, at + 1):
                yield Finding("quotation_wrong_side", at, at + 1, text[at])
                opened.pop()
                continue
            nested = nested or bool(opened)
            opened.append(at)
        elif opened:
            opened.pop()
        else:
            yield Finding("quotation_left_open", at, at + 1, text[at])
    for at in opened if last else ():
        # At the very start of a paragraph an open quotation is a speech that goes on, unless
        # another one was opened within or somebody is named as the speaker outside of it.
        goes_on = not text[:at].strip() and not nested and not _SAID_LATER.search(text, at)
        if not goes_on:
            yield Finding("quotation_left_open", at, at + 1, text[at])


def _side(text: str, at: int) -> tuple[Side, bool]:
    """Tell which way a mark works and whether it is set the other way round."""
    mark = text[at]
    before = text[at - 1 : at]
    after = text[at + 1 : at + 2]
    free_before = not before or before in _BEFORE_OPENING
    free_after = not after or after in _AFTER_CLOSING
    faces: Side = "either"
    if free_before and not free_after:
        faces = "open"
    elif free_after and not free_before:
        faces = "close"
    if mark in "“«":
        turned = (
            mark == "“"
            and (not after or after.isspace())
            and before.isascii()
            and (before.isalpha() or before in ",.")
            and bool(before)
        )
        return ("close", True) if turned else ("open", False)
    if mark in "”»":
        turned = mark == "”" and (not before or before.isspace()) and after.isalpha()
        return ("open", True) if turned else ("close", False)
    return faces, False


def _measures(text: str, at: int, within: bool) -> bool:
    """Tell whether a mark stands for inches: 6'2", a 9" nail."""
    if text[at] not in '"”' or not text[at - 1 : at].isdigit():
        return False
    if _FEET.search(text, max(0, at - 6), at):
        return True
    return not within and not text[at + 1 : at + 2].isalnum()
