"""What each clue is to a reader: the kind of evidence that it counts as, and a message."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, cast

from mtdetect.evidence.clues.patterns import patterns, rows
from mtdetect.evidence.finding import Kind


class Clue(NamedTuple):
    """The kind of evidence that a clue counts as, and what is wrong in plain words."""

    kind: Kind
    message: str


@cache
def clues() -> dict[str, Clue]:
    """Give every clue that can be found.

    Examples
    --------
    >>> clues()["quote_turned"]
    Clue(kind='typography', message='a quotation mark that faces the wrong way')
    """
    known = {clue: Clue(cast(Kind, kind), message) for clue, kind, message in rows("found.tsv")}
    return known | {p.clue: Clue(cast(Kind, p.kind), p.message) for p in reversed(patterns())}
