"""Damage and habits that an expression finds, read from two tables.

``data/patterns.tsv`` holds one expression a line, with the clue it is a sign of, the kind of
evidence, strings of which every match holds one in lower case, what to put there and a message.
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


class Pattern(NamedTuple):
    """An expression with the clue that it is a sign of.

    Attributes
    ----------
    clue : str
        Name of the clue; several expressions may share one.
    kind : str
        Kind of evidence.
    needs : tuple of str
        Every match of the expression holds one of these in lower case: looked for first, being
        fast. The empty string is in every text.
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
    needs: tuple[str, ...]
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
            tuple(needs.split("|")),
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
        if any(need in low for need in pattern.needs):
            for m in _found(pattern, flat, begins):
                suggestion = pattern.suggestion
                if suggestion is not None and "\\" in suggestion:
                    suggestion = m.expand(suggestion)
                # The space behind stays where a suggestion takes the place of the words.
                found = text[slice(*m.span())].rstrip()
                yield Finding(pattern.clue, m.start(), m.start() + len(found), found, suggestion)


def _found(pattern: Pattern, flat: str, begins: Sequence[int]) -> Iterator[re.Match[str]]:
    expression = pattern.expression.compiled
    if not pattern.begins:
        return expression.finditer(flat)
    matched = (expression.match(flat, begin) for begin in begins)
    return (m for m in matched if m)
