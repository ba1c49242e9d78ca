"""Score many articles one after the other, in this process or in several, in bounded memory."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain, islice
from multiprocessing import current_process
from typing import Any, Protocol

from mtdetect.arguments import check_text
from mtdetect.errors import WorkerError
from mtdetect.results import Document, Explanation, Paragraph


class Scorer(Protocol):
    """What scoring many articles needs of a model."""

    @property
    def digest(self) -> str:
        """Digest of the model."""

    def score_texts(self, texts: list[str], prior: float, fpr: float, /) -> list[Document]:
        """Score articles, in order."""


def stream(
    texts: Iterator[str], n_jobs: int, model: Scorer, prior: float, fpr: float, chunk_size: int
) -> Iterator[Document]:
    """Score articles in order, ``chunk_size`` of them together, in ``n_jobs`` processes.

    Raises
    ------
    InvalidTypeError
        When its turn comes, if an element is not a string.
    WorkerError
        If a process is killed.
    """
    chunks = _until_fault(_chunks(texts, chunk_size))
    # No more processes than there are chunks; in one that may have no children, none.
    first = list(islice(chunks, 1 if current_process().daemon else n_jobs))
    given = chain(first, chunks)
    if len(first) <= 1:
        for chunk in given:
            if isinstance(chunk, Exception):
                raise chunk
            yield from model.score_texts(chunk, prior, fpr)
        return
    # Documents come back without the model; evidence that was not worked out there is worked out
    # here, by scoring the one article again when it is first asked for.
    for document in _in_processes(len(first), given, model, prior, fpr):
        yield _with_evidence(document, model, prior, fpr)


def own_pool(
    n: int,
    idle_seconds: float,
    initializer: Callable[..., None] | None = None,
    initargs: tuple[Any, ...] = (),
) -> Any:
    """Start an executor of ``n`` processes that no other call uses.

    That which joblib shares is shut down for all who use it where one of them stops early or asks
    for another, and those who wait for the others' results then wait for ever.

    Parameters
    ----------
    n : int
        Processes. Each computes in one thread: together they already fill the cores.
    idle_seconds : float
        After how long without work a process ends.
    initializer : callable, optional
        What each calls first, with ``initargs``.
    """
    from joblib.externals.loky import ProcessPoolExecutor

    return ProcessPoolExecutor(
        n,
        timeout=idle_seconds,
        initializer=initializer,
        initargs=initargs,
        env={name: os.environ.get(name, "1") for name in _THREADS},
    )


def _in_processes(
    n: int, chunks: Iterable[list[str] | Exception], model: Scorer, prior: float, fpr: float
) -> Iterator[Document]:
    from joblib.externals.loky import BrokenProcessPool  # for several alone

    pool = own_pool(n, _IDLE_SECONDS, _begin, (model, prior, fpr))
    begun: deque[Future[list[Document]] | Exception] = deque()
    try:
        for chunk in chunks:
            begun.append(
                chunk if isinstance(chunk, Exception) else pool.submit(_score_plain, chunk)
            )
            if len(begun) == 2 * n:
                yield from _result(begun.popleft())
        while begun:
            yield from _result(begun.popleft())
    except BrokenProcessPool as error:
        raise WorkerError(
            f"one of {n} processes was killed or could not begin, mostly for want of memory: pass "
            "a smaller n_jobs or chunk_size, and score again what was not yet given"
        ) from error
    finally:
        pool.shutdown(kill_workers=True)


# Workers whose parent was killed learn of it only by waiting in vain.
_IDLE_SECONDS = 300
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
# In a process of a pool: what scores there.
_kept: dict[str, Callable[[list[str]], list[Document]]] = {}


def _begin(model: Scorer, prior: float, fpr: float) -> None:
    def score(texts: list[str]) -> list[Document]:
        return model.score_texts(texts, prior, fpr)

    _kept["score"] = score


def _score_plain(chunk: list[str]) -> list[Document]:
    return [_without_model(d) for d in _kept["score"](chunk)]


def _result(begun: Future[list[Document]] | Exception) -> list[Document]:
    if isinstance(begun, Exception):
        raise begun
    return begun.result()


def _without_model(document: Document) -> Document:
    return replace(document, paragraphs=tuple(p.without_explainer() for p in document.paragraphs))


@dataclass(frozen=True)
class _Again:
    """An article that was scored in another process, scored once more for its evidence."""

    text: str
    model: Scorer
    prior: float
    fpr: float

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return self.model.score_texts([self.text], self.prior, self.fpr)[0].paragraphs

    def explained(self, place: int) -> Explanation:
        return self.paragraphs[place].explanation


def _with_evidence(document: Document, model: Scorer, prior: float, fpr: float) -> Document:
    again = _Again(document.text, model, prior, fpr)
    return replace(
        document,
        paragraphs=tuple(
            replace(p, explainer=partial(again.explained, i)) if p.reason is None else p
            for i, p in enumerate(document.paragraphs)
        ),
    )


def _chunks(texts: Iterator[str], size: int) -> Iterator[list[str]]:
    chunk: list[str] = []
    try:
        for place, text in enumerate(texts):
            check_text(text, f"texts[{place}]")
            chunk.append(text)
            if len(chunk) == size:
                yield chunk
                chunk = []
    except Exception:
        if chunk:
            yield chunk  # what came before the fault is scored
        raise
    if chunk:
        yield chunk


def _until_fault(chunks: Iterator[list[str]]) -> Iterator[list[str] | Exception]:
    """Give what stops the reading as the last one, so that what was read before comes first."""
    try:
        yield from chunks
    except Exception as error:
        yield error
