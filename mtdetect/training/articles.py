"""Whole articles, human and machine-made, to fit the sequence model and its thresholds on."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from mtdetect import abstain
from mtdetect.article import ArticleModel, Limits, flags, log_ratios, odds_of_kinds
from mtdetect.detector import Detector
from mtdetect.lexical_features import looks
from mtdetect.model import Threshold
from mtdetect.results import Label
from mtdetect.training.corpus import Corpora, Split, article_of
from mtdetect.training.dataset import SpinnerPool, blocks, engine_of

_LEAST_PARAGRAPHS = 3
_MOST_PARAGRAPHS = 40
# The articles that whole verdicts are measured on have so many judged paragraphs.
LONG_ARTICLE = 10
FPRS = (0.01, 0.001)
# Groups of writers other than native news may be flagged this much more often at the most.
_OTHERS_FACTOR = 2.0
# Whatever the human texts say, a flag takes odds of 19 to 1 against a person.
_LEAST_ODDS = math.log(19)
# Of these languages many human references are post-edited machine output (8 to 15%): what is
# flagged there is partly right, so no threshold can rest on them.
_POST_EDITED = ("cs", "he", "ru", "uk")


@dataclass(frozen=True)
class Article:
    """Paragraphs of one article in order."""

    paragraphs: tuple[str, ...]
    label: Label
    writers: str
    outlet: str = ""
    maker: str = ""
    year: int = 0


@dataclass(frozen=True)
class Judged:
    """An article with what its paragraphs say for themselves.

    Attributes
    ----------
    article : Article
    ratios : ndarray of shape (n_judged, 2)
        Log-likelihood ratios of the paragraphs that are not abstained from.
    judged : ndarray of int
        Which paragraphs these are.
    """

    article: Article
    ratios: NDArray[np.float64]
    judged: NDArray[np.int64]


def human_articles(corpora: Corpora, file: str, split: Split, most: int) -> list[Article]:
    """Give articles of a human corpus, long paragraphs cut at sentences."""
    documents = [d for d in corpora.human[file] if d.split == split]
    Random(f"articles {file} {split}").shuffle(documents)
    articles = []
    for d in documents[:most]:
        found = tuple(blocks(d))[:_MOST_PARAGRAPHS]
        if len(found) >= _LEAST_PARAGRAPHS or file == "learners":
            articles.append(Article(found, "human", d.kind, d.outlet, year=_year(d.date)))
    return articles


def aligned_articles(corpora: Corpora, split: Split, most_machine: int) -> list[Article]:
    """Put the aligned paragraphs of one article and one system together again."""
    pieces: dict[tuple[str, str, str, str], dict[int, str]] = defaultdict(dict)
    facts: dict[tuple[str, str, str, str], tuple[Label, str, str, int]] = {}
    for p in corpora.aligned:
        if p.split != split or "#" not in p.group:
            continue
        key = (p.file, article_of(p.group), p.system or "", p.pivot or "")
        pieces[key][int(p.group.split("#")[1])] = p.text
        label: Label = "human" if p.label == "human" else "translated"
        writers = p.human_kind or "machine"
        if p.human_kind == "human_translation":
            writers = f"human translation ({p.pivot})"
        facts[key] = (label, writers, engine_of(p), p.year)
    humans: list[Article] = []
    machines: list[Article] = []
    for key in sorted(pieces):
        texts = tuple(text for _, text in sorted(pieces[key].items()))
        if len(texts) < _LEAST_PARAGRAPHS:
            continue
        label, writers, maker, year = facts[key]
        made = Article(texts, label, writers, key[3], maker, year)
        (humans if label == "human" else machines).append(made)
    Random(f"machine articles {split}").shuffle(machines)
    return humans + machines[:most_machine]


def spun_articles(articles: Sequence[Article], pool: SpinnerPool, seed: int) -> list[Article]:
    """Spin whole articles, one spinner an article."""
    spun = []
    for number, article in enumerate(articles):
        spinner = pool.draw(Random(f"article {seed} {number}"))
        copies = [spinner.spin(p, number * 100 + i) for i, p in enumerate(article.paragraphs)]
        spun.append(
            replace(
                article,
                paragraphs=tuple(c.text for c in copies),
                label="spun",
                maker=spinner.family,
            )
        )
    return spun


def judge(articles: Sequence[Article], detector: Detector) -> list[Judged]:
    """Let the detector look at every paragraph of every article."""
    flat = [p for a in articles for p in a.paragraphs]
    resources = detector.resources_
    log_p = np.zeros((len(flat), 3))
    n_words = np.zeros(len(flat))
    open_: list[bool] = []
    start = 0
    for seen in looks(flat, resources):
        piece = slice(start, start + seen.encoded.n_rows)
        log_p[piece] = detector.log_proba_of(seen)
        n_words[piece] = seen.encoded.n_words
        start = piece.stop
        open_ += [r is None for r in abstain.reasons(seen.encoded, resources.lexicon)]
    ratios = log_ratios(log_p, n_words)
    judged, at = [], 0
    for article in articles:
        n = len(article.paragraphs)
        kept = np.flatnonzero(open_[at : at + n])
        judged.append(Judged(article, ratios[at + kept], kept))
        at += n
    return judged


def fit_article_model(
    judged: Sequence[Judged], partial: Sequence[tuple[Judged, NDArray[np.bool_]]]
) -> ArticleModel:
    """Choose the parameters under which the labels are likeliest.

    Parameters
    ----------
    judged : sequence of Judged
        Articles that are of one kind throughout.
    partial : sequence of (Judged, ndarray of bool)
        Human articles with a run of machine paragraphs, and which paragraphs these are.
    """
    whole = [j for j in judged if len(j.ratios)]
    weight = {"human": 1.0, "spun": 0.5, "translated": 0.5}
    count = {label: sum(j.article.label == label for j in whole) for label in weight}

    def loss(model: ArticleModel) -> float:
        total = 0.0
        for j in whole:
            paragraphs, article = model.infer(j.ratios)
            true = ("human", "spun", "translated").index(j.article.label)
            share = weight[j.article.label] / count[j.article.label]
            inner = -np.log(np.maximum(paragraphs[:, true], 1e-6)).mean()
            total += share * (-math.log(max(article[true], 1e-6)) + inner)
        for j, machine in partial:
            paragraphs, _ = model.infer(j.ratios)
            right = np.where(machine, 1 - paragraphs[:, 0], paragraphs[:, 0])
            total += 0.5 * float(-np.log(np.maximum(right, 1e-6)).mean()) / len(partial)
        return total

    best = ArticleModel()
    grid: dict[str, tuple[float, ...]] = {
        "temper_spun": (0.25, 0.4, 0.55, 0.7, 0.85, 1.0),
        "temper_translated": (0.25, 0.4, 0.55, 0.7, 0.85, 1.0),
        "offset_spun": (-0.5, 0.0, 0.5, 1.0),
        "offset_translated": (-0.5, 0.0, 0.5, 1.0, 1.5),
        "most": (3.0, 4.0, 6.0),
        "scale": (0.3, 0.5, 0.75, 1.0),
        "shift": (-2.0, -1.0, 0.0, 1.0),
        "stay_human": (0.7, 0.8, 0.9),
        "stay_machine": (0.9, 0.95, 0.98),
    }
    lowest = loss(best)
    for _ in range(2):  # coordinate descent: the parameters hardly interact
        for name, values in grid.items():
            for value in values:
                trial = replace(best, **{name: value})
                found = loss(trial)
                if found < lowest - 1e-9:
                    best, lowest = trial, found
    return best


def upper_bound(flagged: int, n: int, confidence: float = 0.95) -> float:
    """Upper Clopper-Pearson bound of a rate, one-sided.

    Examples
    --------
    >>> round(upper_bound(0, 299), 4)
    0.01
    """
    return 1.0 if n == 0 or flagged >= n else float(beta.ppf(confidence, flagged + 1, n - flagged))


def thresholds(judged: Sequence[Judged], model: ArticleModel) -> tuple[Threshold, ...]:
    """Set thresholds on human articles so that the upper bounds hold for every group of writers.

    Native news must stay within the rate, each other group of writers within twice of it as far
    as its size can show.
    """
    groups: dict[str, list[tuple[NDArray[np.float64], NDArray[np.float64]]]] = defaultdict(list)
    for j in judged:
        if not len(j.ratios):
            continue
        if any(j.article.writers == f"human translation ({c})" for c in _POST_EDITED):
            continue
        paragraphs, throughout = model.infer(j.ratios)
        kind = "native" if j.article.writers == "native_news" else j.article.writers.split(" (")[0]
        groups[kind].append((throughout, paragraphs))
    of_articles = {k: odds_of_kinds(np.asarray([a for a, _ in g])) for k, g in groups.items()}
    of_paragraphs = {k: odds_of_kinds(np.vstack([p for _, p in g])) for k, g in groups.items()}
    found: list[Threshold] = []
    for fpr in FPRS:
        limits = [_limits(of_articles, fpr), _limits(of_paragraphs, fpr)]
        if found:  # a stricter aim never flags more
            looser = (found[-1].article, found[-1].paragraph)
            limits = [
                (max(now[0], before[0]), max(now[1], before[1]))
                for now, before in zip(limits, looser, strict=True)
            ]
        article, paragraph = limits
        native = [flags(a, p, article, paragraph) for a, p in groups["native"]]
        n_paragraphs = sum(len(each) for _, each in native)
        found.append(
            Threshold(
                fpr,
                article,
                paragraph,
                len(native),
                n_paragraphs,
                upper_bound(sum(whole for whole, _ in native), len(native)),
                upper_bound(sum(sum(each) for _, each in native), n_paragraphs),
            )
        )
    return tuple(found)


def _limits(groups: Mapping[str, NDArray[np.float64]], fpr: float) -> Limits:
    """Give spinning half of what may be flagged, and translation what that leaves."""
    spun = translated = _LEAST_ODDS
    allowed = {k: _allowed(len(odds), fpr, k) for k, odds in groups.items()}
    for kind, odds in groups.items():
        if allowed[kind] or kind == "native":
            spun = max(spun, _just_above(odds[:, 0], allowed[kind] // 2))
    for kind, odds in groups.items():
        if allowed[kind] or kind == "native":
            rest = odds[odds[:, 0] < spun, 1]
            translated = max(translated, _just_above(rest, allowed[kind] - len(odds) + len(rest)))
    return spun, translated


def _allowed(n: int, fpr: float, kind: str) -> int:
    """Tell how many of so many human texts may be flagged; of a small group perhaps none."""
    if kind != "native":
        return int(_OTHERS_FACTOR * fpr * n)
    allowed = 0
    while allowed < n and upper_bound(allowed + 1, n) <= fpr:
        allowed += 1
    return allowed


def _just_above(scores: NDArray[np.float64], allowed: int) -> float:
    """Give the threshold that so many scores reach."""
    if not len(scores):
        return -math.inf
    ordered = np.sort(scores)[::-1]
    # Just above the first score that must not be flagged.
    return float(np.nextafter(ordered[min(allowed, len(ordered) - 1)], np.inf))


def _year(date: str) -> int:
    return int(date[:4]) if date[:4].isdigit() else 0
