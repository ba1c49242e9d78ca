"""What is learnt of engines' wording, and that nothing is judged by what learnt from it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from mtdetect.features import swaps
from mtdetect.features.wording import HUMAN, KEPT, MACHINE
from mtdetect.tables.encoding import encode
from mtdetect.tables.lexicon import Lexicon
from mtdetect.training.corpora.dataset import Sample
from mtdetect.training.fit.detector import compute, with_wording
from mtdetect.training.fit.wording import CrossFitted, Pair, by_model, cross_fit, observe


@pytest.fixture(scope="module")
def pairs(world: Any) -> list[Pair]:
    return list(world.pairs[:80])


@pytest.fixture(scope="module")
def fitted(world: Any, pairs: list[Pair]) -> CrossFitted:
    return cross_fit(pairs, world.lexicon, 3)


def fates(lexicon: Lexicon, human: str, machine: str) -> list[int]:
    sample = Sample(machine, "translated", "native", "g", "invented")
    return observe([Pair(human, sample)], lexicon).fate.tolist()


def test_words_are_kept_a_persons_or_a_machines(world: Any) -> None:
    human, machine = "The mayor left on Monday", "The mayor was gone on Monday"
    assert fates(world.lexicon, human, machine) == [
        *(KEPT, KEPT, HUMAN, KEPT, KEPT),
        *(KEPT, KEPT, MACHINE, MACHINE, KEPT, KEPT),
    ]


def test_what_was_copied_is_kept(world: Any) -> None:
    assert set(fates(world.lexicon, "The mayor left.", "The mayor left.")) == {KEPT}


def test_no_sample_is_judged_by_a_model_that_learnt_from_its_story(
    pairs: list[Pair], fitted: CrossFitted
) -> None:
    fold_of = {id(model): fold for (fold, _), model in fitted.parts.items()}
    folds = set()
    for pair in pairs:
        original = Sample(pair.human, "human", "native", "elsewhere", "news_native")
        spun = replace(pair.machine, text="spun", label="spun", spinner="moby")
        found = {fold_of[id(fitted.for_sample(s))] for s in (pair.machine, original, spun)}
        assert len(found) == 1
        folds |= found
    assert folds == {fold for fold, _ in fitted.parts}


def test_no_translation_is_judged_by_a_model_that_knows_its_language(
    world: Any, pairs: list[Pair]
) -> None:
    mixed = [
        replace(pair, machine=replace(pair.machine, pivot=("fr", "pt")[i % 2]))
        for i, pair in enumerate(pairs)
    ]
    fitted = cross_fit(mixed, world.lexicon, 2)
    without = {id(model): language for (_, language), model in fitted.parts.items()}
    for pair in mixed:
        assert without[id(fitted.for_sample(pair.machine))] == pair.machine.pivot


def test_other_samples_get_the_model_of_all_pairs(fitted: CrossFitted) -> None:
    other = Sample("Nobody translated this.", "human", "native", "new", "news_native")
    assert fitted.for_sample(other) is fitted.whole


def test_samples_are_sorted_by_model_and_none_is_lost(
    pairs: list[Pair], fitted: CrossFitted
) -> None:
    places = [i for _, of in by_model([p.machine for p in pairs], fitted) for i in of]
    assert sorted(places) == list(range(len(pairs)))


def test_no_pairs_make_a_model_that_says_nothing(world: Any) -> None:
    none = cross_fit([], world.lexicon)
    assert not none.whole.known
    assert none.for_sample(Sample("A text.", "human", "native", "g", "x")) is none.whole


def test_the_same_pairs_make_the_same_model(
    world: Any, pairs: list[Pair], fitted: CrossFitted
) -> None:
    again = cross_fit(pairs, world.lexicon, 3)
    for name, array in again.whole.arrays("w").items():
        assert np.array_equal(array, fitted.whole.arrays("w")[name]), name


def test_columns_computed_anew_are_those_computed_at_once(
    world: Any, pairs: list[Pair], fitted: CrossFitted
) -> None:
    samples = [p.machine for p in pairs[:20]]
    at_once = compute(samples, world.resources, fitted)
    anew = with_wording(compute(samples, world.resources), world.resources, fitted)
    assert np.array_equal(at_once.dense, anew.dense)


@pytest.mark.parametrize("n_pairs", [1, 2])
def test_of_pairs_that_share_no_word_nothing_is_counted(world: Any, n_pairs: int) -> None:
    texts = [("Mayors left", "Mayors departed"), ("Boats sank slowly", "Boats foundered slowly")]
    few = [
        Pair(human, Sample(machine, "translated", "native", human, "invented"))
        for human, machine in texts[:n_pairs]
    ]
    fitted = cross_fit(few, world.lexicon, 2)
    encoded = encode([text for both in texts for text in both], world.lexicon)
    words = swaps.words(encoded, world.lexicon)
    assert np.isfinite(fitted.whole.judge(encoded, world.lexicon, words).odds).all()
