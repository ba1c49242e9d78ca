"""Everything that may have stood where words were swapped, as flat arrays."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mtdetect.tables.origins import LONGEST

Ids = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Candidates:
    """Everything that may have stood at some places; one element a candidate.

    Attributes
    ----------
    asked : ndarray of int64
        The place that was asked about; candidates of one place follow each other.
    start, length : ndarray of int64
        The span that a candidate would replace, which holds ``asked``.
    ids : ndarray of int64, shape (n, 3)
        Word numbers, padded with 0.
    menu : ndarray of float64
        Log-probability that a menu puts the span for the candidate; NaN where none does.
    rank, inverse : ndarray of float64
        Place in the odd word's list of synonyms, and of the odd word in the candidate's; NaN where
        it is not in it.
    """

    asked: Ids
    start: Ids
    length: Ids
    ids: Ids
    menu: Floats
    rank: Floats
    inverse: Floats

    @cached_property
    def n_words(self) -> Ids:
        """Number of words of each candidate."""
        return np.asarray((self.ids > 0).sum(axis=1), dtype=np.int64)

    @cached_property
    def last(self) -> Ids:
        """The last word of each candidate."""
        return self.ids[np.arange(len(self.ids)), self.n_words - 1]

    def where(self, kept: NDArray[np.bool_]) -> Candidates:
        """Keep some candidates."""
        return Candidates(*(getattr(self, f.name)[kept] for f in fields(self)))

    def spans(self, stream: Ids) -> Ids:
        """Give the words that each candidate would replace, padded with 0."""
        span = np.zeros((len(self.ids), LONGEST), dtype=np.int64)
        for k in range(LONGEST):
            inside = self.length > k
            span[inside, k] = stream[(self.start + k)[inside]]
        return span
