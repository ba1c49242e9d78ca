"""Translated articles on the ground of native news: the change of one engine, added elsewhere."""

from __future__ import annotations

from typing import Any

import numpy as np

from mtdetect.register import Register
from mtdetect.training.articles import Article, human_articles, judge
from mtdetect.training.transplant import SOURCE
from mtdetect.training.transplanted_articles import Pair, aligned_pairs, transplanted_articles

SEED = 7


def test_pairs_say_the_same_paragraph_by_paragraph(world: Any) -> None:
    found = aligned_pairs(world.corpora, "train")
    assert set(found) == {("google", "de"), ("nllb-600M", "de")}
    versions = {(p.text, p.label): p.group for p in world.corpora.aligned}
    for pairs in found.values():
        for pair in pairs:
            groups = [versions[text, "human"] for text in pair.human]
            assert groups == [versions[text, "mt"] for text in pair.machine]
            assert groups == sorted(groups)


def test_an_engine_that_changes_nothing_leaves_the_article_as_it_is(
    world: Any, detector: Any
) -> None:
    native = human_articles(world.corpora, "news_native", "test", 8)
    nothing = {("none", "de"): [Pair((text,), (text,)) for text in world.texts[:40]]}
    register = Register.unknown()
    made = transplanted_articles(native, nothing, detector, register, SEED)
    plain = [j for j in judge(native, detector, register) if len(j.article.paragraphs) >= 3]
    assert len(made) == len(plain)
    for of_sum, of_article in zip(made, plain, strict=True):
        assert of_sum.article.label == "translated"
        assert of_sum.article.writers == SOURCE
        np.testing.assert_allclose(of_sum.ratios, of_article.ratios, atol=1e-4)
        assert of_sum.judged.tolist() == of_article.judged.tolist()


def test_what_an_engine_changed_is_seen_on_other_ground(world: Any, detector: Any) -> None:
    native = human_articles(world.corpora, "news_native", "test", 40)
    pairs = aligned_pairs(world.corpora, "train")
    register = Register.unknown()
    made = transplanted_articles(native, pairs, detector, register, SEED)
    plain = judge(native, detector, register)
    before, after = (
        np.mean([r for j in of for r in j.ratios[:, 1].tolist()]) for of in (plain, made)
    )
    assert after > before
    again = transplanted_articles(native, pairs, detector, register, SEED)
    assert all((a.ratios == b.ratios).all() for a, b in zip(made, again, strict=True))


def test_an_article_longer_than_what_was_translated_is_cut(world: Any, detector: Any) -> None:
    article = Article(tuple(world.texts[:9]), "human", "native_news")
    pairs = {("engine", "fr"): [Pair(tuple(world.texts[9:13]), tuple(world.texts[13:17]))]}
    (made,) = transplanted_articles([article], pairs, detector, Register.unknown(), SEED)
    assert made.article.paragraphs == article.paragraphs[:4]
    two = Article(tuple(world.texts[:2]), "human", "native_news")
    assert transplanted_articles([two], pairs, detector, Register.unknown(), SEED) == []
    assert transplanted_articles([article], {}, detector, Register.unknown(), SEED) == []
