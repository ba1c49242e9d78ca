"""Garbled names are found, and the many ways that people spell names are left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtdetect.names.candidates import CandidateModel
from mtdetect.names.find import garbled_names
from mtdetect.names.mentions import MOST_CHARACTERS
from mtdetect.tables.lexicon import Lexicon

TWO_WAYS, CLOSE = "spelt two ways", "close to a known name"

# The text, the garbled words, what stood there, and how.
GARBLED = [
    ("Judge James Boasberg ruled on Monday. The order of Boasberg is late. Later Boasburg "
     "added a letter. Lawyers thanked Boasberg.", "Boasburg", "Boasberg", TWO_WAYS),
    ("The mayor, Petra Vossberg, left early. Reporters asked Vossberg twice. When Vossburg "
     "answered, nobody stayed.", "Vossburg", "Vossberg", TWO_WAYS),
    ("The paper called Senator Alex Badilla twice.", "Badilla", "Padilla", CLOSE),
    ("Officials met Keir Starmir in the city.", "Starmir", "Starmer", CLOSE),
    ("The press met Bret Baier. Later Brett Baier read the letter.", "Brett", "Bret", TWO_WAYS),
    ("The director, Gavin Kliger, left. Reporters saw Gavin Kliger at the door. The police "
     "never called Gavin Cligger.", "Cligger", "Kliger", TWO_WAYS),
    ("Reporters met Donald Trump on Monday. The letter was read by Donald Tramp.",
     "Tramp", "Trump", TWO_WAYS),
    ("Officials met Kristi Noem. Lawyers asked Christie Noem about it.",
     "Christie", "Kristi", TWO_WAYS),
    ("Saunders spoke. Sanders met Sanders.", "Saunders", "Sanders", TWO_WAYS),
]  # fmt: skip


@pytest.mark.parametrize(("text", "garbled", "original", "how"), GARBLED)
def test_a_garbled_name_is_found_with_what_stood_there(
    names: CandidateModel, lexicon: Lexicon, text: str, garbled: str, original: str, how: str
) -> None:
    found = garbled_names(text, lexicon, names)
    assert [(g.text, g.suggestion, g.kind) for g in found] == [(garbled, original, how)]
    assert original in found[0].message
    assert 0.3 < found[0].weight <= 1


def test_of_several_slips_of_a_name_the_spelling_that_stands_most_often_is_right(
    names: CandidateModel, lexicon: Lexicon
) -> None:
    text = (
        "The mayor, Petra Vossberg, left early. Reporters asked Vossberg twice. When Vossburg "
        "answered, nobody stayed. Vossberg went on, and Vossbarg said no. Vossberg won."
    )
    found = garbled_names(text, lexicon, names)
    assert {(g.text, g.suggestion) for g in found} <= {
        ("Vossburg", "Vossberg"),
        ("Vossbarg", "Vossberg"),
    }
    assert found


LEGITIMATE = {
    "spellings of newsrooms": "Volodymyr Zelensky spoke in Kyiv. The paper wrote that Zelenskyy "
    "left Kiev on Monday; Zelenskiy did not.",
    "two attested persons": "James Smith met Anna Smyth. Smith said no. Smyth left.",
    "plural and possessive": "The Vossbergs left. Anna Vossberg's letter was read. Vossbergs' "
    "lawyers met Vossberg.",
    "adjectives": "Ukraine and the Ukrainian bank. The Ukrainians met in Ukraine.",
    "countries that sound alike": "Officials of Iran met officials of Iraq, then Austria, then "
    "Australia.",
    "initials": "James A. Boasberg ruled. James Boasberg left. J. Boasberg wrote.",
    "diacritics": "Peter Müller said no. Later Muller left. Peter Mueller answered.",
    "both sides of the Atlantic": "The Labour paper called it Labor talks at the Harbour, once "
    "Harbor, by the Centre and the Center.",
    "hyphens": "Maria Ocasio-Cortez met Maria Ocasio Cortez.",
    "Mc and Mac": "James McAllen met reporters. MacAllen said no.",
    "women's surnames": "Peter Ivanov met Anna Ivanova; Peter Kozlovsky met Anna Kozlovskaya.",
    "a family": "Maria Halden and Marta Halden voted. Peter Halden did not.",
    "famous near-twins": "Sanders met Peter Saunders. Saunders left. Sanders stayed.",
    "first names alike": "Anna Hale met Hanna Ortiz. Anna said no to Hanna.",
    "unknown but alone": "The mayor, Petra Vossberg, met Ilse Kandinger and Otto Brakel.",
    "a title before the name": "President Clinton met Senator Clinton. Bill Clinton left.",
    "a word in a name of a place": "The North Bridge is in the Old Town by Green Street.",
    "glued type": "Mayor VossbergThe order was read to Petra Vossberg.",
    "web addresses": "The paper @BoasburgNews of www.Boasburg.com met Boasberg.",
    "surname first in a list": "Present: Halden, Peter; Ortiz, Maria. Peter Halden spoke.",
    "y and i of Slavic names": "The town of Izyum, or Izium, and Balakliya, or Balakleya.",
    "capitals": "BOASBERG ruled. James Boasberg left.",
}


@pytest.mark.parametrize("text", LEGITIMATE.values(), ids=LEGITIMATE)
def test_what_people_write_does_not_fire(
    names: CandidateModel, lexicon: Lexicon, text: str
) -> None:
    assert garbled_names(text, lexicon, names) == []


# What is known to go unnoticed: nothing but the meaning of the text tells, or no table helps.
UNNOTICED = {
    "a surname heard as a common noun": ("Peter Tramp met officials. Then tramp left.", "tramp"),
    "garbled wherever it stands, and unknown": ("Petra Vossburg left. Vossburg spoke.", "Vossburg"),
    "too far from the original": ("Kristi Noem left. Later Nayyu spoke.", "Nayyu"),
    "lower case": ("Bill Clinton left. Then invoice Clinton spoke.", "invoice"),
}


@pytest.mark.parametrize(("text", "garbled"), UNNOTICED.values(), ids=UNNOTICED)
@pytest.mark.xfail(strict=True, reason="a known limit")
def test_known_limits(names: CandidateModel, lexicon: Lexicon, text: str, garbled: str) -> None:
    assert garbled in [g.text for g in garbled_names(text, lexicon, names)]


def test_every_mention_of_the_odd_spelling_is_marked(
    names: CandidateModel, lexicon: Lexicon
) -> None:
    text = (
        "Petra Vossberg left. Reporters saw Vossberg. Lawyers thanked Vossberg. Then Vossburg "
        "spoke, and Vossburg left."
    )
    starts = [m.start() for m in re.finditer("Vossburg", text)]
    assert [g.start for g in garbled_names(text, lexicon, names)] == starts


def test_the_odder_spelling_is_the_rarer_one_wherever_it_stands(
    names: CandidateModel, lexicon: Lexicon
) -> None:
    text = "Then Vossburg spoke. Petra Vossberg left. Reporters saw Vossberg. Vossberg stayed."
    assert [g.text for g in garbled_names(text, lexicon, names)] == ["Vossburg"]


def test_the_two_spellings_may_stand_in_different_paragraphs(
    names: CandidateModel, lexicon: Lexicon
) -> None:
    text = "Petra Vossberg left.\n\nReporters saw Vossberg.\n\nPolice called Vossburg."
    (garble,) = garbled_names(text, lexicon, names)
    assert text[garble.start : garble.end] == "Vossburg"


def test_nothing_is_read_beyond_the_bound(names: CandidateModel, lexicon: Lexicon) -> None:
    text = "Petra Vossberg left. Vossberg spoke. " + " " * MOST_CHARACTERS + "Then Vossburg left."
    assert garbled_names(text, lexicon, names) == []


def test_a_lexicon_without_full_names_still_serves(names: CandidateModel, lexicon: Lexicon) -> None:
    newer = {"full_names_text", "full_names_count", "attested"}
    older = {k: v for k, v in lexicon.arrays().items() if k.split(".")[0] not in newer}
    text = GARBLED[1][0]
    assert [g.text for g in garbled_names(text, Lexicon.from_arrays(older), names)] == ["Vossburg"]


PIECES = ["Trump", "Donald", "Clinton", "Bill", "Boasberg", "Musk", "NATO", "Nato", "Harbor",
          "Warden", "Execution", "Ministry", "Department", "of", "the", "then", "left", "mask",
          "Boasburg", "Vossburg", "Vossberg", "Tramp", "Invoice", ".", ",",
          "\n\n", "“", "’s", "A.", "Мария", "O'Neil", "\u200b", "\ud800", "É"]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)))
@settings(max_examples=150)
def test_findings_are_spans_of_the_text_in_order(
    names: CandidateModel, lexicon: Lexicon, text: str
) -> None:
    found = garbled_names(text, lexicon, names)
    assert found == garbled_names(text, lexicon, names)
    end = 0
    for garble in found:
        assert end <= garble.start < garble.end <= len(text)
        assert text[garble.start : garble.end] == garble.text != garble.suggestion
        assert 0 < garble.weight <= 1
        end = garble.end


@pytest.mark.parametrize(
    "text",
    ["Aa" * 100_000, "Mac" * 100_000, "A. " * 30_000, '"' * 100_000, "\0" * 100_000,
     " ".join(f"Mike Wal{a}{b} said." for a in "abcdefghij" for b in "abcdefghij"),
     " ".join(f"Bo{a}{b}{c}rg" for a in "aeiou" for b in "aeiou" for c in "aeiou")],
)  # fmt: skip
def test_hostile_text_comes_to_an_end(names: CandidateModel, lexicon: Lexicon, text: str) -> None:
    assert all(g.end <= MOST_CHARACTERS for g in garbled_names(text, lexicon, names))
