"""What users call: one article, many, other models; what is refused; what is never touched."""

from __future__ import annotations

import gc
import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joblib.externals.loky import ProcessPoolExecutor

import mtdetect
from mtdetect import api
from mtdetect.api import load_model
from mtdetect.arguments import check_jobs
from mtdetect.errors import InvalidTypeError, InvalidValueError, ModelError, WorkerError
from mtdetect.tables import paths as _paths

ROOT = Path(__file__).resolve().parents[1]
STORIES = [
    "The ferry company said on Thursday that it would add two boats to the island route before "
    "summer, after passengers complained of waiting for hours in the rain.\n\nNobody at the "
    "harbor office would say what the boats cost, but a filing put the price at $14 million.",
    "The immigration choose ordered the army gear to be stored earlier than the warfare ended, in "
    "accordance with a nationwide safety adviser who spoke with the 2 international locations.",
    "",
    "Read more",
    "On Thursday, the company said that it will pay $ 14 million to the the english passengers, "
    "which is due to the fact that they waited. in the rain for hours , the ministry informed.",
]


def scores(documents: Iterator[mtdetect.Document]) -> list[Any]:
    """Give all of a verdict that can be compared exactly or nearly so."""
    return [
        (
            d.text,
            d.label,
            d.flagged,
            pytest.approx(d.score, abs=1e-9),
            [(p.start, p.label, p.flagged, p.reason) for p in d.paragraphs],
        )
        for d in documents
    ]


def plainly(documents: Iterator[mtdetect.Document]) -> list[Any]:
    return [
        (
            d.text,
            d.label,
            d.flagged,
            d.score,
            [(p.start, p.label, p.flagged, p.reason) for p in d.paragraphs],
        )
        for d in documents
    ]


# What is exported.


def test_every_public_name_exists_and_is_listed_once() -> None:
    assert len(set(mtdetect.__all__)) == len(mtdetect.__all__)
    for name in mtdetect.__all__:
        assert getattr(mtdetect, name) is not None
    promised = {"score", "score_many", "load", "Detector", "LexicalFeatures", "Document",
                "Paragraph", "Evidence"}  # fmt: skip
    assert promised <= set(mtdetect.__all__)


def test_no_short_form_fills_the_screen(shipped: mtdetect.Model) -> None:
    found = mtdetect.compare([STORIES[0], STORIES[0], "Rain fell."])
    shown = (
        *(shipped, shipped.resources, mtdetect.Detector.from_model(shipped)),
        *(found, found.clusters[0], mtdetect.score(STORIES[0])),
    )
    for thing in shown:
        assert type(thing).__name__ in repr(thing)
        assert len(repr(thing)) < 200


def test_the_shipped_model_is_the_default(shipped: mtdetect.Model) -> None:
    assert mtdetect.load() is shipped
    assert mtdetect.score(STORIES[0]) == mtdetect.score(STORIES[0], model=shipped)


def test_the_models_of_an_installed_package_come_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "site" / "mtdetect"
    package.mkdir(parents=True)
    monkeypatch.setattr(_paths, "__file__", str(package / "tables" / "paths.py"))
    assert _paths.model_dir() == (tmp_path / "site" / "models").resolve()
    (package / "models").mkdir()
    assert _paths.model_dir() == (package / "models").resolve()


# Bad input.


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (b"The ferry", r"bytes.*decode"),
        (bytearray(b"The ferry"), r"bytearray.*pass str"),
        (None, r"NoneType.*pass str"),
        (7, r"\bint\b.*pass str"),
        (0.5, r"float.*pass str"),
        (["The ferry"], r"list.*pass str"),
        (Path("ferry.txt"), r"Path.*pass str"),
    ],
)
def test_what_is_no_text_is_refused_by_its_type(wrong: Any, told: str) -> None:
    with pytest.raises(TypeError, match=told):
        mtdetect.score(wrong)
    with pytest.raises(TypeError, match=told):
        list(mtdetect.score_many([STORIES[0], wrong]))


@pytest.mark.parametrize("one", ["The ferry", b"The ferry"])
def test_one_text_is_not_many(one: Any) -> None:
    with pytest.raises(TypeError, match=rf"one {type(one).__name__}.*\[text\]"):
        mtdetect.score_many(one)


@pytest.mark.parametrize("nothing", [None, 7])
def test_what_cannot_be_gone_through_is_refused_at_once(nothing: Any) -> None:
    with pytest.raises(TypeError, match=rf"got {type(nothing).__name__}: pass a list of str"):
        mtdetect.score_many(nothing)


@pytest.mark.parametrize("prior", [0, 1, -0.1, 1.5, float("nan"), float("inf")])
def test_a_prior_that_leaves_nothing_to_decide_is_refused(prior: float) -> None:
    with pytest.raises(ValueError, match=rf"prior is {prior}; it must lie above 0 and below 1"):
        mtdetect.score(STORIES[0], prior=prior)
    with pytest.raises(ValueError, match="prior"):
        mtdetect.score_many(STORIES, prior=prior)


@pytest.mark.parametrize("fpr", [0.0, 0.05, 1.0, float("nan")])
def test_a_rate_without_threshold_is_refused_with_those_there_are(fpr: float) -> None:
    with pytest.raises(ValueError, match=rf"fpr is {fpr}.*0\.01, 0\.001"):
        mtdetect.score(STORIES[0], fpr=fpr)
    with pytest.raises(ValueError, match="fpr"):
        mtdetect.score_many(STORIES, fpr=fpr)


def test_impossible_numbers_of_processes_and_texts_are_refused() -> None:
    with pytest.raises(ValueError, match=r"chunk_size is 0; it must be 1 or more"):
        mtdetect.score_many(STORIES, chunk_size=0)
    with pytest.raises(ValueError, match=r"n_jobs is 0; pass 1 or more, or -1"):
        mtdetect.score_many(STORIES, n_jobs=0)


@pytest.mark.parametrize("n_jobs", [2.5, "2", True])
def test_a_number_of_processes_is_a_whole_number(n_jobs: Any) -> None:
    with pytest.raises(InvalidTypeError, match=rf"n_jobs is {n_jobs!r}; pass a whole number"):
        mtdetect.score_many(STORIES, n_jobs=n_jobs)


def test_more_processes_than_any_machine_can_use_are_refused() -> None:
    with pytest.raises(InvalidValueError, match=r"n_jobs is 1000000; pass 1,024 or fewer"):
        mtdetect.score_many(STORIES, n_jobs=10**6)


def test_processes_are_counted_as_joblib_counts_them() -> None:
    cores = joblib.cpu_count()
    counted = [check_jobs(n_jobs) for n_jobs in (None, 1, np.int64(3), -1, -cores, -10 * cores)]
    assert counted == [1, 1, 3, cores, 1, 1]


@pytest.mark.parametrize("wrong", ["a", None, True, [0.01]])
def test_what_is_no_number_is_told_with_what_is_wanted(wrong: Any) -> None:
    for score in (mtdetect.score, mtdetect.score_many):
        with pytest.raises(InvalidTypeError, match=r"prior is .*; pass a number above 0"):
            score(STORIES[0:1] if score is mtdetect.score_many else STORIES[0], prior=wrong)
        with pytest.raises(InvalidTypeError, match=r"fpr is .*; pass a number.* 0\.01, 0\.001"):
            score(STORIES[0:1] if score is mtdetect.score_many else STORIES[0], fpr=wrong)


def test_tables_and_dicts_are_not_read_by_their_names() -> None:
    pandas = pytest.importorskip("pandas")
    with pytest.raises(InvalidTypeError, match=r"got a DataFrame.*mtdetect\.score_frame"):
        mtdetect.score_many(pandas.DataFrame({"text": STORIES}))
    with pytest.raises(InvalidTypeError, match=r"got a dict.*list\(texts\.values\(\)\)"):
        mtdetect.score_many({"a": STORIES[0]})
    column = pandas.DataFrame({"text": STORIES})["text"]
    assert [d.text for d in mtdetect.score_many(column)] == STORIES


def test_of_many_texts_the_bad_one_is_named_by_its_place() -> None:
    documents = mtdetect.score_many([*STORIES, None], chunk_size=2)  # type: ignore[list-item]
    assert [d.text for d in islice(documents, len(STORIES))] == STORIES
    with pytest.raises(InvalidTypeError, match=rf"texts\[{len(STORIES)}\] is of type NoneType"):
        next(documents)


@pytest.mark.parametrize("chunk_size", [1, 2, 4, 32])
def test_what_comes_before_a_fault_is_scored_whatever_the_chunks(chunk_size: int) -> None:
    def broken() -> Iterator[str]:
        yield from STORIES[:3]
        raise OSError("the disk is gone")

    documents = mtdetect.score_many(broken(), chunk_size=chunk_size)
    assert [next(documents).text for _ in range(3)] == STORIES[:3]
    with pytest.raises(OSError, match="the disk is gone"):
        next(documents)


@pytest.mark.parametrize("empty", ["", " ", "\n\n\t\r\n"])
def test_a_blank_text_has_no_paragraphs_and_no_score(empty: str) -> None:
    document = mtdetect.score(empty)
    assert document == mtdetect.Document(empty, None, None, False)


# Many texts.


def test_nothing_gives_nothing() -> None:
    assert list(mtdetect.score_many([])) == []
    assert list(mtdetect.score_many(iter(()), n_jobs=2)) == []


@settings(max_examples=15)
@given(order=st.lists(st.sampled_from(STORIES), max_size=9), chunk_size=st.integers(1, 12))
def test_many_are_one_by_one_whatever_the_chunks(order: list[str], chunk_size: int) -> None:
    together = plainly(mtdetect.score_many(order, chunk_size=chunk_size))
    assert together == scores(mtdetect.score(text) for text in order)


def test_two_processes_give_the_same_and_explain_the_same() -> None:
    alone = list(mtdetect.score_many(STORIES * 2))
    apart = list(mtdetect.score_many(STORIES * 2, n_jobs=2, chunk_size=3))
    assert plainly(iter(apart)) == scores(iter(alone))
    for one, other in zip(alone, apart, strict=True):
        assert [(e.start, e.end, e.kind) for e in one.evidence] == [
            (e.start, e.end, e.kind) for e in other.evidence
        ]


def test_taking_only_some_results_of_two_processes_is_no_fault() -> None:
    documents = mtdetect.score_many([STORIES[0]] * 40, n_jobs=2, chunk_size=2)
    assert next(documents).text == STORIES[0]
    del documents
    gc.collect()  # what complains while it is closed complains here, and warnings are errors


def test_two_streams_of_processes_leave_each_other_alone() -> None:
    one = mtdetect.score_many(STORIES * 8, n_jobs=2, chunk_size=2)
    next(one)
    other = mtdetect.score_many(STORIES * 8, n_jobs=2, chunk_size=2)
    next(other)
    del one
    gc.collect()
    assert len(list(other)) == 8 * len(STORIES) - 1


class Deadly:
    """A model that ends its process where the text says so."""

    digest = ""

    def score_texts(self, texts: list[str], x: float, y: float) -> list[mtdetect.Document]:
        if "die" in texts:
            os._exit(1)
        return [mtdetect.Document(text, None, None, False) for text in texts]


def test_a_process_that_was_killed_is_told_with_what_to_do() -> None:
    with pytest.raises(WorkerError, match=r"one of 2 processes was killed .*a smaller n_jobs"):
        list(mtdetect.score_many(["live", "die"] * 4, n_jobs=2, chunk_size=1, model=Deadly()))


def test_no_more_processes_are_started_than_there_are_chunks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[int] = []

    class Counted(ProcessPoolExecutor):  # type: ignore[misc]
        def __init__(self, n: int, **options: Any) -> None:
            started.append(n)
            super().__init__(n, **options)

    monkeypatch.setattr("joblib.externals.loky.ProcessPoolExecutor", Counted)
    assert len(list(mtdetect.score_many(iter(STORIES[:2]), n_jobs=24))) == 2
    assert started == []
    assert len(list(mtdetect.score_many(STORIES[:2], n_jobs=24, chunk_size=1))) == 2
    assert started == [2]


def test_what_stands_before_a_fault_is_scored_first() -> None:
    documents = mtdetect.score_many([*STORIES, 7], n_jobs=2, chunk_size=2)  # type: ignore[list-item]
    assert [d.text for d in islice(documents, len(STORIES))] == STORIES
    with pytest.raises(InvalidTypeError, match="is of type int"):
        next(documents)


@pytest.mark.parametrize("place", [0, 3, 39])
def test_two_processes_refuse_what_is_no_text(place: int) -> None:
    texts: list[Any] = [*STORIES * 8]
    texts[place] = 7
    with pytest.raises(TypeError, match="int, not str"):
        list(mtdetect.score_many(texts, n_jobs=2, chunk_size=2))


def test_an_endless_stream_is_read_as_the_results_are_taken() -> None:
    taken = count()

    def endless() -> Iterator[str]:
        for _ in taken:
            yield "Read more"

    assert len(list(islice(mtdetect.score_many(endless(), chunk_size=4), 10))) == 10
    assert next(taken) <= 13


def test_the_prior_and_the_rate_reach_every_text() -> None:
    for document in mtdetect.score_many([*STORIES, ""], prior=0.01, fpr=0.001):
        assert (document.prior, document.fpr) == (0.01, 0.001)
        assert document.score == pytest.approx(
            mtdetect.score(document.text, prior=0.01).score, abs=1e-9
        )


# Other models.


def test_a_pickled_model_needs_trust(tmp_path: Path) -> None:
    path = tmp_path / "mine.joblib"
    path.write_bytes(b"never read")
    with pytest.raises(ModelError, match=r"mine\.joblib is a pickle.*trusted=True"):
        mtdetect.load(path)
    for wrong in ("no", 1, None):
        with pytest.raises(InvalidTypeError, match=r"trusted is .*; pass True or False"):
            mtdetect.load(path, trusted=wrong)  # type: ignore[arg-type]


def test_a_trusted_pickle_is_the_model_that_was_saved(
    shipped: mtdetect.Model, tmp_path: Path
) -> None:
    joblib.dump(shipped, tmp_path / "mine.joblib")
    again = mtdetect.load(tmp_path / "mine.joblib", trusted=True)
    assert mtdetect.score(STORIES[0], model=again) == mtdetect.score(STORIES[0], model=shipped)


@pytest.mark.parametrize("content", [b"", b"not a pickle", pickle.dumps({"a": 1})[:-4]])
def test_a_broken_pickle_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.joblib"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"mine\.joblib cannot be read"):
        mtdetect.load(path, trusted=True)


def test_a_missing_pickle_and_one_of_something_else_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"none\.joblib cannot be read.*FileNotFoundError"):
        mtdetect.load(tmp_path / "none.joblib", trusted=True)
    joblib.dump(np.arange(3), tmp_path / "array.joblib")
    with pytest.raises(ModelError, match=r"array\.joblib holds a ndarray"):
        mtdetect.load(tmp_path / "array.joblib", trusted=True)


def test_a_path_may_be_a_string(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"manifest\.json is missing"):
        mtdetect.load(str(tmp_path))


def test_a_file_is_no_folder_of_a_model(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORIES[0], "utf-8")
    with pytest.raises(ModelError, match=r"story\.txt is a file.*pass the folder"):
        mtdetect.load(tmp_path / "story.txt")


@pytest.mark.parametrize("wrong", [3, 0.5, ["my-model"], b"my-model"])
def test_what_is_neither_model_nor_path_is_refused(wrong: Any) -> None:
    with pytest.raises(InvalidTypeError, match="pass a path"):
        mtdetect.load(wrong)
    with pytest.raises(InvalidTypeError, match=r"model is .*mtdetect\.load\(\)"):
        mtdetect.score(STORIES[0], model=wrong)
    with pytest.raises(InvalidTypeError, match=r"model is .*mtdetect\.load\(\)"):
        mtdetect.score_many(STORIES, model=wrong)


def test_the_path_of_a_model_stands_for_the_model(shipped: mtdetect.Model, tmp_path: Path) -> None:
    shipped.save(tmp_path / "mine")
    for path in (tmp_path / "mine", str(tmp_path / "mine")):
        assert plainly(iter([mtdetect.score(STORIES[0], model=path)])) == scores(
            mtdetect.score_many(STORIES[:1], model=path)
        )
    with pytest.raises(ModelError, match=r"none.manifest\.json is missing"):
        mtdetect.score(STORIES[0], model=tmp_path / "none")


def test_a_model_that_was_retrained_at_its_path_is_read_again(
    shipped: mtdetect.Model, tmp_path: Path
) -> None:
    shipped.save(tmp_path)
    before = load_model(tmp_path)
    assert load_model(str(tmp_path)) is before
    replace(shipped, thresholds=shipped.thresholds[:1]).save(tmp_path)
    assert load_model(tmp_path).digest != before.digest


def test_two_models_in_turn_are_loaded_once_each(
    small_model: mtdetect.Model, tmp_path: Path
) -> None:
    paths = [tmp_path / "one", tmp_path / "other"]
    for path in paths:
        small_model.save(path)
    first = [load_model(path) for path in paths]
    again = [load_model(path) for path in paths]
    assert all(a is b for a, b in zip(first, again, strict=True))


# What is never touched.


def run_python(code: str) -> str:
    """Run code in a fresh interpreter that finds the same packages; give what it prints."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


OPTIONAL = (
    "pandas", "matplotlib", "trafilatura", "warcio", "fastwarc", "pyarrow", "dask", "distributed",
    "fsspec", "zstandard", "polars", "IPython", "mtdetect.training",
)  # fmt: skip


def test_importing_and_scoring_load_nothing_optional() -> None:
    # Some versions of scikit-learn load pandas by themselves where it is installed.
    code = (
        "import sys, joblib, nltk, rich, sklearn.linear_model\n"
        "theirs = set(sys.modules)\n"
        "import mtdetect\n"
        f"documents = list(mtdetect.score_many({STORIES!r}))\n"
        "documents[1].to_json()\n"
        f"print([name for name in {OPTIONAL!r} if name in set(sys.modules) - theirs])"
    )
    assert run_python(code).strip() == "[]"


def test_scoring_works_where_nothing_optional_is_installed() -> None:
    code = (
        "import sys\n"
        f"sys.modules.update(dict.fromkeys({OPTIONAL!r}))\n"
        "import mtdetect\n"
        f"print([d.label for d in mtdetect.score_many({STORIES!r})])"
    )
    assert run_python(code).startswith("[")


def test_importing_and_scoring_open_no_socket_and_unpickle_nothing() -> None:
    code = (
        "import sys\n"
        "def watch(event, args):\n"
        "    if event.startswith('socket.') or event == 'pickle.find_class':\n"
        "        raise SystemExit(f'{event} {args}')\n"
        "sys.addaudithook(watch)\n"
        "import mtdetect\n"
        f"print([d.label for d in mtdetect.score_many({STORIES!r})])"
    )
    assert run_python(code).startswith("[")


def test_scoring_and_explaining_open_no_socket(
    shipped: mtdetect.Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    for story in STORIES:
        assert api.score(story, model=shipped).to_dict()["paragraphs"] is not None
