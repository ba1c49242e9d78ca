"""Texts that came in a box: a list or record as a program prints it, the rows of a table.

What is in the box is taken out of it, and its labels, numbers and marks are left behind. It is one
only where all of the text is read as such from its first character on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mtdetect.door.edits import Edit
from mtdetect.expressions import Expression

# What a text begins with that may be a box of strings.
OPENINGS = ("[", "{", "(", '"', "'", "b'", 'b"', "array")
_LITERAL = Expression(
    r"[bu]?(?:\"(?P<double>(?:[^\"\\]|\\[\s\S])*+)(?:\"|\\?\Z)"
    r"|'(?P<single>(?:[^'\\]|\\[\s\S])*+)(?:'|\\?\Z))"
)
_BETWEEN = Expression(
    r"(?:[\s:,;{}\[\]()+]|=>|array|true|false|null|None|True|False|-?\d[\d.eE+-]*+)*+"
)
_FIELD = r"\"(?P<quoted>(?:[^\"]|\"\")*+)(?:\"|\Z)|(?P<plain>[^\"\r\n{0}]*+)"
_FIELDS = {mark: Expression(_FIELD.format(mark)) for mark in ",;\t"}
_TWICE = re.compile('""')
# Fewer spaces are a name's, a date's or a headline's.
_LEAST_SPACES, _PROSE_SPACES = 3, 10
# Rows of a table without quotation marks that are no lines of verse with a comma each.
_LEAST_ROWS = 3


class _Held(NamedTuple):
    start: int
    end: int
    spaces: int


def unbox(match: re.Match[str]) -> Iterator[Edit]:
    """Leave of a box what it holds, each string a paragraph, without what is no prose."""
    text = match.string
    held = _strings(text)
    in_rows = not held
    if in_rows:
        held = _rows(text)
    at, mark = 0, ""
    for start, end, _ in held:
        yield Edit(at, start, mark)
        if in_rows and text[start - 1 : start] == '"':
            yield from (
                Edit(m.start(), m.start() + 1, "") for m in _TWICE.finditer(text, start, end)
            )
        at, mark = end, "\n\n"
    if held and at < len(text):
        yield Edit(at, len(text), "")


def _strings(text: str) -> list[_Held]:
    """Give the strings that a list, a record or a literal of a program is made of."""
    first = len(text) - len(text.lstrip())
    if not text.startswith(OPENINGS, first):
        return []
    labelled = text[first] == "{" or text[first : first + 2] in ("[{", "[[")
    found: list[_Held] = []
    literal, between = _LITERAL.compiled, _BETWEEN.compiled
    at, parted = first, True
    while at < len(text):
        filler = between.match(text, at)
        if filler is not None:
            parted = parted and (at == first or any(c in filler.group() for c in ",+:"))
            at = filler.end()
        if at >= len(text):
            break
        string = literal.match(text, at)
        if string is None:
            return []
        start, end = string.span("double" if string["double"] is not None else "single")
        at = string.end()
        is_label = text[at : at + 1] == ":"
        spaces = text.count(" ", start, end)
        if end > start and not is_label and (not labelled or spaces >= _LEAST_SPACES):
            found.append(_Held(start, end, spaces))
    if text[first] in "\"'" and "\\" not in text and not (parted and len(found) > 1):
        return []  # somebody's words
    return found if any(h.spaces >= _PROSE_SPACES for h in found) else []


def _rows(text: str) -> list[_Held]:
    """Give the fields of a table in text, separated by commas, semicolons or tabs."""
    for mark, field in _FIELDS.items():
        if mark in text:
            held = _fields(text, mark, field.compiled)
            if held and 2 * sum(h.end - h.start for h in held) > len(text):
                return held
    return []


def _fields(text: str, mark: str, pattern: re.Pattern[str]) -> list[_Held]:
    held: list[_Held] = []
    columns, column, rows, quoted = 0, 0, 0, False
    at = 0
    while at < len(text):
        field = pattern.match(text, at)
        if field is None or text[at] == " ":
            return []
        inner = field.span("quoted" if field["quoted"] is not None else "plain")
        quoted = quoted or field["quoted"] is not None
        spaces = text.count(" ", *inner)
        if spaces >= _LEAST_SPACES:
            held.append(_Held(*inner, spaces))
        at, column = field.end(), column + 1
        following = text[at : at + 1]
        if following == mark:
            at += 1
            continue
        if following and following not in "\r\n":
            return []
        at += 2 if text[at : at + 2] == "\r\n" else 1
        if columns not in (0, column):
            return []
        columns, column, rows = column, 0, rows + 1
    if columns < 2 or not (quoted or rows >= _LEAST_ROWS):
        return []
    return held if any(h.spaces >= _PROSE_SPACES for h in held) else []
