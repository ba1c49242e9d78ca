"""Measure across what training never saw: ``mtdetect evaluate``; and the quality gate."""

from __future__ import annotations

import json
import math
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from joblib import Memory
from numpy.typing import NDArray

from mtdetect.article import flags, log_odds
from mtdetect.model import Model
from mtdetect.training import baselines, card, metrics, readme
from mtdetect.training.articles import (
    Judged,
    human_articles,
    judge,
    upper_bound,
)
from mtdetect.training.corpus import Corpora
from mtdetect.training.dataset import Sample, human_samples
from mtdetect.training.fit import (
    LabelledSet,
    compute,
    draw_spun,
    draw_unspun,
    spinner_pool,
    weights,
)
from mtdetect.training.protocols import (
    Bench,
    Figures,
    ablation,
    scores_of,
    spun_figures,
    translated_figures,
    unseen_engines,
    unseen_pivots,
    unseen_spinners,
    unseen_year,
)
from mtdetect.training.simulate import FAMILIES
from mtdetect.training.spinners import SpinnerDictionary
from mtdetect.training.train import draw_articles, runs_in_articles

# Protocols retrain some forty times: on so many paragraphs each.
_MOST_TRAIN = 60_000
_ZIPPY_TEXTS = 120
FIGURES_FILE = "evaluation.json"
FLOORS_FILE = "floors.json"


def evaluate(data: Path, out: Path, cache: Path | None = None) -> Figures:
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
    """
    began = time.monotonic()

    def step(text: str) -> None:
        print(f"[{time.monotonic() - began:6.0f} s] {text}", flush=True)

    model = Model.load(out)
    memory = Memory(cache, verbose=0)
    step("reading the corpora")
    corpora = memory.cache(Corpora)(data)
    step("drawing and computing samples")
    train, test = memory.cache(_samples, ignore=["corpora", "model"])(
        model.digest, corpora=corpora, model=model
    )
    bench = Bench(corpora, model.resources, train, test)
    figures: Figures = {"model": model.digest, "made_of": model.manifest.get("corpora_sha256")}
    steps: dict[str, Callable[[], Any]] = {
        "seen": lambda: seen_figures(model, test),
        "false_positives": lambda: fairness(model, corpora),
        "articles": lambda: article_figures(model, corpora),
        "unseen_engine": lambda: unseen_engines(bench),
        "unseen_pivot": lambda: unseen_pivots(bench),
        "unseen_year": lambda: unseen_year(bench),
        "unseen_spinner": lambda: unseen_spinners(bench),
        "baselines": lambda: baseline_figures(bench),
        "ablation": lambda: ablation(bench),
    }
    for name, run in steps.items():
        step(name.replace("_", " "))
        figures[name] = run()
        (out / FIGURES_FILE).write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    figures["minutes"] = round((time.monotonic() - began) / 60, 1)
    (out / FIGURES_FILE).write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    card.write(model, figures, out)
    page = out.resolve().parent / "README.md"
    if page.is_file() and readme.FIGURES_BEGIN in page.read_text("utf-8"):
        readme.update_readme(page, readme.readme_block(model, figures))
    print((out / card.CARD_FILE).read_text("utf-8"))
    step("done")
    return figures


def _samples(digest: str, *, corpora: Corpora, model: Model) -> tuple[LabelledSet, LabelledSet]:
    del digest  # names the cached result
    dictionary = SpinnerDictionary.from_data(corpora.data / "lexicon")
    sets = []
    for split, most in (("train", _MOST_TRAIN), ("test", 40_000)):
        unspun = draw_unspun(corpora, split)  # type: ignore[arg-type]
        aligned_origins = ("human_original", "human_translation")
        plain = [s for s in unspun if s.origin not in aligned_origins]
        aligned = by_group([s for s in unspun if s.origin in aligned_origins], most // 2)
        unspun = [*plain, *aligned]
        if split == "test":
            unspun += human_samples(corpora, "learners", "test", 800)
        pool = spinner_pool(dictionary, split)  # type: ignore[arg-type]
        spun = draw_spun([s for s in unspun if s.origin != "learner"], pool, most_aligned=4_000)
        sets.append(compute([*unspun, *spun], model.resources))
    return sets[0], sets[1]


def by_group(samples: Sequence[Sample], most: int) -> list[Sample]:
    """Keep whole groups, drawn by chance, until enough samples are kept."""
    groups: dict[str, list[Sample]] = defaultdict(list)
    for s in samples:
        groups[s.group].append(s)
    names = sorted(groups)
    Random(1).shuffle(names)
    kept: list[Sample] = []
    for name in names:
        if len(kept) >= most:
            break
        kept += groups[name]
    return kept


def seen_figures(model: Model, test: LabelledSet) -> Figures:
    """Measure the shipped model on held-out texts of families and engines that it knows."""
    log_p = model.detector.log_proba_inputs(test.dense, test.ngrams)
    scores = scores_of(model.detector, test)
    found: Figures = {
        f"spun: {family}": spun_figures(test, scores, [family]) for family in FAMILIES
    }
    found["spun: all"] = spun_figures(test, scores, FAMILIES)
    for source in sorted({s.source for s in test.samples if s.label == "translated"}):
        found[f"translated: {source}"] = translated_figures(test, scores, source_is(source))
    labels = test.labels
    native = np.asarray([s.label == "human" and s.origin == "native" for s in test.samples])
    flagged = scores > np.quantile(scores[native], 0.99)
    machine = (labels != "human") & flagged
    guess = np.where(log_p[:, 1] > log_p[:, 2], "spun", "translated")
    p = 1 - np.exp(log_p[:, 0])
    weight = weights([replace(s, origin="native") if s.origin == "learner" else s
                      for s in test.samples])  # fmt: skip
    found["probabilities"] = {
        "right_class_among_flagged": round(float((guess == labels)[machine].mean()), 4),
        "brier": round(metrics.brier(p, labels != "human", weight), 4),
        "calibration_error": round(metrics.calibration_error(p, labels != "human", weight), 4),
    }
    return found


def source_is(source: str) -> Callable[[Sample], bool]:
    """Give a test for samples of one corpus."""
    return lambda s: s.source == source


def _named_groups(judged: Sequence[Judged]) -> dict[str, list[Judged]]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for j in judged:
        a = j.article
        if a.writers == "native_news":
            groups["native news, all"].append(j)
            groups[f"native news: {a.outlet}"].append(j)
            if a.year:
                groups["native news, 2000s and 2010s" if a.year < 2020 else
                       "native news, 2020s"].append(j)  # fmt: skip
        elif a.writers == "translated_or_nonnative_news":
            groups["RT (non-native newsroom)"].append(j)
        elif a.outlet.startswith("FCE"):
            groups["learners, all"].append(j)
            groups[f"learners: {a.outlet[13:-1]}"].append(j)
        elif a.outlet.startswith("Wikipedia"):
            groups["Wikipedia"].append(j)
        elif a.writers.startswith("human translation"):
            groups["human translations, all"].append(j)
            groups[a.writers].append(j)
        else:
            groups["native news, WMT and others"].append(j)
    return groups


def fairness(model: Model, corpora: Corpora) -> Figures:
    """Give the share of human paragraphs and articles that are flagged, by group of writers."""
    pool = spinner_pool(SpinnerDictionary.load(_spinners_of(model)), "test", ("main",))
    sets = draw_articles(corpora, "test", pool, native=3_000, machine=1)
    # Essays of learners are for measuring only and none was trained on: all of them count.
    learners = [
        a
        for split in ("train", "calibrate", "test")
        for a in human_articles(corpora, "learners", split, 10_000)
    ]
    judged = judge([*sets.humans, *learners], model.detector)
    found: Figures = {}
    for name, group in sorted(_named_groups(judged).items()):
        rates = _false_positives(model, group)
        if rates["paragraphs"] >= 300 or name.startswith(("learners", "human tr", "RT", "Wiki")):
            found[name] = rates
    return found


def _spinners_of(model: Model) -> Path:
    del model
    from mtdetect._paths import model_dir

    return model_dir() / "spinners.json.gz"


def _false_positives(model: Model, group: Sequence[Judged]) -> Figures:
    total = sum(len(j.article.paragraphs) for j in group)
    found: Figures = {"articles": 0, "paragraphs": 0}
    outcomes = [(j, model.article.infer(j.ratios)) for j in group if len(j.ratios)]
    found["articles"] = len(outcomes)
    found["paragraphs"] = sum(len(j.ratios) for j, _ in outcomes)
    found["abstained"] = round(1 - found["paragraphs"] / max(1, total), 4)
    for threshold in model.thresholds:
        decided = [
            flags(a, p[:, 0], threshold.article, threshold.paragraph) for _, (p, a) in outcomes
        ]
        articles = sum(whole for whole, _ in decided)
        paragraphs = sum(sum(each) for _, each in decided)
        key = f"{threshold.fpr:g}"
        found[f"articles_flagged_at_{key}"] = round(articles / max(1, len(outcomes)), 4)
        found[f"articles_bound_at_{key}"] = round(upper_bound(articles, len(outcomes)), 4)
        found[f"paragraphs_flagged_at_{key}"] = round(paragraphs / max(1, found["paragraphs"]), 4)
        found[f"paragraphs_bound_at_{key}"] = round(upper_bound(paragraphs, found["paragraphs"]), 4)
    return found


def article_figures(model: Model, corpora: Corpora) -> Figures:
    """Measure whole articles, runs inside articles, and calibration, on held-out articles."""
    pool = spinner_pool(SpinnerDictionary.load(_spinners_of(model)), "test")
    sets = draw_articles(corpora, "test", pool, native=1_500, machine=600)
    humans, machines = judge(sets.humans, model.detector), judge(sets.machines, model.detector)
    native = [j for j in humans if j.article.writers == "native_news" and len(j.ratios)]
    found: Figures = {}
    threshold = model.thresholds[0]
    p_all: list[float] = []
    truth: list[bool] = []
    weight: list[float] = []
    for label in ("spun", "translated"):
        long = [j for j in machines if j.article.label == label and len(j.ratios) >= 10]
        every = [j for j in machines if j.article.label == label and len(j.ratios)]
        outcomes = [model.article.infer(j.ratios)[1] for j in long]
        caught = [log_odds(1 - a[0]) >= threshold.article for a in outcomes]
        right = [int(np.argmax(a)) == (1 if label == "spun" else 2) for a in outcomes]
        found[f"{label}, 10 or more paragraphs"] = {
            "articles": len(long),
            "found_at_1": round(float(np.mean(caught)), 4) if caught else math.nan,
            "right_label": round(float(np.mean(right)), 4) if right else math.nan,
        }
        mixed = runs_in_articles(native, [j for j in every if len(j.ratios) >= 3], 300)
        values = []
        for j, machine in mixed:
            p = 1 - model.article.infer(j.ratios)[0][:, 0]
            inside, outside = p[machine], p[~machine]
            values.append(metrics.auroc(outside, inside))
        found[f"run of 3 {label} paragraphs in a human article"] = {
            "articles": len(values),
            "auroc_inside_the_article": round(float(np.mean(values)), 4),
        }
        scores = [1 - model.article.infer(j.ratios)[1][0] for j in every]
        p_all += scores
        truth += [True] * len(scores)
        weight += [0.25 / max(1, len(scores))] * len(scores)
    scores = [1 - model.article.infer(j.ratios)[1][0] for j in native]
    p_all += scores
    truth += [False] * len(scores)
    weight += [0.5 / len(scores)] * len(scores)
    found["calibration error of articles"] = round(
        metrics.calibration_error(np.asarray(p_all), np.asarray(truth), np.asarray(weight)),
        4,
    )
    return found


def baseline_figures(bench: Bench) -> Figures:
    """Measure what others would try first on the same test paragraphs."""
    test = bench.test
    texts = [s.text for s in test.samples]
    scorers = {
        "TF-IDF + logistic regression": baselines.tfidf(
            bench.train.samples, weights(bench.train.samples)
        ),
        "tortured-phrase list": baselines.tortured_phrases(bench.corpora.data / "lexicon"),
    }
    found: Figures = {}
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


def gate(data: Path, out: Path) -> int:
    """Check the shipped model on held-out texts against its floors.

    Returns
    -------
    int
        0 where every floor holds, 1 otherwise.
    """
    model = Model.load(out)
    floors = json.loads((out / FLOORS_FILE).read_text("utf-8"))
    found = gate_figures(model, Corpora(data))
    failed = 0
    for name, limit in floors.items():
        value = found[name]
        good = value <= limit["at_most"] if "at_most" in limit else value >= limit["at_least"]
        failed += not good
        print(f"{'ok  ' if good else 'FAIL'} {name}: {value:.4f} {limit}")
    print(f"{len(floors) - failed} passed, {failed} failed")
    return int(failed > 0)


def gate_figures(model: Model, corpora: Corpora) -> dict[str, float]:
    """Measure a few figures of the shipped model quickly, on the test split."""
    dictionary = SpinnerDictionary.load(_spinners_of(model))
    unspun = draw_unspun(corpora, "test", machine_per_group=1)
    plain = [s for s in unspun if s.origin == "native"][:2_500]
    pairs = by_group([s for s in unspun if s.source == "news_round_trip_pt"], 2_400)
    others = by_group([s for s in unspun if s.source == "newstest_2008_2020"], 2_400)
    spun = draw_spun(plain, spinner_pool(dictionary, "test"), most_aligned=0)
    test = compute([*plain, *pairs, *others, *spun], model.resources)
    scores = scores_of(model.detector, test)
    s = spun_figures(test, scores, FAMILIES)
    t = translated_figures(test, scores, source_is("news_round_trip_pt"))
    n = translated_figures(test, scores, source_is("newstest_2008_2020"))
    rates = _false_positives(
        model, judge(human_articles(corpora, "news_native", "test", 500), model.detector)
    )
    return {
        "spun_auroc": s["auroc"],
        "spun_tpr_at_1": s["tpr_at_1"],
        "round_trip_auroc": t["auroc"],
        "round_trip_auroc_own": t["auroc_own"],
        "translated_auroc": n["auroc"],
        "native_articles_flagged": rates["articles_flagged_at_0.01"],
        "native_paragraphs_flagged": rates["paragraphs_flagged_at_0.01"],
    }
