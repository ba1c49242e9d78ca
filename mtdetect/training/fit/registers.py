"""Learn from human text alone what reads like native news, and what is about sport."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from mtdetect.judge.register import Reading, Register
from mtdetect.training.corpora.articles import Judged
from mtdetect.training.corpora.dataset import Sample
from mtdetect.training.corpora.transplant import GROUND
from mtdetect.training.fit.detector import LabelledSet

Floats = NDArray[np.float64]
# Shares of the human text on either side, so that no corpus drowns another by its size.
_NEWS = {"native": 0.8, "human_original": 0.2}
_OTHERS = {"human_translation": 0.6, "nonnative": 0.25, "wikipedia": 0.15}
_C = 2.0
_SILENT_PARAGRAPHS = (0.0, 0.5, 1.0, 2.0, 4.0)


def fit_register(train: LabelledSet) -> Register:
    """Fit what tells how a paragraph reads on the human paragraphs of a training set.

    Parameters
    ----------
    train : LabelledSet
        With human paragraphs of native news and of others, some of them about sport.

    Returns
    -------
    Register
    """
    kinds = [_kind_of(s) for s in train.samples]
    news = _fit(train, np.asarray([kind in _NEWS for kind in kinds]), _weights(kinds))
    human = np.asarray([bool(kind) for kind in kinds])
    sport = np.asarray([s.sport for s in train.samples])
    return Register(news, _fit(train, sport, _halves(sport, human)))


def _fit(train: LabelledSet, yes: NDArray[np.bool_], weight: Floats) -> Reading:
    rows = np.flatnonzero(weight)
    if len(set(yes[rows].tolist())) < 2:
        return Reading.never()
    linear = LogisticRegression(C=_C, solver="liblinear", tol=0.01, max_iter=100)
    linear.fit(train.ngrams[rows], yes[rows], weight[rows] * len(rows))
    return Reading(linear.coef_[0].astype(np.float32), float(linear.intercept_[0]))


def _kind_of(sample: Sample) -> str:
    if sample.label != "human" or sample.source == GROUND:
        return ""
    # The originals of round trips of native news are native news.
    return "native" if sample.source == "news_round_trip_pt" else sample.origin


def fit_reading(register: Register, humans: Sequence[Judged]) -> Register:
    """Calibrate how paragraphs add up to how an article reads.

    Parameters
    ----------
    register : Register
        Left as it is.
    humans : sequence of Judged
        Human articles that the register model did not see. Each counts as a whole and by its
        first paragraph alone, since texts come in all lengths.

    Returns
    -------
    Register
        The same answers as before to what only one side of is there.
    """
    known = [j for j in humans if len(j.weighed.judged)]
    reads = [j.weighed.register for j in known]
    kinds = [_kind_of_article(j.article.writers) for j in known]
    is_news = np.asarray([kind in _NEWS for kind in kinds], dtype=bool)
    on_sport = np.asarray([j.article.on_sport for j in known], dtype=bool)
    human = np.ones(len(known), dtype=bool)
    return Register(
        _calibrated(register.news, [r[:, 0] for r in reads], is_news, _weights(kinds)),
        _calibrated(register.sport, [r[:, 1] for r in reads], on_sport, _halves(on_sport, human)),
    )


def _calibrated(
    reading: Reading, reads: Sequence[Floats], yes: NDArray[np.bool_], weight: Floats
) -> Reading:
    if len(set(yes[weight > 0].tolist())) < 2:
        return reading
    weight, yes = np.tile(weight, 2), np.tile(yes, 2)
    sums = np.asarray([float(r.sum()) for r in reads] + [float(r[0]) for r in reads])
    lengths = np.asarray([len(r) for r in reads] + [1] * len(reads))
    best, lowest = reading, np.inf
    for silent in _SILENT_PARAGRAPHS:
        mean = (sums / (lengths + silent))[:, None]
        linear = LogisticRegression(C=100.0).fit(mean, yes, weight * len(weight))
        log_p = linear.predict_log_proba(mean)[np.arange(len(yes)), yes.astype(int)]
        loss = -float(weight @ log_p)
        if loss < lowest:
            lowest = loss
            best = replace(
                reading,
                slope=round(float(linear.coef_[0, 0]), 3),
                intercept=round(float(linear.intercept_[0]), 3),
                silent=silent,
            )
    return best


def _kind_of_article(writers: str) -> str:
    if writers.startswith("human translation"):
        return "human_translation"
    return {
        "native_news": "native",
        "human_original": "human_original",
        "translated_or_nonnative_news": "nonnative",
        "other": "wikipedia",
    }.get(writers, "")


def _weights(kinds: Sequence[str]) -> Floats:
    """Weigh texts by the shares of their kinds, both sides alike; 0 for those of neither."""
    times = Counter(kinds)
    weight = np.zeros(len(kinds))
    for side in (_NEWS, _OTHERS):
        present = {kind: share for kind, share in side.items() if times[kind]}
        total = sum(present.values())
        for i, kind in enumerate(kinds):
            if kind in present:
                weight[i] = present[kind] / total / times[kind] / 2
    return weight


def _halves(yes: NDArray[np.bool_], used: NDArray[np.bool_]) -> Floats:
    """Weigh both answers alike; 0 for what is not used, and for all where one answer lacks."""
    weight = np.zeros(len(yes))
    sides = [used & yes, used & ~yes]
    if all(side.any() for side in sides):
        for side in sides:
            weight[side] = 0.5 / side.sum()
    return weight
