"""How alike names sound."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtdetect.tables.name_index import NameIndex
from mtdetect.tables.sounds import CLASSES, distance, letter_mask, skeleton, skeletons, sounds

NAMES = st.one_of(st.text(), st.text("aeioubpdtrlsczhkgvwfmnjxyq", max_size=12))


@given(NAMES, NAMES)
def test_distance_is_symmetric_and_never_negative(first: str, second: str) -> None:
    assert distance(first, second) == pytest.approx(distance(second, first), abs=0.002)
    assert distance(first, second) >= 0


@given(NAMES)
def test_distance_is_nothing_between_names_of_the_same_sounds(name: str) -> None:
    assert distance(name, name) == 0
    assert distance(name, name.upper()) == 0 or not name.isascii()


@given(NAMES)
def test_a_skeleton_holds_classes_of_consonants_only(name: str) -> None:
    assert set(skeleton(name)) <= set(CLASSES)
    assert letter_mask(name).bit_count() == len(set(sounds(name)))


@pytest.mark.parametrize(
    ("name", "garbled", "stranger"),
    [
        ("Padilla", "Badilla", "Gorilla"),
        ("Boasberg", "Boasburg", "Goldberg"),
        ("Crivella", "Krivera", "Corolla"),
        ("Witkoff", "Witkov", "Witless"),
        ("Reeves", "Rives", "Greaves"),
        ("Friedhelm", "Friedgelm", "Friedmann"),
    ],
)
def test_a_garbled_name_is_nearer_than_a_strange_one(
    name: str, garbled: str, stranger: str
) -> None:
    assert distance(name, garbled) < distance(name, stranger)


def test_the_index_finds_names_that_differ_by_one_consonant() -> None:
    index = NameIndex({"Starmer": 400, "Halden": 60, "Rarely": 1}, {"Keir Starmer": 300})
    assert index.alike("Starmer") == index.alike("Sdalmer") == ["Starmer"]
    assert "Starmer" in index.alike("Sarmer")
    assert index.alike("Rarely") == []
    assert index.after("Keir") == {"Starmer": 300}
    assert index.before("Starmer") == {"Keir": 300}


@settings(max_examples=100)
@given(
    pairs=st.dictionaries(
        st.tuples(st.text("aAé", min_size=1), st.text("aAé", min_size=1)).map(" ".join),
        st.integers(1, 99),
    ),
    others=st.lists(st.text()),
)
def test_names_are_found_beside_those_that_they_stand_beside(
    pairs: dict[str, int], others: list[str]
) -> None:
    index = NameIndex({}, pairs)
    apart = [(*pair.split(" "), count) for pair, count in pairs.items()]
    for name in {word for pair in apart for word in pair[:2]}.union(others):
        after = {second: n for first, second, n in apart if first == name}
        before = {first: n for first, second, n in apart if second == name}
        # The order, too, and when asked again.
        for _ in range(2):
            assert list(index.after(name).items()) == list(after.items())
            assert list(index.before(name).items()) == list(before.items())


@given(st.lists(st.text(), min_size=1))
def test_many_skeletons_at_once_are_those_of_each(names: list[str]) -> None:
    assert skeletons(names) == [skeleton(name) for name in names]
