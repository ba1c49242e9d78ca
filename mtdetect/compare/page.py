"""Versions of stories as HTML: one self-contained page, or a fragment for a notebook.

A row a paragraph of the original, a column a version; on a narrow screen the columns stand below
each other. Like the page of one article it needs no script and no network, escapes whatever comes
from outside, and every mark can be reached by keyboard.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from mtdetect import segment
from mtdetect.compare.versions import Change, ChangeKind, Cluster, Version
from mtdetect.compare.wording import KEY, alone_words, in_order, swap_noun
from mtdetect.show.report import escape, opening, style_of
from mtdetect.show.report_marks import Mark, nest
from mtdetect.show.verdict import CAVEAT, score_words

# Columns that a page shows in full; the others are in the table only.
_MOST_COLUMNS = 24
_MOST_CHANGES = 400
# With so many beside the original the columns hardly fit into a window.
_MANY_COLUMNS = 3
# An original that is less sure is told with more reserve.
_PROBABLY = 0.9
_STYLE: dict[ChangeKind, tuple[str, str]] = {
    "swap": ("odd_swap", "swapped words"),
    "name": ("garbled_name", "name that disagrees"),
    "quotation": ("broken_sentence", "reworded quotation"),
    "figure": ("typography", "altered figure"),
    "added": ("style", "added sentence"),
}
_CHANGE_WORDS: dict[ChangeKind, str] = {
    **{kind: words for kind, (_, words) in _STYLE.items()},
    "dropped": "dropped sentence",
    "moved": "moved paragraph",
}


def page(clusters: Sequence[Cluster], *, title: str = "Versions of a story") -> str:
    """Make one self-contained HTML page of a comparison.

    Parameters
    ----------
    clusters : sequence of Cluster
    title : str
        What the page is called.

    Returns
    -------
    str
        A whole HTML document.

    Examples
    --------
    >>> page((), title="A < B").splitlines()[0]
    '<!DOCTYPE html>'
    """
    name = escape(title)
    parts = [
        *opening(title, "marks.css", "page.css", "versions.css"),
        '<main class="mtdetect mtd-versions">',
        '<a class="mtd-skip" href="#side-by-side">Skip to the versions side by side</a>',
        "<header>",
        '<p class="mtd-kicker">mtdetect compare</p>',
        f"<h1>{name}</h1>",
        f'<p class="mtd-verdict">{escape(headline(clusters))}</p>',
        f'<p class="mtd-caveat">{escape(CAVEAT)}</p>',
        "</header>",
    ]
    first = ' id="side-by-side"'
    for number, cluster in enumerate(clusters, 1):
        if len(cluster) > 1:
            parts += _cluster(cluster, number, first)
            first = ""
    parts += _singles([c.versions[0] for c in clusters if len(c) == 1], first)
    parts += ["</main>", "</body>", "</html>", ""]
    return "\n".join(parts)


def comparison_html(clusters: Sequence[Cluster]) -> str:
    """Make the HTML that a notebook shows for a comparison: the verdicts and the changes."""
    body = [f'<p class="mtd-verdict">{escape(headline(clusters))}</p>']
    prefix = hashlib.sha256(
        "".join(v.text for c in clusters for v in c.versions).encode("utf-8", "surrogatepass")
    ).hexdigest()[:8]
    for number, cluster in enumerate(clusters, 1):
        if len(cluster) > 1:
            body += [_verdicts(cluster.versions), *_lists(cluster, f"{prefix}-{number}")]
    body += _singles([c.versions[0] for c in clusters if len(c) == 1], "")
    style = style_of("marks.css", "notebook.css", "versions.css")
    return "\n".join(['<div class="mtdetect mtd-cell mtd-versions">', style, *body, "</div>"])


def headline(clusters: Sequence[Cluster]) -> str:
    """Say in a sentence what was found.

    Examples
    --------
    >>> headline(())
    'No two of these texts tell the same story.'
    >>> one = Version("a", "", "original", 0.6, {}, None, 0.1, "human", 0.1, "human")
    >>> headline([Cluster("a", 0.6, (one, one))])
    '2 versions of one story; the original is perhaps a (0.60).'
    """
    stories = [c for c in clusters if len(c) > 1]
    if not stories:
        return "No two of these texts tell the same story."
    if len(stories) == 1 and len(clusters) == 1:
        c = stories[0]
        likely = "probably" if c.probability >= _PROBABLY else "perhaps"
        return (
            f"{len(c)} versions of one story; the original is {likely} {c.original} "
            f"({score_words(c.probability)})."
        )
    texts = sum(len(c) for c in stories)
    alone = len(clusters) - len(stories)
    noun = "story" if len(stories) == 1 else "stories"
    return f"{texts} texts tell {len(stories)} {noun} in several versions, {alone} stand alone."


def verdict_words(version: Version) -> str:
    """Say what a version is, and of what."""
    of = (
        f" of {version.source}"
        if version.kind in ("wire copy", "edited")
        else (f" from {version.source}" if version.kind in ("spun", "translated") else "")
    )
    return f"{version.kind}{of}"


def _cluster(cluster: Cluster, number: int, place: str) -> list[str]:
    return [
        f'<section class="mtd-story"{place} tabindex="-1">',
        f"<h2>Story {number}: {len(cluster)} versions</h2>",
        _verdicts(cluster.versions),
        *_legend(cluster),
        *_columns(cluster, f"s{number}"),
        *_lists(cluster, f"s{number}"),
        "</section>",
    ]


def _verdicts(versions: Iterable[Version]) -> str:
    rows = []
    for v in versions:
        alone = escape(alone_words(v))
        if v.reversed:
            alone = f"<s>{alone}</s>"
        reasons = "; ".join(v.reasons)
        rows.append(
            f'<tr><th scope="row"><bdi>{escape(v.name)}</bdi></th>'
            f'<td data-head="Verdict"><strong>{escape(v.kind)}</strong> '
            f"{score_words(v.probability)}</td>"
            f'<td data-head="Alone">{alone}</td>'
            f'<td data-head="Why">{escape(reasons)}</td></tr>'
        )
    return (
        '<table class="mtd-verdicts"><thead><tr><th>Version</th><th>Verdict</th>'
        "<th>Alone</th><th>Why</th></tr></thead><tbody>" + "".join(rows) + "</tbody></table>"
        f'<p class="mtd-hint">{escape(KEY)}</p>'
    )


def _legend(cluster: Cluster) -> list[str]:
    present = dict.fromkeys(
        (kind, _words(v, kind))
        for kind in _STYLE
        for v in cluster.versions
        for c in v.changes
        if c.kind == kind
    )
    items = "".join(
        f'<li><span class="mtd-sample mtd-w2 k-{_STYLE[kind][0]}">{words}</span></li>'
        for kind, words in present
    )
    if not items:
        return []
    return [
        f'<ul class="mtd-legend mtd-kinds">{items}</ul>',
        '<p class="mtd-hint mtd-screen">Point at a mark, tap it or reach it with the Tab key to '
        "read what stood there.</p>",
    ]


def _words(version: Version, kind: ChangeKind) -> str:
    if kind == "swap" and swap_noun(version) != "swap":
        return "other wording"
    return _CHANGE_WORDS[kind]


def _columns(cluster: Cluster, prefix: str) -> list[str]:
    original, *others = cluster.versions
    others = [
        v
        for v in others
        if v.source == original.name and v.passages and v.kind != "independent report"
    ][:_MOST_COLUMNS]
    spans = [
        segment.Span(start + s, start + e)
        for start, end in segment.paragraphs(original.text)
        for s, e in segment.pieces(original.text[start:end])
    ]
    # Of each version, the passages by the row of the original that they stand beside.
    rows: list[list[list[str]]] = [[[] for _ in others] for _ in range(len(spans) + 1)]
    for column, version in enumerate(others):
        at = 0
        for k, passage in enumerate(version.passages):
            if passage.source_start is not None:
                at = next(
                    (i for i, s in enumerate(spans) if s.start <= passage.source_start < s.end), at
                )
            rows[at][column].append(_cell(version, k, f"{prefix}v{column}"))
    heads = "".join(
        f'<th scope="col"><bdi>{escape(v.name)}</bdi><small>{escape(v.kind)}</small></th>'
        for v in (original, *others)
    )
    made = []
    for span, cells in zip(spans, rows, strict=False):
        text = escape(original.text[span.start : span.end])
        made.append(
            f'<tr><td data-head="{escape(original.name)}" class="mtd-original">{text}</td>'
            + "".join(
                f'<td data-head="{escape(v.name)}">'
                + ("".join(cell) or '<p class="mtd-gone">left out</p>')
                + "</td>"
                for v, cell in zip(others, cells, strict=True)
            )
            + "</tr>"
        )
    hint = (
        f'<p class="mtd-hint mtd-screen mtd-wide">{len(others) + 1} columns; the table scrolls '
        "sideways where the window is narrower.</p>"
    )
    return [
        *([hint] if len(others) >= _MANY_COLUMNS else []),
        f'<div class="mtd-scroll" role="region" tabindex="0" '
        f'aria-label="{len(others) + 1} versions side by side" style="--n:{len(others) + 1}">',
        f'<table class="mtd-columns"><thead><tr>{heads}</tr></thead>',
        f"<tbody>{''.join(made)}</tbody></table></div>",
    ]


def _cell(version: Version, place: int, prefix: str) -> str:
    passage = version.passages[place]
    if passage.kind in ("same", "moved") and passage.equal >= 1.0:
        words = "word for word" + (", at another place" if passage.kind == "moved" else "")
        return f'<p class="mtd-same">{words}</p>'
    marks = [
        (start, end, change)
        for change in version.changes
        if change.kind in _STYLE and change.start < change.end
        for start, end in (change.places or ((change.start, change.end),))
        if passage.start <= start and end <= passage.end
    ]
    marks.sort(key=lambda m: (m[0], -m[1]))
    root = nest([(s, e) for s, e, _ in marks], passage.start, passage.end)
    text = "".join(_marked(root, version, [c for _, _, c in marks], f"{prefix}p{place}"))
    note = {"added": "not in the original", "moved": "at another place"}.get(passage.kind)
    lead = f'<span class="mtd-note">{note}</span> ' if note else ""
    return f'<p class="mtd-par mtd-{passage.kind}">{lead}{text}</p>'


def _marked(mark: Mark, version: Version, changes: Sequence[Change], prefix: str) -> Iterator[str]:
    text, at = version.text, mark.start
    for inner in mark.inside:
        yield escape(text[at : inner.start])
        change = changes[inner.index]
        style, words = _STYLE[change.kind][0], _words(version, change.kind)
        name = f"{prefix}m{inner.index}"
        yield (
            f'<mark class="mtd-e mtd-w2 k-{style}" id="{name}" tabindex="0" '
            f'aria-describedby="{name}-why">'
        )
        yield from _marked(inner, version, changes, prefix)
        old = f'<span class="mtd-suggestion">instead of: <bdi>{escape(change.old)}</bdi></span>'
        yield (
            f'</mark><span class="mtd-tip" role="tooltip" id="{name}-why" hidden>'
            f'<span class="mtd-kind">{words.capitalize()}</span>{old if change.old else ""}</span>'
        )
        at = inner.end
    yield escape(text[at : mark.end])


def _lists(cluster: Cluster, prefix: str) -> list[str]:
    """List the changes of every version, closed until they are asked for."""
    found = []
    for v in cluster.versions:
        if not v.changes:
            continue
        rows = "".join(
            f"<tr><td>{_words(v, c.kind)}</td><td><bdi>{escape(c.old) or '–'}</bdi></td>"
            f"<td><bdi>{escape(c.new) or '–'}</bdi></td><td>{c.count}</td></tr>"
            for c in in_order(v)[:_MOST_CHANGES]
        )
        left = len(v.changes) - _MOST_CHANGES
        more = f"<p>and {left:,} more</p>" if left > 0 else ""
        found.append(
            f'<details class="mtd-changes"><summary><bdi>{escape(v.name)}</bdi>, '
            f"{escape(verdict_words(v))}: {len(v.changes):,} changes</summary>"
            "<table><thead><tr><th>Change</th><th>In the source</th><th>Here</th>"
            f"<th>Times</th></tr></thead><tbody>{rows}</tbody></table>{more}</details>"
        )
    return found


def _singles(versions: Sequence[Version], place: str) -> list[str]:
    if not versions:
        return []
    items = "".join(
        f"<li><bdi>{escape(v.name)}</bdi>: {escape(v.reasons[0])}; "
        f"alone: {escape(alone_words(v))}</li>"
        for v in versions
    )
    return [
        f'<section class="mtd-singles"{place}>',
        "<h2>Without another version</h2>",
        f"<ul>{items}</ul>",
        "</section>",
    ]
