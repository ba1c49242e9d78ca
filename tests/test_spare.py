"""Whom thresholds spare reaches every way of scoring; what there is not is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import mtdetect
from mtdetect.batch import score_files
from mtdetect.cli import main as cli
from mtdetect.errors import DataError, InvalidValueError
from mtdetect.frames import score_frame
from mtdetect.judge.threshold import SPARED
from mtdetect.model import Model

# The model of these tests flags all that it judges, and nothing where everyone is spared.
FLAGGED = {"newsrooms": True, "everyone": False}


@pytest.fixture
def text(fresh_articles: list[str]) -> str:
    return fresh_articles[0]


@pytest.fixture(scope="module")
def folder(small_model: Model, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model")
    small_model.save(path)
    return path


@pytest.fixture
def news(text: str, tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps({"text": text}) + "\n", "utf-8")
    return path


@pytest.mark.parametrize("spare", SPARED)
def test_one_article_and_many(small_model: Model, text: str, spare: str) -> None:
    one = mtdetect.score(text, model=small_model, spare=spare)
    many = mtdetect.score_many([text, text], model=small_model, spare=spare)
    apart = mtdetect.score_many([text, text], model=small_model, spare=spare, n_jobs=2)
    for document in (one, *many, *apart):
        assert document == one
        assert (document.flagged, document.spare) == (FLAGGED[spare], spare)
        assert [p.flagged for p in document.paragraphs] == [FLAGGED[spare]] * len(document)


def test_newsrooms_are_spared_unless_told(small_model: Model, text: str) -> None:
    newsrooms, everyone = (mtdetect.score(text, model=small_model, spare=s) for s in SPARED)
    assert mtdetect.score(text, model=small_model) == newsrooms
    # It moves flags and labels alone.
    assert everyone.probabilities == newsrooms.probabilities
    assert everyone.likeliest == newsrooms.likeliest


@pytest.mark.parametrize("spare", SPARED)
def test_frames(small_model: Model, text: str, spare: str) -> None:
    scored = score_frame(pd.DataFrame({"text": [text]}), model=small_model, spare=spare)
    assert scored["mt_flagged"].tolist() == [FLAGGED[spare]]


@pytest.mark.parametrize("spare", SPARED)
@pytest.mark.parametrize("n_jobs", [1, 2])
def test_files(folder: Path, news: Path, tmp_path: Path, spare: str, n_jobs: int) -> None:
    output = tmp_path / "o.jsonl"
    score_files(news, output, model=folder, spare=spare, n_jobs=n_jobs)
    (row,) = map(json.loads, output.read_text("utf-8").splitlines())
    assert row["flagged"] == FLAGGED[spare]


def test_a_run_for_other_writers_is_not_mixed_in(folder: Path, news: Path, tmp_path: Path) -> None:
    output = tmp_path / "o.jsonl"
    score_files(news, output, model=folder, shard=(1, 2))
    with pytest.raises(DataError, match="spare: 'newsrooms' then, 'everyone' now"):
        score_files(news, output, model=folder, spare="everyone")


@pytest.mark.parametrize("spare", SPARED)
def test_the_command_line(
    folder: Path,
    news: Path,
    text: str,
    tmp_path: Path,
    spare: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = ["--model", str(folder), "--spare", spare]
    story = tmp_path / "story.txt"
    story.write_text(text, "utf-8")
    assert cli.main(["score", "--json", *options, str(story)]) == 0
    assert json.loads(capsys.readouterr().out)["flagged"] == FLAGGED[spare]
    assert cli.main(["batch", "-q", *options, str(news), "-o", str(tmp_path / "o.jsonl")]) == 0
    assert json.loads((tmp_path / "o.jsonl").read_text("utf-8"))["flagged"] == FLAGGED[spare]
    assert cli.main(["report", *options, str(story), "-o", str(tmp_path / "page.html")]) == 0
    assert ("not over a threshold" in (tmp_path / "page.html").read_text("utf-8")) == (
        not FLAGGED[spare]
    )


def ways(text: str, news: Path, **options: Any) -> list[Callable[[], object]]:
    """Give every way of scoring, each refusing what it refuses at once."""
    frame = pd.DataFrame({"text": [text]})
    return [
        lambda: mtdetect.score(text, **options),
        lambda: mtdetect.score_many([text], **options),
        lambda: score_frame(frame, **options),
        lambda: score_files(news, news.with_name("o.jsonl"), **options),
    ]


@pytest.mark.parametrize("spare", ["nobody", "", None, 1])
def test_who_is_not_known_is_refused_with_those_who_are(
    small_model: Model, text: str, news: Path, spare: Any
) -> None:
    for way in ways(text, news, model=small_model, spare=spare):
        with pytest.raises(InvalidValueError, match=r"spare is .*; it is one of newsrooms, every"):
            way()
    with pytest.raises(InvalidValueError, match="spare is"):
        score_frame(pd.DataFrame({"text": []}), model=small_model, spare=spare)
    assert list(news.parent.iterdir()) == [news]


def test_a_model_without_such_thresholds_says_so(small_model: Model, text: str, news: Path) -> None:
    few = tuple(t for t in small_model.thresholds if t.spare == "newsrooms")
    for way in ways(text, news, model=replace(small_model, thresholds=few), spare="everyone"):
        with pytest.raises(InvalidValueError, match="'everyone', and this model has no thresholds"):
            way()


class Own:
    """A model of a user's."""

    digest = "own"

    def score_texts(self, texts: list[str], prior: float, fpr: float) -> list[mtdetect.Document]:
        return [mtdetect.Document(text, None, None, False) for text in texts]


def test_a_model_of_one_s_own_decides_by_itself(text: str, news: Path) -> None:
    assert mtdetect.score(text, model=Own()).score is None
    for way in ways(text, news, model=Own(), spare="everyone"):
        with pytest.raises(InvalidValueError, match=r"Own is a model of yours.*leave spare="):
            way()


def test_the_command_line_names_whom_it_knows(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(["score", "--spare", "nobody", "story.txt"])
    assert caught.value.code == 2
    assert "newsrooms" in capsys.readouterr().err
