"""A word with a hyphen is found if one part is as it was and the other known from nowhere."""

from __future__ import annotations

import pytest

from mtdetect.names.compounds import respelt_compounds
from mtdetect.tables.lexicon import Lexicon

NAMED = "The aides of Vell-Harbor left. Reporters met in Vell-Harbor. "

ODD = {
    "the first part": (NAMED + "The mayor of Fel-Harbor spoke.", "Fel-Harbor", "Vell-Harbor"),
    "the second part": (
        "He stayed at anti-vellow talks. The anti-vellow talks stayed. Anti-Fello talks stayed.",
        "Anti-Fello", "anti-vellow",
    ),
    "a hyphen in a word that had none": (
        "The sisterhold stayed. Reporters met in the sisterhold. The cister-hold stayed. ",
        "cister-hold", "sisterhold",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "odd", "right"), ODD.values(), ids=ODD)
def test_a_respelt_part_is_found(lexicon: Lexicon, text: str, odd: str, right: str) -> None:
    found = [(text[m.start : m.end], m.suggestion) for m in respelt_compounds(text, lexicon)]
    assert found == [(odd, right)]


LEFT_ALONE = {
    "a part that is a word": NAMED + "The mayor of bill-Harbor spoke.",
    "a hyphen more": "The sisterhold stayed. Then the sisterhold left. The sister-hold stayed.",
    "nothing like it": NAMED + "The mayor of Quorum-Harbor spoke.",
    "as often the one as the other": "The aides of Vell-Harbor met the aides of Fel-Harbor.",
    "spellings of newsrooms": "He left Kyiv-Harbor. She left Kyiv-Harbor. He met in Kiev-Harbor.",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_what_people_write_is_left_alone(lexicon: Lexicon, text: str) -> None:
    assert list(respelt_compounds(text, lexicon)) == []
