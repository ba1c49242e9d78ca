"""What users call: :func:`score`, :func:`score_many`, :func:`load`."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

from joblib import Parallel, delayed

from mtdetect.errors import ModelError
from mtdetect.model import Model, shipped
from mtdetect.results import Document, Explanation


def load(path: str | Path | None = None, *, trusted: bool = False) -> Model:
    """Load a model.

    Parameters
    ----------
    path : str or Path, optional
        A folder that ``mtdetect train`` wrote; the shipped model by default. A ``.joblib`` file
        with a pickled :class:`Model` is read only if ``trusted``.
    trusted : bool, default=False
        Whether a ``.joblib`` file may be read. Unpickling runs code that the file contains: pass
        True only for files that you made yourself.

    Raises
    ------
    ModelError
        If a file of the model is missing, cut short or altered; the message names it.

    Examples
    --------
    >>> import mtdetect
    >>> model = mtdetect.load()
    >>> mtdetect.score("", model=model).paragraphs
    ()
    """
    if path is None:
        return shipped()
    path = Path(path)
    if path.suffix == ".joblib":
        if not trusted:
            raise ModelError(
                f"{path} is a pickle, which can run any code when it is read: pass trusted=True "
                "if you made it yourself"
            )
        return _unpickled(path)
    return Model.load(path)


def _unpickled(path: Path) -> Model:
    import joblib

    try:
        model = joblib.load(path)
    except Exception as error:  # a broken pickle can raise anything
        raise ModelError(
            f"{path} cannot be read as a model ({type(error).__name__}: {error}): save it again "
            "with joblib.dump(model, path)"
        ) from error
    if not isinstance(model, Model):
        raise ModelError(f"{path} holds a {type(model).__name__}, not a mtdetect Model")
    return model


def score(
    text: str, *, model: Model | None = None, prior: float = 0.5, fpr: float = 0.01
) -> Document:
    """Tell whether an article was written by a person, spun or machine-translated.

    Parameters
    ----------
    text : str
        An English news article. Paragraphs are blocks between blank lines or, in a text without
        blank lines, lines. Of a text that is no article the first 5,000 paragraphs count, of an
        endless paragraph the first 100,000 characters.
    model : Model, optional
        From :func:`load`; the shipped model by default.
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
    TypeError
        If ``text`` is not a string.
    ValueError
        If ``prior`` or ``fpr`` is out of range.

    Examples
    --------
    >>> import mtdetect
    >>> doc = mtdetect.score("Leave a comment")
    >>> doc.score, doc.paragraphs[0].reason
    (None, 'boilerplate')
    """
    check_text(text)
    check_prior(prior)
    return (model or shipped()).score_texts([text], prior, fpr)[0]


def score_many(
    texts: Iterable[str],
    *,
    n_jobs: int = 1,
    model: Model | None = None,
    prior: float = 0.5,
    fpr: float = 0.01,
    chunk_size: int = 32,
) -> Iterator[Document]:
    """Score articles one after the other, in order and in bounded memory.

    Parameters
    ----------
    texts : iterable of str
        Articles; read as the results are taken.
    n_jobs : int, default=1
        Processes (joblib); -1 takes all cores. Each gets the model once.
    model, prior, fpr
        As in :func:`score`.
    chunk_size : int, default=32
        Articles scored together, 1 or more. It changes the speed, never the results.

    Returns
    -------
    iterator of Document

    Raises
    ------
    TypeError
        If ``texts`` is one string, or an element is not a string.
    ValueError
        If a number is out of range.

    Examples
    --------
    >>> import mtdetect
    >>> [doc.score for doc in mtdetect.score_many(["", "Read more"])]
    [None, None]
    """
    if isinstance(texts, str | bytes):
        raise TypeError(
            f"score_many takes an iterable of texts, got one {type(texts).__name__}: use "
            "score(text) or pass a list, [text]"
        )
    if not isinstance(texts, Iterable):
        raise TypeError(
            f"score_many takes an iterable of texts, got {type(texts).__name__}: pass a list of str"
        )
    check_prior(prior)
    if chunk_size < 1:
        raise ValueError(f"chunk_size is {chunk_size}; it must be 1 or more")
    if n_jobs == 0:
        raise ValueError("n_jobs is 0; pass 1 or more, or -1 for all cores")
    used = model or shipped()
    used.threshold(fpr)
    return _stream(iter(texts), n_jobs, used, prior, fpr, chunk_size)


def _stream(
    texts: Iterator[str], n_jobs: int, model: Model, prior: float, fpr: float, chunk_size: int
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


def _score_plain(model: Model, chunk: list[str], prior: float, fpr: float) -> list[Document]:
    return [_without_model(d) for d in model.score_texts(chunk, prior, fpr)]


def _without_model(document: Document) -> Document:
    return replace(document, paragraphs=tuple(p.without_explainer() for p in document.paragraphs))


def _with_evidence(document: Document, model: Model, prior: float, fpr: float) -> Document:
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
    while chunk := list(islice(texts, size)):
        for text in chunk:
            check_text(text)
        yield chunk


def check_text(text: object) -> None:
    """Raise TypeError for what is not a string."""
    if not isinstance(text, str):
        hint = "decode it first, text.decode('utf-8')" if isinstance(text, bytes) else "pass str"
        raise TypeError(f"text is of type {type(text).__name__}, not str: {hint}")


def check_prior(prior: float) -> None:
    """Raise ValueError for a prior that leaves nothing to decide."""
    if not 0 < prior < 1:
        raise ValueError(f"prior is {prior}; it must lie above 0 and below 1")
