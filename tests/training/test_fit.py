"""Fitting: what is learnt anew when some translations are left out, and what stays."""

from __future__ import annotations

from collections import defaultdict
from copy import copy
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import sparse

from mtdetect.estimators.detector import Detector
from mtdetect.features import matrix
from mtdetect.model import Model
from mtdetect.training.corpora.corpus import Corpora, HumanDocument
from mtdetect.training.corpora.dataset import Sample
from mtdetect.training.corpora.transplant import GROUND, SOURCE
from mtdetect.training.fit.detector import (
    STRATA,
    LabelledSet,
    against_human,
    column_weights,
    compute,
    draw_ground,
    draw_sport,
    draw_unspun,
    refit_translated,
    weights,
    with_transplants,
)
from mtdetect.training.measure.protocols import as_calibrated


@pytest.fixture(scope="module")
def training(world: Any) -> LabelledSet:
    samples = [
        Sample(text, label, "native", group, "invented", spinner="moby" * (label == "spun"))
        for text, label, group in zip(world.texts, world.labels, world.groups, strict=True)
    ]
    return compute(samples, world.resources)


def test_what_it_knows_of_spinning_stays(detector: Detector, training: LabelledSet) -> None:
    few = training.where(lambda s: s.label != "translated" or s.group < "g18")
    other = refit_translated(detector, few, detector.resources_)
    before, after = (d.log_proba_inputs(training.dense, training.ngrams) for d in (detector, other))
    raw_before, raw_after = (
        d.parameters_.raw(np.hstack([training.dense, d._scores(training.ngrams)]))
        for d in (detector, other)
    )
    np.testing.assert_allclose(
        raw_before[:, 1] - raw_before[:, 0], raw_after[:, 1] - raw_after[:, 0], atol=1e-9
    )
    assert not np.allclose(before[:, 2] - before[:, 0], after[:, 2] - after[:, 0])


def test_the_detector_it_began_with_is_left_alone(
    detector: Detector, training: LabelledSet
) -> None:
    before = detector.log_proba_inputs(training.dense, training.ngrams)
    few = training.where(lambda s: s.group < "g2")
    refit_translated(detector, few, detector.resources_)
    np.testing.assert_array_equal(
        before, detector.log_proba_inputs(training.dense, training.ngrams)
    )


@pytest.fixture(scope="module")
def mixed() -> LabelledSet:
    human = [Sample("n", "human", "native", f"paper {i}", "papers") for i in range(200)]
    spun = [replace(s, label="spun", spinner="moby") for s in human]
    aligned = [
        Sample("a", label, "human_translation", f"g{i}", "tests", story=f"story {i // 2}")
        for i in range(6)
        for label in ("human", "translated")
    ]
    samples = [*human, *spun, *aligned]
    rng = np.random.default_rng(0)
    return LabelledSet(
        samples,
        rng.random((len(samples), len(matrix.COLUMNS))),
        sparse.csr_matrix(rng.random((len(samples), 5))),
    )


def test_transplants_have_their_share_in_telling_translation_and_none_in_spinning(
    mixed: LabelledSet,
) -> None:
    grown = with_transplants(mixed)
    made = np.asarray([s.source == SOURCE for s in grown.samples])
    assert made[len(mixed.samples) :].all()
    assert not made[: len(mixed.samples)].any()
    weight = against_human(grown.samples, "translated")
    known = STRATA[SOURCE] + STRATA["translation"]  # native news and originals lack a side
    for label in ("human", "translated"):
        side = weight[grown.labels == label].sum()
        share = weight[made & (grown.labels == label)].sum() / side
        assert share == pytest.approx(STRATA[SOURCE] / known)
    assert not against_human(grown.samples, "spun")[made].any()


def test_writers_of_other_registers_count_in_columns_alone(mixed: LabelledSet) -> None:
    speeches = [Sample("s", "human", "other", f"speech {i}", "speeches") for i in range(20)]
    samples = [*mixed.samples, *speeches]
    known = against_human(samples, "translated")
    assert not known[-20:].any()
    weight = column_weights(samples, "translated")
    assert 0 < weight[-20:].sum() < known.sum() / 2
    np.testing.assert_array_equal(weight[:-20], known[:-20])


def test_classes_count_the_same_though_nobody_translated_law(mixed: LabelledSet) -> None:
    human = Sample("s", "human", "other", "judgment", "courts")
    samples = [*mixed.samples, human, replace(human, label="spun")]
    weight = weights(samples)
    labels = np.asarray([s.label for s in samples])
    shares = [weight[labels == label].sum() for label in ("human", "spun", "translated")]
    assert shares == pytest.approx([len(samples) / 3] * 3)


def test_paragraphs_of_one_story_stay_in_one_fold(mixed: LabelledSet) -> None:
    of_stories: dict[str, set[int]] = defaultdict(set)
    for sample, bucket in zip(mixed.samples, mixed.buckets.tolist(), strict=True):
        of_stories[sample.story or sample.group].add(bucket)
    assert len(of_stories) == 203
    assert all(len(found) == 1 for found in of_stories.values())
    assert len(set(mixed.buckets.tolist())) > 20  # and folds of equal size can be made of them


def test_the_shipped_calibration_is_lent_and_the_detector_left_alone(
    detector: Detector, shipped: Model, training: LabelledSet
) -> None:
    before = detector.parameters_
    calibrated = as_calibrated(shipped, detector)
    assert detector.parameters_ is before
    np.testing.assert_array_equal(calibrated.parameters_.scale, shipped.parameters.scale)
    np.testing.assert_array_equal(calibrated.parameters_.coefficients, before.coefficients)
    log_p = calibrated.log_proba_inputs(training.dense, training.ngrams)
    np.testing.assert_allclose(np.exp(log_p).sum(axis=1), 1.0)


REPORT = (
    "The striker scored late in the match after the referee had waved away appeals for a penalty "
    "and the goalkeeper had parried two shots from the winger, so that the team left the field "
    "with a point that few in the stadium had thought possible when the season began."
)


@pytest.fixture(scope="module")
def with_sport(world: Any) -> Corpora:
    """The small world's corpora with a report on sport in training and one in testing."""
    corpora = copy(world.corpora)
    reports = [
        HumanDocument(f"{REPORT} {split}", "native_news", "Paper", "", "invented", split)
        for split in ("train", "test")
    ]
    corpora.human = {**corpora.human, "news_native": [*corpora.human["news_native"], *reports]}
    return corpora


def test_all_of_the_little_sport_is_trained_on_once(with_sport: Corpora) -> None:
    found = draw_sport(with_sport, "train", [])
    assert [s.text for s in found] == [f"{REPORT} train"]
    assert {s.label for s in found} == {"human"}
    assert draw_sport(with_sport, "train", found) == []


def test_the_ground_of_transplants_is_further_news_that_counts_for_nothing_else(
    world: Any,
) -> None:
    drawn = draw_unspun(world.corpora, "train")[:40]
    ground = draw_ground(world.corpora, "train", drawn)
    assert ground
    assert not {s.text for s in ground} & {s.text for s in drawn}
    assert {s.source for s in ground} == {GROUND}
    texts = [d.text for d in world.corpora.human["news_native"] if d.split == "train"]
    assert all(any(s.text in text for text in texts) for s in ground)
    spun = [replace(s, label="spun", spinner="moby") for s in drawn if s.origin == "native"]
    weight = against_human([*drawn, *spun, *ground], "spun")
    assert weight[: len(drawn)].sum() > 0
    assert weight[-len(ground) :].sum() == 0


def test_changes_are_transplanted_to_the_ground_too(mixed: LabelledSet) -> None:
    ground = [replace(s, source=GROUND) for s in mixed.samples[:200]]
    # There is no other native news left.
    more = LabelledSet([*ground, *mixed.samples[200:]], mixed.dense, mixed.ngrams)
    made = [s for s in with_transplants(more).samples if s.source == SOURCE]
    assert {s.label for s in made} == {"human", "translated"}
