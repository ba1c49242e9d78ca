"""Ministries are doubted only beside a department of the same name and without a country."""

from __future__ import annotations

import pytest

from mtdetect.names.offices import foreign_offices

ODD = {
    "a ministry for a department": (
        "The Department of Fisheries spoke. Later the Ministry of Fisheries said no.",
        [("Ministry", "Department")],
    ),
    "a minister for a secretary": (
        "The Fisheries Secretary spoke. Then the Minister of Fisheries and Forests left.",
        [("Minister", "Secretary")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), ODD.values(), ids=ODD)
def test_an_office_of_another_country_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[o.start : o.end], o.suggestion) for o in foreign_offices(text)] == expected


LEFT_ALONE = {
    "another country's": "The Department of Fisheries met the Norwegian Ministry of Fisheries.",
    "whose it is": "The Department of Fisheries met Norway's Minister of Fisheries.",
    "where it is": "The Department of Fisheries met the Ministry of Fisheries in Norway.",
    "defense": "The Department of Defense met the Ministry of Defense.",
    "Britain's": "The Justice Secretary left the Ministry of Justice.",
    "another name": "The Department of Fisheries met the Ministry of Railways.",
    "no department": "The Ministry of Fisheries met the Minister of Forests.",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert list(foreign_offices(text)) == []


@pytest.mark.parametrize("text", ["Ministry of " * 5000, "Ministry of " + "Aa, and " * 8000])
def test_hostile_text_comes_to_an_end(text: str) -> None:
    assert list(foreign_offices(text)) == []
