"""What is read of an article keeps its offsets and has a bound; names have their company."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtdetect.names.mentions import MOST_CHARACTERS, find_names, read
from mtdetect.tables.lexicon import Lexicon


def test_plain_type_and_tokens_have_the_offsets_of_the_text() -> None:
    text = "“Anna’s” letter"
    reading = read(text)
    assert reading.flat == '"Anna\'s" letter'
    assert [text[t.start : t.end] for t in reading.tokens][1:3] == ["Anna", "’s"]


def test_nothing_is_read_beyond_the_bound() -> None:
    reading = read("a" * MOST_CHARACTERS + " b")
    assert len(reading.flat) == MOST_CHARACTERS
    assert len(reading.tokens) == 1


@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from(["Anna", "J.", "Hale", "left", "."])).map(" ".join)
    )
)
def test_mentions_are_spans_of_the_text(lexicon: Lexicon, text: str) -> None:
    names = find_names(read(text), lexicon)
    assert all(m.end - m.start == len(m.form) for m in names.words)
    assert all(m in names.words for name in names.names.values() for m in name.mentions)


def test_a_name_knows_what_stands_beside_it(lexicon: Lexicon) -> None:
    found = find_names(read("Reporters saw Petra J. Vossberg. Then Vossberg left."), lexicon).names
    assert found["Vossberg"].befores == {"Petra"}
    assert found["Vossberg"].count == 2
    assert found["Petra"].afters == {"Vossberg"}
