"""Wrong, torn and glued words are shown of what is held for translated, the first of each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtdetect
from mtdetect.evidence.finding import Kind
from mtdetect.evidence.in_translations import in_translations
from mtdetect.features import matrix
from mtdetect.segment import Finding

DAMAGED = "She won with her powerful rackets. The Agencysaid a pontoal bridge was in the way."


def shown(
    text: str, model: mtdetect.Model, translated: float = 0.9, marked: tuple[str, ...] = ()
) -> list[Finding[Kind]]:
    found = [
        Finding[Kind]("wording", text.index(m), text.index(m) + len(m), m, None, 1.0)
        for m in marked
    ]
    analysis = matrix.analyse([text], model.resources)
    return in_translations(analysis, model.resources.lexicon, translated, found)


def test_each_kind_is_shown_and_weighs_nothing(shipped: mtdetect.Model) -> None:
    found = shown(DAMAGED, shipped)
    assert {f.text for f in found} >= {"rackets", "Agencysaid", "pontoal"}
    assert {f.weight for f in found} == {0.0}


def test_nothing_is_looked_for_in_what_reads_human(shipped: mtdetect.Model) -> None:
    assert shown(DAMAGED, shipped, translated=0.4) == []


@pytest.mark.parametrize(("mark", "left"), [("powerful", True), ("powerful rackets", False)])
def test_a_word_that_is_marked_already_is_passed_over(
    shipped: mtdetect.Model, mark: str, left: bool
) -> None:
    found = shown("She won with her powerful rackets.", shipped, marked=(mark,))
    assert ("rackets" in [f.text for f in found]) == left


@given(st.lists(st.sampled_from([*DAMAGED.split(), "comtion", "beenstabbed"]), max_size=60))
def test_at_most_three_of_a_kind_are_shown(shipped: mtdetect.Model, words: list[str]) -> None:
    text = " ".join(words)
    found = shown(text, shipped, translated=1.0)
    assert all(text[f.start : f.end] == f.text for f in found)
    kinds = [f.kind for f in found]
    assert all(kinds.count(kind) <= 3 for kind in kinds)
