"""The verdict and its evidence as HTML: one self-contained page, or a fragment for a notebook.

Neither needs a script or a network. Everything that comes from outside is escaped; kinds of
evidence differ by the style of their underline and by a letter, not by colour alone; each mark
can be reached by keyboard and says what it means when it is pointed at, tapped or focused.
"""

from __future__ import annotations

import hashlib
import html
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from mtdetect.evidence.finding import KINDS, Evidence, Kind
from mtdetect.show.report_marks import Mark, nest
from mtdetect.show.shown import Document, Paragraph
from mtdetect.show.verdict import (
    CAVEAT,
    KIND_WORDS,
    detail,
    evidence_words,
    headline,
    paragraph_words,
    printable,
    score_words,
    weight_words,
)
from mtdetect.show.wording import BAR_WORDS, suggestion_words

# A page that may load nothing at all, whatever it quotes.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def page(doc: Document, *, title: str) -> str:
    """Make one self-contained HTML page of an article, its verdict and its evidence.

    Parameters
    ----------
    doc : Document
        A scored article.
    title : str
        What the page is called, such as the article's headline or its file.

    Returns
    -------
    str
        A whole HTML document, writable as UTF-8 whatever the article holds.

    Examples
    --------
    >>> from mtdetect.results import Document
    >>> html = page(Document("", None, None, False), title="A < B")
    >>> html.splitlines()[0], "<title>A &lt; B</title>" in html
    ('<!DOCTYPE html>', True)
    """
    name = escape(title)
    numbered = list(_numbered(doc.paragraphs))
    parts = [
        *opening(title, "marks.css", "page.css"),
        '<main class="mtdetect mtd-page">',
        '<a class="mtd-skip" href="#article">Skip to the article</a>',
        "<header>",
        '<p class="mtd-kicker">mtdetect report</p>',
        f"<h1>{name}</h1>",
        f'<p class="mtd-verdict">{escape(headline(doc))}</p>',
    ]
    if said := detail(doc):
        parts.append(f'<p class="mtd-detail">{escape(said)}</p>')
    parts += [f'<p class="mtd-caveat">{escape(CAVEAT)}</p>', "</header>"]
    if doc.paragraphs:
        parts += _run(doc)
    parts += _legend(doc.evidence)
    parts.append(
        '<section class="mtd-article" id="article" aria-label="The article" tabindex="-1">'
    )
    parts += [_paragraph(p, number, first, "") for number, first, p in numbered]
    parts.append("</section>")
    parts += _table(numbered)
    parts += ["</main>", "</body>", "</html>", ""]
    return "\n".join(parts)


def document_html(doc: Document) -> str:
    """Make the HTML that a notebook shows for a document.

    Parameters
    ----------
    doc : Document
        A scored article.

    Returns
    -------
    str
        A fragment whose style touches nothing outside it, for light and dark notebooks.

    Examples
    --------
    >>> from mtdetect.results import Document
    >>> "there is no text to judge" in document_html(Document("", None, None, False))
    True
    """
    prefix = _prefix(doc.text)
    body = [f'<p class="mtd-verdict">{escape(headline(doc))}</p>']
    if said := detail(doc):
        body.append(f'<p class="mtd-detail">{escape(said)}</p>')
    body.append(f'<p class="mtd-caveat">{escape(CAVEAT)}</p>')
    if doc.paragraphs:
        bars = "".join(_bar(p, n, link=None) for n, p in enumerate(doc.paragraphs, 1))
        body.append(f'<div class="mtd-strip" style="--n:{len(doc.paragraphs)}">{bars}</div>')
    body += [_paragraph(p, n, first, prefix) for n, first, p in _numbered(doc.paragraphs)]
    body += _short_legend(doc.evidence)
    return _cell(body)


def paragraph_html(p: Paragraph) -> str:
    """Make the HTML that a notebook shows for a paragraph.

    Parameters
    ----------
    p : Paragraph
        A scored paragraph.

    Returns
    -------
    str
        A fragment whose style touches nothing outside it, for light and dark notebooks.

    Examples
    --------
    >>> from mtdetect.results import Paragraph
    >>> p = Paragraph("<b>", 0, 3, None, None, False, None, None, reason="too_short")
    >>> "&lt;b&gt;" in paragraph_html(p), "too short" in paragraph_html(p)
    (True, True)
    """
    prefix = _prefix(f"{p.start}:{p.text}")
    return _cell([_paragraph(p, None, 1, prefix), *_short_legend(p.evidence)])


def _cell(body: Iterable[str]) -> str:
    style = style_of("marks.css", "notebook.css")
    return "\n".join(['<div class="mtdetect mtd-cell">', style, *body, "</div>"])


def opening(title: str, *styles: str) -> list[str]:
    """Give the lines of a page up to its body, with style sheets of the package set into it."""
    return [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="generator" content="mtdetect">',
        '<link rel="icon" href="data:,">',
        f"<title>{escape(title)}</title>",
        style_of(*styles),
        "</head>",
        "<body>",
    ]


def style_of(*names: str) -> str:
    """Give an element with style sheets of the package."""
    return f"<style>\n{''.join(map(asset, names))}</style>"


@cache
def asset(name: str) -> str:
    """Give the text of a style sheet of the package."""
    return (resources.files("mtdetect.show") / "assets" / name).read_text(encoding="utf-8")


def escape(text: str) -> str:
    """Make any text fit to stand in HTML, between tags or in an attribute."""
    return html.escape(printable(text))


def _prefix(text: str) -> str:
    # Two outputs of one notebook share a page, so their ids must differ; a hash of the text
    # keeps a rerun notebook the same.
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"m{digest[:8]}-"


def _numbered(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[int, int, Paragraph]]:
    """Give each paragraph with its number and the number of its first evidence."""
    first = 1
    for number, p in enumerate(paragraphs, 1):
        yield number, first, p
        first += len(p.evidence)


def _states(p: Paragraph) -> str:
    states = [f"mtd-{p.label}" if p.score is not None and p.label else "mtd-none"]
    if p.score is not None and not p.label:
        states = []
    if p.flagged:
        states.append("mtd-flagged")
    return " ".join(states)


def _bar(p: Paragraph, number: int, *, link: str | None) -> str:
    score = p.score if p.score is not None else 0.0
    words = max(len(p.text.split()), 1)
    said = f"Paragraph {number}: {paragraph_words(p)}"
    if p.score is not None:
        said += f", score {score_words(p.score)}"
    style = f"--s:{min(max(score, 0.0), 1.0):.3f};--w:{words}"
    tag, target = ("span", "") if link is None else ("a", f' href="#{link}"')
    return (
        f'<{tag}{target} class="{_states(p)}" style="{style}" title="{said}">'
        f'<span class="mtd-vh">{said}</span></{tag}>'
    )


def _run(doc: Document) -> list[str]:
    bars = "".join(_bar(p, n, link=f"p{n}") for n, p in enumerate(doc.paragraphs, 1))
    key = "".join(
        f'<span class="mtd-item"><span class="mtd-strip mtd-key" aria-hidden="true">'
        f'<span class="mtd-{label}" style="--s:1;--w:1"></span></span>{words}</span> '
        for label, words in BAR_WORDS.items()
    )
    return [
        '<figure class="mtd-run">',
        f'<nav class="mtd-strip" style="--n:{len(doc.paragraphs)}" '
        f'aria-label="Scores of the paragraphs in order">{bars}</nav>',
        "<figcaption>Each bar is a paragraph: as wide as it is long, as high as its score. "
        f'▴ flagged.<span class="mtd-keys">{key}</span></figcaption>',
        "</figure>",
    ]


def _sample(kind: Kind) -> str:
    words = KIND_WORDS[kind]
    return (
        f'<span class="mtd-sample mtd-w2 k-{kind}">{words.name}'
        f'<sup class="mtd-k" aria-hidden="true">{words.letter}</sup></span>'
    )


def _legend(evidence: Iterable[Evidence]) -> list[str]:
    counts = Counter(e.kind for e in evidence)
    if not counts:
        return []
    items = [
        f"<li>{_sample(kind)} {KIND_WORDS[kind].meaning} "
        f'<span class="mtd-count">({counts[kind]})</span></li>'
        for kind in KINDS
        if counts[kind]
    ]
    return [
        '<section class="mtd-legend">',
        "<h2>What is marked</h2>",
        "<ul>",
        *items,
        "</ul>",
        '<p class="mtd-hint mtd-screen">Point at a mark, tap it or reach it with the Tab key '
        "to read why.</p>",
        "</section>",
    ]


def _short_legend(evidence: Iterable[Evidence]) -> list[str]:
    present = {e.kind for e in evidence}
    if not present:
        return []
    items = "".join(f"<li>{_sample(kind)}</li>" for kind in KINDS if kind in present)
    return [f'<ul class="mtd-legend">{items}</ul>']


def _paragraph(p: Paragraph, number: int | None, first: int, prefix: str) -> str:
    meta = []
    if number is not None:
        meta.append(f'<span class="mtd-no">{number}</span>')
    meta.append(f'<span class="mtd-label">{escape(paragraph_words(p))}</span>')
    if p.score is not None:
        share = min(max(p.score, 0.0), 1.0)
        meta.append(f'<span class="mtd-score">{score_words(p.score)}</span>')
        meta.append(f'<span class="mtd-bar" style="--s:{share:.3f}" aria-hidden="true"></span>')
    place = f' id="{prefix}p{number}"' if number is not None else ""
    root = nest([(e.start, e.end) for e in p.evidence], p.start, p.end)
    text = "".join(_marked(root, p, first, prefix))
    return (
        f'<section class="mtd-par {_states(p)}"{place}>\n<p class="mtd-meta">{" ".join(meta)}</p>\n'
        f'<p class="mtd-text">{text}</p>\n</section>'
    )


def _marked(mark: Mark, p: Paragraph, first: int, prefix: str) -> Iterator[str]:
    """Give the text within a mark, with the marks inside it."""
    at = mark.start
    for inner in mark.inside:
        yield escape(p.text[at - p.start : inner.start - p.start])
        evidence = p.evidence[inner.index]
        number = first + inner.index
        name = f"{prefix}e{number}"
        letter = KIND_WORDS[evidence.kind].letter
        yield (
            f'<mark class="mtd-e k-{evidence.kind} {_strength(evidence)}" id="{name}" '
            f'tabindex="0" aria-describedby="{name}-why">'
        )
        yield from _marked(inner, p, first, prefix)
        yield (
            f'<sup class="mtd-k" aria-hidden="true">{letter}'
            f'<span class="mtd-n">{number}</span></sup></mark>'
        )
        yield _tip(evidence, f"{name}-why")
        at = inner.end
    yield escape(p.text[at - p.start : mark.end - p.start])


def _tip(evidence: Evidence, name: str) -> str:
    # Hidden by attribute, not by style alone: where a viewer drops the style, the text stays clean.
    suggestion = ""
    if evidence.suggestion is not None:
        words = f"<bdi>{escape(suggestion_words(evidence.suggestion))}</bdi>"
        suggestion = f'<span class="mtd-suggestion">probably: {words}</span>'
    return (
        f'<span class="mtd-tip" role="tooltip" id="{name}" hidden>'
        f'<span class="mtd-kind">{_capital(KIND_WORDS[evidence.kind].name)}</span>{suggestion}'
        f'<span class="mtd-message">{escape(evidence_words(evidence))}</span>'
        f'<span class="mtd-weight">{_capital(weight_words(evidence.weight))}</span></span>'
    )


def _strength(evidence: Evidence) -> str:
    if evidence.weight <= 0:
        return "mtd-against" if evidence.weight else "mtd-w0"
    return "mtd-w1" if evidence.weight < 0.5 else "mtd-w2" if evidence.weight < 1.5 else "mtd-w3"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _table(numbered: Iterable[tuple[int, int, Paragraph]]) -> list[str]:
    rows = []
    for paragraph_number, first, p in numbered:
        for number, e in enumerate(p.evidence, first):
            letter = KIND_WORDS[e.kind].letter
            words = f"<bdi>{escape(e.text)}</bdi>"
            if e.suggestion is not None:
                words += f" → <em><bdi>{escape(suggestion_words(e.suggestion))}</bdi></em>"
            why = f'<span class="mtd-why">{escape(evidence_words(e))}</span>'
            rows.append(
                f'<tr><td><a href="#e{number}">{letter}{number}</a></td>'
                f"<td>{words}{why}</td><td>{paragraph_number}</td>"
                f"<td>{_signed(e.weight)}</td></tr>"
            )
    if not rows:
        return []
    return [
        '<section class="mtd-all">',
        "<h2>All the evidence</h2>",
        "<table><thead><tr><th>No.</th><th>Words, and what probably stood there</th>"
        '<th><abbr title="paragraph">Par.</abbr></th><th>Weight</th></tr></thead>',
        "<tbody>",
        *rows,
        "</tbody></table>",
        "<footer>A weight is a share in the log-odds of its paragraph, without the others: +0.69 "
        "doubles the odds of a machine, −0.69 halves them.</footer>",
        "</section>",
    ]


def _signed(weight: float) -> str:
    return f"{'+' if weight >= 0 else '−'}{abs(weight):.2f}"
