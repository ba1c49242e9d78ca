"""Articles put together from aligned paragraphs and human corpora."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from mtdetect.engine import Weighed
from mtdetect.judge.article import ArticleModel
from mtdetect.training.corpora.articles import (
    Article,
    Judged,
    aligned_articles,
    beginnings,
    human_articles,
    odds,
    verdicts,
)
from mtdetect.training.corpora.registry import ROUND_TRIPS_OF_NEWS
from mtdetect.training.fit.train import draw_articles


def test_an_aligned_article_is_put_together_in_order(world: Any) -> None:
    for split in ("train", "calibrate", "test"):
        for article in aligned_articles(world.corpora, split, 100):
            assert len(article.paragraphs) >= 3
            assert article.label in ("human", "translated")


def test_originals_of_round_trips_of_news_are_native_news(world: Any) -> None:
    found = [
        a
        for split in ("train", "calibrate", "test")
        for a in aligned_articles(world.corpora, split, 0)
        if a.file in ROUND_TRIPS_OF_NEWS
    ]
    assert found
    assert {a.writers for a in found} == {"native_news"}
    texts = [d.text for d in world.corpora.human["news_native"]]
    assert {a.in_native for a in found} == {True, False}
    for a in found:
        assert a.in_native == any(a.paragraphs[0] in text for text in texts)


def test_an_article_is_not_drawn_twice_as_native_news_and_as_an_original(world: Any) -> None:
    drawn = draw_articles(world.corpora, "train", world.pool, native=100, machine=10).humans
    originals = [a for a in aligned_articles(world.corpora, "train", 0) if a.label == "human"]
    assert [a for a in drawn if a.file] == [a for a in originals if not a.in_native]
    assert any(a.in_native for a in originals)


def test_human_articles_keep_to_their_split(world: Any) -> None:
    texts = {
        split: {a.paragraphs for a in human_articles(world.corpora, "news_native", split, 999)}
        for split in ("train", "test")
    }
    assert texts["train"]
    assert texts["test"]
    assert not texts["train"] & texts["test"]


@pytest.mark.parametrize(
    ("lengths", "kept"),
    [
        ((100, 100, 100, 100), 3),  # as much as makes a beginning
        ((240, 20, 500), 2),
        ((100, 100, 100), None),  # a beginning is no whole article
        ((100, 100), None),
        ((600, 100), None),  # none of its paragraphs ends near
    ],
)
def test_a_beginning_ends_with_a_paragraph(lengths: tuple[int, ...], kept: int | None) -> None:
    article = Article(tuple("w " * n for n in lengths), "human", "native_news")
    found = beginnings([article])
    assert [a.paragraphs for a in found] == ([] if kept is None else [article.paragraphs[:kept]])


def test_the_odds_of_an_article_rise_with_what_its_paragraphs_say() -> None:
    article = Article(("p",) * 4, "human", "native_news")
    judged = [Judged(article, Weighed.alike(np.full((4, 2), ratio))) for ratio in (-2.0, 0.0, 2.0)]
    human, even, machine = odds(verdicts(ArticleModel(), judged)).tolist()
    assert human < even < machine
    assert human < -0.5 < 0.5 < machine
    assert len(odds(verdicts(ArticleModel(), []))) == 0
