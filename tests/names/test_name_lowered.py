"""Acronyms and names that came back as words are found where only a name fits."""

from __future__ import annotations

import pytest

from mtdetect.names.lowered import lowered_names
from mtdetect.tables.lexicon import Lexicon

TAPE = "The aide of TAPE left. The mayor of TAPE spoke. "
SIGNAL = "The aides wrote on Signal. The mayor spoke on Signal. "

# The text, the word, and the name.
ODD = {
    "an acronym as the word it spells": (TAPE + "Police say then tape left.", "tape", "TAPE"),
    "an acronym as a word that sounds like it": (
        "The aide of POLS left. The mayor of POLS spoke. Police say then pulls left.",
        "pulls", "POLS",
    ),
    "an acronym before its usual word": (
        "The aide of TAPE reporters left. The mayor of TAPE reporters spoke. "
        "Then old tape reporters stayed.",
        "tape", "TAPE",
    ),
    "a name that is a word": (SIGNAL + "Police say then signal left.", "signal", "Signal"),
    "an office for which another language has the same word": (
        "Aides met with Minister. Then Minister stayed. He met with Minister. "
        "Police say then secretary left.",
        "secretary", "Minister",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "odd", "right"), ODD.values(), ids=ODD)
def test_a_word_that_stands_for_a_name_is_found(
    lexicon: Lexicon, text: str, odd: str, right: str
) -> None:
    found = [(text[m.start : m.end], m.suggestion) for m in lowered_names(text, lexicon)]
    assert found == [(odd, right)]


LEFT_ALONE = {
    "a word behind an article": TAPE + "Police say the tape left.",
    "where a word fits as well": TAPE + "Police stayed by tape there.",
    "as often as the acronym": TAPE + "Police say then tape left. Then tape said no.",
    "an acronym that stands there once": "The aide of TAPE left. Police say then tape left.",
    "a plural": TAPE + "Police say then tapes left.",
    "a word like no name": TAPE + "Police say then paper left.",
    "the name of a street": "He stayed on Signal Street. She left Signal Street. Then signal left.",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_what_people_write_is_left_alone(lexicon: Lexicon, text: str) -> None:
    assert list(lowered_names(text, lexicon)) == []
