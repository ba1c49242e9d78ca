"""Odd synonym swaps: where a synonym fits between the neighbours far better than the word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtdetect.tables import fluency
from mtdetect.tables.distinct import distinct
from mtdetect.tables.encoding import Encoded
from mtdetect.tables.lexicon import BOUNDARY, RESERVED, Lexicon
from mtdetect.tables.ngrams import keys_of

# A candidate must beat the word by this much on bigrams alone to be looked at further, in nats.
_FIRST_LOOK = 0.5
_CLIP = 10.0
# So many tokens on either side are a word's context.
_THEME_REACH = 10
WORD_COLUMNS: tuple[str, ...] = (
    "gain",
    "margin",
    "fit_before",
    "fit_after",
    "skip_before",
    "skip_after",
    "news_frequency",
    "general_frequency",
    "synonym_frequency",
    "mean_synonym_frequency",
    "n_synonyms",
    "odd_weight",
    "length",
    "case",
    "known_before",
    "known_after",
    "common_before",
    "common_after",
    "neighbours_frequency",
    "window_fit",
    "near_before",
    "near_after",
    "theme",
    "elsewhere",
    "elsewhere_before",
    "elsewhere_after",
    "fit_around",
    "gain_around",
    "general_around",
)


@dataclass(frozen=True)
class Words:
    """Every word that might have been swapped.

    Attributes
    ----------
    places : ndarray of int64, shape (n,)
        Where the words stand in the batch.
    columns : ndarray of float32, shape (n, len(WORD_COLUMNS))
        What the word model looks at.
    """

    places: NDArray[np.int64]
    columns: NDArray[np.float32]


def words(encoded: Encoded, lexicon: Lexicon) -> Words:
    """Look at every word in its place and at every synonym in its stead."""
    ids = encoded.ids
    indptr = lexicon.synonyms.indptr
    places = np.flatnonzero(encoded.is_word & (ids >= RESERVED) & (encoded.case < 2))
    own = ids[places].astype(np.int64)
    n = len(places)
    counts = (indptr[own + 1] - indptr[own]).astype(np.int64)
    before, after = ids[places - 1], ids[places + 1]
    left = fluency.bigram(lexicon, before, own)
    right = fluency.bigram(lexicon, own, after)
    gain = np.zeros(n, dtype=np.float32)
    margin = np.full(n, -_CLIP, dtype=np.float32)
    synonym_frequency = np.full(n, -20.0, dtype=np.float32)
    frequency = lexicon.frequency
    own_fit = fluency.fit(lexicon, ids, places, own)
    has = np.flatnonzero(counts)
    if len(has):
        flat = np.repeat(has, counts[has])
        starts = np.cumsum(counts[has]) - counts[has]
        offset = np.arange(len(flat)) - np.repeat(starts, counts[has])
        candidate = lexicon.synonyms.values[indptr[own[flat]] + offset].astype(np.int64)
        lead = (
            fluency.bigram(lexicon, before[flat], candidate)
            + fluency.bigram(lexicon, candidate, after[flat])
            - (left + right)[flat]
        )
        margin[has] = np.maximum.reduceat(lead, starts)
        synonym_frequency[has] = np.maximum.reduceat(frequency[candidate], starts)
        worth = lead > _FIRST_LOOK
        flat, candidate = flat[worth], candidate[worth]
        if len(flat):
            better = fluency.fit(lexicon, ids, places[flat], candidate) - own_fit[flat]
            begin = np.flatnonzero(np.concatenate([[True], flat[1:] != flat[:-1]]))
            at = flat[begin]
            gain[at] = np.maximum(np.maximum.reduceat(better, begin), 0.0)
    odd = odd_forms(encoded, lexicon)
    odd_weight = np.zeros(len(ids), dtype=np.float32)
    for k in range(3):
        inner = odd.lengths > k
        np.maximum.at(odd_weight, odd.places[inner] + k, odd.weights[inner])
    single = fluency.unigram(lexicon, own)
    news = lexicon.log_news[own] - np.float32(np.log(lexicon.n_news))
    table = np.stack(
        [
            np.minimum(gain, 2 * _CLIP),
            np.clip(margin, -_CLIP, 2 * _CLIP),
            left - single,
            right - fluency.unigram(lexicon, after),
            _lift(lexicon, ids[places - 2], own),
            _lift(lexicon, own, ids[places + 2]),
            lexicon.log_news[own],
            lexicon.general[own],
            synonym_frequency - frequency[own],
            lexicon.mean_synonym_frequency[own] - frequency[own],
            counts,
            odd_weight[places],
            np.asarray([min(len(lexicon.word(i)), 15) for i in own.tolist()]),
            encoded.case[places],
            lexicon.bigrams.get(keys_of(before, own)),
            lexicon.bigrams.get(keys_of(own, after)),
            lexicon.common.get(keys_of(before, own)),
            lexicon.common.get(keys_of(own, after)),
            np.minimum(lexicon.log_news[before], lexicon.log_news[after]),
            own_fit,
            lexicon.affinity.near(before, own),
            lexicon.affinity.near(own, after),
            _theme(encoded, lexicon, places),
            lexicon.elsewhere.get(own.astype(np.uint64)),
            lexicon.elsewhere.get(keys_of(before, own)),
            lexicon.elsewhere.get(keys_of(own, after)),
            _around(encoded, places, own_fit),
            _around(encoded, places, np.minimum(gain, _CLIP)),
            _around(encoded, places, np.clip(lexicon.general[own] - news, -5, 5)),
        ],
        axis=1,
    ).astype(np.float32)
    return Words(places, table)


def _theme(encoded: Encoded, lexicon: Lexicon, places: NDArray[np.int64]) -> fluency.Floats:
    """Tell how well words fit the content words around them in their paragraph."""
    ids = encoded.ids
    content = encoded.is_word & (ids >= RESERVED) & ~lexicon.is_frequent[ids]
    row = encoded.row[places]
    start = encoded.first[row]
    end = start + np.asarray([len(tokens) for tokens in encoded.tokens], dtype=np.int64)[row]
    return lexicon.affinity.theme_fit(
        ids,
        content,
        places,
        np.maximum(places - _THEME_REACH, start),
        np.minimum(places + _THEME_REACH + 1, end),
    )


def _around(
    encoded: Encoded, places: NDArray[np.int64], values: NDArray[np.floating]
) -> NDArray[np.float64]:
    """Average a value over the other words of a paragraph: how far it reads like news at all."""
    row = encoded.row[places]
    number = np.bincount(row, minlength=encoded.n_rows)
    total = np.bincount(row, values, encoded.n_rows)
    others = np.maximum(number[row] - 1, 1)
    return np.asarray((total[row] - values) / others)


def _lift(
    lexicon: Lexicon, first: NDArray[np.integer], second: NDArray[np.integer]
) -> fluency.Floats:
    """Association of two words with one between; 0 where the pair is unknown."""
    seen = lexicon.skips.log_counts(keys_of(first, second))
    expected = lexicon.log_news[first] + lexicon.log_news[second] - np.log(lexicon.n_news)
    return np.where(np.isfinite(seen), seen - expected, -3.0).astype(np.float32)


@dataclass(frozen=True)
class OddForms:
    """Places where a form stands that spinners are known to leave behind."""

    places: NDArray[np.int64]
    lengths: NDArray[np.int64]
    weights: NDArray[np.float32]
    entries: NDArray[np.int64]

    def where(self, keep: NDArray[np.bool_]) -> OddForms:
        """Keep some places."""
        return OddForms(
            self.places[keep], self.lengths[keep], self.weights[keep], self.entries[keep]
        )


def odd_forms(encoded: Encoded, lexicon: Lexicon) -> OddForms:
    """Find known odd forms, the longest at each place."""
    ids = encoded.ids
    n = len(ids)
    weight = np.zeros(n, dtype=np.float32)
    entry = np.full(n, -1, dtype=np.int64)
    length = np.zeros(n, dtype=np.int64)
    keys = lexicon.odd_keys
    if len(keys):
        for size in (1, 2, 3):
            if n < size:
                break
            here = keys_of(*(ids[k : n - size + 1 + k] for k in range(size)))
            at = np.minimum(np.searchsorted(keys, here), len(keys) - 1)
            # Padding is number 0: with it a pair would have the key of its second word.
            hit = np.flatnonzero((keys[at] == here) & (ids[: n - size + 1] != BOUNDARY))
            weight[hit], entry[hit], length[hit] = lexicon.odd_weights[at[hit]], at[hit], size
    found = np.flatnonzero(entry >= 0)
    return OddForms(found, length[found], weight[found], entry[found])


COLUMNS = (
    "swaps.per_100_words",
    "swaps.mean",
    "swaps.surest",
    "swaps.third_surest",
    "swaps.surprise_per_100_words",
    "swaps.likely_per_100_words",
    "swaps.sure_per_100_words",
    "swaps.gain_per_word",
    "swaps.best_fit_share",
    "swaps.rarer_than_synonyms",
    "swaps.odd_forms_per_100_words",
    "swaps.odd_weight_per_100_words",
    "swaps.distinct_odd_forms",
    "swaps.largest_odd_weight",
)
_LIKELY, _SURE = 0.0, 1.5  # log-odds of a swapped word


def columns(
    encoded: Encoded,
    lexicon: Lexicon,
    found: Words,
    log_odds: NDArray[np.float64],
    muted: NDArray[np.bool_] | None = None,
) -> NDArray[np.float64]:
    """Compute the columns of this family.

    Parameters
    ----------
    encoded : Encoded
    lexicon : Lexicon
    found : Words
        From :func:`words`.
    log_odds : ndarray of shape (n_words,)
        The word model's log-odds that a word was swapped, in nats.
    muted : ndarray of bool, shape (n_tokens,), optional
        Places where no odd form shall be seen.

    Returns
    -------
    ndarray of shape (n_paragraphs, len(COLUMNS))
    """
    n_rows = encoded.n_rows
    row = encoded.row[found.places]
    number = np.maximum(np.bincount(row, minlength=n_rows), 1.0)

    def sums(rows: NDArray[np.integer], values: NDArray[np.generic]) -> NDArray[np.float64]:
        return np.asarray(np.bincount(rows, weights=values, minlength=n_rows), dtype=np.float64)

    p = 1 / (1 + np.exp(-log_odds))
    order = np.lexsort((-log_odds, row))
    rank = np.arange(len(order)) - np.searchsorted(row[order], row[order])
    surest, third = np.full(n_rows, -6.0), np.full(n_rows, -6.0)
    surest[row[order][rank == 0]] = log_odds[order][rank == 0]
    third[row[order][rank == 2]] = log_odds[order][rank == 2]
    gain = found.columns[:, WORD_COLUMNS.index("gain")]
    margin = found.columns[:, WORD_COLUMNS.index("margin")]
    deficit = found.columns[:, WORD_COLUMNS.index("mean_synonym_frequency")]
    odd = odd_forms(encoded, lexicon)
    if muted is not None:
        odd = odd.where(~muted[odd.places])
    odd_row = encoded.row[odd.places]
    n_forms = len(lexicon.odd_keys)
    distinct_row = distinct(odd_row.astype(np.int64) * n_forms + odd.entries) // max(n_forms, 1)
    largest_odd = np.zeros(n_rows)
    np.maximum.at(largest_odd, odd_row, odd.weights)
    surprise = np.log1p(np.exp(np.clip(log_odds + 1.5, -30, 30)))
    return np.stack(
        [
            100 * sums(row, p) / number,
            sums(row, np.clip(log_odds, -5, 5)) / number,
            surest,
            third,
            100 * sums(row, surprise) / number,
            100 * sums(row, log_odds > _LIKELY) / number,
            100 * sums(row, log_odds > _SURE) / number,
            sums(row, np.minimum(gain, _CLIP)) / number,
            sums(row, margin < 0) / number,
            sums(row, np.clip(deficit, 0, 6)) / number,
            100 * sums(odd_row, np.ones(len(odd_row))) / number,
            100 * sums(odd_row, odd.weights) / number,
            100 * np.bincount(distinct_row, minlength=n_rows) / number,
            largest_odd,
        ],
        axis=1,
    )
