"""Texts as one stream of token numbers, and the runs of tokens in it by which copies are found."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mtdetect import segment

_SHINGLE = 8


def encode(texts: list[str]) -> tuple[list[str], NDArray[np.int32], NDArray[np.int64]]:
    """Turn texts into one stream of token numbers.

    Returns
    -------
    forms : list of str
        The distinct tokens, case kept; a token's number is its place here.
    stream : ndarray of shape (n_tokens,)
        The token numbers of all texts, one after the other.
    bounds : ndarray of shape (n_texts + 1,)
        ``stream[bounds[i]:bounds[i + 1]]`` is text i.
    """
    index: dict[str, int] = {}
    pieces = [np.zeros(0, dtype=np.int32)]
    bounds = [0]
    for text in texts:
        ids = [index.setdefault(f, len(index)) for f in segment.forms(text)]
        pieces.append(np.asarray(ids, dtype=np.int32))
        bounds.append(bounds[-1] + len(ids))
    return list(index), np.concatenate(pieces), np.asarray(bounds, dtype=np.int64)


def lower_ids(forms: list[str]) -> NDArray[np.int64]:
    """Give for each form the number of its lower-case form."""
    index: dict[str, int] = {}
    return np.asarray([index.setdefault(f.lower(), len(index)) for f in forms], dtype=np.int64)


def shingles(ids: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Hash every run of eight tokens."""
    n = len(ids) - _SHINGLE + 1
    if n <= 0:
        return np.zeros(0, dtype=np.uint64)
    total = np.zeros(n, dtype=np.uint64)
    for k in range(_SHINGLE):
        total = total * np.uint64(0x9E3779B97F4A7C15) + ids[k : k + n].astype(np.uint64)
        total ^= total >> np.uint64(29)
    return total
