"""Corpora that are too small say what they lack, or are learnt from as far as they go."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mtdetect.compare.fitted import KINDS
from mtdetect.compare.origin import SIGNS
from mtdetect.compare.traces import OF_SCORES, TRACES
from mtdetect.errors import DataError
from mtdetect.judge.article import ArticleModel
from mtdetect.model import Model
from mtdetect.training.corpora.articles import judge
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.dataset import Sample
from mtdetect.training.fit import garbles
from mtdetect.training.fit.detector import LabelledSet, check_kinds
from mtdetect.training.fit.thresholds import thresholds
from mtdetect.training.fit.train import draw_articles, fit_context, runs_in_articles, train
from mtdetect.training.fit.versions import Examples, fit
from mtdetect.training.measure import evaluate
from mtdetect.training.measure.protocols import Bench, source_is


def translation(source: str) -> Sample:
    return Sample("A text.", "translated", "native", source, source)


def emptied(world: Any, folder: Path, *names: str) -> Path:
    """Copy the corpora of the small world, some of them without a line."""
    shutil.copytree(world.data, folder)
    for name in names:
        with gzip.open(folder / f"{name}.jsonl.gz", "wt"):
            pass
    return folder


def test_without_native_news_there_is_nothing_to_begin_with(world: Any, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="news_native"):
        Corpora(emptied(world, tmp_path / "data", "human/news_native"))


def test_training_needs_translations_and_says_so_at_once(world: Any, tmp_path: Path) -> None:
    names = [f"machine/{p.name[:-9]}" for p in (world.data / "machine").iterdir()]
    data, said = emptied(world, tmp_path / "data", *names), []
    with pytest.raises(DataError, match=r"'train' .* that are translated"):
        train(data, tmp_path / "out", said.append, threads=1)
    assert not any("training" in line for line in said)


def test_every_kind_is_asked_for() -> None:
    with pytest.raises(DataError, match="native, spun"):
        check_kinds([translation("a")], "test")


def test_without_other_writers_and_machines_articles_are_fitted_all_the_same(
    world: Any, detector: Any
) -> None:
    sets = draw_articles(world.corpora, "calibrate", world.pool, native=40, machine=20)
    native = [a for a in sets.humans if a.writers == "native_news"]
    begun = Model(world.resources, detector.parameters_, ArticleModel(), ())
    fitted = fit_context(begun, type(sets)(native, sets.machines))
    assert len(fitted.thresholds) == 4
    assert runs_in_articles(judge(native, fitted), [], 5) == []
    foreign = [a for a in sets.humans if a.writers != "native_news"]
    with pytest.raises(DataError, match="no article of native news"):
        thresholds(judge(foreign, fitted), fitted.article)


def test_names_and_versions_say_what_they_miss(world: Any) -> None:
    with pytest.raises(DataError, match="too few names"):
        garbles.fit(["No name is in here."], [], [], world.lexicon)
    columns = np.zeros((1, len(TRACES) + len(OF_SCORES)))
    with pytest.raises(DataError, match=", ".join(KINDS[1:])):
        fit(Examples(columns, [KINDS[0]], [np.zeros((2, len(SIGNS)))]))


def test_a_protocol_is_left_out_that_has_nothing_to_test_or_to_learn_from(world: Any) -> None:
    def bench(train: str, test: str) -> Bench:
        sets = [
            LabelledSet([translation(s) for s in sources], np.zeros((0, 0)), None)  # type: ignore[arg-type]
            for sources in (train, test)
        ]
        return Bench(world.corpora, None, *sets, ())  # type: ignore[arg-type]

    assert bench("ab", "a").can_do_without(source_is("a"))
    assert bench("b", "a").can_do_without(source_is("a"))
    assert not bench("ab", "b").can_do_without(source_is("a"))
    assert not bench("a", "a").can_do_without(source_is("a"))
    assert not bench("ab", "a").can_do_without(source_is("a"), source_is("c"))


def test_figures_of_a_few_steps_wait_with_the_card(
    small_model: Model,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    small_model.save(tmp_path)
    stored = {"ablation": {}, "of": {"ablation": "an earlier model"}}
    (tmp_path / evaluate.FIGURES_FILE).write_text(json.dumps(stored))
    found = {"length": {}, "of": {"length": small_model.digest}}
    monkeypatch.setattr(evaluate, "run_steps", lambda data, out, cache, names: found)
    assert evaluate.evaluate(tmp_path, tmp_path, only=["length"]) == {
        "ablation": {},
        "length": {},
        "of": {"ablation": "an earlier model", "length": small_model.digest},
    }
    assert "waits until there are figures of seen, false_positives" in capsys.readouterr().out
    assert not (tmp_path / "README.md").exists()
    assert (tmp_path / evaluate.FIGURES_FILE).exists()
