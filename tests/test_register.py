"""How an article reads: it chooses the threshold, and says where odd writing is usual."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np

from mtdetect.engine.documents import Engine
from mtdetect.features import matrix, style
from mtdetect.judge.article import ArticleModel, Side
from mtdetect.judge.register import MOST, Reading, Register
from mtdetect.judge.threshold import Threshold
from mtdetect.model import Model

ALWAYS = replace(Reading.never(), intercept=1.0)


def ngrams_of(texts: list[str], resources: Any) -> style.Ngrams:
    return style.hashed_ngrams(matrix.analyse(texts, resources).encoded, resources.lexicon)


def weighing(text: str, weight: float, resources: Any) -> Register:
    """Give a register model that knows the n-grams of one text."""
    known = ngrams_of([text], resources)
    weights = np.zeros(1 << style.HASH_BITS, dtype=np.float32)
    weights[known.buckets] = weight
    return replace(Register.unknown(), news=Reading(weights, -0.5))


def test_what_is_known_speaks_and_what_is_not_leaves_the_bias(world: Any) -> None:
    text, other = world.texts[0], "Zyx qwv."
    register = weighing(text, 0.25, world.resources)
    reads = register.of_paragraphs(ngrams_of([text, other], world.resources))
    # The vector of a paragraph has unit length and no negative entries.
    assert reads[0, 0] > -0.5 + 0.25
    assert reads[1, 0] < reads[0, 0]


def test_the_unknown_register_takes_nothing_for_news_or_odd(world: Any) -> None:
    reads = Register.unknown().of_paragraphs(ngrams_of(world.texts[:3], world.resources))
    for rows in (reads, np.zeros((0, 2))):
        assert not Register.unknown().is_news(rows)
        assert Register.unknown().readings(rows)[0] == 0


def test_one_paragraph_is_believed_less_than_many() -> None:
    reading = replace(Reading.never(), intercept=-1.0, silent=2.0)
    assert reading.of_article(np.asarray([2.0])) < 0 < reading.of_article(np.full(9, 2.0))


def test_what_reads_like_nothing_known_is_taken_for_the_furthest_that_is() -> None:
    register = Register(Reading.silent_on_all(), Reading.silent_on_all())
    far = np.full((3, 2), 1e9)
    assert register.readings(far) == (MOST, -MOST)
    assert register.readings(-far) == (-MOST, MOST)


def test_what_reads_like_news_has_another_threshold_and_the_same_score(
    world: Any, detector: Any, fresh_articles: list[str]
) -> None:
    unlikely, always = (99.0, 99.0), (-99.0, -99.0)
    threshold = Threshold(0.01, unlikely, unlikely, news_article=always, news_paragraph=always)
    strict = Model(world.resources, detector.parameters_, ArticleModel(), (threshold,))
    milder = replace(strict, register=Register(ALWAYS, Reading.never()))
    before, after = (Engine(m).score_texts(fresh_articles[:3]) for m in (strict, milder))
    for one, other in zip(before, after, strict=True):
        assert (one.score, one.probabilities) == (other.score, other.probabilities)
        assert not one.flagged
        assert not any(p.flagged for p in one.paragraphs)
        assert other.flagged
        assert all(p.flagged for p in other.paragraphs if p.reason is None)


def test_where_odd_writing_is_usual_an_article_is_spun_with_less_certainty(
    world: Any, detector: Any, fresh_articles: list[str]
) -> None:
    unlikely = (99.0, 99.0)
    writers = replace(ArticleModel().spun.writers, slope=2.0)
    article = ArticleModel(spun=Side(temper=1.0, writers=writers))
    model = Model(
        world.resources, detector.parameters_, article, (Threshold(0.01, unlikely, unlikely),)
    )
    usual_there = replace(model, register=Register(Reading.never(), ALWAYS))
    spun = [world.pool.draw(Random(0)).spin(text, 0).text for text in fresh_articles[:3]]
    both = (Engine(m).score_texts(spun) for m in (model, usual_there))
    for usual, careful in zip(*both, strict=True):
        assert careful.probabilities["spun"] < usual.probabilities["spun"]
        assert [p.alone for p in careful.paragraphs] == [p.alone for p in usual.paragraphs]
