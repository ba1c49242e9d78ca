"""A model survives its files, and every broken file is refused by name."""

from __future__ import annotations

import gc
import json
import math
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import mtdetect
from mtdetect.engine.documents import Engine
from mtdetect.errors import ModelError, MtdetectError
from mtdetect.evidence.clues.phrases import Phrase, PhraseTable
from mtdetect.evidence.clues.weights import ClueModel, Rate
from mtdetect.evidence.ranking import COLUMNS as RANKED
from mtdetect.evidence.ranking import RankingModel
from mtdetect.features.style import HASH_BITS
from mtdetect.judge.article import ArticleModel, Side
from mtdetect.judge.register import Reading, Register
from mtdetect.judge.writers import TILTS, Writers
from mtdetect.model import (
    DETECTOR_FILE,
    LEXICON_FILE,
    MANIFEST_FILE,
    SCHEMA,
    SPARED,
    Model,
    Threshold,
)
from mtdetect.names.candidates import CandidateModel
from mtdetect.results import LABELS

ARTICLE, SIDE = ArticleModel().to_dict(), asdict(Side())
FILES = (LEXICON_FILE, DETECTOR_FILE, MANIFEST_FILE)
THRESHOLDS = (
    Threshold(0.01, (1.5, 1.0), (0.5, 0.7), 100, 900, 0.03, 0.02, (1.5, 0.5)),
    Threshold(0.001, (4.0, 5.0), (3.0, 3.0), spare="everyone"),
)
CLUES = ClueModel(
    {"score_colon": Rate(1e-5, 0.5)},
    {"score_colon": Rate(1e-3, 1.0)},
    repeat=0.3,
    scale=0.8,
    bound=4.0,
    phrases=PhraseTable([Phrase("a suspended jury", "a hung jury"), Phrase("useful goods", None)]),
)


@pytest.fixture(scope="module")
def model(detector: Any) -> Model:
    weights = np.full(1 << HASH_BITS, 0.5, dtype=np.float32)
    readings = Reading(weights, 0.25, 2.0, -0.5, 4.0), Reading(2 * weights, 1.0, 3.0)
    register = Register(*readings, most_personal=0.06)
    article = ArticleModel(spun=Side(temper=0.5))
    names = CandidateModel(detector.resources_.word_model, 0.6, 0.7)
    return Model(
        detector.resources_,
        detector.parameters_,
        article,
        THRESHOLDS,
        manifest={"made": "here"},
        register=register,
        names=names,
        ranking=RankingModel((0.25,) * len(RANKED)),
        clues=CLUES,
    )


@pytest.fixture(scope="module")
def saved(model: Model, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("saved") / "new" / "folder"
    model.save(folder)
    return folder


@pytest.fixture
def folder(saved: Path, tmp_path: Path) -> Path:
    """A copy of the saved model that a test may break."""
    return Path(shutil.copytree(saved, tmp_path / "model"))


def test_what_names_are_weighed_by_is_stored(model: Model, saved: Path) -> None:
    again = mtdetect.load(saved).names
    assert again.to_dict() == model.names.to_dict()
    for name, values in model.names.arrays().items():
        np.testing.assert_array_equal(again.arrays()[name], values)


def test_what_suggestions_are_ranked_by_is_stored(model: Model, saved: Path) -> None:
    assert mtdetect.load(saved).ranking == model.ranking


def test_what_clues_weigh_is_stored(saved: Path) -> None:
    again = mtdetect.load(saved).clues
    assert again.phrases.phrases == CLUES.phrases.phrases
    assert again.to_dict() == CLUES.to_dict()
    assert again.human == CLUES.human


def test_the_manifest_tells_what_names_and_clues_weigh(saved: Path) -> None:
    manifest = json.loads((saved / MANIFEST_FILE).read_text("utf-8"))
    assert manifest["schema"] == SCHEMA
    assert {"names", "ranking", "clues", "register", "article", "thresholds"} <= set(manifest)
    assert [t["spare"] for t in manifest["thresholds"]] == ["newsrooms", "everyone"]


def test_a_loaded_model_scores_as_the_saved_one(
    model: Model, saved: Path, fresh_articles: list[str]
) -> None:
    again = mtdetect.load(saved)
    for one, other in zip(
        Engine(model).score_texts(fresh_articles),
        Engine(again).score_texts(fresh_articles),
        strict=True,
    ):
        # The weights of n-grams are stored in half precision.
        assert other.score == pytest.approx(one.score, abs=0.01)
        assert [p.reason for p in other.paragraphs] == [p.reason for p in one.paragraphs]
    assert again.thresholds == model.thresholds
    assert again.article == model.article
    for kind in ("news", "odd"):
        read, written = (getattr(m.register, kind) for m in (again, model))
        for name in ("bias", "slope", "intercept", "silent"):
            assert getattr(read, name) == getattr(written, name)
        np.testing.assert_array_equal(read.weights, written.weights)
    assert again.register.most_personal == model.register.most_personal
    assert again.manifest["made"] == "here"


def test_a_register_without_limit_stays_without(model: Model, tmp_path: Path) -> None:
    replace(model, register=Register.unknown()).save(tmp_path)
    assert "Infinity" not in (tmp_path / MANIFEST_FILE).read_text("utf-8")
    assert mtdetect.load(tmp_path).register.most_personal == math.inf


def test_saving_what_was_loaded_changes_nothing(
    saved: Path, tmp_path: Path, fresh_articles: list[str]
) -> None:
    first = mtdetect.load(saved)
    first.save(tmp_path)
    second = mtdetect.load(tmp_path)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (saved / name).read_bytes()
    assert second.digest == first.digest != ""
    assert Engine(first).score_texts(fresh_articles) == Engine(second).score_texts(fresh_articles)


def test_the_folder_holds_plain_data_only(saved: Path) -> None:
    assert sorted(p.name for p in saved.iterdir()) == sorted(FILES)
    for name in (LEXICON_FILE, DETECTOR_FILE):
        with np.load(saved / name, allow_pickle=False) as stored:
            assert all(array.dtype.kind in "uif" for array in stored.values())


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name):
        mtdetect.load(folder)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kept", [0.0, 0.5, 0.99])
def test_a_file_cut_short_is_named(folder: Path, name: str, kept: float) -> None:
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[: int(kept * len(whole))])
    with pytest.raises(ModelError, match=rf"{name} is not"):
        mtdetect.load(folder)
    gc.collect()  # a file left open would warn now, and warnings are errors


@pytest.mark.parametrize("name", [LEXICON_FILE, DETECTOR_FILE])
def test_one_changed_bit_is_noticed(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match=rf"{name}.*SHA-256 differs.*reinstall or retrain"):
        mtdetect.load(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_folder_in_place_of_a_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).mkdir()
    with pytest.raises(ModelError, match=name):
        mtdetect.load(folder)


def test_a_folder_may_be_a_string(model: Model, tmp_path: Path) -> None:
    model.save(f"{tmp_path}/model")
    assert Model.load(f"{tmp_path}/model").digest == Model.load(tmp_path / "model").digest


@pytest.mark.parametrize("wrong", [None, 3, b"model", ""])
def test_what_is_no_folder_is_refused(model: Model, wrong: Any) -> None:
    for call in (model.save, Model.load):
        with pytest.raises(MtdetectError, match=r"folder is .*; pass a path"):
            call(wrong)


def test_a_model_cannot_be_saved_onto_a_file(model: Model, tmp_path: Path) -> None:
    (tmp_path / "model").write_text("not a folder")
    for folder in (tmp_path / "model", tmp_path / "model" / "within"):
        with pytest.raises(ModelError, match=r"cannot be saved in .*name a folder"):
            model.save(folder)


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "model").write_text("not a folder")
    with pytest.raises(ModelError, match=r"manifest\.json"):
        mtdetect.load(tmp_path / "model")


Manifest = dict[str, Any]


def drop(key: str) -> Callable[[Manifest], Any]:
    return lambda m: m.pop(key)


def put(key: str, value: Any) -> Callable[[Manifest], Any]:
    return lambda m: m.update({key: value})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (put("schema", 99), "schema 99.*retrain"),
        (put("features", ["other"]), "other features.*retrain"),
        (put("labels", list(LABELS[::-1])), "other features"),
        (drop("schema"), "KeyError.*schema"),
        (drop("ranking"), "KeyError.*ranking"),
        (drop("article"), "KeyError.*article"),
        (drop("thresholds"), "KeyError.*thresholds"),
        (drop("names"), "KeyError.*names"),
        (put("clues", {"human": {}}), "weights of clues are not whole"),
        (put("article", {"spun": "high"}), "not a whole manifest"),
        (put("article", {**ARTICLE, "spun": {**SIDE, "temper": float("nan")}}), "temper is nan"),
        (put("article", {**ARTICLE, "spun": {**SIDE, "writers": {}}}), "not a whole manifest"),
        (put("article", {**ARTICLE, "start": 1.5}), "start is 1.5"),
        (put("article", {**ARTICLE, "mood": 1.0}), "mood"),
        (put("thresholds", [{"fpr": 0.01}]), "not a whole manifest"),
        (put("thresholds", [{"fpr": 7, "article": [1, 1], "paragraph": [1, 1]}]), "fpr is 7"),
        (
            put("thresholds", [{"fpr": 0.01, "article": [float("nan"), 1], "paragraph": [1, 1]}]),
            "article",
        ),
        (put("thresholds", [{"fpr": 0.01, "article": "x", "paragraph": [1, 1]}]), "not a whole"),
        (put("thresholds", 3), "not a whole manifest"),
        (put("names", {"columns": None}), r"manifest\.json tells wrongly of it \(TypeError"),
        (put("sha256", {}), "SHA-256 differs"),
        (put("sha256", None), "not a whole manifest"),
    ],
)
def test_an_altered_manifest_is_refused(
    folder: Path, change: Callable[[Manifest], Any], told: str
) -> None:
    path = folder / MANIFEST_FILE
    manifest = json.loads(path.read_text("utf-8"))
    change(manifest)
    path.write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(ModelError, match=told):
        mtdetect.load(folder)


def places(node: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a manifest; of lists of numbers and names the first element stands for all."""
    if isinstance(node, dict | list):
        for key in node if isinstance(node, dict) else range(len(node)):
            if key == 0 or isinstance(node, dict) or isinstance(node[key], dict):
                yield (*above, key)
                yield from places(node[key], (*above, key))


def kind(value: Any) -> type:
    return float if isinstance(value, int | float) else type(value)


# Null there stands for a bound that there is not, or for the limits of all articles.
MAY_BE_NULL = ("most_personal", "repeat", "scale", "bound", "news_article", "news_paragraph")


def test_a_value_of_another_type_in_the_manifest_is_refused(folder: Path) -> None:
    path = folder / MANIFEST_FILE
    whole = json.loads(path.read_text("utf-8"))
    del whole["made"]  # told, and never read
    for place in places(whole):
        for value in (None, [], {}, "", 1, 10**400):
            manifest = json.loads(json.dumps(whole))
            inner = manifest
            for key in place[:-1]:
                inner = inner[key]
            same = kind(inner[place[-1]]) is kind(value)
            inner[place[-1]] = value
            path.write_text(json.dumps(manifest), "utf-8")
            try:
                Model.load(folder)
            except ModelError:
                continue
            assert same or (value is None and place[-1] in MAY_BE_NULL), (place, value)


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"{", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_manifest_is_refused(folder: Path, content: bytes) -> None:
    (folder / MANIFEST_FILE).write_bytes(content)
    with pytest.raises(ModelError, match=r"manifest\.json is not a whole manifest"):
        mtdetect.load(folder)


def test_thresholds_are_found_by_their_rate(model: Model) -> None:
    assert model.threshold(0.01) is THRESHOLDS[0]
    with pytest.raises(ValueError, match=r"fpr is 0\.5.*thresholds for 0\.01$"):
        model.threshold(0.5)


def test_thresholds_are_found_by_whom_they_spare(model: Model) -> None:
    assert model.threshold(0.001, "everyone") is THRESHOLDS[1]
    with pytest.raises(ValueError, match=r"fpr is 0\.01.*thresholds for 0\.001$"):
        model.threshold(0.01, "everyone")
    with pytest.raises(ValueError, match="spare is 'nobody'; it is one of newsrooms, everyone"):
        model.threshold(0.01, "nobody")


def test_another_sequence_model_takes_the_place_of_the_old(
    model: Model, fresh_articles: list[str]
) -> None:
    never = (Threshold(0.01, (99.0, 99.0), (99.0, 99.0)),)
    alike = (0.0,) * len(TILTS)
    silent = Side(temper=0.0, writers=Writers(alike, alike, alike))
    other = replace(model, article=ArticleModel(silent, silent), thresholds=never)
    assert model.article.spun.temper == 0.5
    for document in Engine(other).score_texts(fresh_articles):
        # Evidence of no weight leaves the prior, and nothing reaches the threshold.
        assert document.score in (None, pytest.approx(0.5))
        assert not document.flagged


def test_the_shipped_model_says_what_it_is(shipped: Model) -> None:
    assert len(shipped.digest) == 64
    assert {(t.spare, t.fpr) for t in shipped.thresholds} == {
        (spare, fpr) for spare in SPARED for fpr in (0.01, 0.001)
    }
    for spare in SPARED:
        strict, loose = (shipped.threshold(fpr, spare) for fpr in (0.001, 0.01))
        for news in (True, False):
            for less, more in zip(strict.limits(news), loose.limits(news), strict=True):
                assert all(a >= b for a, b in zip(less, more, strict=True))


def test_the_shipped_files_are_small_enough_to_ship() -> None:
    from mtdetect.tables.paths import model_dir

    total = sum(p.stat().st_size for p in model_dir().iterdir())
    assert total < 46_000_000
