"""The word model learns from the simulator's record which words were swapped."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest

from mtdetect.simulate.simulator import Spin, Swap
from mtdetect.tables.encoding import encode
from mtdetect.training.corpora.dataset import Sample
from mtdetect.training.fit.words import fit_word_model, swapped_tokens


def swap(text: str, new: str, original: str) -> Swap:
    start = text.index(new)
    return Swap(start, start + len(new), new, original)


def test_the_record_marks_the_words_it_names_and_no_others(world: Any) -> None:
    one = "The warfare cost the old road."
    two = "The silent judge closed a boreal harbor."
    spins = [
        Spin(one, (swap(one, "warfare", "war"),)),
        Spin("The road.", ()),
        Spin(two, (swap(two, "silent", "quiet"), swap(two, "boreal harbor", "northern haven"))),
    ]
    found, swapped = swapped_tokens(spins, world.lexicon)
    encoded = encode([s.text for s in spins], world.lexicon)
    marked = [encoded.token_at(int(p))[1].form for p in found.places[swapped]]
    assert marked == ["warfare", "silent", "boreal", "harbor"]
    assert len(swapped) == len(found.places)


def test_nothing_swapped_marks_nothing(world: Any) -> None:
    _, swapped = swapped_tokens([Spin(t, ()) for t in world.texts[:5]], world.lexicon)
    assert not swapped.any()


def test_swapped_words_get_higher_odds(world: Any, fresh_articles: list[str]) -> None:
    spinner = world.pool.draw(Random(4))
    found, swapped = swapped_tokens(
        [spinner.spin(a, i) for i, a in enumerate(fresh_articles)], world.lexicon
    )
    odds = world.resources.word_model.raw(found.columns)[:, 0]
    assert odds[swapped].mean() > odds[~swapped].mean() + 3


@pytest.mark.parametrize("seed", [1])
def test_training_is_repeatable(world: Any, seed: int) -> None:
    humans = [Sample(t, "human", "native", f"g{i}", "s") for i, t in enumerate(world.texts[:40])]
    one, other = (fit_word_model(humans, world.pool, world.lexicon, seed) for _ in range(2))
    for name, array in one.arrays("w").items():
        np.testing.assert_array_equal(other.arrays("w")[name], array)
