"""Names whose words changed places are found where a capital is lost as well."""

from __future__ import annotations

import pytest

from mtdetect.names.order import reordered_names
from mtdetect.tables.lexicon import Lexicon

GAZETTE = "He read the Marsh Harbor Gazette. She wrote to the Marsh Harbor Gazette. "
WARDEN = "The Harbor Warden left. Aides met the Harbor Warden. "

# The text, the words in the wrong order, and the name.
ODD = {
    "three words": (GAZETTE + "Then the gazette to Marsh harbor spoke.",
                    "gazette to Marsh harbor", "Marsh Harbor Gazette"),
    "with a word between": (GAZETTE + "Then a gazette opened Marsh harbor.",
                            "gazette opened Marsh harbor", "Marsh Harbor Gazette"),
    "two words": (WARDEN + "Then warden of harbor spoke.", "warden of harbor", "Harbor Warden"),
    "two words side by side": (WARDEN + "Then warden harbor spoke.",
                               "warden harbor", "Harbor Warden"),
    "a word for its like": ("He met Lunmere Bay. She left Lunmere Bay. The Gulf of Lunmere stayed.",
                            "Gulf of Lunmere", "Lunmere Bay"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "odd", "right"), ODD.values(), ids=ODD)
def test_another_order_is_found(lexicon: Lexicon, text: str, odd: str, right: str) -> None:
    found = [(text[r.start : r.end], r.suggestion) for r in reordered_names(text, lexicon)]
    assert found == [(odd, right)]


LEFT_ALONE = {
    "turned round with its capitals": WARDEN + "Then the Warden of Harbor spoke.",
    "a word of it before the whole": GAZETTE + "The gazette, the Marsh Harbor Gazette, is new.",
    "the words further apart": GAZETTE + "The gazette of the old town by the marsh is in a harbor.",
    "small letters from the first": "The marsh harbor gazette left. The marsh harbor gazette "
    "spoke. Then gazette marsh harbor left.",
    "as often the one as the other": "He read the Marsh Harbor Gazette. A gazette to Marsh harbor.",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_what_people_write_is_left_alone(lexicon: Lexicon, text: str) -> None:
    assert list(reordered_names(text, lexicon)) == []


@pytest.mark.parametrize("text", ["Aa Bb Cc " * 6000, "Aaaa of Bbbb " * 5000])
def test_hostile_text_comes_to_an_end(lexicon: Lexicon, text: str) -> None:
    list(reordered_names(text, lexicon))
