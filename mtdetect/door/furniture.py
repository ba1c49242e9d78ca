"""The furniture of a page: captions, credits, paywalls, cookie notices, newsletters, comments.

It is written by people and by rules of a house, and says nothing of who wrote the article. The
patterns stand in ``furniture.tsv``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from importlib.resources import files
from typing import NamedTuple

from mtdetect.expressions import Expression

_ANY = ""  # what begins with any letter


class Rule(NamedTuple):
    """A pattern of furniture: of how many words it is at the most, and what cannot lack there."""

    most_words: int
    needs: tuple[str, ...]
    pattern: Expression


def _rules() -> tuple[dict[str, list[Rule]], list[Rule]]:
    """Give the patterns that begin a paragraph by its first letter, and those found anywhere.

    Few letters begin the paragraphs of an article, and to compile all patterns takes longer than
    to judge one.
    """
    lines = files("mtdetect.door").joinpath("furniture.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    beginning: defaultdict[str, list[Rule]] = defaultdict(list)
    anywhere = []
    for _, most, needs, pattern in rows:
        expression = Expression(pattern, re.IGNORECASE)
        if needs.startswith("^"):
            for letter in needs[1:] or [_ANY]:
                beginning[letter].append(Rule(int(most), (), expression))
        else:
            anywhere.append(Rule(int(most), tuple(needs.split(",")), expression))
    return dict(beginning), anywhere


_BEGINNING, _ANYWHERE = _rules()
MOST_WORDS = max(rule.most_words for rule in _ANYWHERE)
_MOST_CHARACTERS = 2_000
_FIRST = re.compile(r"\w")


def is_furniture(paragraph: str, n_words: float) -> bool:
    """Tell whether a paragraph is furniture of a page rather than prose.

    Parameters
    ----------
    paragraph : str
    n_words : float
        Its number of words.

    Examples
    --------
    >>> is_furniture("Sign up for our newsletter and never miss a story.", 10)
    True
    >>> is_furniture("The newsletter of the town council is read by few, she said.", 12)
    False
    """
    if n_words > MOST_WORDS or len(paragraph) > _MOST_CHARACTERS:
        return False
    first = _FIRST.search(paragraph)
    letter = first.group().casefold()[:1] if first else _ANY
    begins = (*_BEGINNING.get(letter, ()), *_BEGINNING[_ANY])
    if any(n_words <= r.most_words and r.pattern.compiled.match(paragraph) for r in begins):
        return True
    lower = paragraph.lower()
    for rule in _ANYWHERE:
        if n_words <= rule.most_words:
            for need in rule.needs:  # a generator for each rule would cost more than its strings
                if need in lower:
                    if rule.pattern.compiled.search(paragraph) is not None:
                        return True
                    break
    return False
