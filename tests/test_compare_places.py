"""Passages of which hardly a word is left are matched by place and grammar, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtdetect
from mtdetect.compare.changes import changes
from mtdetect.compare.pairs import Pair, pair
from mtdetect.compare.paragraphs import align
from mtdetect.compare.places import by_place
from mtdetect.compare.reading import Reader
from mtdetect.compare.swaps import SwapFinder
from mtdetect.tables.lexicon import Lexicon

BEFORE = "The harbor master of Cobre closed the northern pier on Friday after a storm."
SWAPPED = (
    "Fishermen who had moored their boats near the wall were angry at the delay, and they sent a "
    "letter to the board.",
    "Anglers who had anchored their vessels near the barrier were furious at the holdup, and they "
    "dispatched a note to the panel.",
)
OTHERS = "Two schools stay shut until a new heater comes; nobody knows when."
AFTER = "Commissioner Theo Baptiste wants $38 million for a new breakwater of Norwegian granite."
SENTENCES = [BEFORE, *SWAPPED, OTHERS, AFTER, "Yes.", "It was in the end of it that they had it."]


@pytest.fixture(scope="module")
def lexicon(shipped: mtdetect.Model) -> Lexicon:
    return shipped.resources.lexicon


def aligned(lexicon: Lexicon, one: list[str], other: list[str]) -> Pair:
    reader = Reader(lexicon)
    return pair(reader.read("\n\n".join(one)), reader.read("\n\n".join(other)))


def test_a_paragraph_swapped_word_for_word_is_neither_dropped_nor_added(lexicon: Lexicon) -> None:
    beside = aligned(lexicon, [BEFORE, SWAPPED[0], AFTER], [BEFORE, SWAPPED[1], AFTER])
    assert [(b.ours, b.theirs) for b in beside.blocks] == [((k,), (k,)) for k in range(3)]
    found, _ = changes(beside, SwapFinder(lexicon).find(beside))
    assert {c.kind for c in found} == {"swap"}
    assert {("boats", "vessels"), ("angry", "furious"), ("letter", "note")} <= {
        (c.old, c.new) for c in found
    }


def test_another_sentence_at_the_same_place_is_no_counterpart(lexicon: Lexicon) -> None:
    beside = aligned(lexicon, [BEFORE, SWAPPED[0], AFTER], [BEFORE, OTHERS, AFTER])
    found, _ = changes(beside, SwapFinder(lexicon).find(beside))
    assert {(c.kind, c.old or c.new) for c in found} == {
        ("dropped", SWAPPED[0]),
        ("added", OTHERS),
    }


def test_place_counts_between_the_same_neighbours_only(lexicon: Lexicon) -> None:
    beside = aligned(lexicon, [BEFORE, SWAPPED[0], AFTER], [BEFORE, AFTER, SWAPPED[1]])
    assert ((1,), (2,)) not in [(b.ours, b.theirs) for b in beside.blocks]


def test_a_phrase_of_four_words_is_put_for_one(lexicon: Lexicon) -> None:
    beside = aligned(
        lexicon,
        ["The boats left, presently storms had damaged the pier."],
        ["The boats left, within a short span storms had damaged the pier."],
    )
    [[put]] = SwapFinder(lexicon).find(beside)
    assert beside.other.words(*put.theirs) == "within a short span"


@given(
    st.lists(st.sampled_from(SENTENCES), max_size=8),
    st.lists(st.sampled_from(SENTENCES), max_size=8),
)
def test_every_passage_still_stands_in_one_block(
    shipped: mtdetect.Model, a: list[str], b: list[str]
) -> None:
    reader = Reader(shipped.resources.lexicon)
    one, other = reader.read("\n\n".join(a)), reader.read("\n\n".join(b))
    before = align(one, other)
    after = by_place(one, other, before)
    assert sorted(p for k in after for p in k.ours) == list(range(len(one.passages)))
    assert sorted(p for k in after for p in k.theirs) == list(range(len(other.passages)))
    assert {b for b in before if b.ours and b.theirs} <= set(after)
