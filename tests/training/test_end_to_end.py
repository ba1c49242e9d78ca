"""From corpora to a verdict: the real training, measuring and gate, in the small world.

Of the steps of measuring ``unseen_spinner`` is left out: it builds the dictionaries and trains word
models eight times over, which takes longer than all the rest.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import mtdetect
from mtdetect.compare.fitted import weights_of
from mtdetect.evidence.ranking import RankingModel
from mtdetect.simulate.dictionary import SPINNERS_FILE, SpinnerDictionary
from mtdetect.simulate.simulator import Spinner
from mtdetect.tables.paths import model_dir
from mtdetect.training.fit.train import train
from mtdetect.training.measure import card, readme
from mtdetect.training.measure.evaluate import FIGURES_FILE, evaluate
from mtdetect.training.measure.gate import FLOORS_FILE, gate
from mtdetect.training.measure.steps import STEPS

MEASURED = tuple(name for name in STEPS if name != "unseen_spinner")


@dataclass(frozen=True)
class Made:
    """A model of the small world, with what was said and measured."""

    folder: Path
    model: mtdetect.Model
    said: list[str]
    figures: dict[str, Any]
    page: str

    @property
    def stored(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / FIGURES_FILE).read_text("utf-8"))
        return found


@pytest.fixture(scope="module")
def made(whole_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Train and measure once, as the command does, but on one thread."""
    home = tmp_path_factory.mktemp("end to end")
    folder = home / "models"
    page = home / "README.md"
    page.write_text(f"Figures:\n{readme.FIGURES_BEGIN}\nold\n{readme.FIGURES_END}\nThe end.\n")
    said: list[str] = []
    model = train(whole_world, folder, said.append, threads=1)
    with redirect_stdout(StringIO()):
        figures = evaluate(whole_world, folder, home / "cache", MEASURED)
    return Made(folder, model, said, figures, page.read_text("utf-8"))


def numbers(figures: Any) -> Iterator[float]:
    if isinstance(figures, dict):
        for value in figures.values():
            yield from numbers(value)
    elif isinstance(figures, float):
        yield figures


def test_training_leaves_a_whole_model_that_loads_as_it_was(made: Made) -> None:
    assert not [line for line in made.said if "nothing was learnt" in line]
    again = mtdetect.load(made.folder)
    assert again.digest == made.model.digest
    assert again.manifest == made.model.manifest
    assert again.thresholds == made.model.thresholds
    assert again.names.forest.roots.size
    assert len(again.rewordings.text)
    assert again.ranking != RankingModel.unknown()
    assert len(again.clues.phrases)
    assert made.model.versions is not None
    assert weights_of(again) == weights_of(made.model) != weights_of(mtdetect.load())
    assert SpinnerDictionary.load(made.folder / SPINNERS_FILE)


def test_thresholds_are_for_both_rates_and_a_stricter_one_flags_no_more(made: Made) -> None:
    found = {(t.spare, t.fpr): t for t in made.model.thresholds}
    for spare in ("newsrooms", "everyone"):
        usual, strict = found.pop((spare, 0.01)), found.pop((spare, 0.001))
        assert strict.article >= usual.article
        assert strict.paragraph >= usual.paragraph
    assert not found


def test_figures_are_of_this_model_and_these_corpora_and_of_every_step(made: Made) -> None:
    # Text, since what cannot be known of so little (NaN) is not even itself.
    assert json.dumps(made.stored) == json.dumps(made.figures)
    assert made.figures.keys() == {"model", "made_of", "of", *MEASURED}
    assert made.figures["of"] == dict.fromkeys(MEASURED, made.model.digest)
    assert made.figures["model"] == made.model.digest
    assert made.figures["made_of"] == made.model.manifest["corpora_sha256"]
    assert all(made.figures[name] for name in MEASURED)
    assert not any(map(math.isnan, numbers(made.figures["seen"])))


def test_what_the_corpora_have_is_left_out_in_turn_and_nothing_else(made: Made) -> None:
    assert {"google", "nllb", "opus", "bergamot"} <= made.figures["unseen_engine"].keys()
    assert "microsoft" not in made.figures["unseen_engine"]
    assert made.figures["unseen_pivot"].keys() == {"romance", "germanic"}
    assert made.figures["unseen_year"].keys() == {"wmt21"}


def test_card_and_readme_are_written_and_say_what_was_not_measured(made: Made) -> None:
    text = (made.folder / card.CARD_FILE).read_text("utf-8")
    for page in (text, made.page):
        assert "Not measured for this model: unseen spinner." in page
        assert not re.search(r"\bnan\b", page)
    assert made.model.digest[:12] in made.page
    assert "old" not in made.page.splitlines()
    assert made.page.startswith("Figures:\n")
    assert made.page.endswith("\nThe end.\n")


def test_the_gate_measures_all_that_the_shipped_floors_ask_for(
    made: Made, whole_world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped: dict[str, Any] = json.loads((model_dir() / FLOORS_FILE).read_text("utf-8"))
    bounds = {"at_least": 0.0, "at_most": 1.0}
    floors = {name: {kind: bounds[kind] for kind in limit} for name, limit in shipped.items()}
    # No translated article of the small world is longer than a beginning: nothing to measure.
    del floors["translated_beginnings_flagged"]
    floors["spun_auroc"] = {"at_least": 2.0}
    (made.folder / FLOORS_FILE).write_text(json.dumps(floors))
    assert gate(whole_world, made.folder) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("FAIL")] == [lines[0]]
    assert lines[-1] == f"{len(floors) - 1} passed, 1 failed"


def test_the_model_judges_articles_and_suspects_the_spun_copy(
    made: Made, fresh_articles: list[str]
) -> None:
    model = mtdetect.load(made.folder)
    spinner = Spinner("moby", 7, SpinnerDictionary.load(made.folder / SPINNERS_FILE))
    for number, article in enumerate(fresh_articles[:3]):
        plain = mtdetect.score(article, model=model)
        spun = mtdetect.score(spinner.spin(article, number).text, model=made.folder)
        assert plain.to_dict() == mtdetect.score(article, model=made.model).to_dict()
        assert plain.score is not None
        assert spun.score is not None
        assert spun.score > plain.score
        assert spun.likeliest == "spun"
        assert sum((spun.probabilities or {}).values()) == pytest.approx(1)
        for p in spun.paragraphs:
            assert p.log_odds is not None
            weights = [e.weight for e in p.evidence if e.weight is not None]
            assert math.fsum([*weights, p.remainder]) == pytest.approx(p.log_odds, abs=1e-6)
