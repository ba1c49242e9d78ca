"""Hashed n-grams as the sparse matrix that scikit-learn fits on."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from mtdetect.features.style import HASH_BITS, Ngrams


def sparse_matrix(ngrams: Ngrams) -> sparse.csr_matrix:
    """Give the n-grams of a batch as a matrix of scipy's.

    Parameters
    ----------
    ngrams : Ngrams

    Returns
    -------
    csr_matrix of shape (n_rows, 2 ** HASH_BITS), float32
        With the entries of a row in their order: products add them up as :meth:`Ngrams.dot` does.
    """
    begin = np.searchsorted(ngrams.rows, np.arange(ngrams.n_rows + 1)).astype(np.int32)
    shape = (ngrams.n_rows, 1 << HASH_BITS)
    return sparse.csr_matrix((ngrams.values, ngrams.buckets.astype(np.int32), begin), shape=shape)
