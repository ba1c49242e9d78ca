"""The simulator of garbled names, and the name tables of the lexicon."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtdetect.tables.lexicon import word_key
from mtdetect.training.corpora.garble import LANGUAGES, garble, respell
from mtdetect.training.fit.garbles import TUNING_LANGUAGES, fit

STORY = (
    "Governor Petra Vossberg met Omar Padwick in Fallowburg. The talks with Vossberg and Padwick "
    "went on until Friday, said Gretchen Alverez of the Fallowburg Ledger."
)
SOME_TEXT = st.one_of(
    st.text(), st.lists(st.sampled_from([*STORY.split(), "\n\n", "É", "\ud800"])).map(" ".join)
)


@given(SOME_TEXT, st.sampled_from(LANGUAGES), st.integers(0, 5), st.sampled_from([0.5, 1.0]))
@settings(max_examples=150, deadline=None)
def test_putting_the_names_back_restores_the_text(
    text: str, language: str, seed: int, rate: float
) -> None:
    record = garble(text, language, seed, rate=rate)
    restored, last = "", 0
    for m in record.mentions:
        assert record.text[m.start : m.end] == m.text
        restored += record.text[last : m.start] + m.original
        last = m.end
    assert restored + record.text[last:] == text


@given(SOME_TEXT, st.sampled_from(LANGUAGES))
@settings(max_examples=50, deadline=None)
def test_at_rate_nought_nothing_is_garbled(text: str, language: str) -> None:
    assert garble(text, language, rate=0.0).text == text


def test_a_seed_gives_the_same_text_again() -> None:
    assert garble(STORY, "ja", 7) == garble(STORY, "ja", 7)
    assert len({garble(STORY, "ja", seed).text for seed in range(20)}) > 10


def test_a_name_is_garbled_at_some_of_its_mentions_only() -> None:
    texts = [garble(STORY, "ar", seed).text for seed in range(60)]
    assert any(text.count("Vossberg") == 1 for text in texts)


def test_common_words_stay() -> None:
    words = {"the", "governor", "friday"}
    for seed in range(20):
        record = garble(STORY, "zh", seed, words=words, rate=1.0)
        assert not {m.original.lower() for m in record.mentions} & words


@pytest.mark.parametrize(
    ("language", "name", "possible"),
    [
        ("ar", "Pavo", {"Bavo", "Pafo", "Pavu", "Pava", "Pvo"}),
        ("pl", "Musk", {"Muska", "Musku", "Muskem"}),
        ("de", "Zolt", {"Solt"}),
    ],
)
def test_rules_are_those_of_the_language(language: str, name: str, possible: set[str]) -> None:
    assert {respell(name, language, Random(seed)) for seed in range(200)} == possible


def test_the_name_tables_hold_what_the_news_names(world: Any) -> None:
    lexicon = world.lexicon
    name = max(lexicon.names, key=lambda n: lexicon.names[n])
    keys = np.asarray([word_key(name), word_key(name.lower())], dtype=np.uint64)
    assert (lexicon.attested.get(keys) > 0).all()
    for pair in list(lexicon.full_names)[:50]:
        assert any(word in lexicon.names for word in pair.split(" "))


def test_weights_are_learnt_for_every_column(world: Any) -> None:
    texts = [d.text for d in world.corpora.human["news_native"][:60]]
    weights, intercept = fit(texts, world.lexicon)
    assert np.isfinite([*weights.values(), intercept]).all()
    assert weights["distance_per_sound"] < 0
    assert set(TUNING_LANGUAGES) < set(LANGUAGES)
