"""Marks without a partner: which one is left over, and pairs that must be left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtdetect.features.quotation_marks import broken_marks

# A bracket stands before each mark that has no partner.
LEFT_OVER = [
    "We agreed,[” Hale said.",
    "Hale said: [“We agreed.",
    'He said, ["We left. Then he rose, "No," and left.',
    "[“Hale rose, “We left,” he said.",
    'We left,[" he said. “Then: no.”',
    "We read «Old Road» and [«New Road.",
    'It ended.["',
    "[“We agreed, Hale said. He left.",
    "[“We agreed, said Hale.",
    "[“We agreed, said Joanna Hale, who left.",
    "[“We agreed, said the mayor.",
]
PAIRED = [
    "",
    "No marks at all.",
    "“We agreed,” Hale said. “We left.”",
    '"We agreed," Hale said. "We left."',
    '“We agreed" and “left."',
    "“She said “no” twice,” Hale said.",
    "«We agreed», Hale said.",
    "“We left the town at night.",  # and the speech goes on
    "“We left the town. Hale said so before.",
    'He is 6\'2" tall and has a 9" nail.',
    "„We agreed“, Hale said.",
    "“We left the town, and the road said nothing.",
]


@pytest.mark.parametrize("marked", LEFT_OVER)
def test_the_mark_without_a_partner_is_named(marked: str) -> None:
    at = marked.index("[")
    text = marked.replace("[", "")
    assert [(m.kind, m.start, m.end) for m in broken_marks(text)] == [
        ("quotation_left_open", at, at + 1)
    ]


@pytest.mark.parametrize("text", PAIRED)
def test_pairs_are_left_alone(text: str) -> None:
    assert list(broken_marks(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "He said ”no“ and left.",
        "He said ”no” and left.",
        "“We wait, “ assured the mayor.",
        "“We wait,“ assured the mayor.",
        "”We wait,” assured the mayor.",
        '"We wait, "said the mayor.',
    ],
)
def test_a_mark_that_faces_the_wrong_way_still_has_a_partner(text: str) -> None:
    subtypes = {m.kind for m in broken_marks(text)}
    assert subtypes == {"quotation_wrong_side"}


def test_what_never_closes_is_no_damage_where_a_paragraph_follows() -> None:
    assert list(broken_marks("Hale said: “We agreed.", last=False)) == []
    assert [m.start for m in broken_marks("We agreed,” Hale said.", last=False)] == [10]


WORDS = st.lists(st.sampled_from(["we", "left", "the", "town", "Hale"]), min_size=1, max_size=6)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=5), st.sampled_from(['""', "“”", "«»"]))
@settings(max_examples=100)
def test_a_paragraph_of_whole_quotations_has_no_broken_mark(
    parts: list[tuple[list[str], list[str]]], marks: str
) -> None:
    text = " ".join(
        f"{' '.join(before)}: {marks[0]}{' '.join(quoted)}.{marks[1]}" for before, quoted in parts
    )
    assert list(broken_marks(text)) == []


@given(st.text("ab, .\"“”„«»'9\n", max_size=40), st.booleans())
@settings(max_examples=300)
def test_every_place_is_a_quotation_mark(text: str, last: bool) -> None:
    for mark in broken_marks(text, last):
        assert mark.end == mark.start + 1
        assert text[mark.start] in '"“”«»'
