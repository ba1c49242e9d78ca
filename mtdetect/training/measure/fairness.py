"""Who is flagged wrongly, and how whole articles and runs inside articles are found."""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from collections.abc import Sequence
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from mtdetect import engine
from mtdetect.engine import Inferred
from mtdetect.judge.labels import LABELS
from mtdetect.judge.threshold import SPARED, Threshold
from mtdetect.model import Model
from mtdetect.simulate.dictionary import SpinnerDictionary
from mtdetect.training.corpora.articles import (
    LONG_ARTICLE,
    Judged,
    beginnings,
    flagged,
    human_articles,
    inferred,
    judge,
    long_translated_articles,
    odds,
    spun_articles,
    verdicts,
)
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.registry import OTHER_KINDS, ROUND_TRIPS_OF_NEWS
from mtdetect.training.fit.detector import SEED, spinner_pool
from mtdetect.training.fit.sequence import article_weights
from mtdetect.training.fit.thresholds import upper_bound
from mtdetect.training.fit.train import draw_articles, runs_in_articles
from mtdetect.training.measure import metrics

Figures = dict[str, Any]
_MOST_LONG = 400
# Groups of writers that are shown however few paragraphs they have; others need 300.
_ALWAYS = (
    "native news, all",
    "learners",
    "human tr",
    "English originals",
    "originals of round trips",
    "RT",
    "Wiki",
    "sport",
    "crime",
    *OTHER_KINDS.values(),
)


def _named_groups(judged: Sequence[Judged]) -> dict[str, list[Judged]]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for j in judged:
        a = j.article
        native = a.writers == "native_news"
        who = "native newsrooms" if native else "all other writers"
        if a.on_sport:
            groups[f"sport, of {who}"].append(j)
        if a.on_crime:
            groups[f"crime, of {who}"].append(j)
        if a.file in ROUND_TRIPS_OF_NEWS:
            groups["originals of round trips, by native newsrooms"].append(j)
        elif native:
            groups["native news, all"].append(j)
            groups[f"native news: {a.outlet}"].append(j)
            if a.year:
                groups["native news, 2000s and 2010s" if a.year < 2020 else
                       "native news, 2020s"].append(j)  # fmt: skip
        elif a.writers == "translated_or_nonnative_news":
            groups["RT (non-native newsroom)"].append(j)
        elif a.writers in OTHER_KINDS:
            groups[OTHER_KINDS[a.writers]].append(j)
        elif a.outlet.startswith("FCE"):
            groups["learners, all"].append(j)
            groups[f"learners: {a.outlet[13:-1]}"].append(j)
        elif a.outlet.startswith("Wikipedia"):
            groups["Wikipedia"].append(j)
        elif a.writers.startswith("human translation"):
            groups["human translations, all"].append(j)
            groups[a.writers].append(j)
        else:
            groups["English originals of test sets"].append(j)
    return groups


def fairness(model: Model, corpora: Corpora, dictionary: SpinnerDictionary) -> Figures:
    """Give the share of human paragraphs and articles that are flagged, by group of writers."""
    pool = spinner_pool(dictionary, "test", ("main",))
    sets = draw_articles(corpora, "test", pool, native=2_000, machine=1)
    # Essays of learners are for measuring only and none was trained on: all of them count.
    learners = [
        a
        for split in ("train", "calibrate", "test")
        for a in human_articles(corpora, "learners", split, 10_000)
    ]
    humans = [*sets.humans, *learners]
    short = _named_groups(judge(beginnings(humans), model))
    found: Figures = {}
    for name, group in sorted(_named_groups(judge(humans, model)).items()):
        rates = false_positive_rates(model, group) | of_beginnings(model, short.get(name, []))
        if rates["paragraphs"] >= 300 or name.startswith(_ALWAYS):
            found[name] = rates
    return found


def false_positive_rates(model: Model, group: Sequence[Judged]) -> Figures:
    """Give the share of human articles and of their paragraphs that are flagged, with bounds."""
    total = sum(len(j.article.paragraphs) for j in group)
    known = [j for j in group if len(j.ratios)]
    outcomes = inferred(model.article, known)
    found: Figures = {
        "articles": len(known),
        # Versions of one story tell less than as many articles.
        "stories": len({_story(j) for j in known}),
        "paragraphs": sum(len(outcome.paragraphs) for outcome in outcomes),
    }
    found["abstained"] = round(1 - found["paragraphs"] / max(1, total), 4)
    found["declined"] = _declined(known)
    for threshold in model.thresholds:
        decided = _decide(threshold, known, outcomes)
        articles = sum(whole for whole, _ in decided)
        paragraphs = sum(sum(each) for _, each in decided)
        key = f"{threshold.fpr:g}" + ("" if threshold.spare == SPARED[0] else "_everyone")
        found[f"articles_flagged_at_{key}"] = round(articles / max(1, len(known)), 4)
        found[f"articles_bound_at_{key}"] = round(upper_bound(articles, len(known)), 4)
        found[f"paragraphs_flagged_at_{key}"] = round(paragraphs / max(1, found["paragraphs"]), 4)
        found[f"paragraphs_bound_at_{key}"] = round(upper_bound(paragraphs, found["paragraphs"]), 4)
    return found


def of_beginnings(model: Model, group: Sequence[Judged]) -> Figures:
    """Give the share of beginnings of articles that are flagged, and of their paragraphs."""
    known = [j for j in group if len(j.ratios)]
    outcomes = inferred(model.article, known)
    found: Figures = {"beginnings": len(known)}
    for suffix, spare in zip(("", "_everyone"), SPARED, strict=True):
        decided = _decide(model.threshold(0.01, spare), known, outcomes)
        each = [flag for _, flags in decided for flag in flags]
        found[f"beginnings_flagged_at_0.01{suffix}"] = _mean(
            np.asarray([whole for whole, _ in decided], dtype=bool)
        )
        found[f"beginnings_paragraphs_flagged_at_0.01{suffix}"] = _mean(
            np.asarray(each, dtype=bool)
        )
    return found


def _decide(
    threshold: Threshold, judged: Sequence[Judged], outcomes: Sequence[Inferred]
) -> list[tuple[bool, list[bool]]]:
    """Tell which articles are flagged, and which of their paragraphs."""
    return [
        engine.decide(threshold, j.weighed, outcome)
        for j, outcome in zip(judged, outcomes, strict=True)
    ]


def _declined(judged: Sequence[Judged]) -> float:
    """Give the share that is not judged as translated, since it speaks of I and you."""
    return _mean(np.asarray([j.weighed.personal for j in judged], dtype=bool))


def article_figures(model: Model, corpora: Corpora, dictionary: SpinnerDictionary) -> Figures:
    """Measure whole articles, runs inside articles, and calibration, on held-out articles."""
    pool = spinner_pool(dictionary, "test")
    sets = draw_articles(corpora, "test", pool, native=1_000, machine=450)
    humans, machines = (judge(articles, model) for articles in (sets.humans, sets.machines))
    native = [j for j in humans if j.article.writers == "native_news" and len(j.ratios)]
    # Few of the drawn translations are long: take all that are.
    translated = long_translated_articles(corpora, "test")
    Random(SEED).shuffle(translated)
    translated = translated[:_MOST_LONG]
    found: Figures = {}
    of_native = odds(verdicts(model.article, native))
    cut = judge(beginnings([j.article for j in native]), model)
    of_short = odds(verdicts(model.article, [j for j in cut if len(j.ratios)]))
    partial: list[Judged] = []
    for label in ("spun", "translated"):
        known = judge(translated, model) if label == "translated" else machines
        long = [j for j in known if j.article.label == label and len(j.ratios) >= LONG_ARTICLE]
        found[f"{label}, 10 or more paragraphs"] = _found_whole(model, long, of_native)
        short = judge(beginnings([j.article for j in machines if j.article.label == label]), model)
        found[f"{label}, beginnings of 250 to 400 words"] = _found_whole(
            model, [j for j in short if len(j.ratios)], of_short
        )
        guests = [j for j in machines if j.article.label == label and len(j.ratios) >= 3]
        mixed = runs_in_articles(native, guests, 300)
        partial += [j for j, _ in mixed]
        values = []
        for j, machine in mixed:
            p = 1 - model.article.infer(j.ratios, readings=j.weighed.readings)[0][:, 0]
            values.append(metrics.auroc(p[~machine], p[machine]))
        found[f"run of 3 {label} paragraphs in a human article"] = {
            "articles": len(values),
            "auroc_inside_the_article": _mean(values),
        }
    every = human_articles(corpora, "news_native", "test", sys.maxsize)
    reports = [a for a in every if a.on_sport]
    of_sport = judge(spun_articles(reports, pool, SEED), model)
    found["spun reports on sport, 3 or more paragraphs"] = _found_whole(
        model, [j for j in of_sport if len(j.ratios)], of_native
    )
    for kind, name in OTHER_KINDS.items():
        of_kind = [a for a in sets.humans if a.writers == kind]
        copies = judge(spun_articles(of_kind, pool, SEED), model)
        found[f"spun {name}, 3 or more paragraphs"] = _found_whole(
            model, [j for j in copies if len(j.ratios)], of_native
        )
    limit = expit(np.quantile(of_native, 0.99))
    found["`doc.score` that 1% of native news articles exceed"] = round(float(limit), 3)
    whole = [j for j in [*humans, *machines] if len(j.ratios)]
    found["calibration error of articles"] = round(
        metrics.calibration_error(
            1 - verdicts(model.article, [*whole, *partial])[:, 0],
            np.asarray([j.article.label != "human" for j in [*whole, *partial]]),
            article_weights([j.article for j in whole], [j.article for j in partial]),
        ),
        4,
    )
    return found


def _story(judged: Judged) -> str:
    """Name the story of an article; what is of no aligned corpus has one of its own."""
    return judged.article.story or judged.article.text


def _found_whole(model: Model, judged: Sequence[Judged], of_native: NDArray[np.float64]) -> Figures:
    outcomes = verdicts(model.article, judged)
    found = flagged(model, model.threshold(0.01), judged)
    stories = [_story(j) for j in judged]
    low, high = metrics.interval_by(stories, found.tolist())
    right = [
        LABELS[k] == j.article.label for k, j in zip(outcomes.argmax(axis=1), judged, strict=True)
    ]
    return {
        "articles": len(judged),
        "stories": len(set(stories)),
        "found_at_1": _mean(found),
        "found_low": round(low, 4),
        "found_high": round(high, 4),
        "found_at_1_everyone": _mean(flagged(model, model.threshold(0.01, "everyone"), judged)),
        "found_at_native_1": round(metrics.rate_at(of_native, odds(outcomes), 0.01), 4),
        "right_label": _mean(np.asarray(right, dtype=bool)),
    }


def _mean(values: Sequence[float] | NDArray[np.bool_]) -> float:
    return round(float(np.mean(values)), 4) if len(values) else math.nan
