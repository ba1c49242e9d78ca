"""Run shards: in this process, in joblib processes, or on a Dask cluster."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from contextlib import suppress
from itertools import islice
from multiprocessing import current_process
from typing import Any, TypeVar

from mtdetect.batch.shard import Task, run_shard
from mtdetect.errors import EngineError as EngineError
from mtdetect.errors import missing
from mtdetect.show.verdict import counted
from mtdetect.stream import own_pool

Given = TypeVar("Given")
Done = TypeVar("Done")

ENGINES = ("joblib", "dask")
logger = logging.getLogger("mtdetect.batch")
# Workers whose parent was killed learn of it only by waiting in vain, and should not hold their
# memory for long.
_IDLE_SECONDS = 20


class KilledWorkerError(EngineError):
    """A process was killed that was at work on a task."""


def run_tasks(
    tasks: Sequence[Task], *, engine: str, n_jobs: int, scheduler: str | None
) -> Iterator[dict[str, Any]]:
    """Run shards and give their markers as they finish.

    Parameters
    ----------
    tasks : sequence of Task
        The shards.
    engine : {"joblib", "dask"}
        Who runs them.
    n_jobs : int
        Most processes on this machine, 1 or more; for Dask, those of a local cluster where
        ``scheduler`` is None.
    scheduler : str or None
        Address of a Dask scheduler, as ``tcp://10.0.0.5:8786``.

    Raises
    ------
    EngineError
        If shards kill their workers again and again.
    """
    if not tasks:
        return iter(())
    if n_jobs > 1:
        # A process without a shard would only cost memory. Two stay, lest a single shard that kills
        # its process kill this one.
        n_jobs = min(n_jobs, max(2, len(tasks)))
    if engine == "dask":
        return on_dask(run_shard, tasks, n_jobs, scheduler)
    if n_jobs == 1:
        return map(run_shard, tasks)
    return _with_joblib(tasks, n_jobs)


def _with_joblib(tasks: Sequence[Task], n_jobs: int) -> Iterator[dict[str, Any]]:
    at_once = 2 * n_jobs
    left = {task.shard.index: task for task in tasks}
    while left:
        before = len(left)
        yield from _in_pool(left, n_jobs)
        if len(left) == before:
            break
        if left:
            logger.warning(
                "a worker process was killed; going on, %s left", counted(len(left), "shard")
            )
            # What was in work goes to the end, lest it kill the others' worker again.
            order = list(left.values())
            left = {task.shard.index: task for task in order[at_once:] + order[:at_once]}
    # Whatever kills its worker is found by giving each shard a pool of its own.
    deadly = []
    for task in left.values():
        alone = {task.shard.index: task}
        yield from _in_pool(alone, 2)
        deadly += list(alone.values())
    if deadly:
        piece = deadly[0].shard.pieces[0]
        raise EngineError(
            f"{counted(len(deadly), 'shard')} killed the process at work on it, for want of memory "
            f"or by a fault in a library, the first in {piece.source.name} from line "
            f"{piece.first}; all others are finished and kept: remove the cause and give the same "
            "command again"
        )


def _in_pool(left: dict[int, Task], n_jobs: int) -> Iterator[dict[str, Any]]:
    """Run shards until all are finished or a worker is killed; take the finished ones out."""
    with suppress(KilledWorkerError):
        for marker in in_processes(run_shard, list(left.values()), n_jobs):
            del left[marker["shard"]]
            yield marker


def in_processes(
    work: Callable[[Given], Done], tasks: Iterable[Given], n_jobs: int
) -> Iterator[Done]:
    """Run tasks in processes of their own and give what each returned, in any order.

    Parameters
    ----------
    work : callable
        What a process does with a task.
    tasks : iterable
        Tasks; ``2 * n_jobs`` of them are handed out at once.
    n_jobs : int
        Processes; in one that may have no children, none is started.

    Raises
    ------
    KilledWorkerError
        If a process is killed; what was finished is given before.
    """
    if current_process().daemon:
        yield from map(work, tasks)
        return
    from joblib.externals.loky import BrokenProcessPool

    pool = own_pool(n_jobs, _IDLE_SECONDS)
    todo = iter(tasks)
    try:
        running = {pool.submit(work, task) for task in islice(todo, 2 * n_jobs)}
        while running:
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            for future in sorted(finished, key=lambda f: f.exception() is not None):
                yield future.result()
            running |= {pool.submit(work, task) for task in islice(todo, len(finished))}
    except BrokenProcessPool as error:
        raise KilledWorkerError from error
    finally:
        pool.shutdown(kill_workers=True)


def _dask_client(n_jobs: int, scheduler: str | None) -> tuple[Any, Any]:
    """Give dask.distributed and a client of a scheduler, or of a local cluster of its own."""
    try:
        import distributed
    except ImportError as error:
        raise missing("engine 'dask'", "dask.distributed", "dask") from error
    dask: Any = distributed  # its calls carry no types
    local = {"n_workers": n_jobs, "threads_per_worker": 1, "dashboard_address": None}
    try:
        client = dask.Client(scheduler) if scheduler is not None else dask.Client(**local)
    except OSError as error:
        raise EngineError(f"Dask scheduler {scheduler} cannot be reached: {error}") from error
    return dask, client


def on_dask(
    work: Callable[[Given], Done], tasks: Sequence[Given], n_jobs: int, scheduler: str | None
) -> Iterator[Done]:
    """Run tasks on a Dask cluster and give what each returned, in any order.

    Parameters
    ----------
    work : callable
        What a worker does with a task.
    tasks : sequence
    n_jobs : int
        Workers of a local cluster, where ``scheduler`` is None.
    scheduler : str or None
        Address of a Dask scheduler.

    Raises
    ------
    MissingDependencyError
        If dask.distributed is not installed.
    EngineError
        If the scheduler cannot be reached, or a task kills its workers again and again.
    """
    dask, client = _dask_client(n_jobs, scheduler)
    with client:
        # pure=False: a task that failed before must not be answered from the scheduler's memory.
        futures = client.map(work, list(tasks), pure=False)
        try:
            for future in dask.as_completed(futures):
                yield future.result()
                future.release()
        except dask.KilledWorker as error:
            raise EngineError(
                f"a task outlived too many Dask workers ({error}); what is finished is kept: give "
                "the same command again to continue"
            ) from error
