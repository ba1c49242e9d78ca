"""What a page does throughout is put right; the same once or twice is the writer's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdetect.door import open_door
from mtdetect.door.furniture import is_furniture

LINES = [
    "The council of Tolby voted on Monday.",
    "Nobody there was surprised by it.",
    "“We knew,” said Ruth Anscombe.",
    "The bridge stays shut until June.",
]
CLEAN = "\n\n".join(LINES)


@pytest.mark.parametrize("mark", ["- ", "– ", "• ", "■ ", "→ "])
def test_a_mark_before_every_line_is_the_pages(mark: str) -> None:
    door = open_door("\n\n".join(mark + line for line in LINES))
    assert door.text == CLEAN
    assert door.repairs["list marks"] == len(LINES)


def test_numbers_before_every_line_are_the_pages() -> None:
    assert open_door("\n\n".join(f"{i}. {s}" for i, s in enumerate(LINES, 1))).text == CLEAN
    assert open_door("\n\n".join(f"({i}) {s}" for i, s in enumerate(LINES, 1))).text == CLEAN
    assert open_door("\n\n".join(f"{i} {s}" for i, s in enumerate(LINES, 1))).text == CLEAN


@given(st.sampled_from(["- ", "• ", "2. ", "2 "]), st.sets(st.integers(0, 3), max_size=3))
def test_a_mark_before_some_lines_is_a_list(mark: str, marked: set[int]) -> None:
    text = "\n\n".join(mark * (i in marked) + line for i, line in enumerate(LINES))
    assert open_door(text).text == text


def test_paragraphs_without_a_space_between_them_are_parted() -> None:
    assert open_door("".join(LINES)).text == CLEAN
    slip = "The council voted.Nobody was surprised. The bridge stays shut."
    assert open_door(slip).text == slip


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("🔴 The bridge stays shut. 👀", "The bridge stays shut."),
        ("It fell. (Photo: Ana Hale/Carden Post) It rose.", "It fell. It rose."),
        ("It fell and… [+1234 chars]", "It fell and…"),
        ("It fell. ¶ It rose.", "It fell.\n\nIt rose."),
        ("It fell.\n\nAdvertisement\n\nIt rose.", "It fell.\n\nIt rose."),
        (
            "By ANA HALE, Staff Writer Published: 09:14 GMT, 4 March 2021 | Updated: 11:02 GMT, "
            "4 March 2021 It fell.",
            "It fell.",
        ),
    ],
)
def test_what_pages_put_in_is_taken_away(given: str, shown: str) -> None:
    assert open_door(given).text == shown


@pytest.mark.parametrize(
    "text",
    [
        "A man stands at the pier. (Photo: Ana Hale/Carden Post)",
        "“‘We knew,’ ” said Ruth Anscombe.",
        "The advertisement ran for a week.",
        "Published in 1961, the book sold well. It was Hale’s last.",
    ],
)
def test_what_writers_write_stays(text: str) -> None:
    assert open_door(text).text == text


def test_scripts_and_who_wrote_it_are_furniture() -> None:
    assert is_furniture("window.dataLayer = window.dataLayer || []; function gtag(){}", 7)
    assert is_furniture("Ana Hale has covered courts for the Carden Post since 2014.", 11)
    assert not is_furniture("Ana Hale has covered the wall of her shop with old maps.", 12)
