"""The sequence model against the sum over every path, and the laws that a verdict keeps."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

import mtdetect
from mtdetect.judge.article import ArticleModel, Side
from mtdetect.judge.odds import FULL_WORDS, flags, log_ratios, machine_log_odds
from mtdetect.judge.writers import TILTS, Writers

Ratios = NDArray[np.float64]
HUMAN, SPUN, TRANSLATED = range(3)

inner = st.floats(0.01, 0.99)
K = len(TILTS)
SOME = st.lists(st.floats(-6, 6), min_size=K, max_size=K).map(tuple)
STEPS = st.lists(st.floats(0, 3), min_size=K, max_size=K)
WRITERS = st.builds(
    lambda people, steps, norms, slope: Writers(
        people, tuple(np.add(people, np.cumsum(steps)).tolist()), norms, slope
    ),
    SOME,
    STEPS,
    st.lists(st.floats(-1, 1), min_size=K, max_size=K).map(tuple),
    st.floats(0, 2),
)
SIDES = st.builds(
    Side,
    temper=st.floats(0, 1.5),
    offset=st.floats(-3, 3),
    writers=WRITERS,
    throughout=inner,
    patchy=inner,
    scale=st.floats(0.1, 3),
    shift=st.floats(-3, 3),
)
MODELS = st.builds(
    ArticleModel,
    spun=SIDES,
    translated=SIDES,
    most=st.floats(0.1, 20),
    strays=inner,
    start=inner,
    stay_early=inner,
    stay_machine=inner,
    stay_human=inner,
)
READINGS = st.tuples(st.floats(-5, 5), st.floats(-5, 5))
NATS = st.floats(-30, 30)


def ratios(least: int, most: int, values: st.SearchStrategy[float] = NATS) -> Any:
    rows = st.lists(st.tuples(values, values), min_size=least, max_size=most)
    return rows.map(lambda r: np.asarray(r, dtype=float).reshape(-1, 2))


def of_writers(shares: Ratios, norms: tuple[float, ...], odds: list[float]) -> float:
    """Add up over the tilts the likelihood of an article whose writer has it."""
    return sum(
        math.exp(share) * math.prod(o**tilt / math.exp(norm) for o in odds)
        for share, tilt, norm in zip(shares.tolist(), TILTS, norms, strict=True)
    )


def over_every_path(
    model: ArticleModel, found: Ratios, prior: float, readings: tuple[float, float]
) -> tuple[Ratios, Ratios]:
    """Work out the same probabilities the slow way: add up all sequences of writers."""
    n = len(found)
    likelihood = []  # of spun and translated articles, relative to human ones
    machine = []  # probability of each paragraph being a machine's, in such an article
    for column, (side, reading) in enumerate(zip(model.sides, readings, strict=True)):
        odds = [
            math.exp(min(model.most, max(-model.most, side.temper * (r - side.offset))))
            for r in found[:, column].tolist()
        ]
        with_strays = [(1 - model.strays) * o + model.strays for o in odds]
        of_run = [o / math.exp(side.writers.norms[-1]) for o in odds]
        shares_of_people, shares_of_makers = side.writers.log_shares(reading)
        runs, patches, patchy_paths, by_paragraph = 0.0, 0.0, 0.0, [0.0] * n
        for path in product((True, False), repeat=n):
            share, run = 1.0, 0
            for i, is_machine in enumerate(path):
                if i == 0:
                    machine_next = model.start
                elif run == 0:
                    machine_next = 1 - model.stay_human
                else:
                    machine_next = model.stay_early if run < 3 else model.stay_machine
                share *= machine_next if is_machine else 1 - machine_next
                run = run + 1 if is_machine else 0
            of_machine = math.prod(
                o for o, is_machine in zip(of_run, path, strict=True) if is_machine
            )
            of_writer = [
                g for g, is_machine in zip(with_strays, path, strict=True) if not is_machine
            ]
            weight = share * of_machine
            weight *= of_writers(shares_of_people, side.writers.norms, of_writer)
            runs += weight
            if not all(path):
                patches += weight
                patchy_paths += share
            for i, is_machine in enumerate(path):
                by_paragraph[i] += weight * is_machine
        people, makers = (
            of_writers(shares, side.writers.norms, with_strays)
            for shares in (shares_of_people, shares_of_makers)
        )
        whole = side.throughout * makers
        total = whole + (1 - side.throughout) * runs
        human = (1 - side.patchy) * people + side.patchy * patches / patchy_paths
        likelihood.append((total / human) ** side.scale * math.exp(side.shift))
        machine.append(
            [
                (whole * (1 - model.strays / g) + (1 - side.throughout) * w) / total
                for g, w in zip(with_strays, by_paragraph, strict=True)
            ]
        )
    weights = [1 - prior, prior / 2 * likelihood[0], prior / 2 * likelihood[1]]
    article = np.asarray(weights) / sum(weights)
    rows = [
        [1 - article[1] * a - article[2] * b, article[1] * a, article[2] * b]
        for a, b in zip(*machine, strict=True)
    ]
    return np.asarray(rows).reshape(n, 3), article


@given(MODELS, ratios(1, 6), st.floats(0.01, 0.99), READINGS)
def test_inference_is_the_sum_over_every_path(
    model: ArticleModel, found: Ratios, prior: float, readings: tuple[float, float]
) -> None:
    paragraphs, article = model.infer(found, prior, readings)
    slow_paragraphs, slow_article = over_every_path(model, found, prior, readings)
    np.testing.assert_allclose(article, slow_article, rtol=1e-8, atol=1e-12)
    np.testing.assert_allclose(paragraphs, slow_paragraphs, rtol=1e-8, atol=1e-9)


@given(MODELS, ratios(1, 40, st.floats(-1e300, 1e300)), st.floats(1e-6, 1 - 1e-6))
def test_any_evidence_gives_probabilities(model: ArticleModel, found: Ratios, prior: float) -> None:
    paragraphs, article = model.infer(found, prior)
    for p in (paragraphs, article):
        assert ((p >= 0) & (p <= 1 + 1e-12)).all()
        np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=1e-9)


@given(MODELS, ratios(1, 12), READINGS)
def test_spun_and_translated_are_treated_alike(
    model: ArticleModel, found: Ratios, readings: tuple[float, float]
) -> None:
    other = replace(model, spun=model.translated, translated=model.spun)
    paragraphs, article = model.infer(found, readings=readings)
    turned, swapped = other.infer(found[:, ::-1], readings=readings[::-1])
    np.testing.assert_allclose(swapped, article[[HUMAN, TRANSLATED, SPUN]], rtol=1e-9)
    np.testing.assert_allclose(turned, paragraphs[:, [HUMAN, TRANSLATED, SPUN]], atol=1e-9)


def longest_run(model: ArticleModel) -> float:
    """Give the most that the log-likelihood of one run exceeds that of writers who do so."""
    paragraph = -math.log(1 - model.strays)
    run, most = math.log(model.start) + paragraph, -math.inf
    # Later paragraphs add the same each.
    for stay in (model.stay_early, model.stay_early, model.stay_machine):
        most = max(most, run)
        run += math.log(stay) + paragraph
    return max(most, run) if math.log(model.stay_machine) + paragraph <= 0 else math.inf


def bound(model: ArticleModel, side: Side, reading: float) -> float:
    """Give the most evidence of any article: of two mixtures no ratio exceeds that of a share."""
    throughout = math.log(side.throughout / (1 - side.patchy)) + side.writers.most(reading)
    # One run from end to end, against people who write so.
    in_a_run = math.log((1 - side.throughout) / (1 - side.patchy)) + longest_run(model)
    in_a_run -= float(side.writers.log_shares(reading)[0][-1])
    in_runs = math.log((1 - side.throughout) / side.patchy)
    return max(float(np.logaddexp(throughout, in_a_run)), in_runs)


@given(MODELS, ratios(1, 12), READINGS, st.integers(1, 30))
def test_no_text_says_more_than_the_bound_however_long_it_is(
    model: ArticleModel, found: Ratios, readings: tuple[float, float], times: int
) -> None:
    evidence, _ = model.chains(np.tile(found, (times, 1)), readings)
    for side, found_here, reading in zip(model.sides, evidence, readings, strict=True):
        assert found_here <= bound(model, side, reading) + 1e-9


def said(writers: Writers, of_paragraphs: Ratios, reading: float) -> float:
    people, makers = map(np.logaddexp.reduce, writers.log_likelihoods(of_paragraphs, reading))
    return float(makers - people)


@given(WRITERS, st.floats(-5, 5), st.floats(-10, 10), st.integers(1, 9))
def test_repeating_a_text_tells_no_more_than_the_tilt_of_its_writer(
    writers: Writers, reading: float, ratio: float, n: int
) -> None:
    each = np.multiply(TILTS, ratio) - n * np.asarray(writers.norms)
    best = np.sort(each)
    assume(best[-1] - best[-2] > 0.05)
    shares = writers.log_shares(reading)
    told = float((shares[1] - shares[0])[np.argmax(each)])
    times = 2_000
    text = np.full(n, ratio / n)
    assert said(writers, np.tile(text, times), reading) == pytest.approx(told, abs=1e-6)


@given(WRITERS, st.floats(-5, 5), st.floats(-30, 30), st.integers(1, 30), st.floats(0, 20))
def test_odder_paragraphs_never_speak_for_people(
    writers: Writers, reading: float, ratio: float, n: int, more: float
) -> None:
    before, after = (np.full(n, r / n) for r in (ratio, ratio + more))
    assert said(writers, after, reading) >= said(writers, before, reading) - 1e-9


@given(st.sampled_from((SPUN, TRANSLATED)), st.integers(1, 40), st.floats(-4, 12), st.floats(0, 9))
def test_more_evidence_throughout_never_clears_a_machine_article(
    kind: int, n: int, ratio: float, more: float
) -> None:
    model = mtdetect.load().article
    odds = []
    for said in (ratio, ratio + more):
        found = np.full((n, 2), -4.0)
        found[:, kind - 1] = said
        _, article = model.infer(found)
        odds.append(math.log(article[kind]) - math.log(article[HUMAN]))
    # Among the odds of people's articles, and where a run explains it as well, it may waver.
    if odds[0] > 0:
        assert odds[1] >= odds[0] - 0.1


@given(WRITERS, st.floats(-5, 5), st.floats(0, 5), st.floats(-30, 30), st.integers(1, 30))
def test_where_odd_writing_is_usual_the_most_that_is_said_is_less(
    writers: Writers, reading: float, more: float, ratio: float, n: int
) -> None:
    assert writers.most(reading + more) <= writers.most(reading) + 1e-9


@given(MODELS, ratios(1, 12), st.floats(0.01, 0.98), st.floats(0.001, 0.01))
def test_a_higher_prior_moves_scores_up_and_not_the_kind(
    model: ArticleModel, found: Ratios, prior: float, more: float
) -> None:
    (_, low), (_, high) = model.infer(found, prior), model.infer(found, prior + more)
    assert high[HUMAN] <= low[HUMAN]
    # Which machine it was does not depend on how many machines there are.
    assert high[SPUN] * low[TRANSLATED] == pytest.approx(low[SPUN] * high[TRANSLATED], rel=1e-9)


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
        ("start", 0.0),
        ("strays", 0.0),
        ("stay_early", 0.0),
        ("stay_machine", 1.0),
        ("stay_human", -0.1),
        ("most", 0.0),
        ("most", 800.0),
    ],
)
def test_impossible_parameters_are_named(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=rf"{name} is {value}"):
        ArticleModel(**{name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("temper", math.nan),
        ("offset", math.inf),
        ("patchy", 0.0),
        ("patchy", 1.0),
        ("throughout", 1.0),
        ("scale", 0.0),
        ("scale", -1.0),
        ("shift", math.nan),
    ],
)
def test_impossible_parameters_of_a_side_are_named(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=rf"{name} is {value}"):
        Side(**{name: value})


FLAT = (0.0,) * K


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"people": FLAT[1:]}, "people is .*finite number for each"),
        ({"norms": (math.nan, *FLAT[1:])}, "norms is .*finite number for each"),
        ({"makers": (1.0, *FLAT[1:])}, "the difference must not fall"),
        ({"slope": -0.5}, "slope is -0.5"),
    ],
)
def test_impossible_shares_are_named(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Writers(**{"people": FLAT, "makers": FLAT, "norms": FLAT, **changed})


@given(MODELS)
def test_parameters_survive_their_dict(model: ArticleModel) -> None:
    assert ArticleModel.from_dict(json.loads(json.dumps(model.to_dict()))) == model


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
    leaning = sum(p[HUMAN] < 0.5 for p in paragraphs)
    for p, flagged in zip(paragraphs, each, strict=True):
        alone = passes(p, of_paragraph)
        if leaning > len(paragraphs) / 2:
            alone = alone and passes(p, of_article)
        assert flagged == (alone or (whole and p[HUMAN] < 0.5))


def test_paragraphs_that_all_lean_a_little_stand_and_fall_with_their_article() -> None:
    leaning, human = [0.3, 0.0, 0.7], [0.9, 0.0, 0.1]
    of_article, of_paragraph = (2.0, 1.5), (2.0, 0.5)
    alike = np.asarray([leaning] * 4)
    assert flags(alike[0], alike, of_article, of_paragraph) == (False, [False] * 4)
    among = np.asarray([leaning, human, human, human])
    assert flags(among[1], among, of_article, of_paragraph) == (False, [True, *[False] * 3])


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
