"""The sequence model is fitted to articles of which it is known who wrote which paragraph."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mtdetect.engine import Weighed
from mtdetect.judge.article import ArticleModel
from mtdetect.results import Label
from mtdetect.training.corpora.articles import Article, Judged, odds, verdicts
from mtdetect.training.corpora.transplant import SOURCE
from mtdetect.training.fit.detector import STRATA
from mtdetect.training.fit.sequence import article_weights, fit_article_model
from mtdetect.training.measure import metrics

HUMAN = Article(("p",), "human", "native_news")
TRANSLATOR = replace(HUMAN, writers="human translation (zh)")
ORIGINAL = replace(HUMAN, writers="human_original")
SPUN = replace(HUMAN, label="spun", writers="machine")
TRANSLATED = replace(SPUN, label="translated")
N = 12


def ratios(label: Label, rng: np.random.Generator, machine: np.ndarray) -> np.ndarray:
    """Draw log-likelihood ratios: a machine's paragraphs speak for it, a person's against it."""
    found = rng.normal(-1.5, 1.5, (len(machine), 2))
    if label != "human":
        found[machine, 0 if label == "spun" else 1] += 4.0
    return found


def world(
    seed: int, *, strewn: bool = False, number: int = 30
) -> tuple[list[Judged], list[tuple[Judged, np.ndarray]]]:
    """Draw whole articles and human ones with three machine paragraphs, in a run or strewn."""
    rng = np.random.default_rng(seed)
    whole, partial = [], []
    for article in (HUMAN, HUMAN, TRANSLATOR, ORIGINAL, SPUN, TRANSLATED):
        for _ in range(2 * number):
            everywhere = np.ones(N, dtype=bool)
            whole.append(Judged(article, Weighed.alike(ratios(article.label, rng, everywhere))))
    for article in (SPUN, TRANSLATED):
        for _ in range(number):
            run = np.zeros(N, dtype=bool)
            at = int(rng.integers(0, N - 3))
            run[[1, 5, 9] if strewn else range(at, at + 3)] = True
            weighed = Weighed.alike(ratios(article.label, rng, run))
            partial.append((Judged(article, weighed), run))
    return whole, partial


@pytest.fixture(scope="module")
def fitted() -> ArticleModel:
    return fit_article_model(*world(1))


def test_whole_articles_and_runs_are_told_from_human_ones(fitted: ArticleModel) -> None:
    whole, partial = world(2)
    found = {
        label: odds(verdicts(fitted, [j for j in whole if j.article.label == label]))
        for label in ("human", "spun", "translated")
    }
    runs = odds(verdicts(fitted, [j for j, _ in partial]))
    assert metrics.auroc(found["human"], np.append(found["spun"], found["translated"])) > 0.99
    assert metrics.auroc(found["human"], runs) > 0.9
    inside = []
    for j, machine in partial:
        p = 1 - fitted.infer(j.ratios)[0][:, 0]
        inside.append(metrics.auroc(p[~machine], p[machine]))
    assert np.mean(inside) > 0.9


@pytest.fixture(scope="module")
def fitted_to_few() -> ArticleModel:
    return fit_article_model(*world(1, number=8))


def test_where_machine_paragraphs_come_in_runs_a_run_once_begun_is_expected_to_last(
    fitted_to_few: ArticleModel,
) -> None:
    strewn = fit_article_model(*world(1, strewn=True, number=8))
    assert fitted_to_few.stay_early > strewn.stay_early


def test_probabilities_of_articles_are_calibrated_on_others(fitted: ArticleModel) -> None:
    whole, partial = world(3)
    every = [*whole, *(j for j, _ in partial)]
    p = 1 - verdicts(fitted, every)[:, 0]
    machine = np.asarray([j.article.label != "human" for j in every])
    weight = article_weights([j.article for j in whole], [j.article for j, _ in partial])
    assert metrics.calibration_error(p, machine, weight) < 0.06


def test_the_same_articles_give_the_same_model(fitted_to_few: ArticleModel) -> None:
    assert fit_article_model(*world(1, number=8)) == fitted_to_few


def test_machines_count_as_much_as_writers_however_many_there_are_of_each() -> None:
    whole = [HUMAN] * 10 + [TRANSLATOR] * 3 + [ORIGINAL] + [SPUN] * 7 + [TRANSLATED] * 2
    partial = [SPUN] * 4 + [TRANSLATED]
    weight = article_weights(whole, partial)
    assert weight.sum() == pytest.approx(1)
    of = {
        name: weight[[a is article for a in whole] + [False] * len(partial)].sum()
        for name, article in (("h", HUMAN), ("t", TRANSLATOR), ("o", ORIGINAL), ("s", SPUN))
    }
    known = 2 * (1 - STRATA["other"])  # of other registers there are none here
    assert of["h"] == pytest.approx((STRATA["native"] + STRATA[SOURCE]) / known)
    assert of["t"] == pytest.approx(STRATA["translation"] / known)
    assert of["o"] == pytest.approx(STRATA["original"] / known)
    assert of["s"] == pytest.approx(0.25 * 0.8)
    assert weight[len(whole) :].sum() == pytest.approx(0.5 * 0.2)


def test_without_writers_or_without_machines_the_other_side_is_all() -> None:
    for articles in ([HUMAN, TRANSLATOR], [SPUN]):
        assert article_weights(articles, []).sum() == pytest.approx(1)
