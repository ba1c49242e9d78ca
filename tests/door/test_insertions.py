"""What stands in mid-sentence time and again is the page's; once or twice it stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdetect.door import open_door

HALVES = [
    ("The council of Tolby voted on Monday to", "close the old bridge."),
    ("Engineers had found cracks in two of the beams,", "which carry the northbound lane."),
    ("A footbridge will be put up by Brandt & Sons", "beside the old one."),
    ("Ruth Anscombe said that nobody had", "asked the people of Mill Lane."),
]
CLEAN = "\n\n".join(f"{before} {after}" for before, after in HALVES)
PUT_IN = [
    "Watch live.",
    "Story continues below.",
    "Sign up now!",
    "Do you agree?",
    "(Photo: AP.)",
    "A man walks past the building on Tuesday.",
    "The scene in Ravenport, Norway, on May 3, 2022.",
]


def put_in(run: str, places: set[int]) -> str:
    return "\n\n".join(
        f"{before} {run} {after}" if i in places else f"{before} {after}"
        for i, (before, after) in enumerate(HALVES)
    )


@pytest.mark.parametrize("run", PUT_IN)
def test_what_recurs_in_mid_sentence_is_the_pages(run: str) -> None:
    text = put_in(run, {0, 1, 2, 3})
    door = open_door(text)
    assert door.text == CLEAN
    assert door.repairs == {"insertions": 4}
    at = text.index("beside the old")
    assert door.span(*(door.text.index(w) for w in ("beside", " one."))) == (at, at + 14)


@given(st.sampled_from(PUT_IN), st.sets(st.integers(0, 3), max_size=2))
def test_once_or_twice_it_stays(run: str, places: set[int]) -> None:
    assert open_door(put_in(run, places)).text == put_in(run, places)


@pytest.mark.parametrize(
    "name",
    [
        *("Brandt Bros.", "Hale Steel Inc.", "the U.S.", "Anscombe & Co.", "Carden, Conn."),
        *("Who Wants to Be a Millionaire?", "Live at Tolby!", "Mr.", "Yahoo!"),
    ],
)
def test_names_that_end_in_a_stop_stay(name: str) -> None:
    text = " ".join(
        f"The {who} of {name} had gone home." for who in ("cook", "head", "sons", "fans")
    )
    assert open_door(text).text == text


def test_the_same_words_time_and_again_are_the_writers() -> None:
    text = " ".join(f"The {n}th Stop the steal! rally was held." for n in range(4, 9))
    assert open_door(text).text == text
