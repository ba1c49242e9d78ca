"""What the letters of words tell of their kin: the root they begin with, the ending they have."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtdetect.tables.lexicon import RESERVED, Lexicon

_ENDINGS = (b"ing", b"ed", b"ly", b"s")
_KIN = 5  # letters that words of one root are taken to share
_NEWLINE, _ASCII = 10, 128


@dataclass(frozen=True)
class Spelling:
    """What is told of every word by its letters, by word number.

    Attributes
    ----------
    root : ndarray of uint64, shape (lexicon.size,)
        The same for words that share their first letters; 0 for the reserved numbers.
    ending : ndarray of uint8, shape (lexicon.size,)
        Which of a few endings a word has; 0 for none.
    """

    root: NDArray[np.uint64]
    ending: NDArray[np.uint8]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Spelling:
        """Read all words at once, as the bytes that the lexicon holds."""
        edge = np.full(_KIN, _NEWLINE, dtype=np.uint8)
        text = np.concatenate([edge, lexicon.text, edge])
        # Words end where a newline follows, the last one at the edge.
        ends = np.flatnonzero(text[: 1 - _KIN] == _NEWLINE)[_KIN:]
        starts = np.concatenate([[_KIN], ends[:-1] + 1])
        root = np.zeros(lexicon.size, dtype=np.uint64)
        inside = np.ones(len(ends), dtype=bool)
        plain = np.ones(len(ends), dtype=bool)
        for k in range(_KIN):
            letter = text[starts + k]
            inside &= letter != _NEWLINE
            plain &= ~inside | (letter < _ASCII)
            root[RESERVED:] = root[RESERVED:] << np.uint64(8) | np.where(inside, letter, 0)
        # Some letters are several bytes. Such roots get numbers above all that the others have.
        numbers: dict[str, int] = {}
        for i in (np.flatnonzero(~plain) + RESERVED).tolist():
            number = numbers.setdefault(lexicon.word(i)[:_KIN], len(numbers))
            root[i] = np.uint64(number | 1 << 8 * _KIN)
        ending = np.zeros(lexicon.size, dtype=np.uint8)
        for number, letters in reversed(list(enumerate(_ENDINGS, 1))):
            has = np.ones(len(ends), dtype=bool)
            for k, letter in enumerate(reversed(letters), 1):
                has &= text[ends - k] == letter
            ending[RESERVED:][has] = number
        return cls(root, ending)
