"""Samples: long enough, kept in their groups, and never telling the label by their content."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdetect.training.corpora.corpus import AlignedParagraph, HumanDocument
from mtdetect.training.corpora.dataset import (
    PIVOT_FAMILIES,
    Sample,
    aligned_samples,
    blocks,
    engine_of,
    human_samples,
    of_aligned,
    usable,
)


def aligned(label: Any, group: str, system: str | None = None, text: str = "x") -> AlignedParagraph:
    return AlignedParagraph(
        text, label, "human_translation" if label == "human" else None, group, "de", system, 2019,
        "file", "train",
    )  # fmt: skip


def document(text: str) -> HumanDocument:
    return HumanDocument(text, "native_news", "", "", "invented", "train")


@given(st.text("ab .\n", max_size=400))
def test_blocks_keep_every_word_in_order(text: str) -> None:
    assert " ".join(blocks(document(text))).split() == text.split()


def test_a_text_without_paragraphs_is_cut_at_sentences() -> None:
    text = "The mayor of the small town left the old hall. " * 60
    pieces = blocks(document(text))
    assert len(pieces) > 5
    assert all(55 <= len(p.split()) <= 65 for p in pieces[:-1])
    assert all(p.endswith(".") for p in pieces)


def test_paragraphs_that_are_marked_stay() -> None:
    assert blocks(document("One here.\n\nTwo there.")) == ["One here.", "Two there."]


@pytest.mark.parametrize(
    ("words", "expected"), [(0, False), (24, False), (25, True), (300, True), (301, False)]
)
def test_usable(words: int, expected: bool) -> None:
    assert usable("word " * words) is expected


def test_human_samples_come_from_their_split_and_a_few_from_each(world: Any) -> None:
    samples = human_samples(world.corpora, "news_native", "train", 50, per_document=2)
    native = world.corpora.human["news_native"]
    train = [d.text for d in native if d.split == "train"]
    assert 0 < len(samples) <= 50
    by_group: dict[str, int] = defaultdict(int)
    for s in samples:
        by_group[s.group] += 1
        assert (s.label, s.origin) == ("human", "native")
        assert any(s.text in text for text in train)
        assert usable(s.text)
    assert max(by_group.values()) <= 2


def test_human_samples_are_repeatable_and_seeded(world: Any) -> None:
    def draw(seed: int) -> list[Sample]:
        return human_samples(world.corpora, "news_native", "train", 10, seed=seed)

    assert draw(0) == draw(0)
    assert draw(0) != draw(1)


def test_groups_without_either_side_are_left_out() -> None:
    paragraphs = [
        aligned("human", "a"), aligned("mt", "a", "google"), aligned("mt", "a", "nllb"),
        aligned("human", "b"),
        aligned("round_trip", "c", "opus"),
    ]  # fmt: skip
    samples = aligned_samples(paragraphs, machine_per_group=1)
    assert [(s.group, s.label) for s in samples] == [("a", "human"), ("a", "translated")]


def test_every_group_gives_both_sides(world: Any) -> None:
    samples = aligned_samples(world.corpora.aligned, machine_per_group=2, humans_per_group=1)
    labels: dict[str, list[str]] = defaultdict(list)
    for s in samples:
        labels[s.group].append(s.label)
    assert labels
    for found in labels.values():
        assert found.count("human") == 1
        assert 1 <= found.count("translated") <= 2
    assert not any("lonely" in group for group in labels)


def test_the_order_of_the_corpus_does_not_choose_groups() -> None:
    paragraphs = [aligned(label, g) for g in "abc" for label in ("human", "mt")]
    groups = [s.group for s in aligned_samples(paragraphs[::-1], machine_per_group=1)]
    assert groups == ["a", "a", "b", "b", "c", "c"]


@pytest.mark.parametrize(
    ("label", "system", "engine"),
    [
        ("human", "refA", ""),
        ("mt", "Google-2021", "google"),
        ("mt", "opus-mt-tc-big", "opus"),
        ("mt", "nllb-200-3.3B", "nllb"),
        ("mt", "bergamot-base-memory", "bergamot"),
        ("round_trip", "SomeLab", "SomeLab"),
        ("mt", None, ""),
    ],
)
def test_engines_go_by_one_name(label: Any, system: str | None, engine: str) -> None:
    assert engine_of(aligned(label, "g", system)) == engine


def test_labels_and_origins_of_aligned_paragraphs() -> None:
    assert of_aligned(aligned("human", "g")).label == "human"
    assert of_aligned(aligned("human", "g")).origin == "human_translation"
    assert of_aligned(aligned("mt", "g")).label == "translated"
    assert of_aligned(aligned("round_trip", "g")).label == "translated"


def test_no_language_belongs_to_two_families() -> None:
    languages = [language for family in PIVOT_FAMILIES.values() for language in family]
    assert len(languages) == len(set(languages))


def test_a_group_is_spun_by_one_spinner_and_keeps_its_descent(world: Any) -> None:
    text = next(t for t, label in zip(world.texts, world.labels, strict=True) if label == "human")
    samples = [
        Sample(text, "human", "native", "g1", "s", "Paper"),
        Sample(text, "human", "native", "g1", "s", "Paper"),
        Sample("12 34 56", "human", "native", "g2", "s", "Paper"),
    ]
    spun = world.pool.spin(samples)
    assert 0 < len(spun) <= 2  # what has nothing to swap stays human and is left out
    for copy in spun:
        assert (copy.label, copy.group, copy.outlet, copy.spinner) == (
            "spun",
            "g1",
            "Paper",
            "moby",
        )
        assert copy.text != text
    assert world.pool.spin(samples) == spun
