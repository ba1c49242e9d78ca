"""What is odd by the terms of a trade is not called spun."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtdetect
from mtdetect.judge.trade import LEAST_ODD, LEAST_WORDS, WordOdds, is_trade, recurring
from mtdetect.show.verdict import detail, headline
from mtdetect.simulate import FAMILIES, spin

REGISTERS = Path(__file__).parent / "cases" / "registers"
ARTICLES = Path(__file__).parent / "cases" / "articles"
WORDS = st.lists(
    st.lists(st.tuples(st.integers(0, 60), st.floats(-20, 20)), max_size=60), max_size=8
)


def of(paragraphs: list[list[tuple[int, float]]]) -> list[WordOdds]:
    return [
        WordOdds(
            np.asarray([i for i, _ in p], dtype=np.int64), np.asarray([o for _, o in p], float)
        )
        for p in paragraphs
    ]


@given(paragraphs=WORDS)
def test_recurrence_is_of_the_article_and_not_of_its_paragraphs(
    paragraphs: list[list[tuple[int, float]]],
) -> None:
    found = recurring(of(paragraphs))
    assert found >= 0
    joined = [[word for p in paragraphs for word in p]]
    assert recurring(of(joined)) == pytest.approx(found)
    assert recurring(of(paragraphs[::-1])) == pytest.approx(found)


@given(n=st.integers(LEAST_WORDS, 300), terms=st.integers(1, 50))
def test_where_all_is_odd_and_comes_again_all_recurs(n: int, terms: int) -> None:
    assert recurring(of([[(i % terms, 3.0) for i in range(n)]])) == 1.0
    assert recurring(of([[(i, 3.0) for i in range(n)]])) == 0.0


def test_odd_terms_recur_and_scattered_swaps_do_not() -> None:
    plain = [(i % 20, -6.0) for i in range(100)]
    terms = [(100 + i % 3, 3.0) for i in range(30)]
    swaps = [(200 + i, 3.0) for i in range(30)]
    # What is odd in one place and plain in others is no term.
    once = [(i, 3.0) for i in range(20)]
    assert recurring(of([plain, terms])) == 1.0
    assert recurring(of([plain, swaps])) == recurring(of([plain, once])) == 0.0
    assert recurring(of([plain, terms, swaps])) == 0.5


def test_a_few_words_tell_nothing() -> None:
    assert recurring([]) == 0.0
    assert recurring(of([[(1, 3.0)] * (LEAST_WORDS - 1)])) == 0.0
    assert recurring(of([[(1, 3.0)] * (LEAST_ODD - 1), [(2, -6.0)] * LEAST_WORDS])) == 0.0


def test_what_is_as_odd_as_copies_are_is_judged_whatever_recurs() -> None:
    odd, very_odd = np.asarray([1.0, 2.0, 1.5, 2.5]), np.asarray([6.0, 7.0, 7.5, 6.5])
    assert is_trade(odd, 0.35)
    assert not is_trade(very_odd, 0.35)
    assert not is_trade(odd, 0.1)
    assert not is_trade(odd[:3], 0.35)
    assert not is_trade(odd, 0.0)


def test_an_order_of_an_indian_court_is_spared_and_says_why(shipped: mtdetect.Model) -> None:
    doc = mtdetect.score((REGISTERS / "writ.txt").read_text("utf-8"), model=shipped)
    assert (doc.flagged, doc.label, doc.reason) == (False, "human", "trade_words")
    assert not any(p.flagged for p in doc.paragraphs)
    assert "terms of a trade" in headline(doc)
    assert "spun text was set on news" in detail(doc)


def test_what_no_limit_touches_has_no_reason(shipped: mtdetect.Model) -> None:
    threshold = replace(
        shipped.threshold(0.01), article=(99.0, 99.0), paragraph=(99.0, 99.0),
        news_article=None, news_paragraph=None,
    )  # fmt: skip
    lenient = replace(shipped, thresholds=(threshold,))
    doc = mtdetect.score((REGISTERS / "writ.txt").read_text("utf-8"), model=lenient)
    assert doc.reason is None


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_spun_news_is_no_trade(shipped: mtdetect.Model, family: str) -> None:
    texts = [
        spin(path.read_text("utf-8"), family=family, seed=1)
        for path in sorted(ARTICLES.glob("*.txt"))
    ]
    reasons = [d.reason for d in mtdetect.score_many(texts, model=shipped)]
    assert reasons.count("trade_words") <= 1
