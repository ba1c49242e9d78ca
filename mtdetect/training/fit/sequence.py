"""Fit the sequence model on whole articles and on human ones with a run of machine paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from mtdetect.judge.article import ArticleModel, Side
from mtdetect.judge.labels import LABELS
from mtdetect.judge.writers import Writers
from mtdetect.training.corpora.articles import Article, Judged
from mtdetect.training.corpora.registry import OTHER_KINDS
from mtdetect.training.corpora.transplant import SOURCE
from mtdetect.training.fit.detector import STRATA
from mtdetect.training.fit.writers import Group, fit_norms, fit_writers

Floats = NDArray[np.float64]
# Share of human articles with a run of machine paragraphs among the machine-made ones.
_PARTIAL = 0.2
_LEAST = 1e-6
# How many disguised articles are so throughout, and how many people's articles look as if there
# were runs of machine text in them, is a choice: likelihood hardly minds (0.592 to 0.608 nats),
# what is found does. Swept on articles of calibration at the thresholds for 1%: of translated ones
# 66% are found at 0.8, 67% at 0.9, 72% at 0.95 (of beginnings 61, 61, 65), since patches of
# people's articles count for less; articles with three translated paragraphs in 7, 5 and 4% of
# cases. Of spun ones 97% are found, with three spun paragraphs 73%.
# So is the most that one paragraph may say, for which the model's default is taken. At 4 nats the
# labels are likeliest, and 64% of translated beginnings are found, at 8 nats 65%, at 12 nats 63%;
# of beginnings that are damaged in all but a third of their paragraphs 72, 83 and 84% (supposed: 4
# nats more in each, and -2 in that third).
# The temper of spun text is a third. Likelihood prefers less, by which paragraphs that are hardly
# odd speak for a spinner, too. In articles of calibration with a run of three spun paragraphs 1.0%
# of people's are flagged at a temper of 1, 0.4% at 1.3 (in those of other registers 1.8% and 1.1%),
# and 59% of the articles, 78% at 1.3. Spun articles are found alike.
_SPUN = Side(temper=1.3, throughout=0.8, patchy=0.01)
_TRANSLATED = Side(throughout=0.95, patchy=0.03)
_GRID: dict[str, tuple[float, ...]] = {
    "temper_translated": (0.55, 0.7, 0.85, 1.0, 1.15),
    "offset_spun": (-0.5, 0.0, 0.5),
    "offset_translated": (-0.5, 0.0, 0.5),
    "strays": (0.01, 0.02, 0.05, 0.1),
    "start": (0.1, 0.25, 0.5),
    "stay_early": (0.6, 0.7, 0.8, 0.9),
    "stay_machine": (0.5, 0.6, 0.7, 0.8),
    "stay_human": (0.85, 0.9, 0.93, 0.95, 0.98),
}


def article_weights(whole: Sequence[Article], partial: Sequence[Article]) -> Floats:
    """Weigh articles as training weighs paragraphs: writers and machines count the same.

    Human articles have the shares of content that training gives to every class, however many
    there are of each; spun and translated ones count the same, and one in five of either is so
    only in a run of paragraphs.

    Parameters
    ----------
    whole : sequence of Article
        Articles of one kind throughout.
    partial : sequence of Article
        Human articles with a run of machine paragraphs, labelled as the run is.

    Returns
    -------
    ndarray of shape (n_whole + n_partial,)
        Weights that add up to 1.
    """
    shares = {
        "human, native": STRATA["native"] + STRATA[SOURCE],
        "human, other": STRATA["other"],
        "human, original": STRATA["original"],
        "human, translation": STRATA["translation"],
        "spun": 1 - _PARTIAL,
        "translated": 1 - _PARTIAL,
    }
    kinds = [_kind(a) for a in whole] + [f"partly {a.label}" for a in partial]
    times = Counter(kinds)
    weight = np.asarray([shares.get(kind, _PARTIAL) / times[kind] for kind in kinds])
    human = np.asarray([k.startswith("human") for k in kinds], dtype=bool)
    for side in (human, ~human):
        weight[side] /= max(weight[side].sum(), 1e-12)
    return np.asarray(weight / weight.sum())


def _kind(article: Article) -> str:
    if article.label != "human":
        return article.label
    if article.writers.startswith("human translation"):
        return "human, translation"
    if article.writers in OTHER_KINDS:
        return "human, other"
    return "human, original" if article.writers == "human_original" else "human, native"


class _Cases:
    """Articles to fit on, whole ones first, their paragraphs one after the other."""

    def __init__(
        self, whole: Sequence[Judged], partial: Sequence[tuple[Judged, NDArray[np.bool_]]]
    ) -> None:
        every = [*whole, *(j for j, _ in partial)]
        self.articles = [(j.ratios, j.weighed.readings) for j in every]
        # An article with a run of machine paragraphs is a machine's, as a verdict has it.
        self.truth = np.asarray([LABELS.index(j.article.label) for j in every])
        self.weight = article_weights([j.article for j in whole], [j.article for j, _ in partial])
        self.lengths = np.asarray([len(ratios) for ratios, _ in self.articles], dtype=float)
        self.article = np.repeat(np.arange(len(every)), self.lengths.astype(int))
        self.paragraph_weight = (self.weight / np.maximum(self.lengths, 1))[self.article]
        machine = [np.full(len(j.ratios), j.article.label != "human") for j in whole]
        of_machine = np.concatenate([*machine, *(found for _, found in partial)])
        self.kind = np.where(of_machine, self.truth[self.article], 0)
        self.whole = np.arange(len(every)) < len(whole)
        self.plain = np.asarray([_kind(j.article) == "human, native" for j in whole])
        self.ratios = np.vstack([ratios for ratios, _ in self.articles])
        self.readings = np.asarray([readings for _, readings in self.articles])
        self._writers: dict[tuple[float, ...], Writers | None] = {}

    def fitted(self, shape: ArticleModel) -> tuple[ArticleModel, float]:
        """Fit the writers of a model of this shape and calibrate it; also give the loss."""
        shape = replace(
            shape, spun=self._with_writers(shape, 0), translated=self._with_writers(shape, 1)
        )
        chains = [shape.chains(ratios, readings) for ratios, readings in self.articles]
        evidence = np.asarray([e for e, _ in chains])
        machine = np.vstack([m for _, m in chains])
        rows = np.arange(len(self.truth))

        def log_p(calibration: Floats) -> Floats:
            odds = calibration[:2] * evidence + calibration[2:] + np.log(0.5)
            logits = np.hstack([np.zeros((len(odds), 1)), odds])
            return np.asarray(logits - np.logaddexp.reduce(logits, axis=1)[:, None])

        def article_loss(calibration: Floats) -> float:
            return -float(self.weight @ log_p(calibration)[rows, self.truth])

        found = minimize(
            article_loss,
            np.asarray([1.0, 1.0, 0.0, 0.0]),
            method="L-BFGS-B",
            bounds=[(0.1, 5.0), (0.1, 5.0), (-10.0, 10.0), (-10.0, 10.0)],
        )
        calibration = np.round(found.x, 3)
        p = np.exp(log_p(calibration))[self.article]
        p[:, 1:] *= machine
        p[:, 0] = 1 - p[:, 1:].sum(axis=1)
        right = np.maximum(p[np.arange(len(p)), self.kind], _LEAST)
        inner = -float(self.paragraph_weight @ np.log(right))
        scale, shift = calibration[:2].tolist(), calibration[2:].tolist()
        model = replace(
            shape,
            spun=replace(shape.spun, scale=scale[0], shift=shift[0]),
            translated=replace(shape.translated, scale=scale[1], shift=shift[1]),
        )
        return model, article_loss(calibration) + inner

    def _with_writers(self, shape: ArticleModel, k: int) -> Side:
        """Fit how far people and makers of one kind of machine text go, once for each shape."""
        side = shape.sides[k]
        key = (k, side.temper, side.offset, shape.most, shape.strays)
        if key not in self._writers:
            self._writers[key] = self._fit_writers(shape, k)
        writers = self._writers[key]
        return side if writers is None else replace(side, writers=writers)

    def _fit_writers(self, shape: ArticleModel, k: int) -> Writers | None:
        side = shape.sides[k]
        _, ratios = shape.tempered(side, self.ratios[:, k])
        sums = np.bincount(self.article, ratios, len(self.weight)).astype(float)
        n = len(self.plain)
        plain = np.zeros(len(self.weight), dtype=bool)
        plain[:n] = self.plain
        of_plain = plain[self.article]
        if not of_plain.any():
            return None
        norms = np.round(fit_norms(ratios[of_plain], self.paragraph_weight[of_plain]), 3)

        def group(truth: int) -> Group | None:
            rows = np.flatnonzero(self.whole & (self.truth == truth) & (self.weight > 0))
            if not len(rows):
                return None
            return Group(sums[rows], self.lengths[rows], self.readings[rows, k], self.weight[rows])

        people, makers = group(0), group(k + 1)
        if people is None or makers is None:
            return None
        return fit_writers(people, makers, norms)


def _varied(shape: ArticleModel, name: str, value: float) -> ArticleModel:
    """Exchange a parameter of the model or, as ``temper_spun``, of one of its sides."""
    field, _, side = name.rpartition("_")
    changes: dict[str, Any] = {name: value}
    if side in LABELS[1:]:
        of_side: dict[str, Any] = {field: value}
        changes = {side: replace(getattr(shape, side), **of_side)}
    return replace(shape, **changes)


def fit_article_model(
    judged: Sequence[Judged], partial: Sequence[tuple[Judged, NDArray[np.bool_]]]
) -> ArticleModel:
    """Choose the parameters under which the labels of articles and paragraphs are likeliest.

    All but the temper of spun text and the shares of articles that are disguised throughout, or
    look so in runs, which are given.

    Parameters
    ----------
    judged : sequence of Judged
        Articles that are of one kind throughout, of all three kinds.
    partial : sequence of (Judged, ndarray of bool)
        Human articles with a run of machine paragraphs, and which paragraphs these are.

    Returns
    -------
    ArticleModel
        Its probabilities are calibrated for articles weighed by :func:`article_weights`.
    """
    cases = _Cases([j for j in judged if len(j.ratios)], partial)
    best, lowest = cases.fitted(ArticleModel(spun=_SPUN, translated=_TRANSLATED))
    for _ in range(2):  # coordinate descent: the parameters hardly interact
        for name, values in _GRID.items():
            for value in values:
                trial, found = cases.fitted(_varied(best, name, value))
                if found < lowest - 1e-9:
                    best, lowest = trial, found
    return best
