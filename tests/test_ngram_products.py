"""Scoring adds up n-grams in plain arrays as training does in scipy's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from mtdetect.estimators.sparse import sparse_matrix
from mtdetect.features.style import HASH_BITS, hashed_ngrams, ngram_places
from mtdetect.tables.encoding import encode


def test_both_products_are_the_same_to_the_last_bit(world: Any) -> None:
    ngrams = hashed_ngrams(encode([*world.texts[:60], "", "Zyx."], world.lexicon), world.lexicon)
    weights = np.random.default_rng(1).normal(size=(2, 1 << HASH_BITS)).astype(np.float32)
    product = sparse_matrix(ngrams) @ weights.T
    for k in range(2):
        np.testing.assert_array_equal(product[:, k], ngrams.dot(weights[k]))
        np.testing.assert_array_equal(sparse_matrix(ngrams) @ weights[k], ngrams.dot(weights[k]))


def test_counts_are_damped_and_a_paragraph_has_unit_length(world: Any) -> None:
    encoded = encode(["The war ended. The war ended. The war ended.", ""], world.lexicon)
    ngrams = hashed_ngrams(encoded, world.lexicon)
    _, buckets, _ = ngram_places(encoded, world.lexicon)
    kinds, counts = np.unique(buckets, return_counts=True)
    assert ngrams.buckets.tolist() == kinds.tolist()
    np.testing.assert_allclose(ngrams.values**2, counts / counts.sum(), rtol=1e-5)
    assert (ngrams.values**2).sum() == pytest.approx(1)
    assert not (ngrams.rows == 1).any()
