"""What each family of features is worth: alone, and to the others."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from mtdetect.estimators.detector import Detector
from mtdetect.estimators.inputs import inputs_used
from mtdetect.features import matrix
from mtdetect.judge.labels import Label
from mtdetect.judge.linear import MACHINES
from mtdetect.simulate.simulator import FAMILIES
from mtdetect.training.fit.detector import (
    LabelledSet,
    against_human,
    column_weights,
    with_transplants,
)
from mtdetect.training.measure import metrics
from mtdetect.training.measure.figures import (
    Figures,
    log_odds_of,
    spun_figures,
    translated_figures,
)
from mtdetect.training.measure.protocols import (
    PORTUGUESE,
    Bench,
    news_through_portuguese,
    source_is,
)


def ablation(bench: Bench) -> Figures:
    """Tell what each family of features is worth alone and what is lost without it.

    Spun text is asked of families and n-grams in turn. Translated text is asked of what the
    detector looks at and, to show why it does not look at more, of all columns, on the Portuguese
    round trips, known and left out; beside it stands which share of human translations would be
    flagged at 1% of native news.
    """
    names = np.asarray(matrix.COLUMNS)
    train, test = bench.train, bench.test
    usual = inputs_used()
    columns = np.arange(len(names) + len(MACHINES)) < len(names)
    wording = columns & np.isin(np.append(names, [""] * len(MACHINES)), matrix.FAMILIES["wording"])
    found: Figures = {}

    def stacked(part: LabelledSet) -> Callable[[dict[Label, NDArray[np.bool_]]], Detector]:
        part = with_transplants(part)
        weight = {m: against_human(part.samples, m) for m in MACHINES}
        of_columns = {m: column_weights(part.samples, m) for m in MACHINES}
        shell = Detector(bench.resources)
        weights, bias, scores = shell.stack(part.ngrams, part.labels, part.buckets, weight)
        inputs = np.hstack([part.dense, scores])
        return lambda used: Detector(bench.resources).fit_columns(
            inputs, part.labels, of_columns, weights, bias, used
        )

    everything = stacked(train)

    def spun(used: NDArray[np.bool_]) -> Figures:
        odds = log_odds_of("spun", everything({**usual, "spun": used}), test)
        figures = spun_figures(test, odds, FAMILIES)
        return {"spun_auroc": figures["auroc"], "spun_tpr_at_1": figures["tpr_at_1"]}

    found["everything"] = spun(usual["spun"])
    found["n-grams alone"] = spun(usual["spun"] & ~columns)
    found["without n-grams"] = spun(columns)
    for family, members in matrix.FAMILIES.items():
        of = columns & np.isin(np.append(names, [""] * len(MACHINES)), members)
        found[f"{family} alone"] = spun(of)
        found[f"without {family}"] = spun(usual["spun"] & ~of)

    _, rest, unseen = bench.computed_without(news_through_portuguese)
    left_out = stacked(rest)
    for name, used in (
        ("everything", usual["translated"]),
        ("n-grams alone", usual["translated"] & ~columns),
        ("every column and n-grams", usual["translated"] | columns),
        ("without n-grams", columns),
        ("without wording", usual["translated"] & ~wording),
        ("wording alone", usual["translated"] & wording),
    ):
        row = found.setdefault(name, {})
        for place, make, on in (("unseen", left_out, unseen), ("seen", everything, test)):
            odds = log_odds_of("translated", make({**usual, "translated": used}), on)
            figures = translated_figures(on, odds, source_is(PORTUGUESE))
            row[f"translated_{place}_auroc"] = figures["auroc"]
            row[f"translated_{place}_auroc_own"] = figures["auroc_own"]
        native, translators = (
            odds[[s.label == "human" and s.origin == origin for s in test.samples]]
            for origin in ("native", "human_translation")
        )
        row["human_translations_at_1"] = round(metrics.rate_at(native, translators, 0.01), 4)
    return found
