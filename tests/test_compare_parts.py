"""The parts of a comparison: shingles, candidates, alignment, swaps, fitted weights."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtdetect
from mtdetect.api import load_model
from mtdetect.compare import words as word_alignment
from mtdetect.compare.anchors import AnchorReader
from mtdetect.compare.candidates import shared_pairs
from mtdetect.compare.fitted import KINDS, Fitted, weights_of
from mtdetect.compare.groups import Groups
from mtdetect.compare.origin import SIGNS
from mtdetect.compare.pairs import pair
from mtdetect.compare.paragraphs import align
from mtdetect.compare.reading import Reader
from mtdetect.compare.run import model_of
from mtdetect.compare.swaps import SwapFinder
from mtdetect.compare.traces import OF_SCORES, TRACES, traces
from mtdetect.errors import ModelError
from mtdetect.model import load_versions
from mtdetect.tables.lexicon import Lexicon

PARAGRAPHS = [
    "The harbor master of Cobre closed the northern pier on Friday after a storm of 1997 force.",
    "“Nobody was hurt, and nobody will be,” said Petra Lindqvist, who runs the ferries to Pell.",
    "Commissioner Theo Baptiste wants $38 million for a new breakwater made of Norwegian granite.",
    "Bakers on the island bought flour for eleven weeks and sold loaves by candlelight.",
]


@pytest.fixture(scope="module")
def lexicon(shipped: mtdetect.Model) -> Lexicon:
    return shipped.resources.lexicon


def words(keys: list[int]) -> word_alignment.Words:
    values = np.asarray(keys, dtype=np.int64)
    return word_alignment.Words(values, values, np.ones(len(values)))


KEYS = st.lists(st.integers(0, 6), max_size=30)


@given(KEYS, KEYS)
def test_matched_words_are_equal_and_in_order(a: list[int], b: list[int]) -> None:
    found = word_alignment.match(words(a), words(b))
    assert all(a[i] == b[j] for i, j in found)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(found))


@given(KEYS)
def test_a_text_matches_itself_wholly(a: list[int]) -> None:
    assert word_alignment.match(words(a), words(a)) == [(i, i) for i in range(len(a))]


def test_long_texts_are_cut_where_runs_stand_once() -> None:
    rng = np.random.default_rng(0)
    a = rng.integers(0, 5_000, 3_000).tolist()
    b = [9_999 if i % 10 == 0 else key for i, key in enumerate(a)]
    found = word_alignment.match(words([7_777, *a, 8_888]), words([6_666, *b, 5_555]))
    assert {(i + 1, i + 1) for i in range(3_000) if i % 10} <= set(found)


@given(
    st.lists(st.sets(st.integers(0, 30), max_size=8), min_size=1, max_size=8),
    st.sampled_from([1, 2, 100]),
)
def test_shared_shingles_are_counted(sets: list[set[int]], most: int) -> None:
    owners = np.asarray([i for i, s in enumerate(sets) for _ in s], dtype=np.int64)
    hashes = np.asarray([h for s in sets for h in sorted(s)], dtype=np.uint64)
    found = shared_pairs(owners, hashes, most_texts=most)
    counted = {
        (i, j): n
        for i, j, n in zip(
            found.first.tolist(), found.second.tolist(), found.shared.tolist(), strict=True
        )
    }
    true = {
        (i, j): len(sets[i] & sets[j])
        for i, j in combinations(range(len(sets)), 2)
        if sets[i] & sets[j]
    }
    if most >= len(sets):
        assert counted == true
    assert all(n <= true[p] for p, n in counted.items())


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_groups_hold_what_is_joined(links: list[tuple[int, int]]) -> None:
    groups = Groups(10)
    for i, j in links:
        groups.join(i, j)
    members = groups.members()
    assert sorted(i for group in members.values() for i in group) == list(range(10))
    assert all(groups.find(i) == groups.find(j) for i, j in links)


@given(st.text(max_size=200))
def test_shingles_are_sorted_and_never_fail(shipped: mtdetect.Model, text: str) -> None:
    found = AnchorReader(shipped.resources.lexicon).shingles(text)
    assert (np.diff(found.astype(object)) > 0).all()


@given(
    st.lists(st.sampled_from(PARAGRAPHS), max_size=6),
    st.lists(st.sampled_from(PARAGRAPHS), max_size=6),
)
def test_every_passage_stands_in_one_block(
    shipped: mtdetect.Model, a: list[str], b: list[str]
) -> None:
    reader = Reader(shipped.resources.lexicon)
    one, other = reader.read("\n\n".join(a)), reader.read("\n\n".join(b))
    blocks = align(one, other)
    assert sorted(p for k in blocks for p in k.ours) == list(range(len(one.passages)))
    assert sorted(p for k in blocks for p in k.theirs) == list(range(len(other.passages)))
    aligned = pair(one, other)
    places = aligned.place[aligned.place >= 0]
    assert len(set(places.tolist())) == len(places)
    puts = SwapFinder(shipped.resources.lexicon).find(aligned)
    measured = traces(aligned, puts)
    assert len(measured) == len(TRACES)
    assert np.isfinite(measured).all()


def test_moved_merged_and_dropped_passages(lexicon: Lexicon) -> None:
    reader = Reader(lexicon)
    one = reader.read("\n\n".join(PARAGRAPHS))
    other = reader.read(f"{PARAGRAPHS[2]}\n\n{PARAGRAPHS[0]} {PARAGRAPHS[1]}")
    blocks = {b.ours: b for b in align(one, other)}
    assert blocks[0, 1].theirs == (1,)
    assert blocks[2,].theirs == (0,)
    assert blocks[2,].moved != blocks[0, 1].moved  # which of both stayed, nobody can tell
    assert blocks[3,].theirs == ()


def test_neighbouring_swaps_are_told_apart(lexicon: Lexicon) -> None:
    reader = Reader(lexicon)
    one = reader.read("The immigration judge said the national security adviser had left.")
    other = reader.read("The immigration choose said the nationwide safety adviser had left.")
    aligned = pair(one, other)
    [puts] = SwapFinder(lexicon).find(aligned)
    assert [(one.words(*p.ours), other.words(*p.theirs)) for p in puts] == [
        ("judge", "choose"),
        ("national", "nationwide"),
        ("security", "safety"),
    ]


def test_a_phrase_that_holds_the_word_it_was_put_for_is_a_swap(lexicon: Lexicon) -> None:
    reader = Reader(lexicon)
    one = reader.read("The vice president said the storm had closed the church on Monday.")
    other = reader.read("The president said the violent storm had closed the church on Monday.")
    aligned = pair(one, other)
    [puts] = SwapFinder(lexicon).find(aligned)
    assert [(one.words(*p.ours), other.words(*p.theirs)) for p in puts] == [
        ("vice president", "president"),
        ("storm", "violent storm"),
    ]


def test_a_word_that_no_thesaurus_adds_is_no_swap(lexicon: Lexicon) -> None:
    reader = Reader(lexicon)
    one = reader.read("The storm had closed the church on Monday.")
    other = reader.read("The purple storm had closed the church early on Monday.")
    assert SwapFinder(lexicon).find(pair(one, other)) == [[]]


def test_weights_are_kept_and_checked(tmp_path: Path) -> None:
    n = len(TRACES) + len(OF_SCORES)
    weights = Fitted(
        (0.0,) * n, (1.0,) * n, ((0.5,) * n,) * len(KINDS), (0.0,) * len(KINDS), (1.0,) * len(SIGNS)
    )
    weights.save(tmp_path)
    record = load_versions(tmp_path)
    assert record is not None
    assert Fitted.from_dict(record) == weights
    assert Fitted.from_dict(record).digest == weights.digest
    assert weights.kinds(np.ones(n)) == dict.fromkeys(KINDS, 0.25)
    for wrong, words in (
        ({"columns": ["other"]}, "another version"),
        ({"mean": [0.0]}, "as many weights as columns"),
        ({"signs": []}, "as many weights as columns"),
        ({"mean": ["a"] * n}, "not whole"),
        ({"mean": [float("nan")] * n}, "no finite number"),
        ({"spread": None}, "not whole"),
    ):
        with pytest.raises(ModelError, match=f"{words}.*retrain the model, or delete"):
            Fitted.from_dict({**record, **wrong})


def test_a_model_tells_versions_by_its_own_weights(shipped: mtdetect.Model, tmp_path: Path) -> None:
    usual = weights_of(shipped)
    own = replace(usual, intercept=tuple(value + 1 for value in usual.intercept))
    shipped.save(tmp_path)
    own.save(tmp_path)
    assert weights_of(load_model_of(tmp_path)) == own
    path = tmp_path / "versions.json"
    path.unlink()
    assert weights_of(load_model_of(tmp_path)) == usual
    path.write_text("{")
    with pytest.raises(ModelError, match=r"versions\.json is not whole .*delete the file"):
        load_model_of(tmp_path)


def test_what_versions_are_told_by_is_saved_with_a_model_or_taken_away(
    shipped: mtdetect.Model, tmp_path: Path
) -> None:
    shipped.save(tmp_path)
    assert load_versions(tmp_path) == shipped.versions
    replace(shipped, versions=None).save(tmp_path)
    assert load_versions(tmp_path) is None


def load_model_of(folder: Path) -> mtdetect.Model:
    return model_of(load_model(folder))
