"""Names: capitals that were lost, and unknown words that look like a garbled name."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mtdetect.encoding import Encoded
from mtdetect.lexicon import NAME, RARE, Lexicon

COLUMNS = (
    "names.lost_capitals_per_100_words",
    "names.unknown_names_share",
    "names.unknown_words_per_100_words",
)


def lost_capitals(encoded: Encoded, lexicon: Lexicon) -> NDArray[np.int64]:
    """Find lower-case words that news always capitalises.

    Returns
    -------
    ndarray of int64
        Their places.
    """
    names = lexicon.names
    unknown = np.flatnonzero((encoded.ids == RARE) & encoded.is_word & (encoded.case == 0))
    lost = []
    for place in unknown.tolist():
        _, token = encoded.token_at(place)
        if len(token.form) > 3 and names.get(token.form.capitalize(), 0) >= _WELL_ATTESTED:
            lost.append(place)
    return np.asarray(lost, dtype=np.int64)


_WELL_ATTESTED = 30


def columns(encoded: Encoded, lexicon: Lexicon) -> NDArray[np.float64]:
    """Compute the columns of this family.

    Returns
    -------
    ndarray of shape (n_paragraphs, len(COLUMNS))
    """
    words = np.maximum(encoded.n_words, 1.0)
    lost = lost_capitals(encoded, lexicon)
    names = lexicon.names
    capital = np.flatnonzero((encoded.ids == NAME) & encoded.is_word)
    unknown = [p for p in capital.tolist() if encoded.token_at(p)[1].form not in names]
    n_names = np.maximum(np.bincount(encoded.row[capital], minlength=encoded.n_rows), 1.0)
    rare = (encoded.ids == RARE) & encoded.is_word
    return np.stack(
        [
            100 * np.bincount(encoded.row[lost], minlength=encoded.n_rows) / words,
            np.bincount(encoded.row[np.asarray(unknown, dtype=np.int64)], minlength=encoded.n_rows)
            / n_names,
            100 * encoded.sums(rare) / words,
        ],
        axis=1,
    )
