"""Articles put together from aligned paragraphs and human corpora."""

from __future__ import annotations

from typing import Any

import numpy as np

from mtdetect.engine import Weighed
from mtdetect.judge.article import ArticleModel
from mtdetect.training.corpora.articles import (
    Article,
    Judged,
    aligned_articles,
    human_articles,
    odds,
    verdicts,
)


def test_an_aligned_article_is_put_together_in_order(world: Any) -> None:
    for split in ("train", "calibrate", "test"):
        for article in aligned_articles(world.corpora, split, 100):
            assert len(article.paragraphs) >= 3
            assert article.label in ("human", "translated")


def test_human_articles_keep_to_their_split(world: Any) -> None:
    texts = {
        split: {a.paragraphs for a in human_articles(world.corpora, "news_native", split, 999)}
        for split in ("train", "test")
    }
    assert texts["train"]
    assert texts["test"]
    assert not texts["train"] & texts["test"]


def test_the_odds_of_an_article_rise_with_what_its_paragraphs_say() -> None:
    article = Article(("p",) * 4, "human", "native_news")
    judged = [Judged(article, Weighed.alike(np.full((4, 2), ratio))) for ratio in (-2.0, 0.0, 2.0)]
    human, even, machine = odds(verdicts(ArticleModel(), judged)).tolist()
    assert human < even < machine
    assert human < -0.5 < 0.5 < machine
    assert len(odds(verdicts(ArticleModel(), []))) == 0
