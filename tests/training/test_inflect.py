"""The inflector: known forms, and the law that stripping an ending undoes putting it on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdetect.simulate.inflect import Ending, analyses, article_for, inflect

REGULAR = ["judge", "carry", "plan", "watch", "admit", "fix", "play", "agree", "visit", "order"]


@given(st.sampled_from(REGULAR), st.sampled_from(["s", "ed", "ing"]))
def test_stripping_undoes_putting_on(word: str, ending: Ending) -> None:
    assert (word, ending) in list(analyses(inflect(word, ending), REGULAR))


@pytest.mark.parametrize(
    ("phrase", "ending", "expected"),
    [
        ("break", "past", "broke"),
        ("break", "participle", "broken"),
        ("break", "ed", "broke"),
        ("carry", "s", "carries"),
        ("plan", "ing", "planning"),
        ("visit", "ed", "visited"),
        ("agree", "ing", "agreeing"),
        ("lie", "ing", "lying"),
        ("crisis", "s", "crises"),
        ("information", "s", "information"),
        ("legal professional", "s", "legal professionals"),
        ("give up", "past", "gave up"),
        ("state of war", "s", "states of war"),
        ("war", "", "war"),
    ],
)
def test_known_forms(phrase: str, ending: Ending, expected: str) -> None:
    assert inflect(phrase, ending) == expected


@pytest.mark.parametrize("word", ["news", "bus", "thing", "red", "said"])
def test_no_base_is_invented(word: str) -> None:
    assert not list(analyses(word, {"the", "say nothing"}))


@pytest.mark.parametrize(
    ("phrase", "article"),
    [("university", "a"), ("unknown man", "an"), ("one-off", "a"), ("Army", "an"), ("use", "a")],
)
def test_articles(phrase: str, article: str) -> None:
    assert article_for(phrase) == article
