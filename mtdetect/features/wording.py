"""Words that translation engines choose, against those that people write in the same place.

Where a text was translated there and back, most of its words are the same again, some are a
person's and lost, some are the engine's and new. A model that looks at a word among its neighbours
says which of the three it is likely to be; what it says of all words together tells whose text
this is. Quotation marks are looked past: they differ by typesetting alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtdetect.features.swaps import WORD_COLUMNS, Words
from mtdetect.tables import fluency
from mtdetect.tables.distinct import distinct
from mtdetect.tables.encoding import Encoded
from mtdetect.tables.lexicon import RESERVED, Lexicon
from mtdetect.tables.ngrams import Keys, NgramTable, keys_of
from mtdetect.tables.trees import Forest

COLUMNS = (
    "wording.mean",
    "wording.evidence",
    "wording.machine",
    "wording.changed",
    "wording.strongest",
    "wording.weakest",
)
# What becomes of a word in a round trip, in the order of the model's outputs.
KEPT, HUMAN, MACHINE = range(3)
_ENDINGS = (
    "ing", "ed", "ly", "s", "er", "est", "ion", "al", "ive", "ity", "ment", "ous", "able",
)  # fmt: skip
_LONGEST = 15
# Of a count that is not known; one word more or less matters nothing there.
_UNKNOWN = -1.0
_NO_LIFT, _NO_FIT = -4.0, -9.0
_TABLES = ("kept", "human", "machine")
# Where a key says how its place is looked up.
_KIND_BITS = np.uint64(60)
# Pseudo-counts that hold the odds of a rare key to those of its word.
_HELD = 4.0
# So many words are a paragraph of usual length.
_USUAL = 80.0
# This share of the words, the most telling on either side.
_EXTREME = 0.1


@dataclass(frozen=True)
class TokenFeatures:
    """Every word of a batch among its neighbours.

    Attributes
    ----------
    places : ndarray of int64, shape (n,)
        Where they stand in the batch.
    columns : ndarray of float32, shape (n, n_columns)
        What the tables know of each and of its surroundings.
    keys : ndarray of uint64, shape (n, 5)
        What the rates of change are looked up by.
    """

    places: NDArray[np.int64]
    columns: NDArray[np.float32]
    keys: Keys


def token_features(encoded: Encoded, lexicon: Lexicon, words: Words) -> TokenFeatures:
    """Look at every word of a batch.

    Parameters
    ----------
    encoded : Encoded
    lexicon : Lexicon
    words : Words
        From :func:`mtdetect.features.swaps.words`.
    """
    kept = np.flatnonzero(encoded.ids != lexicon.index.get('"', -1))
    ids, kind = encoded.ids[kept].astype(np.int64), encoded.word_kind[kept]
    at = np.flatnonzero(kind == 1)
    places = kept[at]
    columns = np.stack(
        [
            *_counted(ids, at, lexicon),
            *_shapes(ids, at, kind, lexicon),
            encoded.case[places],
            encoded.initial[places],
            encoded.quoted[places],
            *_synonyms(ids[at], places, encoded, lexicon, words),
        ],
        axis=1,
    ).astype(np.float32)
    own, before, after = ids[at], ids[at - 1], ids[at + 1]
    # The word; with either neighbour; its neighbours alone; all three.
    looked_up = (
        own.astype(np.uint64),
        keys_of(before, own),
        keys_of(own, after),
        keys_of(before, after),
        keys_of(before, own, after),
    )
    keys = np.stack([k | np.uint64(i) << _KIND_BITS for i, k in enumerate(looked_up)], axis=1)
    return TokenFeatures(places, columns, keys)


def _log_counts(table: NgramTable, keys: Keys) -> NDArray[np.float32]:
    return np.maximum(table.log_counts(keys), np.float32(_UNKNOWN))


def _counted(
    ids: NDArray[np.int64], at: NDArray[np.int64], lexicon: Lexicon
) -> Iterator[NDArray[np.floating]]:
    """Give what the counts of news and of other writing say of words and their neighbours."""
    own = ids[at]
    before2, before, after, after2 = (ids[at + k] for k in (-2, -1, 1, 2))
    single, single_before, single_after = (
        fluency.unigram(lexicon, w) for w in (own, before, after)
    )
    left, right = keys_of(before, own), keys_of(own, after)
    around = keys_of(before, after)
    with_before = _log_counts(lexicon.bigrams, left)
    with_after = _log_counts(lexicon.bigrams, right)
    pair_before = _log_counts(lexicon.bigrams, keys_of(before2, before))
    pair_after = _log_counts(lexicon.bigrams, keys_of(after, after2))
    ending = _log_counts(lexicon.trigrams, keys_of(before2, before, own))
    within = _log_counts(lexicon.trigrams, keys_of(before, own, after))
    beginning = _log_counts(lexicon.trigrams, keys_of(own, after, after2))
    gap = _log_counts(lexicon.skips, around)
    n = np.float32(np.log(lexicon.n_news))

    def lift(
        pair: NDArray[np.float32], first: fluency.Floats, second: fluency.Floats
    ) -> fluency.Floats:
        return np.where(pair >= 0, pair - first - second - n, np.float32(_NO_LIFT))

    def fit(triple: NDArray[np.float32], pair: NDArray[np.float32]) -> fluency.Floats:
        return np.where(triple >= 0, triple - pair, np.float32(_NO_FIT))

    yield from (single, lexicon.general[own], lexicon.log_news[own], single_before, single_after)
    yield from (with_before, with_after, pair_before, pair_after, ending, within, beginning)
    yield lift(with_before, single_before, single)
    yield lift(with_after, single, single_after)
    yield from (_log_counts(lexicon.common, left), _log_counts(lexicon.common, right))
    yield from (fit(ending, pair_before), fit(within, with_before), fit(within, with_after))
    yield from (fit(beginning, pair_after), fit(within, gap))
    yield _log_counts(lexicon.skips, keys_of(before2, own))
    yield _log_counts(lexicon.skips, keys_of(own, after2))
    yield from (gap, _log_counts(lexicon.bigrams, around))
    for key in (own.astype(np.uint64), left, right):
        yield _log_counts(lexicon.elsewhere, key)
    yield from (lexicon.affinity.near(before, own), lexicon.affinity.near(own, after))


def _shapes(
    ids: NDArray[np.int64], at: NDArray[np.int64], kind: NDArray[np.uint8], lexicon: Lexicon
) -> Iterator[NDArray[np.integer]]:
    """Give what words and their neighbours look like."""
    forms = distinct(ids)
    words = [lexicon.word(i) if i >= RESERVED else "" for i in forms.tolist()]
    lengths = np.asarray([min(len(w), _LONGEST) for w in words])
    endings = np.asarray([_ending(w) for w in words])
    where = np.searchsorted(forms, ids)
    yield lengths[where[at]]
    yield from (endings[where[at + k]] for k in (0, -1, 1))
    yield from (kind[at - 1], kind[at + 1])


def _ending(word: str) -> int:
    for number, ending in enumerate(_ENDINGS, 1):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return number
    return 0


def _synonyms(
    own: NDArray[np.int64],
    places: NDArray[np.int64],
    encoded: Encoded,
    lexicon: Lexicon,
    words: Words,
) -> Iterator[NDArray[np.generic]]:
    """Give what other words might stand there, and how much better they fit."""
    indptr = lexicon.synonyms.indptr
    yield indptr[own + 1] - indptr[own]
    yield lexicon.mean_synonym_frequency[own] - lexicon.frequency[own]
    for name in ("gain", "margin"):
        everywhere = np.zeros(len(encoded.ids), dtype=np.float32)
        everywhere[words.places] = words.columns[:, WORD_COLUMNS.index(name)]
        yield everywhere[places]


@dataclass(frozen=True, eq=False)
class Wording:
    """Tells words that engines choose from words that people write.

    Attributes
    ----------
    forest : Forest
        From the columns of a place and its rates of change to unnormalised log-probabilities that
        its word is kept, a person's alone, a machine's alone.
    kept, human, machine : NgramTable
        How often each became of a key (see :attr:`TokenFeatures.keys`) in round trips.
    """

    forest: Forest = field(default_factory=lambda: Forest.empty(3))
    kept: NgramTable = field(default_factory=NgramTable.empty)
    human: NgramTable = field(default_factory=NgramTable.empty)
    machine: NgramTable = field(default_factory=NgramTable.empty)

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """Give everything as named plain arrays."""
        found = self.forest.arrays(f"{prefix}.forest")
        for name in _TABLES:
            found |= getattr(self, name).arrays(f"{prefix}.{name}")
        return found

    @classmethod
    def from_arrays(cls, stored: dict[str, NDArray[Any]], prefix: str) -> Wording:
        """Rebuild what :meth:`arrays` gave."""
        return cls(
            Forest.from_arrays(stored, f"{prefix}.forest"),
            *(NgramTable.from_arrays(stored, f"{prefix}.{name}") for name in _TABLES),
        )

    @cached_property
    def known(self) -> bool:
        """Whether anything was learnt."""
        return bool(self.forest.roots.size)

    def judge(self, encoded: Encoded, lexicon: Lexicon, words: Words) -> Choices:
        """Judge every word of a batch; none where nothing was learnt.

        Parameters
        ----------
        encoded, lexicon, words
            See :func:`token_features`.
        """
        if not self.known:
            none = np.zeros(0)
            return Choices(np.zeros(0, dtype=np.int64), none, none, none)
        found = token_features(encoded, lexicon, words)
        counts = [np.exp(t.log_counts(found.keys)) for t in (self.kept, self.human, self.machine)]
        raw = self.forest.raw(np.hstack([found.columns, rates(*counts)]))
        p = np.exp(raw - raw.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        odds = np.log((p[:, KEPT] + p[:, MACHINE]) / (p[:, KEPT] + p[:, HUMAN]))
        return Choices(found.places, odds, p[:, MACHINE], p[:, HUMAN] + p[:, MACHINE])


def rates(
    kept: NDArray[np.floating], human: NDArray[np.floating], machine: NDArray[np.floating]
) -> NDArray[np.float32]:
    """Turn counts of what became of keys into columns.

    Parameters
    ----------
    kept, human, machine : ndarray of shape (n, 5)

    Returns
    -------
    ndarray of float32, shape (n, 15)
        Of each key the log-odds of machine against human, those of changed against kept, and how
        often it was seen.
    """
    found: list[NDArray[np.floating]] = []
    own = np.zeros(len(kept))
    for i in range(kept.shape[1]):
        h, m = human[:, i], machine[:, i]
        odds = np.log((m + _HELD * np.exp(own / 2)) / (h + _HELD * np.exp(-own / 2)))
        changed = np.log((h + m + 1) / (kept[:, i] + 1))
        found += [odds, changed, np.log1p(kept[:, i] + h + m)]
        own = odds if i == 0 else own
    return np.stack(found, axis=1).astype(np.float32)


@dataclass(frozen=True, eq=False)
class Choices:
    """What the model says of every word of a batch.

    Attributes
    ----------
    places : ndarray of int64, shape (n,)
    odds : ndarray of float64, shape (n,)
        Log-odds that a text holding this word here is a machine's rather than a person's, in nats.
    machine, changed : ndarray of float64, shape (n,)
        Probabilities that the word is a machine's alone, and that it is not common to both.
    """

    places: NDArray[np.int64]
    odds: NDArray[np.float64]
    machine: NDArray[np.float64]
    changed: NDArray[np.float64]

    @cached_property
    def engines(self) -> NDArray[np.float64]:
        """Probabilities that an engine chose the word, given that the text is a machine's."""
        return np.asarray(self.machine / (1.0 - self.changed + self.machine))

    def as_people_write(self, some: NDArray[np.bool_]) -> Choices:
        """Put a person's words for some that an engine chose: as much theirs as these are its."""
        turned = some & (self.odds > 0)
        odds = np.where(turned, -self.odds, self.odds)
        machine = np.where(turned, self.changed - self.machine, self.machine)
        return Choices(self.places, odds, machine, self.changed)


def columns(encoded: Encoded, choices: Choices) -> NDArray[np.float64]:
    """Compute the columns of this family.

    They are in nats: what scores takes logarithms of large values, and odds in hundredths were bent
    where law, speeches and translators, who come near an engine's wording, are told from it.

    Returns
    -------
    ndarray of shape (n_paragraphs, len(COLUMNS))
    """
    n_rows = encoded.n_rows
    row = encoded.row[choices.places]
    number = np.bincount(row, minlength=n_rows).astype(float)
    least = np.maximum(number, 1.0)

    def mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.bincount(row, values, n_rows) / least)

    order = np.lexsort((choices.odds, row))
    rank = np.arange(len(order)) - np.searchsorted(row[order], row[order])
    size = np.maximum(np.ceil(_EXTREME * number), 1.0)
    ordered, its_row = choices.odds[order], row[order]

    def extreme(among: NDArray[np.bool_]) -> NDArray[np.float64]:
        return np.asarray(np.bincount(its_row[among], ordered[among], n_rows) / size)

    average = mean(choices.odds)
    return np.stack(
        [
            average,
            average * np.sqrt(number / _USUAL),
            mean(choices.machine),
            mean(choices.changed),
            extreme(rank >= (number - size)[its_row]),
            extreme(rank < size[its_row]),
        ],
        axis=1,
    )
