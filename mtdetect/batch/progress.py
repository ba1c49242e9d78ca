"""Show how a run goes: a bar on a terminal, a log line a minute elsewhere, or nothing."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from mtdetect.batch.tally import Tally
from mtdetect.show.verdict import counted

logger = logging.getLogger("mtdetect.batch")
_SECONDS_BETWEEN_LINES = 60.0


class Watcher(Protocol):
    """Told after every finished shard."""

    def update(self, tally: Tally, weight: int) -> None:
        """Take the counts so far, and the bytes of input that the shard was."""


class _Bar:
    def __init__(self, progress: Progress, total: int, before: int) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=total, text="starting")
        self._pace = Pace(time.monotonic, before)

    def update(self, tally: Tally, weight: int) -> None:
        text = describe(tally, self._pace.rate(tally.articles))
        self._progress.update(self._task, advance=weight, text=text)


class LogLines:
    """One log line a minute (logger ``mtdetect.batch``), as shards finish.

    Parameters
    ----------
    total : int
        Bytes of input.
    before : int
        Articles that an earlier attempt has scored.
    clock : callable
        Gives seconds.
    """

    def __init__(
        self, total: int, before: int = 0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._total = total
        self._done = 0
        self._clock = clock
        self._last = clock()
        self._pace = Pace(clock, before)

    def update(self, tally: Tally, weight: int) -> None:
        """Count a shard, and log if a minute has passed since the last line."""
        self._done += weight
        now = self._clock()
        if now - self._last < _SECONDS_BETWEEN_LINES:
            return
        self._last = now
        share = self._done / self._total if self._total else 1.0
        left = self._pace.seconds / share * (1 - share) if share else 0.0
        text = describe(tally, self._pace.rate(tally.articles))
        logger.info("%d%% done, %s, about %d min left", share * 100, text, round(left / 60))


class _Silence:
    def update(self, tally: Tally, weight: int) -> None:
        pass


class Pace:
    """Articles per second since the start, those of an earlier attempt not counted."""

    def __init__(self, clock: Callable[[], float], before: int) -> None:
        self._clock = clock
        self._start = clock()
        self._before = before

    @property
    def seconds(self) -> float:
        """Time since the start."""
        return self._clock() - self._start

    def rate(self, articles: int) -> float:
        """Give articles per second."""
        return (articles - self._before) / max(self.seconds, 1e-9)


def describe(tally: Tally, rate: float) -> str:
    """Put the counts so far into words.

    Examples
    --------
    >>> describe(Tally(articles=2000, flagged=30, errors=2), 812.4)
    '2,000 articles, 812/s, 1.5% flagged, 2 errors'
    """
    share = 100 * tally.flagged / tally.articles if tally.articles else 0.0
    return (
        f"{counted(tally.articles, 'article')}, {rate:,.0f}/s, {share:.1f}% flagged, "
        f"{counted(tally.errors, 'error')}"
    )


@contextmanager
def watch(
    total: int, before: int = 0, *, show: bool, console: Console | None = None
) -> Iterator[Watcher]:
    """Choose how to show progress.

    Parameters
    ----------
    total : int
        Bytes of input still to read.
    before : int
        Articles that an earlier attempt has scored.
    show : bool
        Whether to show anything.
    console : rich.console.Console or None
        Where; None is standard error.
    """
    if not show:
        yield _Silence()
        return
    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield LogLines(total, before)
        return
    columns = (BarColumn(), TextColumn("{task.fields[text]}"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        yield _Bar(progress, total, before)
