"""Measure across what training never saw: ``mtdetect evaluate``; and the quality gate."""

from __future__ import annotations

import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from joblib import Memory
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from mtdetect.batch.storage import write_atomically
from mtdetect.errors import DataError
from mtdetect.estimators.detector import Detector
from mtdetect.model import Model
from mtdetect.simulate.dictionary import SPINNERS_FILE, SpinnerDictionary
from mtdetect.simulate.simulator import FAMILIES
from mtdetect.training.corpora.corpus import Corpora, percentile_of
from mtdetect.training.corpora.dataset import Sample, by_group, human_samples
from mtdetect.training.corpora.registry import Split
from mtdetect.training.corpora.transplant import GROUND
from mtdetect.training.fit.detector import (
    LabelledSet,
    check_kinds,
    compute,
    draw_ground,
    draw_sport,
    draw_spun,
    draw_unspun,
    spinner_pool,
    weights,
)
from mtdetect.training.fit.wording import CrossFitted, cross_fit, draw_pairs
from mtdetect.training.measure import baselines, card, metrics, plots, readme
from mtdetect.training.measure.ablation import ablation
from mtdetect.training.measure.declining import declining
from mtdetect.training.measure.fairness import article_figures, fairness
from mtdetect.training.measure.figures import (
    Figures,
    by_kind,
    scores_of,
    spun_figures,
    translated_figures,
)
from mtdetect.training.measure.lengths import by_length
from mtdetect.training.measure.protocols import (
    Bench,
    source_is,
    unseen_engines,
    unseen_pivots,
    unseen_spinners,
    unseen_year,
)
from mtdetect.training.measure.steps import STEPS

_MOST_ALIGNED_TEST = 12_000
# Each protocol trains anew, and there are two dozen: on what falls below so many percent of all
# stories and documents. That is 40% of native news, and four sevenths of the aligned stories, since
# these are split by the same hash and those below 70 are for training.
_TRAIN_PERCENT = 40
_ZIPPY_TEXTS = 120
FIGURES_FILE = "evaluation.json"
SAME_PARAGRAPHS = "mtdetect, trained on the same paragraphs as these"
# What takes longest needs a core of its own. The others come after it, so that they find in the
# cache what the other core has computed by then.
_BESIDE = ("unseen_spinner", "baselines", "ablation")


def evaluate(data: Path, out: Path, cache: Path | None = None, only: Sequence[str] = ()) -> Figures:
    """Run every protocol, print the table, store it beside the model with the model card.

    Parameters
    ----------
    data : Path
        The folder of the corpora.
    out : Path
        The folder of the model; figures and card are written here. The README beside it gets
        the main figures, where it has the markers for them.
    cache : Path, optional
        Where intermediate results are kept, so that a second run is quicker.
    only : sequence of str, optional
        Names of the steps to run; the figures of the others stay, with the model that they are of.

    Raises
    ------
    DataError
        If a name is none of the steps.
    """
    began = time.monotonic()
    stored = out / FIGURES_FILE
    unknown = [name for name in only if name not in STEPS]
    if unknown:
        raise DataError(f"only={list(only)}: the steps are {', '.join(STEPS)}")
    figures: Figures = json.loads(stored.read_text("utf-8")) if only and stored.exists() else {}
    if only:
        figures = together(figures, run_steps(data, out, cache, only))
    else:
        others = [name for name in STEPS if name not in _BESIDE]
        with (
            TemporaryDirectory() as scratch,
            ProcessPoolExecutor(1, mp_context=get_context("spawn")) as beside,
        ):
            shared = cache or Path(scratch)
            long = beside.submit(run_steps, data, out, shared, _BESIDE)
            figures = run_steps(data, out, shared, others)
            _store(figures, stored)  # whatever becomes of the long one
            figures = together(figures, long.result())
        figures["minutes"] = round((time.monotonic() - began) / 60, 1)
    _store(figures, stored)
    unknown = [name for name in card.NEEDED if name not in figures]
    if unknown:
        print(f"The model card waits until there are figures of {', '.join(unknown)}.")
        return figures
    model = Model.load(out)
    card.write(model, figures, out)
    page = out.resolve().parent / "README.md"
    if page.is_file() and readme.FIGURES_BEGIN in page.read_text("utf-8"):
        readme.update_readme(page, readme.readme_block(model, figures))
    print((out / card.CARD_FILE).read_text("utf-8"))
    return figures


def together(one: Figures, other: Figures) -> Figures:
    """Join the figures of some steps with those of others; the latter count where both have one."""
    return {**one, **other, "of": {**one.get("of", {}), **other.get("of", {})}}


@threadpool_limits.wrap(limits=1)  # type: ignore[untyped-decorator]
def run_steps(data: Path, out: Path, cache: Path | None, names: Sequence[str]) -> Figures:
    """Run some of the protocols.

    Parameters
    ----------
    data, out, cache
        See :func:`evaluate`.
    names : sequence of str
        Out of :data:`STEPS`.

    Returns
    -------
    dict
        The figures of each protocol by its name, under ``of`` the digest of the model that they
        are of, by the same names, and which corpora.
    """
    began = time.monotonic()

    def step(text: str) -> None:
        print(f"[{time.monotonic() - began:6.0f} s] {text}", flush=True)

    model = Model.load(out)
    step("reading the corpora")
    memory = Memory(cache, verbose=0)
    state = f"{model.digest} {_code()}"
    corpora = memory.cache(_read)(state, data)

    @lru_cache(maxsize=1)
    def menus() -> SpinnerDictionary:
        return SpinnerDictionary.load(out / SPINNERS_FILE)

    @lru_cache(maxsize=1)
    def drawn() -> tuple[list[Sample], list[Sample]]:
        train, test = memory.cache(_drawn, ignore=["corpora"])(state, corpora=corpora)
        return train, test

    @lru_cache(maxsize=1)
    def wording() -> CrossFitted:
        fitted: CrossFitted = memory.cache(_wording, ignore=["corpora", "model"])(
            state, corpora=corpora, model=model
        )
        return fitted

    @lru_cache(maxsize=1)
    def bench() -> Bench:
        train, test = memory.cache(_computed, ignore=["drawn", "model", "wording"])(
            state, drawn=drawn(), model=model, wording=wording()
        )
        return Bench(corpora, model, train, test, draw_pairs(corpora))

    steps: dict[str, Callable[[], Any]] = {
        "seen": lambda: seen_figures(model, bench().test, out),
        "false_positives": lambda: fairness(model, corpora, menus()),
        "articles": lambda: article_figures(model, corpora, menus()),
        "declining": lambda: _declining(model, corpora, menus(), out),
        "length": lambda: by_length(model, bench().test),
        "unseen_engine": lambda: unseen_engines(bench()),
        "unseen_pivot": lambda: unseen_pivots(bench()),
        "unseen_year": lambda: unseen_year(bench()),
        "unseen_spinner": lambda: unseen_spinners(corpora, model, *drawn(), wording()),
        "baselines": lambda: baseline_figures(bench()),
        "ablation": lambda: ablation(bench()),
    }
    figures: Figures = {
        "model": model.digest,
        "made_of": model.manifest.get("corpora_sha256"),
        "of": dict.fromkeys(names, model.digest),
    }
    for name in names:
        step(name.replace("_", " "))
        figures[name] = steps[name]()
    step(f"done: {', '.join(names)}")
    return figures


def _store(figures: Figures, path: Path) -> None:
    with write_atomically(str(path)) as stream:
        stream.write((json.dumps(figures, indent=1) + "\n").encode("utf-8"))


def _code() -> str:
    """Give a digest of this package: other code may split, draw or measure otherwise."""
    package = Path(__file__).parents[2]
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _read(state: str, data: Path) -> Corpora:
    del state  # names the cached result; so below
    return Corpora(data)


def _drawn(state: str, *, corpora: Corpora) -> tuple[list[Sample], list[Sample]]:
    """Draw the paragraphs to train and to test on, spun ones too."""
    del state
    dictionary = SpinnerDictionary.from_data(corpora.data / "lexicon")
    drawn = []
    splits: tuple[Split, ...] = ("train", "test")
    for split in splits:
        unspun = draw_unspun(corpora, split)
        if split == "train":
            unspun = _part([*unspun, *draw_sport(corpora, split, unspun)])
        if split == "test":
            aligned_origins = ("human_original", "human_translation")
            plain = [s for s in unspun if s.origin not in aligned_origins]
            aligned = [s for s in unspun if s.origin in aligned_origins]
            learners = human_samples(corpora, "learners", "test", 800)
            unspun = [*plain, *by_group(aligned, _MOST_ALIGNED_TEST), *learners]
        pool = spinner_pool(dictionary, split)
        spun = draw_spun([s for s in unspun if s.origin != "learner"], pool, most_aligned=4_000)
        ground = _part(draw_ground(corpora, split, unspun)) if split == "train" else []
        check_kinds([*unspun, *spun], split)
        drawn.append([*unspun, *spun, *ground])
    return drawn[0], drawn[1]


def _declining(model: Model, corpora: Corpora, dictionary: SpinnerDictionary, out: Path) -> Figures:
    found = declining(model, corpora, dictionary)
    plots.write_declining(found, out)
    return found


def _part(samples: Sequence[Sample]) -> list[Sample]:
    """Keep some of the stories and documents, whole ones."""
    return [s for s in samples if percentile_of(s.story or s.group) < _TRAIN_PERCENT]


def _wording(state: str, *, corpora: Corpora, model: Model) -> CrossFitted:
    """Fit the model of wording again, for those of its parts that no model holds."""
    del state
    return cross_fit(draw_pairs(corpora), model.resources.lexicon)


def _computed(
    state: str,
    *,
    drawn: tuple[list[Sample], list[Sample]],
    model: Model,
    wording: CrossFitted,
) -> tuple[LabelledSet, LabelledSet]:
    del state
    train, test = drawn
    return compute(train, model.resources, wording), compute(test, model.resources)


def seen_figures(model: Model, test: LabelledSet, out: Path) -> Figures:
    """Measure the shipped model on held-out texts of families and engines that it knows."""
    detector = Detector.from_model(model)
    log_p = detector.log_proba_inputs(test.dense, test.ngrams)
    scores = scores_of(detector, test)
    spun, translated = (log_p[:, k] - log_p[:, 0] for k in (1, 2))
    found: Figures = {}
    drawn = {s.spinner for s in test.samples}
    for name, families in [*((f, [f]) for f in FAMILIES if f in drawn), ("all", FAMILIES)]:
        found[f"spun: {name}"] = spun_figures(test, scores, families) | by_kind(
            spun_figures(test, spun, families)
        )
    for source in sorted({s.source for s in test.samples if s.label == "translated"}):
        found[f"translated: {source}"] = translated_figures(
            test, scores, source_is(source)
        ) | by_kind(translated_figures(test, translated, source_is(source)))
    labels = test.labels
    native = np.asarray([s.label == "human" and s.origin == "native" for s in test.samples])
    flagged = scores > np.quantile(scores[native], 0.99)
    machine = (labels != "human") & flagged
    guess = np.where(log_p[:, 1] > log_p[:, 2], "spun", "translated")
    p = 1 - np.exp(log_p[:, 0])
    weight = weights([replace(s, origin="native") if s.origin == "learner" else s
                      for s in test.samples])  # fmt: skip
    plots.write(test.samples, scores, weight, out)
    found["probabilities"] = {
        "right_class_among_flagged": round(float((guess == labels)[machine].mean()), 4),
        "brier": round(metrics.brier(p, labels != "human", weight), 4),
        "calibration_error": round(metrics.calibration_error(p, labels != "human", weight), 4),
    }
    return found


def baseline_figures(bench: Bench) -> Figures:
    """Measure what others would try first on the same test paragraphs."""
    test = bench.test
    texts = [s.text for s in test.samples]
    training = [s for s in bench.train.samples if s.source != GROUND]
    scorers = {
        "TF-IDF + logistic regression": baselines.tfidf(training, weights(training)),
        "tortured-phrase list": baselines.tortured_phrases(bench.corpora.data / "lexicon"),
    }
    # The shipped model, which stands beside these in the tables, learnt from more.
    found: Figures = {SAME_PARAGRAPHS: _both(test, scores_of(bench.everything, test))}
    for name, scorer in scorers.items():
        found[name] = _both(test, scorer(texts))
    compression = baselines.zippy()
    if compression is not None:
        some = _few(test, _ZIPPY_TEXTS)
        found["thinkst-zippy"] = _both(some, compression([s.text for s in some.samples]))
    return found


def _few(test: LabelledSet, each: int) -> LabelledSet:
    seen: dict[tuple[str, str], int] = defaultdict(int)

    def keep(s: Sample) -> bool:
        if s.origin != "native" and s.source != "news_round_trip_pt":
            return False
        seen[s.label, s.origin] += 1
        return seen[s.label, s.origin] <= each

    return test.where(keep)


def _both(test: LabelledSet, scores: NDArray[np.float64]) -> Figures:
    spun = spun_figures(test, scores, FAMILIES)
    translated = translated_figures(test, scores, source_is("news_round_trip_pt"))
    return {"spun": spun, "translated (Portuguese round trips)": translated}
