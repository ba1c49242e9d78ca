"""Score the articles of a pandas table, alone or inside Spark, Dask, Ray or Polars."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtdetect.errors import DataError, MissingDependencyError
from mtdetect.results import Document

if TYPE_CHECKING:
    import pandas as pd

    from mtdetect.batch.shard import Scorer

COLUMNS = {
    "score": "float64",
    "label": "string",
    "flagged": "bool",
    "share": "float64",
    "paragraphs": "string",
}
"""Columns that :func:`score_frame` adds (after their prefix), with their pandas types."""

_CHUNK = 256


def score_frame(
    frame: pd.DataFrame,
    text: str = "text",
    *,
    model: str | Path | Scorer | None = None,
    prior: float = 0.5,
    fpr: float = 0.01,
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
        One article a row.
    text : str, default="text"
        Column of the text. A missing text gets no verdict.
    model : path, model or None
        None takes the shipped model.
    prior : float, default=0.5
        Assumed share (0..1) of machine-made articles.
    fpr : float, default=0.01
        False-positive rate (0..1) that the thresholds are chosen for.
    evidence : bool, default=False
        Whether the paragraphs carry the spans behind their verdicts; this is slower.
    prefix : str, default="mt_"
        Put before the names of the added columns.

    Returns
    -------
    pandas.DataFrame
        A copy with ``mt_score``, ``mt_label``, ``mt_flagged``, ``mt_share`` and ``mt_paragraphs``,
        which holds the paragraphs as JSON: start, end, score, label, flagged, reason.

    Raises
    ------
    DataError
        If the frame lacks the column of the text, has one of the added names already, or a text
        is no string.
    MissingDependencyError
        If pandas is not installed.

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
        raise MissingDependencyError(
            "score_frame needs pandas, which is not installed: pip install 'mtdetect[notebook]'"
        ) from error
    _check(frame, text, prefix)
    texts = [
        None if value is None or value is pd.NA or value != value else value
        for value in frame[text]
    ]
    wrong = next((value for value in texts if value is not None and not isinstance(value, str)), 0)
    if wrong != 0:
        kind = type(wrong).__name__
        raise DataError(f"column {text!r} holds a {kind}; every text must be a string or missing")
    rows = list(_rows(texts, model, prior, fpr, evidence))
    added = {
        prefix + name: pd.Series([row[name] for row in rows], index=frame.index, dtype=kind)
        for name, kind in COLUMNS.items()
    }
    return frame.assign(**added)


def _check(frame: pd.DataFrame, text: str, prefix: str) -> None:
    if text not in frame.columns:
        known = ", ".join(str(name) for name in frame.columns)
        raise DataError(f"the frame has no column {text!r}; its columns are: {known or 'none'}")
    taken = [prefix + name for name in COLUMNS if prefix + name in frame.columns]
    if taken:
        raise DataError(f"the frame has a column {taken[0]!r} already; pass another prefix")


def _rows(
    texts: list[str | None],
    model: str | Path | Scorer | None,
    prior: float,
    fpr: float,
    evidence: bool,
) -> Iterable[dict[str, Any]]:
    from mtdetect.batch.shard import load_model
    from mtdetect.batch.writers import make_paragraph

    if not texts:
        return
    scorer = load_model(str(model) if isinstance(model, Path) else model)
    for start in range(0, len(texts), _CHUNK):
        chunk = texts[start : start + _CHUNK]
        scored = iter(scorer.score_texts([t for t in chunk if t is not None], prior, fpr))
        for value in chunk:
            document = Document("", None, None, False) if value is None else next(scored)
            yield {
                "score": document.score,
                "label": document.label,
                "flagged": document.flagged,
                "share": document.share,
                "paragraphs": json.dumps(
                    [make_paragraph(p, evidence) for p in document.paragraphs]
                ),
            }
