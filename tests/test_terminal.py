from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from mtdetect.results import KINDS, Document, Evidence, Explanation, Paragraph
from mtdetect.show.report import page
from mtdetect.show.terminal import render
from mtdetect.show.verdict import CAVEAT, KIND_WORDS, headline

TEXT = "The metropolis council hired english guides. They purchased army gear at $ 40."
FOUND = (
    Evidence("odd_swap", 4, 22, "metropolis council", "city council", 1.9),
    Evidence("lost_capital", 29, 36, "english", "English", 0.4),
    Evidence("collocation", 45, 69, "They purchased army gear", None, 0.8),
    Evidence("odd_swap", 60, 69, "army gear", "military equipment", 3.0),
    Evidence("typography", 73, 77, "$ 40", None, 0.3, "a space after the currency sign"),
)
SHORT = "Read more"


def _document(text: str = TEXT, found: tuple[Evidence, ...] = FOUND) -> Document:
    explanation = Explanation(found)
    article = f"{text}\n\n{SHORT}"
    first = Paragraph(
        text, 0, len(text), 0.97, "spun", True, None, 0.9, 4.0, None, lambda: explanation
    )
    second = Paragraph(
        SHORT, len(text) + 2, len(article), None, None, False, None, None, reason="too_short"
    )
    return Document(article, 0.97, "spun", True, share=1.0, paragraphs=(first, second))


def _console(width: int = 80, *, terminal: bool = False, encoding: str = "utf-8") -> Console:
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    if terminal:
        return Console(
            file=file, width=width, force_terminal=True, color_system="standard", _environ={}
        )
    return Console(file=file, width=width, force_terminal=False, _environ={})


def _printed(doc: Document, console: Console, name: str | None = None) -> str:
    render(doc, console, name=name)
    file = console.file
    assert isinstance(file, io.TextIOWrapper)
    file.flush()
    assert isinstance(file.buffer, io.BytesIO)
    return file.buffer.getvalue().decode(file.encoding)


def test_verdict_stands_first_with_its_caveat() -> None:
    doc = _document()
    lines = _printed(doc, _console(200), "news.txt").splitlines()
    assert lines[0] == "news.txt"
    assert lines[2] == headline(doc)
    assert CAVEAT in " ".join(lines)


def test_evidence_stands_in_brackets_when_not_a_terminal() -> None:
    text = _printed(_document(), _console(200))
    assert (
        "The [metropolis council | S → city council] hired [english | C → English] guides. "
        "[They purchased [army gear | S → military equipment] | W] at "
        "[$ 40 | P: a space after the currency sign]."
    ) in " ".join(text.split())


@pytest.mark.parametrize(("suggestion", "shown"), [(" ", "(a space)"), ("", "(nothing)")])
def test_a_suggestion_that_shows_no_letter_can_be_seen(suggestion: str, shown: str) -> None:
    text = "He spoke to Anselmo.  already on the road."
    found = (Evidence("broken_sentence", 19, 22, ".  ", suggestion, 0.5),)
    doc = _document(text, found)
    assert f"Anselmo[. | B → {shown}]already" in " ".join(_printed(doc, _console(200)).split())
    assert (
        page(doc, title="A").count(f"<bdi>{shown}</bdi>") == 2
    )  # beside the mark, and in the list


def test_what_is_wrong_is_told_where_it_first_occurs() -> None:
    text = "It cost $ 40 and $ 50."
    found = tuple(
        Evidence("typography", at, at + 4, text[at : at + 4], None, 0.3, "a space after the sign")
        for at in (8, 17)
    )
    shown = " ".join(_printed(_document(text, found), _console(200)).split())
    assert "It cost [$ 40 | P: a space after the sign] and [$ 50 | P]." in shown


def test_scores_labels_and_reasons_are_given() -> None:
    text = _printed(_document(), _console())
    assert " 1  ██████████ 0.97  spun, flagged\n" in text
    assert " 2  not judged: too short\n    Read more\n" in text


def test_a_high_score_that_is_not_flagged_is_not_called_human() -> None:
    doc = _document(found=())
    p = {"human": 0.09, "spun": 0.01, "translated": 0.9}
    leaning = replace(doc.paragraphs[0], label="human", flagged=False, probabilities=p, score=0.91)
    text = _printed(replace(doc, paragraphs=(leaning,)), _console())
    assert "0.91  leans towards machine-translated, not flagged\n" in text


def test_the_kinds_present_are_explained_and_no_others() -> None:
    text = _printed(_document(), _console(200))
    present = {e.kind for e in FOUND}
    for kind in KINDS:
        assert (KIND_WORDS[kind].meaning in text) == (kind in present)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("terminal", [False, True])
def test_no_line_is_wider_than_the_console(width: int, terminal: bool) -> None:
    text = _printed(_document(), _console(width, terminal=terminal))
    lines = re.sub("\x1b\\[[0-9;]*m", "", text).splitlines()
    assert max(map(len, lines)) <= min(width, 100)


def test_a_terminal_gets_underlined_spans() -> None:
    text = _printed(_document(), _console(200, terminal=True))
    assert re.search("\x1b\\[[0-9;]*4[0-9;]*marmy gear", text)
    assert "(S → military equipment)" in text


def test_an_ascii_console_gets_ascii() -> None:
    doc = _document("“Budget” officers bought Zoë’s army gear twice.", ())
    text = _printed(doc, _console(encoding="ascii"))
    assert text.isascii()
    assert "?Budget? officers" in text
    assert "########## 0.97" in text


_WORDS = st.text(st.characters(exclude_categories=()), min_size=1, max_size=30)


@given(_WORDS, _WORDS, st.sampled_from(["utf-8", "ascii", "cp1252"]), st.integers(20, 120))
def test_no_control_code_reaches_a_file(
    text: str, suggestion: str, encoding: str, width: int
) -> None:
    found = (Evidence("odd_swap", 0, len(text), text, suggestion, 1.0, suggestion),)
    printed = _printed(_document(text, found), _console(width, encoding=encoding), text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", printed)


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))), max_size=5))
def test_whatever_is_marked_the_article_is_all_there(ranges: list[tuple[int, int]]) -> None:
    found = tuple(
        Evidence("style", min(r), max(r), TEXT[min(r) : max(r)], None, 0.1) for r in sorted(ranges)
    )
    text = _printed(_document(found=found), _console(100))
    article = text.split("spun, flagged\n")[1].split(" 2  not judged")[0]
    bare = "".join(article.split()).replace("[", "").replace("|Y]", "")
    assert bare == "".join(TEXT.split())
