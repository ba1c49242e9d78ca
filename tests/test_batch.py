import datetime
import itertools
import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mtdetect.batch import EngineError, OutputError, score_files
from mtdetect.batch.plan import load_plan
from mtdetect.batch.shard import Paths, Task, run_shard
from mtdetect.batch.storage import lock, write_atomically
from mtdetect.batch.summary import write_summary
from mtdetect.errors import DataError, InvalidTypeError, InvalidValueError, ModelError

SUPPORT = Path(__file__).parent / "batch_support"
SHARD_BYTES = 4096


@pytest.fixture(autouse=True)
def support(monkeypatch):
    """Make the models importable here and in worker processes."""
    monkeypatch.syspath_prepend(str(SUPPORT))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(SUPPORT), *sys.path]))


@pytest.fixture
def model():
    from fake_model import FakeModel

    return FakeModel()


@pytest.fixture
def news(tmp_path):
    return write_news(tmp_path / "news.jsonl")


def write_news(path, articles=120):
    with path.open("wb") as file:
        for i in range(articles):
            text = f"The river rose on day {i}.\n\nTown hall sent {i * 7919 % 997} bags of sand."
            record = {"id": f"a{i:04d}", "text": text, "hostname": f"paper{i % 3}.example"}
            file.write(json.dumps(record).encode() + b"\n")
            if i % 40 == 5:
                file.write(b'{"text": "\xff"}\n{"text": null}\n{"text": "cut\n')
    return path


def score(source, output, model, **options):
    return score_files(source, output, model=model, **{"shard_bytes": SHARD_BYTES, **options})


def result(output):
    return output.read_bytes(), Path(f"{output}.errors.jsonl").read_bytes()


def rows(output):
    return [json.loads(line) for line in output.read_bytes().splitlines()]


def killed_run(source, output, how, number):
    command = [sys.executable, str(SUPPORT / "killed_run.py"), source, output, SHARD_BYTES]
    return subprocess.run(
        [*map(str, command), how, str(number)], check=False, capture_output=True
    ).returncode


# What is written


def test_rows_follow_the_input_and_errors_name_positions(news, tmp_path, model):
    summary = score(news, tmp_path / "o.jsonl", model)
    found = rows(tmp_path / "o.jsonl")
    assert [row["id"] for row in found] == [f"a{i:04d}" for i in range(120)]
    assert set(found[0]) == {
        "id", "file", "line", "score", "label", "likeliest", "flagged", "share", "reason",
        "paragraphs",
    }  # fmt: skip
    assert set(found[0]["paragraphs"][0]) == {
        "start", "end", "score", "label", "likeliest", "flagged", "reason"
    }  # fmt: skip
    for row in found:
        for verdict in (row, *row["paragraphs"]):
            assert verdict["label"] == ("spun" if verdict["flagged"] else "human")
            assert verdict["likeliest"] == ("spun" if verdict["score"] > 0.5 else "human")
    lines = news.read_bytes().splitlines(keepends=True)
    text = json.loads(lines[3])["text"]
    assert [text[p["start"] : p["end"]] for p in found[3]["paragraphs"]] == text.split("\n\n")
    bad = rows(tmp_path / "o.jsonl.errors.jsonl")
    assert [b["line"] for b in bad] == [7, 8, 9, 50, 51, 52, 93, 94, 95]
    assert [b["offset"] for b in bad] == [sum(map(len, lines[: b["line"] - 1])) for b in bad]
    assert (summary.exit_code, summary.counts.articles, summary.counts.errors) == (1, 120, 9)
    assert summary.shards > 3


def test_text_that_cannot_be_scored_fails_alone(tmp_path, model):
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in
                            enumerate(["One.", "EXPLODE", "Three.", ""])))  # fmt: skip
    summary = score(path, tmp_path / "o.jsonl", model)
    assert [row["id"] for row in rows(tmp_path / "o.jsonl")] == ["0", "2", "3"]
    assert rows(tmp_path / "o.jsonl")[2]["score"] is None
    (bad,) = rows(tmp_path / "o.jsonl.errors.jsonl")
    assert (bad["id"], bad["line"]) == ("1", 2)
    assert bad["cause"] == "cannot be scored: ValueError: this text explodes"
    assert summary.exit_code == 1


def test_one_percent_of_broken_lines(tmp_path, model):
    broken = [
        b'{"text": "\xff\xfe"}\n',
        b'{"text": "cut sho\n',
        b'{"title": "No text here"}\n',
        b'{"text": null}\n',
        b'{"text": "' + b"x" * 50_000_000 + b'"}\n',
    ] * 2
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        for i in range(1000):
            if i % 100 == 50:
                file.write(broken[i // 100])
            file.write(b'{"id": "a%d", "text": "The river rose on day %d."}\n' % (i, i))
    summary = score_files(path, tmp_path / "o.jsonl", model=model)
    assert [row["id"] for row in rows(tmp_path / "o.jsonl")] == [f"a{i}" for i in range(1000)]
    bad = rows(tmp_path / "o.jsonl.errors.jsonl")
    assert [b["line"] for b in bad] == [i * 101 + 51 for i in range(10)]
    assert summary.exit_code == 1


def test_same_id_twice_gives_two_rows(tmp_path, model):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": 1, "text": "One."}\n{"id": 1, "text": "Two."}\n')
    assert score(path, tmp_path / "o.jsonl", model).exit_code == 0
    assert [(r["id"], r["line"]) for r in rows(tmp_path / "o.jsonl")] == [("1", 1), ("1", 2)]


def test_evidence_kept_fields_and_text(news, tmp_path, model):
    output = tmp_path / "o.jsonl"
    options = {"evidence": True, "keep_text": True, "keep_fields": ["hostname", "absent"]}
    summary = score(news, output, model, **options)
    row = rows(output)[4]
    assert row["fields"] == {"hostname": "paper1.example"}
    assert summary.lacking == ("absent",)
    for paragraph in row["paragraphs"]:
        (span,) = paragraph["evidence"]
        assert row["text"][span["start"] : span["end"]].startswith(span["text"])
        assert span["suggestion"] == "peace"
    assert summary.counts.swaps["the ri", "peace"] == 120


def test_fields_that_no_article_had_are_told_and_change_no_row(tmp_path, model):
    (tmp_path / "a.jsonl").write_text('{"text": "Day 1.", "url": "u"}\n{"text": "Day 2."}\n')
    score(tmp_path / "a.jsonl", tmp_path / "plain.jsonl", model, keep_fields=["url"])
    for _ in range(2):  # a run that is finished tells it again
        told = score(
            tmp_path / "a.jsonl", tmp_path / "o.jsonl", model, keep_fields=["url", "nope", "nope"]
        )
        assert told.lacking == ("nope",)
        assert "no scored article had: nope; check" in told.lacking_words
    assert result(tmp_path / "o.jsonl") == result(tmp_path / "plain.jsonl")


@pytest.mark.parametrize("suffix", ["jsonl", "parquet"])
def test_kept_fields_are_json_whatever_they_held(tmp_path, model, suffix):
    nan = float("nan")
    table = pa.table(
        {
            "text": ["One.", "Two.", "Three."],
            "x": [nan, float("inf"), 0.5],
            "deep": [[{"y": nan}], [{"y": 1.0}], None],
            "raw": [b"caf\xc3\xa9", b"", b"\xff"],
            "when": [datetime.date(2024, 5, 1)] * 3,
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    (tmp_path / "b.jsonl").write_text('{"text": "Four.", "x": NaN, "deep": {"y": [-Infinity]}}\n')
    output = tmp_path / f"o.{suffix}"
    inputs = [tmp_path / "a.parquet", tmp_path / "b.jsonl"]
    score(inputs, output, model, keep_fields=["x", "deep", "raw", "when"])
    kept = [
        json.loads(row["fields"]) if suffix == "parquet" else row["fields"]
        for row in (pq.read_table(output).to_pylist() if suffix == "parquet" else rows(output))
    ]
    assert kept == [
        {"x": None, "deep": [{"y": None}], "raw": "café", "when": "2024-05-01"},
        {"x": None, "deep": [{"y": 1.0}], "raw": "", "when": "2024-05-01"},
        {"x": None, "deep": {"y": [None]}},
    ]
    (bad,) = rows(Path(f"{output}.errors.jsonl"))
    assert bad["line"] == 3
    assert "kept field 'raw' holds bytes that are no text in UTF-8; leave it out" in bad["cause"]


def test_fields_to_keep_may_come_one_by_one_or_as_a_set(news, tmp_path, model):
    score(news, tmp_path / "list.jsonl", model, keep_fields=["hostname", "id"])
    for name, fields in {"one": (n for n in ["hostname", "id"]), "set": {"id", "hostname"}}.items():
        score(news, tmp_path / f"{name}.jsonl", model, keep_fields=fields)
        assert result(tmp_path / f"{name}.jsonl") == result(tmp_path / "list.jsonl")
    # The same set is the same setting, whatever its order.
    score(news, tmp_path / "set.jsonl", model, keep_fields=frozenset(["hostname", "id"]))
    score(news, tmp_path / "list.jsonl", model, keep_fields={"id", "hostname"})


def test_an_empty_text_is_a_row_without_score(tmp_path, model):
    (tmp_path / "a.jsonl").write_text('{"text": ""}\n')
    summary = score(tmp_path / "a.jsonl", tmp_path / "o.jsonl", model)
    (row,) = rows(tmp_path / "o.jsonl")
    assert (row["score"], row["label"], row["paragraphs"]) == (None, None, [])
    assert (summary.counts.errors, summary.lacking_words) == (0, "")


def test_parquet_holds_what_json_lines_hold(news, tmp_path, model):
    options = {"evidence": True, "keep_fields": ["hostname"]}
    score(news, tmp_path / "o.jsonl", model, **options)
    score(news, tmp_path / "o.parquet", model, **options)
    table = pq.read_table(tmp_path / "o.parquet").to_pylist()
    for row in table:
        row["fields"] = json.loads(row["fields"])
        # Columns that stand whatever was asked for, so that all parts have one schema.
        del row["text"]
        assert row.pop("second_opinion") is None
    assert table == rows(tmp_path / "o.jsonl")
    errors = [(tmp_path / f"o.{kind}.errors.jsonl").read_bytes() for kind in ("jsonl", "parquet")]
    assert errors[0] == errors[1]


def test_lone_surrogates_reach_the_output(tmp_path, model):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "\\ud800", "text": "Half \\ud800 a pair."}\n')
    assert score(path, tmp_path / "o.jsonl", model).exit_code == 0
    assert score(path, tmp_path / "o.parquet", model, keep_text=True).exit_code == 0
    assert rows(tmp_path / "o.jsonl")[0]["id"] == "\ud800"
    assert pq.read_table(tmp_path / "o.parquet").to_pylist()[0]["text"] == "Half ? a pair."


def test_small_files_share_a_shard_and_empty_ones_do_no_harm(tmp_path, model):
    folder = tmp_path / "news"
    folder.mkdir()
    for i in range(30):
        (folder / f"{i:02d}.txt").write_text(f"The river rose on day {i}.")
    (folder / "empty.jsonl").touch()
    summary = score(folder, tmp_path / "o.jsonl", model)
    assert summary.shards == 1
    assert [Path(r["id"]).stem for r in rows(tmp_path / "o.jsonl")] == [
        f"{i:02d}" for i in range(30)
    ]


def test_processes_and_shard_shares_give_the_same_bytes(news, tmp_path, model):
    score(news, tmp_path / "one.jsonl", model)
    score(news, tmp_path / "two.jsonl", model, n_jobs=2)
    share = tmp_path / "share.jsonl"
    for i in (2, 1, 3):
        summary = score(news, share, model, shard=(i, 3))
        assert not summary.merged
        assert not share.exists()
    assert score(news, share, model).merged
    assert result(tmp_path / "one.jsonl") == result(tmp_path / "two.jsonl") == result(share)


# Resuming


def test_a_run_that_an_older_version_began_is_not_mixed_with_rows_of_today(news, tmp_path, model):
    output = tmp_path / "o.jsonl"
    score(news, output, model)
    written = output.read_bytes()
    plan = Path(Paths(str(output), False).plan)
    head, *shards = plan.read_bytes().splitlines(keepends=True)
    plan.write_bytes(b"".join([head.replace(b'"plan": 2', b'"plan": 1'), *shards]))
    with pytest.raises(DataError, match="finish the run with the version that began it"):
        score(news, output, model)
    assert output.read_bytes() == written


@pytest.mark.parametrize("calls", [0, 1, 2, 3])
def test_killed_while_scoring_and_resumed(news, tmp_path, model, calls):
    score(news, tmp_path / "whole.jsonl", model)
    output = tmp_path / "killed.jsonl"
    assert killed_run(news, output, "call", calls) == -9
    assert not output.exists()
    score(news, output, model)
    assert result(output) == result(tmp_path / "whole.jsonl")


# Renames: the plan first, then three a shard (errors, rows, marker), then output, errors, end.
@pytest.mark.parametrize("renames", [0, 1, 2, 3, 5, -3, -2, -1])
def test_killed_while_moving_files_into_place_and_resumed(news, tmp_path, model, renames):
    shards = score(news, tmp_path / "whole.jsonl", model).shards
    output = tmp_path / "killed.jsonl"
    number = renames if renames >= 0 else 1 + 3 * shards + 3 + renames
    assert killed_run(news, output, "rename", number) == -9
    score(news, output, model)
    assert result(output) == result(tmp_path / "whole.jsonl")
    assert sorted(os.listdir(f"{output}.parts")) == ["complete.json", "lock", "plan.jsonl"]


def test_finished_shards_are_not_scored_again(news, tmp_path, model):
    from fake_model import KillAtCall

    output = tmp_path / "o.jsonl"
    for i in (1, 2):
        score(news, output, model, shard=(i, 2))
    summary = score(news, output, KillAtCall(0))
    assert (summary.merged, summary.counts.articles) == (True, 120)
    assert score(news, output, KillAtCall(0)).counts == summary.counts


def test_lost_or_cut_part_is_scored_again(news, tmp_path, model):
    score(news, tmp_path / "whole.jsonl", model)
    output = tmp_path / "o.jsonl"
    score(news, output, model, shard=(1, 1))
    paths = Paths(str(output), False)
    Path(paths.part(0)).unlink()
    Path(paths.part(1)).write_bytes(b"cut")
    Path(paths.marker(2)).write_bytes(b"{")
    score(news, output, model)
    assert result(output) == result(tmp_path / "whole.jsonl")


def test_altered_part_is_noticed(news, tmp_path, model):
    output = tmp_path / "o.jsonl"
    score(news, output, model, shard=(1, 1))
    part = Path(Paths(str(output), False).part(1))
    part.write_bytes(part.read_bytes().replace(b"spun", b"fake"))
    with pytest.raises(DataError, match="is not what its marker says"):
        score(news, output, model)
    assert not output.exists()


def test_shard_run_twice_at_once_does_no_harm(news, tmp_path, model):
    output = tmp_path / "o.jsonl"
    score(news, output, model, shard=(1, 1))
    paths = Paths(str(output), False)
    plan = load_plan(paths.plan)
    before = Path(paths.part(0)).read_bytes()
    Path(paths.marker(0)).unlink()
    task = Task(plan.shards[0], plan.settings, paths, plan.root, plan.key, model)
    assert run_shard(task) == run_shard(task)
    assert Path(paths.part(0)).read_bytes() == before


def test_other_model_or_setting_is_refused(news, tmp_path, model):
    from fake_model import OtherModel

    output = tmp_path / "o.jsonl"
    score(news, output, model, shard=(1, 2))
    for other, options in ((OtherModel(), {}), (model, {"fpr": 0.05}), (model, {"evidence": True})):
        with pytest.raises(DataError, match="will not be mixed") as caught:
            score(news, output, other, **options)
        assert "then" in str(caught.value)
        assert f"{output}.parts" in str(caught.value)
    assert score(news, output, model).merged


def test_what_to_delete_to_start_anew_is_all_that_has_to_be(news, tmp_path, model):
    output = tmp_path / "o.jsonl"
    score(news, output, model, shard_bytes=2**22)
    with pytest.raises(DataError, match="will not be mixed") as caught:
        score(news, output, model, shard_bytes=2**19, text_field="title", evidence=True)
    told = str(caught.value)
    assert f"(or delete {output}.parts and {output}) to start anew" in told
    # As the command line has them.
    assert "--text-field: none then, 'title' now" in told
    assert "--evidence: off then, on now" in told
    assert "--shard-mb: 4 then, 0.5 now" in told
    shutil.rmtree(f"{output}.parts")
    output.unlink()
    assert score(news, output, model, evidence=True).merged


def test_what_earlier_runs_left_in_a_folder_is_not_read(tmp_path, model):
    folder = tmp_path / "news"
    folder.mkdir()
    write_news(folder / "news.jsonl", 3)
    (folder / "mine.parts").mkdir()  # no run's
    write_news(folder / "mine.parts" / "more.jsonl", 2)
    first = score(folder, folder / "out.jsonl", model)
    write_summary(first, str(folder / "summary.html"))
    table = score(folder, folder / "out.parquet", model)
    second = score(folder, folder / "again.jsonl", model, evidence=True)
    assert first.counts.articles == table.counts.articles == second.counts.articles == 5
    assert not first.skipped
    told = {str(Path(name).relative_to(folder)) for name in second.skipped}
    assert {"out.jsonl", "out.jsonl.errors.jsonl", "out.parquet", "summary.html"} <= told
    assert "files skipped, since mtdetect wrote them: " in second.skipped_words
    assert "suffix" not in second.skipped_words
    # Without its state, as when somebody tidied up; and whoever names a file has it read.
    shutil.rmtree(folder / "out.jsonl.parts")
    third = score([folder, folder / "out.jsonl"], tmp_path / "o.jsonl", model)
    assert third.counts.articles == 5
    assert third.counts.errors > first.counts.errors  # rows hold no text


def test_worker_with_another_model_is_refused(news, tmp_path, model):
    from fake_model import OtherModel

    output = tmp_path / "o.jsonl"
    score(news, output, model, shard=(1, 2))
    paths = Paths(str(output), False)
    plan = load_plan(paths.plan)
    with pytest.raises(ModelError, match="not the one that the run began with"):
        run_shard(Task(plan.shards[1], plan.settings, paths, plan.root, plan.key, OtherModel()))


def test_changed_input_is_refused_until_put_back(news, tmp_path, model):
    output = tmp_path / "o.jsonl"
    score(news, tmp_path / "whole.jsonl", model)
    score(news, output, model, shard=(1, 2))
    before = news.read_bytes()
    news.write_bytes(before.replace(b"day 7", b"day 8"))
    with pytest.raises(DataError, match="has changed since the run began") as caught:
        score(news, output, model)
    assert f"choose another output (or delete {output}.parts) to start anew" in str(caught.value)
    news.write_bytes(before)
    score(news, output, model)
    assert result(output) == result(tmp_path / "whole.jsonl")


def test_more_or_fewer_inputs_are_refused(tmp_path, model):
    folder = tmp_path / "news"
    folder.mkdir()
    write_news(folder / "a.jsonl")
    output = tmp_path / "o.jsonl"
    score(folder, output, model, shard=(1, 2))
    write_news(folder / "b.jsonl", 2)
    with pytest.raises(DataError, match="1 new, 0 gone"):
        score(folder, output, model)
    (folder / "b.jsonl").unlink()
    assert score(folder, output, model).merged


def test_relative_names_continue_from_another_folder(tmp_path, model, monkeypatch):
    write_news(tmp_path / "news.jsonl")
    monkeypatch.chdir(tmp_path)
    score("news.jsonl", "o.jsonl", model, shard=(1, 2))
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert score("../news.jsonl", "../o.jsonl", model).merged
    assert rows(tmp_path / "o.jsonl")[0]["file"] == "news.jsonl"


def test_output_that_is_there_or_was_deleted_is_not_guessed_about(news, tmp_path, model):
    output = tmp_path / "o.jsonl"
    output.write_text("precious")
    with pytest.raises(DataError, match="no run that could be continued"):
        score(news, output, model)
    assert output.read_text() == "precious"
    other = tmp_path / "p.jsonl"
    score(news, other, model)
    other.unlink()
    with pytest.raises(DataError, match="deleted or changed since"):
        score(news, other, model)


@pytest.mark.parametrize("own", ["{}", "{}.errors.jsonl", "{}.parts/x.jsonl"])
def test_an_input_is_not_written_over(tmp_path, model, own):
    source = Path(own.format(tmp_path / "o.jsonl"))
    source.parent.mkdir(exist_ok=True)
    before = write_news(source, 3).read_bytes()
    with pytest.raises(DataError, match=r"is an input.*choose another output") as caught:
        score([write_news(tmp_path / "other.jsonl"), source], tmp_path / "o.jsonl", model)
    assert "delete" not in str(caught.value)
    assert source.read_bytes() == before


def test_what_no_run_wrote_is_left_alone(news, tmp_path, model):
    folder = tmp_path / "articles"
    folder.mkdir()
    write_news(folder / "a.jsonl")
    for output, told in ((folder, "is a folder; name a file"), (folder / "a.jsonl", "exists")):
        with pytest.raises(DataError, match=told) as caught:
            score(folder, output, model)
        assert "delete" not in str(caught.value)
        assert not Path(f"{output}.parts").exists()


def test_inputs_by_a_pattern_that_takes_in_the_runs_own_output(tmp_path, model):
    # As a shell expands *.jsonl, before and after.
    write_news(tmp_path / "news.jsonl")
    output = tmp_path / "o.jsonl"
    summary = score(sorted(tmp_path.glob("*.jsonl")), output, model)
    again = sorted(tmp_path.glob("*.jsonl"))
    assert output in again
    assert score(again, output, model).counts == summary.counts


def test_files_of_no_known_format_are_listed_in_the_summary_only(tmp_path, model):
    folder = tmp_path / "scraped"
    folder.mkdir()
    write_news(folder / "a.jsonl", 3)
    plain = score(folder, tmp_path / "o.jsonl", model)
    assert (plain.skipped, plain.skipped_words) == ((), "")
    for i in range(5):
        (folder / f"{i}.pdf").touch()
    for _ in range(2):  # a run that is finished tells it again
        summary = score(folder, tmp_path / "p.jsonl", model)
        assert [Path(name).name for name in summary.skipped] == [f"{i}.pdf" for i in range(5)]
        assert f"5 ({folder}/0.pdf, {folder}/1.pdf, {folder}/2.pdf ...)" in summary.skipped_words
    assert result(tmp_path / "o.jsonl") == result(tmp_path / "p.jsonl")


def test_second_run_at_the_same_time_is_refused(news, tmp_path, model):
    output = tmp_path / "o.jsonl"
    score(news, output, model, shard=(1, 2))
    with lock(Paths(str(output), False).lock, shared=True):
        score(news, output, model, shard=(2, 2))
        with pytest.raises(OutputError, match="another run is writing"):
            score(news, output, model)
    assert score(news, output, model).merged


# Trouble with the disk


def test_full_disk_keeps_what_is_finished(news, tmp_path, model):
    score(news, tmp_path / "whole.jsonl", model)
    size = (tmp_path / "whole.jsonl").stat().st_size
    output = tmp_path / "o.jsonl"
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # Enough for every shard, too little for the merged file.
    resource.setrlimit(resource.RLIMIT_FSIZE, (size - 1, hard))
    try:
        with pytest.raises(OutputError, match="give the same command again"):
            score(news, output, model)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert not output.exists()
    assert not list(tmp_path.glob("*.tmp"))
    score(news, output, model)
    assert result(output) == result(tmp_path / "whole.jsonl")


def test_full_disk_in_a_shard(news, tmp_path, model):
    output = tmp_path / "o.jsonl"
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SHARD_BYTES, hard))
    try:
        with pytest.raises(OutputError, match="cannot be written"):
            score(news, output, model, evidence=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert score(news, output, model, evidence=True).counts.articles == 120


def test_output_below_a_file(news, model):
    with pytest.raises(OutputError, match="choose an output where you may write"):
        score(news, news / "o.jsonl", model)


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_read_only_folder(news, tmp_path, model):
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o500)
    with pytest.raises(OutputError, match="Permission denied"):
        score(news, folder / "o.jsonl", model)
    folder.chmod(0o700)
    assert score(news, folder / "o.jsonl", model).merged


def test_failed_write_leaves_the_old_file(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def fail_midway():
        with write_atomically(str(path)) as stream:
            stream.write(b"new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_midway()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a"]


# Engines


def test_killed_worker_process_is_replaced(news, tmp_path, model):
    from fake_model import KillOnce

    score(news, tmp_path / "whole.jsonl", model)
    output = tmp_path / "o.jsonl"
    summary = score(news, output, KillOnce(tmp_path / "flag", "day 77."), n_jobs=2)
    assert (tmp_path / "flag").exists()
    assert summary.merged
    assert result(output) == result(tmp_path / "whole.jsonl")


def test_shard_that_kills_its_worker_is_named_and_the_others_are_finished(news, tmp_path, model):
    from fake_model import KillAlways, KillAtCall

    score(news, tmp_path / "whole.jsonl", model)
    output = tmp_path / "o.jsonl"
    with pytest.raises(EngineError, match=r"^1 shard killed .*news\.jsonl from line"):
        score(news, output, KillAlways("day 77."), n_jobs=2)
    score(news, output, KillAtCall(1))
    assert result(output) == result(tmp_path / "whole.jsonl")


def test_processes_that_others_share_are_left_alone(news, tmp_path, model):
    from joblib.executor import get_memmapping_executor

    # With settings of its own, for which joblib would end those that are at work.
    theirs = get_memmapping_executor(1, timeout=77)
    score(news, tmp_path / "o.jsonl", model, n_jobs=2)
    assert get_memmapping_executor(1, timeout=77) is theirs
    theirs.shutdown(kill_workers=True)


def test_what_is_finished_is_given_before_a_killed_process_is_told():
    from mtdetect.batch.engines import KilledWorkerError, in_processes

    done = in_processes(eval, ["1", "2", "3", "__import__('os')._exit(1)"], 1)
    # The last is handed out when two are back, whichever come first.
    assert len({1, 2, 3} & set(itertools.islice(done, 2))) == 2
    with pytest.raises(KilledWorkerError):
        list(done)


@pytest.mark.parametrize(("shards", "jobs", "started"), [(2, 40, 2), (1, 40, 2), (9, 3, 3)])
def test_no_more_processes_than_shards_are_started(monkeypatch, shards, jobs, started):
    from mtdetect.batch import engines

    seen = []
    monkeypatch.setattr(engines, "_with_joblib", lambda tasks, n_jobs: seen.append(n_jobs))
    monkeypatch.setattr(engines, "on_dask", lambda work, tasks, n_jobs, _: seen.append(n_jobs))
    for engine in engines.ENGINES:
        engines.run_tasks([None] * shards, engine=engine, n_jobs=jobs, scheduler=None)
    assert seen == [started, started]
    assert list(engines.run_tasks([], engine="dask", n_jobs=jobs, scheduler=None)) == []


def test_killed_dask_worker_is_replaced(patient_dask, news, tmp_path, model):
    from distributed import LocalCluster
    from fake_model import KillOnce

    score(news, tmp_path / "whole.jsonl", model)
    output = tmp_path / "o.jsonl"
    killer = KillOnce(tmp_path / "flag", "day 77.")
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, processes=True
    ) as cluster:
        address = cluster.scheduler_address
        summary = score(news, output, killer, engine="dask", scheduler=address)
    assert (tmp_path / "flag").exists()
    assert summary.merged
    assert result(output) == result(tmp_path / "whole.jsonl")


def test_addresses_of_fsspec_for_input_and_output(news, tmp_path, model):
    score(news, tmp_path / "whole.jsonl", model)
    target = tmp_path / "bucket"
    summary = score(f"file://{news}", f"file://{target}/o.jsonl", model)
    assert summary.merged
    found = rows(target / "o.jsonl")
    expected = rows(tmp_path / "whole.jsonl")
    assert [r["paragraphs"] for r in found] == [r["paragraphs"] for r in expected]
    again = score(f"file://{news}", f"file://{target}/o.jsonl", model)
    assert again.counts == summary.counts


# Arguments


@pytest.mark.parametrize(
    "options",
    [
        {"prior": 0.0},
        {"fpr": 1.0},
        {"n_jobs": 0},
        {"engine": "spark"},
        {"scheduler": "tcp://10.0.0.1:8786"},
        {"shard": (4, 3)},
        {"input_format": "yaml"},
        {"shard_bytes": 5},
    ],
)
def test_arguments_out_of_range_are_named(news, tmp_path, model, options):
    ((name, _),) = options.items()
    with pytest.raises(ValueError, match=name.replace("input_", "")):
        score(news, tmp_path / "o.jsonl", model, **options)
    assert not (tmp_path / "o.jsonl.parts").exists()


@pytest.mark.parametrize(
    "options",
    [
        {"prior": "x"},
        {"fpr": "a"},
        {"n_jobs": "2"},
        {"n_jobs": 2.5},
        {"shard": "1/2"},
        {"shard_bytes": 4e6},
        {"text_field": 3},
        {"keep_fields": "url"},
        {"keep_fields": b"url"},
        {"keep_fields": None},
        {"keep_fields": ["url", 3]},
        {"scheduler": 8786},
        {"evidence": "yes"},
        {"keep_text": 1},
        {"progress": None},
    ],
)
def test_arguments_of_a_wrong_type_are_named(news, tmp_path, model, options):
    ((name, _),) = options.items()
    with pytest.raises(InvalidTypeError, match=f"{name} is .*; (pass|this)"):
        score(news, tmp_path / "o.jsonl", model, **options)
    assert not (tmp_path / "o.jsonl.parts").exists()


def test_true_and_false_of_numpy_are_as_good(news, tmp_path, model):
    flags = {"keep_text": True, "evidence": False}
    score(news, tmp_path / "o.jsonl", model, **{k: np.bool_(v) for k, v in flags.items()})
    assert score(news, tmp_path / "o.jsonl", model, **flags).merged  # the same run, which is done
    assert "text" in rows(tmp_path / "o.jsonl")[0]


def test_texts_that_are_no_files_are_told_where_they_belong(tmp_path, model):
    with pytest.raises(InvalidTypeError, match=r"the paths of files, .*mtdetect\.score_many"):
        score({"a": "Rain fell."}, tmp_path / "o.jsonl", model)
    with pytest.raises(InvalidTypeError, match=r"the paths of files, .*score_frame\(frame\)"):
        score(pd.DataFrame({"text": ["Rain fell."]}), tmp_path / "o.jsonl", model)


@pytest.mark.parametrize("wrong", [3, None, [3], b"news", [b"news"]])
def test_what_is_no_path_is_refused(news, tmp_path, model, wrong):
    with pytest.raises(InvalidTypeError, match="pass a path"):
        score(wrong, tmp_path / "o.jsonl", model)
    with pytest.raises(InvalidTypeError, match=r"output is .*; pass a path"):
        score(news, wrong, model)


def test_a_model_or_rate_that_there_is_not_is_told_before_any_work(news, tmp_path):
    output = tmp_path / "o.jsonl"
    with pytest.raises(InvalidTypeError, match=r"model is 3; pass a model from mtdetect\.load"):
        score_files(news, output, model=3)
    with pytest.raises(ModelError, match="nowhere"):
        score_files(news, output, model=tmp_path / "nowhere")
    with pytest.raises(InvalidValueError, match=r"fpr is 0\.02; this model has .* 0\.01, 0\.001"):
        score_files(news, output, fpr=0.02)
    with pytest.raises(InvalidValueError, match="pass 1,024 or fewer"):
        score_files(news, output, n_jobs=10**6)
    assert list(tmp_path.iterdir()) == [news]


def test_no_number_of_processes_is_one(news, tmp_path, model):
    assert score(news, tmp_path / "o.jsonl", model, n_jobs=None).merged


def test_packed_output_is_refused(news, tmp_path, model):
    with pytest.raises(DataError, match="would have to be packed") as caught:
        score(news, tmp_path / "o.jsonl.gz", model)
    assert f"name it {tmp_path}/o.jsonl, or {tmp_path}/o.parquet (" in str(caught.value)


@pytest.mark.parametrize("name", ["z.csv", "z.xlsx", "Z.TSV"])
def test_an_output_in_a_format_that_is_not_written_is_refused(news, tmp_path, model, name):
    output = tmp_path / name
    stem = tmp_path / Path(name).stem
    with pytest.raises(InvalidValueError) as caught:
        score(news, output, model)
    assert "JSON Lines and Parquet are written" in str(caught.value)
    assert f"name it {stem}.jsonl or {stem}.parquet" in str(caught.value)
    assert list(tmp_path.iterdir()) == [news]


def test_one_piece_or_many_give_the_same_bytes(news, tmp_path, model):
    outputs = [tmp_path / f"{size}.jsonl" for size in (1024, 5000, 10**6)]
    for output in outputs:
        score(news, output, model, shard_bytes=int(output.stem))
    for a, b in itertools.pairwise(outputs):
        assert result(a) == result(b)
