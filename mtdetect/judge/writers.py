"""How far writers go: people some of whom write oddly, makers of copies some of whom change little.

What single paragraphs say for themselves adds up only as far as they say it independently, and
paragraphs of one writer err together. So each writer is supposed to have a tilt of his own: his
paragraphs have the density of plain human ones times the likelihood ratio of machine text to the
power of the tilt, divided by what makes it a density (an exponential family). At 0 he writes as
most people do, at 1 like the machine text that the detector knows. People and makers differ in how
many of them have which tilt. However long an article is, it tells no more than the tilt of its
writer, and so its odds never exceed the ratio of the shares of makers and of people who have it:
they saturate.

How an article reads moves the shares of both alike: of people who write of law or of cricket, or
wrote a hundred years ago, more have high tilts than of reporters on politics, and so have the
copies of what they wrote. The same tilt therefore says less there.

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
# A grid fine enough that a writer between two of its points is as good as at either. It ends with
# the machine text that the detector knows: how much further a maker went does not matter.
TILTS: tuple[float, ...] = (-0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0)
_TILTS = np.asarray(TILTS)


@dataclass(frozen=True, slots=True)
class Writers:
    """Shares of the tilts among people and among the makers of one kind of machine text.

    Attributes
    ----------
    people, makers : tuple of float, one for each of :data:`TILTS`
        Logarithms of the shares in an article whose reading is 0, up to a constant. The higher the
        tilt, the more makers for each person have it.
    norms : tuple of float, one for each of :data:`TILTS`
        Logarithm of what the tilted density of a paragraph adds up to.
    slope : float, default=0
        How much more the high tilts weigh for each unit of the reading; 0 or more.

    Examples
    --------
    >>> steps = tuple(range(len(TILTS)))
    >>> writers = Writers((0.0,) * len(TILTS), steps, (0.0,) * len(TILTS), slope=1.0)
    >>> writers.most(2.0) < writers.most(0.0)
    True
    """

    people: tuple[float, ...]
    makers: tuple[float, ...]
    norms: tuple[float, ...]
    slope: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what gives no shares."""
        for name in ("people", "makers", "norms"):
            values = getattr(self, name)
            if len(values) != len(TILTS) or not all(map(math.isfinite, values)):
                raise ValueError(f"{name} is {values}: give a finite number for each of {TILTS}")
        if not (math.isfinite(self.slope) and self.slope >= 0):
            raise ValueError(f"slope is {self.slope}; it must be 0 or more, and finite")
        if (np.diff(np.subtract(self.makers, self.people)) < -1e-9).any():
            raise ValueError(
                f"makers {self.makers} against people {self.people}: the difference must not fall"
            )

    def log_shares(self, reading: float = 0.0) -> tuple[Floats, Floats]:
        """Give the logarithms of the share of each tilt among people and among makers.

        Parameters
        ----------
        reading : float
            How the article reads (see :mod:`mtdetect.judge.register`).
        """
        tilted = self.slope * reading * _TILTS
        people, makers = np.asarray(self.people) + tilted, np.asarray(self.makers) + tilted
        return people - np.logaddexp.reduce(people), makers - np.logaddexp.reduce(makers)

    def log_densities(self, ratios: Floats) -> Floats:
        """Give those of paragraphs by a writer of each tilt, relative to a plain one.

        Parameters
        ----------
        ratios : ndarray of shape (n_paragraphs,)
            Their log-likelihood ratios.

        Returns
        -------
        ndarray of shape (n_tilts, n_paragraphs)
        """
        return np.asarray(_TILTS[:, None] * ratios - np.asarray(self.norms)[:, None])

    def log_likelihoods(self, ratios: Floats, reading: float = 0.0) -> tuple[Floats, Floats]:
        """Give those of an article by people and by makers of each tilt, relative to a plain one.

        Each is the logarithm of the tilt's share times the density of the paragraphs; all tilts
        together are that of an article by a person, or by a maker.

        Parameters
        ----------
        ratios : ndarray of shape (n_paragraphs,)
            The log-likelihood ratios of its paragraphs.
        reading : float

        Returns
        -------
        people, makers : ndarray of shape (n_tilts,)
        """
        density = self.log_densities(ratios).sum(axis=1)
        people, makers = self.log_shares(reading)
        return people + density, makers + density

    def most(self, reading: float = 0.0) -> float:
        """Give what the log-likelihood ratio of makers and people never exceeds.

        Parameters
        ----------
        reading : float
        """
        people, makers = self.log_shares(reading)
        return float((makers - people).max())
