"""A run writes over nothing that is not its own."""

import argparse
import json
from pathlib import Path

import pytest

from mtdetect.cli import batch as cli_batch


@pytest.fixture(autouse=True)
def fake_model(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "batch_support"))
    from fake_model import FakeModel

    from mtdetect import api

    monkeypatch.setattr(api, "load_model", lambda source: FakeModel())


def call(*arguments):
    parser = argparse.ArgumentParser()
    cli_batch.add_parser(parser.add_subparsers())
    return cli_batch.run(parser.parse_args(["batch", *map(str, arguments)]))


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps({"text": f"Day {i}."}) + "\n" for i in range(20)))
    return path


# The page of the summary


@pytest.mark.parametrize("name", ["b.html", "notes.md", "below/c.txt"])
def test_the_page_writes_over_no_file_of_an_input_folder(tmp_path, capsys, name):
    folder = tmp_path / "articles"
    (folder / "below").mkdir(parents=True)
    (folder / "a.txt").write_text("Rain fell.")
    (folder / name).write_text("The only copy.")
    (tmp_path / "link").symlink_to(folder)
    for given in (folder, tmp_path / "link"):
        assert call(given, "-o", tmp_path / "o.jsonl", "--summary", folder / name) == 2
        told = capsys.readouterr().err
        assert f"would overwrite {folder / name}" in told
        assert "choose another name" in told
    assert (folder / name).read_text() == "The only copy."
    assert not (tmp_path / "o.jsonl.parts").exists()


def test_the_page_may_lie_in_an_input_folder_and_be_written_again(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Rain fell.")
    for name in ("summary.html", "summary"):
        for _ in range(2):
            page = folder / name
            assert call(folder, "-o", tmp_path / f"{name}.jsonl", "--summary", page, "-q") == 0
            assert "1 article scored" in page.read_text(encoding="utf-8")


def test_where_the_page_cannot_be_written_nothing_is_scored(news, tmp_path, capsys, monkeypatch):
    output = tmp_path / "o.jsonl"
    assert call(news, "-o", output, "--summary", tmp_path / "none" / "page.html") == 2
    assert f"folder {tmp_path}/none does not exist; create it" in capsys.readouterr().err
    assert call(news, "-o", output, "--summary", f"{output}.parts/page.html") == 2
    assert "where the run keeps its state" in capsys.readouterr().err
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert call(news, "-o", output, "--summary", tmp_path / "page.html") == 2
    assert f"folder {tmp_path} cannot be written to" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [news]
