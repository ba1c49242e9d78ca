"""Acronyms misread, stray capitals and gaps are found; what newsrooms do is not."""

from __future__ import annotations

import pytest

from mtdetect.names.mentions import read
from mtdetect.names.spelling import wrong_letters
from mtdetect.tables.lexicon import Lexicon

# The text, the odd form, and the right one.
ODD = {
    "a capital inside": (
        "The aide met Hegseth. Then Hegseth left. Police called HegSeth.", "HegSeth", "Hegseth",
    ),
    "an acronym respelt": (
        "The talks of TARIC stayed. The aide of TARIC left. The paper of Tarik is late.",
        "Tarik", "TARIC",
    ),
    "an acronym as a word": (
        "The aide of TAPE left. The mayor of TAPE spoke. The paper of Tape is late.",
        "Tape", "TAPE",
    ),
    "a name in two pieces": (
        "The aide of VelloRank left. The mayor met VelloRank. The paper of Vello Rank is late.",
        "Vello Rank", "VelloRank",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "odd", "right"), ODD.values(), ids=ODD)
def test_other_letters_are_found(lexicon: Lexicon, text: str, odd: str, right: str) -> None:
    found = list(wrong_letters(read(text), lexicon))
    assert [(text[start:end], name) for (start, end), name in found] == [(odd, right)]


LEFT_ALONE = {
    "an acronym that is also written as a name": "NATO met. The aide of NATO left. Of Nato, no.",
    "a woman's surname": "Peter Kozlov met Kozlov. Anna Kozlova left.",
    "plural and possessive": "The Vellings met Velling. Velling's letter is late. Velling left.",
    "a name that is a word as well": "The mayor spoke on Signal Street. Later the signal stayed.",
    "an unknown name": "The mayor met Ilse Kandinger in Oberlunz.",
    "a word in capitals in a headline": "HARBOR TAPE LOST. HARBOR TAPE LOST. The aides of Tape.",
    "glued type": "The aide of the CBNNews and CBNNews met CBN News.",
    "a prefix": "Peter McDonnell met McDonnell. Mcdonnell left.",
    "the right name is no commoner": "Reporters met Musk and Muska.",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_what_people_write_is_left_alone(lexicon: Lexicon, text: str) -> None:
    assert list(wrong_letters(read(text), lexicon)) == []
