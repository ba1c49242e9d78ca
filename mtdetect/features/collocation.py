"""How the words sit beside each other, measured against counts of native news."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mtdetect.tables import fluency
from mtdetect.tables.encoding import Encoded
from mtdetect.tables.lexicon import RESERVED, Lexicon
from mtdetect.tables.ngrams import keys_of

COLUMNS = (
    "collocation.trigrams_known",
    "collocation.bigrams_known",
    "collocation.common_bigrams_known",
    "collocation.skips_known",
    "collocation.log_probability",
    "collocation.log_probability_spread",
    "collocation.association",
    "collocation.rare_association",
    "collocation.unknown_pairs_of_frequent_words",
    "collocation.unknown_runs",
    "collocation.word_frequency",
    "collocation.general_word_frequency",
    "collocation.rare_words",
    "collocation.predictable_words",
    "collocation.surprising_words",
)
_FREQUENT = 6.0  # log count


def columns(encoded: Encoded, lexicon: Lexicon) -> NDArray[np.float64]:
    """Compute the columns of this family.

    Returns
    -------
    ndarray of shape (n_paragraphs, len(COLUMNS))
    """
    ids = encoded.ids
    word = encoded.is_word
    words = np.maximum(encoded.n_words, 1.0)

    def share(hits: NDArray[np.bool_], of: NDArray[np.bool_]) -> NDArray[np.float64]:
        return encoded.sums(hits & of) / np.maximum(encoded.sums(of), 1.0)

    def mean(values: NDArray[np.floating], of: NDArray[np.bool_]) -> NDArray[np.float64]:
        return encoded.sums(np.where(of, values, 0.0)) / np.maximum(encoded.sums(of), 1.0)

    before = np.roll(ids, 1)
    before2 = np.roll(ids, 2)
    word_before = np.roll(word, 1)
    pair = word & word_before
    triple = pair & np.roll(word, 2)
    pair_keys = keys_of(before, ids)
    seen2 = lexicon.bigrams.log_counts(pair_keys)
    known2 = np.isfinite(seen2)
    known_common = lexicon.common.get(pair_keys) > 0
    known3 = lexicon.trigrams.get(keys_of(before2, before, ids)) > 0
    known_skip = lexicon.skips.get(keys_of(before2, ids)) > 0
    log_p = fluency.trigram(lexicon, before2, before, ids)
    single = fluency.unigram(lexicon, ids)
    lexical = word & (ids >= RESERVED)
    association = np.clip(fluency.bigram(lexicon, before, ids) - single, -6.0, 8.0)
    frequent = lexicon.log_news[ids] > _FREQUENT
    lone = pair & frequent & np.roll(frequent, 1) & ~known2 & ~known_common
    average = mean(log_p, lexical)
    spread = np.sqrt(np.maximum(mean(log_p**2, lexical) - average**2, 0.0))
    # Pointwise surprise beyond what the word's own rarity explains.
    lift = log_p - single
    return np.stack(
        [
            share(known3, triple),
            share(known2, pair),
            share(known_common, pair),
            share(known_skip, triple),
            average,
            spread,
            mean(association, pair),
            share(association < -1.5, pair),
            encoded.sums(lone) / words,
            encoded.sums(lone & np.roll(lone, 1)) / words,
            mean(single, lexical),
            mean(lexicon.general[ids], lexical),
            share(lexicon.log_news[ids] < 4.0, lexical),
            share(log_p > -1.5, lexical),
            share(lift < -1.0, lexical),
        ],
        axis=1,
    )
