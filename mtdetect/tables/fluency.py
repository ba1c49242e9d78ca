"""How likely a word is between its neighbours: n-gram probabilities with stupid backoff.

References
----------
Brants, Popat, Xu, Och, Dean, "Large language models in machine translation", EMNLP 2007,
https://aclanthology.org/D07-1090/ (stupid backoff).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

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
    return _smoothed(lexicon, before, word, seen)


def has_pair(lexicon: Lexicon, before: Ids, word: Ids) -> NDArray[np.bool_]:
    """Tell whether news or general English has a word after one other."""
    keys = keys_of(before, word)
    return np.asarray((lexicon.bigrams.get(keys) > 0) | (lexicon.common.get(keys) > 0))


def is_written(lexicon: Lexicon, words: Sequence[int]) -> bool:
    """Tell whether people write these words one after the other: each known, and each pair."""
    ids = np.asarray(words, dtype=np.int64)
    return bool(ids.all() and has_pair(lexicon, ids[:-1], ids[1:]).all())


def _smoothed(lexicon: Lexicon, before: Ids, word: Ids, seen: Floats) -> Floats:
    context = np.maximum(lexicon.log_news[before], 0.0)
    backed = _BACKOFF + unigram(lexicon, word)
    return np.where(np.isfinite(seen), np.minimum(seen - context, 0.0), backed).astype(np.float32)


def trigram(lexicon: Lexicon, first: Ids, before: Ids, word: Ids) -> Floats:
    """Log-probability of a word after two others, in nats."""
    seen = lexicon.trigrams.log_counts(keys_of(first, before, word))
    context = lexicon.bigrams.log_counts(keys_of(first, before))
    return _backed(seen, context, bigram(lexicon, before, word))


def _backed(seen: Floats, context: Floats, pair: Floats) -> Floats:
    known = np.isfinite(seen) & np.isfinite(context)
    with np.errstate(invalid="ignore"):
        direct = np.minimum(seen - context, 0.0)
    return np.where(known, direct, _BACKOFF + pair).astype(np.float32)


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


@dataclass(frozen=True)
class Reading:
    """Short rows of words, read from left to right.

    Attributes
    ----------
    pairs : ndarray of float32, shape (n, width - 1)
        Log-probability of each word but the first after the one before it (see :func:`bigram`);
        of the second word of a row, and where a row has ended, 0.
    known : ndarray of bool, shape (n, width - 2)
        Whether news has a word with the two before it.
    total : ndarray of float64, shape (n,)
        Sum of the log-probabilities of all words but the first two (see :func:`trigram`).
    """

    pairs: Floats
    known: NDArray[np.bool_]
    total: NDArray[np.float64]


def read(lexicon: Lexicon, words: Ids, lengths: Ids) -> Reading:
    """Read rows of words; every pair is looked up once for all that it counts for.

    Parameters
    ----------
    lexicon : Lexicon
    words : ndarray of int, shape (n, width)
    lengths : ndarray of int, shape (n,)
        How many words each row has, three at least; what follows them is not looked at.
    """
    n, width = words.shape
    inside = np.arange(1, width) < lengths[:, None]
    keys = keys_of(words[:, :-1], words[:, 1:])
    counts = np.full((n, width - 1), -np.inf, dtype=np.float32)
    counts[inside] = lexicon.bigrams.log_counts(keys[inside])
    later = inside[:, 1:]
    before, word = words[:, 1:-1][later], words[:, 2:][later]
    pairs = np.zeros((n, width - 1), dtype=np.float32)
    common = lexicon.common.log_counts(keys[:, 1:][later])
    pairs[:, 1:][later] = _smoothed(lexicon, before, word, np.maximum(counts[:, 1:][later], common))
    seen = lexicon.trigrams.log_counts(keys_of(words[:, :-2][later], before, word))
    triples = np.zeros((n, width - 2), dtype=np.float32)
    triples[later] = _backed(seen, counts[:, :-1][later], pairs[:, 1:][later])
    known = np.zeros((n, width - 2), dtype=bool)
    known[later] = np.isfinite(seen)
    total = np.zeros(n)
    for k in range(width - 2):  # from left to right
        total += triples[:, k]
    return Reading(pairs, known, total)
