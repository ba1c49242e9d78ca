"""An article as the rules for garbled names read it: cut short, made plain, cut into tokens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from mtdetect import segment

# Beyond this an article tells nothing new; it bounds the time for hostile input.
MOST_CHARACTERS = 60_000


@dataclass(frozen=True, slots=True)
class Reading:
    """What there is to read of an article.

    Attributes
    ----------
    text : str
        Its first 60,000 characters.
    flat : str
        The same with plain type, of the same length; see :func:`mtdetect.segment.plain`.
    tokens : list of Token
    """

    text: str
    flat: str
    tokens: list[segment.Token]


@lru_cache(maxsize=1)
def read(text: str) -> Reading:
    """Read an article; the last one is kept, as a dozen rules ask for the same.

    Parameters
    ----------
    text : str
        An article.

    Examples
    --------
    >>> [token.form for token in read("Anna’s letter").tokens]
    ['Anna', "'s", 'letter']
    """
    text = text[:MOST_CHARACTERS]
    return Reading(text, segment.plain(text), segment.tokens(text))
