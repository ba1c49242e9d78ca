"""The linear parts of the detector as plain arrays, and how samples are weighed to fit them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtdetect.features.style import Ngrams
from mtdetect.judge.labels import Label

# Each kind of machine text is told from human text by itself: what matches in content differs.
MACHINES: tuple[Label, ...] = ("spun", "translated")
Weights = dict[Label, NDArray[np.float64]]


@dataclass(frozen=True, eq=False)
class Parameters:
    """Everything that fitting a :class:`Detector` learns, as plain arrays.

    Attributes
    ----------
    ngram_weights : ndarray of float32 or float16, shape (n_scorers, 2 ** HASH_BITS)
        Linear scorers over hashed n-grams, spun then translated, both against human; in half
        precision once they were stored.
    ngram_bias : ndarray of float64, shape (n_scorers,)
    mean, spread : ndarray of float64, shape (n_inputs,)
        Standardisation of the damped columns and scores.
    coefficients : ndarray of float64, shape (2, n_inputs)
        From there to log-odds of spun and of translated, each against human.
    intercept : ndarray of float64, shape (2,)
    scale, shift : ndarray of float64, shapes (3, 3) and (3,)
        Calibration of the log-probabilities on groups that training never saw.
    """

    ngram_weights: NDArray[np.floating]
    ngram_bias: NDArray[np.float64]
    mean: NDArray[np.float64]
    spread: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    intercept: NDArray[np.float64]
    scale: NDArray[np.float64]
    shift: NDArray[np.float64]

    def scores(self, ngrams: Ngrams) -> NDArray[np.float64]:
        """Give the score of each scorer for each paragraph, shape (n_paragraphs, n_scorers)."""
        each = [ngrams.dot(weights) for weights in self.ngram_weights]
        return np.stack(each, axis=1) + self.ngram_bias

    def raw(self, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give log-probabilities before calibration."""
        standard = (damped(inputs) - self.mean) / self.spread
        odds = _each_row(standard, self.coefficients) + self.intercept
        return log_softmax(np.hstack([np.zeros((len(odds), 1)), odds]))

    def log_proba(
        self, dense: NDArray[np.float64], scores: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Give calibrated log-probabilities of human, spun, translated.

        Parameters
        ----------
        dense : ndarray of shape (n, len(mtdetect.features.matrix.COLUMNS))
        scores : ndarray of shape (n, n_scorers)
            From :meth:`scores`.

        Returns
        -------
        ndarray of shape (n, 3)
            Of a paragraph to the last bit the same, whatever stands beside it.
        """
        raw = self.raw(np.hstack([dense, scores]))
        return log_softmax(_each_row(raw, self.scale) + self.shift)


def against_human(
    labels: NDArray[np.str_], machine: str, within: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Weigh samples so that human and one kind of machine text count the same, others nothing."""
    weight = np.zeros(len(labels))
    for label in ("human", machine):
        of = labels == label
        total = float(within[of].sum())
        if total > 0:
            weight[of] = within[of] / total
    n = int((weight > 0).sum())
    return np.asarray(weight * n / max(weight.sum(), 1e-12))


def rows_of(
    labels: NDArray[np.str_], weight: NDArray[np.float64], machine: str
) -> NDArray[np.int64]:
    """Give the samples that tell a kind of machine text from human text; none if a side lacks."""
    used = weight > 0
    if not (used & (labels == machine)).any() or not (used & (labels == "human")).any():
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(used)


def _each_row(rows: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    # Rows times weights.T; a matrix product rounds a row by how many others there are.
    return np.stack([(rows * weight).sum(axis=1) for weight in weights], axis=1)


def log_softmax(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Normalise log-probabilities of each row."""
    x = x - x.max(axis=1, keepdims=True)
    return np.asarray(x - np.log(np.exp(x).sum(axis=1, keepdims=True)))


def damped(inputs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Damp large values, so that one wild column does not decide."""
    return np.asarray(np.sign(inputs) * np.log1p(np.abs(inputs)))
