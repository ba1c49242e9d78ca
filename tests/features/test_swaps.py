"""Odd swaps: the synonym that fits better is found, and each paragraph stands by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtdetect.features import swaps
from mtdetect.tables import fluency
from mtdetect.tables.affinity import Affinity
from mtdetect.tables.encoding import encode
from mtdetect.tables.lexicon import RESERVED

THEME = swaps.WORD_COLUMNS.index("theme")
GAIN = swaps.WORD_COLUMNS.index("gain")
WORDS = ["the", "The", "war", "warfare", "judge", "choose", "of", "Ashford", "said", "road",
         "avenue", '"', ".", ",", "12", "army", "gear", "old", "it's", "WAR", "on"]  # fmt: skip
PARAGRAPHS = st.lists(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join), max_size=4)


def test_a_swapped_word_gains_by_its_original(world: Any) -> None:
    lexicon = world.lexicon
    encoded = encode(["It wasn't Hale who closed the warfare in Ashford; it was a road."], lexicon)
    found = swaps.words(encoded, lexicon)
    shown = {encoded.token_at(int(p))[1].form: i for i, p in enumerate(found.places)}
    odd = shown["warfare"]
    assert found.columns[odd, GAIN] > 2
    assert found.columns[shown["road"], GAIN] == 0


def slow_gain(ids: list[int], place: int, lexicon: Any) -> float:
    """Try every synonym, one at a time."""
    stream, at = np.asarray(ids), np.asarray([place])
    own = stream[at]
    left = fluency.bigram(lexicon, stream[at - 1], own) + fluency.bigram(
        lexicon, own, stream[at + 1]
    )
    base = fluency.fit(lexicon, stream, at, own)
    gain = 0.0
    for synonym in lexicon.synonyms.row(ids[place]).tolist():
        word = np.asarray([synonym])
        lead = fluency.bigram(lexicon, stream[at - 1], word) + fluency.bigram(
            lexicon, word, stream[at + 1]
        )
        better = float((fluency.fit(lexicon, stream, at, word) - base)[0])
        if float((lead - left)[0]) > 0.5:
            gain = max(gain, better)
    return gain


@given(PARAGRAPHS)
@settings(max_examples=80)
def test_it_agrees_with_trying_one_synonym_at_a_time(world: Any, texts: list[str]) -> None:
    lexicon = world.lexicon
    encoded = encode(texts, lexicon)
    found = swaps.words(encoded, lexicon)
    ids = encoded.ids.tolist()
    for place, row in zip(found.places.tolist(), found.columns, strict=True):
        gain = slow_gain(ids, place, lexicon)
        assert row[GAIN] == pytest.approx(min(gain, 20.0), abs=1e-4)


@given(PARAGRAPHS)
@settings(max_examples=80)
def test_a_batch_gives_what_each_paragraph_gives_alone(world: Any, texts: list[str]) -> None:
    lexicon = world.lexicon
    encoded = encode(texts, lexicon)
    found = swaps.words(encoded, lexicon)
    for row, text in enumerate(texts):
        alone = swaps.words(encode([text], lexicon), lexicon)
        mine = encoded.row[found.places] == row
        np.testing.assert_allclose(found.columns[mine], alone.columns, rtol=1e-6)


@given(PARAGRAPHS)
@settings(max_examples=40)
def test_the_theme_of_a_paragraph_ends_with_it(world: Any, texts: list[str]) -> None:
    rng = np.random.default_rng(0)
    size = (len(world.lexicon.news), 8)
    vectors = [rng.integers(-9, 9, size, dtype=np.int8) for _ in range(4)]
    affinity = Affinity(vectors[0], vectors[1], vectors[2], vectors[3], np.ones(4, np.float32))
    # One word so frequent that all others carry a theme.
    news = np.full(len(world.lexicon.news), 30, dtype=np.uint8)
    news[RESERVED] = 255
    lexicon = replace(world.lexicon, affinity=affinity, news=news)
    known = "the old war gear on the army road"
    for batch in ([*texts, known], [known, *texts]):
        encoded = encode(batch, lexicon)
        found = swaps.words(encoded, lexicon)
        for row, text in enumerate(batch):
            alone = swaps.words(encode([text], lexicon), lexicon)
            theme = found.columns[encoded.row[found.places] == row][:, THEME]
            np.testing.assert_array_equal(theme, alone.columns[:, THEME])
            assert text != known or theme.any()


@given(PARAGRAPHS)
@settings(max_examples=60)
def test_only_words_that_may_be_swapped_are_looked_at(world: Any, texts: list[str]) -> None:
    encoded = encode(texts, world.lexicon)
    found = swaps.words(encoded, world.lexicon)
    expected = [
        int(encoded.first[row]) + i
        for row, tokens in enumerate(encoded.tokens)
        for i, token in enumerate(tokens)
        if token.form.lower() in world.lexicon.index
        and token.form[-1].isalpha()
        and not (len(token.form) > 1 and token.form.isupper())
    ]
    assert found.places.tolist() == expected
    assert np.isfinite(found.columns).all()
    assert found.columns.shape == (len(expected), len(swaps.WORD_COLUMNS))


def test_phrases_that_spinners_leave_are_found_whole(world: Any) -> None:
    lexicon = world.lexicon
    encoded = encode(["He saw the army gear there.", "The road."], lexicon)
    odd = swaps.odd_forms(encoded, lexicon)
    (i,) = [i for i, n in enumerate(odd.lengths.tolist()) if n == 2]
    _, first = encoded.token_at(int(odd.places[i]))
    assert first.form == "army"
    assert lexicon.originals[int(lexicon.odd_expected[odd.entries[i]])] == "military equipment"
    assert odd.weights[i] > 0


def test_an_odd_form_in_the_middle_is_found_once(world: Any) -> None:
    encoded = encode(["He saw the warfare there."], world.lexicon)
    odd = swaps.odd_forms(encoded, world.lexicon)
    assert [encoded.token_at(int(p))[1].form for p in odd.places] == ["warfare"]
    assert odd.lengths.tolist() == [1]


def test_an_odd_form_that_begins_a_paragraph_is_found_once(world: Any) -> None:
    encoded = encode(["Warfare there.", "Army gear there."], world.lexicon)
    odd = swaps.odd_forms(encoded, world.lexicon)
    assert (encoded.ids[odd.places] >= RESERVED).all()
    assert odd.lengths.tolist() == [1, 2]


def test_columns_follow_the_odds(world: Any) -> None:
    lexicon = world.lexicon
    encoded = encode(["The old road in Ashford.", "12 %", ""], lexicon)
    found = swaps.words(encoded, lexicon)
    calm = swaps.columns(encoded, lexicon, found, np.full(len(found.places), -5.0))
    odd = swaps.columns(encoded, lexicon, found, np.full(len(found.places), 5.0))
    assert calm.shape == (3, len(swaps.COLUMNS))
    name = swaps.COLUMNS.index
    assert odd[0, name("swaps.sure_per_100_words")] == 100
    assert calm[0, name("swaps.sure_per_100_words")] == 0
    assert odd[0, name("swaps.surest")] == odd[0, name("swaps.third_surest")] == 5
    assert odd[0, name("swaps.per_100_words")] == pytest.approx(100 / (1 + np.exp(-5.0)))
    np.testing.assert_array_equal(odd[1:], calm[1:])  # no words, no odds


def test_rarity_of_the_third_surest_word(world: Any) -> None:
    encoded = encode(["the old road the old road"], world.lexicon)
    found = swaps.words(encoded, world.lexicon)
    odds = np.asarray([0.5, 4.0, -1.0, 2.0, 3.0, -2.0])
    X = swaps.columns(encoded, world.lexicon, found, odds)
    assert X[0, swaps.COLUMNS.index("swaps.surest")] == 4.0
    assert X[0, swaps.COLUMNS.index("swaps.third_surest")] == 2.0
