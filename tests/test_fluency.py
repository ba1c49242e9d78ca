"""Stupid backoff in numpy against the same written out with dicts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product

import numpy as np
import pytest

from mtdetect.tables import fluency
from mtdetect.tables.lexicon import RESERVED, Lexicon, Ragged
from mtdetect.tables.ngrams import LOG_COUNT, NgramTable, keys_of, quantise

SIZE = 12
Counts = dict[tuple[int, ...], int]


@dataclass(frozen=True)
class Known:
    """Counts in dicts, and the same in a lexicon."""

    news: list[int]
    general: list[float]
    bigrams: Counts
    trigrams: Counts
    common: Counts
    lexicon: Lexicon


def table(counts: Counts) -> NgramTable:
    columns = np.asarray(sorted(counts), dtype=np.int64).T
    return NgramTable.build(
        keys_of(*columns), quantise(np.asarray([counts[k] for k in sorted(counts)]))
    )


@pytest.fixture(scope="module")
def known() -> Known:
    rng = np.random.default_rng(8)

    def some(length: int, share: float) -> Counts:
        return {
            key: int(rng.integers(1, 400))
            for key in product(range(SIZE), repeat=length)
            if rng.random() < share
        }

    bigrams, trigrams, common = some(2, 0.4), some(3, 0.2), some(2, 0.2)
    news = [0] * RESERVED + [int(n) for n in rng.integers(1, 5_000, SIZE - RESERVED - 1)] + [0]
    general = [float(g) for g in rng.uniform(-16, -4, SIZE)]
    nothing = np.zeros(0, dtype=np.uint8)
    lexicon = Lexicon(
        text=np.frombuffer(b"a\nb\nc\nd\ne\nf\ng\nh", dtype=np.uint8),
        news=np.where(np.asarray(news) > 0, quantise(np.asarray(news)), 0).astype(np.uint8),
        general=np.asarray(general, dtype=np.float32),
        bigrams=table(bigrams),
        trigrams=table(trigrams),
        skips=table({(0, 0): 1}),
        common=table(common),
        synonyms=Ragged(np.zeros(SIZE + 1, dtype=np.uint32), np.zeros(0, dtype=np.uint16)),
        odd_keys=np.zeros(0, dtype=np.uint64),
        odd_weights=np.zeros(0, dtype=np.float32),
        odd_expected=np.zeros(0, dtype=np.uint16),
        odd_text=nothing,
        names_text=nothing,
        names_count=np.ones(1, dtype=np.uint8),
    )
    return Known(news, general, bigrams, trigrams, common, lexicon)


def log(count: int) -> float:
    """Give the logarithm of a count as precisely as the tables keep it."""
    return round(8 * math.log2(count)) / 8 * math.log(2)


def unigram(k: Known, word: int) -> float:
    total = sum(math.exp(log(n)) for n in k.news if n)
    seen = log(k.news[word]) if k.news[word] else 0.0
    return max(seen - math.log(total), k.general[word] - 1)


def bigram(k: Known, before: int, word: int) -> float:
    seen = [log(t[before, word]) for t in (k.bigrams, k.common) if (before, word) in t]
    if not seen:
        return math.log(0.4) + unigram(k, word)
    return min(max(seen) - (log(k.news[before]) if k.news[before] else 0.0), 0.0)


def trigram(k: Known, first: int, before: int, word: int) -> float:
    if (first, before, word) in k.trigrams and (first, before) in k.bigrams:
        return min(log(k.trigrams[first, before, word]) - log(k.bigrams[first, before]), 0.0)
    return math.log(0.4) + bigram(k, before, word)


def test_unigrams(known: Known) -> None:
    words = np.arange(SIZE)
    expected = [unigram(known, w) for w in range(SIZE)]
    np.testing.assert_allclose(fluency.unigram(known.lexicon, words), expected, atol=1e-4)


def test_bigrams(known: Known) -> None:
    pairs = list(product(range(SIZE), repeat=2))
    expected = [bigram(known, *p) for p in pairs]
    found = fluency.bigram(known.lexicon, *np.asarray(pairs).T)
    np.testing.assert_allclose(found, expected, atol=1e-4)


def test_trigrams(known: Known) -> None:
    triples = list(product(range(SIZE), repeat=3))
    expected = [trigram(known, *t) for t in triples]
    found = fluency.trigram(known.lexicon, *np.asarray(triples).T)
    # A key that was never stored is taken for a stored one once in 65,536 times.
    wrong = ~np.isclose(found, expected, atol=1e-4)
    assert wrong.sum() <= 1
    assert (found <= 0).all()


def test_fit_is_the_sum_of_the_windows_that_hold_the_word(known: Known) -> None:
    rng = np.random.default_rng(2)
    ids = np.concatenate([[0, 0], rng.integers(0, SIZE, 40), [0, 0]])
    places = np.arange(2, 42)
    words = rng.integers(0, SIZE, 40)
    found = fluency.fit(known.lexicon, ids, places, words)
    for place, word, value in zip(places, words, found, strict=True):
        stream = [int(i) for i in ids]
        stream[place] = int(word)
        expected = sum(trigram(known, *stream[i : i + 3]) for i in range(place - 2, place + 1))
        assert value == pytest.approx(expected, abs=1e-3)


def test_the_tables_count_as_the_dicts_do(known: Known) -> None:
    assert known.lexicon.n_news == pytest.approx(
        sum(math.exp(log(n)) for n in known.news if n), rel=1e-3
    )
    assert LOG_COUNT[known.lexicon.news[RESERVED]] == pytest.approx(log(known.news[RESERVED]))


def test_rows_are_read_as_pair_by_pair(known: Known) -> None:
    rng = np.random.default_rng(3)
    words, lengths = rng.integers(0, SIZE, (60, 7)), rng.integers(3, 8, 60)
    found = fluency.read(known.lexicon, words, lengths)
    for row, length, pairs, total in zip(words, lengths, found.pairs, found.total, strict=True):
        own = row[:length]
        expected = fluency.bigram(known.lexicon, own[1:-1], own[2:])
        np.testing.assert_array_equal(pairs[1 : length - 1], expected)
        triples = fluency.trigram(known.lexicon, own[:-2], own[1:-1], own[2:])
        assert total == sum(triples.astype(float).tolist())
