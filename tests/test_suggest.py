"""Suggestions come from what dictionaries know, and the neighbours decide."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mtdetect
from mtdetect.errors import InvalidValueError
from mtdetect.evidence.ranking import COLUMNS, RankingModel
from mtdetect.evidence.spelling import Spelling
from mtdetect.evidence.suggest import Suggester, Suggestion, count_words, mended
from mtdetect.evidence.surroundings import Surroundings
from mtdetect.simulate.dictionary import SpinnerDictionary
from mtdetect.tables.encoding import encode
from mtdetect.tables.lexicon import RESERVED
from mtdetect.training.fit.origins import origins

MENUS = {
    "main": {"school": ("new faculty",), "new bridge": ("span",)},
    "moby": {"judge": ("lawyer",), "council": ("lawyer",)},
}
WORDS = ["the", "lawyer", "of", "Ashford", "rejected", "new", "faculty", "span", "near", ".", "7"]


@pytest.fixture(scope="module")
def suggester(world: Any, shipped: mtdetect.Model) -> Suggester:
    return _of_menus(world, shipped.ranking)


def _of_menus(world: Any, ranking: RankingModel) -> Suggester:
    table = origins(SpinnerDictionary(MENUS, {}), world.lexicon)
    return Suggester(replace(world.lexicon, origins=table), ranking)


def ask(suggester: Suggester, world: Any, text: str, odd: Sequence[str]) -> dict[str, str]:
    """Give the suggestions for words of a text, as text."""
    encoded = encode([text], world.lexicon)
    forms = ["", "", *(t.form for t in encoded.tokens[0])]
    found = suggester.suggest(
        encoded.ids, [forms.index(word) for word in odd], count_words(encoded.ids, world.lexicon)
    )
    return {
        " ".join(forms[s.place : s.place + s.length]): " ".join(map(world.lexicon.word, s.ids))
        for s in found
    }


def test_the_common_word_is_suggested_for_the_odd_one(suggester: Suggester, world: Any) -> None:
    text = "The burgomaster of Ashford rejected the rustic avenue near Millden on Monday."
    found = ask(suggester, world, text, ["burgomaster", "rustic", "avenue"])
    assert found == {"burgomaster": "mayor", "rustic": "rural", "avenue": "road"}


def test_several_words_may_stand_for_one_and_one_for_several(
    suggester: Suggester, world: Any
) -> None:
    text = "The mayor of Ashford visited the new faculty near Millden on Monday."
    assert ask(suggester, world, text, ["faculty"]) == {"new faculty": "school"}
    text = "The mayor of Ashford visited the span near Millden on Monday."
    assert ask(suggester, world, text, ["span"])["span"] in ("bridge", "new bridge")


def test_no_suggestion_covers_what_is_barred(suggester: Suggester, world: Any) -> None:
    encoded = encode(["The mayor visited the new faculty near Millden."], world.lexicon)
    place = 2 + [t.form for t in encoded.tokens[0]].index("faculty")
    counts = count_words(encoded.ids, world.lexicon)
    free = suggester.suggest(encoded.ids, [place], counts)
    assert [(s.place, s.length) for s in free] == [(place - 1, 2)]
    barred = suggester.suggest(encoded.ids, [place], counts, {place - 1})
    assert [(s.place, s.length) for s in barred] == [(place, 1)]


def test_where_the_best_word_is_vulgar_the_next_best_is_suggested(
    world: Any, shipped: mtdetect.Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "The lawyer of Ashford rejected the rural road near Millden on Monday."
    best = ask(_of_menus(world, shipped.ranking), world, text, ["lawyer"])["lawyer"]
    monkeypatch.setattr("mtdetect.evidence.suggest.is_vulgar", lambda word: word == best)
    following = ask(_of_menus(world, shipped.ranking), world, text, ["lawyer"])["lawyer"]
    assert {best, following} == {"judge", "council"}


def test_what_the_article_uses_elsewhere_is_likelier(suggester: Suggester, world: Any) -> None:
    lexicon = world.lexicon
    encoded = encode(["The lawyer of Ashford"], lexicon)
    counts = count_words(encoded.ids, world.lexicon)
    found = suggester.candidates(encoded.ids.astype(np.int64), [3])
    for word in ("judge", "council"):
        used = counts.copy()
        used[lexicon.index[word]] += 3
        stream = encoded.ids.astype(np.int64)
        columns = suggester.columns(found, stream, stream, used)
        named = columns[:, COLUMNS.index("elsewhere")] > 0
        assert [lexicon.word(i) for i in found.ids[named, 0]] == [word]


def test_a_word_that_no_dictionary_knows_gets_no_suggestion(
    suggester: Suggester, world: Any
) -> None:
    assert ask(suggester, world, "It cost Ashford 7 million.", ["cost"]) == {}


def test_only_sure_suggestions_of_equal_length_mend(world: Any) -> None:
    stream = np.arange(10, 20)
    sure = Suggestion(2, 1, (50,), 0.9)
    doubtful = Suggestion(3, 1, (51,), 0.1)
    longer = Suggestion(4, 2, (52,), 0.9)
    expected = stream.copy()
    expected[2] = 50
    np.testing.assert_array_equal(mended(stream, [sure, doubtful, longer]), expected)
    assert stream[2] == 12


@settings(max_examples=60)
@given(forms=st.lists(st.sampled_from(WORDS), min_size=1, max_size=20), data=st.data())
def test_suggestions_are_disjoint_known_and_never_the_word_itself(
    suggester: Suggester, world: Any, forms: list[str], data: st.DataObject
) -> None:
    ids = encode([" ".join(forms)], world.lexicon).ids
    words = np.flatnonzero(ids >= RESERVED).tolist()
    places = data.draw(st.lists(st.sampled_from(words), unique=True)) if words else []
    found = suggester.suggest(ids, sorted(places), count_words(ids, world.lexicon))
    covered = [p for s in found for p in range(s.place, s.place + s.length)]
    assert len(covered) == len(set(covered))
    for s in found:
        assert 0 < s.probability <= 1
        assert set(range(s.place, s.place + s.length)) & set(places)
        assert s.ids != tuple(ids[s.place : s.place + s.length].tolist())
        assert all(RESERVED <= i < world.lexicon.size for i in s.ids)


def test_weights_for_other_columns_are_refused(shipped: mtdetect.Model) -> None:
    stored = shipped.ranking.to_dict()
    del stored["weights"]["menu"]
    with pytest.raises(InvalidValueError, match="other columns"):
        RankingModel.from_dict(stored)
    with pytest.raises(InvalidValueError, match="1 weights for suggestions"):
        RankingModel((1.0,))
    with pytest.raises(InvalidValueError, match="give finite numbers"):
        RankingModel((math.nan,) * len(COLUMNS))


@settings(max_examples=60)
@given(forms=st.lists(st.sampled_from(WORDS), min_size=3, max_size=20), data=st.data())
def test_only_what_stands_beside_a_mended_word_changes(
    suggester: Suggester, world: Any, forms: list[str], data: st.DataObject
) -> None:
    stream = encode([" ".join(forms)], world.lexicon).ids.astype(np.int64)
    words = np.flatnonzero(stream >= RESERVED).tolist()
    found = suggester.candidates(stream, words)
    around = stream.copy()
    for place in data.draw(st.lists(st.sampled_from(words), max_size=3)) if words else []:
        around[place] = data.draw(st.integers(RESERVED, world.lexicon.size - 1))
    plain = Surroundings.of(world.lexicon, found, stream, stream)
    again = plain.mended(world.lexicon, found, stream, around)
    anew = Surroundings.of(world.lexicon, found, stream, around)
    for name, values in vars(anew).items():
        np.testing.assert_array_equal(getattr(again, name), values, err_msg=name)


def test_words_of_one_root_and_one_ending_are_told_by_their_letters(world: Any) -> None:
    words = ["a", "s", "ing", "elect", "electing", "elected", "élect", "élection", "elé", "élec",
             "sadly", "naïveté", "naïve", "war", "wars"]  # fmt: skip
    text = np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
    size = len(words) + RESERVED
    spelling = Spelling.of(replace(world.lexicon, text=text, news=np.zeros(size, dtype=np.uint8)))
    root = spelling.root.tolist()
    assert root[:RESERVED] == [0] * RESERVED
    for i, one in enumerate(words, RESERVED):
        for j, other in enumerate(words, RESERVED):
            assert (root[i] == root[j]) == (one[:5] == other[:5]), (one, other)
    endings = ("ing", "ed", "ly", "s")
    expected = [next((k for k, e in enumerate(endings, 1) if w.endswith(e)), 0) for w in words]
    assert spelling.ending.tolist() == [0] * RESERVED + expected
