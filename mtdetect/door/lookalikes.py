"""Letters of other alphabets that look like Latin ones within Latin words: a disguise, no script.

Keyboards do not mix alphabets within a word; who swaps letters wants a machine not to read what a
person does. A word that is wholly of another alphabet is left alone.
"""

from __future__ import annotations

import re
from importlib.resources import files

from mtdetect.segment import Finding


def _table() -> dict[str, str]:
    lines = files("mtdetect.door").joinpath("lookalikes.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {other: latin for latin, others in rows for other in others}


LOOKALIKES = _table()
TRIGGERS = frozenset(LOOKALIKES)
_TO_LATIN = str.maketrans(LOOKALIKES)
_WORD = re.compile(r"[^\W\d_]+")


def disguised(text: str) -> list[Finding[str]]:
    """Find words that mix Latin letters with look-alikes of other alphabets, and what they show.

    Examples
    --------
    >>> [d.suggestion for d in disguised("the p\u0430per of Жук, \u0430nd α particles")]
    ['paper', 'and']
    """
    if text.isascii():
        return []
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        if word.isascii():
            continue
        latin = word.translate(_TO_LATIN)
        if latin.isascii() and any(map(str.isascii, word)):
            found.append(Finding("lookalikes", *match.span(), word, latin))
    return found


def in_latin(text: str) -> str:
    """Give a disguised text in Latin letters, one for one: words of look-alikes alone, too."""

    def read(match: re.Match[str]) -> str:
        latin = match.group().translate(_TO_LATIN)
        return latin if latin.isascii() else match.group()

    return _WORD.sub(read, text)
