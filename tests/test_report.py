from __future__ import annotations

import gc
import weakref
from functools import partial
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdetect.results import (
    KINDS,
    LABELS,
    REASONS,
    Document,
    Evidence,
    Explanation,
    Label,
    Paragraph,
)
from mtdetect.show.report import document_html, opening, page, paragraph_html
from mtdetect.show.verdict import printable

_VOID = {"meta", "link"}


class _Reader(HTMLParser):
    """Reads a page: elements must nest; tells text outside and inside of tips."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.paragraphs: list[str] = []
        self.tips: list[str] = []
        self.title = ""
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = (tag, dict(attrs))
        self.elements.append(element)
        if tag not in _VOID:
            self.open.append(element)
        if element[1].get("class") == "mtd-text":
            self.paragraphs.append("")
        if element[1].get("role") == "tooltip":
            self.tips.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        classes = [attributes.get("class") for _, attributes in self.open]
        if "mtd-tip" in classes:
            self.tips[-1] += data
        elif "mtd-text" in classes and "mtd-k" not in classes:
            self.paragraphs[-1] += data
        elif self.open and self.open[-1][0] == "title":
            self.title += data


_TEXT = st.text(st.characters(exclude_categories=()), min_size=1, max_size=40)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    pieces = draw(st.lists(_TEXT, min_size=0, max_size=4))
    text = "\n\n".join(pieces)
    paragraphs = []
    at = 0
    for piece in pieces:
        end = at + len(piece)
        ranges = draw(st.lists(st.tuples(st.integers(at, end), st.integers(at, end)), max_size=5))
        evidence = tuple(
            Evidence(
                draw(st.sampled_from(KINDS)),
                min(span),
                max(span),
                text[min(span) : max(span)],
                draw(st.none() | _TEXT),
                draw(st.floats(-5, 5)),
                draw(st.just("") | _TEXT),
            )
            for span in sorted(ranges)
        )
        score = draw(st.none() | st.floats(0, 1))
        label = None if score is None else draw(st.sampled_from(LABELS))
        reason = draw(st.sampled_from(REASONS)) if score is None else None
        flagged = score is not None and score > 0.9
        paragraphs.append(
            Paragraph(
                piece, at, end, score, label, flagged, None, score, None, reason,
                partial(Explanation, evidence),
            )
        )  # fmt: skip
        at = end + 2
    score = max((p.score for p in paragraphs if p.score is not None), default=None)
    verdict: Label | None = None if score is None else "spun"
    return Document(text, score, verdict, (score or 0) > 0.9, paragraphs=tuple(paragraphs))


@given(documents(), _TEXT)
def test_a_page_carries_the_text_to_the_letter(doc: Document, title: str) -> None:
    html = page(doc, title=title)
    html.encode("utf-8")
    read = _Reader(html)
    assert read.title == printable(title)
    assert read.paragraphs == [printable(p.text) for p in doc.paragraphs]


@given(documents())
def test_every_evidence_has_one_mark_and_one_tip(doc: Document) -> None:
    read = _Reader(page(doc, title="x"))
    marks = [a for tag, a in read.elements if tag == "mark"]
    tips = {a["id"] for _, a in read.elements if a.get("role") == "tooltip"}
    assert len(marks) == len(tips) == len(doc.evidence)
    assert {m["aria-describedby"] for m in marks} == tips
    assert all(m["tabindex"] == "0" for m in marks)
    ids = [a["id"] for _, a in read.elements if "id" in a]
    assert len(ids) == len(set(ids))


@given(documents())
def test_a_fragment_carries_the_text_and_touches_nothing_outside_itself(doc: Document) -> None:
    for html in [document_html(doc), *(paragraph_html(p) for p in doc.paragraphs)]:
        read = _Reader(html)
        assert read.elements[0][1]["class"] == "mtdetect mtd-cell"
        assert not {tag for tag, _ in read.elements} & {"html", "head", "body", "script", "link"}
    assert _Reader(document_html(doc)).paragraphs == [printable(p.text) for p in doc.paragraphs]


@given(documents())
def test_a_page_needs_no_script_and_names_no_address(doc: Document) -> None:
    read = _Reader(page(doc, title="x"))
    assert "script" not in {tag for tag, _ in read.elements}
    for tag, attributes in read.elements:
        assert "src" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        address = attributes.get("href") or "#"
        assert address.startswith("#") or (tag, address) == ("link", "data:,")


ARTICLE = "They purchased army gear. <script>alert('x')</script> & left."


def _paragraph(**changes: object) -> Paragraph:
    evidence = (Evidence("odd_swap", 15, 24, "army gear", "military equipment", 1.25),)
    fields: dict[str, object] = {
        "text": ARTICLE, "start": 0, "end": len(ARTICLE), "score": 0.93, "label": "spun",
        "flagged": True, "probabilities": None, "alone": 0.9,
        "explainer": lambda: Explanation(evidence),
    }  # fmt: skip
    return Paragraph(**{**fields, **changes})  # type: ignore[arg-type]


class _Title(str):
    """A title that can be watched: plain strings cannot be referred to weakly."""

    __slots__ = ("__weakref__",)


def test_what_a_page_was_called_is_not_kept() -> None:
    title = _Title("Storm closes the coast road")
    watched = weakref.ref(title)
    assert f"<title>{title}</title>" in page(Document("", None, None, False), title=title)
    del title
    gc.collect()
    assert watched() is None


def test_what_is_added_to_the_head_of_one_page_stands_on_no_other() -> None:
    opening("One", "page.css").append("<p>One alone</p>")
    assert opening("One", "page.css")[-1] == "<body>"


def test_a_tip_gives_kind_suggestion_message_and_weight() -> None:
    (tip,) = _Reader(paragraph_html(_paragraph())).tips
    assert tip.startswith("Odd swap")
    assert "military equipment" in tip
    assert "does not fit" in tip
    assert "+1.25" in tip


def test_a_high_bar_that_is_not_flagged_is_not_called_human() -> None:
    p = {"human": 0.09, "spun": 0.9, "translated": 0.01}
    leaning = _paragraph(score=0.91, label="human", flagged=False, probabilities=p)
    doc = Document(ARTICLE, 0.91, "human", False, p, 0.0, paragraphs=(leaning,))
    html = page(doc, title="x")
    assert "Paragraph 1: leans towards spun, not flagged, score 0.91" in html
    assert ">human<" not in html.replace("</span>human<", ">human<")


def test_markup_in_an_article_stays_text() -> None:
    doc = Document(ARTICLE, 0.93, "spun", True, paragraphs=(_paragraph(),))
    for html in (page(doc, title="</title><script>"), document_html(doc)):
        assert "<script" not in html
        assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; left." in html


def test_abstention_is_said_in_plain_words() -> None:
    short = _paragraph(score=None, label=None, flagged=False, reason="too_short", explainer=None)
    assert "not judged: too short" in paragraph_html(short)


def test_the_objects_show_themselves_in_a_notebook() -> None:
    paragraph = _paragraph()
    doc = Document(ARTICLE, 0.93, "spun", True, paragraphs=(paragraph,))
    assert doc._repr_html_() == document_html(doc)
    assert paragraph._repr_html_() == paragraph_html(paragraph)


def test_two_outputs_of_one_notebook_share_no_ids() -> None:
    first = _Reader(paragraph_html(_paragraph()))
    second = _Reader(paragraph_html(_paragraph(text=ARTICLE.upper())))
    ids = [{a["id"] for _, a in read.elements if "id" in a} for read in (first, second)]
    assert ids[0]
    assert not ids[0] & ids[1]


@pytest.mark.parametrize("weight", [-0.4, 0.0, 0.3, 0.6, 2.0])
def test_marks_tell_how_strong_they_are(weight: float) -> None:
    evidence = Evidence("style", 0, 4, "They", None, weight)
    html = paragraph_html(_paragraph(explainer=lambda: Explanation((evidence,))))
    (mark,) = (a for tag, a in _Reader(html).elements if tag == "mark")
    strength = {
        -0.4: "mtd-against", 0.0: "mtd-w0", 0.3: "mtd-w1", 0.6: "mtd-w2", 2.0: "mtd-w3"
    }[weight]  # fmt: skip
    assert mark["class"] == f"mtd-e k-style {strength}"
