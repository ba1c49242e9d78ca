"""Fit the second opinion: what survives another round trip, and what it adds to the first odds.

The engine that translates must not have made the texts that it learns from, or it would learn its
own habits: versions by engines of its family and through its language are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, zip_longest
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from mtdetect.retranslate.model import SurvivalModel, weight
from mtdetect.retranslate.survival import CELLS, COLUMNS, Survival, columns
from mtdetect.training.corpora.dataset import Sample

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
# The family of the engine that translates there and back, and its language.
_FAMILY, _PIVOTS = frozenset({"bergamot", "firefox-bergamot"}), frozenset({"pt", "Portuguese"})
# A cell of the table of expected survival starts from so many tokens of its class.
_PRIOR_TOKENS = 50.0
_HALF = 100.0
_REGULARISATION = 0.05
# Human texts without a machine version beside them weigh so much of all human ones.
_UNPAIRED = 0.4
# What is flagged is rare; where so many of a group's texts lie above, their order is still known.
_TAIL = 0.03
_LEAST_GROUP = 60


def foreign(sample: Sample) -> bool:
    """Tell whether neither engine nor language of the second opinion made a text."""
    return sample.engine not in _FAMILY and sample.pivot not in _PIVOTS


def choose(samples: Sequence[Sample], groups: int, alone: int) -> list[Sample]:
    """Choose what is worth the time that translating takes.

    The choice goes by hashes: more corpora leave what was chosen of the others as it was, but for
    how much of each there is.

    Parameters
    ----------
    samples : sequence of Sample
        Human and translated paragraphs.
    groups : int
        How many groups of the same content to keep, those of every source in turn: of each a human
        version and machine versions by two engines.
    alone : int
        How many human paragraphs to keep that stand beside no machine version, those of every
        origin in turn.
    """
    by_group: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        if foreign(sample):
            by_group[sample.group].append(sample)
    paired: dict[str, list[list[Sample]]] = defaultdict(list)
    unpaired: dict[str, list[list[Sample]]] = defaultdict(list)
    for name in sorted(by_group, key=_place):
        found = sorted(by_group[name], key=lambda s: _place(s.text))
        humans = [s for s in found if s.label == "human"]
        engines = {s.engine: s for s in found if s.label == "translated"}
        if humans and engines:
            drawn = sorted(engines, key=lambda engine: _place(f"{name} {engine}"))
            paired[found[0].source].append([humans[0], *(engines[e] for e in drawn[:2])])
        elif humans:
            unpaired[humans[0].origin].append(humans[:1])
    return [
        *(s for group in _in_turn(paired, groups) for s in group),
        *(s for group in _in_turn(unpaired, alone) for s in group),
    ]


def _place(key: str) -> int:
    return crc32(key.encode("utf-8", "replace"))


def _in_turn(kinds: dict[str, list[list[Sample]]], most: int) -> list[list[Sample]]:
    """Take groups of every kind in turn until there are enough."""
    turns = zip_longest(*(kinds[kind] for kind in sorted(kinds)))
    return list(islice((group for turn in turns for group in turn if group is not None), most))


def sample_weights(samples: Sequence[Sample]) -> Floats:
    """Weigh both labels the same, and human texts beside machine versions as much as a half."""
    machine = np.asarray([s.label == "translated" for s in samples])
    beside = {s.group for s in samples if s.label == "translated"}
    paired = np.asarray([s.group in beside for s in samples])
    weights = np.zeros(len(samples))
    for side, share in (
        (machine, 1.0),
        (~machine & paired, 1 - _UNPAIRED),
        (~machine & ~paired, _UNPAIRED),
    ):
        weights[side] = share / max(1, side.sum())
    return np.asarray(weights * len(samples) / weights.sum())


def expected_survival(humans: Sequence[Survival]) -> Floats:
    """Give the share of tokens that survives in human text, smoothed within each class."""
    survived = sum((s.survived for s in humans), np.zeros(CELLS))
    written = sum((s.written for s in humans), np.zeros(CELLS))
    of_class = (survived.sum((1, 2)) + 1) / (written.sum((1, 2)) + 2)
    prior = of_class[:, None, None] * _PRIOR_TOKENS
    return np.asarray((survived + prior) / (written + _PRIOR_TOKENS))


def fit_survival(texts: Sequence[Survival], machine: Flags, weights: Floats) -> SurvivalModel:
    """Fit what survival says of translated text against human text.

    Parameters
    ----------
    texts : sequence of Survival
    machine : ndarray of bool
        Which of them an engine made.
    weights : ndarray
        Of the texts; see :func:`sample_weights`.
    """
    expected = expected_survival([t for t, m in zip(texts, machine, strict=True) if not m])
    X = columns(texts, expected)
    mean = np.average(X, axis=0, weights=weights)
    spread = np.sqrt(np.average((X - mean) ** 2, axis=0, weights=weights)) + 1e-9
    carried = weight([t.tokens for t in texts], _HALF)[:, None]
    inputs = np.hstack([(X - mean) / spread, np.ones((len(X), 1))]) * carried
    linear = LogisticRegression(C=_REGULARISATION, fit_intercept=False, max_iter=2_000)
    linear.fit(inputs, machine, sample_weight=weights)
    found = linear.coef_[0]
    return SurvivalModel(
        expected, mean, spread, found[: len(COLUMNS)], float(found[-1]), half=_HALF
    )


def join(
    model: SurvivalModel,
    texts: Sequence[Survival],
    samples: Sequence[Sample],
    first: Floats,
) -> SurvivalModel:
    """Fit what the second opinion adds to the odds of the first.

    The odds are those of whatever detector there is; that they know a part of what survival tells
    takes a discount, which hardly differs between detectors.

    Parameters
    ----------
    model : SurvivalModel
    texts : sequence of Survival
    samples : sequence of Sample
        The texts themselves; neither detector nor ``model`` was trained on them.
    first : ndarray
        Log-odds of translated against human by the first opinion, in nats.
    """
    machine = np.asarray([s.label == "translated" for s in samples])
    weights = sample_weights(samples)
    ratios = model.log_ratios(texts)
    sign = np.where(machine, -1.0, 1.0)

    def loss(parameters: Floats) -> float:
        odds = first + parameters[0] * ratios - parameters[1]
        return float(weights @ np.logaddexp(0.0, sign * odds))

    found = minimize(loss, np.asarray([1.0, 0.0]), method="L-BFGS-B", bounds=[(0.0, 1.5), (-3, 3)])
    discount, shift = found.x.tolist()
    return replace(
        model,
        discount=float(discount),
        shift=max(float(shift), spared(first, first + discount * ratios, samples)),
    )


def spared(first: Floats, joined: Floats, samples: Sequence[Sample]) -> float:
    """Give the shift with which no group of writers comes nearer to being flagged.

    Parameters
    ----------
    first, joined : ndarray
        Log-odds without and with the second opinion, before the shift.
    samples : sequence of Sample
    """
    human = np.asarray([s.label == "human" for s in samples])
    origin = np.asarray([s.origin for s in samples])
    shifts = [
        float(np.quantile(joined[of], 1 - _TAIL) - np.quantile(first[of], 1 - _TAIL))
        for of in (human & (origin == name) for name in sorted(set(origin.tolist())))
        if of.sum() >= _LEAST_GROUP
    ]
    return max(shifts, default=0.0)
