"""The lists of words that names are told by, read from the files beside this module."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

_FOLDER = resources.files("mtdetect.names") / "data"


def lines(name: str) -> Iterator[list[str]]:
    """Give the words of each line of a list; lines that begin with ``#`` are comments.

    Parameters
    ----------
    name : str
        A file of the folder ``data``, without its ending.
    """
    for line in (_FOLDER / f"{name}.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split()


def words(name: str) -> frozenset[str]:
    """Give all words of a list.

    Examples
    --------
    >>> "Meanwhile" in words("begin_sentences")
    True
    """
    return frozenset(word for line in lines(name) for word in line)
