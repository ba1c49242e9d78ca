"""The sequence model, the register and the thresholds are fitted and measured by the engine."""

from __future__ import annotations

from typing import Any

import pytest

from mtdetect import engine
from mtdetect.engine.documents import Engine
from mtdetect.judge.article import ArticleModel
from mtdetect.model import Model
from mtdetect.training.corpora.articles import judge
from mtdetect.training.fit.train import ArticleSets, draw_articles, fit_context
from mtdetect.training.measure.fairness import false_positive_rates
from mtdetect.training.measure.protocols import whole_articles


@pytest.fixture(scope="module")
def sets(world: Any) -> ArticleSets:
    return draw_articles(world.corpora, "calibrate", world.pool, native=40, machine=20)


@pytest.fixture(scope="module")
def fitted(world: Any, detector: Any, sets: ArticleSets) -> Model:
    return fit_context(Model(world.resources, detector.parameters_, ArticleModel(), ()), sets)


def test_a_fitted_model_scores_articles(fitted: Model, sets: ArticleSets) -> None:
    human, spun = (
        Engine(fitted).score_texts([a.text for a in articles if a.label == label][:10])
        for articles, label in ((sets.humans, "human"), (sets.machines, "spun"))
    )
    assert max(d.score or 0 for d in human) < min(d.score or 0 for d in spun)


def test_false_positives_are_those_of_what_users_get(fitted: Model, sets: ArticleSets) -> None:
    humans = [a for a in sets.humans if a.writers == "native_news"]
    rates = false_positive_rates(fitted, judge(humans, fitted))
    texts = [a.text for a in humans]
    documents = Engine(fitted).score_texts(texts)
    # Short paragraphs that are judged together, and copies, count once, at the first of them.
    counted = [
        document.paragraphs[number]
        for document, judgement in zip(documents, engine.judge(fitted, texts), strict=True)
        for number in judgement.weighed.judged_paragraphs.tolist()
    ]
    known = [d for d in documents if d.score is not None]
    assert (rates["articles"], rates["paragraphs"]) == (len(known), len(counted))
    flagged = sum(d.flagged for d in known) / len(known)
    assert rates["articles_flagged_at_0.01"] == pytest.approx(flagged, abs=1e-4)
    assert rates["paragraphs_flagged_at_0.01"] == pytest.approx(
        sum(p.flagged for p in counted) / len(counted), abs=1e-4
    )


def test_a_protocol_takes_another_detector_with_the_model(
    fitted: Model, detector: Any, sets: ArticleSets
) -> None:
    assert whole_articles(fitted, detector, sets.machines, sets.humans)["articles"] == 0
