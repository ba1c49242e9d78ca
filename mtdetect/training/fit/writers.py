"""Fit how far people and makers of copies go, from whole articles."""

from __future__ import annotations

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


def fit_writers(
    sums: Floats, lengths: Floats, norms: Floats, readings: Floats, weight: Floats
) -> Writers:
    """Find the shares of tilts under which articles are likeliest.

    Parameters
    ----------
    sums, lengths : ndarray of shape (n_articles,)
        Of the log-likelihood ratios of each article's paragraphs; how many these are.
    norms : ndarray of shape (n_tilts,)
        From :func:`fit_norms`.
    readings : ndarray of shape (n_articles,)
        How the articles read.
    weight : ndarray of shape (n_articles,)
        They are scaled to add up to the number of articles that they are worth.
    """
    worth = float(weight.sum() ** 2 / np.square(weight).sum())
    share = weight / weight.sum()
    each = _TILTS * sums[:, None] - lengths[:, None] * norms

    def loss(parameters: Floats) -> tuple[float, Floats]:
        logits = parameters[:-1] + parameters[-1] * readings[:, None] * _TILTS
        log_shares = logits - np.logaddexp.reduce(logits, axis=1)[:, None]
        joint = log_shares + each
        total = np.logaddexp.reduce(joint, axis=1)
        shares = np.exp(log_shares)
        found = np.exp(joint - total[:, None]) - shares  # gradient of log-likelihood by logits
        found = worth * found + _SUPPOSED * (1 - len(TILTS) * shares)
        value = share @ (worth * total + _SUPPOSED * log_shares.sum(axis=1))
        by_logit = share[:, None] * found
        slope = float((by_logit * readings[:, None] * _TILTS).sum())
        # A weak pull to 0, since shares do not change if the same is added to every weight.
        pull = 1e-3 * parameters
        gradient = np.append(by_logit.sum(axis=0), slope) - pull
        return -float(value) + 0.5 * float(parameters @ pull), -gradient

    start = np.zeros(len(TILTS) + 1)
    best = minimize(loss, start, jac=True, method="L-BFGS-B").x
    weights = best[:-1] - best[:-1].max()
    return Writers(tuple(np.round(weights, 3).tolist()), round(float(best[-1]), 3))
