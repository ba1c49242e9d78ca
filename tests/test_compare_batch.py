"""Stories in files of many articles: found, judged, resumed, and told when they cannot be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from joblib.executor import get_memmapping_executor

import mtdetect
from mtdetect.batch.engines import ENGINES, EngineError
from mtdetect.cli.main import main
from mtdetect.compare.batch import compare_files, swaps_in, workers
from mtdetect.compare.batch import run as batch_run
from mtdetect.compare.batch.workers import paced
from mtdetect.compare.fitted import KINDS, weights_of
from mtdetect.errors import DataError, InvalidValueError, MtdetectError

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


def test_the_swaps_of_records_are_those_of_a_comparison(
    shipped: object, articles: Path, tmp_path: Path
) -> None:
    pytest.importorskip("pandas")
    out = tmp_path / "clusters.jsonl"
    compare_files(articles, out, singles=True)
    together = mtdetect.compare([p.read_text("utf-8") for p in STORY], [p.stem for p in STORY])
    assert swaps_in(out).equals(together.swaps())
    names = {v["id"]: v["names"] for v in rows(out)[0]["versions"]}
    assert names["digest"] == [["Kroger", "Kroeger", 3]]
    named = tmp_path / "named.jsonl"
    compare_files(articles, named, verdicts=False)
    for wrong in (named, tmp_path / "missing.jsonl"):
        with pytest.raises(DataError, match="without --names-only"):
            swaps_in(wrong)


def test_versions_of_one_id_are_told_apart_by_their_places(shipped: object, tmp_path: Path) -> None:
    files = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for file, story in zip(files, STORY, strict=False):
        file.write_text(json.dumps({"id": "1", "text": story.read_text("utf-8")}) + "\n")
    for verdicts in (True, False):
        out = tmp_path / f"{verdicts}.jsonl"
        compare_files(files, out, verdicts=verdicts)
        (record,) = rows(out)
        names = {f"1 ({file}:1)" for file in files}
        if not verdicts:
            assert set(record["articles"]) == names
            continue
        assert {v["id"] for v in record["versions"]} == names
        assert record["original"] in names
        assert {v["id"]: f"1 ({v['file']}:{v['line']})" for v in record["versions"]} == {
            name: name for name in names
        }


def test_processes_change_nothing(
    shipped: object, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    compare_files(articles, one)
    monkeypatch.setattr(batch_run, "_PIECE_BYTES", 4_000)  # several tasks
    # Those that others share, with settings for which joblib would end them, are left alone.
    theirs = get_memmapping_executor(1, timeout=77)
    compare_files(articles, two, n_jobs=2)
    assert one.read_bytes() == two.read_bytes()
    assert get_memmapping_executor(1, timeout=77) is theirs
    theirs.shutdown(kill_workers=True)


def test_a_killed_process_is_told_with_what_to_do() -> None:
    tasks = ["1", "__import__('os')._exit(1)"]
    with pytest.raises(EngineError, match="the same command again, with fewer --jobs"):
        list(workers.run_all(eval, tasks, engine="joblib", n_jobs=2, scheduler=None))


def test_an_interrupted_run_continues(
    shipped: object, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    compare_files(articles, whole)

    def fails(*arguments: object) -> None:
        raise KeyboardInterrupt

    for stage in ("candidates", "_record_tasks", "join_records", "_finish"):
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
    with pytest.raises(DataError, match=r"settings .*\(--names-only: on then, off now\); give"):
        compare_files(articles, out)
    with pytest.raises(DataError, match=r"\(--prior: 0.5 then, 0.3 now; --date-field: none then"):
        compare_files(articles, out, verdicts=False, prior=0.3, date_field="day")
    other = tmp_path / "other.jsonl"
    other.write_text('{"text": "Rain fell on the coast."}\n')
    with pytest.raises(DataError, match=r"\(1 input new: .*other\.jsonl; 1 input gone: "):
        compare_files(other, out, verdicts=False)
    plan = Path(f"{out}.parts") / "plan.json"
    plan.write_text('{"key": "old"}')
    with pytest.raises(DataError, match="by another version of mtdetect"):
        compare_files(articles, out, verdicts=False)
    taken = tmp_path / "taken.jsonl"
    taken.write_text("mine")
    with pytest.raises(DataError, match="left alone"):
        compare_files(articles, taken)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"inputs": None}, "inputs is None; pass a path"),
        ({"inputs": 3}, "inputs is 3; pass a path"),
        ({"inputs": b"news"}, "inputs is b'news'; pass a path"),
        ({"inputs": {"a": 1}}, r"the paths of files, .*mtdetect\.compare\(list\(texts"),
        ({"inputs": []}, "no input is given"),
        ({"text_field": 3}, "text_field is 3; pass the name"),
        ({"id_field": 3}, "id_field is 3; pass the name"),
        ({"date_field": ["date"]}, r"date_field is \['date'\]; pass the name"),
        ({"verdicts": "no"}, "verdicts is 'no'; pass True or False"),
        ({"singles": 1}, "singles is 1; pass True or False"),
        ({"engine": "spark"}, "engine is 'spark'; choose from"),
        ({"scheduler": "tcp://10.0.0.1:8786"}, "add engine='dask'"),
        ({"scheduler": 8786}, "scheduler is 8786; pass its address"),
    ],
)
def test_wrong_arguments_are_named_before_any_work(
    shipped: object, articles: Path, tmp_path: Path, wrong: dict[str, Any], words: str
) -> None:
    given = {"inputs": articles, "output": tmp_path / "out.jsonl", **wrong}
    with pytest.raises(MtdetectError, match=words) as caught:
        compare_files(**given)
    assert isinstance(caught.value, TypeError | ValueError)
    assert list(tmp_path.iterdir()) == [articles]


def test_true_and_false_of_numpy_are_as_good(
    shipped: object, articles: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    compare_files(articles, out, verdicts=np.bool_(False), singles=np.bool_(True))
    assert compare_files(articles, out, verdicts=False, singles=True).articles == 10


def test_an_address_is_no_file_to_write_to(
    shipped: object, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidValueError, match="an address"):
        compare_files(articles, "memory://there/out.jsonl")
    assert [*tmp_path.iterdir()] == [articles]


def test_records_go_by_the_weights_of_the_model_and_a_run_keeps_to_them(
    shipped: mtdetect.Model, articles: Path, tmp_path: Path
) -> None:
    model, out = tmp_path / "model", tmp_path / "clusters.jsonl"
    shipped.save(model)
    copies = tuple(40.0 * (kind == "copy") for kind in KINDS)
    replace(weights_of(shipped), intercept=copies).save(model)
    summary = compare_files(articles, out, model=model)
    assert not {"spun", "translated"} & set(summary.kinds)
    (model / "versions.json").unlink()
    with pytest.raises(DataError, match=r"\(versions\.json of the model: "):
        compare_files(articles, out, model=model)


def test_the_command_and_its_exit_code(
    shipped: object, articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "clusters.jsonl"
    assert main(["compare", "--batch", str(articles), "-o", str(out), "--names-only"]) == 1
    told = capsys.readouterr().err
    assert "10 articles: 8 of them in 1 story of two versions or more, 2 without another" in told
    assert f"1 record not read, see {out}.errors.jsonl" in told
    assert main(["compare", "--batch", str(articles)]) == 2
    assert "-o OUTPUT" in capsys.readouterr().err


SHORT = (
    "Prime Minister Ana Hale met President Ida Moreau in Carden on Monday to discuss the Harbor "
    "Treaty.",
    "President Ida Moreau told the Carden Post that Prime Minister Ana Hale would not sign any "
    "treaty.",
)


@pytest.fixture
def mixed(tmp_path: Path) -> tuple[Path, list[str]]:
    """Give two stories whose versions alternate, and texts that stand alone for each reason."""
    court = [p.read_text("utf-8") for p in sorted((ROOT / "examples").glob("court_ruling.*.txt"))]
    story = [p.read_text("utf-8") for p in STORY[:3]]
    others = [OTHERS[1].read_text("utf-8"), *SHORT, "", " \n", "Rain.", "Pluie sur la côte."]
    texts = [t for pair in zip(story, court, strict=True) for t in pair]
    texts = [others[0], *texts, *others[1:]]
    path = tmp_path / "mixed.jsonl"
    lines = [json.dumps({"id": str(n), "text": t}) for n, t in enumerate(texts)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path, texts


def test_with_singles_every_article_is_told_once_in_order(
    shipped: object, mixed: tuple[Path, list[str]], tmp_path: Path
) -> None:
    path, texts = mixed
    out, plain = tmp_path / "singles.jsonl", tmp_path / "plain.jsonl"
    summary = compare_files(path, out, singles=True)
    told = [[v["id"] for v in record["versions"]] for record in rows(out)]
    assert sorted(int(name) for ids in told for name in ids) == list(range(len(texts)))
    firsts = [min(map(int, ids)) for ids in told]
    assert firsts == sorted(firsts)
    together = mtdetect.compare(texts, [str(n) for n in range(len(texts))])
    assert {v["id"]: v["kind"] for r in rows(out) for v in r["versions"]} == {
        v.name: v.kind for v in together.versions
    }
    assert (summary.articles, summary.alone) == (len(texts), sum(len(ids) == 1 for ids in told))
    assert summary.in_clusters + summary.alone == summary.articles
    assert (summary.too_short, summary.no_text) == (2, 2)
    assert sum(summary.kinds.values()) == summary.in_clusters
    # Without them the same stories are written, and counted the same.
    again = compare_files(path, plain)
    assert rows(plain) == [r for r in rows(out) if r["size"] > 1]
    assert (again.alone, again.too_short, again.kinds) == (
        summary.alone,
        summary.too_short,
        summary.kinds,
    )


def test_singles_are_named_where_nothing_is_judged(
    shipped: object, mixed: tuple[Path, list[str]], tmp_path: Path
) -> None:
    path, texts = mixed
    out = tmp_path / "names.jsonl"
    summary = compare_files(path, out, singles=True, verdicts=False)
    told = rows(out)
    assert sorted(int(name) for r in told for name in r["articles"]) == list(range(len(texts)))
    assert [r["kind"] for r in told if "kind" in r].count("too short to tell") == 2
    assert not summary.kinds


def test_the_same_words_are_one_story_however_short_or_often(
    shipped: object, tmp_path: Path
) -> None:
    path, out = tmp_path / "same.jsonl", tmp_path / "out.jsonl"
    lead = " ".join(STORY[0].read_text("utf-8").split()[:60])
    texts = ["Rain fell.", "Rain  fell.", "Snow fell.", *[lead] * 2_100]
    path.write_text(
        "".join(json.dumps({"id": str(n), "text": t}) + "\n" for n, t in enumerate(texts))
    )
    compare_files(path, out, verdicts=False)
    assert [r["size"] for r in rows(out)] == [2, 2_100]


def test_dates_in_other_forms_are_left_out_and_told(
    shipped: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = STORY[0].read_text("utf-8")
    dates = ["2025-03-02", "Sat, 1 Mar 2025", None, "20250301", 1740787200]
    path, out = tmp_path / "dated.jsonl", tmp_path / "out.jsonl"
    lines = [json.dumps({"id": str(n), "text": text, "when": d}) for n, d in enumerate(dates)]
    path.write_text("\n".join(lines))
    command = ["compare", "--batch", str(path)]
    assert main([*command, "-o", str(out), "--date-field", "when"]) == 0
    assert "dates in 'when': 2 read, 2 not in ISO 8601 and left out" in capsys.readouterr().err
    assert rows(out)[0]["original"] == "3"  # 20250301 is a day before 2025-03-02
    assert main([*command, "-o", str(tmp_path / "other.jsonl"), "--date-field", "wen"]) == 0
    assert "is it the name of the field?" in capsys.readouterr().err


def test_an_input_is_never_the_output(shipped: object, articles: Path) -> None:
    before = articles.read_bytes()
    with pytest.raises(DataError, match="is an input"):
        compare_files(articles, articles)
    assert articles.read_bytes() == before


@pytest.mark.parametrize("theirs", ['{"text": "The only copy."}\n', "notes\n"])
def test_what_is_no_file_of_error_records_is_left_alone(
    shipped: object, articles: Path, tmp_path: Path, theirs: str
) -> None:
    out, errors = tmp_path / "out.jsonl", tmp_path / "out.jsonl.errors.jsonl"
    errors.write_text(theirs)
    with pytest.raises(DataError, match="would write error records, holds something else"):
        compare_files(articles, out, verdicts=False)
    assert errors.read_text() == theirs
    assert not Path(f"{out}.parts").exists()
    errors.unlink()
    assert compare_files(articles, out, verdicts=False).failed == 1
    # Its own may stand there, with the finished run and without it.
    assert compare_files(articles, out, verdicts=False).failed == 1
    shutil.rmtree(f"{out}.parts")
    out.unlink()
    assert compare_files(articles, out, verdicts=False).failed == 1


@pytest.mark.parametrize("name", ["notes.txt", "000000.npz", "plan.jsonl"])
def test_a_folder_that_no_comparison_made_is_left_alone(
    shipped: object, articles: Path, tmp_path: Path, name: str
) -> None:
    state = tmp_path / "out.jsonl.parts"
    state.mkdir()
    (state / name).write_text("The only copy.")
    with pytest.raises(DataError, match=f"would keep its state, holds {name} and no plan"):
        compare_files(articles, tmp_path / "out.jsonl", verdicts=False)
    assert [path.read_text() for path in state.iterdir()] == ["The only copy."]


def test_a_finished_run_deletes_its_own_files_only(
    shipped: object, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, state = tmp_path / "out.jsonl", tmp_path / "out.jsonl.parts"
    hexadecimal = "a" * 32
    state.mkdir()  # of a job that was killed before its plan stood
    (state / "lock").touch()
    (state / f"plan.json.{hexadecimal}.tmp").touch()

    def killed(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(batch_run, "clean", killed)
        with pytest.raises(KeyboardInterrupt):
            compare_files(articles, out, verdicts=False)
    written = {path.name for path in state.iterdir()}
    assert {"000000.npz", "000000.texts.jsonl", "pairs-0000.npz", "complete.json"} <= written
    for name in ("000000.npz.17.tmp.npz", f"records-000000.jsonl.done.{hexadecimal}.tmp"):
        (state / name).touch()
    theirs = {"notes.txt", "news.jsonl", "tables.npz", "more"}
    for name in theirs - {"more"}:
        (state / name).write_text("The only copy.")
    (state / "more").mkdir()
    compare_files(articles, out, verdicts=False)
    assert {path.name for path in state.iterdir()} == theirs | {
        "plan.json", "complete.json", "lock"
    }  # fmt: skip


def test_what_another_run_left_in_the_folder_is_not_read_and_told(
    shipped: object, articles: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = articles.parent
    first = compare_files(folder, folder / "first.jsonl", verdicts=False)
    with caplog.at_level("INFO", "mtdetect.batch"):
        second = compare_files(folder, folder / "second.jsonl", verdicts=False)
    assert (second.articles, second.failed) == (first.articles, first.failed) == (10, 1)
    assert "files skipped, since mtdetect wrote them: " in caplog.text
    assert "first.jsonl" in caplog.text


def test_progress_is_told_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    clock = iter([0.0, 30.0, 61.0, 90.0, 130.0])
    with caplog.at_level("INFO", logger="mtdetect.batch"):
        assert list(paced("abcd", 4, clock.__next__)) == list("abcd")
    assert caplog.messages == ["50% judged, about 1 min left"]


@pytest.mark.parametrize(
    ("tasks", "jobs", "started"),
    [(3, 40, {"joblib": 3, "dask": 3}), (1, 40, {"dask": 1}), (9, 2, {"joblib": 2, "dask": 2}),
     (0, 40, {})],
)  # fmt: skip
def test_no_more_processes_than_tasks_are_started(
    monkeypatch: pytest.MonkeyPatch, tasks: int, jobs: int, started: dict[str, int]
) -> None:
    seen: dict[str, int] = {}

    def note(engine: str, work: object, tasks: Sequence[int], n_jobs: int) -> Sequence[int]:
        seen[engine] = n_jobs
        return tasks

    monkeypatch.setattr(workers, "_with_joblib", partial(note, "joblib"))
    monkeypatch.setattr(workers, "on_dask", lambda *given: note("dask", *given[:3]))
    for engine in ENGINES:
        done = workers.run_all(abs, range(tasks), engine=engine, n_jobs=jobs, scheduler=None)
        assert list(done) == list(range(tasks))
    assert seen == started


def test_the_search_runs_on_dask(
    patient_dask: None, shipped: object, articles: Path, tmp_path: Path
) -> None:
    out, other = tmp_path / "clusters.jsonl", tmp_path / "other.jsonl"
    compare_files(articles, out, engine="dask")
    compare_files(articles, other)
    assert out.read_bytes() == other.read_bytes()
