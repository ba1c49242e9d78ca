from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path
from types import ModuleType

import pytest

import mtdetect
from mtdetect.cli import report as cli_report
from mtdetect.errors import ModelError
from mtdetect.results import Document, Paragraph

TEXT = "The harbour master waited for the last boat, as he had promised."


@pytest.fixture
def scored(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, object, float, float, str]]:
    """Stand in for the model: every text is human; keeps what was asked of it."""
    asked: list[tuple[str, object, float, float, str]] = []

    def score(text: str, *, model: object, prior: float, fpr: float, spare: str) -> Document:
        if model == "missing":
            raise ModelError("missing holds no model")
        asked.append((text, model, prior, fpr, spare))
        paragraph = Paragraph(text, 0, len(text), 0.1, "human", False, None, 0.1)
        return Document(text, 0.1, "human", False, share=0.0, paragraphs=(paragraph,))

    api = ModuleType("mtdetect.api")
    api.score = score  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "mtdetect.api", api)
    monkeypatch.setattr(mtdetect, "api", api, raising=False)
    return asked


def _run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    cli_report.add_parser(parser.add_subparsers())
    args = parser.parse_args(["report", *arguments])
    code: int = args.run(args)
    return code


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "boat & crew.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.usefixtures("scored")
def test_writes_a_page_beside_the_file(article: Path) -> None:
    assert _run(str(article)) == 0
    html = article.with_name("boat & crew.txt.html").read_text(encoding="utf-8")
    assert html.startswith("<!DOCTYPE html>")
    assert "<title>boat &amp; crew.txt</title>" in html
    assert TEXT in html


@pytest.mark.usefixtures("scored")
def test_writes_where_it_is_told_under_the_title_given(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    assert _run(str(article), "-o", str(out), "--title", "The last boat") == 0
    assert "<title>The last boat</title>" in out.read_text(encoding="utf-8")


@pytest.mark.usefixtures("scored")
def test_a_page_is_made_anew_over_the_one_before(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    for title in ("First", "Second"):
        assert _run(str(article), "-o", str(out), "--title", title) == 0
    assert "<title>Second</title>" in out.read_text(encoding="utf-8")


def test_model_prior_and_rate_are_passed_on(
    article: Path, scored: list[tuple[str, object, float, float, str]]
) -> None:
    assert _run(str(article)) == 0
    others = ("--model", "mine", "--prior", "0.1", "--fpr", "0.001", "--spare", "everyone")
    assert _run(str(article), *others) == 0
    assert scored == [
        (TEXT, None, 0.5, 0.01, "newsrooms"),
        (TEXT, "mine", 0.1, 0.001, "everyone"),
    ]


@pytest.mark.usefixtures("scored")
def test_reads_standard_input_and_writes_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert _run("-", "-o", "-") == 0
    assert TEXT.encode() in capsysbinary.readouterr().out


@pytest.mark.usefixtures("scored")
@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["{folder}/none.txt"], "none.txt"),
        (["{folder}"], "is a directory: name its files"),
        (["{folder}/data.csv"], "use mtdetect batch"),
        (["{folder}/bad.txt"], "UTF-8"),
        (["-"], "-o PAGE"),
        (["{folder}/good.txt", "-o", "{folder}/good.txt"], "overwrite"),
        (["{folder}/good.txt", "-o", "{folder}/none/page.html"], "none"),
        (["{folder}/good.txt", "-o", "{folder}/page.pdf"], "name it {folder}/page.html"),
        (["{folder}/good.txt", "-o", "{folder}/mine.html"], "mine.html exists and is no page"),
        (["{folder}/good.txt", "--model", "missing"], "holds no model"),
    ],
)
def test_wrong_use_is_told_in_one_line_with_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], complaint: str
) -> None:
    (tmp_path / "bad.txt").write_bytes(b"caf\xe9")
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "data.csv").write_text(TEXT, encoding="utf-8")
    (tmp_path / "mine.html").write_text("<p>Mine.", encoding="utf-8")
    assert _run(*(a.format(folder=tmp_path) for a in arguments)) == 2
    told = capsys.readouterr().err
    assert complaint.format(folder=tmp_path) in told
    assert (tmp_path / "mine.html").read_text(encoding="utf-8") == "<p>Mine."
    assert told.count("\n") == 1
    assert (tmp_path / "good.txt").read_text(encoding="utf-8") == TEXT
