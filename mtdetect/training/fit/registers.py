"""Learn from human text what reads like native news, and how odd other kinds of it look."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression, Ridge

from mtdetect.judge.register import Reading, Register
from mtdetect.judge.voice import personal_share
from mtdetect.training.corpora.articles import Judged
from mtdetect.training.corpora.dataset import Sample
from mtdetect.training.corpora.registry import OTHER_KINDS, ROUND_TRIPS_OF_NEWS
from mtdetect.training.corpora.transplant import GROUND
from mtdetect.training.fit.detector import LabelledSet, against_human

Floats = NDArray[np.float64]
# Shares of the human text on either side, so that no corpus drowns another by its size.
_NEWS = {"native": 0.8, "human_original": 0.2}
_OTHERS = {"human_translation": 0.5, "nonnative": 0.2, "wikipedia": 0.15, "other": 0.15}
_C = 2.0
_ALPHA = 1.0
# So much of native news may count as letters, essays and speeches do, which are not judged by it.
_PERSONAL_NEWS = 0.01
# Beyond this a paragraph is as odd as any.
_MOST_ODDS = 8.0
_SILENT_PARAGRAPHS = (0.0, 0.5, 1.0, 2.0, 4.0)


def fit_register(train: LabelledSet, odds: Floats) -> Register:
    """Fit what tells how a paragraph reads on a training set.

    Parameters
    ----------
    train : LabelledSet
        With human paragraphs of native news and of others, and spun copies of both.
    odds : ndarray of shape (n_samples,)
        Log-odds of spun against human of each sample by a detector that did not see it.

    Returns
    -------
    Register
    """
    kinds = [_kind_of(s) for s in train.samples]
    news = _fit(train, np.asarray([kind in _NEWS for kind in kinds]), _weights(kinds))
    return Register(news, _fit_odd(train, odds))


def _fit_odd(train: LabelledSet, odds: Floats) -> Reading:
    """Learn how odd what people wrote looks, from it and from its spun copies alike."""
    human: dict[str, list[float]] = defaultdict(list)
    for s, value in zip(train.samples, np.clip(odds, -_MOST_ODDS, _MOST_ODDS), strict=True):
        if s.label == "human" and s.source != GROUND:
            human[s.group].append(float(value))
    weight = against_human(train.samples, "spun")
    rows = np.flatnonzero(
        [w > 0 and s.group in human for s, w in zip(train.samples, weight, strict=True)]
    )
    if not len(rows):
        return Reading.silent_on_all()
    wanted = np.asarray([np.mean(human[train.samples[i].group]) for i in rows])
    linear = Ridge(alpha=_ALPHA, solver="lsqr").fit(train.ngrams[rows], wanted, weight[rows])
    return Reading(linear.coef_.astype(np.float32), float(linear.intercept_))


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
    return "native" if sample.source in ROUND_TRIPS_OF_NEWS else sample.origin


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
        The same answers as before to what only one side of is there. What an odd reading adds up
        to is measured in spreads of native news. An article speaks of I and you where it does so
        more than 99 of 100 of native news.
    """
    known = [j for j in humans if len(j.weighed.judged)]
    reads = [j.weighed.register for j in known]
    kinds = [_kind_of_article(j.article.writers) for j in known]
    is_news = np.asarray([kind in _NEWS for kind in kinds], dtype=bool)
    return Register(
        _calibrated(register.news, [r[:, 0] for r in reads], is_news, _weights(kinds)),
        _in_spreads(
            register.odd, [r[:, 1] for r, kind in zip(reads, kinds, strict=True) if kind in _NEWS]
        ),
        _most_personal(
            [j.weighed.voice for j, kind in zip(known, kinds, strict=True) if kind == "native"]
        ),
    )


def _most_personal(voices: Sequence[Floats]) -> float:
    """Give the share of pronouns that few articles of native news exceed, if there are enough."""
    if len(voices) < 1 / _PERSONAL_NEWS:
        return math.inf
    shares = [personal_share(voice) for voice in voices]
    return round(float(np.quantile(shares, 1 - _PERSONAL_NEWS)), 4)


def _in_spreads(reading: Reading, reads: Sequence[Floats]) -> Reading:
    if len(reads) < 2:
        return reading
    means = np.asarray([r.sum() / (len(r) + reading.silent) for r in reads])
    slope = 1 / max(float(means.std()), 1e-6)
    return replace(reading, slope=round(slope, 3), intercept=round(-slope * float(means.mean()), 3))


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
    }.get(writers, "other" if writers in OTHER_KINDS else "")


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
