"""Narration against quotation: many spinners and translators treat the two differently."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mtdetect.tables.encoding import Encoded

COLUMNS = (
    "contrast.swaps_outside_quotations",
    "contrast.swaps_outside_less_inside",
)
# So many words on either side weigh as much as what is measured there.
_PRIOR_WORDS = 8.0


def columns(
    encoded: Encoded, places: NDArray[np.int64], log_odds: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Compare how odd the words are outside and inside direct quotations.

    Parameters
    ----------
    encoded : Encoded
    places : ndarray of int64, shape (n_words,)
        Where the words stand that might have been swapped.
    log_odds : ndarray of float64, shape (n_words,)
        Log-odds that each was swapped, in nats.

    Returns
    -------
    ndarray of shape (n_paragraphs, len(COLUMNS))
    """
    row = encoded.row[places]
    inside = encoded.quoted[places]
    p = 1 / (1 + np.exp(-log_odds))

    def mean(of: NDArray[np.bool_], toward: NDArray[np.float64]) -> NDArray[np.float64]:
        total = np.bincount(row, p * of, encoded.n_rows) + _PRIOR_WORDS * toward
        return total / (np.bincount(row, of, encoded.n_rows) + _PRIOR_WORDS)

    everywhere = np.bincount(row, p, encoded.n_rows) / np.maximum(
        np.bincount(row, minlength=encoded.n_rows), 1
    )
    outside, within = mean(~inside, everywhere), mean(inside, everywhere)
    return np.stack([100 * outside, 100 * (outside - within)], axis=1)
