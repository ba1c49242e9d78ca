"""The estimators: scikit-learn's contract, and that they learn what the small world teaches."""

from __future__ import annotations

import copy
import inspect
import io
import pickle
from collections import Counter
from random import Random
from typing import Any, ClassVar

import joblib
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import config_context
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_val_score
from sklearn.pipeline import make_pipeline, make_union

from mtdetect.errors import InvalidTypeError, InvalidValueError
from mtdetect.estimators.detector import Detector
from mtdetect.estimators.lexical_features import CHUNK, LexicalFeatures
from mtdetect.features import matrix, style
from mtdetect.judge.linear import against_human
from mtdetect.model import Model
from mtdetect.simulate.simulator import Spin

ESTIMATORS: list[Any] = [LexicalFeatures, Detector]


@pytest.fixture(scope="module")
def features(world: Any) -> LexicalFeatures:
    return LexicalFeatures(world.resources).fit([])


@pytest.mark.parametrize("estimator", ESTIMATORS)
def test_init_stores_what_it_is_given_and_does_nothing_else(estimator: Any) -> None:
    given_values = {name: object() for name in inspect.signature(estimator).parameters}
    made = estimator(**given_values)
    assert made.__dict__ == given_values
    assert made.get_params(deep=False) == given_values


@pytest.mark.parametrize("estimator", ESTIMATORS)
def test_params_can_be_set_and_unknown_ones_are_refused(estimator: Any, world: Any) -> None:
    made = estimator().set_params(resources=world.resources)
    assert made.resources is world.resources
    with pytest.raises(ValueError, match="warmth"):
        made.set_params(warmth=1)


def test_a_clone_has_the_parameters_and_nothing_learnt(detector: Detector) -> None:
    other = clone(detector)
    assert other.get_params() == detector.get_params()
    assert not hasattr(other, "parameters_")
    # The tables are read-only and large: clones share them.
    assert other.resources is detector.resources


@pytest.mark.parametrize("method", ["predict", "predict_proba", "predict_log_proba"])
def test_an_unfitted_detector_says_so(method: str, world: Any) -> None:
    with pytest.raises(NotFittedError):
        getattr(Detector(world.resources), method)(["The war ended."])


def test_unfitted_features_say_so(world: Any) -> None:
    features = LexicalFeatures(world.resources)
    with pytest.raises(NotFittedError):
        features.transform(["The war ended."])
    with pytest.raises(NotFittedError):
        features.get_feature_names_out()


@pytest.mark.parametrize("wrong", ["my-model", 3, Model])
@pytest.mark.parametrize("estimator", ESTIMATORS)
def test_what_are_no_resources_is_refused_by_fit(estimator: Any, wrong: Any) -> None:
    with pytest.raises(InvalidTypeError, match=r"resources is .*; pass those of a model"):
        estimator(wrong).fit(["The war ended.", "It rained."], ["human", "spun"])


def test_fit_returns_the_estimator_and_leaves_parameters_alone(world: Any) -> None:
    features = LexicalFeatures(world.resources)
    assert features.fit(world.texts) is features
    detector = Detector(world.resources, n_folds=2)
    before = detector.get_params()
    assert detector.fit(world.texts, world.labels) is detector
    assert detector.get_params() == before
    assert detector.classes_.tolist() == ["human", "spun", "translated"]


def test_a_detector_of_two_kinds_knows_those_two(world: Any) -> None:
    kept = [i for i, label in enumerate(world.labels) if label != "translated"]
    texts, labels, groups = (
        [values[i] for i in kept] for values in (world.texts, world.labels, world.groups)
    )
    detector = Detector(world.resources).fit(texts, labels, groups)
    assert detector.classes_.tolist() == ["human", "spun"]
    p = detector.predict_proba(texts[:7])
    assert p.shape == (7, 2)
    np.testing.assert_allclose(p.sum(axis=1), 1)
    assert detector.predict_proba([]).shape == (0, 2)
    assert set(detector.predict(texts)) == {"human", "spun"}
    with pytest.raises(InvalidValueError, match="fitted on human, spun alone"):
        detector.calibrate(world.texts, world.labels)
    # Scorers of two classes take the second column for the positive class.
    scores = cross_val_score(
        Detector(world.resources), texts, labels, groups=groups, cv=GroupKFold(2),
        scoring="roc_auc",
    )  # fmt: skip
    assert np.isfinite(scores).all()


def test_the_seed_decides(world: Any, detector: Detector) -> None:
    again = clone(detector).fit(world.texts, world.labels, world.groups)
    np.testing.assert_array_equal(
        again.predict_proba(world.texts[:9]), detector.predict_proba(world.texts[:9])
    )


def test_lists_tuples_arrays_series_and_generators_give_the_same(
    detector: Detector, features: LexicalFeatures, world: Any
) -> None:
    pd = pytest.importorskip("pandas")
    texts = world.texts[:6]
    kinds = (tuple(texts), np.asarray(texts), np.asarray(texts, dtype=object),
             pd.Series(texts, index=range(7, 13)), (t for t in texts))  # fmt: skip
    for kind in kinds:
        if not inspect.isgenerator(kind):
            np.testing.assert_array_equal(features.transform(kind), features.transform(texts))
        np.testing.assert_array_equal(detector.predict_proba(kind), detector.predict_proba(texts))


def test_labels_may_be_a_series_and_groups_too(world: Any, detector: Detector) -> None:
    pd = pytest.importorskip("pandas")
    order = range(len(world.texts), 0, -1)
    again = clone(detector).fit(
        pd.Series(world.texts, index=order),
        pd.Series(world.labels, index=order),
        pd.Series(world.groups, index=order),
    )
    np.testing.assert_array_equal(
        again.predict_proba(world.texts[:5]), detector.predict_proba(world.texts[:5])
    )


@pytest.mark.parametrize("wrong", ["One text.", b"bytes", None, 3])
def test_one_text_for_many_is_refused(
    wrong: Any, detector: Detector, features: LexicalFeatures
) -> None:
    for call in (detector.predict, features.transform, features.fit, features.fit_transform):
        with pytest.raises(InvalidTypeError, match=r"pass a list, \[text\]"):
            call(wrong)


def test_a_table_or_dict_is_never_read_as_its_names(
    detector: Detector, features: LexicalFeatures
) -> None:
    pd = pytest.importorskip("pandas")
    texts = {"text": ["The war ended."]}
    for call in (features.fit_transform, features.transform, features.fit):
        with pytest.raises(InvalidTypeError, match=r"LexicalFeatures got a DataFrame.*frame\["):
            call(pd.DataFrame(texts))
        with pytest.raises(InvalidTypeError, match=r"got a dict.*list\(texts\.values\(\)\)"):
            call(texts)
    for method in (detector.predict, lambda X: Detector().fit(X, ["human"])):
        with pytest.raises(InvalidTypeError, match="Detector got a DataFrame"):
            method(pd.DataFrame(texts))


def test_a_generator_is_gone_through_once(features: LexicalFeatures, world: Any) -> None:
    texts = world.texts[:4]
    found = LexicalFeatures(world.resources).fit_transform(t for t in texts)
    np.testing.assert_array_equal(found, features.transform(texts))


def test_the_index_of_a_series_stays_in_pandas_output(world: Any) -> None:
    pd = pytest.importorskip("pandas")
    features = LexicalFeatures(world.resources).set_output(transform="pandas")
    found = features.fit_transform(pd.Series(world.texts[:3], index=[7, 8, 9]))
    assert found.index.tolist() == [7, 8, 9]


@pytest.mark.parametrize("wrong", [None, 3, b"x", float("nan")])
def test_the_place_of_something_that_is_no_text_is_named(wrong: Any, detector: Detector) -> None:
    with pytest.raises(TypeError, match=rf"paragraph 1 .*{type(wrong).__name__}"):
        detector.predict(["fine", wrong])


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (["human", "spun"], "3 paragraphs but 2 labels"),
        (["human", "spun", "robot"], "robot"),
        (["spun", "spun", "translated"], "human"),
        (["human", "human", "human"], "at least one of"),
        ([None, 1, "human"], "1, None, 'human'"),
        ([["human"], ["spun"], ["spun"]], r"labels: got an array of shape \(3, 1\)"),
        (None, "labels: got None"),
    ],
)
def test_labels_that_cannot_be_learnt_are_refused(labels: Any, message: str, world: Any) -> None:
    with pytest.raises(InvalidValueError, match=message):
        Detector(world.resources).fit(world.texts[:3], labels)


def test_labels_that_cannot_be_told_apart_are_refused(world: Any) -> None:
    with pytest.raises(InvalidTypeError, match="labels hold dict, str; pass strings out of human"):
        Detector(world.resources).fit(world.texts[:2], ["human", {}])  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("given_values", "error", "message"),
    [
        ({"sample_weight": [1, 2]}, InvalidValueError, "3 paragraphs but 2 sample weights"),
        ({"sample_weight": [1, -2, 1]}, InvalidValueError, "sample_weight 1 is -2.0; each must"),
        ({"sample_weight": [1, np.nan, 1]}, InvalidValueError, "sample_weight 1 is nan"),
        ({"sample_weight": ["a", "b", "c"]}, InvalidTypeError, "pass numbers, 0 or more"),
        ({"sample_weight": [1, 10**400, 1]}, InvalidTypeError, "pass numbers, 0 or more"),
        ({"sample_weight": [0, 1, 1]}, InvalidValueError, r"\['spun'\] where the weight"),
        ({"groups": [1, 2]}, InvalidValueError, "3 paragraphs but 2 groups"),
        ({"groups": [1, None, 2]}, InvalidValueError, r"groups\[1\] is None; every paragraph"),
        ({"groups": [1, 2, float("nan")]}, InvalidValueError, r"groups\[2\] is nan"),
        ({"groups": [1, [2, 3], 4]}, InvalidValueError, "groups hold lists"),
        ({"groups": [1, {}, 2]}, InvalidTypeError, "groups hold dict, int, which cannot"),
    ],
)
def test_weights_and_groups_that_do_not_fit_are_refused(
    given_values: dict[str, Any], error: type[Exception], message: str, world: Any
) -> None:
    with pytest.raises(error, match=message):
        Detector(world.resources).fit(world.texts[:3], ["human", "spun", "spun"], **given_values)


@pytest.mark.parametrize(
    ("parameters", "error", "message"),
    [
        ({"n_folds": 1}, InvalidValueError, "n_folds is 1; it must be 2 or more"),
        ({"n_folds": 2.5}, InvalidTypeError, "n_folds is 2.5"),
        ({"C": 0}, InvalidValueError, "C is 0; it must lie above 0"),
        ({"C": float("inf")}, InvalidValueError, "C is inf; it must be finite"),
        ({"C_columns": 10**400}, InvalidValueError, "C_columns is larger than any float"),
        ({"C": "1"}, InvalidTypeError, "C is '1'; pass a number above 0"),
        ({"C_columns": -1.0}, InvalidValueError, "C_columns is -1.0"),
    ],
)
def test_parameters_out_of_range_are_refused_by_fit(
    parameters: dict[str, Any], error: type[Exception], message: str, world: Any
) -> None:
    with pytest.raises(error, match=message):
        Detector(world.resources, **parameters).fit(world.texts[:2], ["human", "spun"])


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (["human", "spun"], "3 paragraphs but 2 labels"),
        (["human", "spun", "robot"], "robot"),
        (["human", "spun", "spun"], "no paragraph .* is labelled translated"),
    ],
)
def test_labels_that_cannot_be_calibrated_on_are_refused(
    labels: list[str], message: str, detector: Detector, world: Any
) -> None:
    with pytest.raises(InvalidValueError, match=message):
        copy.copy(detector).calibrate(world.texts[:3], labels)


def test_a_label_without_weight_cannot_be_calibrated_on(detector: Detector, world: Any) -> None:
    labels = ["human", "spun", "translated"]
    with pytest.raises(InvalidValueError, match="of a weight above 0 is labelled translated"):
        copy.copy(detector).calibrate(world.texts[:3], labels, [1, 1, 0])


def test_no_paragraphs_give_no_rows(detector: Detector, features: LexicalFeatures) -> None:
    assert detector.predict_proba([]).shape == (0, 3)
    assert detector.predict([]).shape == (0,)
    assert features.transform([]).shape == (0, len(matrix.COLUMNS))


def test_probabilities_are_probabilities(detector: Detector, world: Any) -> None:
    p = detector.predict_proba(world.texts)
    assert p.shape == (len(world.texts), 3)
    assert (p >= 0).all()
    np.testing.assert_allclose(p.sum(axis=1), 1)
    np.testing.assert_allclose(detector.predict_log_proba(world.texts[:5]), np.log(p[:5]))
    likeliest = np.asarray(["human", "spun", "translated"])[p.argmax(axis=1)]
    np.testing.assert_array_equal(detector.predict(world.texts), likeliest)


@given(st.lists(st.text(st.characters(), max_size=40), min_size=1, max_size=4))
@settings(max_examples=60)
def test_any_text_gets_probabilities(detector: Detector, texts: list[str]) -> None:
    p = detector.predict_proba(texts)
    assert np.isfinite(p).all()
    np.testing.assert_allclose(p.sum(axis=1), 1)


def test_batches_do_not_show(detector: Detector, world: Any) -> None:
    texts = [*world.texts[: CHUNK - 1], *world.texts[:40]]
    together = detector.predict_proba(texts)
    alone = np.vstack([detector.predict_proba([t]) for t in texts[-42:]])
    np.testing.assert_allclose(together[-42:], alone, rtol=1e-6)


@pytest.mark.parametrize(("label", "column"), [("spun", 1), ("translated", 2)])
def test_it_finds_in_unseen_text_what_it_was_taught(
    detector: Detector, world: Any, fresh_articles: list[str], label: str, column: int
) -> None:
    human = [p for a in fresh_articles for p in a.split("\n\n")]
    if label == "spun":
        spinner = world.pool.draw(Random(1))
        machine = [spinner.spin(p, i).text for i, p in enumerate(human)]
    else:
        machine = [p.replace("didn't", "did not").replace("$", "$ ") for p in human]
        machine = [p.replace("because it was", "due to the fact that it has been") for p in machine]
        changed = [(m, h) for m, h in zip(machine, human, strict=True) if m != h]
        machine, human = [m for m, _ in changed], [h for _, h in changed]
    p = detector.predict_proba([*human, *machine])[:, column]
    truth = [0] * len(human) + [1] * len(machine)
    assert roc_auc_score(truth, p) > 0.9


def test_a_paragraph_of_weight_0_is_as_if_it_were_not_given(world: Any) -> None:
    rows = [*range(60), *range(240, 300), *range(360, 420)]
    texts, labels, groups = (
        [values[i] for i in rows] for values in (world.texts, world.labels, world.groups)
    )
    weight = np.linspace(0.5, 2, len(rows))
    alone = Detector(world.resources).fit(texts, labels, groups, weight)
    # What nobody writes would move every mean, and groups of its own every fold.
    strange = ["$ 4 ( 5 ) ; ! !! " * 50] * 30
    beside = Detector(world.resources).fit(
        [*strange, *texts],
        ["human"] * 30 + labels,
        [*(f"strange {i}" for i in range(30)), *groups],
        [0.0] * 30 + weight.tolist(),
    )
    for name, value in vars(alone.parameters_).items():
        np.testing.assert_array_equal(getattr(beside.parameters_, name), value, err_msg=name)


def test_a_class_that_was_never_shown_is_never_chosen(world: Any) -> None:
    rows = [i for i, label in enumerate(world.labels) if label != "spun"]
    texts, labels = [world.texts[i] for i in rows], [world.labels[i] for i in rows]
    two = Detector(world.resources, n_folds=2).fit(texts, labels)
    assert two.classes_.tolist() == ["human", "translated"]
    assert two.predict_proba(texts).shape == (len(texts), 2)
    assert two.score(texts, labels) > 0.9


def test_calibration_mends_overconfidence(world: Any, detector: Detector) -> None:
    # Calibrated on labels that are wrong half of the time, it must not stay sure of itself.
    rng = np.random.default_rng(0)
    labels = np.asarray(world.labels)
    wrong = rng.random(len(labels)) < 0.5
    labels[wrong] = rng.permutation(labels[wrong])
    shy = copy.copy(detector)
    before = detector.predict_proba(world.texts).max(axis=1).mean()
    shy.calibrate(world.texts, labels.tolist(), np.ones(len(labels)))
    assert shy.predict_proba(world.texts).max(axis=1).mean() < before - 0.1


def test_a_kind_of_machine_text_counts_as_much_as_human_text() -> None:
    labels = np.asarray(["human"] * 6 + ["spun"] * 3 + ["translated"])
    weight = against_human(labels, "spun", np.ones(10))
    assert weight[labels == "human"].sum() == pytest.approx(4.5)
    assert weight[labels == "spun"].sum() == pytest.approx(4.5)
    assert weight[labels == "translated"].sum() == 0


def test_feature_names(features: LexicalFeatures, world: Any) -> None:
    names = features.get_feature_names_out().tolist()
    assert len(names) == len(set(names)) == features.transform(world.texts[:2]).shape[1]
    assert names == list(matrix.COLUMNS)
    families = [name.split(".")[0] for name in names]
    assert list(dict.fromkeys(families)) == list(matrix.FAMILIES)


def test_pandas_output_carries_the_names(world: Any) -> None:
    pd = pytest.importorskip("pandas")
    features = LexicalFeatures(world.resources).set_output(transform="pandas").fit(world.texts)
    frame = features.transform(world.texts[:3])
    assert isinstance(frame, pd.DataFrame)
    assert frame.columns.tolist() == features.get_feature_names_out().tolist()


def test_the_features_serve_in_pipelines_unions_and_cross_validation(world: Any) -> None:
    union = make_union(LexicalFeatures(world.resources), LexicalFeatures(world.resources))
    pipeline = make_pipeline(union, LogisticRegression(C=1e-4, max_iter=5_000))
    rows = slice(120, 480)
    scores = cross_val_score(pipeline, world.texts[rows], world.labels[rows], cv=2)
    assert scores.min() > 0.6


class _Told(Detector):
    """Notes the groups that each of its fits is given, of clones too."""

    told: ClassVar[list[Any]] = []

    def fit(self, X: Any, y: Any, groups: Any = None, sample_weight: Any = None) -> _Told:
        self.told.append(groups)
        super().fit(X, y, groups, sample_weight)
        return self


@pytest.mark.parametrize("search", ["grid", "scores", "pipeline"])
def test_groups_reach_the_fits_of_a_search_as_the_docstring_has_it(
    search: str, world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Told, "told", [])
    twins = [i for i, label in enumerate(world.labels) if label == "spun"][:60]
    rows = [*(world.groups.index(world.groups[i]) for i in twins), *twins]
    X, y, groups = ([v[i] for i in rows] for v in (world.texts, world.labels, world.groups))
    cv = GroupKFold(2)
    with config_context(enable_metadata_routing=True):
        detector = _Told(world.resources).set_fit_request(groups=True)
        if search == "grid":
            GridSearchCV(detector, {"C": [1.0, 5.0]}, cv=cv).fit(X, y, groups=groups)
        elif search == "scores":
            cross_val_score(detector, X, y, cv=cv, params={"groups": groups})
        else:
            GridSearchCV(make_pipeline(detector), {}, cv=cv).fit(X, y, groups=groups)
    assert len(_Told.told) == {"grid": 5, "scores": 2, "pipeline": 3}[search]
    for given_groups in _Told.told:
        # Those of the fold, in which a paragraph and its copy are together.
        assert set(Counter(given_groups).values()) == {2}
    sizes = [len(given_groups) for given_groups in _Told.told]
    assert sizes.count(len(rows)) == (search != "scores")
    assert sizes.count(len(rows) // 2) == len(sizes) - (search != "scores")


@pytest.mark.parametrize("how", ["pickle", "joblib"])
def test_a_stored_detector_answers_alike(detector: Detector, world: Any, how: str) -> None:
    file = io.BytesIO()
    if how == "pickle":
        again = pickle.loads(pickle.dumps(detector))
    else:
        joblib.dump(detector, file)
        file.seek(0)
        again = joblib.load(file)
    np.testing.assert_array_equal(
        again.predict_proba(world.texts[:5]), detector.predict_proba(world.texts[:5])
    )


def test_a_record_of_swaps_is_no_text() -> None:
    with pytest.raises(TypeError, match="Spin"):
        LexicalFeatures().fit([Spin("A text.", ())])  # type: ignore[list-item]


def test_the_scorers_weigh_as_many_buckets_as_the_hash_has(detector: Detector) -> None:
    p = detector.parameters_
    assert p.ngram_weights.shape == (2, 1 << style.HASH_BITS)
    assert p.coefficients.shape == (2, len(matrix.COLUMNS) + 2)


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, "war " * 250_000, "“" * 1_000_000, ". " * 500_000]
)
def test_a_megabyte_in_one_line_is_scored(detector: Detector, text: str) -> None:
    assert np.isfinite(detector.predict_proba([text])).all()


@pytest.mark.parametrize("which", ["detector", "shipped"])
def test_damaged_type_speaks_for_translation_alone_and_never_for_a_person(
    which: str, request: pytest.FixtureRequest
) -> None:
    fixture = request.getfixturevalue(which)
    parameters = fixture.parameters if which == "shipped" else fixture.parameters_
    spun, translated = parameters.coefficients
    damage = list(matrix.DAMAGE)
    assert damage
    assert {matrix.COLUMNS[i].split(".")[0] for i in damage} == {"typography"}
    assert (translated[damage] >= 0).all()
    assert not spun[damage].any()


@pytest.mark.parametrize("wrong", [None, "my-model", Model])
def test_what_is_no_model_gives_no_detector(wrong: Any) -> None:
    with pytest.raises(InvalidTypeError, match=r"model is .*pass what mtdetect\.load\(\) gives"):
        Detector.from_model(wrong)
