"""Run tasks in this process, in joblib processes, or on a Dask cluster."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from mtdetect.batch.engines import EngineError, KilledWorkerError, in_processes, on_dask

Task = TypeVar("Task")
Done = TypeVar("Done")

logger = logging.getLogger("mtdetect.batch")
_SECONDS_BETWEEN_LINES = 60.0


def run_all(
    work: Callable[[Task], Done],
    tasks: Sequence[Task],
    *,
    engine: str,
    n_jobs: int,
    scheduler: str | None,
) -> Iterator[Done]:
    """Run tasks and give what each returned, in any order; each may be run again after a crash.

    Raises
    ------
    EngineError
        If workers die or the scheduler cannot be reached.
    """
    if not tasks:
        return
    n_jobs = min(n_jobs, len(tasks))  # a process without a task would only cost memory
    if engine == "dask":
        yield from on_dask(work, tasks, n_jobs, scheduler)
    elif n_jobs == 1:
        yield from map(work, tasks)
    else:
        yield from _with_joblib(work, tasks, n_jobs)


def paced(
    done: Iterable[Done], total: int, clock: Callable[[], float] = time.monotonic
) -> Iterator[Done]:
    """Pass on what is done, and log once a minute how much of all that is."""
    begin = last = clock()
    for number, one in enumerate(done, 1):
        yield one
        now = clock()
        if now - last >= _SECONDS_BETWEEN_LINES and number < total:
            last = now
            left = (now - begin) / number * (total - number)
            logger.info("%d%% judged, about %d min left", 100 * number / total, round(left / 60))


def _with_joblib(
    work: Callable[[Task], Done], tasks: Sequence[Task], n_jobs: int
) -> Iterator[Done]:
    try:
        yield from in_processes(work, tasks, n_jobs)
    except KilledWorkerError as error:
        raise EngineError(
            "a worker process was killed, mostly for want of memory: what is finished is kept; "
            "give the same command again, with fewer --jobs"
        ) from error
