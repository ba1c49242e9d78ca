"""Stories in files of many articles: found, judged, resumed, and told when they cannot be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import mtdetect
from mtdetect.cli.main import main
from mtdetect.compare.batch import compare_files
from mtdetect.compare.batch import run as batch_run
from mtdetect.errors import DataError

ROOT = Path(__file__).resolve().parents[1]
STORY = sorted((ROOT / "examples" / "versions").glob("*.txt"))
OTHERS = sorted((ROOT / "examples").glob("*.human.txt"))


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    records = [{"id": p.stem, "text": p.read_text("utf-8")} for p in [*STORY, *OTHERS]]
    lines = [json.dumps(r) for r in records]
    path.write_text("\n".join([*lines[:3], "{broken", *lines[3:]]) + "\n", encoding="utf-8")
    return path


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_one_record_a_story(shipped: object, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "clusters.jsonl"
    summary = compare_files(articles, out)
    assert (summary.articles, summary.clusters, summary.failed) == (10, 1, 1)
    [record] = rows(out)
    assert record["original"] == "herald"
    together = mtdetect.compare([p.read_text("utf-8") for p in STORY], [p.stem for p in STORY])
    assert {v["id"]: v["kind"] for v in record["versions"]} == {
        v.name: v.kind for v in together.versions
    }
    assert any(swap[:2] == ["cord", "timber"] for v in record["versions"] for swap in v["swaps"])
    [bad] = rows(Path(summary.errors))
    assert bad["line"] == 4


def test_processes_change_nothing(shipped: object, articles: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    compare_files(articles, one)
    compare_files(articles, two, n_jobs=2)
    assert one.read_bytes() == two.read_bytes()


def test_an_interrupted_run_continues(
    shipped: object, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    compare_files(articles, whole)

    def fails(*arguments: object) -> None:
        raise KeyboardInterrupt

    for stage in ("candidates", "_record_tasks", "_join", "_finish"):
        with monkeypatch.context() as patched:
            patched.setattr(batch_run, stage, fails)
            with pytest.raises(KeyboardInterrupt):
                compare_files(articles, out)
    compare_files(articles, out)
    assert out.read_bytes() == whole.read_bytes()
    assert compare_files(articles, out).clusters == 1  # finished: nothing is done again


def test_another_run_is_not_mixed_in(shipped: object, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "clusters.jsonl"
    compare_files(articles, out, verdicts=False)
    [record] = rows(out)
    assert record == {"size": 8, "articles": [p.stem for p in STORY]}
    with pytest.raises(DataError, match="other settings"):
        compare_files(articles, out)
    taken = tmp_path / "taken.jsonl"
    taken.write_text("mine")
    with pytest.raises(DataError, match="left alone"):
        compare_files(articles, taken)


def test_the_command_and_its_exit_code(
    shipped: object, articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "clusters.jsonl"
    assert main(["compare", "--batch", str(articles), "-o", str(out), "--names-only"]) == 1
    assert "10 articles, 1 stories" in capsys.readouterr().err
    assert main(["compare", "--batch", str(articles)]) == 2
    assert "-o OUTPUT" in capsys.readouterr().err


def test_the_search_runs_on_dask(
    patient_dask: None, shipped: object, articles: Path, tmp_path: Path
) -> None:
    out, other = tmp_path / "clusters.jsonl", tmp_path / "other.jsonl"
    compare_files(articles, out, engine="dask")
    compare_files(articles, other)
    assert out.read_bytes() == other.read_bytes()


def test_files_side_by_side(
    shipped: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [str(p) for p in STORY]
    page = tmp_path / "page.html"
    assert main(["compare", *names, "--json", "-o", str(page)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert Path(told["original"]).stem == "herald"
    assert "instead of: <bdi>timber</bdi>" in page.read_text("utf-8")
    assert main(["compare", names[5], names[1]]) == 0
    assert "wire copy" in capsys.readouterr().out
    assert main(["compare", names[0]]) == 2
    assert "2 to 200" in capsys.readouterr().err
    assert main(["compare", *names[:2], "-o", names[0]]) == 2
    assert main(["compare", names[0], "missing.txt"]) == 2
    assert "missing.txt does not exist" in capsys.readouterr().err
