"""One repair at the door, and the changes that most of them make."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from mtdetect.door.edits import Edit
from mtdetect.expressions import Expression

# For rules that walk through a text by themselves.
WHOLE = Expression(r"\A[\s\S]+")


class Rule(NamedTuple):
    """A repair: its kind, what cannot lack where it applies, the pattern, and the changes.

    Of ``triggers``, single characters, or of ``needs``, longer pieces, one must be there: a clean
    text is asked only for these, which costs next to nothing.
    """

    kind: str
    triggers: frozenset[str]
    pattern: Expression
    edits: Callable[[re.Match[str]], Iterator[Edit]]
    needs: tuple[str, ...] = ()

    def may_apply(self, text: str, present: frozenset[str]) -> bool:
        """Tell whether a text, of which the characters are given, has what the rule needs."""
        if not self.triggers.isdisjoint(present):
            return True
        return any(need in text for need in self.needs)


def put(text: str) -> Callable[[re.Match[str]], Iterator[Edit]]:
    """Give what puts a text in the place of a match."""

    def edits(match: re.Match[str]) -> Iterator[Edit]:
        yield Edit(*match.span(), text)

    return edits


drop = put("")


def bare(match: re.Match[str]) -> Iterator[Edit]:
    """Take away what stands around the group ``text`` of a match."""
    yield Edit(match.start(), match.start("text"), "")
    yield Edit(match.end("text"), match.end(), "")
