"""Phrases by which a reader knows a translation, kept in the model as arrays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtdetect.errors import ModelError
from mtdetect.segment import Finding

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[$€£%]")
ARRAYS = ("text", "rows")


class Phrase(NamedTuple):
    """A phrase of two words or more in plain lower case, and what people write instead."""

    words: str
    suggestion: str | None


def words_of(flat: str) -> list[str]:
    """Give the lower-case words of a plain text as phrases are matched.

    Examples
    --------
    >>> words_of("The 19-year-old's mark: 5.3 percent")
    ['the', '19', 'year', "old's", 'mark', '5.3', 'percent']
    """
    return _WORD.findall(flat.lower())


class PhraseTable:
    """Phrases found by looking up pairs of words.

    Parameters
    ----------
    phrases : iterable of Phrase

    Examples
    --------
    >>> table = PhraseTable([Phrase("a suspended jury", "a hung jury")])
    >>> [found] = table.find("It was a suspended jury.", "It was a suspended jury.")
    >>> found.text, found.suggestion
    ('a suspended jury', 'a hung jury')
    """

    def __init__(self, phrases: Iterable[Phrase] = ()) -> None:
        self.phrases = tuple(phrases)

    def __len__(self) -> int:
        """Give the number of phrases."""
        return len(self.phrases)

    @cached_property
    def _by_pair(self) -> dict[tuple[str, str], list[tuple[tuple[str, ...], str | None]]]:
        table: dict[tuple[str, str], list[tuple[tuple[str, ...], str | None]]] = {}
        for phrase in self.phrases:
            words = tuple(phrase.words.split(" "))
            if len(words) > 1:
                table.setdefault((words[0], words[1]), []).append((words, phrase.suggestion))
        for entries in table.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        return table

    def find(self, text: str, flat: str) -> list[Finding[str]]:
        """Find the phrases of the table in a text.

        Parameters
        ----------
        text : str
        flat : str
            The same in plain characters, of the same length.
        """
        low = flat.lower()
        if not self.phrases or len(low) != len(flat):
            return []
        words = _WORD.findall(low)
        # Most texts hold none of the pairs, and a set tells so quickly.
        if self._by_pair.keys().isdisjoint(pairwise(words)):
            return []
        return list(self._places(text, low, words))

    def _places(self, text: str, low: str, words: list[str]) -> Iterator[Finding[str]]:
        places: list[tuple[int, int]] | None = None
        reached = 0
        for i, pair in enumerate(pairwise(words)):
            for phrase, suggestion in self._by_pair.get(pair, ()):
                last = i + len(phrase)
                if i < reached or tuple(words[i:last]) != phrase:
                    continue
                places = places or [m.span() for m in _WORD.finditer(low)]
                start, end = places[i][0], places[last - 1][1]
                if "\n" in text[start:end]:
                    continue
                yield Finding("phrase", start, end, text[start:end], suggestion)
                reached = last
                break

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Give the table as arrays that need no pickle.

        Examples
        --------
        >>> table = PhraseTable([Phrase("reached the mark", None)])
        >>> PhraseTable.from_arrays(table.arrays()).phrases
        (Phrase(words='reached the mark', suggestion=None),)
        """
        lines = [f"{p.words}\t{p.suggestion or ''}" for p in self.phrases]
        return {
            "text": np.frombuffer("\n".join(lines).encode("utf-8"), dtype=np.uint8),
            "rows": np.asarray([len(lines)], dtype=np.int64),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> PhraseTable:
        """Read what :meth:`arrays` gave.

        Raises
        ------
        ModelError
            If an array is missing or the table is cut short.
        """
        if any(name not in arrays for name in ARRAYS):
            raise ModelError("the model's table of phrases is not whole; reinstall")
        lines = arrays["text"].tobytes().decode("utf-8", "replace").split("\n")
        rows = int(arrays["rows"][0])
        pairs = [line.split("\t") for line in lines] if rows else []
        if len(pairs) != rows or any(len(pair) != 2 for pair in pairs):
            raise ModelError("the model's table of phrases is not whole; reinstall")
        return cls(Phrase(words, suggestion or None) for words, suggestion in pairs)
