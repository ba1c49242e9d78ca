"""Where evidence begins to carry: how well the first words of a paragraph are told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mtdetect.estimators.detector import Detector
from mtdetect.model import Model
from mtdetect.training.corpora.dataset import Sample
from mtdetect.training.fit.detector import LabelledSet, compute
from mtdetect.training.measure import metrics
from mtdetect.training.measure.figures import (
    Figures,
    log_odds_of,
)
from mtdetect.training.measure.protocols import (
    source_is,
)

LENGTHS = (6, 10, 15, 20, 30, 50)
_MOST_EACH = 1_500
_WORD = re.compile(r"\S+\s*")


def by_length(model: Model, test: LabelledSet) -> Figures:
    """Cut test paragraphs after so many words and measure spun and translated ones.

    Parameters
    ----------
    model : Model
    test : LabelledSet
        Spun native news is compared with native news, the Portuguese round trips with their own
        originals.

    Returns
    -------
    dict
        For each of :data:`LENGTHS`, in words, the AUROC of either kind, each by its own odds.
    """
    native = [s for s in test.samples if s.origin == "native"]
    pairs = [s for s in test.samples if source_is("news_round_trip_pt")(s) and not s.spinner]
    some = [
        *_few([s for s in native if s.label == "human"]),
        *_few([s for s in native if s.label == "spun"]),
        *pairs[: 2 * _MOST_EACH],
    ]
    detector = Detector.from_model(model)
    found: Figures = {}
    for length in LENGTHS:
        short = [s for s in some if len(s.text.split()) >= length]
        cut = compute(
            [replace(s, text=first_words(s.text, length)) for s in short], model.resources
        )
        spun = log_odds_of("spun", detector, cut)
        translated = log_odds_of("translated", detector, cut)
        news = np.asarray([s.origin == "native" for s in cut.samples])
        machine = cut.labels != "human"
        found[str(length)] = {
            "spun_auroc": _auroc(spun, machine, news),
            "translated_auroc_own": _auroc(translated, machine, ~news),
        }
    return found


def first_words(text: str, n: int) -> str:
    """Give the first words of a text.

    Examples
    --------
    >>> first_words("The talks ended on Friday.", 3)
    'The talks ended'
    """
    return "".join(m.group() for m, _ in zip(_WORD.finditer(text), range(n), strict=False)).rstrip()


def _few(samples: Sequence[Sample]) -> list[Sample]:
    return list(samples[:_MOST_EACH])


def _auroc(scores: metrics.Scores, machine: NDArray[np.bool_], among: NDArray[np.bool_]) -> float:
    return round(metrics.auroc(scores[among & ~machine], scores[among & machine]), 4)
