"""A model with a second opinion, and an engine that anybody has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
import pytest

import mtdetect
from mtdetect.retranslate.model import SurvivalModel
from mtdetect.retranslate.survival import CELLS, COLUMNS


@dataclass
class Fake:
    """Gives back a sentence with every ``changes``-th word turned into another."""

    changes: int = 0
    engine: str = "fake 1"
    weights: str = "none"
    seen: list[str] = field(default_factory=list)

    def __call__(self, sentence: str) -> str:
        self.seen.append(sentence)
        words = sentence.split()
        if self.changes:
            words[:: self.changes] = ["other"] * len(words[:: self.changes])
        return " ".join(words)


@pytest.fixture(scope="session")
def fake() -> type[Fake]:
    """An engine that anybody has."""
    return Fake


@pytest.fixture(scope="session")
def survival_model() -> Callable[..., SurvivalModel]:
    """Make a model that only counts how many runs of four words survive, half being usual."""
    n = len(COLUMNS)
    coefficients = np.zeros(n)
    coefficients[COLUMNS.index("survival of fours")] = 6.0
    return partial(SurvivalModel, np.full(CELLS, 0.7), np.full(n, 0.5), np.ones(n), coefficients)


@pytest.fixture(scope="session")
def asked(shipped: mtdetect.Model, survival_model: Callable[..., SurvivalModel]) -> mtdetect.Model:
    """The shipped model with that second opinion."""
    return replace(shipped, second_opinion=survival_model())
