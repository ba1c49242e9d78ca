"""The model that a caller means: one that is loaded, the path of one, or the shipped one."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from mtdetect.arguments import check_path, check_share
from mtdetect.errors import InvalidTypeError, ModelError
from mtdetect.model import MANIFEST_FILE, Model, shipped
from mtdetect.results import Document


class Scorer(Protocol):
    """What scoring many articles needs of a model."""

    @property
    def digest(self) -> str:
        """Digest of the model."""

    def score_texts(self, texts: list[str], prior: float, fpr: float) -> list[Document]:
        """Score articles, in order."""


ModelSource = str | os.PathLike[str] | Scorer | None
"""Path of a model, a model itself, or None for the shipped one."""


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
    InvalidTypeError
        If ``path`` is no path.

    Examples
    --------
    >>> import mtdetect
    >>> model = mtdetect.load()
    >>> mtdetect.score("", model=model).paragraphs
    ()
    """
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


def load_model(source: ModelSource) -> Scorer:
    """Give the model itself; each process loads a path once, and again when it was retrained.

    Raises
    ------
    ModelError
        If the path holds no whole model.
    InvalidTypeError
        If ``source`` is neither a model nor a path.
    """
    if source is None:
        return shipped()
    if isinstance(source, str | os.PathLike):
        path = os.path.abspath(check_path("model", source))
        return _load(path, _stamp(path))
    if not hasattr(source, "score_texts"):
        raise InvalidTypeError(
            f"model is {source!r}; pass a model from mtdetect.load(), the path of a folder that "
            "mtdetect train wrote, or None for the shipped model"
        )
    return source


@lru_cache(maxsize=1)
def _load(path: str, stamp: int) -> Model:
    return load(path)


def _stamp(path: str) -> int:
    # The manifest names the digests of the other files, so that it changes whenever they do.
    try:
        return os.stat(os.path.join(path, MANIFEST_FILE)).st_mtime_ns
    except OSError:  # loading says what is wrong
        return 0


def check_fpr(model: Scorer, fpr: float) -> float:
    """Give a false-positive rate as a plain float; refuse one that the model has no threshold for.

    Raises
    ------
    InvalidValueError, InvalidTypeError
        The message lists the rates that there are.
    """
    return model.threshold(fpr).fpr if isinstance(model, Model) else check_share("fpr", fpr)
