"""Readable measures against counting by hand, and n-grams that look past typesetting."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtdetect.estimators.sparse import sparse_matrix
from mtdetect.features import style
from mtdetect.tables.encoding import encode

TEXT = (
    "The old road in Ashford was closed. Hale said, "
    "\"It wasn't me; the judge's road was 12 miles.\""
)
# Words: 7 + 11; the number is none, the possessive stands by itself.
WORDS = 18


def matrix_of(world: Any, texts: list[str]) -> Any:
    return sparse_matrix(style.hashed_ngrams(encode(texts, world.lexicon), world.lexicon))


def measure(world: Any, text: str, name: str) -> float:
    X = style.columns(encode([text], world.lexicon), world.lexicon)
    return float(X[0, style.COLUMNS.index(f"style.{name}")])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("log_words", np.log1p(WORDS)),
        ("words_per_sentence", WORDS / 2),
        ("sentence_length_spread", 2.0),
        ("contractions", 100 * 1 / WORDS),
        ("the", 100 * 2 / WORDS),
        ("commas", 100 * 1 / WORDS),
        ("numbers", 1 / WORDS),
        ("quoted", 9 / WORDS),
        ("capitalised", 1 / WORDS),  # Ashford; The, Hale and It begin something
        ("hyphens", 0.0),
    ],
)
def test_measures_by_hand(world: Any, name: str, expected: float) -> None:
    assert measure(world, TEXT, name) == pytest.approx(expected)


def test_straight_and_curly_marks_give_the_same_n_grams(world: Any) -> None:
    curly = TEXT.replace(' "', " “").replace('."', ".”").replace("'", "’")
    bare = TEXT.replace('"', "")
    one, other, none = (matrix_of(world, [t]) for t in (TEXT, curly, bare))
    assert abs(one - other).nnz == 0
    assert abs(one - none).nnz == 0


@given(st.lists(st.text("abAB .\"'1", max_size=30), min_size=1, max_size=4))
@settings(max_examples=60)
def test_n_gram_rows_have_unit_length_and_stand_by_themselves(world: Any, texts: list[str]) -> None:
    X = matrix_of(world, texts)
    assert X.shape == (len(texts), 1 << style.HASH_BITS)
    norms = np.sqrt(np.asarray(X.multiply(X).sum(axis=1)).ravel())
    assert all(n == 0 or n == pytest.approx(1, abs=1e-5) for n in norms)
    for i, text in enumerate(texts):
        alone = matrix_of(world, [text])
        assert abs(X[i] - alone).max() < 1e-6


def test_another_word_order_gives_other_n_grams(world: Any) -> None:
    one, other = (
        matrix_of(world, [t]) for t in ("the old road was closed", "closed was the old road")
    )
    assert 0.2 < float(one.multiply(other).sum()) < 0.9


def test_names_do_not_show(world: Any) -> None:
    one, other = (
        matrix_of(world, [t])
        for t in ("The road in Zarquon was closed", "The road in Vulpine was closed")
    )
    assert abs(one - other).nnz == 0


def test_repetition_lowers_variety(world: Any) -> None:
    assert measure(world, "road war road war road war", "distinct_words") < measure(
        world, "road war judge lawyer mayor train", "distinct_words"
    )
