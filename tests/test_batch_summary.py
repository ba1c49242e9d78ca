import dataclasses
import logging
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

import mtdetect
from mtdetect.batch.outcome import BatchSummary
from mtdetect.batch.progress import LogLines, watch
from mtdetect.batch.summary import summary_lines, summary_page, write_summary
from mtdetect.batch.tally import Tally
from mtdetect.readers import BadRecord, Position, Record
from mtdetect.readers.leavings import is_page
from mtdetect.results import Document, Evidence, Explanation, Paragraph
from mtdetect.show import report

HOSTILE = '"><script>alert(1)</script><img src=x onerror="alert(1)">'


def article(source, score, swap=None):
    span = Evidence("odd_swap", 0, 1, swap or "War", "peace", 1.0)
    label = "spun" if score > 0.5 else "human"
    scored = Paragraph(
        "x", 0, 1, score, label, score > 0.9, None, score,
        explainer=lambda: Explanation((span,), 0.0),
    )  # fmt: skip
    short = Paragraph("y", 3, 4, None, None, False, None, None, reason="too_short")
    record = Record("id", "x\n\ny", Position("f", 1), source)
    return record, Document("x\n\ny", score, label, score > 0.9, paragraphs=(scored, short))


def tally_of(articles, errors=()):
    tally = Tally()
    for entry in articles:
        tally.count_document(*article(*entry), evidence=True)
    for cause in errors:
        tally.count_error(BadRecord(Position("f", 1), cause))
    return tally


entries = st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 1), st.sampled_from("uv")))


@given(entries, entries)
def test_counts_of_parts_add_up_to_counts_of_the_whole(one, two):
    added = Tally.from_dict(tally_of(one).to_dict())
    added.add(Tally.from_dict(tally_of(two).to_dict()))
    assert added.to_dict() == tally_of(one + two).to_dict()


def test_counts():
    tally = tally_of(
        [("a", 0.95), ("a", 0.2), ("b", 1.0)],
        ["bad UTF-8: invalid start byte (byte 3)", "bad UTF-8: unexpected end of data (byte 9)"],
    )
    assert (tally.articles, tally.flagged, tally.paragraphs) == (3, 2, 6)
    assert tally.labels == {"spun": 2, "human": 1}
    assert tally.reasons == {"too_short": 3}
    assert tally.causes == {"bad UTF-8": 2}
    assert tally.swaps == {("war", "peace"): 3}
    assert tally.scores == [0, 0, 1, 0, 0, 0, 0, 0, 0, 2]


def summary_of(tally, merged=True):
    return BatchSummary("out.jsonl", "out.jsonl.errors.jsonl", 4, 2, merged, tally)


def test_lines_say_what_happened():
    tally = tally_of([("a", 0.95), ("b", 0.2)], ["bad JSON: x"])
    text = "\n".join(summary_lines(summary_of(tally)))
    assert "2 articles scored, 1 flagged (50.0%); 4 paragraphs, 1 flagged (25.0%)" in text
    assert "articles by label: 1 human, 1 spun" in text
    assert "paragraphs not judged: 2 too short" in text
    assert "a: 1 of 1 (100.0%)" in text
    assert "war > peace: 2" in text
    assert "1 record failed, see out.jsonl.errors.jsonl:" in text
    unmerged = "\n".join(summary_lines(summary_of(tally, merged=False)))
    assert "give the command without --shard to merge" in unmerged


def test_skipped_files_are_told(tmp_path):
    summary = dataclasses.replace(summary_of(Tally()), skipped=("news/x.pdf", "news/<y>"))
    told = "files skipped, since their suffix tells no format: 2 (news/x.pdf, news/<y>)"
    assert told in "\n".join(summary_lines(summary))
    assert "2 (news/x.pdf, news/&lt;y&gt;)" in summary_page(summary)


class Audit(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []
        self.links = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [v for k, v in attrs if k in ("src", "href") or k.startswith("on")]


def test_page_is_self_contained_and_escapes_everything(tmp_path):
    tally = tally_of([(HOSTILE, 0.95, HOSTILE), ("b", 0.2)], [HOSTILE])
    write_summary(summary_of(tally), str(tmp_path / "page.html"), title=HOSTILE)
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    audit = Audit()
    audit.feed(page)
    assert audit.links == ["data:,"]  # an empty icon: without it browsers ask a server for one
    assert not {"script", "img", "iframe"} & set(audit.tags)
    assert audit.tags.count("svg") >= 4
    assert not re.search(r"https?://", page)
    assert "&lt;script&gt;" in page


def test_pages_are_known_again_by_those_who_read_folders(tmp_path):
    pages = {
        "summary.html": summary_page(summary_of(Tally())),
        "report.html": report.page(mtdetect.score("Nothing to judge here."), title="Report"),
    }
    for name, page in pages.items():
        (tmp_path / name).write_text(page, encoding="utf-8")
        assert is_page(str(tmp_path / name))


def test_page_of_a_run_without_articles():
    page = summary_page(summary_of(Tally()))
    assert "0 articles scored" in page


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_one_log_line_a_minute(caplog):
    clock = Clock()
    lines = LogLines(1000, before=100, clock=clock)
    with caplog.at_level(logging.INFO, "mtdetect.batch"):
        for second in range(0, 200, 10):
            clock.now = float(second)
            lines.update(Tally(articles=100 + second * 5, flagged=10), 25)
    assert len(caplog.messages) == 3
    assert caplog.messages[0] == (
        "17% done, 400 articles, 5/s, 2.5% flagged, 0 errors, about 5 min left"
    )


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_goes_to_a_bar_or_to_the_log(terminal, capsys):
    console = Console(force_terminal=terminal, stderr=True, width=100)
    with watch(100, show=True, console=console) as watcher:
        watcher.update(Tally(articles=7), 100)
        assert isinstance(watcher, LogLines) is not terminal
    assert ("7 articles" in capsys.readouterr().err) is terminal
