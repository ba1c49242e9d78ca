"""What survives swaps and translation: names, numbers and rare words, in their order.

A spinner leaves names and figures alone and an engine mostly does; both keep their order. Two
anchors that follow each other are therefore shared by the versions of a story and hardly ever by
chance: they are the shingles that stories are found by.
"""

from __future__ import annotations

import re
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from mtdetect.segment import plain
from mtdetect.tables.lexicon import RESERVED, Lexicon
from mtdetect.tables.ngrams import mix

Hashes = NDArray[np.uint64]

# Of a text that is no article so many characters count, and so many shingles, which are the same
# ones wherever they stand: the smallest hashes.
MOST_CHARACTERS = 400_000
MOST_SHINGLES = 1_024
# An anchor is paired with so many that follow: one that a version lost or put in does not matter.
_SPAN = 3
# So many most frequent words are no anchors; of a rare one the ending may change in translation.
_COMMON = 5_000
_STEM = 6
_TOKEN = re.compile(r"\d[\d.,]*|[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*|[.!?:\"]")
_LEAST_LETTERS = 4
_ANCHOR, _CAPITAL, _END, _NOTHING = range(4)
_MOST_FORMS = 400_000


class AnchorReader(dict[str, int]):
    """The shingles of texts; remembers the code of every form that it meets.

    Parameters
    ----------
    lexicon : Lexicon
        Says which words are common.

    Examples
    --------
    >>> from mtdetect.model import shipped_resources
    >>> read = AnchorReader(shipped_resources().lexicon)
    >>> one = read.shingles("The court told Boasberg to pay $1,200 to Halloran by Friday.")
    >>> other = read.shingles("The tribunal ordered Boasberg to give $1,200 to Halloran by Friday.")
    >>> len(one), len(np.intersect1d(one, other))
    (6, 6)
    """

    def __init__(self, lexicon: Lexicon) -> None:
        frequency = lexicon.frequency[RESERVED:]
        place = min(_COMMON, len(frequency)) - 1
        least = np.sort(frequency)[::-1][place] if place >= 0 else np.inf
        words = lexicon.words
        self._common = frozenset(words[i] for i in np.flatnonzero(frequency >= least).tolist())

    def __missing__(self, form: str) -> int:
        """Work out the code of a form that was not met before."""
        if len(self) > _MOST_FORMS:  # bounds the memory of a long run
            self.clear()
        code = self[form] = self._code(form)
        return code

    def _code(self, form: str) -> int:
        first, lower = form[0], form.lower()
        if first.isdigit():
            kind, key = _ANCHOR, form.rstrip(".,").replace(",", "")
        elif not first.isalpha():
            return _END
        elif first.isupper():
            kind, key = (_CAPITAL if lower in self._common else _ANCHOR), lower
        elif len(form) < _LEAST_LETTERS or lower in self._common:
            return _NOTHING
        else:
            kind, key = _ANCHOR, lower[:_STEM]
        return crc32(key.encode("utf-8", "replace")) << 2 | kind

    def anchors(self, text: str) -> Hashes:
        """Give the hashes of the anchors of a text in their order."""
        tokens = _TOKEN.findall(plain(text[:MOST_CHARACTERS]))
        codes = np.fromiter(map(self.__getitem__, tokens), dtype=np.uint64, count=len(tokens))
        kinds = codes & np.uint64(3)
        # A capital at the beginning of a sentence says nothing of a common word.
        begins = np.r_[True, kinds[:-1] == _END] if len(kinds) else np.zeros(0, dtype=bool)
        kept = (kinds == _ANCHOR) | ((kinds == _CAPITAL) & ~begins)
        return np.asarray(codes[kept] >> np.uint64(2), dtype=np.uint64)

    def shingles(self, text: str) -> Hashes:
        """Give the sorted hashes of pairs of anchors that stand near each other."""
        anchors = self.anchors(text)
        pairs = [
            mix((np.minimum(a, b) << np.uint64(32)) | np.maximum(a, b))
            for distance in range(1, _SPAN + 1)
            if len(anchors) > distance
            for a, b in [(anchors[:-distance], anchors[distance:])]
        ]
        if not pairs:
            return np.zeros(0, dtype=np.uint64)
        return np.unique(np.concatenate(pairs))[:MOST_SHINGLES]
