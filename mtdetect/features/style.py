"""Function words, shapes and lexical variety: n-grams for a linear part, and readable measures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtdetect.tables.distinct import distinct
from mtdetect.tables.encoding import Encoded
from mtdetect.tables.lexicon import BOUNDARY, NUMBER, RESERVED, Lexicon
from mtdetect.tables.ngrams import keys_of, mix

HASH_BITS = 20
COLUMNS = (
    "style.log_words",
    "style.mean_word_length",
    "style.words_per_sentence",
    "style.sentence_length_spread",
    "style.distinct_words",
    "style.repeated_words",
    "style.contractions",
    "style.possessives",
    "style.the",
    "style.of",
    "style.that",
    "style.commas",
    "style.pronouns",
    "style.capitalised",
    "style.numbers",
    "style.quoted",
    "style.frequent_words",
    "style.hyphens",
)
_PRONOUNS = ("he", "she", "it", "they", "his", "her", "its", "their", "i", "we", "you")
_SIZES = (1, 2, 3)


def ngram_places(
    encoded: Encoded, lexicon: Lexicon
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Hash the word n-grams; names and numbers count as one word each.

    Returns
    -------
    places, buckets, sizes : ndarray of int64, shape (n,)
        Where each n-gram begins in the batch, its bucket below ``2 ** HASH_BITS``, its length.
    """
    # Quotation marks differ between sources by typesetting alone: n-grams look past them.
    quote = lexicon.index.get('"', -1)
    kept = np.flatnonzero(encoded.ids != quote)
    ids = encoded.ids[kept].astype(np.int64)
    row = encoded.row[kept]
    outside = ids == BOUNDARY
    places: list[NDArray[np.int64]] = []
    buckets: list[NDArray[np.int64]] = []
    sizes: list[NDArray[np.int64]] = []
    for size in _SIZES:
        n = max(0, len(ids) - size + 1)
        key = keys_of(*(ids[k : n + k] for k in range(size)))
        whole = (row[:n] == row[len(row) - n :]) & ~(outside[:n] & outside[len(row) - n :])
        bucket = mix(key + np.uint64(size << 61)) >> np.uint64(64 - HASH_BITS)
        places.append(kept[:n][whole])
        buckets.append(bucket[whole].astype(np.int64))
        sizes.append(np.full(int(whole.sum()), size))
    return np.concatenate(places), np.concatenate(buckets), np.concatenate(sizes)


@dataclass(frozen=True, eq=False)
class Ngrams:
    """Hashed n-grams of a batch: a sparse matrix in plain arrays, one element an entry.

    Attributes
    ----------
    n_rows : int
        Number of paragraphs.
    rows, buckets : ndarray of int64, shape (n,)
        Where the entries stand; each place once, ordered by row.
    values : ndarray of float32, shape (n,)
        Damped counts; those of a paragraph have unit length together.
    """

    n_rows: int
    rows: NDArray[np.int64]
    buckets: NDArray[np.int64]
    values: NDArray[np.float32]

    def dot(self, weights: NDArray[np.floating]) -> NDArray[np.float32]:
        """Weigh the n-grams of each paragraph and add them up.

        Parameters
        ----------
        weights : ndarray of shape (2 ** HASH_BITS,)

        Returns
        -------
        ndarray of float32, shape (n_rows,)
            To the last bit what a product of scipy's sparse matrices gives, whatever else is in
            the batch: one entry after the other is added in single precision.
        """
        total = np.zeros(self.n_rows, dtype=np.float32)
        np.add.at(total, self.rows, self.values * weights[self.buckets].astype(np.float32))
        return total


def hashed_ngrams(encoded: Encoded, lexicon: Lexicon) -> Ngrams:
    """Count hashed n-grams, damped and normalised to unit length a paragraph.

    Parameters
    ----------
    encoded : Encoded
    lexicon : Lexicon
    """
    places, buckets, _ = ngram_places(encoded, lexicon)
    keys = encoded.row[places].astype(np.int64) << HASH_BITS | buckets
    keys, counts = np.unique(keys, return_counts=True)
    rows = keys >> HASH_BITS
    values = np.sqrt(counts.astype(np.float32))
    lengths = np.zeros(encoded.n_rows, dtype=np.float32)
    if len(rows):
        begin = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]])
        lengths[rows[begin]] = np.add.reduceat(values * values, begin)
    scale = np.float32(1) / np.maximum(np.sqrt(lengths), np.float32(1e-9))
    return Ngrams(encoded.n_rows, rows, keys & ((1 << HASH_BITS) - 1), scale[rows] * values)


def columns(encoded: Encoded, lexicon: Lexicon) -> NDArray[np.float64]:
    """Compute the readable measures.

    Returns
    -------
    ndarray of shape (n_paragraphs, len(COLUMNS))
    """
    ids, word = encoded.ids, encoded.is_word
    n_rows = encoded.n_rows
    words = np.maximum(encoded.n_words, 1.0)
    index = lexicon.index

    def rate(*forms: str) -> NDArray[np.float64]:
        numbers = [index[f] for f in forms if f in index]
        return 100 * encoded.sums(np.isin(ids, numbers)) / words

    lengths = np.zeros(len(ids))
    contracted = np.zeros(len(ids), dtype=bool)
    for at, tokens in zip(encoded.first, encoded.tokens, strict=True):
        lengths[at : at + len(tokens)] = [len(t.form) for t in tokens]
        contracted[at : at + len(tokens)] = ["'" in t.form[1:] for t in tokens]
    ends = np.isin(ids, [index[m] for m in ".!?" if m in index])
    sentences = np.maximum(encoded.sums(ends), 1.0)
    # Lengths of sentences: words since the last end, at each end.
    running = np.cumsum(word)
    end_places = np.flatnonzero(ends)
    end_rows = encoded.row[end_places]
    # The count at the last end of the same paragraph or, at its first end, where it begins.
    begins = running[encoded.first - 1]
    last_end = np.concatenate([[0], running[end_places][:-1]])[: len(end_places)]
    sizes = running[end_places] - np.maximum(last_end, begins[end_rows])
    mean = np.bincount(end_rows, sizes, n_rows) / sentences
    square = np.bincount(end_rows, sizes.astype(float) ** 2, n_rows) / sentences
    lexical = word & (ids >= RESERVED)
    pair = distinct(encoded.row[lexical].astype(np.int64) * lexicon.size + ids[lexical])
    n_distinct = np.bincount(pair // lexicon.size, minlength=n_rows)
    n_lexical = np.maximum(encoded.sums(lexical), 1.0)
    frequent = lexicon.log_news[ids] > np.log(lexicon.n_news) - 8.0
    content = lexical & ~frequent
    content_pair = distinct(encoded.row[content].astype(np.int64) * lexicon.size + ids[content])
    n_content = np.maximum(encoded.sums(content), 1.0)
    content_distinct = np.bincount(content_pair // lexicon.size, minlength=n_rows)
    return np.stack(
        [
            np.log1p(encoded.n_words),
            encoded.sums(lengths * word) / words,
            words / sentences,
            np.sqrt(np.maximum(square - mean**2, 0.0)),
            n_distinct / n_lexical**0.8,
            1 - content_distinct / n_content,
            100 * encoded.sums(contracted) / words,
            rate("'s"),
            rate("the"),
            rate("of"),
            rate("that"),
            rate(","),
            rate(*_PRONOUNS),
            encoded.sums((encoded.case > 0) & ~encoded.initial & word) / words,
            encoded.sums(ids == NUMBER) / words,
            encoded.sums(encoded.quoted & word) / words,
            encoded.sums(frequent & lexical) / n_lexical,
            rate("-"),
        ],
        axis=1,
    )
