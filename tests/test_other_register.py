"""What does not read like news is called spun at higher odds, and says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import mtdetect
from mtdetect import engine
from mtdetect.engine import Weighed
from mtdetect.judge.article import ArticleModel
from mtdetect.judge.threshold import Threshold
from mtdetect.show.verdict import detail, headline

REGISTERS = Path(__file__).parent / "cases" / "registers"
MODEL = ArticleModel()
THRESHOLD = Threshold(
    0.01, (6.0, 4.0), (6.0, 4.0), news_article=(1.0, 4.0), news_paragraph=(1.0, 4.0)
)


def odd_by(nats: float, n: int = 4) -> Weighed:
    """Give an article whose paragraphs all speak for a spinner."""
    ratios = np.full((n, 2), -3.0)
    ratios[:, 0] = nats
    return Weighed.alike(ratios)


@pytest.mark.parametrize(
    ("nats", "as_news", "otherwise", "reason"),
    [
        (-2.0, False, False, None),
        (1.0, True, False, "other_register"),
        (9.0, True, True, None),
    ],
)
def test_what_news_would_be_flagged_for_may_be_spared_elsewhere(
    nats: float, as_news: bool, otherwise: bool, reason: str | None
) -> None:
    odd = odd_by(nats)
    even = engine.infer(MODEL, odd)
    news = replace(odd, news=True)
    assert engine.decide(THRESHOLD, news, even)[0] == as_news
    assert engine.declines(THRESHOLD, news, even) is None
    assert engine.decide(THRESHOLD, odd, even)[0] == otherwise
    assert engine.declines(THRESHOLD, odd, even) == reason


def test_what_leans_towards_translation_is_not_said_to_be_spared_as_spun() -> None:
    ratios = np.full((4, 2), -3.0)
    ratios[:, 1] = 1.0
    leaning = Weighed.alike(ratios)
    even = engine.infer(MODEL, leaning)
    # Where everyone is spared, news is called translated at lower odds than other writing.
    threshold = replace(THRESHOLD, article=(6.0, 6.0), news_article=(1.0, 1.0))
    assert engine.decide(threshold, replace(leaning, news=True), even)[0]
    assert not engine.decide(threshold, leaning, even)[0]
    assert engine.declines(threshold, leaning, even) is None


@pytest.mark.parametrize("name", ["customs", "options"])
def test_law_and_markets_are_spared_and_told_why(shipped: mtdetect.Model, name: str) -> None:
    doc = mtdetect.score((REGISTERS / f"{name}.txt").read_text("utf-8"), model=shipped)
    assert (doc.flagged, doc.label, doc.reason) == (False, "human", "other_register")
    assert doc.likeliest == "spun"
    assert not any(p.flagged for p in doc.paragraphs)
    assert "does not read like news" in headline(doc)
    assert "under that for spun text of other kinds" in detail(doc)
