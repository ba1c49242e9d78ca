"""A bare name known from nowhere may be further from its twin than known names may."""

from __future__ import annotations

import pytest

from mtdetect.names.mentions import find_names
from mtdetect.names.pairs import strange_twins
from mtdetect.tables.lexicon import Lexicon

NAMED = "Reporters met Ilse Hoekvald. The aides of Hoekvald stayed. "


def found(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    return [(m.form, right) for m, right in strange_twins(find_names(text, lexicon), lexicon)]


def test_a_bare_name_from_nowhere_is_found(lexicon: Lexicon) -> None:
    assert found(NAMED + "Police met Gukvald.", lexicon) == [("Gukvald", "Hoekvald")]


LEFT_ALONE = {
    "introduced by a full name": "Police met Petra Gukvald.",
    "a plural": "Police met Hoekvalds.",
    "nothing like it": "Police met Brakel.",
    "known": "Police met Boasberg.",
    "as often as its twin": "Police met Gukvald. Nobody met Gukvald.",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_what_people_write_is_left_alone(lexicon: Lexicon, text: str) -> None:
    assert found(NAMED + text, lexicon) == []
