"""How well words go together by embeddings: what counts say, smoothed over words that are alike.

A count table knows nothing of a pair that it never saw. Vectors whose products approximate the
pointwise mutual information of all pairs tell whether such a pair is of a usual kind: "ballot" may
stand beside "rigged" since "vote" and "election" do.

References
----------
Levy, Goldberg, "Neural word embedding as implicit matrix factorization", NIPS 2014,
https://papers.nips.cc/paper/5477-neural-word-embedding-as-implicit-matrix-factorization.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.int8]
Floats = NDArray[np.float32]
Ids = NDArray[np.integer]

# A word that makes up a larger share of the news carries no theme.
FREQUENT = 1e-3


@dataclass(frozen=True)
class Affinity:
    """Vectors of the frequent words, in whole steps so that sums are exact in any order.

    Attributes
    ----------
    before, after : ndarray of int8, shape (n_words, n_dimensions)
        A word as the left and as the right one of two neighbours, by word number.
    theme, context : ndarray of int8, shape (n_words, n_dimensions)
        A word among the content words a few words away, and as one of these.
    steps : ndarray of float32, shape (4,)
        What a step of each of the four stands for.
    """

    before: Vectors
    after: Vectors
    theme: Vectors
    context: Vectors
    steps: Floats

    @classmethod
    def empty(cls) -> Affinity:
        """Give a table without a word."""
        none = np.zeros((0, 1), dtype=np.int8)
        return cls(none, none, none, none, np.ones(4, dtype=np.float32))

    def near(self, first: Ids, second: Ids) -> Floats:
        """Tell how usual it is that a word stands right before another, in nats.

        Parameters
        ----------
        first, second : ndarray of int, shape (n,)
            Word numbers.

        Returns
        -------
        ndarray of float32, shape (n,)
            Their mutual information, roughly; 0 where a word has no vector.
        """
        left = _rows(self.before, first).astype(np.float32)
        right = _rows(self.after, second).astype(np.float32)
        return np.asarray(_products(left, right) * (self.steps[0] * self.steps[1]))

    def theme_fit(
        self,
        ids: Ids,
        content: NDArray[np.bool_],
        places: NDArray[np.int64],
        first: NDArray[np.int64],
        last: NDArray[np.int64],
    ) -> Floats:
        """Tell how well words fit the content words around them.

        Parameters
        ----------
        ids : ndarray of int, shape (n_tokens,)
            A stream of word numbers.
        content : ndarray of bool, shape (n_tokens,)
            Which of them count as context.
        places : ndarray of int64, shape (n,)
            Where the words to judge stand.
        first, last : ndarray of int64, shape (n,)
            Where the context of each begins and, exclusive, ends. It holds the word itself,
            which is left out of it.

        Returns
        -------
        ndarray of float32, shape (n,)
            Mutual information with the context, damped by its size; 0 without a context.
        """
        vectors = _rows(self.context, np.where(content, ids, len(self.context)))
        sums = np.zeros((len(ids) + 1, vectors.shape[1]), dtype=np.int32)
        np.cumsum(vectors, axis=0, dtype=np.int32, out=sums[1:])
        counted = np.concatenate([[0], np.cumsum(content)])
        around = (sums[last] - sums[first] - vectors[places]).astype(np.float32)
        number = np.maximum(counted[last] - counted[first] - content[places], 1)
        fit = _products(_rows(self.theme, ids[places]).astype(np.float32), around)
        damping = number.astype(np.float32) ** 0.75
        return np.asarray(fit * (self.steps[2] * self.steps[3]) / damping, dtype=np.float32)


def _rows(vectors: Vectors, ids: Ids) -> Vectors:
    """Give the vectors of words; zeros for a word without one."""
    known = ids < len(vectors)
    found = np.zeros((len(ids), vectors.shape[1]), dtype=np.int8)
    found[known] = vectors[ids[known]]
    return found


def _products(left: Floats, right: Floats) -> Floats:
    # Whole numbers below 2 ** 24: single precision holds every sum exactly.
    product: Floats = np.einsum("ij,ij->i", left, right)
    return product
