"""A run writes over nothing that is not its own."""

import argparse
import json

import pytest

from mtdetect.batch import score_files
from mtdetect.cli import batch as cli_batch
from mtdetect.errors import DataError, InvalidValueError

pytestmark = pytest.mark.usefixtures("fake_model")


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


@pytest.mark.parametrize("name", ["thesis", "page.html"])
def test_the_page_writes_over_no_file_that_is_no_page(news, tmp_path, capsys, name):
    page = tmp_path / "elsewhere" / name
    page.parent.mkdir()
    page.write_text("The only copy.")
    assert call(news, "-o", tmp_path / "o.jsonl", "--summary", page) == 2
    assert "is no page by mtdetect; it is left alone" in capsys.readouterr().err
    assert page.read_text() == "The only copy."
    page.write_text("")  # as a temporary file is made
    assert call(news, "-o", tmp_path / "o.jsonl", "--summary", page, "-q") == 0


def test_the_page_is_not_called_what_it_is_not(news, tmp_path, capsys):
    assert call(news, "-o", tmp_path / "o.jsonl", "--summary", tmp_path / "page.pdf") == 2
    assert f"name it {tmp_path}/page.html" in capsys.readouterr().err
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


# The output and what stands beside it


def test_what_is_no_file_of_error_records_is_left_alone(news, tmp_path, capsys):
    errors = tmp_path / "o.jsonl.errors.jsonl"
    for theirs in ('{"text": "The only copy."}\n', "notes\n"):
        errors.write_text(theirs)
        assert call(news, "-o", tmp_path / "o.jsonl") == 2
        told = capsys.readouterr().err
        assert f"{errors}, where this run would write error records, holds something else" in told
        assert "choose another output, or move it away" in told
        assert errors.read_text() == theirs
    assert not (tmp_path / "o.jsonl.parts").exists()
    errors.unlink()
    errors.mkdir()
    assert call(news, "-o", tmp_path / "o.jsonl") == 2
    assert "holds something else" in capsys.readouterr().err


def test_error_records_of_an_earlier_run_may_be_written_over(news, tmp_path):
    output, state = tmp_path / "o.jsonl", tmp_path / "o.jsonl.parts"
    news.write_bytes(news.read_bytes() + b'{"id": 3, "text": null}\n')
    assert call(news, "-o", output, "-q") == 1
    for name in (*state.iterdir(), state, output):
        name.rmdir() if name.is_dir() else name.unlink()
    assert (tmp_path / "o.jsonl.errors.jsonl").stat().st_size
    assert call(news, "-o", output, "-q", "--keep-text") == 1


@pytest.mark.parametrize("name", ["notes.txt", "000000.jsonl", "plan.json"])
def test_a_folder_that_no_run_made_is_left_alone(news, tmp_path, capsys, name):
    state = tmp_path / "o.jsonl.parts"
    state.mkdir()
    (state / name).write_text("The only copy.")
    assert call(news, "-o", tmp_path / "o.jsonl") == 2
    assert f"{state}, where this run would keep its state, holds {name}" in capsys.readouterr().err
    assert [path.read_text() for path in state.iterdir()] == ["The only copy."]


def test_a_finished_run_deletes_its_own_files_only(news, tmp_path):
    output, state = tmp_path / "o.jsonl", tmp_path / "o.jsonl.parts"
    assert call(news, "-o", output, "-q", "--shard", "1/1") == 0
    (state / "notes.txt").write_text("The only copy.")
    (state / "more").mkdir()
    (state / f"000000.jsonl.{'a' * 32}.tmp").touch()  # of a job that was killed
    assert call(news, "-o", output, "-q") == 0
    left = {path.name for path in state.iterdir()}
    assert left == {"plan.jsonl", "complete.json", "lock", "notes.txt", "more"}
    assert call(news, "-o", output, "-q") == 0


def test_a_run_that_was_killed_before_its_plan_stood_is_continued(news, tmp_path):
    state = tmp_path / "o.jsonl.parts"
    state.mkdir()
    (state / "lock").touch()
    (state / f"plan.jsonl.{'0' * 32}.tmp").touch()
    assert call(news, "-o", tmp_path / "o.jsonl", "-q") == 0


def test_an_output_that_is_no_name_of_a_file_is_refused(news, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert call(news, "-o", "-") == 2
    assert "output - would be a file of that name" in capsys.readouterr().err
    assert call(news, "-o", "scores/") == 2
    assert "name a file in it, as scores/scores.jsonl" in capsys.readouterr().err
    with pytest.raises(InvalidValueError, match="nothing to standard output"):
        score_files(news, "-")
    with pytest.raises(DataError, match="is a folder"):
        score_files(news, f"{tmp_path}/none/")
    assert list(tmp_path.iterdir()) == [news]


@pytest.mark.parametrize("name", ["a.unknown", "b.jsonl"])
def test_where_no_plan_can_be_made_nothing_is_left_behind(news, tmp_path, monkeypatch, name):
    from mtdetect.readers import describe

    def closed(path):
        if path.endswith("b.jsonl"):
            raise PermissionError(13, "Permission denied", path)
        return describe(path)

    (tmp_path / name).touch()
    monkeypatch.setattr("mtdetect.readers.describe", closed)
    assert call(news, tmp_path / name, "-o", tmp_path / "o.jsonl") == 2
    assert sorted(tmp_path.iterdir()) == sorted([news, tmp_path / name])


def test_a_bad_entry_of_a_folder_is_told_and_the_others_are_scored(tmp_path, capsys):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Rain fell.")
    (folder / "b.txt").symlink_to(folder / "gone.txt")
    (folder / "c.txt").symlink_to(folder / "a.txt")
    assert call(folder, "-o", tmp_path / "o.jsonl") == 0
    told = capsys.readouterr().err
    assert "1 article scored" in told
    assert f"cannot be opened (no permission, a link to nowhere, a pipe): 1 ({folder}/b" in told
    assert f"other names of what is read: 1 ({folder}/c.txt); a file is read once" in told
