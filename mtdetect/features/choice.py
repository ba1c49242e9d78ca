"""Which words an engine would choose: every token in its place, as counts of news see it.

An engine and a person who say the same differ in a few words. What the engine chose is seldom odd:
it is the commoner of two words, the frame that fits anywhere, the preposition that the other
language has. Each token is described by how well it and its neighbours are attested together, by
what else might have stood there, and by how familiar its surroundings are, so that rare words count
against nobody who writes rarely.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtdetect.tables import fluency
from mtdetect.tables.encoding import Encoded
from mtdetect.tables.lexicon import BOUNDARY, NAME, NUMBER, RARE, RESERVED, Lexicon
from mtdetect.tables.ngrams import keys_of

# So many tokens on either side are a token's surroundings.
REACH = 8
_CLIP = 10.0
_SUFFIXES = ("ing", "ed", "ly", "s", "ion", "ment", "ity", "er", "al", "ive")
COLUMNS: tuple[str, ...] = (
    "frequency",
    "general_frequency",
    "fit_before",
    "fit_after",
    "trigram_before",
    "trigram_around",
    "trigram_after",
    "pair_before",
    "pair_after",
    "triple_before",
    "triple_around",
    "triple_after",
    "skip_before",
    "skip_after",
    "gap",
    "common_before",
    "common_after",
    "frequency_before",
    "frequency_after",
    "synonym_frequency",
    "n_synonyms",
    "near_before",
    "near_after",
    "case",
    "kind",
    "initial",
    "quoted",
    "length",
    "suffix",
    "local_familiarity",
    "local_frequency",
    "paragraph_familiarity",
    "paragraph_frequency",
    "rate",
    "rate_local",
)


@dataclass(frozen=True)
class Tokens:
    """Tokens and what there is to say of each.

    Attributes
    ----------
    places : ndarray of int64, shape (n,)
        Where the tokens stand in the batch.
    columns : ndarray of float32, shape (n, len(COLUMNS) - 2)
    """

    places: NDArray[np.int64]
    columns: NDArray[np.float32]


def _suffix_classes(lexicon: Lexicon) -> NDArray[np.uint8]:
    found = np.zeros(lexicon.size, dtype=np.uint8)
    for i, word in enumerate(lexicon.words, RESERVED):
        for k, suffix in enumerate(_SUFFIXES, 1):
            if len(word) > len(suffix) + 2 and word.endswith(suffix):
                found[i] = k
                break
    return found


def _lengths(lexicon: Lexicon) -> NDArray[np.uint8]:
    found = np.zeros(lexicon.size, dtype=np.uint8)
    found[RESERVED:] = [min(len(w), 15) for w in lexicon.words]
    return found


def tokens(encoded: Encoded, lexicon: Lexicon) -> Tokens:
    """Describe every token."""
    ids = encoded.ids
    places = np.flatnonzero(ids != BOUNDARY)
    w = ids[places].astype(np.int64)
    b2, b1 = ids[places - 2].astype(np.int64), ids[places - 1].astype(np.int64)
    a1, a2 = ids[places + 1].astype(np.int64), ids[places + 2].astype(np.int64)
    single = fluency.unigram(lexicon, w)
    left = fluency.bigram(lexicon, b1, w)
    # Per token of the batch, so that a place's window is a slice of sums.
    whole = np.zeros(len(ids), dtype=np.float32)
    t_before = fluency.trigram(lexicon, b2, b1, w)
    whole[places] = t_before
    t_around = np.roll(whole, -1)[places]
    t_after = np.roll(whole, -2)[places]
    triple = np.zeros(len(ids), dtype=np.float32)
    triple[places] = lexicon.trigrams.get(keys_of(b2, b1, w))
    pair = np.zeros(len(ids), dtype=np.float32)
    pair[places] = lexicon.bigrams.get(keys_of(b1, w))
    common = np.zeros(len(ids), dtype=np.float32)
    common[places] = lexicon.common.get(keys_of(b1, w))
    skip = np.zeros(len(ids), dtype=np.float32)
    skip[places] = lexicon.skips.get(keys_of(b2, w))
    fit = np.zeros(len(ids), dtype=np.float32)
    fit[places] = left - single
    near = np.zeros(len(ids), dtype=np.float32)
    near[places] = lexicon.affinity.near(b1, w)
    frequency = np.zeros(len(ids), dtype=np.float32)
    frequency[places] = single
    known = np.zeros(len(ids), dtype=np.float32)
    known[places] = np.clip(t_before - single, -4.0, 8.0)
    local, count = _around(known, frequency, encoded, places)
    own_row = encoded.row[places]
    n = np.maximum(np.bincount(own_row, minlength=encoded.n_rows), 1)
    mean_known = (np.bincount(own_row, known[places], encoded.n_rows) / n)[own_row]
    mean_freq = (np.bincount(own_row, single, encoded.n_rows) / n)[own_row]
    indptr = lexicon.synonyms.indptr
    n_syn = (indptr[w + 1] - indptr[w]).astype(np.float32)
    kind = np.select([w == NAME, w == NUMBER, w == RARE, encoded.word_kind[places] == 3], [1, 2, 3, 4], 0)
    table = np.stack(
        [
            lexicon.log_news[w],
            lexicon.general[w],
            fit[places],
            np.roll(fit, -1)[places],
            t_before,
            t_around,
            t_after,
            pair[places],
            np.roll(pair, -1)[places],
            triple[places],
            np.roll(triple, -1)[places],
            np.roll(triple, -2)[places],
            skip[places],
            np.roll(skip, -2)[places],
            np.roll(skip, -1)[places],
            common[places],
            np.roll(common, -1)[places],
            lexicon.log_news[b1],
            lexicon.log_news[a1],
            lexicon.mean_synonym_frequency[w] - lexicon.frequency[w],
            n_syn,
            near[places],
            np.roll(near, -1)[places],
            encoded.case[places],
            kind,
            encoded.initial[places],
            encoded.quoted[places],
            _lengths(lexicon)[w],
            _suffix_classes(lexicon)[w],
            local,
            count,
            mean_known,
            mean_freq,
        ],
        axis=1,
    ).astype(np.float32)
    table = np.nan_to_num(table, neginf=-1.0, posinf=50.0)
    return Tokens(places, table)


def _around(
    known: NDArray[np.float32],
    frequency: NDArray[np.float32],
    encoded: Encoded,
    places: NDArray[np.int64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Average over the surroundings, the token and those that its n-grams reach left out."""
    begin = encoded.first[encoded.row[places]]
    last = np.append(encoded.first[1:] - 4, len(known) - 2)[encoded.row[places]]
    valid = np.zeros(len(known))
    valid[places] = 1.0
    out = []
    sums = [np.concatenate([[0.0], np.cumsum(v, dtype=np.float64)]) for v in (known, frequency, valid)]
    lo, hi = np.maximum(places - REACH, begin), np.minimum(places + REACH + 1, last)
    hi = np.maximum(hi, lo)
    ilo, ihi = np.maximum(places - 0, begin), np.minimum(places + 3, last)
    ihi = np.maximum(ihi, ilo)
    total = [s[hi] - s[lo] - (s[np.minimum(ihi, hi)] - s[np.maximum(ilo, lo)]) for s in sums]
    n = np.maximum(total[2], 1.0)
    out = total[0] / n, total[1] / n
    return out
