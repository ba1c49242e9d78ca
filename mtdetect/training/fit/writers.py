"""Fit how far people and makers of copies go, from whole articles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from mtdetect.judge.writers import TILTS, Writers

Floats = NDArray[np.float64]
_TILTS = np.asarray(TILTS)
# So many articles of each tilt are supposed to have been seen besides: that none of a few thousand
# people writes like a spinner does not say that nobody does.
_SUPPOSED = 0.5


def fit_norms(ratios: Floats, weight: Floats) -> Floats:
    """Give the logarithm of what the tilted densities of plain paragraphs add up to.

    Parameters
    ----------
    ratios : ndarray of shape (n,)
        Log-likelihood ratios of paragraphs by people who write plainly.
    weight : ndarray of shape (n,)
    """
    share = np.log(weight / weight.sum())
    return np.asarray([np.logaddexp.reduce(share + t * ratios) for t in TILTS])


@dataclass(frozen=True)
class Group:
    """Articles by people, or by makers.

    Attributes
    ----------
    sums, lengths : ndarray of shape (n_articles,)
        Of the log-likelihood ratios of each article's paragraphs; how many these are.
    readings : ndarray of shape (n_articles,)
        How the articles read.
    weight : ndarray of shape (n_articles,)
    """

    sums: Floats
    lengths: Floats
    readings: Floats
    weight: Floats

    def log_likelihood(
        self, logits: Floats, slope: float, norms: Floats
    ) -> tuple[float, Floats, float]:
        """Give the log-likelihood, what articles are supposed besides, and the gradient."""
        share = self.weight / self.weight.sum()
        worth = 1 / float(np.square(share).sum())
        each = _TILTS * self.sums[:, None] - self.lengths[:, None] * norms
        moved = logits + slope * self.readings[:, None] * _TILTS
        log_shares = moved - np.logaddexp.reduce(moved, axis=1)[:, None]
        joint = log_shares + each
        total = np.logaddexp.reduce(joint, axis=1)
        shares = np.exp(log_shares)
        by_logit = worth * (np.exp(joint - total[:, None]) - shares)
        by_logit += _SUPPOSED * (1 - len(TILTS) * shares)
        by_logit *= share[:, None]
        value = share @ (worth * total + _SUPPOSED * log_shares.sum(axis=1))
        by_slope = float((by_logit * self.readings[:, None] * _TILTS).sum())
        return float(value), by_logit.sum(axis=0), by_slope


def fit_writers(people: Group, makers: Group, norms: Floats) -> Writers:
    """Find the shares of tilts under which articles are likeliest.

    Parameters
    ----------
    people, makers : Group
        Of either each article counts by its weight, and all of them for as many as they are worth.
    norms : ndarray of shape (n_tilts,)
        From :func:`fit_norms`.
    """
    n = len(TILTS)

    def parts(parameters: Floats) -> tuple[Floats, Floats, float]:
        plain, first, steps = parameters[:n], parameters[n], parameters[n + 1 : 2 * n]
        # No step down: the higher the tilt, the more makers for each person.
        lead = first + np.append(0.0, np.cumsum(np.logaddexp(0, steps)))
        return plain, plain + lead, float(np.logaddexp(0, parameters[-1]))

    def loss(parameters: Floats) -> tuple[float, Floats]:
        plain, made, slope = parts(parameters)
        one, by_plain, slope_one = people.log_likelihood(plain, slope, norms)
        other, by_made, slope_other = makers.log_likelihood(made, slope, norms)
        rises = 1 / (1 + np.exp(-parameters[n + 1 : 2 * n]))
        later = np.cumsum(by_made[::-1])[::-1]
        gradient = np.concatenate(
            [
                by_plain + by_made,
                later[:1],
                rises * later[1:],
                [(slope_one + slope_other) / (1 + np.exp(-parameters[-1]))],
            ]
        )
        # A weak pull to 0, since shares do not change if the same is added to every weight.
        pull = 1e-3 * parameters
        return 0.5 * float(parameters @ pull) - one - other, pull - gradient

    best = minimize(loss, np.zeros(2 * n + 1), jac=True, method="L-BFGS-B").x
    plain, made, slope = parts(best)
    # Rounded steps are no steps down either.
    plain, lead = np.round(plain - plain.max(), 3), np.round(made - plain, 3)
    made = plain + lead - (plain + lead).max()
    return Writers(
        tuple(plain.tolist()), tuple(made.tolist()), tuple(norms.tolist()), round(slope, 3)
    )
