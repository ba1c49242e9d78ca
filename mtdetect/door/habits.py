"""What only a whole text tells to be the page's and not the writer's: marks on nearly every line.

A dash before a line or two marks the items of a list, and a missing space is a slip; the same
throughout an article was done by a page or by a scraper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtdetect.door.edits import Edit
from mtdetect.door.rules import Rule, drop
from mtdetect.expressions import Expression

# So many lines, and this share of all, begin with a mark where it is no list's.
LEAST_LISTED, LISTED = 3, 0.8
# So many stops without a space behind them are no slips: paragraphs were put together.
LEAST_GLUED = 3
LINES = Expression(r"^[^\S\n]{0,200}\S", re.MULTILINE)
_MARKS = "-–—*•·▪■●▶►‣⁃◦→"
LIST_MARKS = (
    Rule(
        "list marks",
        frozenset(_MARKS),
        Expression(rf"^[^\S\n]{{0,8}}[{_MARKS}][^\S\n]{{1,3}}(?=\S)", re.MULTILINE),
        drop,
    ),
    Rule(
        "list marks",
        frozenset("0123456789"),
        Expression(r"^[^\S\n]{0,8}(?:\d{1,3}[.)]|\(\d{1,3}\))[^\S\n]{1,3}(?=\S)", re.MULTILINE),
        drop,
    ),
    Rule(
        "list marks",
        frozenset("0123456789"),
        Expression(r"^[^\S\n]{0,8}\d{1,4}[^\S\n]{1,4}(?=\S)", re.MULTILINE),
        drop,
    ),
)


def _part(match: re.Match[str]) -> Iterator[Edit]:
    yield Edit(match.start(), match.end(), match.group() + "\n\n")


GLUED = Rule(
    "glued paragraphs",
    frozenset(".!?"),
    Expression(r"(?<=[a-z]{2})[.!?][\"”’]?(?=[\"“‘]?[A-Z][a-z])"),
    _part,
    (".",),
)
