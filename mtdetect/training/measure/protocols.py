"""The protocols of the evaluation: each trains without what it tests."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from mtdetect.estimators.detector import Detector
from mtdetect.features.matrix import Resources
from mtdetect.model import Model
from mtdetect.simulate.dictionary import KIN, SpinnerDictionary
from mtdetect.simulate.simulator import FAMILIES
from mtdetect.training.corpora.articles import (
    LONG_ARTICLE,
    Article,
    flagged,
    human_articles,
    judge,
    long_translated_articles,
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
    compute,
    draw_spun,
    fit,
    make_resources,
    refit_translated,
    spinner_pool,
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
DICTIONARIES: dict[str, tuple[str, ...]] = {", ".join(kin): kin for kin in KIN}
# These have words of their own and fill up from thesauri that stay: most of their swaps are known.
DIALECTS: dict[str, tuple[str, ...]] = {
    "main": ("main", "main_caps_kept"),
    "whilst, lengthening, per_chance": ("whilst", "lengthening", "per_chance"),
    "rewriter": ("rewriter",),
    "absurd, astatine": ("absurd", "astatine"),
}
SPINNER_GROUPS = DICTIONARIES | DIALECTS
PORTUGUESE, _WEB = "news_round_trip_pt", "news_round_trip_web"
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
        return long_translated_articles(self.corpora, "test")

    @cached_property
    def native_articles(self) -> list[Article]:
        """Native articles of the test split."""
        return human_articles(self.corpora, "news_native", "test", 2 * _MOST_ARTICLES)

    def can_do_without(self, left_out: Test, tested: Test | None = None) -> bool:
        """Tell whether there are translations to test on and others to learn from.

        Parameters
        ----------
        left_out : callable
        tested : callable, optional
            By default what is left out.
        """
        known, unseen = (
            [s for s in part.samples if s.label == "translated"] for part in (self.train, self.test)
        )
        return any(map(tested or left_out, unseen)) and not all(map(left_out, known))

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


def news_through_portuguese(sample: Sample) -> bool:
    """Tell round trips of native news through Portuguese; two corpora have some, by one engine."""
    return sample.source == PORTUGUESE or (sample.source == _WEB and sample.pivot == "pt")


def unseen_engines(bench: Bench) -> Figures:
    """Leave out each engine in turn, all its sizes and versions; also the Portuguese set.

    What the corpora lack, or have nothing beside, has no row; so in the other protocols.
    """
    found: Figures = {}
    portuguese, french = source_is(PORTUGUESE), _translated_through(("fr",))
    for engine in ENGINES:
        if not bench.can_do_without(_engine_is(engine)):
            continue
        detector, test = bench.without(_engine_is(engine))
        its_own = [a for a in bench.translated_articles if a.maker == engine][:_MOST_ARTICLES]
        found[engine] = _found_by(detector, test, _engine_is(engine)) | whole_articles(
            bench.model, detector, its_own, bench.native_articles
        )
        if engine == "bergamot" and bench.can_do_without(_engine_is(engine), portuguese):
            found["bergamot, native-news topics"] = _found_by(detector, test, portuguese)
    sets: dict[str, tuple[Test, Test]] = {
        "round trips of news through Portuguese, all of these left out": (
            news_through_portuguese, portuguese
        ),
        "round trips of news through French, French left out": (
            french, lambda s: french(s) and s.source == _WEB
        ),
    }  # fmt: skip
    return found | _left_out_in_turn(bench, sets)


def _left_out_in_turn(bench: Bench, sets: Mapping[str, tuple[Test, Test]]) -> Figures:
    """Measure what is left out, or what is tested of it."""
    return {
        name: _found_by(*bench.without(left_out), tested)
        for name, (left_out, tested) in sets.items()
        if bench.can_do_without(left_out, tested)
    }


def unseen_pivots(bench: Bench) -> Figures:
    """Leave out each family of pivot languages in turn."""
    families = {name: _translated_through(group) for name, group in PIVOT_FAMILIES.items()}
    return _left_out_in_turn(bench, {name: (test, test) for name, test in families.items()})


def unseen_year(bench: Bench) -> Figures:
    """Leave out the newest test sets."""
    newest = source_is("wmt21")
    return _left_out_in_turn(bench, {"wmt21": (newest, newest)})


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
        [s for s in testing if s.label == "human" and s.source != PORTUGUESE], _MOST_HUMANS
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
