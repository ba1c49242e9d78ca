"""Columns side by side are read one after the other; tables and other gaps stay as they are."""

from __future__ import annotations

from itertools import pairwise
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtdetect
from mtdetect.door import open_door
from mtdetect.door.arrange import arrange
from mtdetect.door.columns import apart

PARAGRAPHS = [
    "The council of Tolby voted on Monday to close the old bridge, which engineers had found to "
    "be cracked in two of its beams. Nobody was surprised by it, least of all those who cross it.",
    "“We knew for years,” said Ruth Anscombe, who keeps a bakery on Mill Lane. She has lost a "
    "third of her trade since the spring and has let her cook go, she said, and her nephew.",
    "A footbridge will be put up beside the old one until the summer. It will carry bicycles and "
    "prams, but no carts, and the harbor office will count all those who use it in a week.",
]
STORY = " ".join(PARAGRAPHS)
NAMES = ("Tolby", "Carden", "Rye", "Ely", "Ashwick")
PIECES = ["a", "Ab", "   ", " ", "\n", "it fell and   rose", "    "]


def side_by_side(width: int, number: int = 2, indent: str = "") -> str:
    lines = [line for p in PARAGRAPHS for line in wrap(indent + p, width)]
    height = -(-len(lines) // number)
    columns = [lines[i : i + height] for i in range(0, len(lines), height)]
    return "\n".join(
        "".join(f"{c[i] if i < len(c) else '':{width + 5}}" for c in columns).rstrip()
        for i in range(height)
    )


@pytest.mark.parametrize("indent", ["", "   "])
@pytest.mark.parametrize(("width", "number"), [(30, 2), (42, 2), (60, 2), (24, 3), (30, 3)])
def test_left_is_read_before_right(width: int, number: int, indent: str) -> None:
    text = side_by_side(width, number, indent)
    arranged = arrange(text)
    assert " ".join(arranged.text.split()) == STORY
    assert arranged.prepared.repairs["columns"] == number - 1
    # What lies across in the original is one paragraph, judged in pieces.
    assert len(arranged.paragraphs) == 1
    for word in ("council", "Anscombe", "bicycles", "week"):
        at = arranged.text.index(word)
        start, end = arranged.prepared.span(at, at + len(word))
        assert text[start:end] == word


def test_a_headline_and_a_line_below_keep_their_places() -> None:
    text = f"Bridge shut\n\n{side_by_side(36)}\n\nThe Carden Post, page 3"
    arranged = arrange(text)
    assert [arranged.text[slice(*p)] for p in arranged.paragraphs][::2] == [
        "Bridge shut",
        "The Carden Post, page 3",
    ]
    spans = arranged.prepared.spans(arranged.places, outer=True)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert text[slice(*spans[1])] == side_by_side(36)


def test_a_mark_that_goes_on_at_the_top_of_a_column_stays_there() -> None:
    text = side_by_side(42)
    arranged = arrange(text)
    top = text.split("\n")[0][47:]
    at = arranged.text.index(top)
    start, end = arranged.prepared.span(at - 9, at + 11)
    assert text[start:end] == top[:11]
    # A paragraph is all that lies between.
    start, end = arranged.prepared.span(at - 9, at + 11, outer=True)
    assert end - start > len(text) / 2


def test_every_span_lies_in_the_text_however_many_are_asked_for_at_once() -> None:
    text = side_by_side(42)
    prepared = arrange(text).prepared
    n = len(prepared.text)
    # Spans at the top of the right column lie before the end of what is left of them.
    spans = [(i, min(n, i + k)) for i in range(0, n, 3) for k in (1, 4, 60)]
    found = prepared.spans(spans, outer=True)
    assert all(0 <= s.start <= s.end <= len(text) for s in found)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{name:20}{name.lower()}   of the council" for name in NAMES),
        "\n".join(f"{name + ' and the coast':30}Rain with some sun" for name in NAMES),
        "\n".join(wrap(STORY.replace(" by", "   by"), 60)),
        "\n".join(wrap(STORY, 60)),
        "\n".join("      " + line for line in wrap(STORY, 60)),
    ],
)  # fmt: skip
def test_tables_and_gaps_are_no_columns(text: str) -> None:
    assert apart(text) is None


@given(
    st.lists(st.sampled_from(["a", "Ab", "   ", " ", "\n", "it fell and   rose", "    "])).map(
        "".join
    )
)
def test_nothing_is_lost_and_every_place_leads_back(text: str) -> None:
    found = apart(text)
    if found is None:
        return
    assert sorted("".join(found[0].split())) == sorted("".join(text.split()))
    door = open_door(text)
    for at in range(len(door.text)):
        start, end = door.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert door.text[at].isspace() or text[start:end] == door.text[at]


def test_evidence_and_paragraphs_stand_in_the_text_as_given(shipped: mtdetect.Model) -> None:
    text = side_by_side(42)
    document = mtdetect.score(text, model=shipped)
    (paragraph,) = document.paragraphs
    assert text[paragraph.start : paragraph.end] == paragraph.text == text
    assert paragraph.reason is None
    assert all(text[e.start : e.end] == e.text for e in paragraph.evidence)
