"""How an article reads chooses the threshold of its verdict and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from mtdetect.article import ArticleModel
from mtdetect.features import style, table
from mtdetect.model import Model, Threshold
from mtdetect.register import Register, read


def weighing(text: str, weight: float, resources: Any) -> Register:
    """Give a register model that knows the n-grams of one text."""
    look = table.look([text], resources)
    known = style.ngram_matrix(look.encoded, resources.lexicon)
    weights = np.zeros(1 << style.HASH_BITS, dtype=np.float32)
    weights[known.indices] = weight
    return Register(weights, -0.5)


def test_what_is_known_speaks_and_what_is_not_leaves_the_bias(world: Any, detector: Any) -> None:
    text, other = world.texts[0], "Zyx qwv."
    register = weighing(text, 0.25, world.resources)
    seen = table.look([text, other], world.resources)
    log_p, reads = read(seen, detector, register)
    # The vector of a paragraph has unit length and no negative entries.
    assert reads[0] > -0.5 + 0.25
    assert reads[1] < reads[0]
    np.testing.assert_array_equal(log_p, detector.log_proba_of(seen))


def test_the_unknown_register_takes_nothing_for_native_news(world: Any, detector: Any) -> None:
    seen = table.look(world.texts[:3], world.resources)
    _, reads = read(seen, detector, Register.unknown())
    assert not Register.unknown().is_news(reads)
    assert not Register.unknown().is_news(np.zeros(0))


def test_one_paragraph_is_believed_less_than_many() -> None:
    register = replace(Register.unknown(), intercept=-1.0, silent=2.0)
    assert not register.is_news(np.asarray([2.0]))
    assert register.is_news(np.full(9, 2.0))


def test_the_register_chooses_the_threshold_and_moves_no_score(
    world: Any, detector: Any, fresh_articles: list[str]
) -> None:
    unlikely, always = (99.0, 99.0), (-99.0, -99.0)
    threshold = Threshold(0.01, unlikely, unlikely, news_article=always, news_paragraph=always)
    strict = Model(detector, ArticleModel(), (threshold,))
    milder = replace(strict, register=replace(Register.unknown(), intercept=1.0))
    before, after = (m.score_texts(fresh_articles[:3]) for m in (strict, milder))
    for one, other in zip(before, after, strict=True):
        assert (one.score, one.probabilities) == (other.score, other.probabilities)
        assert not one.flagged
        assert not any(p.flagged for p in one.paragraphs)
        assert other.flagged
        assert all(p.flagged for p in other.paragraphs if p.reason is None)
