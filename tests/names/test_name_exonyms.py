"""Foreign names of places and bodies are found, but not within longer foreign names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mtdetect
from mtdetect.names.exonyms import foreign_exonyms
from mtdetect.names.garbles import garbled_names


def found(text: str, shipped: mtdetect.Model) -> list[tuple[str, str]]:
    lexicon = shipped.resources.lexicon
    return [(text[m.start : m.end], m.suggestion) for m in foreign_exonyms(text, lexicon)]


FOREIGN = [
    ("Envoys met in Ginebra on Monday.", [("Ginebra", "Geneva")]),
    ("The ONU and the OTAN said they agreed with Londres.",
     [("ONU", "UN"), ("OTAN", "NATO"), ("Londres", "London")]),
    ("Troops of the EE.UU. left, and Estados Unidos said so in Bruselas.",
     [("EE.UU.", "United States"), ("Estados Unidos", "United States"), ("Bruselas", "Brussels")]),
    ("In Moscou, the minister said that the talks in Nueva York failed.",
     [("Moscou", "Moscow"), ("Nueva York", "New York")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), FOREIGN)
def test_foreign_names_are_found(
    shipped: mtdetect.Model, text: str, names: list[tuple[str, str]]
) -> None:
    assert found(text, shipped) == names


LEFT_ALONE = {
    "a surname": "The lawyer Ana Londres said that Ms. Londres had not been asked.",
    "a street": "He lives in the rue de Londres, by the Gare de Moscou.",
    "a newspaper": "It was reported by El Mundo of Caracas and by the Londres Noticias.",
    "an institution": "The Universidad de Ginebra and the ONU Mujeres office agreed.",
    "an acronym in brackets": "The Organisation mondiale (OMS) spoke, and the OMS said no.",
    "a college": "Students of Ohio Northern cheered as ONU won, and ONU fans sang.",
    "a foreign sentence": "Ella vive en Londres y su hermana en Bruselas con su padre.",
    "a quoted title": "The band played “Londres” and then a song about the sea.",
    "an address": "See example.com/Londres or write to the @ONU account.",
    "a gin": "She drank a Ginebra San Miguel in Manila.",
    "English names": "Envoys met in Geneva, London and Brussels, and the UN and NATO agreed.",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_what_people_write_is_left_alone(shipped: mtdetect.Model, text: str) -> None:
    assert found(text, shipped) == []


@pytest.mark.xfail(reason="a bare surname looks like the place", strict=True)
def test_a_surname_that_nothing_introduces_is_left_alone(shipped: mtdetect.Model) -> None:
    assert found("The court heard that Londres had left.", shipped) == []


def test_they_are_garbled_names_with_a_message_in_plain_words(shipped: mtdetect.Model) -> None:
    (garble,) = garbled_names("Envoys met in Ginebra on Monday.", shipped.resources.lexicon)
    assert (garble.text, garble.suggestion) == ("Ginebra", "Geneva")
    assert garble.message == "The name that another language has for Geneva."


TOWN = (
    "The town of Kostiantynivka was shelled on Friday. Doctors in Kostyantynivka treated nine. A "
    "bridge in Konstantinovka fell."
)


@pytest.mark.xfail(reason="two romanisations and a Russian form, each of which a newsroom uses",
                   strict=True)  # fmt: skip
def test_three_spellings_of_one_town_are_found(shipped: mtdetect.Model) -> None:
    assert garbled_names(TOWN, shipped.resources.lexicon)


@given(st.lists(st.sampled_from(["ONU", "the", "Londres", "de", "EE", ".", "UU", "(", "Nueva",
                                 "York", "said", "é", "-", "\ud800"]), max_size=30))  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_findings_stand_in_the_text(shipped: mtdetect.Model, pieces: list[str]) -> None:
    text = " ".join(pieces)
    for mark in foreign_exonyms(text, shipped.resources.lexicon):
        assert 0 <= mark.start < mark.end <= len(text)
