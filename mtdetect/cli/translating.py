"""Show how far the translation of an article there and back has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from mtdetect.engine.article import prepare
from mtdetect.engine.documents import Engine
from mtdetect.retranslate.translator import RoundTrip, cut, portuguese
from mtdetect.stream import Scorer


@dataclass(frozen=True)
class Watched:
    """An engine that tells of every sentence.

    Attributes
    ----------
    inner : RoundTrip
        The engine itself.
    tell : callable
        Called after every sentence.
    """

    inner: RoundTrip
    tell: Callable[[], None]

    @property
    def engine(self) -> str:
        """Name and version of the program."""
        return self.inner.engine

    @property
    def weights(self) -> str:
        """Name and version of what it has learnt."""
        return self.inner.weights

    def __call__(self, sentence: str) -> str:
        """Translate one English sentence into another language and back."""
        back = self.inner(sentence)
        self.tell()
        return back


@contextmanager
def watched(scorer: Scorer, text: str, console: Console | None = None) -> Iterator[Scorer]:
    """Give a scorer that shows on standard error how far it is with an article.

    Parameters
    ----------
    scorer : Scorer
        Only an :class:`~mtdetect.engine.documents.Engine` is watched.
    text : str
        The article.
    console : rich.console.Console, optional
        Nothing is shown where it is no terminal.
    """
    if not isinstance(scorer, Engine):
        yield scorer
        return
    console = console or Console(stderr=True)
    article = prepare(text)
    units = article.unit_of[article.counts].tolist()
    total = sum(len(cut(article.arranged.texts[unit])) for unit in units)
    columns = (
        TextColumn("translating there and back"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("sentences"),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        task = progress.add_task("", total=total)
        engine = scorer.round_trip or portuguese()
        yield replace(scorer, round_trip=Watched(engine, lambda: progress.advance(task)))
