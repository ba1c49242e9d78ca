"""One spelling for words that houses spell differently: "rumours" is no correction of "rumors"."""

from __future__ import annotations

import re

_SPELLINGS = tuple(
    (re.compile(british), american)
    for british, american in (
        ("is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)", "iz"),
        ("ys(?=(?:e|es|ed|ing)$)", "yz"),
        ("our(?=(?:s|ed|ing|er|ers|able|ful|hood|ite|ites|y|less)?$)", "or"),
        ("tre(?=s?$)", "ter"),
        ("ll", "l"),
        ("ae|oe", "e"),
        ("ogue(?=s?$)", "og"),
        ("ence(?=s?$)", "ense"),
        ("mme(?=s?$)", "m"),
        ("grey", "gray"),
        ("ement", "ment"),
        ("wards$", "ward"),
        ("(?<=mong)st$", ""),
    )
)


def spelt(word: str) -> str:
    """Give a word in one spelling, whatever side of the Atlantic it was written on.

    Parameters
    ----------
    word : str
        In small letters.

    Examples
    --------
    >>> spelt("travelling"), spelt("harbours"), spelt("criticised") == spelt("criticized")
    ('traveling', 'harbors', True)
    """
    for british, american in _SPELLINGS:
        word = british.sub(american, word)
    return word
