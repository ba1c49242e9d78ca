"""A word is taken for a misheard name only where names stand and the word does not."""

from __future__ import annotations

from mtdetect.names.heard import heard_as_words
from mtdetect.tables.lexicon import Lexicon

NAMED = "Reporters met Musk. The aides of Musk stayed. "


def found(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.suggestion) for m in heard_as_words(text, lexicon)]


def test_a_word_where_only_a_name_fits_is_found(lexicon: Lexicon) -> None:
    assert found(NAMED + "Police say then mask left.", lexicon) == [("mask", "Musk")]


def test_the_same_word_is_found_with_a_capital(lexicon: Lexicon) -> None:
    assert found(NAMED + "Police say then Mask left.", lexicon) == [("Mask", "Musk")]


def test_a_word_behind_an_article_is_a_word(lexicon: Lexicon) -> None:
    assert found(NAMED + "Police say the mask left.", lexicon) == []


def test_a_name_that_stands_there_once_vouches_for_nothing(lexicon: Lexicon) -> None:
    assert found("Reporters met Musk. Police say then mask left.", lexicon) == []


def test_a_word_unlike_any_name_is_left_alone(lexicon: Lexicon) -> None:
    assert found(NAMED + "Police say then paper left.", lexicon) == []
