"""What a run over files of many articles found, as numbers and in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mtdetect.compare.versions import VERSION_KINDS
from mtdetect.show.verdict import counted, printable


@dataclass(frozen=True)
class CompareSummary:
    """What a run of :func:`mtdetect.compare.batch.compare_files` did.

    Attributes
    ----------
    output, errors : str
        The files written.
    articles : int
        Articles read: ``in_clusters`` and ``alone`` together.
    clusters, in_clusters : int
        Stories of two texts or more, and articles in them.
    alone, too_short, no_text : int
        Articles without another version; those of them that share names or figures with another
        but are too short to tell, and those without a word.
    failed : int
        Records that cannot be read.
    kinds : mapping of str to int
        Versions of the stories by kind; empty where nothing was judged. Of very many of one story
        the first are judged, so that these may be fewer than ``in_clusters``.
    date_field : str or None
        Where dates were looked for.
    dated, bad_dates : int
        Articles with a date, and articles of which it is not in ISO 8601 and was left out.
    """

    output: str
    errors: str
    articles: int
    clusters: int
    in_clusters: int
    alone: int
    too_short: int
    no_text: int
    failed: int
    kinds: Mapping[str, int] = field(default_factory=dict)
    date_field: str | None = None
    dated: int = 0
    bad_dates: int = 0

    @property
    def exit_code(self) -> int:
        """0 where every record was read, 1 where some were not."""
        return 1 if self.failed else 0


def summary_lines(summary: CompareSummary) -> Iterator[str]:
    r"""Say what a run did, a few lines of plain text.

    Parameters
    ----------
    summary : CompareSummary

    Examples
    --------
    >>> done = CompareSummary(
    ...     "out.jsonl", "out.jsonl.errors.jsonl", 21, 3, 14, 7, 2, 1, 6,
    ...     {"original": 3, "spun": 4, "wire copy": 7})
    >>> print(*summary_lines(done), sep="\n")
    21 articles: 14 of them in 3 stories of two versions or more, 7 without another version
    without another version: 2 too short to tell, 1 without text
    versions by kind: 3 original, 7 wire copy, 4 spun
    6 records not read, see out.jsonl.errors.jsonl
    written: out.jsonl
    """
    yield (
        f"{counted(summary.articles, 'article')}: {summary.in_clusters:,} of them in "
        f"{counted(summary.clusters, 'story', 'stories')} of two versions or more, "
        f"{summary.alone:,} without another version"
    )
    why = {"too short to tell": summary.too_short, "without text": summary.no_text}
    if any(why.values()):
        yield "without another version: " + ", ".join(f"{n:,} {w}" for w, n in why.items() if n)
    if summary.kinds:
        told = [f"{summary.kinds[k]:,} {k}" for k in VERSION_KINDS if summary.kinds.get(k)]
        if left := summary.in_clusters - sum(summary.kinds.values()):
            told.append(f"{left:,} not judged (of stories in very many versions the first are)")
        yield "versions by kind: " + ", ".join(told)
    if summary.date_field is not None:
        left_out = f", {summary.bad_dates:,} not in ISO 8601 and left out"
        yield (
            f"dates in {printable(summary.date_field)!r}: {summary.dated:,} read"
            + (left_out if summary.bad_dates else "")
            + ("" if summary.dated else "; is it the name of the field?")
        )
    if summary.failed:
        yield f"{counted(summary.failed, 'record')} not read, see {summary.errors}"
    yield f"written: {summary.output}"
