"""What a run sends to its workers, and what stops one."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import mtdetect
from mtdetect.api import for_workers
from mtdetect.batch import run, score_files
from mtdetect.compare.batch import run as compare_run
from mtdetect.compare.batch.run import compare_files
from mtdetect.results import Document, Explanation, Paragraph

ROOT = Path(__file__).resolve().parents[1]
STORY = sorted((ROOT / "examples").glob("court_ruling.*.txt"))
TEXT = "The ferry company said on Thursday that it would add two boats to the island route."


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The tasks of every run in the test, as they are handed out."""
    tasks: list[Any] = []

    def noting(run_them: Callable[..., Any], *arguments: Any, **options: Any) -> Iterator[Any]:
        tasks.extend(next(a for a in arguments if isinstance(a, list)))
        return run_them(*arguments, **options)

    monkeypatch.setattr(run, "run_tasks", partial(noting, run.run_tasks))
    monkeypatch.setattr(compare_run, "run_all", partial(noting, compare_run.run_all))
    return tasks


def models(tasks: list[Any]) -> list[Any]:
    return [task.model for task in tasks if hasattr(task, "model")]


@pytest.mark.parametrize("call", [score_files, compare_files])
def test_the_shipped_model_does_not_travel(
    call: Callable[..., object], sent: list[Any], shipped: mtdetect.Model, tmp_path: Path
) -> None:
    call(STORY, tmp_path / "o.jsonl", model=shipped)
    call(STORY, tmp_path / "again.jsonl")
    assert (tmp_path / "o.jsonl").read_bytes() == (tmp_path / "again.jsonl").read_bytes()
    assert models(sent)
    assert set(models(sent)) == {None}
    assert all(len(pickle.dumps(task)) < 100_000 for task in sent)


@pytest.mark.parametrize("call", [score_files, compare_files])
def test_a_relative_model_is_sent_as_an_absolute_path(
    call: Callable[..., object],
    sent: list[Any],
    small_model: mtdetect.Model,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    small_model.save(tmp_path / "model")
    monkeypatch.chdir(tmp_path)
    call(STORY, "o.jsonl", model="model")
    assert set(models(sent)) == {str(tmp_path / "model")}


def test_a_model_that_is_like_the_shipped_one_travels_whole(shipped: mtdetect.Model) -> None:
    changed = replace(shipped, second_opinion=None)  # which its digest does not tell
    assert changed.digest == shipped.digest
    assert for_workers(changed) is changed


class NoMemory:
    """Want memory while scoring, or only while evidence is worked out."""

    digest = "f" * 64

    def __init__(self, late: bool) -> None:
        self.late = late

    def score_texts(self, texts: list[str], _prior: float, _fpr: float, /) -> list[Document]:
        if not self.late:
            raise MemoryError
        return [
            Document(t, 0.5, "human", False, paragraphs=(Paragraph(
                t, 0, len(t), 0.5, "human", False, None, 0.5, 0.0, explainer=self.explain
            ),))
            for t in texts
        ]  # fmt: skip

    def explain(self) -> Explanation:
        raise MemoryError


@pytest.mark.parametrize("late", [False, True])
def test_want_of_memory_stops_a_run_and_is_no_fault_of_a_record(late: bool, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    with pytest.raises(MemoryError):
        score_files(tmp_path / "a.txt", tmp_path / "o.jsonl", model=NoMemory(late), evidence=True)
    assert not (tmp_path / "o.jsonl").exists()
