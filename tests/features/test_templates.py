"""Leftovers of spinning templates are found; code, data and editors' notes are none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mtdetect
from mtdetect.judge.templates import leftovers

LEFT = [
    ("He {finally|at last} agreed to go.", ["{finally|at last}"]),
    ("A menu {with|having|that has|} an empty choice.", ["{with|having|that has|}"]),
    ("Nested {{big|large} town|city} menus.", ["{big|large}"]),
    ("Nested {town|{big|large} city} menus.", ["{big|large}"]),
    ("Read more {news} about it.", ["{news}"]),
    ("Read more {%keyword%} about it.", ["{%keyword%}"]),
    ("Welcome to {{first name}} and {city_name}, again.", ["{{first name}}", "{city_name}"]),
    ("Buy %keyword% in %town% today.", ["%keyword%", "%town%"]),
    ("[spin]The mayor spoke.[/spin]", ["[spin]", "[/spin]"]),
    ("The best [keyword] in town.", ["[keyword]"]),
]


@pytest.mark.parametrize(("text", "pieces"), LEFT)
def test_leftovers_are_found(text: str, pieces: list[str]) -> None:
    assert [text[f.start : f.end] for f in leftovers(text)] == pieces


LEFT_ALONE = {
    "JSON": 'The file reads {"name": "Hale", "town": "Akron"} and no more.',
    "code": "if (ready) { return value; } else { value = {name}; }",
    "a call with braces": "function greet() { print(name) }",
    "a string of Python": 'print(f"Hello {name}, you are late")',
    "TeX": r"It is written \frac{a}{b} or \emph{news} there.",
    "a note in brackets": "He said “I seen {sic} it” and [sic] again [laughs].",
    "applause": "Thank you. {applause} Thank you all. {laughter}",
    "shares": "Support rose from 40% to 50% and then 60% of those asked.",
    "an address": "See example.com/a%20b%20c?x=%7Bnews%7D for more.",
    "a variable of Windows": "Open %APPDATA% and delete the folder.",
    "a template of a wiki": "It rained {{cite web|Hale}} all day.",
    "a table": "| Hale | 3 | | Ortiz | 4 |",
    "absolute values": "The norm |x| of a set {x | x > 3} is known.",
    "sets": "The set {1, 2, 3} and the pair {a, b}.",
    "brackets": "The company [named above] and [the] mayor.",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert leftovers(text) == []


@pytest.mark.xfail(reason="code without any mark of code", strict=True)
def test_a_name_in_braces_in_a_manual_is_left_alone() -> None:
    assert leftovers("Put your own name in place of {username} here.") == []


@given(st.text(alphabet="{}|%[] ab/'\"\n", max_size=200))
@settings(max_examples=200)
def test_pieces_are_in_order_and_disjoint(text: str) -> None:
    end = 0
    for f in leftovers(text):
        assert end <= f.start < f.end <= len(text)
        end = f.end


def test_hostile_text_comes_to_an_end() -> None:
    assert leftovers("{a|" * 6000) == []
    assert leftovers("{{" * 9000) == []
    assert leftovers("%a" * 9000) == []


def test_they_are_evidence_in_plain_words(shipped: mtdetect.Model) -> None:
    text = (
        "The mayor {finally|at last} spoke to reporters on Tuesday about the {news} of the week, "
        "[spin]and the council of the town agreed[/spin] to close the bridge for a whole year."
    )
    paragraph = mtdetect.score(text, model=shipped).paragraphs[0]
    found = {e.text: e for e in paragraph.evidence if e.kind == "typography"}
    assert {"{finally|at last}", "{news}", "[spin]", "[/spin]"} <= set(found)
    assert "template" in found["{finally|at last}"].message
    assert all(e.weight == 0 for e in found.values() if e.text[0] in "{[")
