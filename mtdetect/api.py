"""What users call: :func:`score`, :func:`score_many`, :func:`load`."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from joblib import Parallel, delayed

from mtdetect.arguments import check_jobs, check_no_table, check_share, check_text, check_whole
from mtdetect.errors import InvalidTypeError
from mtdetect.loading import ModelSource, Scorer, check_fpr, load_model
from mtdetect.loading import load as load
from mtdetect.results import Document, Explanation


def score(
    text: str, *, model: ModelSource = None, prior: float = 0.5, fpr: float = 0.01
) -> Document:
    """Tell whether an article was written by a person, spun or machine-translated.

    Parameters
    ----------
    text : str
        An English news article. Paragraphs are blocks between blank lines or, in a text without
        blank lines, lines. Of a text that is no article the first 5,000 paragraphs count, of an
        endless paragraph the first 100,000 characters.
    model : Model or path, optional
        From :func:`load`, or what it takes; the shipped model by default.
    prior : float, default=0.5
        How common machine-made articles are in your stream, above 0 and below 1. It moves the
        scores, not the flags.
    fpr : float, default=0.01
        False-positive rate that flagging aims at; the model says which it has thresholds for
        (0.01 and 0.001).

    Returns
    -------
    Document

    Raises
    ------
    InvalidTypeError
        If ``text`` is not a string, or another argument of a wrong type.
    InvalidValueError
        If ``prior`` or ``fpr`` is out of range.
    ModelError
        If ``model`` is a path and no whole model is there.

    Examples
    --------
    >>> import mtdetect
    >>> doc = mtdetect.score("Leave a comment")
    >>> doc.score, doc.paragraphs[0].reason
    (None, 'boilerplate')
    """
    check_text(text)
    prior = check_share("prior", prior)
    used = load_model(model)
    return used.score_texts([text], prior, check_fpr(used, fpr))[0]


def score_many(
    texts: Iterable[str],
    *,
    n_jobs: int | None = 1,
    model: ModelSource = None,
    prior: float = 0.5,
    fpr: float = 0.01,
    chunk_size: int = 32,
) -> Iterator[Document]:
    """Score articles one after the other, in order and in bounded memory.

    Parameters
    ----------
    texts : iterable of str
        Articles; read as the results are taken.
    n_jobs : int or None, default=1
        Processes (joblib), 1,024 at most; None is 1, -1 takes all cores, -2 all but one. Each gets
        the model once.
    model, prior, fpr
        As in :func:`score`.
    chunk_size : int, default=32
        Articles scored together, 1 or more. It changes the speed, never the results.

    Returns
    -------
    iterator of Document

    Raises
    ------
    InvalidTypeError
        If ``texts`` is one string, a table or a dict, or another argument of a wrong type; when
        its turn comes, if an element is not a string (the message names its place, from 0).
    InvalidValueError
        If a number is out of range.
    ModelError
        If ``model`` is a path and no whole model is there.

    Examples
    --------
    >>> import mtdetect
    >>> [doc.score for doc in mtdetect.score_many(["", "Read more"])]
    [None, None]
    """
    if isinstance(texts, str | bytes):
        raise InvalidTypeError(
            f"score_many takes an iterable of texts, got one {type(texts).__name__}: use "
            "score(text) or pass a list, [text]"
        )
    if not isinstance(texts, Iterable):
        raise InvalidTypeError(
            f"score_many takes an iterable of texts, got {type(texts).__name__}: pass a list of str"
        )
    check_no_table(texts, "score_many")
    prior = check_share("prior", prior)
    chunk_size = check_whole("chunk_size", chunk_size, 1)
    jobs = check_jobs(n_jobs)
    used = load_model(model)
    return _stream(iter(texts), jobs, used, prior, check_fpr(used, fpr), chunk_size)


def _stream(
    texts: Iterator[str], n_jobs: int, model: Scorer, prior: float, fpr: float, chunk_size: int
) -> Iterator[Document]:
    chunks = _chunks(texts, chunk_size)
    if n_jobs == 1:
        for chunk in chunks:
            yield from model.score_texts(chunk, prior, fpr)
        return
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


def _with_evidence(document: Document, model: Scorer, prior: float, fpr: float) -> Document:
    def explained(place: int) -> Explanation:
        again = model.score_texts([document.text], prior, fpr)[0]
        return again.paragraphs[place].explanation

    return replace(
        document,
        paragraphs=tuple(
            replace(p, explainer=partial(explained, i)) if p.reason is None else p
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
