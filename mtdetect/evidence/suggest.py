"""Suggest what stood where a word was swapped: rank every original that dictionaries know.

A candidate is weighed by how well it sits between its neighbours, by how likely a spinner's menu
puts the odd word for it, by where it stands in lists of synonyms and by whether the article uses
it elsewhere. Words that were swapped stand in swapped surroundings, so that candidates are ranked
twice: the second time among neighbours that the first time has mended.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mtdetect.evidence.ranking import RankingModel
from mtdetect.evidence.vulgar import is_vulgar
from mtdetect.tables import fluency
from mtdetect.tables.lexicon import RESERVED, Lexicon
from mtdetect.tables.ngrams import keys_of
from mtdetect.tables.origins import LONGEST

Ids = NDArray[np.int64]
Floats = NDArray[np.float64]

_MENDS = 0.35  # probability from which a suggestion mends its neighbours' surroundings
_ENDINGS = ("ing", "ed", "ly", "s")
_KIN = 5  # letters that words of one root are taken to share


@dataclass(frozen=True)
class Suggestion:
    """What probably stood at a place.

    Attributes
    ----------
    place, length : int
        Where the span begins in the stream of tokens, and how many it holds.
    ids : tuple of int
        Word numbers of the suggestion.
    probability : float
        Its share among all candidates for the place, 0 to 1.
    """

    place: int
    length: int
    ids: tuple[int, ...]
    probability: float


@dataclass(frozen=True)
class Candidates:
    """Everything that may have stood at some places; one element a candidate.

    Attributes
    ----------
    asked : ndarray of int64
        The place that was asked about; candidates of one place follow each other.
    start, length : ndarray of int64
        The span that a candidate would replace, which holds ``asked``.
    ids : ndarray of int64, shape (n, 3)
        Word numbers, padded with 0.
    menu : ndarray of float64
        Log-probability that a menu puts the span for the candidate; NaN where none does.
    rank, inverse : ndarray of float64
        Place in the odd word's list of synonyms, and of the odd word in the candidate's; NaN where
        it is not in it.
    """

    asked: Ids
    start: Ids
    length: Ids
    ids: Ids
    menu: Floats
    rank: Floats
    inverse: Floats

    @cached_property
    def n_words(self) -> Ids:
        """Number of words of each candidate."""
        return np.asarray((self.ids > 0).sum(axis=1), dtype=np.int64)


class Suggester:
    """Ranks originals; holds what is derived from the lexicon once.

    Parameters
    ----------
    lexicon : Lexicon
    ranking : RankingModel
        What candidates are weighed by.
    """

    def __init__(self, lexicon: Lexicon, ranking: RankingModel) -> None:
        self._lexicon = lexicon
        self._weights = np.asarray(ranking.weights)
        values = lexicon.synonyms.values.astype(np.int64)
        self._indptr = lexicon.synonyms.indptr.astype(np.int64)
        self._values = values
        self._n_synonyms = lengths = np.diff(self._indptr)
        heads = np.repeat(np.arange(len(lengths)), lengths)
        order = np.argsort(lexicon.synonyms.values, kind="stable")  # radix sort, of small numbers
        self._inverse = heads[order]
        self._inverse_rank = (np.arange(len(values)) - np.repeat(self._indptr[:-1], lengths))[order]
        self._inverse_ptr = np.searchsorted(values[order], np.arange(len(lengths) + 1))
        # What is told of a word by its letters, once it is met: most words never are.
        self._met = np.zeros(len(lengths), dtype=bool)
        self._vulgar = np.zeros(len(lengths), dtype=bool)
        self._ending = np.zeros(len(lengths), dtype=np.int64)
        self._kin = np.zeros(len(lengths), dtype=np.int64)
        self._roots: dict[str, int] = {}
        self._meet(np.arange(RESERVED))

    def _meet(self, ids: Ids) -> None:
        for i in np.unique(ids[~self._met[ids]]).tolist():
            word = self._lexicon.word(i) if i >= RESERVED else ""
            self._met[i] = True
            self._vulgar[i] = is_vulgar(word)
            if word.endswith(_ENDINGS):
                self._ending[i] = next(k for k, e in enumerate(_ENDINGS, 1) if word.endswith(e))
            self._kin[i] = self._roots.setdefault(word[:_KIN], len(self._roots))

    def suggest(
        self,
        ids: NDArray[np.integer],
        places: Sequence[int],
        counts: Floats,
        barred: Collection[int] = (),
    ) -> list[Suggestion]:
        """Give the likeliest original for each place, the surest first.

        Parameters
        ----------
        ids : ndarray of int, shape (n,)
            The padded stream of word numbers.
        places : sequence of int
            Places of words taken for swapped. A suggestion may cover several of them.
        counts : ndarray of shape (lexicon.size,)
            How often the article has each word, from :func:`count_words`.
        barred : collection of int, optional
            Places that no suggestion may cover.
        """
        stream = ids.astype(np.int64)
        found = self.candidates(stream, places, barred)
        if not len(found.asked):
            return []
        span = _span(found, stream)
        plain = _Surroundings(self._lexicon, found, span, stream)
        first = self._ranked(found, self._columns(found, stream, plain, plain, counts))
        better = _Surroundings(self._lexicon, found, span, mended(stream, first))
        return self._ranked(found, self._columns(found, stream, plain, better, counts))

    def _ranked(self, found: Candidates, columns: Floats) -> list[Suggestion]:
        score = columns @ self._weights
        begin = np.flatnonzero(np.r_[True, found.asked[1:] != found.asked[:-1]])
        sizes = np.diff(np.append(begin, len(score)))
        raised = np.exp(score - np.repeat(np.maximum.reduceat(score, begin), sizes))
        p = raised / np.repeat(np.add.reduceat(raised, begin), sizes)
        best = [at + int(np.argmax(p[at : at + n])) for at, n in zip(begin, sizes, strict=True)]
        chosen: list[Suggestion] = []
        taken: set[int] = set()
        for i in sorted(best, key=lambda i: (-p[i], i)):
            start, length = int(found.start[i]), int(found.length[i])
            inner = range(start, start + length)
            if taken.isdisjoint(inner):
                taken.update(inner)
                words = tuple(w for w in found.ids[i].tolist() if w)
                chosen.append(Suggestion(start, length, words, float(p[i])))
        return chosen

    def candidates(
        self, stream: Ids, places: Sequence[int], barred: Collection[int] = ()
    ) -> Candidates:
        """Gather what may have stood at each place, alone or with its neighbours."""
        lists: list[tuple[int, int, int, Ids, Floats, Floats, Floats]] = []
        for place in places:
            lists.append((place, place, 1, *self._for_word(int(stream[place]))))
            for length in range(2, LONGEST + 1):
                for start in range(max(0, place - length + 1), place + 1):
                    ids = stream[start : start + length]
                    free = not any(start <= b < start + length for b in barred)
                    if free and len(ids) == length and (ids >= RESERVED).all():
                        phrases, menu = self._from_menus(ids)
                        none = np.full(len(menu), np.nan)
                        lists.append((place, start, length, phrases, menu, none, none))
        sizes = [len(part[3]) for part in lists]

        def each(k: int) -> Ids:
            return np.repeat(np.asarray([part[k] for part in lists], dtype=np.int64), sizes)

        def joined(k: int) -> Floats:
            return np.concatenate([np.zeros(0), *(part[k] for part in lists)])

        ids = np.concatenate([np.zeros((0, LONGEST), dtype=np.int64), *(p[3] for p in lists)])
        # A thesaurus has profanity and slurs; where one would come first, the next best word does.
        self._meet(ids.ravel())
        fit = ~self._vulgar[ids].any(axis=1)
        return Candidates(
            each(0)[fit],
            each(1)[fit],
            each(2)[fit],
            ids[fit],
            joined(4)[fit],
            joined(5)[fit],
            joined(6)[fit],
        )

    def _from_menus(self, ids: Ids) -> tuple[Ids, Floats]:
        origins = self._lexicon.origins
        row = int(origins.find(keys_of(*(ids[k : k + 1] for k in range(len(ids)))))[0])
        if row < 0:
            return np.zeros((0, LONGEST), dtype=np.int64), np.zeros(0)
        phrases, log_p = origins.row(row)
        return phrases.astype(np.int64), log_p

    def _for_word(self, word: int) -> tuple[Ids, Floats, Floats, Floats]:
        synonyms = self._values[self._indptr[word] : self._indptr[word + 1]]
        here = slice(self._inverse_ptr[word], self._inverse_ptr[word + 1])
        phrases, log_p = self._from_menus(np.asarray([word]))
        single = phrases[:, 1] == 0
        alone = np.unique(np.concatenate([synonyms, self._inverse[here], phrases[single, 0]]))
        alone = alone[alone != word]
        menu, rank, inverse = (np.full(len(alone), np.nan) for _ in range(3))
        for values, ids, target in (
            (log_p[single], phrases[single, 0], menu),
            (np.arange(len(synonyms), dtype=np.float64), synonyms, rank),
            (self._inverse_rank[here].astype(np.float64), self._inverse[here], inverse),
        ):
            kept = ids != word
            target[np.searchsorted(alone, ids[kept])] = values[kept]
        padded = np.zeros((len(alone), LONGEST), dtype=np.int64)
        padded[:, 0] = alone
        none = np.full(int((~single).sum()), np.nan)
        return (
            np.concatenate([padded, phrases[~single]]),
            np.concatenate([menu, log_p[~single]]),
            np.concatenate([rank, none]),
            np.concatenate([inverse, none]),
        )

    def columns(self, found: Candidates, stream: Ids, mended: Ids, counts: Floats) -> Floats:
        """Compute what the ranking looks at.

        Parameters
        ----------
        found : Candidates
        stream, mended : ndarray of int64, shape (n,)
            Word numbers as they stand, and with likely originals put back.
        counts : ndarray of shape (lexicon.size,)

        Returns
        -------
        ndarray of shape (n_candidates, len(ranking.COLUMNS))
        """
        span = _span(found, stream)
        plain, better = (_Surroundings(self._lexicon, found, span, s) for s in (stream, mended))
        return self._columns(found, stream, plain, better, counts)

    def _columns(
        self,
        found: Candidates,
        stream: Ids,
        plain: _Surroundings,
        better: _Surroundings,
        counts: Floats,
    ) -> Floats:
        lexicon = self._lexicon
        last = found.ids[np.arange(len(found.ids)), found.n_words - 1]
        used = np.where(found.ids > 0, counts[found.ids], np.inf).min(axis=1)
        own_last = stream[found.start + found.length - 1]
        written = np.flatnonzero(counts)
        self._meet(np.concatenate([written, own_last]))
        kin_counts = np.bincount(
            self._kin[written], weights=counts[written], minlength=len(self._roots)
        )
        kin = kin_counts[self._kin[last]] - counts[last]
        rare = np.where(found.ids > 0, lexicon.frequency[found.ids], np.inf).min(axis=1)
        news = np.where(found.ids > 0, lexicon.log_news[found.ids], np.inf).min(axis=1)
        return np.stack(
            [
                plain.fit,
                better.fit,
                better.before,
                better.after,
                better.between,
                better.skips,
                np.where(np.isnan(found.menu), 0.0, np.maximum(found.menu, -9.0)),
                ~np.isnan(found.menu),
                ~np.isnan(found.rank),
                np.sqrt(np.nan_to_num(found.rank)),
                ~np.isnan(found.inverse),
                np.sqrt(np.nan_to_num(found.inverse)),
                np.log1p(self._n_synonyms[last]),
                rare,
                news < 3,
                np.log1p(used),
                np.log1p(kin),
                self._ending[last] == self._ending[own_last],
                found.length - 1,
                found.n_words - 1,
            ],
            axis=1,
        ).astype(np.float64)


def count_words(ids: NDArray[np.integer], lexicon: Lexicon) -> Floats:
    """Count how often an article has each word, for :meth:`Suggester.suggest`."""
    counts = np.bincount(ids, minlength=lexicon.size).astype(np.float64)
    counts[:RESERVED] = 0
    return counts


def mended(stream: Ids, suggestions: Sequence[Suggestion]) -> Ids:
    """Put sure suggestions of as many words as they replace into a copy of a stream."""
    copy = stream.copy()
    for s in suggestions:
        if s.probability >= _MENDS and s.length == len(s.ids):
            copy[s.place : s.place + s.length] = s.ids
    return copy


def _span(found: Candidates, stream: Ids) -> Ids:
    """Give the words that each candidate would replace, padded with 0."""
    span = np.zeros((len(found.ids), LONGEST), dtype=np.int64)
    for k in range(LONGEST):
        inside = found.length > k
        span[inside, k] = stream[(found.start + k)[inside]]
    return span


class _Surroundings:
    """How candidates sit between the words around a span, against what stands in it."""

    def __init__(self, lexicon: Lexicon, found: Candidates, span: Ids, around: Ids) -> None:
        end = found.start + found.length
        left, right = around[found.start - 1], around[end]
        rows = np.arange(len(end))
        first, last = found.ids[:, 0], found.ids[rows, found.n_words - 1]
        own_first, own_last = span[:, 0], span[rows, found.length - 1]
        as_candidate, as_it_stands = _windows(lexicon, around, found, (found.ids, span))
        fit = as_candidate - as_it_stands
        before = fluency.bigram(lexicon, left, first) - fluency.bigram(lexicon, left, own_first)
        after = fluency.bigram(lexicon, last, right) - fluency.bigram(lexicon, own_last, right)
        self.fit = np.clip(fit, -20.0, 20.0)
        self.before, self.after = np.clip(before, -10.0, 10.0), np.clip(after, -10.0, 10.0)
        known = np.isfinite(lexicon.trigrams.log_counts(keys_of(left, first, right)))
        self.between = known & (found.n_words == 1)
        self.skips = _association(lexicon, around[found.start - 2], first)
        self.skips += _association(lexicon, last, around[end + 1])


def _windows(
    lexicon: Lexicon, around: Ids, found: Candidates, fillings: tuple[Ids, Ids]
) -> tuple[Floats, Floats]:
    """Log-probabilities of what may fill each span, between what stands around it, in nats."""
    words = np.concatenate(fillings)
    start, end = (np.tile(at, 2) for at in (found.start, found.start + found.length))
    n_words = (words > 0).sum(axis=1)
    row = np.zeros((len(words), LONGEST + 4), dtype=np.int64)
    row[:, 0], row[:, 1], row[:, 2 : 2 + LONGEST] = around[start - 2], around[start - 1], words
    rows = np.arange(len(words))
    row[rows, 2 + n_words], row[rows, 3 + n_words] = around[end], around[end + 1]
    inside = [np.flatnonzero(k < n_words + 4) for k in range(2, LONGEST + 4)]
    # Looked up at once, since every call has its price, and summed up from left to right.
    one, two, three = (
        np.concatenate([row[here, k + back] for k, here in enumerate(inside)]) for back in range(3)
    )
    looked_up = fluency.trigram(lexicon, one, two, three)
    total = np.zeros(len(words))
    for here, part in zip(
        inside, np.split(looked_up, np.cumsum([len(here) for here in inside])[:-1]), strict=True
    ):
        total[here] += part
    as_candidate, as_it_stands = np.split(total, 2)
    return as_candidate, as_it_stands


def _association(lexicon: Lexicon, first: Ids, second: Ids) -> Floats:
    """Association of two words with one between, in nats; -2 where the pair is unknown."""
    seen = lexicon.skips.log_counts(keys_of(first, second))
    expected = lexicon.log_news[first] + lexicon.log_news[second] - np.log(lexicon.n_news)
    known = np.isfinite(seen)
    return np.where(known, np.clip(seen - expected, -3.0, 8.0), -2.0).astype(np.float64)
