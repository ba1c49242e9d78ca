"""What speaks of I and you throughout is no news, and is not called translated."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdetect.engine.documents import Engine
from mtdetect.judge.article import ArticleModel
from mtdetect.judge.register import Register
from mtdetect.judge.threshold import Threshold
from mtdetect.judge.voice import personal_share, personal_words
from mtdetect.model import Model
from mtdetect.show.verdict import detail, headline
from mtdetect.tables.encoding import encode

ALL = (-99.0, -99.0)
NONE = (99.0, 99.0)
AS_TRANSLATED = Threshold(0.01, (99.0, -99.0), (99.0, -99.0))


@pytest.fixture
def letter(fresh_articles: list[str]) -> str:
    """Give an article whose writer turns to his reader after each paragraph."""
    paragraphs = fresh_articles[0].split("\n\n")
    return "\n\n".join(f"{p} I told you of it, and you told me." for p in paragraphs)


@pytest.mark.parametrize(
    ("text", "pronouns"),
    [
        ("I gave you my word and we kept ours.", 5),
        ("I'm sure you’ll like it; we'd told them.", 3),
        ("He said: “I gave you my word.” They left.", 0),
        ("The US sent troops to the mine, and mine owners left.", 0),
        ("Nobody spoke.", 0),
    ],
)
def test_pronouns_outside_quotations_count(world: Any, text: str, pronouns: int) -> None:
    assert personal_words(encode([text], world.lexicon))[0, 0] == pronouns


def test_words_of_quotations_count_on_neither_side(world: Any) -> None:
    plain, quoted = personal_words(
        encode(["They left at noon.", "They left at noon. “We stay,” he"], world.lexicon)
    )
    assert (plain[1], quoted[1]) == (4, 5)


@given(st.lists(st.text(max_size=200), max_size=4))
def test_the_share_is_one_whatever_the_text(world: Any, texts: list[str]) -> None:
    counts = personal_words(encode(texts, world.lexicon)).reshape(-1, 2)
    assert 0 <= personal_share(counts) <= 1
    assert personal_share(np.vstack([counts, counts])) <= 1


def test_few_words_speak_for_nobody(world: Any) -> None:
    counts = personal_words(encode(["I know you."], world.lexicon))
    assert personal_share(counts) < 0.06


def knowing(world: Any, detector: Any, threshold: Threshold, most_personal: float) -> Model:
    register = replace(Register.unknown(), most_personal=most_personal)
    return Model(
        world.resources, detector.parameters_, ArticleModel(), (threshold,), register=register
    )


def test_a_letter_is_not_called_translated_and_says_so(
    world: Any, detector: Any, letter: str
) -> None:
    careless, careful = (
        Engine(knowing(world, detector, AS_TRANSLATED, most)).score_texts([letter])[0]
        for most in (1.0, 0.05)
    )
    assert careless.flagged
    assert careless.reason is None
    assert (careful.flagged, careful.label, careful.reason) == (False, "human", "not_news")
    assert not any(p.flagged for p in careful.paragraphs)
    assert careful.score == careless.score
    assert careful.to_dict()["reason"] == "not_news"
    assert "speaks of I and you" in headline(careful)
    assert "set on news" in detail(careful)


def test_a_letter_that_no_limit_touches_is_judged(world: Any, detector: Any, letter: str) -> None:
    careful = Engine(knowing(world, detector, Threshold(0.01, NONE, NONE), 0.05)).score_texts(
        [letter]
    )[0]
    assert careful.reason is None


def test_spun_letters_are_flagged_as_ever(world: Any, detector: Any, letter: str) -> None:
    # Nothing is spun in it: to this limit all is.
    both = (
        Engine(knowing(world, detector, Threshold(0.01, ALL, NONE), most)).score_texts([letter])[0]
        for most in (1.0, 0.05)
    )
    assert [d.flagged for d in both] == [True, True]


def test_news_is_judged_whatever_its_quotations_say(
    world: Any, detector: Any, fresh_articles: list[str]
) -> None:
    model = knowing(world, detector, AS_TRANSLATED, 0.05)
    assert all(
        d.reason is None and d.flagged for d in Engine(model).score_texts(fresh_articles[:5])
    )
