"""Lines of the page above paragraphs and within sentences go; what a writer repeats stays."""

from __future__ import annotations

from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdetect.door import open_door
from mtdetect.door.arrange import arrange

LINES = [
    "The council of Tolby voted on Monday to close the old bridge.",
    "Engineers had found cracks in two of the beams that carry it.",
    "“We knew for years,” said Ruth Anscombe, who keeps a bakery there.",
    "A footbridge will be put up beside the old one until the summer.",
]
CLEAN = "\n\n".join(LINES)
STORY = " ".join(LINES * 4)


@pytest.mark.parametrize(
    "label",
    [
        "By Ana Lopez",
        "By Ana Lopez and Mark Dunn of the Post",
        "From CNN’s Ana Lopez",
        "Key event",
        "14 minutes ago",
        "Posted by Ana Lopez, 14:3{n}",
        "{n} min ago\nFrom CNN’s Ana Lopez",
        "KEY EVENT\n3 May 2021 14:3{n}\nBy Ana Lopez",
    ],
)
def test_a_label_above_every_paragraph_is_the_pages(label: str) -> None:
    text = "\n\n".join(label.format(n=n) + "\n" + line for n, line in enumerate(LINES))
    door = open_door(text)
    assert door.text == CLEAN
    assert door.span(0, 3) == (text.index("The council"), text.index("The council") + 3)


def test_labels_name_whom_they_like() -> None:
    names = ("Ana Lopez", "Mark Dunn", "Ida Moreau Hale", "Amos Redfern")
    text = "\n\n".join(f"From CNN’s {n}\n{s}" for n, s in zip(names, LINES, strict=True))
    assert open_door(text).text == CLEAN


def test_a_byline_above_one_paragraph_is_taken_away() -> None:
    assert open_door(f"By Ana Lopez\n{CLEAN}").text == CLEAN
    alone = f"By Ana Lopez\n\n{CLEAN}"
    assert open_door(alone).text == alone


@given(
    st.sets(st.integers(0, 3), max_size=2), st.sampled_from(["Key event", "Why it matters", "Q"])
)
def test_a_heading_above_a_paragraph_or_two_stays(places: set[int], heading: str) -> None:
    text = "\n\n".join(f"{heading}\n{s}" if i in places else s for i, s in enumerate(LINES))
    assert open_door(text).text == text


def test_headings_that_differ_and_refrains_stay() -> None:
    headings = ("The Bridge", "The Council", "The River", "The Bakery")
    text = "\n\n".join(f"{h}\n{s}" for h, s in zip(headings, LINES, strict=True))
    assert open_door(text).text == text
    verse = "\n\n".join(f"And the river runs,\nby the {n} old mills and the sea" for n in "2345")
    assert open_door(verse).text == verse


@pytest.mark.parametrize(
    "header",
    [
        "{n}/4",
        "5/3/22, 10:41 AM          Bridge shut - The Carden Post",
        "{n}/4\n5/3/22, 10:41 AM  Bridge shut - The Carden Post",
        "\nThe Carden Post, May 3, 2022 — Page A{n}\n",
        "THE CARDEN POST",
        "Advertisement feature",
    ],
)
def test_headers_of_printed_pages_go_and_the_sentence_is_whole(header: str) -> None:
    lines = wrap(STORY, 70)
    for n, at in enumerate((2, 6, 10)):
        lines[at] += "\n" + header.format(n=n + 1)
    text = "\n".join(lines)
    arranged = arrange(text)
    assert " ".join(arranged.text.split()) == STORY
    assert "page lines" in arranged.prepared.repairs


@pytest.mark.parametrize(
    "text",
    [
        # Twice is no habit, and lines between paragraphs tear nothing.
        "\n".join([*wrap(STORY, 70)[:3], "Page 1 of 3", *wrap(STORY, 70)[3:6], "Page 2 of 3"]),
        "\n".join(f"{s}\n{i} of 4" for i, s in enumerate(LINES)),
        "\n".join(["2 cups", "flour", "3 cups", "sugar and a little salt", "1 cups", "milk"] * 2),
        "\n".join(
            ["so the river ran to the sea at night", "O Tolby", "and the mills stood still"] * 1
        ),
    ],
)
def test_other_lines_that_recur_stay(text: str) -> None:
    assert "page lines" not in open_door(text).repairs
