"""Figures of scores: machine text against people's, by kind of text and of writer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtdetect.estimators.detector import Detector
from mtdetect.judge.labels import LABELS, Label
from mtdetect.judge.odds import machine_log_odds
from mtdetect.training.corpora.dataset import Sample
from mtdetect.training.fit.detector import LabelledSet
from mtdetect.training.measure import metrics

Figures = dict[str, Any]
_OTHER_REGISTERS = ("human_translation", "nonnative", "wikipedia", "learner", "other")


def scores_of(detector: Detector, samples: LabelledSet) -> NDArray[np.float64]:
    """Log-odds of a machine for every sample."""
    return machine_log_odds(detector.log_proba_inputs(samples.dense, samples.ngrams))


def log_odds_of(machine: Label, detector: Detector, samples: LabelledSet) -> NDArray[np.float64]:
    """Log-odds of one kind of machine text against human for every sample."""
    log_p = detector.log_proba_inputs(samples.dense, samples.ngrams)
    return np.asarray(log_p[:, LABELS.index(machine)] - log_p[:, LABELS.index("human")])


def translated_figures(
    test: LabelledSet, scores: NDArray[np.float64], counts: Callable[[Sample], bool]
) -> Figures:
    """Compare machine translations with native news and with their own human versions."""
    native = np.asarray([x for s, x in zip(test.samples, scores, strict=True) if _native(s)])
    humans: dict[tuple[str, str], float] = {}
    machines: dict[tuple[str, str], list[float]] = defaultdict(list)
    for s, x in zip(test.samples, scores.tolist(), strict=True):
        if s.label == "human" and s.origin in ("human_original", "human_translation"):
            humans[s.source, s.group] = x
        elif s.label == "translated" and counts(s):
            machines[s.source, s.group].append(x)
    own = [humans[k] for k in machines if k in humans for _ in machines[k]]
    other = [x for k in machines if k in humans for x in machines[k]]
    return metrics.summary(native, np.asarray(other), (own, other))


def spun_figures(
    test: LabelledSet, scores: NDArray[np.float64], families: Iterable[str]
) -> Figures:
    """Compare spun native news with native news, and spun text with other registers."""
    wanted = set(families)
    pairs = list(zip(test.samples, scores.tolist(), strict=True))
    native = np.asarray([x for s, x in pairs if _native(s)])
    spun = np.asarray([x for s, x in pairs if s.spinner in wanted and s.origin == "native"])
    every = np.asarray([x for s, x in pairs if s.spinner in wanted])
    found = metrics.summary(native, spun)
    for origin in _OTHER_REGISTERS:
        human = np.asarray([x for s, x in pairs if s.label == "human" and s.origin == origin])
        found[f"auroc_{origin}"] = round(metrics.auroc(human, every), 4)
    return found


def _native(s: Sample) -> bool:
    return s.label == "human" and s.origin == "native"


def by_kind(figures: Figures) -> Figures:
    """Mark figures as those of the odds of one kind of machine text against human text."""
    kept = ("auroc", "tpr_at_1", "auroc_pooled_5", "auroc_pooled_10", "auroc_own", "pairwise",
            *(f"auroc_{origin}" for origin in _OTHER_REGISTERS))  # fmt: skip
    return {f"{name}_by_kind": figures[name] for name in kept if name in figures}
