"""A reworded name is found where news never has the odd phrase."""

from __future__ import annotations

import pytest

from mtdetect.names.phrases import reworded_phrases
from mtdetect.tables.lexicon import Lexicon

ODD = {
    "a synonym in a name": (
        "The Harbor Warden met aides. The Harbor Warden left. Then the Harbor Execution spoke.",
        "Execution", "Warden",
    ),
    "one word behind three": (
        "Aides of the Police and Customs Council left. The Police and Customs Council met. "
        "Nobody met the Police and Customs Mask.",
        "Mask", "Council",
    ),
    "the same word of another language": (
        "The Harbor Director met aides. The Harbor Director left. Then the Harbor Manager spoke.",
        "Manager", "Director",
    ),
    "the same behind an acronym": (
        "Aides of the TAPE director left. Then the TAPE director spoke. The TAPE manager met him.",
        "manager", "director",
    ),
    "a kin that no list knows": (
        "The Vosselmann Bridge stayed. The Vosselmann Bridge is new. The Vosselari Bridge is late.",
        "Vosselari", "Vosselmann",
    ),
    "one word between two": (
        "The signal bridge station stayed. The signal bridge station is late. The signal invoice "
        "station is new.",
        "invoice", "bridge",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "odd", "right"), ODD.values(), ids=ODD)
def test_a_reworded_phrase_is_found(lexicon: Lexicon, text: str, odd: str, right: str) -> None:
    found = [(text[r.start : r.end], r.suggestion) for r in reworded_phrases(text, lexicon)]
    assert (odd, right) in found
    assert all(text == odd for text, _ in found)


LEFT_ALONE = {
    "two offices of one harbor": "The Harbor Warden met the Harbor Police. The Harbor Warden left.",
    "a phrase that news has": "The signal bridge station stayed. The signal bridge station is "
    "late. The signal station is new.",
    "inflections": "The Harbor Warden left. The Harbor Warden met aides. The Harbor Wardens met.",
    "the same words in their plain meaning": "The Harbor Warden left. The Harbor Warden met "
    "reporters. No harbor execution stayed.",
    "glued type": "The Vosselmann Bridge stayed. The Vosselmann Bridge is new. The VosselmannThe "
    "Bridge is late.",
    "spellings of newsrooms": "Volodymyr Zelenskyy met aides. Volodymyr Zelenskyy left. Then "
    "Volodymyr Zelenskyi spoke.",
    "as often one as the other": "The Harbor Warden met the Harbor Execution.",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_what_people_write_is_left_alone(lexicon: Lexicon, text: str) -> None:
    assert list(reworded_phrases(text, lexicon)) == []
