"""Learn from human text alone what reads like native news and what like other writers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from mtdetect.register import Register
from mtdetect.training.articles import Judged
from mtdetect.training.dataset import Sample
from mtdetect.training.fit import LabelledSet

Floats = NDArray[np.float64]
# Shares of the human text on either side, so that no corpus drowns another by its size.
_NEWS = {"native": 0.8, "human_original": 0.2}
_OTHERS = {"human_translation": 0.6, "nonnative": 0.25, "wikipedia": 0.15}
_C = 2.0
_SILENT_PARAGRAPHS = (0.0, 0.5, 1.0, 2.0, 4.0)


def fit_register(train: LabelledSet) -> Register:
    """Fit the register model on the human paragraphs of a training set.

    Parameters
    ----------
    train : LabelledSet
        With human paragraphs of native news and of others.

    Returns
    -------
    Register
    """
    weight = _weights([_kind_of(s) for s in train.samples])
    rows = np.flatnonzero(weight)
    news = np.asarray([_kind_of(train.samples[i]) in _NEWS for i in rows])
    linear = LogisticRegression(C=_C, solver="liblinear", tol=0.01, max_iter=100)
    linear.fit(train.ngrams[rows], news, weight[rows] * len(rows))
    return Register(linear.coef_[0].astype(np.float32), float(linear.intercept_[0]))


def _kind_of(sample: Sample) -> str:
    if sample.label != "human":
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
        The same one where either side lacks.
    """
    known = [
        (_kind_of_article(j.article.writers), j.register)
        for j in humans
        if j.register is not None and len(j.register)
    ]
    kinds = [kind for kind, _ in known]
    if not set(kinds) & set(_NEWS) or not set(kinds) & set(_OTHERS):
        return register
    weight = np.tile(_weights(kinds), 2)
    news = np.tile([kind in _NEWS for kind in kinds], 2)
    sums = np.asarray([float(r.sum()) for _, r in known] + [float(r[0]) for _, r in known])
    lengths = np.asarray([len(r) for _, r in known] + [1] * len(known))
    best, lowest = register, np.inf
    for silent in _SILENT_PARAGRAPHS:
        mean = (sums / (lengths + silent))[:, None]
        linear = LogisticRegression(C=100.0).fit(mean, news, weight * len(weight))
        log_p = linear.predict_log_proba(mean)[np.arange(len(news)), news.astype(int)]
        loss = -float(weight @ log_p)
        if loss < lowest:
            lowest = loss
            best = replace(
                register,
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
