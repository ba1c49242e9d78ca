"""How far writers go: people some of whom write oddly, makers of copies some of whom change little.

What single paragraphs say for themselves adds up only as far as they say it independently, and
paragraphs of one writer err together. So each writer is supposed to have a tilt of his own: his
paragraphs have the density of plain human ones times the likelihood ratio of machine text to the
power of the tilt, divided by what makes it a density (an exponential family). At 0 he writes as
most people do, at 1 like the machine text that the detector knows. People and makers differ in how
many of them have which tilt. However long an article is, it tells no more than the tilt of its
writer, and so its odds never exceed the ratio of the shares of makers and of people who have it:
they saturate.

How an article reads moves the shares: of people who write of law or of cricket, or wrote a hundred
years ago, more have high tilts than of reporters on politics.

References
----------
Efron, "Bayes, oracle Bayes and empirical Bayes", Statistical Science 34, 2019,
https://doi.org/10.1214/18-STS674 (mixing densities in exponential families).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
# A grid fine enough that a writer between two of its points is as good as at either.
TILTS: tuple[float, ...] = (-0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 1.25)
_TILTS = np.asarray(TILTS)


@dataclass(frozen=True, slots=True)
class Writers:
    """Shares of the tilts among the writers of one kind.

    Attributes
    ----------
    weights : tuple of float, one for each of :data:`TILTS`
        Logarithms of the shares in an article whose reading is 0, up to a constant.
    slope : float
        How much more the high tilts weigh for each unit of the reading.

    Examples
    --------
    >>> even = Writers((0.0,) * len(TILTS), slope=1.0)
    >>> bool(even.log_shares(2.0)[-1] > even.log_shares(0.0)[-1])
    True
    """

    weights: tuple[float, ...]
    slope: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what gives no shares."""
        if len(self.weights) != len(TILTS):
            raise ValueError(f"{len(self.weights)} weights; give one for each of {TILTS}")
        if not all(map(math.isfinite, (*self.weights, self.slope))):
            raise ValueError(f"weights {self.weights} and slope {self.slope} must be finite")

    def log_shares(self, reading: float = 0.0) -> Floats:
        """Give the logarithm of the share of each tilt.

        Parameters
        ----------
        reading : float
            How the article reads (see :mod:`mtdetect.judge.register`).
        """
        logits = np.asarray(self.weights) + self.slope * reading * _TILTS
        return np.asarray(logits - np.logaddexp.reduce(logits))

    def log_likelihood(self, ratio: float, n: int, norms: Floats, reading: float) -> float:
        """Give the log-likelihood of an article relative to a plain one.

        Parameters
        ----------
        ratio : float
            Sum of the log-likelihood ratios of its paragraphs.
        n : int
            How many these are.
        norms : ndarray of float, one for each of :data:`TILTS`
            Logarithm of what a paragraph's tilted density adds up to.
        reading : float
        """
        each = self.log_shares(reading) + _TILTS * ratio - n * norms
        return float(np.logaddexp.reduce(each))
