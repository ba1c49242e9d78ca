"""Real names that resemble well-known ones are left alone, unless something vouches for those."""

from __future__ import annotations

import pytest

import mtdetect
from mtdetect.names.find import garbled_names

LEFT_ALONE = {
    "a town that places lists have": "In Oban, the ferry waited. Buyers in Lviv had heard.",
    "a surname with O'": "The captain, Kieran O'Dowd, limped off. Later O’Donovan came on.",
    "both ways": "The captain, Sean O'Connor, met Roddy Connor. O'Connor spoke, then Connor.",
    "a house of another name": "Nobody who drinks in the Mill House or the Carriage House cares.",
    "beside the famous house": "Aides left the White House for dinner in the Mill House.",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_a_real_name_is_left_alone(shipped: mtdetect.Model, text: str) -> None:
    assert garbled_names(text, shipped.resources.lexicon, shipped.names) == []


@pytest.mark.xfail(strict=True, reason="a town that is as near to a name that news has often")
def test_a_town_close_to_a_common_name_is_not_left_alone_yet(shipped: mtdetect.Model) -> None:
    text = "Buyers in Izmail had heard."
    assert garbled_names(text, shipped.resources.lexicon, shipped.names) == []


GARBLED = {
    "in no list": ("Lawyers met Netanyahoo at the door.", "Netanyahu"),
    "in a list, and beside a given name": ("Lawyers met Benjamin Netanjahu.", "Netanyahu"),
}


@pytest.mark.parametrize(("text", "right"), GARBLED.values(), ids=GARBLED)
def test_a_garbled_name_is_found(shipped: mtdetect.Model, text: str, right: str) -> None:
    assert [
        g.suggestion for g in garbled_names(text, shipped.resources.lexicon, shipped.names)
    ] == [right]


@pytest.mark.xfail(reason="Oban is a town, and nothing vouches for Obama", strict=True)
def test_a_garbled_name_that_is_another_name_is_not_found_alone(shipped: mtdetect.Model) -> None:
    text = "Voters who liked Oban stayed at home."
    assert garbled_names(text, shipped.resources.lexicon, shipped.names)
