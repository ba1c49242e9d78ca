"""A chain that switches between human paragraphs and runs of machine paragraphs.

It knows how far a run has come, for whoever pastes in foreign text hardly stops after one
paragraph.

References
----------
Rabiner, "A tutorial on hidden Markov models", Proceedings of the IEEE 77, 1989,
https://doi.org/10.1109/5.18626.
"""

from __future__ import annotations

import math
import sys
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
# States: human, first and second paragraph of a run, a later one; a machine's from the beginning
# on.
_HUMAN, _THROUGHOUT, _STATES = 0, 4, 5


class Switches(NamedTuple):
    """When the chain switches.

    Attributes
    ----------
    start : float
        Probability that it begins with a machine paragraph.
    stay_early, stay_machine, stay_human : float
        Probability that the next paragraph is a machine's after the first or second of a run and
        after later ones, and that it is human after a human one.
    """

    start: float
    stay_early: float
    stay_machine: float
    stay_human: float

    def steps(self, n: int) -> list[Floats]:
        """Give the transitions between ``n`` paragraphs, matrices from each state to each."""
        early, late, human = self.stay_early, self.stay_machine, self.stay_human
        first, later = (
            np.asarray(
                [
                    [human, 1 - human, 0, 0, 0],
                    [1 - early, 0, early, 0, 0],
                    [1 - early, 0, 0, early, 0],
                    [1 - late, 0, 0, late, 0],
                    [1 - stay, 0, 0, 0, stay],
                ]
            )
            for stay in (early, late)
        )
        return [first] * min(2, n - 1) + [later] * (n - 3)


class Followed(NamedTuple):
    """What a chain says of an article whose human paragraphs are one of several writers'.

    Attributes
    ----------
    likelihood : ndarray of shape (n_writers,)
        Log-likelihood relative to an article that is the writer's throughout.
    of_patches : ndarray of shape (n_writers,)
        The same where at least one paragraph is human.
    machine : ndarray of shape (n_writers, n_paragraphs)
        Probability of each paragraph being a machine's.
    """

    likelihood: Floats
    of_patches: Floats
    machine: Floats


def follow(ratios: Floats, switches: Switches) -> Followed:
    """Run a chain forward and backward through an article.

    Parameters
    ----------
    ratios : ndarray of shape (n_writers, n_paragraphs)
        Log-likelihood ratios of a run's paragraph against one of the writer's own, in nats.
    switches : Switches

    Returns
    -------
    Followed

    Examples
    --------
    >>> odd = np.asarray([[-3.0, -3.0, 5.0, 5.0, 5.0, -3.0, -3.0]])
    >>> found = follow(odd, Switches(start=0.2, stay_early=0.8, stay_machine=0.5, stay_human=0.9))
    >>> (found.machine[0] > 0.5).tolist()
    [False, False, True, True, True, False, False]
    """
    n_writers, n = ratios.shape
    if not n:
        return Followed(np.zeros(n_writers), np.zeros(n_writers), np.empty((n_writers, 0)))
    steps = switches.steps(n)
    odds = np.ones((n, n_writers, _STATES))
    odds[:, :, _HUMAN + 1 :] = np.exp(ratios.T)[:, :, None]
    forward, backward = np.empty_like(odds), np.ones_like(odds)
    totals = np.empty((n, n_writers))
    begin = np.zeros(_STATES)
    begin[_HUMAN], begin[_THROUGHOUT] = 1 - switches.start, switches.start
    for i in range(n):
        state = (forward[i - 1] @ steps[i - 1] if i else begin) * odds[i]
        totals[i] = state.sum(axis=1)
        # Divided by the sum, so that no product of many paragraphs runs out of range.
        forward[i] = state / totals[i][:, None]
    for i in range(n - 1, 0, -1):
        state = (backward[i] * odds[i]) @ steps[i - 1].T
        backward[i - 1] = state / state.sum(axis=1)[:, None]
    likelihood = np.log(totals).sum(axis=0)
    throughout = math.log(switches.start)
    throughout += sum(math.log(step[_THROUGHOUT, _THROUGHOUT]) for step in steps)
    not_throughout = np.delete(forward[-1], _THROUGHOUT, axis=1).sum(axis=1)
    of_patches = likelihood + np.log(np.maximum(not_throughout, sys.float_info.min))
    of_patches -= math.log(-math.expm1(throughout))
    both = forward * backward
    return Followed(likelihood, of_patches, (1 - both[:, :, _HUMAN] / both.sum(axis=2)).T)
