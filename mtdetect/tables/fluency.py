"""How likely a word is between its neighbours: n-gram probabilities with stupid backoff.

References
----------
Brants, Popat, Xu, Och, Dean, "Large language models in machine translation", EMNLP 2007,
https://aclanthology.org/D07-1090/ (stupid backoff).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from mtdetect.tables.lexicon import Lexicon
from mtdetect.tables.ngrams import keys_of

Ids = NDArray[np.integer]
Floats = NDArray[np.float32]

_BACKOFF = math.log(0.4)


def unigram(lexicon: Lexicon, word: Ids) -> Floats:
    """Log-probability of a word by itself, in nats; general English where news lacks it."""
    news = lexicon.log_news[word] - np.float32(math.log(lexicon.n_news))
    return np.asarray(np.maximum(news, lexicon.general[word] - 1.0), dtype=np.float32)


def bigram(lexicon: Lexicon, before: Ids, word: Ids) -> Floats:
    """Log-probability of a word after one other, in nats."""
    keys = keys_of(before, word)
    seen = np.maximum(lexicon.bigrams.log_counts(keys), lexicon.common.log_counts(keys))
    context = np.maximum(lexicon.log_news[before], 0.0)
    backed = _BACKOFF + unigram(lexicon, word)
    return np.where(np.isfinite(seen), np.minimum(seen - context, 0.0), backed).astype(np.float32)


def trigram(lexicon: Lexicon, first: Ids, before: Ids, word: Ids) -> Floats:
    """Log-probability of a word after two others, in nats."""
    seen = lexicon.trigrams.log_counts(keys_of(first, before, word))
    context = lexicon.bigrams.log_counts(keys_of(first, before))
    known = np.isfinite(seen) & np.isfinite(context)
    with np.errstate(invalid="ignore"):
        direct = np.minimum(seen - context, 0.0)
    backed = _BACKOFF + bigram(lexicon, before, word)
    return np.where(known, direct, backed).astype(np.float32)


def fit(lexicon: Lexicon, ids: Ids, places: Ids, word: Ids) -> Floats:
    """Log-probability of the window around a place if ``word`` stood there, in nats.

    Parameters
    ----------
    lexicon : Lexicon
    ids : ndarray of int
        A padded stream of word numbers.
    places : ndarray of int, shape (n,)
        Places in the stream, at least two from either end.
    word : ndarray of int, shape (n,)
        The word to try at each place.

    Returns
    -------
    ndarray of float32, shape (n,)
        Sum over the three trigrams that hold the place.
    """
    before2, before = ids[places - 2], ids[places - 1]
    after, after2 = ids[places + 1], ids[places + 2]
    return (
        trigram(lexicon, before2, before, word)
        + trigram(lexicon, before, word, after)
        + trigram(lexicon, word, after, after2)
    )
