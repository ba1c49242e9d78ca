"""The quality gate: the shipped model on held-out texts against its floors."""

from __future__ import annotations

import json
from pathlib import Path

from mtdetect.estimators.detector import Detector
from mtdetect.model import Model
from mtdetect.simulate.dictionary import SPINNERS_FILE, SpinnerDictionary
from mtdetect.simulate.simulator import FAMILIES
from mtdetect.training.corpora.articles import (
    aligned_articles,
    beginnings,
    human_articles,
    judge,
)
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.dataset import by_group
from mtdetect.training.fit.detector import compute, draw_spun, draw_unspun, spinner_pool
from mtdetect.training.measure.fairness import false_positive_rates, of_beginnings
from mtdetect.training.measure.figures import (
    log_odds_of,
    scores_of,
    spun_figures,
    translated_figures,
)
from mtdetect.training.measure.protocols import (
    source_is,
)

FLOORS_FILE = "floors.json"
_MOST_ESSAYS, _MOST_TRANSLATED = 300, 400


def gate(data: Path, out: Path) -> int:
    """Check the shipped model on held-out texts against its floors.

    Returns
    -------
    int
        0 where every floor holds, 1 otherwise.
    """
    model = Model.load(out)
    floors = json.loads((out / FLOORS_FILE).read_text("utf-8"))
    found = gate_figures(model, Corpora(data), SpinnerDictionary.load(out / SPINNERS_FILE))
    failed = 0
    for name, limit in floors.items():
        value = found[name]
        good = value <= limit["at_most"] if "at_most" in limit else value >= limit["at_least"]
        failed += not good
        print(f"{'ok  ' if good else 'FAIL'} {name}: {value:.4f} {limit}")
    print(f"{len(floors) - failed} passed, {failed} failed")
    return int(failed > 0)


def gate_figures(model: Model, corpora: Corpora, dictionary: SpinnerDictionary) -> dict[str, float]:
    """Measure a few figures of the shipped model quickly, on the test split."""
    unspun = draw_unspun(corpora, "test", machine_per_group=1)
    plain = [s for s in unspun if s.origin == "native"][:2_500]
    pairs = by_group([s for s in unspun if s.source == "news_round_trip_pt"], 2_400)
    others = by_group([s for s in unspun if s.source == "newstest_2008_2020"], 2_400)
    spun = draw_spun(plain, spinner_pool(dictionary, "test"), most_aligned=0)
    test = compute([*plain, *pairs, *others, *spun], model.resources)
    detector = Detector.from_model(model)
    scores = scores_of(detector, test)
    s = spun_figures(test, scores, FAMILIES)
    t = translated_figures(test, scores, source_is("news_round_trip_pt"))
    n = translated_figures(test, scores, source_is("newstest_2008_2020"))
    by_kind = {
        "spun_auroc_by_kind": spun_figures(test, log_odds_of("spun", detector, test), FAMILIES),
        "round_trip_auroc_by_kind": translated_figures(
            test,
            log_odds_of("translated", detector, test),
            source_is("news_round_trip_pt"),
        ),
    }
    natives = human_articles(corpora, "news_native", "test", 500)
    rates = false_positive_rates(model, judge(natives, model))
    versions = aligned_articles(corpora, "test", _MOST_TRANSLATED)
    translators = [a for a in versions if a.writers.startswith("human translation")]
    of_translators = false_positive_rates(model, judge(translators, model))
    essays = human_articles(corpora, "learners", "test", _MOST_ESSAYS)
    of_learners = false_positive_rates(model, judge(essays, model))
    short = {
        name: of_beginnings(model, judge(beginnings(articles), model))
        for name, articles in (
            ("native", natives),
            ("translated", [a for a in versions if a.label == "translated"]),
        )
    }
    return {
        "spun_auroc": s["auroc"],
        "spun_tpr_at_1": s["tpr_at_1"],
        "round_trip_auroc": t["auroc"],
        "round_trip_auroc_own": t["auroc_own"],
        "translated_auroc": n["auroc"],
        **{name: figures["auroc"] for name, figures in by_kind.items()},
        "native_articles_flagged": rates["articles_flagged_at_0.01"],
        "native_paragraphs_flagged": rates["paragraphs_flagged_at_0.01"],
        "human_translation_paragraphs_flagged": of_translators[
            "paragraphs_flagged_at_0.01_everyone"
        ],
        "learner_articles_flagged": of_learners["articles_flagged_at_0.01"],
        **{
            f"{name}_beginnings_flagged": found["beginnings_flagged_at_0.01"]
            for name, found in short.items()
        },
    }
