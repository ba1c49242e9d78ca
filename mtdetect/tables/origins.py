"""What a spinner's menus say may have stood where a word or short phrase stands now."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtdetect.tables.ngrams import Keys

LONGEST = 3
"""Words in the longest phrase, on either side of a swap."""
STEPS_PER_NAT = 16
"""Resolution of a stored probability."""


@dataclass(frozen=True, slots=True)
class Origins:
    """Possible originals of each form that menus offer, as flat arrays.

    Attributes
    ----------
    keys : ndarray of uint64, shape (n_forms,)
        Sorted keys of the forms' word numbers, from :func:`mtdetect.tables.ngrams.keys_of`.
    indptr : ndarray of uint32, shape (n_forms + 1,)
        Where each form's originals begin.
    values : ndarray of uint32
        Rows of ``phrases``, likeliest first.
    weights : ndarray of uint8
        How unlikely a menu puts the form for the original: minus the logarithm of the
        probability, in steps of 1/16 nat.
    phrases : ndarray of uint16, shape (n_phrases, 3)
        Word numbers of the originals, padded with 0.
    """

    keys: Keys
    indptr: NDArray[np.uint32]
    values: NDArray[np.uint32]
    weights: NDArray[np.uint8]
    phrases: NDArray[np.uint16]

    @classmethod
    def empty(cls) -> Origins:
        """Give a table without a form."""
        return cls(
            np.zeros(0, dtype=np.uint64),
            np.zeros(1, dtype=np.uint32),
            np.zeros(0, dtype=np.uint32),
            np.zeros(0, dtype=np.uint8),
            np.zeros((0, LONGEST), dtype=np.uint16),
        )

    def find(self, keys: Keys) -> NDArray[np.int64]:
        """Give the number of each form, -1 where there is none."""
        if not len(self.keys):
            return np.full(len(keys), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, at, -1)

    def row(self, form: int) -> tuple[NDArray[np.uint16], NDArray[np.float64]]:
        """Give the originals of a form and the log-probabilities of its swaps, in nats.

        Parameters
        ----------
        form : int
            A number from :meth:`find`, not -1.

        Returns
        -------
        phrases : ndarray of uint16, shape (n, 3)
        log_p : ndarray of float64, shape (n,)
        """
        here = slice(int(self.indptr[form]), int(self.indptr[form + 1]))
        return self.phrases[self.values[here]], self.weights[here] / -float(STEPS_PER_NAT)
