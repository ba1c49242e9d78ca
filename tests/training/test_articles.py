"""Articles put together, thresholds that hold their bounds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from mtdetect.article import ArticleModel, flags
from mtdetect.training.articles import (
    Article,
    Judged,
    aligned_articles,
    human_articles,
    thresholds,
    upper_bound,
)


def judged(ratios: np.ndarray, writers: str) -> Judged:
    article = Article(tuple("p" for _ in ratios), "human", writers)
    return Judged(article, ratios, np.arange(len(ratios)))


def crowd(n: int, mean: float, writers: str, seed: int) -> list[Judged]:
    rng = np.random.default_rng(seed)
    return [judged(rng.normal(mean, 1.5, (6, 2)), writers) for _ in range(n)]


@given(st.integers(0, 40), st.integers(60, 4_000))
def test_the_bound_leaves_five_percent_below(flagged: int, n: int) -> None:
    assert binom.cdf(flagged, n, upper_bound(flagged, n)) == pytest.approx(0.05, abs=1e-6)


def test_the_bound_of_nothing_is_one() -> None:
    assert upper_bound(0, 0) == upper_bound(3, 3) == 1.0


def test_thresholds_hold_the_rate_on_native_news() -> None:
    model = ArticleModel()
    found = thresholds(crowd(800, -1.0, "native_news", 1), model)
    assert [t.fpr for t in found] == [0.01, 0.001]
    assert found[0].article_bound <= 0.01
    for strict, loose in zip(
        found[1].article + found[1].paragraph, found[0].article + found[0].paragraph, strict=True
    ):
        assert strict >= loose
    assert (found[0].articles, found[0].paragraphs) == (800, 4_800)


def test_another_group_of_writers_raises_the_threshold() -> None:
    model = ArticleModel()
    native = crowd(800, -1.0, "native_news", 1)
    foreign = crowd(400, 0.3, "human translation (zh)", 2)
    alone, both = thresholds(native, model)[0], thresholds(native + foreign, model)[0]
    assert max(both.article) > max(alone.article)
    hit = 0
    for j in foreign:
        paragraphs, article = model.infer(j.ratios)
        hit += flags(article, paragraphs, both.article, both.paragraph)[0]
    assert hit <= 0.02 * len(foreign)


def test_references_known_to_be_post_edited_do_not_set_thresholds() -> None:
    native = crowd(300, -1.0, "native_news", 1)
    edited = crowd(200, 2.0, "human translation (ru)", 2)
    model = ArticleModel()
    assert thresholds(native, model) == thresholds(native + edited, model)


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
