"""Which of several copies the others were made from.

What speaks for a version: it accounts for what the others say (a copy that was cut does not), its
wording is nearest to theirs (every copy strays its own way), and it reads like a person's text.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mtdetect.compare.anchors import Hashes
from mtdetect.compare.reading import Reading
from mtdetect.tables import fluency
from mtdetect.tables.encoding import encode
from mtdetect.tables.lexicon import Lexicon
from mtdetect.tables.ngrams import mix

Floats = NDArray[np.float64]

SIGNS = (
    "accounts",  # share of the others' anchors that it has, mean
    "accounts_most",  # whether none has more
    "nearest",  # share of the others' word pairs that it has, mean
    "nearest_most",
    "unshared",  # share of its anchors that no other has
    "length",  # logarithm of the number of words, against the longest
    "human",  # log-odds that a person wrote it, by the detector alone
    "attested",  # log-probability of a word between its neighbours, mean, in nats
)
"""Names of the columns of :func:`signs`."""

_NEARLY = 0.995
# What counts of a text for how well attested its wording is.
_MOST_CHARACTERS = 20_000


def signs(
    readings: Sequence[Reading],
    shingles: Sequence[Hashes],
    log_odds: Sequence[tuple[float, float]],
    lexicon: Lexicon,
) -> Floats:
    """Measure what speaks for each version of a story to be the original.

    Parameters
    ----------
    readings, shingles : sequences
        Of each version.
    log_odds : sequence of (float, float)
        Of spun and of translated against human, by the detector alone.
    lexicon : Lexicon

    Returns
    -------
    ndarray of shape (n_versions, len(SIGNS))
    """
    n = len(readings)
    accounts = _within(shingles)
    near = _within([_word_pairs(r) for r in readings])
    others = ~np.eye(n, dtype=bool)
    mean_accounts = accounts.sum(axis=1, where=others) / max(n - 1, 1)
    mean_near = near.sum(axis=1, where=others) / max(n - 1, 1)
    n_words = np.asarray([max(len(r.tokens), 1) for r in readings])
    return np.column_stack(
        [
            mean_accounts,
            mean_accounts >= _NEARLY * mean_accounts.max(initial=0.0),
            mean_near,
            mean_near >= _NEARLY * mean_near.max(initial=0.0),
            _unshared(shingles),
            np.log(n_words / n_words.max(initial=1)),
            [-float(np.logaddexp(*odds)) for odds in log_odds],
            [_attested(r.text, lexicon) for r in readings],
        ]
    )


def _within(sets: Sequence[Hashes]) -> Floats:
    """Give in row i, column j the share of what j has that i has too."""
    n = len(sets)
    shares = np.eye(n)
    for i in range(n):
        for j in range(i):
            shared = len(np.intersect1d(sets[i], sets[j], assume_unique=True))
            shares[i, j] = shared / max(len(sets[j]), 1)
            shares[j, i] = shared / max(len(sets[i]), 1)
    return shares


def _unshared(sets: Sequence[Hashes]) -> list[float]:
    hashes, times = np.unique(np.concatenate([*sets]), return_counts=True)
    lone = hashes[times == 1]
    return [float(np.isin(s, lone).mean()) if len(s) else 0.0 for s in sets]


def _word_pairs(reading: Reading) -> Hashes:
    keys = reading.keys.astype(np.uint64)
    return np.unique(mix((keys[:-1] << np.uint64(32)) | keys[1:]))


def _attested(text: str, lexicon: Lexicon) -> float:
    encoded = encode([text[:_MOST_CHARACTERS]], lexicon)
    places = np.flatnonzero(encoded.is_word)
    if not len(places):
        return -10.0
    ids = encoded.ids
    return float(fluency.trigram(lexicon, ids[places - 2], ids[places - 1], ids[places]).mean())
