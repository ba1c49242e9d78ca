"""What is read of an article keeps its offsets and has a bound."""

from __future__ import annotations

from mtdetect.names.reading import MOST_CHARACTERS, read


def test_plain_type_and_tokens_have_the_offsets_of_the_text() -> None:
    reading = read("“Anna’s” letter")
    assert reading.flat == '"Anna\'s" letter'
    assert [reading.text[t.start : t.end] for t in reading.tokens][1:3] == ["Anna", "’s"]


def test_nothing_is_read_beyond_the_bound() -> None:
    reading = read("a" * MOST_CHARACTERS + " b")
    assert len(reading.text) == len(reading.flat) == MOST_CHARACTERS
    assert len(reading.tokens) == 1
