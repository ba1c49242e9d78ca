"""The sequence model against the sum over every path, and the laws that a verdict keeps."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import asdict, replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mtdetect.judge.article import (
    FULL_WORDS,
    ArticleModel,
    flags,
    log_ratios,
    machine_log_odds,
    odds_of_kinds,
)

Ratios = NDArray[np.float64]
HUMAN, SPUN, TRANSLATED = range(3)

inner = st.floats(0.01, 0.99)
MODELS = st.builds(
    ArticleModel,
    temper_spun=st.floats(0, 1.5),
    temper_translated=st.floats(0, 1.5),
    offset_spun=st.floats(-3, 3),
    offset_translated=st.floats(-3, 3),
    most=st.floats(0.1, 20),
    throughout=inner,
    strays=inner,
    start=inner,
    stay_early=inner,
    stay_machine=inner,
    stay_human=inner,
    scale_spun=st.floats(0.1, 3),
    scale_translated=st.floats(0.1, 3),
    shift_spun=st.floats(-3, 3),
    shift_translated=st.floats(-3, 3),
    odd_share=inner,
    odd_tilt=st.floats(0, 0.99),
    odd_share_sport=inner,
    odd_tilt_sport=st.floats(0, 0.99),
)
NATS = st.floats(-30, 30)


def ratios(least: int, most: int, values: st.SearchStrategy[float] = NATS) -> Any:
    rows = st.lists(st.tuples(values, values), min_size=least, max_size=most)
    return rows.map(lambda r: np.asarray(r, dtype=float).reshape(-1, 2))


def oddness(model: ArticleModel, sport: bool) -> tuple[float, float]:
    """Give the share of human articles that read oddly, and how oddly."""
    if sport:
        return model.odd_share_sport, model.odd_tilt_sport
    return model.odd_share, model.odd_tilt


def over_every_path(
    model: ArticleModel, found: Ratios, prior: float, sport: bool
) -> tuple[Ratios, Ratios]:
    """Work out the same probabilities the slow way: add up all sequences of writers."""
    n = len(found)
    likelihood = []  # of spun and translated articles, relative to human ones
    machine = []  # probability of each paragraph being a machine's, in such an article
    tempers = (model.temper_spun, model.temper_translated)
    offsets = (model.offset_spun, model.offset_translated)
    scales = (model.scale_spun, model.scale_translated)
    shifts = (model.shift_spun, model.shift_translated)
    for column, temper, offset, scale, shift in zip(
        range(2), tempers, offsets, scales, shifts, strict=True
    ):
        odds = [
            math.exp(min(model.most, max(-model.most, temper * (r - offset))))
            for r in found[:, column].tolist()
        ]
        total, by_paragraph = 0.0, [0.0] * n
        for path in product((True, False), repeat=n):
            weight, run = 1.0, 0
            for i, is_machine in enumerate(path):
                if i == 0:
                    machine_next = model.start
                elif run == 0:
                    machine_next = 1 - model.stay_human
                else:
                    machine_next = model.stay_early if run < 3 else model.stay_machine
                weight *= machine_next * odds[i] if is_machine else 1 - machine_next
                run = run + 1 if is_machine else 0
            weight *= 1 - model.throughout
            stray = [1 - model.strays if is_machine else model.strays for is_machine in path]
            weight += model.throughout * math.prod(
                share * (o if is_machine else 1.0)
                for share, o, is_machine in zip(stray, odds, path, strict=True)
            )
            total += weight
            for i, is_machine in enumerate(path):
                by_paragraph[i] += weight * is_machine
        human = 1.0
        if column == 0:
            odd_share, tilt = oddness(model, sport)
            odd = math.prod(o**tilt for o in odds)
            human = max(1.0, 1 - odd_share + odd_share * odd)
        likelihood.append((total / human) ** scale * math.exp(shift))
        machine.append([w / total for w in by_paragraph])
    weights = [1 - prior, prior / 2 * likelihood[0], prior / 2 * likelihood[1]]
    article = np.asarray(weights) / sum(weights)
    rows = [
        [1 - article[1] * a - article[2] * b, article[1] * a, article[2] * b]
        for a, b in zip(*machine, strict=True)
    ]
    return np.asarray(rows).reshape(n, 3), article


@settings(deadline=None)
@given(MODELS, ratios(1, 6), st.floats(0.01, 0.99), st.booleans())
def test_inference_is_the_sum_over_every_path(
    model: ArticleModel, found: Ratios, prior: float, sport: bool
) -> None:
    paragraphs, article = model.infer(found, prior, sport=sport)
    slow_paragraphs, slow_article = over_every_path(model, found, prior, sport)
    np.testing.assert_allclose(article, slow_article, rtol=1e-8, atol=1e-12)
    np.testing.assert_allclose(paragraphs, slow_paragraphs, rtol=1e-8, atol=1e-9)


@given(MODELS, ratios(1, 40, st.floats(-1e300, 1e300)), st.floats(1e-6, 1 - 1e-6))
def test_any_evidence_gives_probabilities(model: ArticleModel, found: Ratios, prior: float) -> None:
    paragraphs, article = model.infer(found, prior)
    for p in (paragraphs, article):
        assert ((p >= 0) & (p <= 1 + 1e-12)).all()
        np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=1e-9)


@given(MODELS, ratios(1, 12))
def test_spun_and_translated_are_treated_alike_where_nobody_writes_oddly(
    model: ArticleModel, found: Ratios
) -> None:
    model = replace(model, odd_tilt=0.0)
    _, article = model.infer(found)
    other = replace(
        model,
        temper_spun=model.temper_translated,
        temper_translated=model.temper_spun,
        offset_spun=model.offset_translated,
        offset_translated=model.offset_spun,
        scale_spun=model.scale_translated,
        scale_translated=model.scale_spun,
        shift_spun=model.shift_translated,
        shift_translated=model.shift_spun,
    )
    paragraphs, swapped = other.infer(found[:, ::-1])
    np.testing.assert_allclose(swapped, article[[HUMAN, TRANSLATED, SPUN]], rtol=1e-9)
    np.testing.assert_allclose(
        paragraphs, model.infer(found)[0][:, [HUMAN, TRANSLATED, SPUN]], atol=1e-9
    )


@given(MODELS, ratios(1, 12), st.data())
def test_more_evidence_for_a_machine_never_helps_the_human(
    model: ArticleModel, found: Ratios, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(found) - 1))
    more = found.copy()
    more[at] += data.draw(st.floats(0, 20))
    # A calibrated article is no longer the sum of its paths: the law of paragraphs needs the sum.
    summed = replace(model, scale_spun=1.0, scale_translated=1.0)
    for sport in (False, True):
        if model.chains(found)[1][at, 0] >= oddness(model, sport)[1]:
            # Elsewhere it may rather say that the person around a run of spun text writes oddly.
            less, more_of_it = (model.infer(rows, sport=sport)[1] for rows in (found, more))
            assert more_of_it[HUMAN] <= less[HUMAN] + 1e-12
        after, before = (summed.infer(rows, sport=sport)[0] for rows in (more, found))
        assert after[at, HUMAN] <= before[at, HUMAN] + 1e-9


@given(MODELS, ratios(1, 12), st.floats(0.01, 0.98), st.floats(0.001, 0.01))
def test_a_higher_prior_moves_scores_up_and_not_the_kind(
    model: ArticleModel, found: Ratios, prior: float, more: float
) -> None:
    (_, low), (_, high) = model.infer(found, prior), model.infer(found, prior + more)
    assert high[HUMAN] <= low[HUMAN]
    # Which machine it was does not depend on how many machines there are.
    assert high[SPUN] * low[TRANSLATED] == pytest.approx(low[SPUN] * high[TRANSLATED], rel=1e-9)


@given(MODELS, st.integers(1, 30), st.floats(0.01, 0.99))
def test_paragraphs_that_say_nothing_leave_the_prior(
    model: ArticleModel, n: int, prior: float
) -> None:
    silent = np.tile([model.offset_spun, model.offset_translated], (n, 1))
    model = replace(model, shift_spun=0.0, shift_translated=0.0)
    for sport in (False, True):
        _, article = model.infer(silent, prior, sport=sport)
        assert article.tolist() == pytest.approx([1 - prior, prior / 2, prior / 2])


@given(ratios(1, 12))
def test_odd_words_say_less_in_a_report_on_sport(found: Ratios) -> None:
    usual, on_sport = (ArticleModel().infer(found, sport=sport)[1] for sport in (False, True))
    assert on_sport[SPUN] <= usual[SPUN] + 1e-12


@given(MODELS, ratios(1, 12), st.booleans())
def test_that_people_write_oddly_never_speaks_for_a_spinner(
    model: ArticleModel, found: Ratios, sport: bool
) -> None:
    nobody = replace(model, odd_tilt=0.0, odd_tilt_sport=0.0)
    assert model.infer(found, sport=sport)[1][SPUN] <= nobody.infer(found)[1][SPUN] + 1e-12


@pytest.mark.parametrize(("sport", "most"), [(False, 3.0), (True, 1.0)])
@given(weak=st.floats(0.5, 3.0), n=st.integers(2, 30))
def test_weak_clues_in_every_paragraph_say_little(
    sport: bool, most: float, weak: float, n: int
) -> None:
    everywhere, strong = np.full((n, 2), -3.0), np.full((n, 2), -3.0)
    everywhere[:, 0], strong[:, 0] = weak, 10.0
    model = ArticleModel(temper_spun=1.0)
    nobody = replace(model, odd_tilt=0.0)
    evidence = model.chains(everywhere, sport=sport)[0][0]
    assert evidence <= nobody.chains(everywhere)[0][0] / 2 + most
    assert model.infer(strong, sport=sport)[1][SPUN] > 0.9


@given(model=MODELS, found=ratios(1, 12), added=st.tuples(NATS, NATS), data=st.data())
def test_one_more_paragraph_costs_a_machine_article_no_more_than_its_price(
    price_of_a_paragraph: Callable[..., float],
    model: ArticleModel,
    found: Ratios,
    added: tuple[float, float],
    data: st.DataObject,
) -> None:
    at = data.draw(st.integers(0, len(found)))
    sport = data.draw(st.booleans())
    longer = np.insert(found, at, added, axis=0)
    before, after = (model.infer(rows, sport=sport)[1] for rows in (found, longer))
    certain = 1e-12  # beyond, odds are cut off
    assume(min(before[HUMAN], after[HUMAN]) > certain)
    kept = (before[1:] > certain) & (after[1:] > certain)
    lost = (odds_of_kinds(before) - odds_of_kinds(after))[kept]
    price = price_of_a_paragraph(model, added[0], sport)
    assert (lost <= price + 1e-6).all()


def test_no_paragraphs_leave_the_prior() -> None:
    paragraphs, article = ArticleModel().infer(np.zeros((0, 2)), 0.2)
    assert paragraphs.shape == (0, 3)
    assert article.tolist() == pytest.approx([0.8, 0.1, 0.1])


@given(st.floats(-30, 30), st.integers(2, 20))
def test_neighbours_support_each_other(strength: float, n: int) -> None:
    model = ArticleModel()
    alone = np.zeros((n, 2))
    alone[n // 2, 0] = abs(strength)
    among = np.zeros((n, 2))
    among[:, 0] = abs(strength)
    here = model.infer(alone)[0][n // 2, SPUN]
    assert model.infer(among)[0][n // 2, SPUN] >= here - 1e-12


def test_a_run_of_machine_paragraphs_stands_out_from_the_human_ones() -> None:
    found = np.full((12, 2), -3.0)
    found[4:8, 0] = 6.0
    paragraphs, article = ArticleModel().infer(found)
    assert int(np.argmax(article)) == SPUN
    inside, outside = paragraphs[4:8, SPUN], np.delete(paragraphs[:, SPUN], range(4, 8))
    assert inside.min() > 0.5 > outside.max()


def test_three_odd_paragraphs_side_by_side_say_more_than_three_apart() -> None:
    model = ArticleModel(stay_early=0.9)
    together, apart = np.full((12, 2), -2.0), np.full((12, 2), -2.0)
    together[[4, 5, 6], 1] = 2.5
    apart[[1, 5, 9], 1] = 2.5
    (side_by_side, article), (strewn, other) = model.infer(together), model.infer(apart)
    assert side_by_side[5, TRANSLATED] > strewn[5, TRANSLATED]
    assert article[TRANSLATED] > other[TRANSLATED]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("temper_spun", math.nan),
        ("offset_translated", math.inf),
        ("start", 0.0),
        ("throughout", 1.0),
        ("strays", 0.0),
        ("stay_early", 0.0),
        ("stay_machine", 1.0),
        ("stay_human", -0.1),
        ("scale_spun", 0.0),
        ("scale_translated", -1.0),
        ("most", 0.0),
        ("most", 800.0),
        ("odd_share", 1.0),
        ("odd_tilt", 1.0),
        ("odd_share_sport", 0.0),
        ("odd_tilt_sport", -0.1),
    ],
)
def test_impossible_parameters_are_named(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=rf"{name} is {value}"):
        ArticleModel(**{name: value})


@given(MODELS)
def test_parameters_survive_their_dict(model: ArticleModel) -> None:
    assert ArticleModel(**model.to_dict()) == model
    assert model.to_dict() == asdict(model)


LOG_P = st.lists(st.lists(st.floats(1e-9, 1), min_size=3, max_size=3), min_size=1, max_size=9)


@given(LOG_P)
def test_log_ratios_and_odds_are_those_of_the_probabilities(rows: list[list[float]]) -> None:
    p = np.asarray(rows)
    p /= p.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(np.exp(log_ratios(np.log(p))), p[:, 1:] / p[:, :1], rtol=1e-9)
    np.testing.assert_allclose(
        np.exp(machine_log_odds(np.log(p))), (p[:, 1] + p[:, 2]) / p[:, 0], rtol=1e-9
    )


@given(LOG_P, st.data())
def test_short_paragraphs_say_less_and_full_ones_what_they_say(
    rows: list[list[float]], data: st.DataObject
) -> None:
    log_p = np.log(np.asarray(rows))
    lengths = st.lists(st.integers(1, 3 * FULL_WORDS), min_size=len(rows), max_size=len(rows))
    n_words = np.asarray(data.draw(lengths), dtype=float)
    said, full = log_ratios(log_p, n_words), log_ratios(log_p)
    long = n_words >= FULL_WORDS
    np.testing.assert_array_equal(said[long], full[long])
    assert (said * full >= 0).all()
    assert (np.abs(said) <= np.abs(full)).all()
    half = log_ratios(log_p, np.full(len(rows), FULL_WORDS / 2))
    np.testing.assert_allclose(half, full / 2)


SHARE = st.floats(0, 1)
PROBABILITIES = st.tuples(SHARE, SHARE).map(
    lambda t: np.asarray([t[0], (1 - t[0]) * t[1], (1 - t[0]) * (1 - t[1])])
)
PARAGRAPHS = st.lists(PROBABILITIES, max_size=6).map(lambda p: np.asarray(p).reshape(-1, 3))
LIMITS = st.tuples(st.floats(0, 10), st.floats(0, 10))


def passes(p: Ratios, limits: tuple[float, float]) -> bool:
    """Tell the same the slow way: is either kind so many times likelier than a person?"""
    human = max(p[HUMAN], 1e-13)
    return any(
        math.log(max(p[kind], 1e-13)) - math.log(human) >= limit
        for kind, limit in zip((SPUN, TRANSLATED), limits, strict=True)
    )


@given(PROBABILITIES, PARAGRAPHS, LIMITS, LIMITS)
def test_a_flag_is_a_threshold_passed_or_a_likely_machine_in_a_flagged_article(
    article: Ratios,
    paragraphs: Ratios,
    of_article: tuple[float, float],
    of_paragraph: tuple[float, float],
) -> None:
    whole, each = flags(article, paragraphs, of_article, of_paragraph)
    assert whole == passes(article, of_article)
    for p, flagged in zip(paragraphs, each, strict=True):
        assert flagged == (passes(p, of_paragraph) or (whole and p[HUMAN] < 0.5))


@given(PROBABILITIES, PARAGRAPHS, LIMITS, LIMITS, st.floats(0, 10))
def test_stricter_thresholds_flag_no_more(
    article: Ratios,
    paragraphs: Ratios,
    of_article: tuple[float, float],
    of_paragraph: tuple[float, float],
    stricter: float,
) -> None:
    whole, each = flags(article, paragraphs, of_article, of_paragraph)
    raised = [(a + stricter, b + stricter) for a, b in (of_article, of_paragraph)]
    less, fewer = flags(article, paragraphs, *raised)
    assert less <= whole
    assert all(a <= b for a, b in zip(fewer, each, strict=True))
