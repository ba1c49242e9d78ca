"""Which words engines choose: laws of the columns, and what they tell in the small world."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mtdetect.features import swaps, wording
from mtdetect.features.wording import Choices, Wording
from mtdetect.tables.encoding import Encoded, encode

NAMES = [name.split(".")[1] for name in wording.COLUMNS]


def judged(world: Any, texts: list[str]) -> tuple[Encoded, Choices]:
    encoded = encode(texts, world.lexicon)
    words = swaps.words(encoded, world.lexicon)
    return encoded, world.resources.wording.judge(encoded, world.lexicon, words)


def columns(world: Any, texts: list[str]) -> NDArray[np.float64]:
    return wording.columns(*judged(world, texts))


@given(st.lists(st.text(max_size=120), min_size=1, max_size=4))
@settings(max_examples=60)
def test_any_text_has_finite_columns_and_words_of_its_own(world: Any, texts: list[str]) -> None:
    encoded, choices = judged(world, texts)
    assert np.isfinite(wording.columns(encoded, choices)).all()
    assert encoded.is_word[choices.places].all()
    for p in (choices.machine, choices.changed):
        assert ((p >= 0) & (p <= 1)).all()


@given(st.lists(st.text(max_size=120), min_size=2, max_size=4))
@settings(max_examples=40)
def test_a_paragraph_is_judged_the_same_whatever_stands_beside_it(
    world: Any, texts: list[str]
) -> None:
    together = columns(world, texts)
    for row, text in zip(together, texts, strict=True):
        assert np.array_equal(columns(world, [text])[0], row)


def test_a_model_without_trees_says_nothing(world: Any) -> None:
    encoded = encode(["The mayor left the harbor."], world.lexicon)
    words = swaps.words(encoded, world.lexicon)
    none = Wording()
    assert not none.known
    choices = none.judge(encoded, world.lexicon, words)
    assert not len(choices.places)
    assert not wording.columns(encoded, choices).any()


def test_what_an_engine_writes_leans_to_the_machine(world: Any) -> None:
    people = [pair.human for pair in world.fresh_pairs]
    machines = [pair.machine.text for pair in world.fresh_pairs]
    mean = NAMES.index("mean")
    human, machine = columns(world, people)[:, mean], columns(world, machines)[:, mean]
    assert (machine > human).mean() > 0.8


def test_the_words_that_were_put_in_are_the_telling_ones(world: Any) -> None:
    text = "The mayor of Ashford rejected the road due to the fact that it has been costly."
    encoded, choices = judged(world, [text])
    telling = {
        encoded.token_at(int(place))[1].form
        for place in choices.places[np.argsort(-choices.odds)[:4]]
    }
    assert telling & {"due", "fact", "that", "has", "been"}


def test_quotation_marks_are_looked_past(world: Any) -> None:
    plain = "The mayor of Ashford rejected the road because it was costly on Monday."
    quoted = plain.replace("rejected the road", '"rejected the road"')
    for name in ("mean", "machine", "changed"):
        i = NAMES.index(name)
        assert columns(world, [plain])[0, i] == pytest.approx(
            columns(world, [quoted])[0, i], abs=0.02
        )


def test_a_persons_words_put_for_an_engines_tell_as_much_the_other_way(world: Any) -> None:
    encoded, choices = judged(world, ["The road was closed due to the fact that it has been old."])
    everywhere = np.ones(len(choices.places), dtype=bool)
    turned = choices.as_people_write(everywhere)
    np.testing.assert_array_equal(turned.odds, -np.abs(choices.odds))
    np.testing.assert_array_equal(turned.changed, choices.changed)
    assert ((turned.machine >= 0) & (turned.machine <= turned.changed + 1e-12)).all()
    again = turned.as_people_write(everywhere)
    np.testing.assert_array_equal(again.odds, turned.odds)
    nothing = choices.as_people_write(~everywhere)
    assert np.array_equal(wording.columns(encoded, nothing), wording.columns(encoded, choices))


def test_stored_and_loaded_says_the_same(world: Any) -> None:
    own = world.resources.wording
    again = Wording.from_arrays(own.arrays("wording"), "wording")
    encoded = encode(["The council closed the bridge."], world.lexicon)
    words = swaps.words(encoded, world.lexicon)
    first, second = (w.judge(encoded, world.lexicon, words) for w in (own, again))
    assert np.array_equal(first.odds, second.odds)


def test_rates_of_an_unseen_key_are_those_of_its_word() -> None:
    kept, human, machine = np.zeros((1, 5)), np.zeros((1, 5)), np.zeros((1, 5))
    machine[0, 0] = 40.0
    odds = wording.rates(kept, human, machine)[0, ::3]
    assert odds[0] > 1
    assert np.allclose(odds, odds[0], atol=1e-5)
