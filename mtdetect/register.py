"""How an article reads: like native news, or like what translators and others write.

People who translate, or who write a language that is not their first, share habits with machine
translation. What is rare enough in a newsroom's own English to accuse an article is not so rare
among them. A linear model over the same hashed n-grams as the detector's tells the two apart. It
learns from human text alone and never says who wrote a text: it only chooses the yardstick that
the evidence for translation is held against (:meth:`mtdetect.article.ArticleModel.infer`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mtdetect.detector import Detector
from mtdetect.features import style, table
from mtdetect.features.table import Look

_CERTAIN = 100.0


@dataclass(frozen=True, eq=False)
class Register:
    """A linear model that tells native news from other human writing.

    Attributes
    ----------
    weights : ndarray of float32, shape (2 ** HASH_BITS,)
        Over hashed n-grams.
    bias : float
    """

    weights: NDArray[np.float32]
    bias: float

    @classmethod
    def unknown(cls) -> Register:
        """Take nothing for native news, which is the more cautious."""
        return cls(np.zeros(1 << style.HASH_BITS, dtype=np.float32), -_CERTAIN)

    def log_odds(self, ngrams: sparse.csr_matrix) -> NDArray[np.float64]:
        """Give the log-odds of native news against other writers for each paragraph.

        Parameters
        ----------
        ngrams : csr_matrix of shape (n_paragraphs, 2 ** HASH_BITS)
            From :func:`mtdetect.features.style.ngram_matrix`.

        Returns
        -------
        ndarray of shape (n_paragraphs,)
        """
        return np.asarray(ngrams @ self.weights + self.bias, dtype=np.float64)


def read(
    seen: Look, detector: Detector, register: Register
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Judge paragraphs by themselves and tell how they read, computing their n-grams once.

    Returns
    -------
    log_p : ndarray of shape (n_paragraphs, 3)
        Log-probabilities of human, spun, translated.
    register : ndarray of shape (n_paragraphs,)
        Log-odds of native news.
    """
    resources = detector.resources_
    ngrams = style.ngram_matrix(seen.encoded, resources.lexicon)
    log_p = detector.log_proba_inputs(table.columns(seen, resources), ngrams)
    return log_p, register.log_odds(ngrams)
