"""Names that lost their capital letters."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mtdetect.encoding import Encoded
from mtdetect.lexicon import RARE, Lexicon

_WELL_ATTESTED = 30


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
