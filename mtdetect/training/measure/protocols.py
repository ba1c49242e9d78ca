"""The protocols of the evaluation: each trains without what it tests."""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

import numpy as np
from numpy.typing import NDArray

from mtdetect.estimators.detector import Detector, inputs_used
from mtdetect.features import matrix
from mtdetect.features.matrix import Resources
from mtdetect.judge.labels import Label
from mtdetect.judge.linear import MACHINES
from mtdetect.model import Model
from mtdetect.simulate.dictionary import SpinnerDictionary
from mtdetect.simulate.simulator import FAMILIES
from mtdetect.training.corpora.articles import (
    LONG_ARTICLE,
    Article,
    aligned_articles,
    flagged,
    human_articles,
    judge,
    odds,
    spun_articles,
    verdicts,
)
from mtdetect.training.corpora.corpus import MACHINE_FILES, Corpora
from mtdetect.training.corpora.dataset import PIVOT_FAMILIES, Sample, by_group
from mtdetect.training.corpora.transplant import GROUND
from mtdetect.training.fit import tables
from mtdetect.training.fit.detector import (
    SEED,
    LabelledSet,
    against_human,
    compute,
    draw_spun,
    fit,
    make_resources,
    refit_translated,
    spinner_pool,
    with_transplants,
    with_wording,
)
from mtdetect.training.fit.wording import CrossFitted, Pair, cross_fit
from mtdetect.training.measure import metrics
from mtdetect.training.measure.figures import (
    Figures,
    by_kind,
    log_odds_of,
    scores_of,
    spun_figures,
    translated_figures,
)

Test = Callable[[Sample], bool]
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
_MOST_ARTICLES = 120
_MOST_HUMANS = 1_000
# Paragraphs that each detector for an unseen spinner learns from, of people by themselves and of
# aligned ones.
_MOST_PLAIN, _MOST_ALIGNED = 5_000, 3_000


@dataclass(frozen=True)
class Bench:
    """What all protocols share.

    Attributes
    ----------
    corpora : Corpora
    model : Model
        The shipped one; its lexicon and word model know no engines, pivots or years.
    train, test : LabelledSet
        From disjoint articles.
    pairs : sequence of Pair
        What the model of wording learnt from.
    """

    corpora: Corpora
    model: Model
    train: LabelledSet
    test: LabelledSet
    pairs: Sequence[Pair]

    @property
    def resources(self) -> Resources:
        """Lexicon and word model of the shipped model."""
        return self.model.resources

    @cached_property
    def everything(self) -> Detector:
        """A detector that learnt from all of ``train``."""
        return as_calibrated(self.model, fit(self.train, self.resources))

    @cached_property
    def translated_articles(self) -> list[Article]:
        """Long translated articles of the test split."""
        found = aligned_articles(self.corpora, "test", sys.maxsize)
        return [a for a in found if a.label != "human" and len(a.paragraphs) >= LONG_ARTICLE]

    @cached_property
    def native_articles(self) -> list[Article]:
        """Native articles of the test split."""
        return human_articles(self.corpora, "news_native", "test", 2 * _MOST_ARTICLES)

    def without(self, left_out: Test) -> tuple[Detector, LabelledSet]:
        """Give a detector that never saw some of the translations, and what it is to be tested on.

        Spun paragraphs are not among these.
        """
        resources, train, test = self.computed_without(left_out)
        return refit_translated(self.everything, train, resources), test

    def computed_without(self, left_out: Test) -> tuple[Resources, LabelledSet, LabelledSet]:
        """Leave some of the translations out of training and out of the model of wording.

        Returns
        -------
        resources, train, test
            Spun paragraphs are left out, too: their columns of wording are not computed anew.
        """
        train = self.train.where(lambda s: not left_out(s) and not s.spinner)
        test = self.test.where(lambda s: not s.spinner)
        resources = self.resources
        pairs = [pair for pair in self.pairs if not left_out(pair.machine)]
        if len(pairs) < len(self.pairs):
            wording = cross_fit(pairs, resources.lexicon)
            resources = wording.resources(resources)
            train, test = (with_wording(part, resources, wording) for part in (train, test))
        return resources, train, test


def as_calibrated(model: Model, detector: Detector) -> Detector:
    """Give a detector the shipped calibration, which knows neither engines nor spinners by name.

    Without it the odds of the two kinds of machine text are not on one scale and cannot be
    added up to those of any machine.

    Parameters
    ----------
    model : Model
        The shipped one.
    detector : Detector
        Fitted; left as it is.

    Returns
    -------
    Detector
    """
    shipped = model.parameters
    calibrated = Detector(detector.resources_, detector.C, detector.C_columns, detector.n_folds)
    calibrated.resources_ = detector.resources_
    calibrated.parameters_ = replace(detector.parameters_, scale=shipped.scale, shift=shipped.shift)
    return calibrated


def with_detector(model: Model, detector: Detector) -> Model:
    """Give a model that judges paragraphs by themselves as a detector does."""
    return replace(model, resources=detector.resources_, parameters=detector.parameters_)


def _engine_is(engine: str) -> Test:
    return lambda s: s.engine == engine


def _translated_through(languages: Collection[str]) -> Test:
    return lambda s: s.label == "translated" and s.pivot in languages


def source_is(source: str) -> Test:
    """Give a test for samples of one corpus."""
    return lambda s: s.source == source


def unseen_engines(bench: Bench) -> Figures:
    """Leave out each engine in turn, all its sizes and versions; also the Portuguese set."""
    found: Figures = {}
    for engine in ENGINES:
        detector, test = bench.without(_engine_is(engine))
        its_own = [a for a in bench.translated_articles if a.maker == engine][:_MOST_ARTICLES]
        found[engine] = _found_by(detector, test, _engine_is(engine)) | whole_articles(
            bench.model, detector, its_own, bench.native_articles
        )
        if engine == "bergamot":
            found["bergamot, native-news topics"] = _found_by(
                detector, test, source_is(_PORTUGUESE)
            )
    portuguese = source_is(_PORTUGUESE)
    found["the Portuguese round trips, left out as a set"] = _found_by(
        *bench.without(portuguese), portuguese
    )
    french = _translated_through(("fr",))
    found["round trips of news through French, French left out"] = _found_by(
        *bench.without(french), lambda s: french(s) and s.source == _WEB
    )
    return found


_PORTUGUESE = "news_round_trip_pt"
_WEB = "news_round_trip_web"


def unseen_pivots(bench: Bench) -> Figures:
    """Leave out each family of pivot languages in turn."""
    return {
        family: _found_by(
            *bench.without(_translated_through(languages)), _translated_through(languages)
        )
        for family, languages in PIVOT_FAMILIES.items()
    }


def unseen_year(bench: Bench) -> Figures:
    """Leave out the newest test sets."""
    newest = source_is("wmt21")
    return {"wmt21": _found_by(*bench.without(newest), newest)}


def _found_by(detector: Detector, test: LabelledSet, wanted: Test) -> Figures:
    """Measure translations by the odds of any machine and by those of translation."""
    figures = translated_figures(test, scores_of(detector, test), wanted)
    odds = log_odds_of("translated", detector, test)
    return figures | by_kind(translated_figures(test, odds, wanted))


def whole_articles(
    model: Model, detector: Detector, articles: Sequence[Article], native: Sequence[Article]
) -> Figures:
    """Tell how many long articles a detector with the shipped calibration finds at 1%.

    Sequence model and threshold are those of the shipped model, too. That threshold spares every
    group of writers; beside it stands how many are found where 1% of native news is flagged.
    """
    model = with_detector(model, detector)
    long = [j for j in judge(articles, model) if len(j.ratios) >= LONG_ARTICLE]
    if not long:
        return {"articles": 0, "articles_found_at_1": math.nan}
    found = flagged(model, model.thresholds[0], long)
    human = verdicts(model.article, [j for j in judge(native, model) if len(j.ratios)])
    beyond = metrics.rate_at(odds(human), odds(verdicts(model.article, long)), 0.01)
    return {
        "articles": len(long),
        "articles_found_at_1": round(float(found.mean()), 4),
        "articles_found_at_native_1": round(beyond, 4),
    }


def unseen_spinners(
    corpora: Corpora,
    model: Model,
    training: Sequence[Sample],
    testing: Sequence[Sample],
    wording: CrossFitted,
    most_aligned: int = _MOST_ALIGNED,
) -> Figures:
    """Leave out each dictionary in turn: its pairs leave the lexicon, the word model, training.

    Of the aligned paragraphs ``most_aligned`` are trained on, to save time.
    """
    folder = corpora.data / "lexicon"
    known = model.resources.lexicon
    counts = tables.recount(known, corpora)
    news = human_articles(corpora, "news_native", "test", 3 * _MOST_ARTICLES)
    # What is only ground for translation teaches nothing of spinning.
    unspun = [s for s in training if not s.spinner and s.source != GROUND]
    some = [
        *_some([s for s in unspun if s.source not in MACHINE_FILES], _MOST_PLAIN),
        *by_group([s for s in unspun if s.source in MACHINE_FILES], most_aligned),
    ]
    humans = _some_of_each_origin(
        [s for s in testing if s.label == "human" and s.source != _PORTUGUESE], _MOST_HUMANS
    )
    long = [a for a in news if len(a.paragraphs) >= LONG_ARTICLE][:_MOST_ARTICLES]
    found: Figures = {}
    for name, families in SPINNER_GROUPS.items():
        lexicon = tables.with_dictionary(known, corpora, counts, families)
        kept = [f for f in FAMILIES if f not in families]
        pool = spinner_pool(SpinnerDictionary.from_data(folder, families), "train", kept)
        resources = wording.resources(make_resources(unspun, lexicon, pool, paragraphs=4_000))
        train = compute(
            [*some, *draw_spun(some, pool, most_aligned=most_aligned // 4)], resources, wording
        )
        detector = as_calibrated(model, fit(train, resources))
        test = compute([*humans, *(s for s in testing if s.spinner in families)], resources)
        found[name] = spun_figures(test, scores_of(detector, test), families) | by_kind(
            spun_figures(test, log_odds_of("spun", detector, test), families)
        )
        spinners = spinner_pool(SpinnerDictionary.from_data(folder), "test", families)
        found[name] |= whole_articles(model, detector, spun_articles(long, spinners, SEED), news)
    return found


def _some(samples: Sequence[Sample], most: int) -> list[Sample]:
    return Random(SEED).sample(list(samples), min(most, len(samples)))


def _some_of_each_origin(samples: Sequence[Sample], most: int) -> list[Sample]:
    taken: Counter[str] = Counter()
    kept = []
    for s in samples:
        taken[s.origin] += 1
        if taken[s.origin] <= most:
            kept.append(s)
    return kept


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
        shell = Detector(bench.resources)
        weights, bias, scores = shell.stack(part.ngrams, part.labels, part.buckets, weight)
        inputs = np.hstack([part.dense, scores])
        return lambda used: Detector(bench.resources).fit_columns(
            inputs, part.labels, weight, weights, bias, used
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

    _, rest, unseen = bench.computed_without(source_is(_PORTUGUESE))
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
            figures = translated_figures(on, odds, source_is(_PORTUGUESE))
            row[f"translated_{place}_auroc"] = figures["auroc"]
            row[f"translated_{place}_auroc_own"] = figures["auroc_own"]
        native, translators = (
            odds[[s.label == "human" and s.origin == origin for s in test.samples]]
            for origin in ("native", "human_translation")
        )
        row["human_translations_at_1"] = round(metrics.rate_at(native, translators, 0.01), 4)
    return found
