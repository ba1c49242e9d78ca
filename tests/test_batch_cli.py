import argparse
import json
import shutil
import sys
import types

import pytest

from mtdetect.cli import batch as cli_batch

pytestmark = pytest.mark.usefixtures("fake_model")


def call(*arguments):
    parser = argparse.ArgumentParser()
    cli_batch.add_parser(parser.add_subparsers())
    args = parser.parse_args(["batch", *map(str, arguments)])
    return cli_batch.run(args)


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps({"text": f"Day {i}."}) + "\n" for i in range(20)))
    return path


def test_exit_code_0_and_summary(news, tmp_path, capsys):
    page = tmp_path / "page.html"
    assert call(news, "-o", tmp_path / "o.jsonl", "--summary", page) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "20 articles scored" in captured.err
    assert "20 articles scored" in page.read_text(encoding="utf-8")


def test_exit_code_1_where_records_failed(news, tmp_path, capsys):
    news.write_bytes(news.read_bytes() + b"{\n")
    assert call(news, "-o", tmp_path / "o.jsonl") == 1
    assert "1 record failed" in capsys.readouterr().err


def test_error_records_that_were_deleted_are_not_pointed_to(news, tmp_path, capsys):
    output, errors = tmp_path / "o.jsonl", tmp_path / "o.jsonl.errors.jsonl"
    news.write_bytes(news.read_bytes() + b"{\n")
    assert call(news, "-o", output) == call(news, "-o", output) == 1
    assert capsys.readouterr().err.count(f"1 record failed, see {errors}:") == 2
    before = errors.read_bytes()
    errors.unlink()
    assert call(news, "-o", output) == 1
    told = capsys.readouterr().err
    assert f"1 record failed; {errors}, which told them, has been deleted since" in told
    assert f"delete {output}.parts and {output}, too, and give the same command" in told
    shutil.rmtree(f"{output}.parts")
    output.unlink()
    assert call(news, "-o", output) == 1
    assert errors.read_bytes() == before


@pytest.mark.parametrize("text", ["", "{", "[]", "{}"])
def test_the_mark_of_a_finished_run_may_be_damaged(news, tmp_path, capsys, text):
    output = tmp_path / "o.jsonl"
    mark = tmp_path / "o.jsonl.parts" / "complete.json"
    call(news, "-o", output)
    before = output.read_bytes()
    mark.write_text(text)
    if text in ("", "{"):
        assert call(news, "-o", output) == 2
        told = capsys.readouterr().err
        assert f"{mark} holds no JSON" in told
        assert "delete it and give the same command again" in told
        mark.unlink()
    assert call(news, "-o", output) == 0
    assert output.read_bytes() == before


def test_where_no_record_had_a_text_one_message_says_all_that_is_needed(tmp_path, capsys):
    odd, output = tmp_path / "odd.csv", tmp_path / "o.jsonl"
    odd.write_text("id,story\n1,Rain fell.\n2,Snow fell.\n")
    assert call(odd, "-o", output) == 1
    told = capsys.readouterr().err
    assert "no text field; name it with --text-field" in told
    assert f"delete {output}.parts and {output} first, or choose another output" in told
    assert call(odd, "-o", output, "--text-field", "story") == 2
    assert f"delete {output}.parts and {output})" in capsys.readouterr().err
    shutil.rmtree(f"{output}.parts")
    output.unlink()
    assert call(odd, "-o", output, "--text-field", "story") == 0
    assert "nothing was scored" not in capsys.readouterr().err


def test_exit_code_2_where_nothing_can_be_done(tmp_path, capsys):
    assert call(tmp_path / "nowhere.jsonl", "-o", tmp_path / "o.jsonl") == 2
    assert "nowhere.jsonl does not exist" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [("--prior", "1"), ("--fpr", "1.5"), ("--jobs", "0")])
def test_what_is_out_of_range_is_told_before_any_work(news, tmp_path, capsys, wrong):
    assert call(news, "-o", tmp_path / "o.jsonl", *wrong) == 2
    told = capsys.readouterr().err
    assert wrong[0].strip("-")[-4:] in told
    assert told.count("\n") == 1
    assert list(tmp_path.iterdir()) == [news]


def test_rate_that_the_model_has_no_threshold_for(news, tmp_path, capsys, monkeypatch):
    monkeypatch.undo()  # the shipped model
    assert call(news, "-o", tmp_path / "o.jsonl", "--fpr", "0.02") == 2
    assert "fpr is 0.02; this model has thresholds for 0.01, 0.001" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [news]


def test_the_page_writes_over_nothing(news, tmp_path, capsys):
    before = news.read_bytes()
    for page in (news, tmp_path / "o.jsonl", tmp_path / "o.jsonl.errors.jsonl", tmp_path):
        assert call(news, "-o", tmp_path / "o.jsonl", "--summary", page) == 2
        assert f"{page}" in capsys.readouterr().err
    assert news.read_bytes() == before
    assert list(tmp_path.iterdir()) == [news]


def test_skipped_files_are_told_unless_quiet(news, tmp_path, capsys):
    (tmp_path / "x.pdf").touch()
    assert call(tmp_path, "-o", tmp_path / "o.jsonl") == 0
    assert f"1 ({tmp_path}/x.pdf)" in capsys.readouterr().err
    assert call(tmp_path, "-o", tmp_path / "o.jsonl", "-q") == 0
    assert capsys.readouterr().err == ""


def test_fields_that_no_record_had_are_told_with_what_the_run_was_made_with(news, tmp_path, capsys):
    page = tmp_path / "page.html"
    options = ("--keep-fields", "nope,text,<x>", "--summary", page)
    assert call(news, "-o", tmp_path / "o.jsonl", *options) == 0
    assert "no scored article had: <x>, nope; check their names" in capsys.readouterr().err
    text = page.read_text(encoding="utf-8")
    assert "no scored article had: &lt;x&gt;, nope; check their names" in text
    assert (
        f"Model {'f' * 12}, false-positive rate 0.01 (spared: newsrooms), prior 0.5." in text
    )  # of FakeModel


def test_a_field_of_the_id_that_no_record_had_is_told(news, tmp_path, capsys):
    page = tmp_path / "page.html"
    call(news, "-o", tmp_path / "o.jsonl", "--id-field", "<key>", "--summary", page)
    told = "no scored article had its id in field <key>, so their ids are files and lines; check"
    assert told in capsys.readouterr().err
    assert told.replace("<key>", "&lt;key&gt;") in page.read_text(encoding="utf-8")
    # Not where one had it, nor where none was asked for.
    news.write_bytes(news.read_bytes() + b'{"key": 7, "text": "Rain."}\n')
    call(news, "-o", tmp_path / "p.jsonl", "--id-field", "key")
    call(news, "-o", tmp_path / "q.jsonl")
    assert "--id-field" not in capsys.readouterr().err


def test_scheduler_needs_its_engine(news, tmp_path, capsys):
    assert call(news, "-o", tmp_path / "o", "--scheduler", "tcp://10.0.0.1:8786") == 2
    assert "--engine dask" in capsys.readouterr().err


def test_every_option_reaches_the_run(monkeypatch, tmp_path):
    seen = {}

    def score_files(inputs, output, **options):
        seen.update(options, inputs=inputs, output=output)
        return types.SimpleNamespace(exit_code=0)

    monkeypatch.setattr("mtdetect.batch.run.score_files", score_files)
    assert (
        call(
            "a", "b", "-o", "o", "--format", "csv", "--text-field", "t", "--id-field", "i",
            "--max-record-mb", 2, "--model", "m", "--prior", 0.1, "--fpr", 0.02, "--spare",
            "everyone", "--evidence",
            "--keep-text", "--keep-fields", "x,y", "-j", 3, "--engine", "dask", "--scheduler", "s",
            "--shard", "2/5", "--shard-mb", 0.5, "--retranslate", "doubtful", "-q",
        )
        == 0
    )  # fmt: skip
    assert seen == {
        "inputs": ["a", "b"], "output": "o", "model": "m", "prior": 0.1, "fpr": 0.02,
        "spare": "everyone", "n_jobs": 3,
        "engine": "dask", "scheduler": "s", "shard": (2, 5), "text_field": "t", "id_field": "i",
        "keep_fields": ("x", "y"), "keep_text": True, "evidence": True, "input_format": "csv",
        "shard_bytes": 2**19, "max_record_bytes": 2**21, "progress": False,
        "retranslate": "doubtful",
    }  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        ("--shard", "0/3"),
        ("--shard", "x"),
        ("--prior", "x"),
        ("--shard-mb", "0"),
        ("--shard-mb", "x"),
        ("--fpr", "no"),
    ],
)
def test_wrong_use_is_explained(wrong, capsys):
    with pytest.raises(SystemExit) as caught:
        call("a", "-o", "o", *wrong)
    assert caught.value.code == 2
    assert wrong[0] in capsys.readouterr().err


def test_help_names_exit_codes(capsys):
    with pytest.raises(SystemExit):
        call("--help")
    assert "Exit codes: 0" in capsys.readouterr().out
    assert sys.exc_info() == (None, None, None)
