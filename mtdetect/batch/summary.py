"""The summary of a run, in plain words and as a self-contained page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mtdetect.batch.outcome import BatchSummary
from mtdetect.batch.storage import write_atomically
from mtdetect.batch.tally import ABSTAINED, BINS, SourceTally, Tally, commonest
from mtdetect.judge.labels import LABELS, REASONS
from mtdetect.show.report import escape, opening
from mtdetect.show.verdict import CAVEAT, REASON_WORDS, counted, printable

_MOST_SOURCES_SHOWN = 50
_MOST_SWAPS_SHOWN = 30
_DIGEST_SHOWN = 12
_WIDTH = 640
_BAR_LEFT, _BAR_RIGHT, _BAR_STEP = 130, 520, 24


def summary_lines(summary: BatchSummary) -> Iterator[str]:
    r"""Say what a run did, a few lines of plain text.

    Parameters
    ----------
    summary : BatchSummary
        From :func:`mtdetect.batch.score_files`.

    Examples
    --------
    >>> counts = Tally(articles=200, flagged=3, paragraphs=1800, flagged_paragraphs=20)
    >>> done = BatchSummary("out.jsonl", "out.jsonl.errors.jsonl", 2, 2, True, counts)
    >>> print(*summary_lines(done), sep="\n")
    200 articles scored, 3 flagged (1.5%); 1,800 paragraphs, 20 flagged (1.1%)
    no record failed
    written: out.jsonl
    """
    counts = summary.counts
    yield (
        f"{counted(counts.articles, 'article')} scored, {counts.flagged:,} flagged "
        f"({_percent(counts.flagged, counts.articles)}); "
        f"{counted(counts.paragraphs, 'paragraph')}, "
        f"{counts.flagged_paragraphs:,} flagged "
        f"({_percent(counts.flagged_paragraphs, counts.paragraphs)})"
    )
    if counts.labels:
        yield "articles by label: " + _listed(_by_label(counts))
    if counts.reasons:
        yield "paragraphs not judged: " + _listed(_by_reason(counts))
    if len(counts.sources) > 1:
        yield f"most flagged of {len(counts.sources):,} sources:"
        for name, source in _top_sources(counts, 10):
            share = _percent(source.flagged, source.articles)
            yield f"  {printable(name)}: {source.flagged:,} of {source.articles:,} ({share})"
    if counts.swaps:
        yield "commonest swaps (found > probably stood there):"
        for (found, meant), times in commonest(counts.swaps, 10):
            yield f"  {printable(found)} > {printable(meant)}: {times:,}"
    yield summary.failed_words + (":" if counts.errors else "")
    for cause, times in counts.causes.most_common(10):
        yield f"  {printable(cause)}: {times:,}"
    if summary.anew_words:
        yield summary.anew_words
    if summary.skipped:
        yield summary.skipped_words
    if summary.lacking_words:
        yield summary.lacking_words
    if summary.merged:
        yield f"written: {summary.output}"
    else:
        yield (
            f"{counted(summary.finished, 'shard')} finished in this share, of {summary.shards:,} "
            "in all; when every share is done, give the command without --shard to merge them"
        )


def write_summary(summary: BatchSummary, path: str, *, title: str = "Batch summary") -> None:
    """Write the summary as a page; see :func:`summary_page`.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    with write_atomically(path) as stream:
        stream.write(summary_page(summary, title=title).encode("utf-8"))


def summary_page(summary: BatchSummary, *, title: str = "Batch summary") -> str:
    """Make one self-contained HTML page with the counts of a run and their plots.

    Parameters
    ----------
    summary : BatchSummary
        From :func:`mtdetect.batch.score_files`.
    title : str
        What the page is called.

    Examples
    --------
    >>> page = summary_page(BatchSummary("o.jsonl", "e.jsonl", 1, 1, True), title="A < B")
    >>> "<title>A &lt; B</title>" in page
    True
    """
    counts = summary.counts
    first = next(summary_lines(summary))
    parts = [
        *opening(title, "page.css", "summary.css"),
        f'<main class="mtd-page"><h1>{escape(title)}</h1>',
        f'<p class="mtd-verdict">{escape(first)}.</p>',
        f'<p class="mtd-caveat">{escape(CAVEAT)}</p>',
        _made_with(summary),
        _section("Articles by label", _bars(_by_label(counts), "articles")),
        _section("Article scores", _histogram(counts.scores)),
        _section("Paragraphs not judged", _bars(_by_reason(counts), "paragraphs")),
        _section(f"Sources ({len(counts.sources):,})", _sources(counts)),
        _section("Commonest swaps", _swaps(counts)),
        _section(f"Failed records ({counts.errors:,})", _causes(counts)),
        _section(
            f"Skipped files ({len(summary.skipped):,})",
            f"<p>{escape(summary.skipped_words)}</p>" if summary.skipped else "",
        ),
        _section(
            "Fields not found",
            f"<p>{escape(summary.lacking_words)}</p>" if summary.lacking_words else "",
        ),
        "</main></body></html>",
    ]
    return "\n".join(part for part in parts if part)


def _made_with(summary: BatchSummary) -> str:
    settings = summary.settings
    if settings is None:
        return ""
    said = (
        f"Model {settings.model[:_DIGEST_SHOWN]}, false-positive rate {settings.fpr:g} "
        f"(spared: {settings.spare}), prior {settings.prior:g}."
    )
    return f'<p class="mtd-hint">{escape(said)}</p>'


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "–"


def _listed(entries: Iterable[tuple[str, str, int]]) -> str:
    return ", ".join(f"{times:,} {name}" for _, name, times in entries)


def _by_label(counts: Tally) -> list[tuple[str, str, int]]:
    entries = [(str(label), str(label), counts.labels[label]) for label in LABELS]
    entries.append((ABSTAINED, "not judged", counts.labels[ABSTAINED]))
    return [entry for entry in entries if entry[2]]


def _by_reason(counts: Tally) -> list[tuple[str, str, int]]:
    entries = [(ABSTAINED, REASON_WORDS[r], counts.reasons[r]) for r in REASONS]
    return [entry for entry in entries if entry[2]]


def _top_sources(counts: Tally, most: int) -> list[tuple[str, SourceTally]]:
    ranked = sorted(counts.sources.items(), key=lambda s: (-s[1].flagged, -s[1].articles, s[0]))
    return ranked[:most]


def _section(heading: str, body: str) -> str:
    return f"<section><h2>{escape(heading)}</h2>{body}</section>" if body else ""


def _bars(entries: Sequence[tuple[str, str, int]], unit: str) -> str:
    if not entries:
        return ""
    most = max(times for _, _, times in entries)
    height = _BAR_STEP * len(entries)
    drawn = []
    for i, (kind, name, times) in enumerate(entries):
        y = i * _BAR_STEP
        width = max(1.0, times / most * (_BAR_RIGHT - _BAR_LEFT))
        drawn.append(
            f'<text x="{_BAR_LEFT - 8}" y="{y + 16}" text-anchor="end">{escape(name)}</text>'
            f'<rect class="mtd-{kind}" x="{_BAR_LEFT}" y="{y + 4}" width="{width:.1f}" '
            f'height="16"/><text x="{_BAR_LEFT + width + 6:.1f}" y="{y + 16}">{times:,}</text>'
        )
    spoken = escape(f"Number of {unit}: {_listed(entries)}")
    return _svg(_WIDTH, height, spoken, "".join(drawn))


def _histogram(scores: Sequence[int]) -> str:
    most = max(scores)
    if not most:
        return ""
    step, floor = _WIDTH / BINS, 120
    drawn = []
    for i, times in enumerate(scores):
        height = times / most * 100
        drawn.append(
            f'<rect class="mtd-score" x="{i * step + 2:.1f}" y="{floor - height:.1f}" '
            f'width="{step - 4:.1f}" height="{height:.1f}"/>'
            f'<text x="{(i + 0.5) * step:.1f}" y="{floor - height - 4:.1f}" '
            f'text-anchor="middle">{times:,}</text>'
            f'<text class="mtd-axis" x="{(i + 0.5) * step:.1f}" y="{floor + 15}" '
            f'text-anchor="middle">{i / BINS:.1f}–{(i + 1) / BINS:.1f}</text>'
        )
    spoken = "Number of articles by score: " + ", ".join(
        f"{times:,} from {i / BINS:.1f} to {(i + 1) / BINS:.1f}" for i, times in enumerate(scores)
    )
    return _svg(_WIDTH, floor + 20, spoken, "".join(drawn))


def _svg(width: int, height: int, spoken: str, inner: str) -> str:
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{spoken}">{inner}</svg>'


def _small_histogram(scores: Sequence[int]) -> str:
    most = max(scores) or 1
    bars = "".join(
        f'<rect x="{i * 10 + 1}" y="{20 - 20 * n / most:.1f}" width="8" '
        f'height="{20 * n / most:.1f}"/>'
        for i, n in enumerate(scores)
    )
    spoken = "articles by score, 0 to 1: " + ", ".join(str(n) for n in scores)
    return _svg(BINS * 10, 20, spoken, bars)


def _sources(counts: Tally) -> str:
    rows = [
        [
            f"<bdi>{escape(name)}</bdi>",
            f"{source.articles:,}",
            f"{source.flagged:,} ({_percent(source.flagged, source.articles)})",
            _small_histogram(source.scores),
        ]
        for name, source in _top_sources(counts, _MOST_SOURCES_SHOWN)
    ]
    table = _table(("source", "articles", "flagged", "scores from 0 to 1"), rows)
    left = len(counts.sources) - _MOST_SOURCES_SHOWN
    return table + (f'<p class="mtd-hint">and {left:,} more</p>' if left > 0 else "")


def _swaps(counts: Tally) -> str:
    rows = [
        [f"<bdi>{escape(found)}</bdi>", f"<bdi>{escape(meant)}</bdi>", f"{times:,}"]
        for (found, meant), times in commonest(counts.swaps, _MOST_SWAPS_SHOWN)
    ]
    return _table(("found", "probably stood there", "times"), rows)


def _causes(counts: Tally) -> str:
    rows = [[escape(cause), f"{times:,}"] for cause, times in counts.causes.most_common(30)]
    return _table(("cause", "records"), rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
