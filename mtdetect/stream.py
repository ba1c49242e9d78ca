"""Score many articles one after the other, in this process or in several, in bounded memory."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice
from typing import Protocol

from mtdetect.arguments import check_text
from mtdetect.results import Document, Explanation, Paragraph


class Scorer(Protocol):
    """What scoring many articles needs of a model."""

    @property
    def digest(self) -> str:
        """Digest of the model."""

    def score_texts(self, texts: list[str], prior: float, fpr: float) -> list[Document]:
        """Score articles, in order."""


def stream(
    texts: Iterator[str], n_jobs: int, model: Scorer, prior: float, fpr: float, chunk_size: int
) -> Iterator[Document]:
    """Score articles in order, ``chunk_size`` of them together, in ``n_jobs`` processes.

    Raises
    ------
    InvalidTypeError
        When its turn comes, if an element is not a string.
    """
    chunks = _chunks(texts, chunk_size)
    if n_jobs == 1:
        for chunk in chunks:
            yield from model.score_texts(chunk, prior, fpr)
        return
    from joblib import Parallel, delayed  # one process needs none of it

    parallel = Parallel(n_jobs=n_jobs, return_as="generator", pre_dispatch="2*n_jobs")
    # Documents come back without the model; evidence that was not worked out there is worked out
    # here, by scoring the one article again when it is first asked for.
    job = delayed(_score_plain)
    found = parallel(job(model, chunk, prior, fpr) for chunk in chunks)
    try:
        for documents in found:
            for document in documents:
                yield _with_evidence(document, model, prior, fpr)
    finally:
        # A caller who takes no more is right to: joblib would warn of what it cancels.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            found.close()


def _score_plain(model: Scorer, chunk: list[str], prior: float, fpr: float) -> list[Document]:
    return [_without_model(d) for d in model.score_texts(chunk, prior, fpr)]


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
    place = 0
    while chunk := list(islice(texts, size)):
        for text in chunk:
            check_text(text, f"texts[{place}]")
            place += 1
        yield chunk
