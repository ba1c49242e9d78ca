"""The simulator of garbled names, and the name tables of the lexicon."""

from __future__ import annotations

from random import Random
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtdetect.tables.lexicon import word_key
from mtdetect.training.corpora.corpus import AlignedParagraph
from mtdetect.training.corpora.garble import LANGUAGES, garble, respell
from mtdetect.training.fit.garbles import TUNING_LANGUAGES, fit_candidates, machine_articles

STORY = (
    "Governor Petra Vossberg met Omar Padwick in Fallowburg. The talks with Vossberg and Padwick "
    "went on until Friday, said Gretchen Alverez of the Fallowburg Ledger."
)
SOME_TEXT = st.one_of(
    st.text(), st.lists(st.sampled_from([*STORY.split(), "\n\n", "É", "\ud800"])).map(" ".join)
)


@given(SOME_TEXT, st.sampled_from(LANGUAGES), st.integers(0, 5), st.sampled_from([0.5, 1.0]))
@settings(max_examples=150)
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
@settings(max_examples=50)
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


def test_some_names_turn_into_known_ones() -> None:
    def alike(name: str) -> list[str]:
        return ["Padrick"] if name == "Padwick" else []

    texts = [garble(STORY, "ar", seed, alike=alike).text for seed in range(60)]
    assert any("Padrick" in text for text in texts)
    assert not any("Padrick" in garble(STORY, "ar", seed).text for seed in range(60))


def test_a_model_of_names_is_fitted_to_the_corpora(world: Any) -> None:
    model = fit_candidates(world.corpora, world.lexicon)
    assert model.forest.roots.size
    assert 0 < model.threshold <= 1
    assert 0 < model.threshold_alone <= 1
    again = fit_candidates(world.corpora, world.lexicon)
    assert again.to_dict() == model.to_dict()
    for name, values in model.arrays().items():
        np.testing.assert_array_equal(again.arrays()[name], values)
    assert set(TUNING_LANGUAGES) < set(LANGUAGES)


def test_each_translated_article_stands_beside_what_people_wrote() -> None:
    def paragraph(text: str, label: Any, number: int, split: Any = "train") -> AlignedParagraph:
        system = None if label == "human" else "an engine"
        group = f"{split}:story#{number}"
        return AlignedParagraph(text, label, None, group, "ar", system, 2024, "file", split)

    parts = range(3)
    corpora = SimpleNamespace(
        aligned=[
            *(paragraph(f"Vossberg {n}", "human", n) for n in parts),
            *(paragraph(f"Fossburg {n}", "mt", n) for n in parts),
            paragraph("Fossburg 3", "mt", 3, "test"),
        ]
    )
    found = machine_articles(corpora, "train")  # type: ignore[arg-type]
    assert found == [
        (
            "Fossburg 0\n\nFossburg 1\n\nFossburg 2",
            "Vossberg 0\n\nVossberg 1\n\nVossberg 2",
        )
    ]
