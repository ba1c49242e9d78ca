"""Articles that tell one story are found by their words, whatever they are called."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mtdetect.training.corpora.stories import stories

WORDS = [f"{first}{second}" for first in ("ba", "de", "ki", "lo", "mu") for second in "nrstvwxyz"]


def text(seed: int, length: int = 60) -> str:
    rng = Random(seed)
    return " ".join(rng.choice(WORDS) for _ in range(length))


def test_articles_that_share_sentences_tell_one_story() -> None:
    shared = text(1, 30)
    found = stories(
        {"x:1": [text(2), shared], "y:7": [shared + " " + text(3)], "z:0": [text(4), text(5)]}
    )
    assert found == {"x:1": "x:1", "y:7": "x:1", "z:0": "z:0"}


def test_case_and_punctuation_do_not_hide_a_story() -> None:
    plain = text(1)
    dressed = plain.upper().replace(" ", ", ")
    assert len(set(stories({"a": [plain], "b": [dressed]}).values())) == 1


def test_a_story_is_handed_on_from_article_to_article() -> None:
    one, two, three = text(1), text(2), text(3)
    found = stories({"a": [one, two], "b": [two, three], "c": [three]})
    assert set(found.values()) == {"a"}


def test_a_shared_phrase_is_no_shared_story() -> None:
    phrase = text(9, 12)
    found = stories({"a": [f"{text(1)} {phrase} {text(2)}"], "b": [f"{text(3)} {phrase}"]})
    assert found == {"a": "a", "b": "b"}


def test_what_stands_everywhere_joins_nothing() -> None:
    footer = text(9, 40)
    found = stories({f"{i:03}": [text(i), footer] for i in range(50)})
    assert len(set(found.values())) == 50


def test_articles_without_words_are_stories_of_their_own() -> None:
    assert stories({"a": [], "b": [""], "c": ["?!"]}) == {"a": "a", "b": "b", "c": "c"}
    assert stories({}) == {}


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=3),
        st.lists(st.integers(0, 9).map(text), max_size=3),
        max_size=6,
    )
)
def test_a_story_is_named_after_its_first_article(articles: dict[str, list[str]]) -> None:
    found = stories(articles)
    assert found.keys() == articles.keys()
    for name, story in found.items():
        assert story <= name
        assert found[story] == story
        for other in articles:
            if set(articles[name]) & set(articles[other]):
                assert found[other] == story
