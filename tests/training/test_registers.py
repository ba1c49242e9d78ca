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
    register = fit_register(
        labelled(samples, [b for _, b in kinds for _ in range(30)]), np.zeros(120)
    )
    news, original, translator, unseen = register.news.weights[:4].tolist()
    assert news > 0
    assert original > 0
    assert translator < 0
    assert unseen == 0


def test_a_large_corpus_does_not_drown_a_small_one() -> None:
    few, many = (
        fit_register(labelled([NEWS] * n + [TRANSLATOR] * 20, [0] * n + [1] * 20), np.zeros(n + 20))
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


def test_one_native_article_in_a_hundred_speaks_too_much_of_itself() -> None:
    def speaking(writers: str, pronouns: float) -> Judged:
        weighed = replace(
            Weighed.alike(np.zeros((2, 2))), voice=np.asarray([[pronouns, 100.0]] * 2)
        )
        return Judged(replace(ARTICLE, writers=writers), weighed)

    native = [speaking("native_news", i / 100) for i in range(500)]
    letters = [speaking("essays", 50.0)] * 100
    register = fit_reading(Register.unknown(), native + letters)
    assert register.most_personal == fit_reading(Register.unknown(), native).most_personal
    voices = [[register.is_personal(j.weighed.voice) for j in each] for each in (native, letters)]
    assert np.mean(voices[0]) == pytest.approx(0.01, abs=0.002)
    assert all(voices[1])
    assert fit_reading(Register.unknown(), native[:50]).most_personal == np.inf


def test_without_both_sides_nothing_is_learnt() -> None:
    only = [j for j in humans(np.random.default_rng(1), 1.0) if j.article is ARTICLE]
    unknown = Register.unknown()
    for few in (only, []):
        assert fit_reading(unknown, few).news is unknown.news
        assert fit_reading(unknown, []).odd is unknown.odd


def test_how_many_articles_there_are_of_a_kind_does_not_matter() -> None:
    some = humans(np.random.default_rng(3), 1.0)
    more = [j for j in some if j.article is ARTICLE] * 5
    one, other = (fit_reading(Register.unknown(), few) for few in (some, some + more))
    assert one.news.intercept == pytest.approx(other.news.intercept, abs=0.1)


def test_how_odd_people_s_writing_looks_is_learnt_from_it_and_from_its_copies() -> None:
    odd = replace(NEWS, group="odd")
    kinds = [(NEWS, 0, -1.0), (odd, 1, 3.0)]
    kinds += [(replace(s, label="spun"), b + 2, 8.0) for s, b, _ in kinds]
    samples = [s for s, _, _ in kinds for _ in range(30)]
    train = labelled(samples, [b for _, b, _ in kinds for _ in range(30)])
    reading = fit_register(train, np.asarray([o for _, _, o in kinds for _ in range(30)])).odd
    plain, strange, plain_copy, strange_copy = reading.weights[:4].tolist()
    assert strange > plain
    # However odd the copies look: they read as what they are copies of.
    assert strange_copy > plain_copy


def test_a_reading_is_measured_in_spreads_of_news() -> None:
    rng = np.random.default_rng(4)
    some = [
        Judged(ARTICLE, Weighed.alike(np.zeros((4, 2)), rng.normal((0.0, 3.0), 2.0, (4, 2))))
        for _ in range(400)
    ]
    register = fit_reading(Register.unknown(), some)
    found = np.asarray([j.weighed.readings[0] for j in read_again(register, some)])
    assert found.mean() == pytest.approx(0, abs=0.05)
    assert found.std() == pytest.approx(1, abs=0.1)


def test_what_is_only_ground_for_transplants_teaches_no_register() -> None:
    ground = replace(NEWS, source=GROUND, group="ground")
    spun = replace(NEWS, label="spun")
    samples = [NEWS, TRANSLATOR, spun] * 20 + [ground] * 20
    register = fit_register(labelled(samples, [0, 1, 3] * 20 + [2] * 20), np.ones(80))
    assert register.news.weights[2] == 0
    assert register.odd.weights[2] == 0
