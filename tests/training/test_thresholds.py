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
from mtdetect.model import SPARED, Threshold
from mtdetect.training.corpora.articles import Article, Judged
from mtdetect.training.fit.thresholds import thresholds, upper_bound

NATIVE, ESSAYS, TRANSLATIONS = "native_news", "essays", "human translation (zh)"
# Articles read as their paragraphs do on average.
REGISTER = Register(Reading(np.zeros(1, dtype=np.float32), 0.0, silent=0.0), Reading.never())


def judged(ratios: np.ndarray, writers: str, reads: float) -> Judged:
    article = Article(tuple("p" for _ in ratios), "human", writers)
    weighed = Weighed.alike(ratios, np.full((len(ratios), 2), reads))
    return Judged(article, engine.read(REGISTER, weighed))


def crowd(n: int, mean: float, writers: str, seed: int, reads: float | None = None) -> list[Judged]:
    """Give articles, some of which look odd throughout.

    Native ones read like native news, and others do not, unless told.
    """
    rng = np.random.default_rng(seed)
    if reads is None:
        reads = 1.0 if writers == NATIVE else -1.0
    return [
        judged(rng.normal(mean, 1.5, (4, 2)) + rng.normal(0, 1, 2), writers, reads)
        for _ in range(n)
    ]


def limits(humans: list[Judged], spare: str = SPARED[0]) -> list[Threshold]:
    """Give the thresholds for 0.01 and for 0.001."""
    return [t for t in thresholds(humans, ArticleModel()) if t.spare == spare]


def decided(humans: list[Judged], *of: Threshold) -> list[list[tuple[bool, list[bool]]]]:
    """Decide on articles by each of the thresholds."""
    found = [engine.infer(ArticleModel(), j.weighed) for j in humans]
    return [
        [engine.decide(t, j.weighed, f) for j, f in zip(humans, found, strict=True)] for t in of
    ]


def flagged(humans: list[Judged], threshold: Threshold) -> tuple[int, int]:
    """Count the articles and the paragraphs that are flagged."""
    (found,) = decided(humans, threshold)
    return sum(whole for whole, _ in found), sum(sum(each) for _, each in found)


@given(st.integers(0, 40), st.integers(60, 4_000))
def test_the_bound_leaves_five_percent_below(flagged: int, n: int) -> None:
    assert binom.cdf(flagged, n, upper_bound(flagged, n)) == pytest.approx(0.05, abs=1e-6)


def test_the_bound_of_nothing_is_one() -> None:
    assert upper_bound(0, 0) == upper_bound(3, 3) == 1.0


@pytest.fixture(scope="module")
def native() -> list[Judged]:
    return crowd(1_000, -1.0, NATIVE, 1)


@pytest.fixture(scope="module")
def essays() -> list[Judged]:
    return crowd(200, 0.5, ESSAYS, 2)


@pytest.fixture(scope="module")
def translations() -> list[Judged]:
    return crowd(200, 0.5, TRANSLATIONS, 3)


@pytest.fixture(scope="module")
def all_three(
    native: list[Judged], essays: list[Judged], translations: list[Judged]
) -> tuple[Threshold, ...]:
    return thresholds(native + essays + translations, ArticleModel())


def test_there_are_thresholds_for_every_rate_and_for_all_who_can_be_spared(
    all_three: tuple[Threshold, ...],
) -> None:
    assert [(t.spare, t.fpr) for t in all_three] == [(s, f) for s in SPARED for f in (0.01, 0.001)]
    assert {(t.articles, t.paragraphs) for t in all_three} == {(1_000, 4_000)}


def test_the_rate_is_held_for_every_group_that_is_spared(
    native: list[Judged],
    essays: list[Judged],
    translations: list[Judged],
    all_three: tuple[Threshold, ...],
) -> None:
    for t in (t for t in all_three if t.fpr == 0.01):
        articles, paragraphs = flagged(native, t)
        assert t.article_bound == upper_bound(articles, 1_000) <= 0.01
        assert t.paragraph_bound == upper_bound(paragraphs, 4_000) <= 0.01
        for others in (essays, translations) if t.spare == "everyone" else (essays,):
            articles, paragraphs = flagged(others, t)
            assert articles <= 0.02 * 200
            assert paragraphs <= 0.02 * 800


def test_translators_are_spared_only_where_everyone_is(
    native: list[Judged], translations: list[Judged]
) -> None:
    newsrooms, everyone = (limits(native + translations, spare)[0] for spare in SPARED)
    assert newsrooms == limits(native)[0]
    assert flagged(translations, newsrooms)[0] > 0.05 * len(translations)
    assert max(everyone.article) > max(newsrooms.article)


def test_few_translators_are_none_of_the_groups_that_count_together(native: list[Judged]) -> None:
    few = crowd(40, 2.0, TRANSLATIONS, 4)
    essays = crowd(30, -1.0, ESSAYS, 5)
    assert limits(native + essays + few) == limits(native + essays)


def test_the_stricter_rate_never_flags_more(
    native: list[Judged],
    essays: list[Judged],
    translations: list[Judged],
    all_three: tuple[Threshold, ...],
) -> None:
    for spare in SPARED:
        loose, strict = (t for t in all_three if t.spare == spare)
        humans = native[:300] + essays + translations
        for (a, before), (b, after) in zip(*decided(humans, loose, strict), strict=True):
            assert a >= b
            assert all(p >= q for p, q in zip(before, after, strict=True))


def test_most_of_what_is_promised_is_taken_on_native_news(native: list[Judged]) -> None:
    allowed = max(k for k in range(1_000) if upper_bound(k, 1_000) <= 0.01)
    articles, _ = flagged(native, limits(native)[0])
    assert allowed / 2 <= articles <= allowed


def test_whoever_is_likelier_a_person_is_never_flagged() -> None:
    # Nobody looks odd, so that any threshold would hold the rate.
    plain = [judged(np.full((4, 2), -1.0 - i / 400), NATIVE, 1.0) for i in range(400)]
    for t in thresholds(plain, ArticleModel()):
        assert min(t.limits(news=True)[0] + t.limits(news=False)[0]) >= 0
        assert flagged(plain, t) == (0, 0)


def test_another_group_of_writers_raises_the_threshold_until_it_is_spared_too(
    native: list[Judged], essays: list[Judged]
) -> None:
    alone, both = (limits(g)[0] for g in (native, native + essays))
    assert max(both.article) > max(alone.article)
    assert flagged(essays, alone)[0] > 0.05 * len(essays)


def test_writers_who_read_otherwise_leave_the_limits_of_native_news_alone(
    native: list[Judged],
) -> None:
    essays = crowd(200, 0.5, ESSAYS, 2)
    # Spinning is held against everybody alike; let nobody look spun.
    for j in essays:
        j.ratios[:, 0] = -3.0
    alone, both = (limits(g)[0] for g in (native, native + essays))
    assert both.limits(news=True)[0] == alone.limits(news=True)[0]
    assert both.article[1] > alone.article[1]
    assert both.news_article is not None
    assert both.news_article[1] < both.article[1]


def test_writers_who_read_like_native_news_are_spared_as_well(native: list[Judged]) -> None:
    essays = crowd(100, 0.5, ESSAYS, 2) + crowd(100, 0.5, ESSAYS, 3, reads=1.0)
    alone, both = (limits(g)[0] for g in (native, native + essays))
    articles, paragraphs = flagged(essays, both)
    assert articles <= 0.02 * 200
    assert paragraphs <= 0.02 * 800
    assert both.limits(news=True)[0][1] > alone.limits(news=True)[0][1]


def test_a_group_too_small_to_show_a_rate_sets_no_threshold(native: list[Judged]) -> None:
    assert limits(native) == limits(native + crowd(40, 2.0, ESSAYS, 4))


def test_small_groups_show_a_rate_together(native: list[Judged]) -> None:
    small = [crowd(30, 2.0, kind, seed) for seed, kind in enumerate(("essays", "letters"))]
    both = limits(native + small[0] + small[1])[0]
    assert flagged(small[0] + small[1], both)[0] <= 0.02 * 60
    assert max(both.article) > max(limits(native)[0].article)


def test_articles_without_a_judged_paragraph_count_for_nothing() -> None:
    native = crowd(400, -1.0, NATIVE, 1)
    empty = [judged(np.zeros((0, 2)), NATIVE, 1.0) for _ in range(50)]
    assert limits(native) == limits(native + empty)
