"""Regular expressions that are compiled when they are first used: most texts need few of them."""

from __future__ import annotations

import re
from functools import cached_property


class Expression:
    """A regular expression that costs nothing until it is used.

    Parameters
    ----------
    text : str
        What :func:`re.compile` takes.
    flags : int, default=0

    Examples
    --------
    >>> Expression("[a-z]+", re.IGNORECASE).compiled.findall("Ash, elm")
    ['Ash', 'elm']
    """

    def __init__(self, text: str, flags: int = 0) -> None:
        self._text = text
        self._flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression, compiled once."""
        return re.compile(self._text, self._flags)
