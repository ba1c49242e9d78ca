"""The ranking learns what tells originals, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from mtdetect.errors import DataError
from mtdetect.evidence.ranking import COLUMNS, RankingModel
from mtdetect.evidence.suggest import count_words
from mtdetect.simulate.dictionary import SpinnerDictionary
from mtdetect.tables.encoding import encode
from mtdetect.training.fit import suggest
from mtdetect.training.fit.origins import origins
from mtdetect.training.fit.suggest import Choices, Place, choices, learn, swapped_places


def artificial(telling: str, n_places: int = 300) -> Choices:
    """Make choices of four candidates each, the right one marked by one column amid noise."""
    rng = np.random.default_rng(3)
    columns = rng.normal(size=(4 * n_places, len(COLUMNS)))
    right = np.tile([True, False, False, False], n_places)
    columns[right, COLUMNS.index(telling)] += 2.0
    return Choices(columns, right, np.arange(0, 4 * n_places, 4))


@pytest.mark.parametrize("telling", ["fit", "menu", "elsewhere"])
def test_the_telling_column_gets_the_weight(telling: str) -> None:
    weights = learn(artificial(telling))
    order = np.argsort(-np.abs(weights))
    assert COLUMNS[order[0]] == telling
    assert weights[order[0]] > 4 * abs(weights[order[1]])


def test_columns_that_are_not_used_get_none() -> None:
    weights = learn(artificial("menu"), used=("fit", "mended_fit"))
    assert weights[[i for i, c in enumerate(COLUMNS) if c not in ("fit", "mended_fit")]].any() == 0


def place_of(world: Any, text: str, originals: dict[str, str]) -> Place:
    encoded = encode([text], world.lexicon)
    forms = ["", "", *(t.form for t in encoded.tokens[0])]
    counts = count_words(encoded.ids, world.lexicon)
    return Place(encoded.ids, {forms.index(w): o for w, o in originals.items()}, counts)


def test_choices_hold_one_group_for_each_place_that_has_a_choice(world: Any) -> None:
    menus = {"moby": {"judge": ("lawyer",), "council": ("lawyer",), "road": ("bridge", "lawyer")}}
    table = origins(SpinnerDictionary(menus, {}), world.lexicon)
    lexicon = replace(world.lexicon, origins=table)
    text = "The lawyer of Ashford rejected the avenue near Millden."
    place = place_of(world, text, {"lawyer": "Judges", "avenue": "road"})
    found = choices([(lexicon, [place])], RankingModel.unknown())
    # An avenue has but one synonym in the small world.
    assert found.begin.tolist() == [0]
    assert found.right.sum() == 1
    assert found.columns.shape == (len(found.right), len(COLUMNS))
    assert len(found.right) >= 3


def test_without_a_choice_there_is_nothing_to_learn_from(world: Any) -> None:
    place = place_of(world, "The mayor rejected the avenue.", {"avenue": "road"})
    with pytest.raises(DataError, match="no place"):
        choices([(world.lexicon, [place])], RankingModel.unknown())


def test_a_lexicon_without_menus_knows_none_of_what_shares_them(world: Any) -> None:
    menus = {s: {"war": ("fighting",)} for s in ("mythes", "wordnet")}
    menus["moby"] = {"war": ("fighting",), "school": ("college",)}
    dictionary = SpinnerDictionary(menus, {})
    for source, left in (("mythes", ("moby",)), ("moby", ("mythes", "wordnet"))):
        expected = SpinnerDictionary({s: menus[s] for s in left}, {})
        found = suggest.without_menus(world.lexicon, dictionary, source).origins
        wanted = origins(expected, world.lexicon)
        assert np.array_equal(found.weights, wanted.weights)
        assert np.array_equal(found.keys, wanted.keys)


def test_swapped_places_hold_what_stood_there(world: Any) -> None:
    copy = world.pool.draw(Random(4)).spin("\n\n".join(world.texts[:30]), rate=0.6)
    found = list(swapped_places(copy, world.resources))
    swapped = {(w, s.original) for s in copy.swaps for w in s.text.lower().strip("{}").split()}
    assert len(found) > 3
    for place in found:
        assert not place.ids[:2].any()
        assert not place.ids[-2:].any()
        for at, original in place.originals.items():
            word = world.lexicon.word(int(place.ids[at]))
            assert (word, original) in swapped


def test_the_ranking_is_fitted_from_nothing_and_always_the_same(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The small world has one thesaurus and no article of eight paragraphs.
    texts = ["\n\n".join(world.texts[i : i + 10]) for i in range(0, 100, 10)]
    monkeypatch.setattr(suggest, "FAMILIES", ("moby",))
    monkeypatch.setattr(suggest, "native_texts", lambda *_: texts)
    odd = {"choose": ("judge", "council"), "avenue": ("road", "bridge"), "novel": ("new", "old")}
    menus = {word: (form,) for form, words in odd.items() for word in words}
    dictionary = SpinnerDictionary({"moby": menus}, {})
    lexicon = replace(world.lexicon, origins=origins(dictionary, world.lexicon))
    resources = replace(world.resources, lexicon=lexicon)
    one, two = (suggest.fit_ranking(world.corpora, resources, dictionary) for _ in range(2))
    assert one == two
    assert any(one.weights)
