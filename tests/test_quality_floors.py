"""The quality gate tells whether figures hold the floors; .ci/run measures the shipped model."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import mtdetect
from mtdetect.tables.paths import model_dir
from mtdetect.training.measure import gate as measure
from mtdetect.training.measure.gate import FLOORS_FILE, gate

Gate = Callable[[dict[str, float]], int]


@pytest.fixture(scope="module")
def floors() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((model_dir() / FLOORS_FILE).read_text("utf-8"))
    return found


@pytest.fixture
def run(shipped: mtdetect.Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gate:
    """The gate over figures that are given, in place of minutes of measuring."""

    def with_figures(figures: dict[str, float]) -> int:
        monkeypatch.setattr(measure.Model, "load", lambda folder: shipped)
        monkeypatch.setattr(measure, "Corpora", lambda data: data)
        monkeypatch.setattr(measure, "gate_figures", lambda model, corpora, menus: figures)
        return gate(tmp_path, model_dir())

    return with_figures


def test_every_floor_is_one_limit(floors: dict[str, Any]) -> None:
    assert floors
    for name, limit in floors.items():
        ((kind, value),) = limit.items()
        assert kind in ("at_least", "at_most"), name
        assert 0 <= value <= 1, name


def test_figures_on_their_floors_pass(
    run: Gate, floors: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run({name: next(iter(limit.values())) for name, limit in floors.items()}) == 0
    assert f"{len(floors)} passed, 0 failed" in capsys.readouterr().out


def test_one_figure_beyond_its_floor_fails_by_name(
    run: Gate, floors: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    held = {name: next(iter(limit.values())) for name, limit in floors.items()}
    for name, limit in floors.items():
        worse = -1e-6 if "at_least" in limit else 1e-6
        assert run({**held, name: held[name] + worse}) == 1
        assert f"FAIL {name}:" in capsys.readouterr().out


def test_a_floor_that_nothing_measures_is_no_pass(run: Gate, floors: dict[str, Any]) -> None:
    with pytest.raises(KeyError):
        run({})
