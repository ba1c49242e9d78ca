"""Names in brackets: the titles of links, as some scrapers leave them.

A writer brackets what he puts into the words of others, and what he says of one thing; names of
many things in brackets, in his own words, were links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtdetect import segment
from mtdetect.door.edits import Edit
from mtdetect.door.rule import WHOLE, Rule
from mtdetect.expressions import Expression

_NAME = Expression(
    r"\[(?P<name>[A-Z][\w’'.&-]{1,30}(?: [\w’'.&-]{1,30}){0,5}+)\](?![(\[:{])", re.MULTILINE
)
# So many outside quotations, and so many names among them; one to so many characters; and hardly
# any brackets with other words, as in speech that an editor has cut.
LEAST_BRACKETED, LEAST_NAMES, MOST_CHARACTERS = 5, 4, 1_000
_OTHER = Expression(r"\[[a-z]")


def names(text: str) -> Rule | None:
    """Give a rule that takes the brackets from names outside quotations, where many have them.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> places = ("Tolby", "Carden", "Ash", "Ely", "Rye")
    >>> text = "".join(f"The [{place}] line is shut. " for place in places)
    >>> rule = names(text)
    >>> edits = list(rule.edits(rule.pattern.compiled.match(text)))
    >>> len(edits), [text[edit.start:edit.end] for edit in edits[:2]]
    (10, ['[', ']'])
    >>> names(text[:60]) is None
    True
    """
    if text.count("[") < LEAST_BRACKETED:
        return None
    found: list[re.Match[str]] = []
    at = 0
    for line in text.split("\n"):
        here = list(_NAME.compiled.finditer(text, at, at + len(line)))
        if here:
            quoted = segment.inside(segment.quotations(line), [m.start() - at for m in here])
            found += [m for m, within in zip(here, quoted, strict=True) if not within]
        at += len(line) + 1
    if (
        len(found) < LEAST_BRACKETED
        or len({m["name"] for m in found}) < LEAST_NAMES
        or len(found) * MOST_CHARACTERS < len(text)
        or len(_OTHER.compiled.findall(text)) > len(found) / 5
    ):
        return None

    def edits(match: re.Match[str]) -> Iterator[Edit]:
        for name in found:
            yield Edit(name.start(), name.start("name"), "")
            yield Edit(name.end("name"), name.end(), "")

    return Rule("links", frozenset("["), WHOLE, edits)
