"""Menus read backwards: every swap that a spinner makes leads back to what stood there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mtdetect.simulate.dictionary import SpinnerDictionary
from mtdetect.simulate.simulator import Spinner
from mtdetect.tables.lexicon import Lexicon
from mtdetect.tables.ngrams import keys_of
from mtdetect.tables.origins import Origins
from mtdetect.training.fit import tables
from mtdetect.training.fit.origins import origins

MENUS = {
    "mythes": {"judge": ("choose", "lawyer"), "road": ("avenue",), "farmer": ("nobody knows",)},
    "main": {"council": ("new assembly",), "new bridge": ("span",)},
}


def look_up(table: Origins, lexicon: Lexicon, form: str) -> dict[str, float]:
    """Give the originals of a form as text, with their log-probabilities."""
    ids = [np.asarray([lexicon.index[word]]) for word in form.split()]
    row = int(table.find(keys_of(*ids))[0])
    if row < 0:
        return {}
    phrases, log_p = table.row(row)
    texts = [" ".join(lexicon.word(i) for i in ids if i) for ids in phrases.tolist()]
    return dict(zip(texts, log_p.tolist(), strict=True))


@pytest.fixture(scope="module")
def table(world: Any) -> Origins:
    return origins(SpinnerDictionary(MENUS, {"main": {"school": ("Road",)}}), world.lexicon)


def test_words_lead_back_to_their_originals(world: Any, table: Origins) -> None:
    assert set(look_up(table, world.lexicon, "lawyer")) == {"judge"}
    assert set(look_up(table, world.lexicon, "road")) == {"school"}
    assert look_up(table, world.lexicon, "quiet") == {}


def test_phrases_lead_back_and_forth(world: Any, table: Origins) -> None:
    assert set(look_up(table, world.lexicon, "new assembly")) == {"council"}
    assert set(look_up(table, world.lexicon, "span")) == {"new bridge"}


def test_a_menus_first_word_is_likelier_than_its_second(world: Any) -> None:
    menus = {"main": {"judge": ("lawyer", "doctor"), "mayor": ("doctor", "lawyer")}}
    found = look_up(origins(SpinnerDictionary(menus, {}), world.lexicon), world.lexicon, "lawyer")
    assert list(found) == ["judge", "mayor"]
    assert found["judge"] > found["mayor"]


def test_every_swap_of_a_spinner_is_found_again(world: Any) -> None:
    two = {"judge": "lawyer", "road": "bridge", "costly": "quiet", "river": "road", "war": "vote"}
    menus = {"moby": {word: (other, "school") for word, other in two.items()}}
    dictionary = SpinnerDictionary(menus, {})
    table = origins(dictionary, world.lexicon)
    spinner = Spinner("moby", 2, dictionary)
    swaps = [s for i, text in enumerate(world.texts[:60]) for s in spinner.spin(text, i).swaps]
    swaps = [s for s in swaps if s.text in world.lexicon.index and s.original.islower()]
    assert len({s.original for s in swaps}) > 1
    for swap in swaps:
        assert swap.original in look_up(table, world.lexicon, swap.text)


def test_no_menu_gives_an_empty_table(world: Any) -> None:
    table = origins(SpinnerDictionary({}, {}), world.lexicon)
    assert table.find(keys_of(np.arange(9))).tolist() == [-1] * 9


def test_a_lexicon_keeps_its_origins_in_its_file(
    world: Any, table: Origins, tmp_path: Path
) -> None:
    replace(world.lexicon, origins=table).save(tmp_path / "lexicon.npz")
    again = Lexicon.load(tmp_path / "lexicon.npz")
    assert look_up(again.origins, again, "lawyer") == look_up(table, world.lexicon, "lawyer")


def test_a_lexicon_is_built_with_the_menus_it_is_given(world: Any, table: Origins) -> None:
    dictionary = SpinnerDictionary({"moby": {"judge": ("lawyer",)}}, {})
    built = tables.build(world.corpora, dictionary=dictionary)
    assert set(look_up(built.origins, built, "lawyer")) == {"judge"}
    assert not len(world.lexicon.origins.keys)
    counts = tables.recount(built, world.corpora)
    assert not len(tables.with_dictionary(built, world.corpora, counts, ("moby",)).origins.keys)
