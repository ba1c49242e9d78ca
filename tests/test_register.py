"""How an article reads chooses the yardstick of its verdict and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from mtdetect.article import ArticleModel
from mtdetect.features import style, table
from mtdetect.model import Model, Threshold
from mtdetect.register import Register, read

NEVER = (Threshold(0.01, (99.0, 99.0), (99.0, 99.0)),)


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
    assert ArticleModel().news(reads) < 1e-12


def test_the_register_changes_verdicts_on_translation_and_no_paragraph_alone(
    world: Any, detector: Any, fresh_articles: list[str]
) -> None:
    text = fresh_articles[0]
    model = ArticleModel(scale_news=1.0, shift_news=4.0, news_intercept=3.0)
    plain = Model(detector, model, NEVER)
    milder = replace(plain, register=replace(Register.unknown(), bias=2.0))
    before, after = (m.score_texts([text])[0] for m in (plain, milder))
    assert before.score is not None
    assert after.score is not None
    assert after.score > before.score
    assert [p.alone for p in before.paragraphs] == [p.alone for p in after.paragraphs]
