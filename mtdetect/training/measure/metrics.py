"""Measures of detection, with intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
# Draws of a bootstrap of AUROCs, and bins of probabilities whose calibration is measured.
_ROUNDS = 200
_BINS = 10


def auroc(human: Scores, machine: Scores) -> float:
    """Probability that a machine text scores above a human one."""
    if not len(human) or not len(machine):
        return float("nan")
    ordered = np.sort(human)
    below, upto = (np.searchsorted(ordered, machine, side) for side in ("left", "right"))
    return float((below + upto).mean() / (2 * len(human)))


def auroc_interval(human: Scores, machine: Scores) -> tuple[float, float]:
    """Bootstrap 95% interval of :func:`auroc`."""
    rng = np.random.default_rng(0)
    values = [
        auroc(rng.choice(human, len(human)), rng.choice(machine, len(machine)))
        for _ in range(_ROUNDS)
    ]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def interval_by(groups: Sequence[str], hits: Sequence[bool]) -> tuple[float, float]:
    """Bootstrap 95% interval of a rate whose cases come in groups, which are drawn as wholes.

    Examples
    --------
    >>> interval_by(["a", "a", "b", "b"], [True, True, False, False])
    (0.0, 1.0)
    """
    names, of = np.unique(np.asarray(groups), return_inverse=True)
    if not len(names):
        return math.nan, math.nan
    size = np.bincount(of)
    found = np.bincount(of, np.asarray(hits, dtype=float))
    drawn = np.random.default_rng(0).integers(len(names), size=(2_000, len(names)))
    low, high = np.percentile(found[drawn].sum(axis=1) / size[drawn].sum(axis=1), [2.5, 97.5])
    return float(low), float(high)


def rate_at(human: Scores, machine: Scores, fpr: float) -> float:
    """True-positive rate where the given share of human texts lies above the threshold."""
    if not len(human) or not len(machine):
        return float("nan")
    return float((machine > np.quantile(human, 1 - fpr)).mean())


def pairwise(human: Scores, machine: Scores) -> float:
    """Share of aligned pairs in which the machine version scores higher; ties count half."""
    if not len(human):
        return float("nan")
    return float(((machine > human) + 0.5 * (machine == human)).mean())


def pooled(scores: Scores, size: int, n: int = 4000, seed: int = 0) -> Scores:
    """Mean score of ``size`` paragraphs drawn together, ``n`` times; none of none."""
    if not len(scores):
        return scores
    rng = np.random.default_rng(seed + size)
    return np.asarray(rng.choice(scores, (n, size)).mean(axis=1))


def brier(p: Scores, machine: NDArray[np.bool_], weight: Scores | None = None) -> float:
    """Mean squared error of probabilities."""
    return float(np.average((p - machine) ** 2, weights=weight))


def calibration_error(p: Scores, machine: NDArray[np.bool_], weight: Scores | None = None) -> float:
    """Give the expected calibration error over ten bins of equal width."""
    w = np.ones(len(p)) if weight is None else weight
    place = np.minimum((p * _BINS).astype(int), _BINS - 1)
    total = 0.0
    for b in range(_BINS):
        of = place == b
        if w[of].sum() > 0:
            gap = np.average(p[of], weights=w[of]) - np.average(machine[of], weights=w[of])
            total += abs(float(gap)) * float(w[of].sum() / w.sum())
    return total


def summary(
    human: Scores, machine: Scores, pairs: tuple[Sequence[float], Sequence[float]] | None = None
) -> dict[str, float]:
    """Give the measures of one comparison, rounded to four digits."""
    low, high = auroc_interval(human, machine)
    found = {
        "n_human": len(human),
        "n_machine": len(machine),
        "auroc": auroc(human, machine),
        "auroc_low": low,
        "auroc_high": high,
        "tpr_at_1": rate_at(human, machine, 0.01),
        "tpr_at_5": rate_at(human, machine, 0.05),
        "auroc_pooled_5": auroc(pooled(human, 5), pooled(machine, 5)),
        "auroc_pooled_10": auroc(pooled(human, 10), pooled(machine, 10)),
    }
    if pairs is not None:
        own, other = np.asarray(pairs[0]), np.asarray(pairs[1])
        found["auroc_own"] = auroc(own, other)
        found["pairwise"] = pairwise(own, other)
    return {k: round(float(v), 4) for k, v in found.items()}
