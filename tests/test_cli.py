"""The command line: exit codes, JSON lines, what is told about files that cannot be read."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtdetect
from mtdetect.cli import main as cli
from mtdetect.cli.names import short_names
from mtdetect.show.verdict import headline
from mtdetect.training.measure.steps import STEPS

ROOT = Path(__file__).resolve().parents[1]
STORY = (
    "The ferry company said on Thursday that it would add two boats to the island route before "
    "summer, after passengers complained of waiting for hours in the rain.\n\nRead more\n"
)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    return path


def test_json_is_one_object_a_line_with_the_name_of_the_file(
    story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "café.txt"
    other.write_text("Nothing here", "utf-8")
    assert cli.main(["score", "--json", str(story), str(other)]) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first == {"file": str(story), **mtdetect.score(STORY).to_dict()}
    assert (second["file"], second["score"]) == (str(other), None)


def test_people_read_the_article_with_its_verdict(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["score", str(story)]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert headline(mtdetect.score(STORY)) in shown
    assert "in the rain" in shown
    assert "not judged: boilerplate Read more" in shown


def test_standard_input_is_named_with_a_dash(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    assert cli.main(["score", "--json", "-"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record == {"file": "-", **mtdetect.score(STORY).to_dict()}


def test_a_page_in_a_folder_that_is_not_there_says_so(
    story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "no" / "folder"
    assert cli.main(["report", str(story), "-o", str(folder / "page.html")]) == 2
    assert f"there is no folder {folder}; make it first" in capsys.readouterr().err


def test_a_web_page_is_read_as_one_under_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("trafilatura")
    paragraphs = "".join(f"<p>{part}</p>" for part in STORY.split("\n\n"))
    page = (
        f"<!DOCTYPE html>\n<html><body><article>{paragraphs * 3}</article></body></html>".encode()
    )
    told = []
    for name in ("page.html", "page.xhtml", "page"):
        (tmp_path / name).write_bytes(page)
        assert cli.main(["score", "--json", str(tmp_path / name)]) == 0
        told.append(json.loads(capsys.readouterr().out)["paragraphs"])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page)))
    assert cli.main(["score", "--json", "-"]) == 0
    told.append(json.loads(capsys.readouterr().out)["paragraphs"])
    assert told[0]
    assert all(one == told[0] for one in told)


@pytest.mark.parametrize("content", [b"", b" \n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_no_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    (tmp_path / "empty.txt").write_bytes(content)
    assert cli.main(["score", "--json", str(tmp_path / "empty.txt")]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["score"], record["label"], record["paragraphs"]) == (None, None, [])
    assert cli.main(["score", str(tmp_path / "empty.txt")]) == 0


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("none.txt", "none.txt does not exist"),
        ("", "an empty name is no file"),
        (".", "is a directory: name its files"),
        ("latin.txt", "iconv -f WINDOWS-1252 -t UTF-8"),
        ("a.jsonl", "use mtdetect batch"),
        ("a.json", "use mtdetect batch"),
        ("a.CSV", "use mtdetect batch"),
        ("a.tsv", "use mtdetect batch"),
        ("a.parquet", "use mtdetect batch"),
        ("a.warc", "use mtdetect batch"),
        ("a.txt.gz", "use mtdetect batch"),
        ("none.jsonl", "none.jsonl does not exist"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_is_scored(
    story: Path, capsys: pytest.CaptureFixture[str], name: str, told: str
) -> None:
    (story.parent / "latin.txt").write_bytes(b"caf\xe9")
    for data in ("a.jsonl", "a.json", "a.CSV", "a.tsv", "a.parquet", "a.warc", "a.txt.gz"):
        (story.parent / data).write_text(STORY, "utf-8")
    file = str(story.parent / name) if name else ""
    assert cli.main(["score", "--json", file, str(story)]) == 2
    shown = capsys.readouterr()
    assert told in shown.err
    assert shown.err.startswith("mtdetect: ")
    assert shown.err.count("\n") == 1
    assert [json.loads(line)["file"] for line in shown.out.splitlines()] == [str(story)]


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (["--prior", "7"], "prior is 7.0; it must lie above 0 and below 1"),
        (["--fpr", "0.5"], "fpr is 0.5; this model has thresholds for 0.01, 0.001"),
        (["--model", "nowhere"], "nowhere"),
        (["--model", "mine.joblib"], "mine.joblib is a pickle"),
        (["--model", ""], "model is an empty string; pass a path"),
        (["-", "-"], "- is given twice"),
    ],
)
def test_a_wrong_option_is_told_once_before_anything_is_scored(
    story: Path, capsys: pytest.CaptureFixture[str], option: list[str], told: str
) -> None:
    assert cli.main(["score", "--json", *option, str(story), str(story)]) == 2
    shown = capsys.readouterr()
    assert told in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["score"],
        ["judge", "a.txt"],
        ["score", "--prior", "much", "a"],
        ["score", "--loud", "a"],
    ],
)
def test_wrong_use_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2
    assert "usage: mtdetect" in capsys.readouterr().err


def test_an_option_that_a_command_lacks_is_told_with_the_usage_of_that_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        cli.main(["score", "-j", "2", "a.txt"])
    shown = capsys.readouterr().err
    assert shown.startswith("usage: mtdetect score")
    assert "mtdetect score --help" in shown


def test_options_may_stand_between_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "-b.txt"):
        Path(name).write_text("The council met on Monday.", "utf-8")
    told = []
    for line in ("--json a.txt a.txt", "a.txt --json a.txt", "a.txt a.txt --json"):
        assert cli.main(["score", *line.split()]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1] == told[2]
    assert cli.main(["score", "--json", "--", "-b.txt"]) == 0
    assert json.loads(capsys.readouterr().out)["file"] == "-b.txt"


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"mtdetect {mtdetect.__version__}\n"


def test_the_folder_of_all_versions_is_dropped_where_people_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(ROOT / "examples" / "versions" / f"{n}.txt") for n in ("herald", "buzz")]
    assert cli.main(["compare", *files, "-o", str(tmp_path / "page.html")]) == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "<bdi>herald.txt</bdi>" in page
    assert "examples" not in page
    assert cli.main(["compare", *files, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["original"] in files


_NAMES = st.lists(st.sampled_from(["a", "b", ".."]), min_size=1, max_size=4)


@given(st.lists(_NAMES.map("/".join), min_size=1, max_size=5), st.booleans())
def test_short_names_differ_where_the_files_do(names: list[str], absolute: bool) -> None:
    files = [os.path.normpath(f"{'/' * absolute}{name}/c.txt") for name in names]
    short = short_names(files)
    assert len(set(short)) == len(set(files))
    assert all(
        file == name or file.endswith(f"/{name}") for file, name in zip(files, short, strict=True)
    )


@pytest.mark.parametrize("command", [["score"], ["score", "--json"], ["report"]])
def test_addresses_are_refused_in_so_many_words(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*command, "https://news.example/story.html"]) == 2
    told = capsys.readouterr().err
    assert "https://news.example/story.html is an address" in told
    assert "save the page and give its file" in told


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("score", "batch", "report", "train", "evaluate"):
        with pytest.raises(SystemExit) as caught:
            cli.main([command, "--help"])
        assert caught.value.code == 0
        assert f"usage: mtdetect {command}" in capsys.readouterr().out


def test_the_prior_and_the_rate_are_passed_on(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["score", "--json", "--prior", "0.01", "--fpr", "0.001", str(story)]) == 0
    record = json.loads(capsys.readouterr().out)
    expected = mtdetect.score(STORY, prior=0.01, fpr=0.001)
    assert (record["score"], record["fpr"]) == (expected.score, 0.001)


@pytest.mark.parametrize(
    "command", [["train", "--out", "{folder}/out"], ["evaluate", "--out", "{folder}"]]
)
def test_missing_corpora_or_models_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    arguments = [a.format(folder=tmp_path) for a in command]
    assert cli.main([*arguments, "--data", str(tmp_path / "nowhere")]) == 2
    assert str(tmp_path) in capsys.readouterr().err


@pytest.mark.parametrize("options", [[], ["--gate"]])
def test_a_folder_without_a_model_to_measure_is_told_by_its_option(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["evaluate", "--data", "/nope", *options]) == 2
    told = capsys.readouterr().err
    assert "--out models holds no model (models/manifest.json is missing)" in told
    assert "reinstall" not in told


def test_help_on_training_says_how_long_how_it_ends_and_which_steps_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    helps = {}
    for command in ("train", "evaluate"):
        with pytest.raises(SystemExit):
            cli.main([command, "--help"])
        helps[command] = " ".join(capsys.readouterr().out.split())
        assert "Exit codes: 0" in helps[command]
    assert "about 40 minutes on two cores" in helps["train"]
    assert "some hours on two cores" in helps["evaluate"]
    assert "(default: models, as in a clone)" in helps["evaluate"]
    assert all(step in helps["evaluate"] for step in STEPS)


def test_a_gate_without_floors_is_told(
    tmp_path: Path, shipped: mtdetect.Model, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped.save(tmp_path)
    assert cli.main(["evaluate", "--gate", "--out", str(tmp_path), "--data", str(tmp_path)]) == 2
    assert "floors.json" in capsys.readouterr().err


# As processes.


def process(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "mtdetect", *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
    )  # fmt: skip


def test_it_runs_as_a_module() -> None:
    with process("score", "--json", "-") as running:
        out, err = running.communicate(STORY.encode())
    assert (running.returncode, err) == (0, b"")
    assert json.loads(out)["paragraphs"][1]["reason"] == "boilerplate"


@pytest.mark.parametrize("form", [["--json"], []])
def test_a_reader_that_goes_away_is_no_failure(tmp_path: Path, form: list[str]) -> None:
    # More than a pipe holds, so that the writing fails for certain.
    (tmp_path / "long.txt").write_text(STORY * 500, "utf-8")
    with process("score", *form, str(tmp_path / "long.txt")) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdin.close()
        running.stdout.close()
        err = running.stderr.read()
    assert b"Traceback" not in err
    assert b"Exception ignored" not in err
    assert running.returncode == 0


@pytest.mark.parametrize("left", ["stdout", "stderr"])
def test_what_is_told_to_nobody_keeps_its_exit_code(tmp_path: Path, left: str) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Read more"}\n{\n', "utf-8")
    (tmp_path / "long.txt").write_text(STORY * 500, "utf-8")
    for arguments, code in (
        (["batch", "a.jsonl", "-o", "o.jsonl"], 1),
        (["batch", "none.jsonl", "-o", "p.jsonl"], 2),
        (["score", "none.txt", "long.txt"], 2),
        (["report", "long.txt", "-o", "-"], 0),
        (["report", "none.txt"], 2),
    ):
        paths = [str(tmp_path / a) if "." in a else a for a in arguments]
        with process(*paths) as running:
            getattr(running, left).close()
            kept = (running.stderr if left == "stdout" else running.stdout) or io.BytesIO()
            assert b"Traceback" not in kept.read()
        assert running.returncode == code, arguments


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only there every disk is full")
@pytest.mark.parametrize("form", [["score", "--json"], ["score"], ["report", "-o", "-"]])
def test_a_full_disk_is_told_by_what_could_not_be_written(story: Path, form: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mtdetect", *form, str(story)],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        )
    assert done.returncode == 2
    assert b"standard output cannot be written" in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes the streams")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"])
def test_streams_that_were_closed_before_the_start_change_nothing(story: Path, closed: str) -> None:
    for name, code in ((str(story), 0), ("none.txt", 2)):
        command = f'"$0" -m mtdetect score "$1" {closed}'
        done = subprocess.run(
            ["sh", "-c", command, sys.executable, name],
            capture_output=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        )
        assert done.returncode == code
        assert b"Traceback" not in done.stderr
        if closed == "2>&-":  # a message must not end up among the results
            assert b"does not exist" not in done.stdout


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are text")
@pytest.mark.parametrize("form", [["--json"], []])
def test_a_file_with_a_name_in_no_encoding_is_scored(tmp_path: Path, form: list[str]) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(name, "wb") as file:
        file.write(STORY.encode())
    with process("score", *form, os.fsdecode(name)) as running:
        _, err = running.communicate()
    assert (running.returncode, err) == (0, b"")
