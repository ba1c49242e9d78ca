"""The shipped model holds its floors on held-out texts of the corpora."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import mtdetect
from mtdetect.tables.paths import model_dir
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.measure.gate import FLOORS_FILE, gate_figures


@pytest.fixture(scope="module")
def floors() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((model_dir() / FLOORS_FILE).read_text("utf-8"))
    return found


def test_every_floor_is_one_limit(floors: dict[str, Any]) -> None:
    assert floors
    for name, limit in floors.items():
        ((kind, value),) = limit.items()
        assert kind in ("at_least", "at_most"), name
        assert 0 <= value <= 1, name


@pytest.mark.corpora
def test_the_shipped_model_holds_its_floors(
    shipped: mtdetect.Model, floors: dict[str, Any], corpora_data: Path
) -> None:
    figures = gate_figures(shipped, Corpora(corpora_data))
    missed = {
        name: (figures[name], limit)
        for name, limit in floors.items()
        if figures[name] < limit.get("at_least", 0) or figures[name] > limit.get("at_most", 1)
    }
    assert missed == {}
    assert set(floors) <= set(figures)
