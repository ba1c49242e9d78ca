"""Lists and headlines, by the shape of their lines: what is no prose though it may say the same.

A list of what an article says stands above it, in the article's own words. It is not judged, so the
paragraphs below must not be taken for its copies.
"""

from __future__ import annotations

import re

_ITEM = re.compile(r"\s*(?:[-*•·–—▪■●►‣]|\(?\d{1,2}[.)])\s")
_ENDED = re.compile(r"""[.!?…]["”’')\]]*\s*$""")
_LEAST_LINES = 3
# A line of fewer words without a stop is a headline or an item.
_LEAST_WORDS = 15


def is_listed(text: str) -> bool:
    r"""Tell whether a stretch is a list, a headline or headlines.

    Parameters
    ----------
    text : str
        A stretch of an article; lines broken to a width are joined.

    Examples
    --------
    >>> is_listed("• The bridge is shut.\n• A ferry runs.\n• It will take a year.")
    True
    >>> is_listed("Bridge shut\nFerry runs\nCouncil waits")
    True
    >>> is_listed("The bridge is shut.\nA ferry runs.\nIt will take a year.")
    False
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < _LEAST_LINES:
        return not _ENDED.search(text[-9:]) and len(text.split(None, _LEAST_WORDS)) < _LEAST_WORDS
    marked = sum(_ITEM.match(line) is not None for line in lines)
    stopless = sum(_ENDED.search(line[-9:]) is None for line in lines)
    return 2 * marked > len(lines) or 2 * stopless > len(lines)
