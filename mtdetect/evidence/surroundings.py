"""How well what may have stood at a place sits between the words around it."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from mtdetect.evidence.candidates import Candidates, Floats, Ids
from mtdetect.tables import fluency
from mtdetect.tables.lexicon import Lexicon
from mtdetect.tables.ngrams import keys_of


@dataclass(frozen=True)
class Surroundings:
    """How candidates sit between the words around a span, against what stands in it.

    Attributes
    ----------
    fit : ndarray of float64, shape (n_candidates,)
        What the whole window gains in log-probability, in nats.
    before, after : ndarray of float64
        What the pairs with either neighbour gain.
    between : ndarray of bool
        Whether news has a word between the two neighbours.
    skips : ndarray of float64
        Association with the words beyond the neighbours.
    """

    fit: Floats
    before: Floats
    after: Floats
    between: NDArray[np.bool_]
    skips: Floats

    @classmethod
    def of(cls, lexicon: Lexicon, found: Candidates, stream: Ids, around: Ids) -> Surroundings:
        """Look up what stands around candidates.

        Parameters
        ----------
        lexicon : Lexicon
        found : Candidates
        stream, around : ndarray of int64, shape (n,)
            Word numbers as they stand, which fill the spans, and those to take for neighbours.
        """
        end = found.start + found.length
        candidate = read_between(lexicon, found.ids, found.start, end, around)
        # Candidates for one span follow each other, and what stands in it is looked up once.
        begins = np.ones(len(found.ids), dtype=bool)
        begins[1:] = (np.diff(found.start) != 0) | (np.diff(found.length) != 0)
        one = found.where(begins)
        standing = read_between(lexicon, one.spans(stream), one.start, end[begins], around)
        rows, of_span = np.arange(len(found.ids)), np.cumsum(begins) - 1
        fit = candidate.total - standing.total[of_span]
        before = candidate.pairs[:, 1] - standing.pairs[of_span, 1]
        after = candidate.pairs[rows, 1 + found.n_words] - standing.pairs[of_span, 1 + found.length]
        skips = _association(lexicon, around[found.start - 2], found.ids[:, 0])
        return cls(
            np.clip(fit, -20.0, 20.0),
            np.clip(before, -10.0, 10.0).astype(np.float64),
            np.clip(after, -10.0, 10.0).astype(np.float64),
            candidate.known[:, 1] & (found.n_words == 1),
            skips + _association(lexicon, found.last, around[end + 1]),
        )

    def mended(self, lexicon: Lexicon, found: Candidates, stream: Ids, mended: Ids) -> Surroundings:
        """Look again at those whose neighbours were mended since; all others stay as they are.

        Parameters
        ----------
        lexicon, found, stream
            What these surroundings were looked up for, with ``stream`` for neighbours.
        mended : ndarray of int64, shape (n,)
            The stream with likely originals put back.
        """
        changed, end = stream != mended, found.start + found.length
        again = changed[found.start - 2] | changed[found.start - 1]
        again |= changed[end] | changed[end + 1]
        new = Surroundings.of(lexicon, found.where(again), stream, mended)
        joined = {}
        for field in fields(self):
            joined[field.name] = getattr(self, field.name).copy()
            joined[field.name][again] = getattr(new, field.name)
        return Surroundings(**joined)


def read_between(
    lexicon: Lexicon, filling: Ids, start: Ids, end: Ids, around: Ids
) -> fluency.Reading:
    """Read what may fill spans of a stream between the two words on either side.

    Parameters
    ----------
    lexicon : Lexicon
    filling : ndarray of int64, shape (n, width)
        Word numbers, padded with 0.
    start, end : ndarray of int64, shape (n,)
        The span that each fills.
    around : ndarray of int64
        The stream; no span is nearer than two places to either end of it.
    """
    n_words, rows = (filling > 0).sum(axis=1), np.arange(len(filling))
    row = np.zeros((len(filling), filling.shape[1] + 4), dtype=np.int64)
    row[:, 0], row[:, 1] = around[start - 2], around[start - 1]
    row[:, 2:-2] = filling
    row[rows, 2 + n_words], row[rows, 3 + n_words] = around[end], around[end + 1]
    return fluency.read(lexicon, row, n_words + 4)


def _association(lexicon: Lexicon, first: Ids, second: Ids) -> Floats:
    """Association of two words with one between, in nats; -2 where the pair is unknown."""
    seen = lexicon.skips.log_counts(keys_of(first, second))
    expected = lexicon.log_news[first] + lexicon.log_news[second] - np.log(lexicon.n_news)
    known = np.isfinite(seen)
    return np.where(known, np.clip(seen - expected, -3.0, 8.0), -2.0).astype(np.float64)
