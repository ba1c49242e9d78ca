"""Trees in numpy against scikit-learn's own."""

from __future__ import annotations

import io
from functools import lru_cache

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from mtdetect.tables.trees import Forest


def data(classes: int, rows: int = 500) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    rng = np.random.default_rng(classes)
    X = rng.normal(size=(rows, 6)).round(1)  # ties, as features have them
    y = np.clip((X[:, 0] * X[:, 1] + X[:, 2]).round(), 0, classes - 1).astype(np.int64)
    return X, y


@lru_cache
def fitted(classes: int, trees: int = 12) -> HistGradientBoostingClassifier:
    X, y = data(classes)
    model = HistGradientBoostingClassifier(max_iter=trees, random_state=0, early_stopping=False)
    return model.fit(X, y)


@pytest.mark.parametrize("classes", [2, 3, 5])
def test_raw_equals_the_decision_function(classes: int) -> None:
    model = fitted(classes)
    rng = np.random.default_rng(50)
    X = np.vstack([data(classes)[0], rng.normal(scale=4, size=(3_000, 6)), np.zeros((1, 6))])
    expected = model.decision_function(X).reshape(len(X), -1)
    np.testing.assert_allclose(Forest.from_sklearn(model).raw(X), expected, atol=1e-12)


def test_a_row_gives_the_same_alone_and_among_others() -> None:
    forest = Forest.from_sklearn(fitted(3))
    X = data(3, 100)[0]
    together = forest.raw(X)
    alone = np.vstack([forest.raw(X[i : i + 1]) for i in range(len(X))])
    np.testing.assert_array_equal(alone, together)


def test_single_precision_is_compared_as_scikit_learn_compares_it() -> None:
    model = fitted(2)
    X = data(2)[0].astype(np.float32)
    np.testing.assert_allclose(
        Forest.from_sklearn(model).raw(X)[:, 0], model.decision_function(X), atol=1e-12
    )


def test_trees_that_never_split_give_the_prior() -> None:
    X, y = np.zeros((60, 2)), np.arange(60) % 2
    model = HistGradientBoostingClassifier(max_iter=3, early_stopping=False).fit(X, y)
    forest = Forest.from_sklearn(model)
    assert forest.depth == 0
    np.testing.assert_allclose(forest.raw(X[:4])[:, 0], model.decision_function(X[:4]), atol=1e-12)


def test_no_rows_give_no_rows() -> None:
    assert Forest.from_sklearn(fitted(3)).raw(np.zeros((0, 6))).shape == (0, 3)


def test_infinite_values_go_where_scikit_learn_sends_them() -> None:
    model = fitted(2)
    X = data(2, 40)[0]
    X[::2, 1], X[1::2, 2] = np.inf, -np.inf
    np.testing.assert_allclose(
        Forest.from_sklearn(model).raw(X)[:, 0], model.decision_function(X), atol=1e-12
    )


@pytest.mark.parametrize("classes", [2, 3])
def test_stored_trees_answer_alike(classes: int) -> None:
    forest = Forest.from_sklearn(fitted(classes))
    file = io.BytesIO()
    np.savez(file, **forest.arrays("word_model"))
    file.seek(0)
    with np.load(file, allow_pickle=False) as stored:
        again = Forest.from_arrays(dict(stored), "word_model")
    X = data(classes)[0]
    np.testing.assert_array_equal(again.raw(X), forest.raw(X))
    assert again.depth == forest.depth
