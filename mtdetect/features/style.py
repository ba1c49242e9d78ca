"""Function words, shapes and lexical variety: n-grams for a linear part, and readable measures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mtdetect.encoding import Encoded
from mtdetect.lexicon import BOUNDARY, NUMBER, RESERVED, Lexicon
from mtdetect.ngrams import _mix, keys_of

HASH_BITS = 19
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
# The views that n-grams are taken of: words as they are, and masked so that topics do not show.
_VIEWS = (("words", 1), ("words", 2), ("words", 3), ("masked", 2), ("masked", 3))


def ngrams(encoded: Encoded, lexicon: Lexicon) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Hash the n-grams of words and of masked words.

    Returns
    -------
    places, buckets : ndarray of int64
        Where each n-gram begins in the batch, and its bucket below ``2 ** HASH_BITS``.
    """
    # Quotation marks differ between sources by typesetting alone: n-grams look past them.
    quote = lexicon.index.get('"', -1)
    kept = np.flatnonzero(encoded.ids != quote)
    ids = encoded.ids[kept].astype(np.int64)
    masked = lexicon.mask[ids].astype(np.int64)
    row = encoded.row[kept]
    outside = ids == BOUNDARY
    places: list[NDArray[np.int64]] = []
    buckets: list[NDArray[np.int64]] = []
    for number, (view, size) in enumerate(_VIEWS):
        stream = ids if view == "words" else masked
        n = len(stream) - size + 1
        if n <= 0:
            continue
        key = keys_of(*(stream[k : n + k] for k in range(size)))
        whole = (row[:n] == row[size - 1 :]) & ~(outside[:n] & outside[size - 1 :])
        salted = key + np.uint64((number + 1) << 61)
        bucket = _mix(salted) >> np.uint64(64 - HASH_BITS)
        places.append(kept[:n][whole])
        buckets.append(bucket[whole].astype(np.int64))
    return np.concatenate(places), np.concatenate(buckets)


def ngram_matrix(encoded: Encoded, lexicon: Lexicon) -> sparse.csr_matrix:
    """Count hashed n-grams, damped and normalised to unit length a paragraph.

    Returns
    -------
    csr_matrix of shape (n_paragraphs, 2 ** HASH_BITS), float32
    """
    places, buckets = ngrams(encoded, lexicon)
    ones = np.ones(len(places), dtype=np.float32)
    shape = (encoded.n_rows, 1 << HASH_BITS)
    X = sparse.csr_matrix((ones, (encoded.row[places], buckets)), shape=shape)
    X.sum_duplicates()
    X.data = np.sqrt(X.data)
    norm = np.sqrt(np.asarray(X.multiply(X).sum(axis=1)).ravel())
    return sparse.diags(1 / np.maximum(norm, 1e-9)).dot(X).tocsr().astype(np.float32)


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
    previous = np.concatenate([[0], running[end_places][:-1]]) if len(end_places) else running[:0]
    sizes = running[end_places] - previous
    end_rows = encoded.row[end_places]
    mean = np.bincount(end_rows, sizes, n_rows) / sentences
    square = np.bincount(end_rows, sizes.astype(float) ** 2, n_rows) / sentences
    lexical = word & (ids >= RESERVED)
    pair = np.unique(encoded.row[lexical].astype(np.int64) * lexicon.size + ids[lexical])
    distinct = np.bincount(pair // lexicon.size, minlength=n_rows)
    n_lexical = np.maximum(encoded.sums(lexical), 1.0)
    frequent = lexicon.log_news[ids] > np.log(lexicon.n_news) - 8.0
    content = lexical & ~frequent
    content_pair = np.unique(encoded.row[content].astype(np.int64) * lexicon.size + ids[content])
    n_content = np.maximum(encoded.sums(content), 1.0)
    content_distinct = np.bincount(content_pair // lexicon.size, minlength=n_rows)
    return np.stack(
        [
            np.log1p(encoded.n_words),
            encoded.sums(lengths * word) / words,
            words / sentences,
            np.sqrt(np.maximum(square - mean**2, 0.0)),
            distinct / n_lexical**0.8,
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
