"""The register model learns from people alone, each kind of writer in its share."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from mtdetect.engine import Weighed
from mtdetect.features import matrix, style
from mtdetect.judge.register import Reading, Register
from mtdetect.training.corpora.articles import Article, Judged, read_again
from mtdetect.training.corpora.dataset import Sample
from mtdetect.training.corpora.transplant import GROUND
from mtdetect.training.fit.detector import LabelledSet
from mtdetect.training.fit.registers import fit_reading, fit_register

NEWS = Sample("t", "human", "native", "g", "papers")
TRANSLATOR = replace(NEWS, origin="human_translation", source="newstest_2008_2020")
ROUND_TRIP_ORIGINAL = replace(NEWS, origin="human_original", source="news_round_trip_pt")
ARTICLE = Article(("p",) * 4, "human", "native_news")
TRANSLATION = replace(ARTICLE, writers="human translation (zh)")


def labelled(samples: list[Sample], buckets: list[int]) -> LabelledSet:
    """Give every sample one n-gram."""
    shape = (len(samples), 1 << style.HASH_BITS)
    ngrams = sparse.csr_matrix(
        (np.ones(len(samples), dtype=np.float32), (range(len(samples)), buckets)), shape=shape
    )
    return LabelledSet(samples, np.zeros((len(samples), len(matrix.COLUMNS))), ngrams)


def test_news_is_told_from_other_writers_and_machines_are_not_looked_at() -> None:
    machine = replace(TRANSLATOR, label="translated")
    kinds = [(NEWS, 0), (ROUND_TRIP_ORIGINAL, 1), (TRANSLATOR, 2), (machine, 3)]
    samples = [s for s, _ in kinds for _ in range(30)]
    register = fit_register(labelled(samples, [b for _, b in kinds for _ in range(30)]))
    news, original, translator, unseen = register.news.weights[:4].tolist()
    assert news > 0
    assert original > 0
    assert translator < 0
    assert unseen == 0


def test_a_large_corpus_does_not_drown_a_small_one() -> None:
    few, many = (
        fit_register(labelled([NEWS] * n + [TRANSLATOR] * 20, [0] * n + [1] * 20))
        for n in (20, 2_000)
    )
    assert few.news.bias == pytest.approx(many.news.bias, abs=0.2)


def humans(rng: np.random.Generator, apart: float, n: int = 60) -> list[Judged]:
    """Give articles whose paragraphs read like news or like translation, on average."""
    return [
        Judged(a, Weighed.alike(np.zeros((4, 2)), rng.normal(side * apart, 1.0, (4, 2))))
        for a, side in ((ARTICLE, 1.0), (TRANSLATION, -1.0))
        for _ in range(n)
    ]


def test_articles_are_told_apart_by_how_their_paragraphs_read_together() -> None:
    register = fit_reading(Register.unknown(), humans(np.random.default_rng(1), 1.0))
    fresh = humans(np.random.default_rng(2), 1.0)
    right = [j.weighed.news == (j.article is ARTICLE) for j in read_again(register, fresh)]
    assert np.mean(right) > 0.9
    assert np.array_equal(register.news.weights, Reading.never().weights)


def test_without_both_sides_nothing_is_learnt() -> None:
    only = [j for j in humans(np.random.default_rng(1), 1.0) if j.article is ARTICLE]
    unknown = Register.unknown()
    for few in (only, []):
        assert fit_reading(unknown, few).news is unknown.news
        assert fit_reading(unknown, few).sport is unknown.sport


def test_how_many_articles_there_are_of_a_kind_does_not_matter() -> None:
    some = humans(np.random.default_rng(3), 1.0)
    more = [j for j in some if j.article is ARTICLE] * 5
    one, other = (fit_reading(Register.unknown(), few) for few in (some, some + more))
    assert one.news.intercept == pytest.approx(other.news.intercept, abs=0.1)


MATCH = "The striker scored in the match. The referee and the goalkeeper argued about a penalty."


def test_what_is_about_sport_is_told_by_the_words_of_people() -> None:
    kinds = [(NEWS, 0), (replace(NEWS, sport=True), 1), (replace(NEWS, label="spun"), 2)]
    samples = [s for s, _ in kinds for _ in range(30)]
    weights = fit_register(
        labelled(samples, [b for _, b in kinds for _ in range(30)])
    ).sport.weights
    assert weights[1] > 0 > weights[0]
    assert weights[2] == 0


def test_an_article_is_about_sport_where_its_paragraphs_read_so_together() -> None:
    rng = np.random.default_rng(4)
    report = replace(ARTICLE, paragraphs=(MATCH,) * 4)
    some = [
        Judged(a, Weighed.alike(np.zeros((4, 2)), rng.normal((0.0, side), 0.5, (4, 2))))
        for a, side, n in ((report, 1.0, 20), (ARTICLE, -1.0, 200))
        for _ in range(n)
    ]
    register = fit_reading(Register.unknown(), some)
    again = read_again(register, some)
    assert np.mean([j.weighed.sport == (j.article is report) for j in again]) > 0.95


def test_what_is_only_ground_for_transplants_teaches_no_register() -> None:
    ground = replace(NEWS, source=GROUND, sport=True)
    train = labelled([NEWS, TRANSLATOR] * 20 + [ground] * 20, [0, 1] * 20 + [2] * 20)
    register = fit_register(train)
    assert register.news.weights[2] == 0
    assert np.array_equal(register.sport.weights, Reading.never().weights)
