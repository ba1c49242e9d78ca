"""Fitting: what is learnt anew when some translations are left out, and what stays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from mtdetect.detector import Detector
from mtdetect.training.dataset import Sample
from mtdetect.training.fit import LabelledSet, compute, refit_translated


@pytest.fixture(scope="module")
def training(world: Any) -> LabelledSet:
    samples = [
        Sample(text, label, "native", group, "invented", spinner="moby" * (label == "spun"))
        for text, label, group in zip(world.texts, world.labels, world.groups, strict=True)
    ]
    return compute(samples, world.resources)


def test_what_it_knows_of_spinning_stays(detector: Detector, training: LabelledSet) -> None:
    few = training.where(lambda s: s.label != "translated" or s.group < "g18")
    other = refit_translated(detector, few)
    before, after = (d.log_proba_inputs(training.dense, training.ngrams) for d in (detector, other))
    raw_before, raw_after = (
        d.parameters_.raw(d._stack(training.dense, training.ngrams)) for d in (detector, other)
    )
    np.testing.assert_allclose(
        raw_before[:, 1] - raw_before[:, 0], raw_after[:, 1] - raw_after[:, 0], atol=1e-9
    )
    assert not np.allclose(before[:, 2] - before[:, 0], after[:, 2] - after[:, 0])


def test_the_detector_it_began_with_is_left_alone(
    detector: Detector, training: LabelledSet
) -> None:
    before = detector.log_proba_inputs(training.dense, training.ngrams)
    refit_translated(detector, training.where(lambda s: s.group < "g2"))
    np.testing.assert_array_equal(
        before, detector.log_proba_inputs(training.dense, training.ngrams)
    )
