"""Learning vectors: words that are used alike serve for each other, and a rerun gives the same."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from mtdetect.model import Model
from mtdetect.tables.affinity import Affinity
from mtdetect.tables.lexicon import RESERVED, Lexicon
from mtdetect.training.fit.affinity import learn

# Word numbers of a small language: an adjective, then a noun of the same field, then a filler.
# Far more words than the vectors have dimensions, as in a real one.
FIELD = 120
COLD = range(RESERVED, RESERVED + FIELD)
HOT = range(RESERVED + FIELD, RESERVED + 2 * FIELD)
FILLERS = range(RESERVED + 2 * FIELD, RESERVED + 3 * FIELD)
NEVER_SEEN = (COLD[0], COLD[-1])


@pytest.fixture(scope="module")
def stream() -> np.ndarray[Any, np.dtype[np.int64]]:
    rng = Random(1)
    words: list[int] = []
    while len(words) < 90_000:
        field = rng.choice((COLD, HOT))
        pair = (rng.choice(field[: FIELD // 2]), rng.choice(field[FIELD // 2 :]))
        if pair != NEVER_SEEN:
            words += [*pair, rng.choice(FILLERS)]
    return np.asarray(words, dtype=np.int64)


@pytest.fixture(scope="module")
def learnt(stream: Any) -> Affinity:
    return learn(stream, np.bincount(stream))


def near(affinity: Affinity, first: int, second: int) -> float:
    return float(affinity.near(np.asarray([first]), np.asarray([second]))[0])


def test_a_usual_pair_is_nearer_than_an_unusual_one(learnt: Affinity) -> None:
    assert near(learnt, COLD[1], COLD[-2]) > near(learnt, COLD[1], HOT[-2]) + 1


def test_a_pair_that_was_never_seen_is_as_usual_as_its_kind(learnt: Affinity) -> None:
    assert near(learnt, *NEVER_SEEN) > near(learnt, COLD[0], HOT[-1]) + 0.5


# Two themes of so many words that none of them is frequent.
THEME = 1_000
HARBOUR = range(RESERVED, RESERVED + THEME)
KITCHEN = range(RESERVED + THEME, RESERVED + 2 * THEME)


@pytest.fixture(scope="module")
def themes() -> np.ndarray[Any, np.dtype[np.int64]]:
    rng = Random(2)
    words: list[int] = []
    while len(words) < 200_000:
        words += rng.choices(rng.choice((HARBOUR, KITCHEN)), k=40)
    return np.asarray(words, dtype=np.int64)


def test_a_word_fits_the_theme_that_it_is_used_in(themes: Any) -> None:
    learnt = learn(themes, np.bincount(themes))
    rng = Random(3)
    here = there = 0.0
    for _ in range(50):
        for own, other in ((HARBOUR, KITCHEN), (KITCHEN, HARBOUR)):
            ids = np.asarray([*rng.choices(own, k=8), rng.choice(own), rng.choice(other)])
            content = np.arange(10) < 8
            begin, end = np.zeros(2, dtype=np.int64), np.full(2, 10)
            fit = learnt.theme_fit(ids, content, np.asarray([8, 9]), begin, end)
            here, there = here + float(fit[0]), there + float(fit[1])
    assert here > there + 50


def test_a_rerun_gives_the_same(themes: Any) -> None:
    learnt, again = (learn(themes, np.bincount(themes)) for _ in range(2))
    assert all(getattr(learnt, name).any() for name in ("before", "theme"))
    for name in ("before", "after", "theme", "context", "steps"):
        np.testing.assert_array_equal(getattr(learnt, name), getattr(again, name))


def test_a_lexicon_keeps_its_vectors_in_its_file(world: Any, tmp_path: Path) -> None:
    world.lexicon.save(tmp_path / "lexicon.npz")
    again = Lexicon.load(tmp_path / "lexicon.npz").affinity
    assert again.before.any()
    for name in ("before", "after", "theme", "context", "steps"):
        np.testing.assert_array_equal(getattr(again, name), getattr(world.lexicon.affinity, name))


def test_training_and_scoring_mean_the_same_by_frequent(shipped: Model) -> None:
    lexicon = shipped.resources.lexicon
    theme = lexicon.affinity.theme
    frequent = lexicon.is_frequent[: len(theme)]
    assert 50 < frequent.sum() < 500
    # Counts are stored in steps, so that a word right at the limit may fall on either side.
    assert (~theme[frequent].any(axis=1)).mean() > 0.97
    assert theme[~frequent].any(axis=1)[:5_000].mean() > 0.97
