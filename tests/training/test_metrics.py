"""Measures of detection against slow oracles and known values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdetect.training.measure import metrics

SCORES = st.lists(st.floats(-20, 20), min_size=1, max_size=30).map(np.asarray)


@given(SCORES, SCORES)
def test_auroc_is_the_share_of_pairs_in_order(human: np.ndarray, machine: np.ndarray) -> None:
    pairs = [(m > h) + 0.5 * (m == h) for h in human for m in machine]
    assert metrics.auroc(human, machine) == pytest.approx(float(np.mean(pairs)))


def test_auroc_of_nothing_is_unknown() -> None:
    assert np.isnan(metrics.auroc(np.zeros(0), np.ones(3)))


def test_rate_at_counts_what_lies_above_the_human_quantile() -> None:
    human = np.arange(100.0)
    assert metrics.rate_at(human, np.asarray([97.5, 99.5, 50.0, 100.0]), 0.01) == 0.5


def test_pairwise_counts_ties_half() -> None:
    own, other = np.asarray([0.0, 1.0, 2.0, 3.0]), np.asarray([1.0, 1.0, 1.0, 4.0])
    assert metrics.pairwise(own, other) == pytest.approx((1 + 0.5 + 0 + 1) / 4)


def test_pooling_narrows_and_keeps_the_mean() -> None:
    scores = np.random.default_rng(1).normal(2.0, 1.0, 5_000)
    pooled = metrics.pooled(scores, 10)
    assert pooled.mean() == pytest.approx(2.0, abs=0.05)
    assert pooled.std() == pytest.approx(1 / np.sqrt(10), rel=0.1)


def test_versions_of_one_story_make_an_interval_no_narrower() -> None:
    hits = [True, True, True, False] * 25
    alone = metrics.interval_by([str(i) for i in range(100)], hits)
    assert alone[0] < 0.75 < alone[1]
    assert alone[1] - alone[0] == pytest.approx(2 * 1.96 * np.sqrt(0.75 * 0.25 / 100), rel=0.1)
    # Each story ten times over tells what one of each does.
    again = metrics.interval_by([str(i) for i in range(100)] * 10, hits * 10)
    assert again == pytest.approx(alone)
    assert all(map(np.isnan, metrics.interval_by([], [])))


def test_a_perfect_forecast_has_no_error() -> None:
    p = np.asarray([0.0, 1.0, 1.0, 0.0])
    assert metrics.brier(p, p > 0.5) == 0
    assert metrics.calibration_error(p, p > 0.5) == 0


def test_an_overconfident_forecast_errs_by_its_excess() -> None:
    p = np.full(10, 0.95)
    machine = np.asarray([True] * 7 + [False] * 3)
    assert metrics.calibration_error(p, machine) == pytest.approx(0.25)


def test_weights_shift_the_calibration_error() -> None:
    p = np.asarray([0.5, 0.5])
    machine = np.asarray([True, False])
    assert metrics.calibration_error(p, machine, np.asarray([1.0, 1.0])) == 0
    assert metrics.calibration_error(p, machine, np.asarray([3.0, 1.0])) == pytest.approx(0.25)


def test_the_interval_holds_the_measure() -> None:
    rng = np.random.default_rng(3)
    human, machine = rng.normal(0, 1, 300), rng.normal(1, 1, 300)
    low, high = metrics.auroc_interval(human, machine)
    assert low < metrics.auroc(human, machine) < high
    assert high - low < 0.1
