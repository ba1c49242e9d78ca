"""``mtdetect compare`` on a few files: what it prints, writes and refuses."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from mtdetect.cli import compare as command
from mtdetect.cli.main import main

FOLDER = Path(__file__).resolve().parents[1] / "examples" / "versions"
HERALD, BUZZ, COURIER = (str(FOLDER / f"{name}.txt") for name in ("herald", "buzz", "courier"))


def test_files_side_by_side(
    shipped: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    files = [str(path) for path in sorted(FOLDER.glob("*.txt"))]
    assert main(["compare", *files, "--json", "-o", str(page)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["original"] == HERALD
    assert "instead of: <bdi>timber</bdi>" in page.read_text("utf-8")


def test_a_table_for_people(shipped: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", HERALD, COURIER]) == 0
    assert "wire copy" in capsys.readouterr().out
    assert main(["compare", HERALD, BUZZ]) == 0
    assert "swaps," in " ".join(capsys.readouterr().out.split())


def test_the_page_goes_to_standard_output(
    shipped: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", HERALD, COURIER, "-o", "-"]) == 0
    assert capsys.readouterr().out.startswith("<!DOCTYPE html>")


def test_the_page_is_utf_8_where_standard_output_is_not(
    shipped: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="latin-1"))
    assert main(["compare", HERALD, BUZZ, "-o", "-"]) == 0
    assert "“" in out.getvalue().decode("utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([HERALD], "is one text, and comparing takes 2 to 200: name another version"),
        ([str(FOLDER)], f"use mtdetect compare --batch {FOLDER} -o clusters.jsonl"),
        ([HERALD, "{folder}/many.jsonl"], "use mtdetect compare --batch {folder}/many.jsonl"),
        ([HERALD, "missing.txt"], "missing.txt does not exist"),
        ([HERALD, HERALD], "is given twice; name every file once"),
        ([HERALD, os.path.relpath(HERALD)], "is given twice; name every file once"),
        (["-", "-"], "- is given twice"),
        ([HERALD, BUZZ, "--model", ""], "model is an empty string; pass a path"),
        ([HERALD, BUZZ, "-o", HERALD], "the page would overwrite"),
        ([HERALD, BUZZ, "-o", "{folder}"], "is a directory: name a file in it"),
        ([HERALD, BUZZ, "-o", "{folder}/no/page.html"], "no does not exist: make it"),
        ([HERALD, BUZZ, "--json", "-o", "-"], "cannot both go to standard output"),
        ([HERALD, BUZZ, "--dates", "2025-03-14"], "--dates has 1 date for 2 files"),
        ([HERALD, BUZZ, "--dates", "soon,"], "'soon' is no date"),
        ([HERALD, BUZZ, "--dates", "2025-13-01,"], "or nothing between the commas"),
        ([HERALD, BUZZ, "-o", "page.pdf"], "the page is HTML; name it page.html"),
        ([HERALD, BUZZ, "--names-only"], "--names-only is for files of many articles; add --batch"),
        ([HERALD, BUZZ, "--singles"], "--singles is for files of many articles"),
        ([HERALD, BUZZ, "--date-field", "date"], "--date-field is for files of many articles"),
        ([HERALD, BUZZ, "--engine", "dask"], "--engine is for files of many articles"),
        (["--batch", "{folder}/many.jsonl", "-o", "-"], "--batch needs -o OUTPUT"),
        (["--batch", "{folder}/many.jsonl", "-o", "{folder}"], "is a folder; name a file"),
        (
            ["--batch", "{folder}/many.jsonl", "-o", "{folder}/o.parquet"],
            "JSON Lines is written; name it {folder}/o.jsonl",
        ),
        (["--batch", "{folder}/many.jsonl", "-o", "{folder}/o.CSV"], "what .CSV says"),
        (["--batch", "{folder}/many.jsonl", "-o", "{folder}/o.html"], "what .html says"),
        (
            ["--batch", "{folder}/many.jsonl", "-o", "{folder}/o.jsonl.gz"],
            "have to be packed, which is not supported; name it {folder}/o.jsonl",
        ),
        (
            ["--batch", "{folder}/many.jsonl", "-o", "{folder}/new/"],
            "name a file in it, as {folder}/new/clusters.jsonl",
        ),
        (["--batch", "{folder}/none.jsonl", "-o", "{folder}/o"], "none.jsonl does not exist"),
    ],
)
def test_careless_calls_are_told_what_to_do(
    shipped: object,
    arguments: list[str],
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "many.jsonl").write_text('{"text": "The council met."}\n')
    before = Path(HERALD).read_bytes()
    assert main(["compare", *(a.format(folder=tmp_path) for a in arguments)]) == 2
    told = capsys.readouterr()
    assert words.format(folder=tmp_path) in told.err
    assert not told.out
    assert "Traceback" not in told.err
    assert Path(HERALD).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["many.jsonl"]


def test_an_interruption_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "_batch", interrupted)
    assert main(["compare", "--batch", "a.jsonl", "-o", str(tmp_path / "out.jsonl")]) == 2
    assert "interrupted; the same command continues" in capsys.readouterr().err
