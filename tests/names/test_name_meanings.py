"""Words that share a word in another language, whatever their number."""

from __future__ import annotations

import pytest

from mtdetect.names.meanings import one_word_elsewhere, same_meaning
from mtdetect.tables.lexicon import Lexicon


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [("director", "manager", True), ("directors", "managers", True),
     ("director", "director", False), ("director", "directors", False),
     ("director", "judge", False), ("zzz", "zzy", False)],
)  # fmt: skip
def test_words_of_one_line_share_a_word(first: str, second: str, shared: bool) -> None:
    assert one_word_elsewhere(first, second) is shared
    assert one_word_elsewhere(second, first) is shared


def test_synonyms_of_spinners_mean_the_same_too(lexicon: Lexicon) -> None:
    assert same_meaning("invoice", "bill", lexicon)
    assert not same_meaning("bridge", "bill", lexicon)
    assert not same_meaning("bridge", "no word at all", lexicon)
