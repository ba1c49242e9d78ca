"""Texts in boxes are taken out of them, with every offset leading back; prose is no box."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdetect.door import open_door

PARAGRAPHS = [
    "The council of Tolby voted on Monday to keep the old bridge shut for another year.",
    "“We knew it,” said Ruth Anscombe; 'nobody' there was surprised, and the \"mayor\" wasn't.",
]
CLEAN = "\n\n".join(PARAGRAPHS)


def rows(*fields: object) -> str:
    file = io.StringIO()
    csv.writer(file).writerow(fields)
    return file.getvalue()


@pytest.mark.parametrize(
    "box",
    [
        repr(PARAGRAPHS),
        repr(tuple(PARAGRAPHS)),
        repr(PARAGRAPHS)[:-2],
        json.dumps(PARAGRAPHS),
        json.dumps(PARAGRAPHS, ensure_ascii=False, indent=2),
        json.dumps({"id": 3, "title": "Vote", "ok": None, "body": CLEAN}),
        json.dumps([{"type": "p", "text": p} for p in PARAGRAPHS]),
        "\n".join(json.dumps({"text": p}) for p in PARAGRAPHS),
        json.dumps(CLEAN),
        repr(CLEAN.encode()),
        " +\n".join(map(repr, PARAGRAPHS)),
    ],
)
def test_what_is_in_a_box_is_taken_out(box: str) -> None:
    door = open_door(box)
    assert door.text == CLEAN
    assert door.original == box
    at = door.text.index("surprised")
    assert box[slice(*door.span(at, at + len("surprised")))] == "surprised"


def test_fields_of_tables_are_taken_out() -> None:
    text = PARAGRAPHS[0] + " “So,” she said."
    assert open_door(rows("id", "text") + rows(3, text)).text.strip() == text
    assert (
        open_door("".join(rows(i, text) for i in range(3))).text.strip() == f"{text}\n\n" * 2 + text
    )


def test_a_list_that_no_program_reads_is_parted() -> None:
    text = [*PARAGRAPHS, *PARAGRAPHS]
    door = open_door("[" + ", ".join(f'"{p}"' for p in text) + "]")
    assert door.text == "\n\n".join(text)
    assert open_door(rows(3, repr(text))).text.strip() == "\n\n".join(text)


@pytest.mark.parametrize(
    "text",
    [
        *PARAGRAPHS,
        CLEAN,
        f'"{PARAGRAPHS[0]}"',
        f'"{PARAGRAPHS[0]}"\n\n"{PARAGRAPHS[0]}"',
        f"[Editor's note: see below.] {PARAGRAPHS[0]}",
        f'["The bill", as she calls it, is long.] {PARAGRAPHS[0]}',
        "Hale, Ana\nOrtiz, Ben\nAnscombe, Ruth",
        "One,two,three\nfour,five",
    ],
)
def test_prose_is_in_no_box(text: str) -> None:
    assert open_door(text).text == text


@given(st.text(st.sampled_from("[]{}\"',:\\ab \n1+b"), max_size=60))
def test_any_box_leads_back(text: str) -> None:
    door = open_door(text)
    spans = [(i, i + 1) for i in range(len(door.text))]
    found = door.spans(spans)
    assert all(0 <= s.start < s.end <= len(text) for s in found)
