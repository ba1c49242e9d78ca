"""What users call: :func:`score`, :func:`score_many`, :func:`load`; which model they mean."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from mtdetect.arguments import (
    check_flag,
    check_jobs,
    check_no_table,
    check_path,
    check_share,
    check_text,
    check_whole,
    is_one_of,
)
from mtdetect.engine.documents import Engine
from mtdetect.engine.second_opinion import survival_of
from mtdetect.errors import InvalidTypeError, InvalidValueError, ModelError
from mtdetect.judge.threshold import SPARED, check_spare
from mtdetect.model import MANIFEST_FILE, SECOND_FILE, VERSIONS_FILE, Model, shipped
from mtdetect.results import Document
from mtdetect.retranslate.translator import portuguese
from mtdetect.stream import Scorer, stream


def score(
    text: str,
    *,
    model: ModelSource = None,
    prior: float = 0.5,
    fpr: float = 0.01,
    spare: str = SPARED[0],
    retranslate: Retranslate = False,
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
    spare : {"newsrooms", "everyone"}, default="newsrooms"
        Whom that rate is held for: newsrooms that write English and, at twice the rate at most,
        people who write anything else in it; or also, at twice the rate at most, people who
        translate, whose articles are flagged more often otherwise.
    retranslate : bool or "doubtful", default=False
        Whether to ask another engine for a second opinion, which translates the article there and
        back (some 300 words a second): on every article, or only where that could change whether
        it is flagged as translated. Needs the extra ``retranslate``; no text leaves the machine.

    Returns
    -------
    Document

    Raises
    ------
    InvalidTypeError
        If ``text`` is not a string, or another argument of a wrong type.
    InvalidValueError
        If ``prior``, ``fpr``, ``spare`` or ``retranslate`` is none that there is, or ``model``
        is empty or cannot be a path.
    ModelError
        If ``model`` is a path and no whole model is there.
    MissingDependencyError
        If a second opinion is asked for and the engine for it is not installed.

    Examples
    --------
    >>> from pathlib import Path
    >>> import mtdetect
    >>> doc = mtdetect.score(Path("examples/court_ruling.spun.txt").read_text("utf-8"))
    >>> doc.label, doc.flagged, doc.score > 0.99
    ('spun', True, True)

    What cannot be judged has no score, and says why:

    >>> doc = mtdetect.score("Leave a comment")
    >>> doc.score, doc.paragraphs[0].reason
    (None, 'boilerplate')
    """
    check_text(text)
    prior = check_share("prior", prior)
    used = scorer_for(model, spare, retranslate)
    return used.score_texts([text], prior, check_fpr(used, fpr))[0]


def score_many(
    texts: Iterable[str],
    *,
    n_jobs: int | None = 1,
    model: ModelSource = None,
    prior: float = 0.5,
    fpr: float = 0.01,
    spare: str = SPARED[0],
    retranslate: Retranslate = False,
    chunk_size: int = 32,
) -> Iterator[Document]:
    """Score articles one after the other, in order and in bounded memory.

    Parameters
    ----------
    texts : iterable of str
        Articles; read as the results are taken.
    n_jobs : int or None, default=1
        Processes, 1,024 at most; None is 1, -1 takes all cores, -2 all but one. They are started
        for this call, no more than there are chunks, and each gets the model once.
    model, prior, fpr, spare, retranslate
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
    WorkerError
        If a process is killed, mostly for want of memory.

    Examples
    --------
    >>> from pathlib import Path
    >>> import mtdetect
    >>> paths = sorted(Path("examples").glob("court_ruling.*.txt"))
    >>> texts = [path.read_text("utf-8") for path in paths]
    >>> [doc.label for doc in mtdetect.score_many(texts)]
    ['human', 'spun', 'translated']
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
    used = scorer_for(model, spare, retranslate)
    return stream(iter(texts), jobs, used, prior, check_fpr(used, fpr), chunk_size)


Retranslate = bool | Literal["doubtful"]
ModelSource = str | os.PathLike[str] | Model | Scorer | None
"""Path of a model, a model itself, what scores, or None for the shipped model."""


def load(path: str | os.PathLike[str] | None = None, *, trusted: bool = False) -> Model:
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
    InvalidTypeError, InvalidValueError
        If ``path`` is no path, or an empty one, or ``trusted`` neither True nor False, whatever
        is loaded.

    Examples
    --------
    >>> import mtdetect
    >>> model = mtdetect.load()
    >>> mtdetect.score("", model=model).paragraphs
    ()
    """
    trusted = check_flag("trusted", trusted)
    if path is None:
        return shipped()
    path = Path(check_path("the path of the model", path))
    if path.suffix == ".joblib":
        if not trusted:
            raise ModelError(
                f"{path} is a pickle, which can run any code when it is read: pass "
                "mtdetect.load(path, trusted=True) if you made it yourself"
            )
        return _unpickled(path)
    return Model.load(path)


def _unpickled(path: Path) -> Model:
    import joblib  # only pickles need it, and scoring shall not wait for it

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


def load_model(source: ModelSource) -> Scorer:
    """Give what scores; a process keeps the last two models that it loaded from a path.

    One is loaded again when it was retrained, or when two others were asked for since.

    Raises
    ------
    ModelError
        If the path holds no whole model.
    InvalidTypeError, InvalidValueError
        If ``source`` is neither a model nor a path, or an empty one.
    """
    if source is None:
        return Engine(shipped())
    if isinstance(source, Model):
        return Engine(source)
    if isinstance(source, str | os.PathLike):
        path = os.path.abspath(check_path("model", source))
        return _load(path, _stamp(path))
    if not hasattr(source, "score_texts"):
        raise InvalidTypeError(
            f"model is {source!r}; pass a model from mtdetect.load(), the path of a folder that "
            "mtdetect train wrote, or None for the shipped model"
        )
    return source


def for_workers(source: ModelSource) -> ModelSource:
    """Give a model as it is sent to other processes, many times: by name where it has one.

    A path becomes absolute, for workers need not share the working directory. The shipped model
    becomes None, for every worker has its own. Any other object has to travel whole, since the
    folder that it was loaded from need not be there where the workers are.

    Raises
    ------
    InvalidTypeError, InvalidValueError
        If ``source`` is a path that is none.

    Examples
    --------
    >>> import mtdetect
    >>> for_workers(mtdetect.load()) is None
    True
    """
    if isinstance(source, str | os.PathLike):
        return os.path.abspath(check_path("model", source))
    # Where the shipped model was never loaded, nothing can be it, and it is not loaded for this.
    loaded = shipped.cache_info().currsize > 0
    return None if loaded and source is shipped() else source


# Two, so that what compares models in turn does not load one for every text.
@lru_cache(maxsize=2)
def _load(path: str, stamp: tuple[int, ...]) -> Engine:
    return Engine(load(path))


def _stamp(path: str) -> tuple[int, ...]:
    # The manifest names the digests of the other files, so that it changes whenever they do; what
    # a model may do without is fitted without it.
    files = (MANIFEST_FILE, SECOND_FILE, VERSIONS_FILE)
    return tuple(_changed(os.path.join(path, name)) for name in files)


def _changed(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except OSError:  # loading says what is wrong
        return 0


def sparing(model: Scorer, spare: str) -> Scorer:
    """Give a model whose thresholds spare these writers.

    Raises
    ------
    InvalidValueError
        If there are none that do.
    """
    if isinstance(model, Engine):
        return replace(model, spare=check_spare(spare))
    if not is_one_of(spare, SPARED[:1]):
        raise InvalidValueError(
            f"spare is {spare!r}, and {type(model).__name__} is a model of yours, which decides "
            f"by itself whom it spares: leave spare={SPARED[0]!r}"
        )
    return model


def asking(model: Scorer, retranslate: Retranslate) -> Scorer:
    """Give what scores with a second opinion, if one is asked for; fail now where it cannot be had.

    Parameters
    ----------
    model : Scorer
    retranslate : bool or "doubtful"
        As in :func:`score`.

    Raises
    ------
    InvalidValueError
        If ``retranslate`` is something else.
    InvalidTypeError
        If the model cannot ask for one.
    MissingDependencyError
        If the engine for it is not installed.
    ModelError
        If the model has none.
    """
    if not isinstance(retranslate, bool) and not is_one_of(retranslate, ("doubtful",)):
        raise InvalidValueError(
            f"retranslate is {retranslate!r}; pass True, False, or 'doubtful' for the articles "
            "where it could change whether they are flagged"
        )
    if retranslate is False:
        return model
    if not isinstance(model, Engine):
        raise InvalidTypeError(
            f"retranslate needs a model of mtdetect, and model is {model!r}: pass one from "
            "mtdetect.load()"
        )
    if model.round_trip is None:
        portuguese()
    survival_of(model.model)
    return replace(model, retranslate="always" if retranslate is True else "doubtful")


def scorer_for(source: ModelSource, spare: str, retranslate: Retranslate) -> Scorer:
    """Give what scores as it is asked for; see :func:`load_model` and the two above."""
    return asking(sparing(load_model(source), spare), retranslate)


def check_fpr(model: Scorer, fpr: float) -> float:
    """Give a false-positive rate as a plain float; refuse one that the model has no threshold for.

    Raises
    ------
    InvalidValueError, InvalidTypeError
        The message lists the rates that there are.
    """
    if isinstance(model, Engine):
        return model.model.threshold(fpr, model.spare).fpr
    return check_share("fpr", fpr)
