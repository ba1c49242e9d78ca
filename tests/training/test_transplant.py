"""Machine examples on the ground of native news: the change of a pair, added elsewhere."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import sparse

from mtdetect.features import matrix
from mtdetect.training.corpora.dataset import Sample
from mtdetect.training.corpora.transplant import SOURCE, transplant
from mtdetect.training.fit.detector import stratum

NATIVE = Sample("A native paragraph.", "human", "native", "paper 1", "papers")
HUMAN = next(
    sample
    for i in range(1_000)
    if (
        sample := Sample("A human version.", "human", "human_translation", "g1", "t", story=f"s{i}")
    ).bucket
    == NATIVE.bucket
)
MACHINE = replace(HUMAN, text="A machine version.", label="translated", engine="opus")
SPUN = replace(HUMAN, label="spun", spinner="moby")
NGRAMS = sparse.csr_matrix(np.asarray([[1.0, 0, 0], [0, 1.0, 0], [0, 0.25, 0.5], [9, 9, 9]]))
RATE, OTHER = matrix.DAMAGE[0], matrix.COLUMNS.index("style.the")
DENSE = np.zeros((4, len(matrix.COLUMNS)))
DENSE[:, OTHER] = [1.0, 4.0, 2.0, 9.0]
DENSE[:, RATE] = [0.0, 3.0, 1.0, 9.0]


def test_the_change_of_a_pair_is_added_to_a_native_paragraph() -> None:
    samples, dense, ngrams = transplant([NATIVE, HUMAN, MACHINE, SPUN], DENSE, NGRAMS)
    made, plain = samples
    assert (made.label, made.engine, made.group) == ("translated", "opus", "g1")
    assert (plain.label, plain.group) == ("human", "paper 1")
    np.testing.assert_allclose(ngrams.toarray(), [[1.0, -0.75, 0.5], [1.0, 0.0, 0.0]])
    assert dense[:, OTHER].tolist() == [-1.0, 1.0]
    # Less damage than none there is not.
    assert dense[:, RATE].tolist() == [0.0, 0.0]
    assert not np.delete(dense, [OTHER, RATE], axis=1).any()


def test_both_sides_of_a_sum_stay_in_one_fold() -> None:
    natives = [replace(NATIVE, group=f"paper {i}", text=str(i)) for i in range(200)]
    pairs = [replace(s, story=f"story {i}") for i in range(200) for s in (HUMAN, MACHINE)]
    samples = [*natives, *pairs]
    dense = np.zeros((600, len(matrix.COLUMNS)))
    dense[:200, OTHER] = range(200)  # of the change nothing, of each native its number
    made, changed, _ = transplant(samples, dense, sparse.csr_matrix((600, 3)))
    grounds = [
        (s.bucket, natives[int(number)].bucket)
        for s, number in zip(made, changed[:, OTHER].tolist(), strict=True)
        if s.label == "translated"
    ]
    assert len(grounds) > 150
    assert all(of_change == of_ground for of_change, of_ground in grounds)


def test_a_bucket_without_native_news_makes_nothing() -> None:
    elsewhere = next(
        f"s{i}" for i in range(99) if replace(HUMAN, story=f"s{i}").bucket != HUMAN.bucket
    )
    far = [replace(s, story=elsewhere) for s in (HUMAN, MACHINE)]
    assert transplant([NATIVE, *far], DENSE[:3], NGRAMS[:3])[0] == []


def test_they_are_content_of_their_own_kind() -> None:
    samples, _, _ = transplant([NATIVE, HUMAN, MACHINE], DENSE[:3], NGRAMS[:3])
    assert {stratum(s) for s in samples} == {SOURCE}


def test_without_pairs_or_native_news_there_are_none() -> None:
    for given in ([NATIVE, HUMAN], [HUMAN, MACHINE], [NATIVE, MACHINE], [NATIVE, HUMAN, SPUN]):
        samples, dense, ngrams = transplant(given, DENSE[: len(given)], NGRAMS[: len(given)])
        assert samples == []
        assert dense.shape == (0, len(matrix.COLUMNS))
        assert ngrams.shape == (0, 3)


def test_so_many_are_made_and_the_seed_decides() -> None:
    many = [replace(NATIVE, text=f"Paragraph {i}.") for i in range(9)]
    pairs = [replace(s, group=f"g{i}") for i in range(20) for s in (HUMAN, MACHINE)]
    samples = many + pairs
    rng = np.random.default_rng(0)
    dense = rng.random((49, len(matrix.COLUMNS)))
    ngrams = sparse.csr_matrix(rng.random((49, 3)))
    one, other = (transplant(samples, dense, ngrams, most=7, seed=5) for _ in range(2))
    assert sum(s.label == "translated" for s in one[0]) == 7
    assert one[0] == other[0]
    np.testing.assert_array_equal(one[1], other[1])
