"""Damage and habits that an expression finds, read from two tables.

``data/patterns.tsv`` holds one expression a line, with the clue it is a sign of, the kind of
evidence, a string that every match holds in lower case, what to put there and a message.
``{NAME}`` stands for a class of words of ``data/slots.tsv``, and ``^`` for the beginning of
a sentence or a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from mtdetect.expressions import Expression
from mtdetect.segment import Finding

_SLOT = re.compile(r"\{([A-Z_]+)\}")
_BEGIN = re.compile(r"(?:\A|\n|[.!?]\"? )(?=[A-Z-])")
# How far before and after the needed string a match may reach, and how often the string may stand
# in a text before reading the whole is faster.
_BEFORE, _AFTER, _OFTEN = 90, 240, 8


class Pattern(NamedTuple):
    """An expression with the clue that it is a sign of.

    Attributes
    ----------
    clue : str
        Name of the clue; several expressions may share one.
    kind : str
        Kind of evidence.
    needs : str
        Lower-case string that every match of the expression holds: looked for first, being fast.
    expression : Pattern
        Over plain text (see :func:`mtdetect.segment.plain`).
    begins : bool
        Whether it matches only where a sentence begins.
    suggestion : str or None
        What to put there, which may name groups of the expression.
    message : str
        What is wrong here, in plain words.
    """

    clue: str
    kind: str
    needs: str
    expression: Expression
    begins: bool
    suggestion: str | None
    message: str


def rows(name: str) -> list[list[str]]:
    """Read a table of this room, without its head."""
    table = resources.files(__package__).joinpath("data", name).read_text("utf-8")
    return [line.split("\t") for line in table.splitlines()[1:] if line]


@cache
def patterns() -> tuple[Pattern, ...]:
    """Read the tables; once a process.

    Examples
    --------
    >>> [p.clue for p in patterns() if p.expression.compiled.match("This was stated by the mayor.")]
    ['stated_by']
    """
    slots = {row[0]: row[1] for row in rows("slots.tsv")}
    return tuple(
        Pattern(
            clue,
            kind,
            needs,
            Expression(_SLOT.sub(lambda m: slots[m.group(1)], expression.removeprefix("^"))),
            expression.startswith("^"),
            None if suggestion == "-" else suggestion,
            message,
        )
        for clue, kind, needs, expression, suggestion, message in rows("patterns.tsv")
    )


def matches(text: str, flat: str) -> Iterator[Finding[str]]:
    """Find what the expressions find.

    Parameters
    ----------
    text : str
        An article.
    flat : str
        The same in plain characters, of the same length.
    """
    low = flat.lower()
    begins = [m.end() for m in _BEGIN.finditer(flat)]
    for pattern in patterns():
        if pattern.needs in low:
            for m in _found(pattern, flat, low, begins):
                suggestion = pattern.suggestion
                if suggestion is not None and "\\" in suggestion:
                    suggestion = m.expand(suggestion)
                yield Finding(pattern.clue, *m.span(), text[slice(*m.span())], suggestion)


def _found(pattern: Pattern, flat: str, low: str, begins: Sequence[int]) -> Iterator[re.Match[str]]:
    expression = pattern.expression.compiled
    if pattern.begins:
        for begin in begins:
            if m := expression.match(flat, begin):
                yield m
        return
    needs = pattern.needs
    if len(needs) < 2 or low.count(needs) > _OFTEN or len(low) != len(flat):
        yield from expression.finditer(flat)
        return
    reached = 0
    at = low.find(needs)
    while at >= 0:
        m = expression.search(flat, max(reached, at - _BEFORE), at + _AFTER)
        if m is not None:
            yield m
            reached = max(m.end(), reached + 1)
        at = low.find(needs, max(at + 1, reached))
