"""An office under a foreign name is doubted only if no mention of it has a country or an owner."""

from __future__ import annotations

import pytest

from mtdetect.names.namesakes import foreign_namesakes

SURGEON = "The surgeon general left. Aides met the surgeon general. "
FISHERIES = "The fisheries secretary left. Aides met the secretary of fisheries. The fisheries "
FISHERIES += "secretary spoke. "

# The text, the foreign name, and the name that the office has.
ODD = {
    "word by word": (SURGEON + "Then the general surgeon spoke.",
                     "general surgeon", "surgeon general"),
    "in capitals": (SURGEON.replace("surgeon general", "Surgeon General") + "General Surgeon left.",
                    "General Surgeon", "surgeon general"),
    "a minister of anything": (FISHERIES + "Then the fisheries minister spoke.",
                               "fisheries minister", "fisheries secretary"),
    "a ministry of anything": (FISHERIES + "Then the ministry of fisheries spoke.",
                               "ministry of fisheries", "fisheries secretary"),
    "a deputy": ("The deputy warden left. Aides met the deputy warden. The warden's assistant "
                 "spoke.", "warden's assistant", "deputy warden"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "odd", "right"), ODD.values(), ids=ODD)
def test_a_foreign_name_is_found(text: str, odd: str, right: str) -> None:
    found = [(text[m.start : m.end], m.suggestion) for m in foreign_namesakes(text)]
    assert found == [(odd, right)]


LEFT_ALONE = {
    "another country's": FISHERIES + "Then the Norwegian fisheries minister spoke.",
    "whose it is": FISHERIES + "Then its fisheries minister spoke.",
    "where it is": FISHERIES + "Then the fisheries minister of Norway spoke.",
    "several of them": FISHERIES + "Then fisheries ministers met.",
    "one mention with a country": FISHERIES + "Norway's fisheries minister spoke. Then the "
    "fisheries minister left.",
    "as often the one as the other": "The surgeon general met the general surgeon.",
    "Britain's ministry": "The defence secretary left. Then the defence secretary spoke. Nobody at "
    "the ministry of defence did.",
    "no office of its own": "The fisheries minister left. Then the general surgeon spoke.",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert list(foreign_namesakes(text)) == []


def test_letters_that_grow_when_lowered_shift_nothing() -> None:
    text = "İİİ " + SURGEON + "Then the general surgeon spoke."
    assert [text[m.start : m.end] for m in foreign_namesakes(text)] == ["general surgeon"]


def test_hostile_text_comes_to_an_end() -> None:
    assert list(foreign_namesakes("deputy secretary of " * 3000 + "ministry of " * 3000)) == []
