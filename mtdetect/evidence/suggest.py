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
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtdetect.evidence.candidates import Candidates, Floats, Ids
from mtdetect.evidence.ranking import COLUMNS, RankingModel
from mtdetect.evidence.spelling import Spelling
from mtdetect.evidence.surroundings import Surroundings
from mtdetect.evidence.vulgar import is_vulgar
from mtdetect.tables.distinct import distinct
from mtdetect.tables.lexicon import RESERVED, Lexicon
from mtdetect.tables.ngrams import keys_of
from mtdetect.tables.origins import LONGEST

_MENDS = 0.35  # probability from which a suggestion mends its neighbours' surroundings
# The columns of the ranking that look at mended neighbours.
_MENDED = [i for i, name in enumerate(COLUMNS) if name.startswith("mended_")]


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
        self._indptr = lexicon.synonyms.indptr.astype(np.int64)
        self._n_synonyms = np.diff(self._indptr)
        # Where each word stands in the lists of others: in whose, and how far down, is worked out
        # for the few words that are asked about.
        values = lexicon.synonyms.values
        self._listed = np.argsort(values, kind="stable")  # radix sort, of small numbers
        times = np.bincount(values, minlength=len(self._n_synonyms))
        self._listed_ptr = np.concatenate([[0], np.cumsum(times)])
        # Words are looked at once they are met: most never are.
        self._met = np.arange(lexicon.size) < RESERVED
        self._vulgar = np.zeros(lexicon.size, dtype=bool)

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling.of(self._lexicon)

    def _is_vulgar(self, ids: Ids) -> NDArray[np.bool_]:
        new = distinct(ids[~self._met[ids]])
        self._vulgar[new] = [is_vulgar(self._lexicon.word(i)) for i in new.tolist()]
        self._met[new] = True
        return self._vulgar[ids]

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
        plain = Surroundings.of(self._lexicon, found, stream, stream)
        columns = self._columns(found, stream, plain, plain, counts)
        around = mended(stream, self._ranked(found, columns))
        better = plain.mended(self._lexicon, found, stream, around)
        columns[:, _MENDED] = np.stack(_mended_columns(better), axis=1)
        return self._ranked(found, columns)

    def _ranked(self, found: Candidates, columns: Floats) -> list[Suggestion]:
        # A matrix product would wake threads, and round a row by how many others there are.
        score = (columns * self._weights).sum(axis=1)
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
        spans: list[tuple[int, int, int]] = []
        for place in places:
            spans.append((place, place, 1))
            for length in range(2, LONGEST + 1):
                for start in range(max(0, place - length + 1), place + 1):
                    ids = stream[start : start + length]
                    free = not any(start <= b < start + length for b in barred)
                    if free and len(ids) == length and (ids >= RESERVED).all():
                        spans.append((place, start, length))
        parts: list[tuple[Ids, Floats, Floats, Floats]] = []
        for (_, start, length), form in zip(spans, self._forms(stream, spans), strict=True):
            phrases, menu = self._from_menus(form)
            if length == 1:
                parts.append(self._for_word(int(stream[start]), phrases, menu))
            else:
                none = np.full(len(menu), np.nan)
                parts.append((phrases, menu, none, none))
        sizes = np.asarray([len(part[0]) for part in parts], dtype=np.int64)
        asked, start_of, length_of = (
            np.repeat(np.asarray(each, dtype=np.int64), sizes)
            for each in (list(zip(*spans, strict=True)) or [(), (), ()])
        )

        def joined(k: int) -> Floats:
            return np.concatenate([np.zeros(0), *(part[k] for part in parts)])

        ids = np.concatenate([np.zeros((0, LONGEST), dtype=np.int64), *(p[0] for p in parts)])
        found = Candidates(asked, start_of, length_of, ids, joined(1), joined(2), joined(3))
        # A thesaurus has profanity and slurs; where one would come first, the next best word does.
        return found.where(np.asarray(~self._is_vulgar(ids).any(axis=1)))

    def _forms(self, stream: Ids, spans: Sequence[tuple[int, int, int]]) -> list[int]:
        """Give the number that menus have for what stands in each span, -1 for none."""
        forms = np.full(len(spans), -1, dtype=np.int64)
        starts, lengths = (np.asarray([s[k] for s in spans], dtype=np.int64) for k in (1, 2))
        for length in range(1, LONGEST + 1):
            here = np.flatnonzero(lengths == length)
            words = (stream[starts[here] + k] for k in range(length))
            forms[here] = self._lexicon.origins.find(keys_of(*words))
        return forms.tolist()

    def _from_menus(self, form: int) -> tuple[Ids, Floats]:
        if form < 0:
            return np.zeros((0, LONGEST), dtype=np.int64), np.zeros(0)
        phrases, log_p = self._lexicon.origins.row(form)
        return phrases.astype(np.int64), log_p

    def _for_word(
        self, word: int, phrases: Ids, log_p: Floats
    ) -> tuple[Ids, Floats, Floats, Floats]:
        """Join what menus give for a word with its synonyms and the words that it is one of."""
        synonyms = self._lexicon.synonyms.row(word).astype(np.int64)
        listed = self._listed[self._listed_ptr[word] : self._listed_ptr[word + 1]]
        heads = np.searchsorted(self._indptr, listed, side="right") - 1
        single = phrases[:, 1] == 0
        alone = distinct(np.concatenate([synonyms, heads, phrases[single, 0]]))
        alone = alone[alone != word]
        menu, rank, inverse = (np.full(len(alone), np.nan) for _ in range(3))
        for values, ids, target in (
            (log_p[single], phrases[single, 0], menu),
            (np.arange(len(synonyms), dtype=np.float64), synonyms, rank),
            ((listed - self._indptr[heads]).astype(np.float64), heads, inverse),
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
        plain, better = (Surroundings.of(self._lexicon, found, stream, s) for s in (stream, mended))
        return self._columns(found, stream, plain, better, counts)

    def _columns(
        self,
        found: Candidates,
        stream: Ids,
        plain: Surroundings,
        better: Surroundings,
        counts: Floats,
    ) -> Floats:
        lexicon, spelling, last = self._lexicon, self._spelling, found.last
        used = np.where(found.ids > 0, counts[found.ids], np.inf).min(axis=1)
        own_last = stream[found.start + found.length - 1]
        kin = _kin_counts(spelling, counts, last) - counts[last]
        rare = np.where(found.ids > 0, lexicon.frequency[found.ids], np.inf).min(axis=1)
        news = np.where(found.ids > 0, lexicon.log_news[found.ids], np.inf).min(axis=1)
        return np.stack(
            [
                plain.fit,
                *_mended_columns(better),
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
                spelling.ending[last] == spelling.ending[own_last],
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


def _mended_columns(better: Surroundings) -> tuple[NDArray[Any], ...]:
    return better.fit, better.before, better.after, better.between, better.skips


def _kin_counts(spelling: Spelling, counts: Floats, words: Ids) -> Floats:
    """Count how often the article has words of the root of each word."""
    written = np.flatnonzero(counts)
    roots = distinct(spelling.root[written])
    times = np.bincount(np.searchsorted(roots, spelling.root[written]), counts[written])
    root = spelling.root[words]
    at = np.searchsorted(roots, root)
    known = np.append(roots, np.uint64(0))[at] == root
    return np.where(known, np.append(times, 0.0)[at], 0.0)
