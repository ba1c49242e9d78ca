"""An institution under another name is found; its other lawful names are left alone."""

from __future__ import annotations

import pytest

from mtdetect.names.institutions import reworded_institutions
from mtdetect.tables.lexicon import Lexicon

COUNCIL = "The Police and Customs Council left. Aides met the Police and Customs Council. "
OFFICE = "The North Harbor Bill Office left. Aides met the North Harbor Bill Office. "

# The text, the odd words, and the right ones.
ODD = {
    "another kind of body": (COUNCIL + "Then the police and customs agency spoke.",
                             "agency", "council"),
    "the same behind of": (COUNCIL + "The Office of Customs and Police spoke.",
                           "Office", "Council"),
    "one word for its like": (OFFICE + "The North Harbor Invoice Office spoke.", "Invoice", "Bill"),
    "another order": (OFFICE + "Then the bill office of north harbor spoke.",
                      "bill office of north harbor", "North Harbor Bill Office"),
    "by its acronym": ("The aide of FAA spoke. Then the federal aviation office left.",
                       "office", "administration"),
    "a word cut short": ("The Statewide Harbor Council left. Aides met the Statewide Harbor "
                         "Council. Then the State Harbor Council spoke.", "State", "Statewide"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "odd", "right"), ODD.values(), ids=ODD)
def test_another_name_is_found(lexicon: Lexicon, text: str, odd: str, right: str) -> None:
    found = [(text[r.start : r.end], r.suggestion) for r in reworded_institutions(text, lexicon)]
    assert found == [(odd, right)]


LEFT_ALONE = {
    "the name itself in small letters": COUNCIL + "Then the police and customs council spoke.",
    "a part of the name": COUNCIL + "Then the customs agency spoke.",
    "another town's": COUNCIL + "Then the Kyiv Police and Customs Agency spoke.",
    "a department turned round": "The Department of Bridge and Harbor met. The Department of "
    "Bridge and Harbor left. The Bridge and Harbor Department spoke.",
    "as often the one as the other": "The Police and Customs Council met the Police and Customs "
    "Agency.",
    "no acronym of the table": "The aide of QQQ spoke. Then the federal aviation office left.",
    "another body with a word in common": OFFICE + "Then the North Street Court met.",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_what_people_write_is_left_alone(lexicon: Lexicon, text: str) -> None:
    assert list(reworded_institutions(text, lexicon)) == []


@pytest.mark.parametrize(
    "text", ["Office of " * 5000, "Office of Aa, " * 5000, "FBI says federal office " * 3000]
)
def test_hostile_text_comes_to_an_end(lexicon: Lexicon, text: str) -> None:
    list(reworded_institutions(text, lexicon))
