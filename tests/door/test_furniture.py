"""Furniture of pages is told from prose, on cases of which half were not in sight of the rules."""

# ruff: noqa: E501 (cases are easier to read in one line each)
from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mtdetect.door.furniture import is_furniture

CASES = Path(__file__).parents[1] / "cases"
# A paragraph of fewer words is not judged anyhow.
_LEAST_WORDS = 15


RULES = [
    line.split("\t")
    for line in files("mtdetect.door").joinpath("furniture.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
# To an expression they are an i, an s or a k; in lower case they are others.
_LIKE_OTHERS = set("İıſK")


def furniture(part: str) -> list[str]:
    lines, now = [], ""
    for line in (CASES / "furniture.txt").read_text("utf-8").splitlines():
        if line.startswith("# part:"):
            now = line.split()[-1]
        elif line and not line.startswith("#") and now == part:
            lines.append(line)
    return lines


def prose() -> list[str]:
    return [
        paragraph
        for path in sorted((CASES / "articles").glob("*.txt"))
        for paragraph in path.read_text("utf-8").strip().split("\n\n")
    ]


@pytest.mark.parametrize(("part", "least"), [("seen", 0.97), ("unseen", 0.9), ("fresh", 0.65)])
def test_furniture_is_told(part: str, least: float) -> None:
    cases = furniture(part)
    told = [
        is_furniture(text, n) or n < _LEAST_WORDS for text in cases for n in [len(text.split())]
    ]
    assert len(cases) >= 40
    assert sum(told) >= least * len(cases)


def test_prose_is_none() -> None:
    paragraphs = prose()
    assert len(paragraphs) >= 80
    assert [p for p in paragraphs if is_furniture(p, len(p.split()))] == []


@pytest.mark.parametrize(
    "text",
    [
        "The newsletter of the town council is read by few, she said, and fewer still reply to it.",
        "Cookies sold by the scouts brought in $4,000, enough to mend the roof of the hall, he said.",
        "Subscribers to the ferry line's season ticket were told on Friday that it would cost more.",
        "Follow-up tests showed that the water was clean, and the county lifted its order at noon.",
        "“If you want a new bridge, you'll have to pay for it,” the mayor told them. Nobody clapped.",
        "Sign language was banned from the school until 1974, and its pupils met in the boiler room.",
        "The author of the report, Elin Torgersen, told reporters that the crew had not slept at all.",
        "Read aloud in court, the letters took up a whole morning, and two of the jurors fell asleep.",
        "Above the harbor stands the house that the captain built, and nobody has lived in it since.",
        "Photographs of the crash showed the van on its side; the police wouldn't say who took them.",
    ],
)
def test_prose_on_such_things_is_none(text: str) -> None:
    assert not is_furniture(text, len(text.split()))


def test_the_letters_of_a_pattern_are_those_that_it_may_begin_with() -> None:
    rows = [
        row.split("\t")
        for row in files("mtdetect.door").joinpath("furniture.tsv").read_text("utf-8").splitlines()
        if row and not row.startswith("#")
    ]
    begins = [(needs[1:], re.compile(p, re.I)) for _, _, needs, p in rows if needs[0] == "^"]
    cases = [case for part in ("seen", "unseen", "fresh") for case in furniture(part)]
    for case in cases:
        for text in (case, case.upper(), f"“{case}", f"({case})", f"© {case}"):
            first = next(c for c in text.casefold() if c.isalnum() or c == "_")
            for letters, pattern in begins:
                assert not letters or first in letters or not pattern.match(text), text


@pytest.mark.parametrize(
    "text",
    [
        "Video Player is loading. Play Video Mute Current Time 0:00 / Duration 1:32 "
        + "Captions off " * 40,
        "This is a modal window. Beginning of dialog window. Escape will cancel and close the window.",
        "Listen to this article 4 min\nThis audio is auto-generated. Please let us know what to better.",
        "The post Bridge stays shut until June appeared first on The Carden Post.",
        "We’d love to hear from you. Has the closed bridge kept you from your work, or from your family?",
        "Should the bridge be closed for good?\nYes\nNo\nNot sure\nVote\nView Results\nLoading ...",
        "Amos R. • 5 hours ago\nWell said! They knew of it for years and nobody did a thing.\n3 • Reply • Share ›",
    ],
)
def test_what_scripts_and_feeds_leave_is_furniture(text: str) -> None:
    assert is_furniture(text, len(text.split()))


@pytest.mark.parametrize(
    "text",
    [
        "The video player that the council had loaded the talk to failed on Monday, and nobody saw it.",
        "The post that she had held for nine years appeared first on a list of those to be cut, she said.",
        "Ruth Anscombe, who had left four hours ago, did not reply to a letter that the council sent her.",
        "Officials viewed the results of the vote on Monday, and said that they would hear from people.",
    ],
)
def test_such_words_in_prose_are_none(text: str) -> None:
    assert not is_furniture(text, len(text.split()))


@pytest.mark.parametrize("number", range(len(RULES)))
def test_no_pattern_is_passed_over_for_what_it_does_not_need(number: int) -> None:
    _, _, _, pattern = RULES[number]
    expression = re.compile(pattern, re.IGNORECASE)

    @given(st.from_regex(expression))
    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    def holds(text: str) -> None:
        assume(len(text) <= 2_000 and not _LIKE_OTHERS & set(text))
        assert is_furniture(text, 1)

    holds()
