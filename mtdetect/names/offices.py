"""Ministries and ministers in an article that has departments and secretaries of the same name.

Translation through most languages turns a secretary into a minister and a department into a
ministry. Other countries have ministers, so the office must share a word of its name with one that
the article gives rightly, and belong to no country by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtdetect.names.reading import read

_NAME = r"(?:[A-Z][a-z]{1,30}(?:(?:,| and|, and)? (?=[A-Z]))?){1,6}"
_OF = r" (?:of|for) (?:the )?"
_MINISTRY = re.compile(rf"\b(Ministry|Minister){_OF}({_NAME})")
_DEPARTMENTS = (
    re.compile(rf"\b(?:Department|Secretary)(?: of State)?{_OF}({_NAME})"),
    re.compile(r"\b((?:[A-Z][a-z]{1,30} ){1,3})(?:Department|Secretary)\b"),
)
_RIGHT = {"Ministry": "Department", "Minister": "Secretary"}
# Ministries of Britain among its departments, and offices that nearly every country has.
_SPARED = frozenset(
    ["State", "Defense", "Defence", "Foreign", "The", "Deputy", "Assistant", "Prime"]
)
_BRITISH = frozenset(["Ministry Justice", "Minister Housing"])
_WORD = re.compile("[A-Z][a-z]{4,}")
_OWNER = re.compile(r"(?:\b[A-Z][\w.]*|'s?|\b(?:its|their|his|her)) $")
_COUNTRY = re.compile(r" (?:of|in) (?:the )?[A-Z]|'s")


@dataclass(frozen=True, slots=True)
class Office:
    """A word for an office, what it is called elsewhere in the article, and its name."""

    start: int
    end: int
    suggestion: str
    name: str


def foreign_offices(text: str) -> Iterator[Office]:
    """Find ministries and ministers that the article elsewhere calls departments and secretaries.

    Parameters
    ----------
    text : str
        An article; its first 60,000 characters count.

    Yields
    ------
    Office

    Examples
    --------
    >>> text = "The Department of Farming spoke. Later the Ministry of Farming said no."
    >>> [(text[o.start : o.end], o.suggestion) for o in foreign_offices(text)]
    [('Ministry', 'Department')]
    """
    flat = read(text).flat
    if "Minist" not in flat:
        return
    own = {
        word
        for pattern in _DEPARTMENTS
        for m in pattern.finditer(flat)
        for word in _WORD.findall(m[1])
        if word not in _SPARED
    }
    for m in _MINISTRY.finditer(flat):
        office = m[1]
        shared = sorted(own.intersection(_WORD.findall(m[2])))
        if not shared or _OWNER.search(flat, max(0, m.start() - 30), m.start()):
            continue
        if _COUNTRY.match(flat, m.end()) or any(f"{office} {w}" in _BRITISH for w in shared):
            continue
        yield Office(m.start(), m.start() + len(office), _RIGHT[office], shared[0])
