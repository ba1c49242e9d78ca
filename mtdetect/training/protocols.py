"""The protocols of the evaluation: each trains without what it tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtdetect.article import machine_log_odds
from mtdetect.detector import Detector
from mtdetect.features import table
from mtdetect.features.table import Resources
from mtdetect.linear import MACHINES
from mtdetect.training import metrics, tables
from mtdetect.training.corpus import Corpora
from mtdetect.training.dataset import PIVOT_FAMILIES, Sample
from mtdetect.training.fit import (
    LabelledSet,
    against_human,
    compute,
    draw_spun,
    fit,
    make_resources,
    spinner_pool,
)
from mtdetect.training.simulate import FAMILIES
from mtdetect.training.spinners import SpinnerDictionary

Figures = dict[str, Any]
# Spinners that share a dictionary are left out together.
SPINNER_GROUPS: dict[str, tuple[str, ...]] = {
    "main": ("main", "main_caps_kept"),
    "whilst, lengthening, per_chance": ("whilst", "lengthening", "per_chance"),
    "rewriter": ("rewriter",),
    "absurd, astatine": ("absurd", "astatine"),
    "mythes": ("mythes",),
    "wordnet": ("wordnet",),
    "moby": ("moby",),
    "bilingual": ("bilingual",),
}
ENGINES = ("google", "microsoft", "deepl", "nllb", "opus", "argos", "bergamot")
OTHER_REGISTERS = ("human_translation", "nonnative", "wikipedia", "learner")


@dataclass(frozen=True)
class Bench:
    """What all protocols share.

    Attributes
    ----------
    corpora : Corpora
    resources : Resources
        Lexicon and word model; neither knows engines, pivots or years.
    train, test : LabelledSet
        From disjoint articles.
    """

    corpora: Corpora
    resources: Resources
    train: LabelledSet
    test: LabelledSet


def scores_of(detector: Detector, samples: LabelledSet) -> NDArray[np.float64]:
    """Log-odds of a machine for every sample."""
    return machine_log_odds(detector.log_proba_inputs(samples.dense, samples.ngrams))


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
    for origin in OTHER_REGISTERS:
        human = np.asarray([x for s, x in pairs if s.label == "human" and s.origin == origin])
        found[f"auroc_{origin}"] = round(metrics.auroc(human, every), 4)
    return found


def _native(s: Sample) -> bool:
    return s.label == "human" and s.origin == "native"


Test = Callable[[Sample], bool]


def _engine_is(engine: str) -> Test:
    return lambda s: s.engine == engine


def _translated_through(languages: Collection[str]) -> Test:
    return lambda s: s.label == "translated" and s.pivot in languages


def _lacks(test: Test) -> Test:
    return lambda s: not test(s)


def source_is(source: str) -> Callable[[Sample], bool]:
    """Give a test for samples of one corpus."""
    return lambda s: s.source == source


def unseen_engines(bench: Bench) -> Figures:
    """Leave out each engine in turn, all its sizes and versions; also the Portuguese set."""
    found: Figures = {}
    for engine in ENGINES:
        detector = fit(bench.train.where(_lacks(_engine_is(engine))), bench.resources)
        scores = scores_of(detector, bench.test)
        found[engine] = translated_figures(bench.test, scores, _engine_is(engine))
        if engine == "bergamot":
            found["bergamot, native-news topics"] = translated_figures(
                bench.test, scores, source_is(_PORTUGUESE)
            )
    detector = fit(bench.train.where(lambda s: s.source != _PORTUGUESE), bench.resources)
    found["the Portuguese round trips, left out as a set"] = translated_figures(
        bench.test, scores_of(detector, bench.test), source_is(_PORTUGUESE)
    )
    return found


_PORTUGUESE = "news_round_trip_pt"


def unseen_pivots(bench: Bench) -> Figures:
    """Leave out each family of pivot languages in turn."""
    found: Figures = {}
    for family, languages in PIVOT_FAMILIES.items():
        detector = fit(
            bench.train.where(_lacks(_translated_through(languages))),
            bench.resources,
        )
        found[family] = translated_figures(
            bench.test,
            scores_of(detector, bench.test),
            _translated_through(languages),
        )
    return found


def unseen_year(bench: Bench) -> Figures:
    """Leave out the newest test sets."""
    detector = fit(bench.train.where(lambda s: s.source != "wmt21"), bench.resources)
    return {
        "wmt21": translated_figures(bench.test, scores_of(detector, bench.test), source_is("wmt21"))
    }


def unseen_spinners(bench: Bench, most_train: int = 40_000) -> Figures:
    """Leave out each dictionary in turn: its pairs leave the lexicon, the word model, training."""
    folder = bench.corpora.data / "lexicon"
    counts = tables.recount(bench.resources.lexicon, bench.corpora)
    found: Figures = {}
    for name, families in SPINNER_GROUPS.items():
        lexicon = tables.with_dictionary(bench.resources.lexicon, bench.corpora, counts, families)
        kept = [f for f in FAMILIES if f not in families]
        pool = spinner_pool(SpinnerDictionary.from_data(folder, families), "train", kept)
        unspun = [s for s in bench.train.samples if not s.spinner]
        resources = make_resources(unspun, lexicon, pool, paragraphs=4_000)
        own = [s for s in unspun if s.origin in ("native", "nonnative", "wikipedia")]
        rest = [s for s in unspun if s.origin not in ("native", "nonnative", "wikipedia")]
        some = own + rest[: max(0, most_train - 2 * len(own))]
        train = compute([*some, *draw_spun(some, pool, most_aligned=4_000)], resources)
        detector = fit(train, resources)
        wanted = [
            s
            for s in bench.test.samples
            if s.spinner in families or (s.label == "human" and s.source != _PORTUGUESE)
        ]
        test = compute(wanted, resources)
        found[name] = spun_figures(test, scores_of(detector, test), families)
    return found


def ablation(bench: Bench) -> Figures:
    """Tell what each family of features is worth alone and what is lost without it."""
    names = np.asarray(table.COLUMNS)
    train, test = bench.train, bench.test
    shell = Detector(bench.resources)
    labels = train.labels
    weight = {m: against_human(train.samples, m) for m in MACHINES}
    weights_, bias, stacked = shell.stack(train.ngrams, labels, train.groups, weight)
    found: Figures = {}

    def measure(dense: NDArray[np.bool_], ngrams: bool) -> Figures:
        detector = Detector(bench.resources).fit_columns(
            np.hstack([train.dense * dense, stacked * ngrams]), labels, weight,
            weights_ * ngrams, bias * ngrams,
        )  # fmt: skip
        scores = machine_log_odds(detector.log_proba_inputs(test.dense * dense, test.ngrams))
        spun = spun_figures(test, scores, FAMILIES)
        translated = translated_figures(test, scores, lambda s: True)
        return {
            "spun_auroc": spun["auroc"],
            "spun_tpr_at_1": spun["tpr_at_1"],
            "translated_auroc": translated["auroc"],
            "translated_auroc_own": translated["auroc_own"],
        }

    found["everything"] = measure(np.ones(len(names), bool), True)
    found["n-grams alone"] = measure(np.zeros(len(names), bool), True)
    found["without n-grams"] = measure(np.ones(len(names), bool), False)
    for family, columns in table.FAMILIES.items():
        of = np.isin(names, columns)
        found[f"{family} alone"] = measure(of, False)
        found[f"without {family}"] = measure(~of, True)
    return found
