"""What users call: :func:`compare`."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

import numpy as np

from mtdetect.api import ModelSource, load_model, score_many
from mtdetect.arguments import check_no_table, check_share, check_text
from mtdetect.compare.anchors import AnchorReader
from mtdetect.compare.dates import moments
from mtdetect.compare.families import stories
from mtdetect.compare.fitted import weights_of
from mtdetect.compare.reading import Reader
from mtdetect.compare.results import Comparison
from mtdetect.compare.stories import cluster
from mtdetect.compare.swaps import SwapFinder
from mtdetect.compare.texts import Text
from mtdetect.compare.versions import Cluster
from mtdetect.engine.documents import Engine
from mtdetect.errors import InvalidTypeError, InvalidValueError
from mtdetect.model import Model, shipped
from mtdetect.show.verdict import counted

MOST_TEXTS = 200
"""Most texts that one comparison takes."""

Date = str | datetime.date | None


def compare(
    texts: Iterable[str],
    names: Iterable[str] | None = None,
    dates: Iterable[Date] | None = None,
    *,
    model: ModelSource = None,
    prior: float = 0.5,
    n_jobs: int | None = 1,
) -> Comparison:
    """Sort texts into stories, find the original of each, and name every change.

    Parameters
    ----------
    texts : iterable of str
        2 to 200 English news articles.
    names : iterable of str, optional
        What they are called, each once; "1", "2" and so on by default.
    dates : iterable of str, date or None, optional
        When they were published, ISO 8601 ("2025-03-14"); None where it is not known.
    model, prior, n_jobs
        As in :func:`mtdetect.score_many`, which judges each text alone. A model of your own tells
        versions by weights of its own, where its corpora had versions to fit them on.

    Returns
    -------
    Comparison

    Raises
    ------
    InvalidTypeError
        If an argument, a text, a name or a date is of a wrong type.
    InvalidValueError
        If there are fewer than 2 or more than 200 texts, as many names or dates as texts are not
        given, a name is given twice, or a date is none.
    ModelError
        If ``model`` is a path and no whole model is there, or its weights of versions are not
        whole.

    Examples
    --------
    >>> import mtdetect
    >>> found = mtdetect.compare(["The council met.", "Rain fell on the coast."])
    >>> [(v.name, v.kind) for v in found.versions]
    [('1', 'unrelated'), ('2', 'unrelated')]
    >>> found.original is None
    True
    """
    given = _texts(texts)
    called = _names(names, len(given))
    dated = _dates(dates, len(given))
    check_share("prior", prior)
    scorer = load_model(model)
    behind = model_of(scorer)
    fitted, lexicon = weights_of(behind), behind.resources.lexicon
    documents = list(score_many(given, model=scorer, prior=prior, n_jobs=n_jobs))
    reader, anchors = Reader(lexicon), AnchorReader(lexicon)
    read = [
        Text(name, date, document, reader.read(document.text), anchors.shingles(document.text))
        for name, date, document in zip(called, dated, documents, strict=True)
    ]
    found = stories([t.shingles for t in read], lambda i: read[i].reading)
    finder = SwapFinder(lexicon)
    clusters: list[Cluster] = [
        cluster(
            [[read[i] for i in family] for family in story.families],
            fitted,
            lexicon,
            finder,
            doubtful=story.doubtful,
        )
        for story in found
    ]
    return Comparison(tuple(sorted(clusters, key=lambda c: -len(c))))


def model_of(scorer: object) -> Model:
    """Give the model that versions are read with; the shipped one for a scorer that has none."""
    return scorer.model if isinstance(scorer, Engine) else shipped()


def _texts(texts: Iterable[str]) -> list[str]:
    if isinstance(texts, str | bytes):
        raise InvalidTypeError(
            f"compare takes a list of texts, got one {type(texts).__name__}: pass [one, other]"
        )
    check_no_table(texts, "compare", "pass one column, list(frame['text'])")
    if not isinstance(texts, Iterable):
        raise InvalidTypeError(
            f"compare takes a list of texts, got {type(texts).__name__}: pass a list of str"
        )
    given = list(texts)
    for place, text in enumerate(given):
        check_text(text, f"texts[{place}]")
    if not 2 <= len(given) <= MOST_TEXTS:
        advice = (
            "pass another version, or use mtdetect.score for one text"
            if len(given) < 2
            else "use mtdetect compare --batch for many"
        )
        raise InvalidValueError(
            f"compare got {counted(len(given), 'text')}; it takes 2 to {MOST_TEXTS}: {advice}"
        )
    return given


def _names(names: Iterable[str] | None, n: int) -> list[str]:
    if names is None:
        return [str(place) for place in range(1, n + 1)]
    if isinstance(names, str | bytes) or not isinstance(names, Iterable):
        raise InvalidTypeError(f"names is {names!r}; pass a list of str, one a text")
    given = list(names)
    for name in given:
        if not isinstance(name, str):
            raise InvalidTypeError(f"a name is {name!r}; pass str")
    if len(given) != n:
        raise InvalidValueError(f"names has {len(given)} for {n} texts; pass one a text")
    if len(set(given)) < n:
        twice = next(name for name in given if given.count(name) > 1)
        raise InvalidValueError(f"the name {twice!r} is given twice; every text needs its own")
    return given


def _dates(dates: Iterable[Date] | None, n: int) -> Sequence[str | None]:
    if dates is None:
        return [None] * n
    if isinstance(dates, str | bytes) or not isinstance(dates, Iterable):
        raise InvalidTypeError(f"dates is {dates!r}; pass a list, one date or None a text")
    given = list(dates)
    if len(given) != n:
        raise InvalidValueError(
            f"dates has {len(given)} for {n} texts; pass one a text, None where it is not known"
        )
    return [_date(d) for d in given]


def _date(given: Date) -> str | None:
    if _is_missing(given):
        return None
    if isinstance(given, datetime.date):
        return given.isoformat()
    if not isinstance(given, str):
        raise InvalidTypeError(f"a date is {given!r}; pass '2025-03-14', a date or None")
    if moments(given) is None:
        raise InvalidValueError(
            f"{given!r} is no date; pass ISO 8601, as '2025-03-14', or None where it is not known"
        )
    return given


def _is_missing(given: object) -> bool:
    """Tell None and what tables have in its place."""
    unlike: object = given != given  # NaN and NaT are unlike themselves; of NA it is NA
    if isinstance(unlike, bool | np.bool_):
        return given is None or bool(unlike)
    return unlike is given
