"""The lexicon of the small world against counting by hand."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mtdetect import segment
from mtdetect.errors import DataError
from mtdetect.simulate.sources import read_swaps
from mtdetect.tables.encoding import word_number
from mtdetect.tables.lexicon import NAME, NUMBER, RARE, RESERVED, word_key
from mtdetect.tables.ngrams import LOG_COUNT, keys_of
from mtdetect.training.fit import tables


@pytest.fixture(scope="module")
def table_texts(world: Any) -> list[str]:
    return [d.text for d in world.corpora.human["news_native"] if d.split == "tables"]


@pytest.fixture(scope="module")
def table_ids(world: Any, table_texts: list[str]) -> list[int]:
    index = world.lexicon.index
    return [word_number(f, index) for text in table_texts for f in segment.forms(text)]


def test_news_counts(world: Any, table_ids: list[int]) -> None:
    counted = Counter(table_ids)
    for number in range(RESERVED, world.lexicon.size):
        log_count = LOG_COUNT[world.lexicon.news[number]]
        if counted[number]:
            assert log_count == pytest.approx(np.log(counted[number]), abs=0.05)
        else:
            assert log_count == -np.inf


@pytest.mark.parametrize(("table", "step", "least"), [("bigrams", 1, 2), ("skips", 2, 3)])
def test_pairs_are_counted(
    world: Any, table_ids: list[int], table: str, step: int, least: int
) -> None:
    counted = Counter(zip(table_ids, table_ids[step:], strict=False))
    pairs = np.asarray(list(counted)).T
    found = getattr(world.lexicon, table).log_counts(keys_of(*pairs))
    times = np.asarray(list(counted.values()))
    kept = times >= least
    np.testing.assert_allclose(found[kept], np.log(times[kept]), atol=0.05)
    assert np.isfinite(found[~kept]).sum() <= 1


def test_triples_are_counted(world: Any, table_ids: list[int]) -> None:
    counted = Counter(zip(table_ids, table_ids[1:], table_ids[2:], strict=False))
    rows = np.asarray(list(counted)).T
    found = world.lexicon.trigrams.log_counts(keys_of(*rows))
    times = np.asarray(list(counted.values()))
    np.testing.assert_allclose(found[times > 1], np.log(times[times > 1]), atol=0.05)


def test_words_that_news_capitalises_are_names_and_not_words(world: Any) -> None:
    lexicon = world.lexicon
    assert "hale" not in lexicon.index
    assert word_number("Hale", lexicon.index) == NAME
    assert "Ashford" in lexicon.names
    assert "war" in lexicon.index
    assert all(word == word.lower() for word in lexicon.words)


def test_synonyms_lead_from_the_odd_word_to_the_common_one(world: Any) -> None:
    lexicon = world.lexicon
    for odd, word in (("warfare", "war"), ("burgomaster", "mayor"), ("locomotive", "train")):
        row = lexicon.synonyms.row(lexicon.index[odd]).tolist()
        assert lexicon.index[word] in row
    for number in range(RESERVED, lexicon.size):
        row = lexicon.synonyms.row(number).tolist()
        assert number not in row
        assert len(set(row)) == len(row) <= 32


def test_full_names_stand_side_by_side_in_news(world: Any, table_texts: list[str]) -> None:
    names = world.lexicon.full_names
    counted = Counter(
        pair
        for text in table_texts
        for pair in pairwise(segment.forms(text))
        if all(p[0].isupper() and p.isalpha() and not p.isupper() for p in pair)
    )
    for pair, n in names.items():
        assert counted[tuple(pair.split())] == pytest.approx(n, rel=0.06)


def test_words_known_from_anywhere_are_attested(world: Any) -> None:
    attested = world.lexicon.attested
    keys = np.asarray([word_key(w) for w in ("Ashford", "war", "ALDER", "Xyqzz")], dtype=np.uint64)
    ashford, war, alder, unknown = attested.get(keys).tolist()
    assert unknown == 0
    assert war > max(ashford, alder) >= min(ashford, alder) > 0


def test_odd_forms_are_rare_in_news_and_know_their_original(world: Any) -> None:
    lexicon = world.lexicon
    found = dict(zip(lexicon.odd_keys.tolist(), lexicon.odd_expected.tolist(), strict=True))
    assert lexicon.originals[found[lexicon.index["warfare"]]] == "war"
    assert (np.diff(lexicon.odd_keys.astype(object)) > 0).all()
    assert (lexicon.odd_weights > 0).all()
    assert lexicon.index["war"] not in found


def test_leaving_a_spinner_out_leaves_no_trace_of_it(world: Any) -> None:
    corpora = world.corpora
    without = tables.build(corpora, exclude=("main", "mythes", "moby", "wordnet"))
    lexicon = without
    assert lexicon.index["warfare"] not in lexicon.odd_keys.tolist()
    assert len(lexicon.synonyms.row(lexicon.index["warfare"])) == 0
    # What was counted stays.
    np.testing.assert_array_equal(lexicon.news, world.lexicon.news)


def test_general_bigrams_are_on_the_scale_of_the_news(world: Any) -> None:
    lexicon = world.lexicon
    the = lexicon.index["the"]
    pairs = [(the, lexicon.index[w]) for w in ("war", "judge", "harbor", "road", "mayor")]
    rows = np.asarray(pairs).T
    common = lexicon.common.log_counts(keys_of(*rows))
    news = lexicon.bigrams.log_counts(keys_of(*rows))
    assert np.isfinite(common).all()
    assert np.abs(np.median(common) - np.median(news)) < 1.5


def test_the_build_is_repeatable(world: Any) -> None:
    again = tables.build(world.corpora).arrays()
    for name, array in world.lexicon.arrays().items():
        np.testing.assert_array_equal(again[name], array, err_msg=name)


def test_a_table_counts_within_the_stream_and_not_around_its_end() -> None:
    stream = np.asarray([5, 6, 5, 6, 5, 6, 7])
    counts = tables.Counts(["a", "b", "c"], np.zeros(8, dtype=np.int64), stream, Counter())
    table = tables.ngram_table(counts, (0, 1), 1)
    seen = Counter(pairwise(stream.tolist()))
    keys = keys_of(*np.asarray(list(seen)).T)
    np.testing.assert_allclose(np.exp(table.log_counts(keys)), list(seen.values()), rtol=0.05)
    assert table.get(keys_of(np.asarray([7]), np.asarray([5])))[0] == 0


def test_numbers_and_rare_words_have_no_number_of_their_own(world: Any) -> None:
    index = world.lexicon.index
    assert word_number("1,234", index) == NUMBER
    assert word_number("xylograph", index) == RARE
    assert not any(word[0].isdigit() for word in index)


def test_swaps_of_the_user_join_the_odd_forms(world: Any, tmp_path: Path) -> None:
    path = tmp_path / "swaps.tsv"
    path.write_text("odd_form\texpected_form\tcount\tversions\ntempest harbour\tstorm port\t3\t2\n")
    own = read_swaps(path)
    lexicon = tables.build(world.corpora, swaps=own)
    assert "storm port" in lexicon.originals
    assert "storm port" not in tables.build(world.corpora).originals


@pytest.mark.parametrize("text", ["", "odd\texpected\na\tb\n", "odd_form\texpected_form\n", "\xff"])
def test_a_table_that_holds_no_swaps_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "swaps.tsv"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(DataError, match=r"swaps\.tsv"):
        read_swaps(path)
