"""Thresholds hold their rates for every group of writers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from mtdetect import engine
from mtdetect.engine import Weighed
from mtdetect.judge.article import ArticleModel
from mtdetect.judge.register import Reading, Register
from mtdetect.model import Threshold
from mtdetect.training.corpora.articles import Article, Judged
from mtdetect.training.fit.thresholds import thresholds, upper_bound

NATIVE, FOREIGN = "native_news", "human translation (zh)"
# Articles read as their paragraphs do on average.
REGISTER = Register(Reading(np.zeros(1, dtype=np.float32), 0.0, silent=0.0), Reading.never())


def judged(ratios: np.ndarray, writers: str, reads: float) -> Judged:
    article = Article(tuple("p" for _ in ratios), "human", writers)
    weighed = Weighed.alike(ratios, np.full((len(ratios), 2), reads))
    return Judged(article, engine.read(REGISTER, weighed))


def crowd(n: int, mean: float, writers: str, seed: int, reads: float | None = None) -> list[Judged]:
    """Give articles; native ones read like native news, and others do not, unless told."""
    rng = np.random.default_rng(seed)
    if reads is None:
        reads = 1.0 if writers == NATIVE else -1.0
    return [judged(rng.normal(mean, 1.5, (6, 2)), writers, reads) for _ in range(n)]


def limits(humans: list[Judged]) -> tuple[Threshold, ...]:
    return thresholds(humans, ArticleModel())


def flagged(humans: list[Judged], threshold: Threshold) -> tuple[float, float]:
    """Give the shares of articles and of paragraphs that are flagged."""
    decided = []
    for j in humans:
        found = engine.infer(ArticleModel(), j.weighed)
        decided.append(engine.decide(threshold, j.weighed, found))
    of_paragraphs = [one for _, each in decided for one in each]
    return float(np.mean([whole for whole, _ in decided])), float(np.mean(of_paragraphs))


@given(st.integers(0, 40), st.integers(60, 4_000))
def test_the_bound_leaves_five_percent_below(flagged: int, n: int) -> None:
    assert binom.cdf(flagged, n, upper_bound(flagged, n)) == pytest.approx(0.05, abs=1e-6)


def test_the_bound_of_nothing_is_one() -> None:
    assert upper_bound(0, 0) == upper_bound(3, 3) == 1.0


def test_thresholds_hold_the_rate_on_native_news() -> None:
    found = limits(crowd(800, -1.0, NATIVE, 1))
    assert [t.fpr for t in found] == [0.01, 0.001]
    assert found[0].article_bound <= 0.01
    assert found[0].paragraph_bound <= 0.01
    for strict, loose in zip(
        found[1].article + found[1].paragraph, found[0].article + found[0].paragraph, strict=True
    ):
        assert strict >= loose
    assert (found[0].articles, found[0].paragraphs) == (800, 4_800)


@pytest.mark.parametrize("mean", [0.3, 1.0])
def test_another_group_of_writers_raises_the_threshold_until_it_is_spared_too(mean: float) -> None:
    native = crowd(800, -1.0, NATIVE, 1)
    foreign = crowd(400, mean, FOREIGN, 2)
    alone, both = (limits(g)[0] for g in (native, native + foreign))
    assert max(both.article) > max(alone.article)
    articles, paragraphs = flagged(foreign, both)
    assert articles <= 0.01
    assert paragraphs <= 0.02
    assert flagged(foreign, alone)[0] > 0.05


def test_writers_who_read_otherwise_leave_the_limits_of_native_news_alone() -> None:
    native = crowd(800, -1.0, NATIVE, 1)
    foreign = crowd(400, 1.0, FOREIGN, 2)
    # Spinning is held against everybody alike; let nobody look spun.
    for j in foreign:
        j.ratios[:, 0] = -3.0
    alone, both = (limits(g)[0] for g in (native, native + foreign))
    assert both.limits(news=True) == alone.limits(news=True)
    assert both.article[1] > alone.article[1]
    assert both.news_article is not None
    assert both.news_article[1] < both.article[1]


def test_writers_who_read_like_native_news_are_spared_as_well() -> None:
    native = crowd(800, -1.0, NATIVE, 1)
    foreign = crowd(300, 1.0, FOREIGN, 2) + crowd(100, 1.0, FOREIGN, 3, reads=1.0)
    alone, both = (limits(g)[0] for g in (native, native + foreign))
    articles, paragraphs = flagged(foreign, both)
    assert articles <= 0.01
    assert paragraphs <= 0.02
    assert both.limits(news=True)[0][1] > alone.limits(news=True)[0][1]


def test_a_group_too_small_to_show_a_rate_sets_no_threshold() -> None:
    native = crowd(800, -1.0, NATIVE, 1)
    few = crowd(40, 2.0, FOREIGN, 2)
    assert limits(native) == limits(native + few)


def test_articles_without_a_judged_paragraph_count_for_nothing() -> None:
    native = crowd(400, -1.0, NATIVE, 1)
    empty = [judged(np.zeros((0, 2)), NATIVE, 1.0) for _ in range(50)]
    assert limits(native) == limits(native + empty)
