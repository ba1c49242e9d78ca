"""Score the articles of a pandas table, alone or inside Spark, Dask, Ray or Polars."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from mtdetect.api import ModelSource, Retranslate, check_fpr, scorer_for
from mtdetect.arguments import check_flag, check_share
from mtdetect.errors import InvalidDataError, InvalidTypeError, missing
from mtdetect.judge.threshold import SPARED, check_spare
from mtdetect.results import Document, paragraph_row

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    "score": "float64",
    "label": "string",
    "likeliest": "string",
    "flagged": "bool",
    "reason": "string",
    "share": "float64",
    "paragraphs": "string",
}
"""Columns that :func:`score_frame` adds (after their prefix), with their pandas types."""

_CHUNK = 256


def score_frame(
    frame: pd.DataFrame,
    text: str = "text",
    *,
    model: ModelSource = None,
    prior: float = 0.5,
    fpr: float = 0.01,
    spare: str = SPARED[0],
    retranslate: Retranslate = False,
    evidence: bool = False,
    prefix: str = "mt_",
) -> pd.DataFrame:
    """Score every article of a pandas DataFrame.

    Rows, order, index and columns of the frame stay, and so do the types of the added columns,
    whatever the frame holds; even an empty one gets them. That is what Spark's ``mapInPandas``,
    Dask's ``map_partitions`` and Ray Data's ``map_batches`` ask for.

    Parameters
    ----------
    frame : pandas.DataFrame
        One article a row. Spark, Dask, Ray and Polars have their own frames: see docs/batch.md.
    text : str, default="text"
        Column of the text (a tuple where columns have names of several levels). A missing text
        gets no verdict.
    model : path, model or None
        None takes the shipped model.
    prior : float, default=0.5
        Assumed share (0..1) of machine-made articles.
    fpr : float, default=0.01
        False-positive rate (0..1) that the thresholds are chosen for.
    spare : {"newsrooms", "everyone"}, default="newsrooms"
        Whom that rate is held for; see :func:`mtdetect.score`.
    retranslate : bool or "doubtful", default=False
        Which articles to ask for a second opinion on, as :func:`mtdetect.score` has it. The
        columns are the same; their figures are those with it.
    evidence : bool, default=False
        Whether the paragraphs carry the spans behind their verdicts; this is slower.
    prefix : str, default="mt_"
        Put before the names of the added columns.

    Returns
    -------
    pandas.DataFrame
        A copy with ``mt_score``, ``mt_label``, ``mt_likeliest``, ``mt_flagged``, ``mt_reason`` and
        ``mt_share``, as :class:`mtdetect.Document` has them, and ``mt_paragraphs``, which holds the
        paragraphs as JSON: start, end, score, label, likeliest, flagged, reason.

    Raises
    ------
    InvalidDataError
        If the frame lacks the column of the text, has it twice, has one of the added names
        already, or a text is neither a string nor missing; the message names its place.
    InvalidTypeError, InvalidValueError
        If ``frame`` is no DataFrame, or another argument of a wrong type or out of range.
    ModelError
        If ``model`` is a path and no whole model is there.
    MissingDependencyError
        If pandas is not installed, or the engine for a second opinion where one is asked for.

    Examples
    --------
    >>> import pandas as pd
    >>> from mtdetect import score_frame  # doctest: +SKIP
    >>> frame = pd.DataFrame({"text": ["The council met on Monday ..."]})  # doctest: +SKIP
    >>> score_frame(frame)[["mt_score", "mt_label"]]  # doctest: +SKIP
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise missing("score_frame", "pandas", "notebook") from error
    if not isinstance(frame, pd.DataFrame):
        kind = type(frame)
        advice = (
            "pass frame.to_pandas()"
            if hasattr(frame, "to_pandas")
            else "make one, pandas.DataFrame({'text': texts}), or pass the texts to score_many"
        )
        module = "" if kind.__module__ == "builtins" else f"{kind.__module__.partition('.')[0]}."
        raise InvalidTypeError(
            f"score_frame takes a pandas DataFrame, got a {module}{kind.__name__}: {advice}"
        )
    _check(frame, text, prefix)
    prior, evidence = check_share("prior", prior), check_flag("evidence", evidence)
    texts: list[str | None] = []
    for place, value in enumerate(frame[text]):
        if isinstance(value, str):
            texts.append(value)
        elif pd.api.types.is_scalar(value) and pd.isna(value):
            texts.append(None)
        else:
            raise InvalidDataError(
                f"column {text!r} holds a {type(value).__name__} at position {place} (index "
                f"{frame.index[place]}); every text must be a string or missing"
            )
    rows = list(_rows(texts, model, prior, fpr, spare, retranslate, evidence))
    scored = frame.copy()
    # Where columns have names of several levels, an added one is named on the first alone.
    levels = ("",) * (frame.columns.nlevels - 1)
    for name, dtype in COLUMNS.items():
        column = pd.Series([row[name] for row in rows], index=frame.index, dtype=dtype)
        scored[(prefix + name, *levels) if levels else prefix + name] = column
    return scored


def _check(frame: pd.DataFrame, text: str, prefix: str) -> None:
    if not _is_name(text):
        raise InvalidTypeError(f"text is {text!r}; pass the name of one column")
    if not isinstance(prefix, str):
        raise InvalidTypeError(f"prefix is {prefix!r}; pass a string")
    if text not in frame.columns:
        known = ", ".join(str(name) for name in frame.columns)
        raise InvalidDataError(
            f"the frame has no column {text!r}; its columns are: {known or 'none'}"
        )
    if frame[text].ndim > 1:
        advice = "rename or drop all but one"
        if frame.columns.nlevels > 1 and not isinstance(text, tuple):
            whole = next(name for name in frame.columns if name[0] == text)
            advice = f"name one by all its levels, as {whole}"
        times = frame[text].shape[1]
        raise InvalidDataError(f"the frame has {times} columns {text!r}; {advice}")
    taken = [prefix + name for name in COLUMNS if prefix + name in frame.columns]
    if taken:
        raise InvalidDataError(f"the frame has a column {taken[0]!r} already; pass another prefix")


def _is_name(value: object) -> bool:
    """Tell whether a column can be called so; a tuple is hashable only if all in it is."""
    try:
        hash(value)
    except TypeError:
        return False
    return True


def _rows(
    texts: list[str | None],
    model: ModelSource,
    prior: float,
    fpr: float,
    spare: str,
    retranslate: Retranslate,
    evidence: bool,
) -> Iterable[dict[str, Any]]:
    if not texts:  # whoever asks only for the types need not have the model
        check_share("fpr", fpr)
        check_spare(spare)
        return
    scorer = scorer_for(model, spare, retranslate)
    fpr = check_fpr(scorer, fpr)
    for start in range(0, len(texts), _CHUNK):
        chunk = texts[start : start + _CHUNK]
        scored = iter(scorer.score_texts([t for t in chunk if t is not None], prior, fpr))
        for value in chunk:
            document = Document("", None, None, False) if value is None else next(scored)
            yield {
                "score": document.score,
                "label": document.label,
                "likeliest": document.likeliest,
                "flagged": document.flagged,
                "reason": document.reason,
                "share": document.share,
                "paragraphs": json.dumps([paragraph_row(p, evidence) for p in document.paragraphs]),
            }
