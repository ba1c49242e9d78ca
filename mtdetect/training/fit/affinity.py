"""Learn the vectors behind :class:`mtdetect.tables.affinity.Affinity` from the counted news."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from mtdetect.tables.affinity import FREQUENT, Affinity, Floats, Vectors
from mtdetect.tables.lexicon import RESERVED

_DIMENSIONS = 48
_MOST_WORDS = 32_000
# Content words this far apart, function words left out, share a theme.
_THEME_WINDOW = 5
_LEAST_TOGETHER = 2
# Rare contexts are counted as if they were less rare (Levy, Goldberg, Dagan, TACL 2015).
_SMOOTHING = 0.75
# Entries beyond this quantile are cut off, so that the steps stay fine.
_CUT = 0.9995


def learn(stream: NDArray[np.int64], news: NDArray[np.int64]) -> Affinity:
    """Factorise who stands beside whom, and who shares a theme with whom.

    Parameters
    ----------
    stream : ndarray of int64, shape (n_tokens,)
        Word numbers of the news, one after the other; frequent words have low numbers.
    news : ndarray of int64, shape (n_ids,)
        How often each word stands there.

    Returns
    -------
    Affinity
        The same for the same counts: the factorisation is seeded.
    """
    size = min(len(news), _MOST_WORDS)
    before, after = _factors(_together(stream, (1,), size), least=1)
    frequent = news > FREQUENT * news[RESERVED:].sum()
    frequent[:RESERVED] = True
    content = stream[~frequent[stream]]
    beside = _together(content, range(1, _THEME_WINDOW + 1), size)
    theme, context = _factors((beside + beside.T).tocsr(), least=_LEAST_TOGETHER)
    stored = [_in_steps(v) for v in (before, after, theme, context)]
    steps = np.asarray([step for _, step in stored], dtype=np.float32)
    left, right, middle, around = (vectors for vectors, _ in stored)
    return Affinity(left, right, middle, around, steps)


def _together(stream: NDArray[np.int64], distances: Sequence[int], size: int) -> sparse.csr_matrix:
    """Count the pairs of words at some distances; rows are the words that come first."""
    total = sparse.csr_matrix((size, size), dtype=np.float32)
    for distance in distances:
        first, second = stream[:-distance], stream[distance:]
        known = (first < size) & (second < size)
        keys = first[known] * size + second[known]
        keys.sort()
        starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)])
        times = np.diff(np.append(starts, len(keys))).astype(np.float32)
        rows, columns = np.divmod(keys[starts], size)
        total = total + sparse.csr_matrix((times, (rows, columns)), shape=(size, size))
    return total.tocsr()


def _factors(counts: sparse.csr_matrix, least: int) -> tuple[Floats, Floats]:
    """Split positive pointwise mutual information into vectors whose products give it back."""
    if not counts.nnz:  # a few words make up all of a small corpus
        nothing = np.zeros((counts.shape[0], 1), dtype=np.float32)
        return nothing, nothing
    pairs = counts.tocoo()
    total = float(counts.sum())
    of_first = np.asarray(counts.sum(axis=1)).ravel() / total
    of_second = np.asarray(counts.sum(axis=0)).ravel() ** _SMOOTHING
    of_second /= of_second.sum()
    with np.errstate(divide="ignore"):
        value = np.log(pairs.data / total) - np.log(of_first[pairs.row] * of_second[pairs.col])
    kept = (value > 0) & (pairs.data >= least)
    positive = sparse.csr_matrix(
        (value[kept].astype(np.float32), (pairs.row[kept], pairs.col[kept])), shape=counts.shape
    )
    rank = min(_DIMENSIONS, min(counts.shape) - 1)
    left, strength, right = randomized_svd(positive, rank, n_iter=3, random_state=0)
    share = np.sqrt(strength)
    return (left * share).astype(np.float32), (right.T * share).astype(np.float32)


def _in_steps(vectors: Floats) -> tuple[Vectors, float]:
    most = float(np.quantile(np.abs(vectors), _CUT)) or float(np.abs(vectors).max()) or 1.0
    step = most / 127
    return np.clip(np.rint(vectors / step), -127, 127).astype(np.int8), step
