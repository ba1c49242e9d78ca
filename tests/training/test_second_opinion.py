"""The second opinion is fitted on texts of other engines, and joined without accusing anybody."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from mtdetect.retranslate.survival import Survival, survival
from mtdetect.tables.lexicon import Lexicon
from mtdetect.training.corpora.dataset import Sample
from mtdetect.training.fit.second_opinion import (
    choose,
    expected_survival,
    fit_survival,
    foreign,
    join,
    sample_weights,
    spared,
)

WORDS = ["the", "mayor", "of", "town", "said", "on", "that", "bridge", "was", "closed", "near"]


def sample(group: int, engine: str = "", pivot: str = "", **more: str) -> Sample:
    label = "translated" if engine else "human"
    return Sample("text", label, "native", f"g{group}", "news", engine=engine, pivot=pivot)


def samples(n: int = 12) -> list[Sample]:
    found = [sample(i) for i in range(2 * n)]
    for i in range(n):
        found += [
            sample(i, e, p) for e, p in (("google", "de"), ("bergamot", "cs"), ("nllb", "pt"))
        ]
    return found


def changed(rate: float, rng: Random, lexicon: Lexicon) -> Survival:
    pairs = []
    for _ in range(6):
        words = [rng.choice(WORDS) for _ in range(14)]
        back = [w if rng.random() > rate else "other" for w in words]
        pairs.append((" ".join(words), " ".join(back)))
    return survival(pairs, lexicon)


@pytest.fixture(scope="module")
def labelled_texts(lexicon: Lexicon) -> tuple[list[Sample], list[Survival]]:
    """Human texts of which a third changes, translated ones of which a fifth does."""
    rng = Random(3)
    labelled = [sample(i) for i in range(120)] + [sample(i, "google", "de") for i in range(120)]
    rates = [0.33 if s.label == "human" else 0.2 for s in labelled]
    return labelled, [changed(rate, rng, lexicon) for rate in rates]


def machine(labelled: list[Sample]) -> np.ndarray:
    return np.asarray([s.label == "translated" for s in labelled])


def test_no_text_of_the_engine_itself_is_learnt_from() -> None:
    chosen = choose(samples(), 12, 5)
    assert all(foreign(s) for s in chosen)
    assert not any(s.engine == "bergamot" or s.pivot == "pt" for s in chosen)


def test_groups_are_chosen_whole_and_the_choice_is_the_same_again() -> None:
    chosen = choose(samples(), 8, 5)
    machines = {s.group for s in chosen if s.label == "translated"}
    humans = [s.group for s in chosen if s.label == "human"]
    assert len(machines) == 8
    assert len(humans) == len(set(humans)) == 13
    assert machines <= set(humans)
    assert chosen == choose(samples(), 8, 5)


def test_fewer_texts_than_asked_for_are_all_taken() -> None:
    assert len([s for s in choose(samples(4), 100, 100) if s.label == "human"]) == 8


def test_both_labels_weigh_the_same() -> None:
    chosen = choose(samples(), 12, 9)
    weights = sample_weights(chosen)
    assert weights[machine(chosen)].sum() == pytest.approx(weights[~machine(chosen)].sum())


def test_expected_survival_is_that_of_people(
    labelled_texts: tuple[list[Sample], list[Survival]],
) -> None:
    labelled, texts = labelled_texts
    humans = [t for t, s in zip(texts, labelled, strict=True) if s.label == "human"]
    expected = expected_survival(humans)
    assert ((expected > 0) & (expected < 1)).all()
    total = sum((expected * t.written).sum() for t in humans)
    assert total == pytest.approx(sum(t.survived.sum() for t in humans), rel=0.05)


def test_what_changes_less_is_told_from_what_people_wrote(
    labelled_texts: tuple[list[Sample], list[Survival]], lexicon: Lexicon
) -> None:
    labelled, texts = labelled_texts
    model = fit_survival(texts, machine(labelled), sample_weights(labelled))
    rng = Random(8)
    people = model.log_ratios([changed(0.33, rng, lexicon) for _ in range(40)])
    engines = model.log_ratios([changed(0.2, rng, lexicon) for _ in range(40)])
    assert engines.mean() > 0 > people.mean()


def test_what_the_first_opinion_knows_is_not_told_twice(
    labelled_texts: tuple[list[Sample], list[Survival]],
) -> None:
    labelled, texts = labelled_texts
    model = fit_survival(texts, machine(labelled), sample_weights(labelled))
    ratios = model.log_ratios(texts)
    ignorant = join(model, texts, labelled, np.zeros(len(texts)))
    knowing = join(model, texts, labelled, 6 * ratios)
    assert knowing.discount < ignorant.discount


def test_no_group_comes_nearer_to_being_flagged(
    labelled_texts: tuple[list[Sample], list[Survival]],
) -> None:
    labelled, texts = labelled_texts
    first = np.random.default_rng(4).normal(-2.0, 1.5, len(texts))
    model = fit_survival(texts, machine(labelled), sample_weights(labelled))
    joined_model = join(model, texts, labelled, first)
    told = np.asarray([joined_model.told(r) for r in joined_model.log_ratios(texts)])
    human = ~machine(labelled)
    before, after = np.quantile(first[human], 0.97), np.quantile((first + told)[human], 0.97)
    assert after <= before + 1e-9
    assert spared(first, first + told, labelled) <= 1e-9
