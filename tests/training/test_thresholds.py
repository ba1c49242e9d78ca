"""Thresholds hold their rates for every group of writers."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from mtdetect import engine
from mtdetect.engine import Weighed
from mtdetect.judge.article import ArticleModel
from mtdetect.judge.register import Reading, Register
from mtdetect.judge.threshold import SPARED, Threshold
from mtdetect.training.corpora.articles import Article, Judged
from mtdetect.training.fit.thresholds import thresholds, upper_bound

NATIVE, ESSAYS, TRANSLATIONS = "native_news", "essays", "human translation (zh)"
# Articles read as their paragraphs do on average.
REGISTER = Register(Reading(np.zeros(1, dtype=np.float32), 0.0, silent=0.0), Reading.never())


def judged(ratios: np.ndarray, writers: str, reads: float) -> Judged:
    article = Article(tuple("p" for _ in ratios), "human", writers)
    weighed = Weighed.alike(ratios, np.full((len(ratios), 2), reads))
    return Judged(article, engine.read(REGISTER, weighed))


def machines(n: int, reads: float, seed: int, mean: float = 1.0) -> list[Judged]:
    """Give translated articles that read like native news or otherwise."""
    rng = np.random.default_rng(seed)
    made = [judged(rng.normal(mean, 1.5, (4, 2)) - [3, 0], "machine", reads) for _ in range(n)]
    return [replace(j, article=replace(j.article, label="translated")) for j in made]


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
    assert everyone.article[1] > newsrooms.article[1]


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
    assert both.article[1] > alone.article[1]
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


def test_what_reads_otherwise_is_called_spun_at_a_thousand_to_one(native: list[Judged]) -> None:
    for t in thresholds(native, ArticleModel()):
        of_news, otherwise = (t.limits(news=news)[0][0] for news in (True, False))
        assert math.exp(otherwise) == pytest.approx(1000) or otherwise == of_news
        assert otherwise >= of_news


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
    assert both.article[1] > limits(native)[0].article[1]


def test_articles_without_a_judged_paragraph_count_for_nothing() -> None:
    native = crowd(400, -1.0, NATIVE, 1)
    empty = [judged(np.zeros((0, 2)), NATIVE, 1.0) for _ in range(50)]
    assert limits(native) == limits(native + empty)


def test_the_rate_holds_for_beginnings_too(native: list[Judged]) -> None:
    odder = crowd(500, 0.0, NATIVE, 7)
    alone = limits(native)[0]
    both = next(iter(thresholds(native, ArticleModel(), beginnings=odder)))
    assert flagged(odder, alone)[0] > 0.02 * len(odder)
    bounds = [upper_bound(flagged(humans, both)[0], len(humans)) for humans in (native, odder)]
    assert both.article_bound == max(bounds) <= 0.01


def test_of_limits_that_hold_those_are_taken_that_find_most(native: list[Judged]) -> None:
    # One native article in ten does not read like news, and looks no odder than the rest.
    mixed = native[100:] + crowd(100, -1.0, NATIVE, 8, reads=-1.0)
    news, others = machines(200, 1.0, 9), machines(200, -1.0, 10)
    found = [next(iter(thresholds(mixed, ArticleModel(), made))) for made in ([], news, others)]
    none, by_news, by_others = found
    for t in found:
        assert t.article_bound <= 0.01
    assert flagged(news, by_news)[0] >= max(flagged(news, t)[0] for t in found)
    assert flagged(others, by_others)[0] >= max(flagged(others, t)[0] for t in found)
    assert flagged(others, by_others)[0] > flagged(others, by_news)[0]
    assert none.article_bound > 0.005


def test_what_speaks_of_you_and_me_spends_nothing(native: list[Judged]) -> None:
    letters = [
        replace(j, weighed=replace(j.weighed, personal=True)) for j in crowd(200, 2.0, ESSAYS, 11)
    ]
    for j in letters:
        j.ratios[:, 0] = -3.0
    assert limits(native + letters) == limits(native)
    assert flagged(letters, limits(native)[0]) == (0, 0)


def test_sparing_everyone_never_flags_more(
    native: list[Judged], essays: list[Judged], translations: list[Judged]
) -> None:
    made = machines(100, -1.0, 12) + machines(100, 1.0, 13)
    found = thresholds(native + essays + translations, ArticleModel(), made)
    for fpr in (0.01, 0.001):
        some, every = (t for t in found if t.fpr == fpr)
        for news in (True, False):
            for less, more in zip(some.limits(news), every.limits(news), strict=True):
                assert all(a <= b for a, b in zip(less, more, strict=True))


def test_of_a_group_that_cannot_show_the_stricter_rate_nobody_is_flagged(
    native: list[Judged], essays: list[Judged]
) -> None:
    loose, strict = limits(native + essays)
    assert flagged(essays, loose)[0] > 0
    assert flagged(essays, strict) == (0, 0)


def test_what_is_no_news_is_not_accused_of_a_paragraph_on_less_than_of_an_article(
    native: list[Judged], essays: list[Judged], translations: list[Judged]
) -> None:
    made = machines(100, -1.0, 12) + machines(100, 1.0, 13)
    for t in thresholds(native + essays + translations, ArticleModel(), made):
        (_, article), (_, paragraph) = t.limits(news=False)
        assert paragraph >= article
        assert paragraph >= t.limits(news=True)[1][1]
