"""Tasks on a Dask cluster whose workers are killed, as shards and stories both meet it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest

from mtdetect.batch import engines
from mtdetect.compare.batch.workers import run_all
from mtdetect.errors import EngineError


class DeadlyError(Exception):
    """What Dask raises of a task that killed worker after worker."""


class Cluster(nullcontext[None]):
    """Works on tasks when their results are asked for; one task kills whoever does."""

    def map(self, work: Any, tasks: Iterable[Any], pure: bool) -> list[SimpleNamespace]:
        def result(task: Any) -> Any:
            if task == "deadly":
                raise DeadlyError(task)
            return work(task)

        assert not pure
        return [
            SimpleNamespace(result=lambda t=task: result(t), release=lambda: None) for task in tasks
        ]


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    dask = SimpleNamespace(as_completed=iter, KilledWorker=DeadlyError)
    monkeypatch.setattr(engines, "_dask_client", lambda n_jobs, scheduler: (dask, Cluster()))
    monkeypatch.setattr(engines, "run_shard", len)


def shards(tasks: list[Any]) -> Iterator[Any]:
    return engines.run_tasks(tasks, engine="dask", n_jobs=1, scheduler=None)


def stories(tasks: list[Any]) -> Iterator[Any]:
    return run_all(len, tasks, engine="dask", n_jobs=1, scheduler=None)


@pytest.mark.parametrize("run", [shards, stories])
def test_a_task_that_kills_dask_workers_is_told_after_what_is_finished(
    run: Any, cluster: None
) -> None:
    assert list(run(["a", "bb"])) == [1, 2]
    done = run(["a", "bb", "deadly"])
    assert [next(done), next(done)] == [1, 2]
    with pytest.raises(EngineError, match=r"outlived too many Dask workers .* is kept") as caught:
        next(done)
    assert isinstance(caught.value.__cause__, DeadlyError)
