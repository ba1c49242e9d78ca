"""The furniture of a page: captions, credits, paywalls, cookie notices, newsletters, comments.

It is written by people and by rules of a house, and says nothing of who wrote the article. The
patterns stand in ``furniture.tsv``.
"""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple


class Rule(NamedTuple):
    """A pattern of furniture, and of how many words it is at the most."""

    most_words: int
    pattern: re.Pattern[str]


def _rules() -> tuple[Rule, ...]:
    lines = files("mtdetect.door").joinpath("furniture.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    found = []
    # One expression for all of a bound: each paragraph is searched a few times, not a hundred.
    for most, group in groupby(sorted((int(most), text) for _, most, text in rows), lambda r: r[0]):
        pattern = "|".join(f"(?:{text})" for _, text in group)
        found.append(Rule(most, re.compile(pattern, re.IGNORECASE)))
    return tuple(found)


_RULES = _rules()
MOST_WORDS = max(rule.most_words for rule in _RULES)


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
    return any(
        n_words <= rule.most_words and rule.pattern.search(paragraph) is not None
        for rule in _RULES
    )
