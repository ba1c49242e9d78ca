"""How far people and makers go is found from articles drawn with known shares."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from mtdetect.judge.writers import TILTS, Writers
from mtdetect.training.fit.writers import Group, fit_norms, fit_writers

Floats = NDArray[np.float64]
# Plain paragraphs have ratios of variance V and mean -V / 2, those of machines of mean V / 2.
V = 4.0


def group(rng: np.random.Generator, tilts: list[float], reading: float = 0.0) -> Group:
    """Draw an article for each tilt."""
    lengths = rng.integers(3, 40, len(tilts)).astype(float)
    sums = rng.normal((np.asarray(tilts) - 0.5) * V * lengths, np.sqrt(V * lengths))
    return Group(sums, lengths, np.full(len(tilts), reading), np.ones(len(tilts)))


def together(*groups: Group) -> Group:
    return Group(
        *(
            np.concatenate([getattr(g, name) for g in groups])
            for name in ("sums", "lengths", "readings", "weight")
        )
    )


@pytest.fixture(scope="module")
def norms() -> Floats:
    ratios = np.random.default_rng(1).normal(-V / 2, np.sqrt(V), 200_000)
    return fit_norms(ratios, np.ones(len(ratios)))


@pytest.fixture(scope="module")
def fitted(norms: Floats) -> Writers:
    rng = np.random.default_rng(2)
    people = together(
        group(rng, [0.0] * 380 + [0.5] * 20), group(rng, [0.0] * 200 + [0.5] * 200, 2.0)
    )
    makers = together(group(rng, [1.0] * 200), group(rng, [1.0] * 200, 2.0))
    return fit_writers(people, makers, norms)


def test_norms_are_those_of_the_density(norms: Floats) -> None:
    tilts = np.asarray(TILTS)
    np.testing.assert_allclose(norms, V * tilts * (tilts - 1) / 2, atol=0.1)


def test_shares_of_tilts_are_found(fitted: Writers) -> None:
    people, makers = (np.exp(shares) for shares in fitted.log_shares(0.0))
    odd = np.asarray(TILTS) >= 0.375
    assert people[odd].sum() == pytest.approx(0.05, abs=0.04)
    assert makers[np.asarray(TILTS) >= 0.75].sum() > 0.95


def test_where_more_people_write_oddly_the_same_odd_text_says_less(fitted: Writers) -> None:
    usual, odd = (np.exp(fitted.log_shares(reading)[0]) for reading in (0.0, 2.0))
    assert odd[TILTS.index(0.5) :].sum() > usual[TILTS.index(0.5) :].sum() + 0.1
    assert fitted.most(2.0) < fitted.most(0.0)


def test_an_odd_person_is_told_from_a_maker_however_much_he_writes(fitted: Writers) -> None:
    for n in (10, 100, 1_000):
        # A mean ratio of 0 is half way between plain people and machines: a tilt of a half.
        half_way, machine = (
            np.subtract(*map(np.logaddexp.reduce, fitted.log_likelihoods(np.full(n, ratio))))
            for ratio in (0.0, V / 2)
        )
        assert half_way > 0  # for people, against makers
        assert machine < -3


def test_that_nobody_was_seen_to_write_like_a_spinner_does_not_say_that_nobody_does(
    norms: Floats,
) -> None:
    rng = np.random.default_rng(3)
    few, many = (
        fit_writers(group(rng, [0.0] * n), group(rng, [1.0] * n), norms).most() for n in (40, 4_000)
    )
    assert 1 < few < many < 12
