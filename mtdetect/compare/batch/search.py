"""Candidate pairs among all articles, one range of hashes at a time, so that memory is bounded."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtdetect.batch.storage import size_of
from mtdetect.compare.anchors import Hashes
from mtdetect.compare.batch.sketches import load_sketch
from mtdetect.compare.candidates import Links, Pairs, likely, shared_pairs
from mtdetect.compare.families import LEAST_SHARE, LEAST_SHINGLES
from mtdetect.compare.groups import Groups
from mtdetect.compare.sameness import with_same
from mtdetect.tables.arrays import read_arrays, write_arrays

Ints = NDArray[np.int64]

# Hashes that are sorted at once: with what sorting needs, a few hundred megabytes.
_AT_ONCE = 6_000_000
TASK_ARTICLES = 200
"""Articles of candidates that one task judges, about."""


@dataclass(frozen=True)
class SearchTask:
    """A range of hashes."""

    part: int
    parts: int
    folder: str
    firsts: tuple[int, ...]


def parts_for(hashes: int) -> int:
    """Give the number of ranges that so many hashes are cut into."""
    return -(-hashes // _AT_ONCE) or 1


def search(task: SearchTask) -> int:
    """Count shared shingles within one range, unless that is done; give the range."""
    path = _path(task.folder, task.part)
    if size_of(path) is not None:
        return task.part
    width = 2**64 // task.parts
    low = np.uint64(task.part * width)
    high = np.uint64(2**64 - 1 if task.part == task.parts - 1 else (task.part + 1) * width - 1)
    hashes = [np.zeros(0, dtype=np.uint64)]
    owners = [np.zeros(0, dtype=np.int64)]
    for piece, first in enumerate(task.firsts):
        sketch = load_sketch(task.folder, piece)
        here = slice(
            int(np.searchsorted(sketch.hashes, low)),
            int(np.searchsorted(sketch.hashes, high, side="right")),
        )
        hashes.append(sketch.hashes[here])
        owners.append(sketch.owners[here] + first)
    pairs = shared_pairs(np.concatenate(owners), np.concatenate(hashes))
    temporary = f"{path}.{os.getpid()}.tmp.npz"
    write_arrays(
        Path(temporary), {"first": pairs.first, "second": pairs.second, "shared": pairs.shared}
    )
    os.replace(temporary, path)
    return task.part


def candidates(folder: str, parts: int, sizes: Ints, same: Hashes) -> Links:
    """Add up the ranges, keep the pairs that share enough, and those of the same words."""
    keys = np.zeros(0, dtype=np.uint64)
    shared = np.zeros(0, dtype=np.int64)
    for part in range(parts):
        stored = read_arrays(Path(_path(folder, part)), "pairs")
        more = (stored["first"].astype(np.uint64) << np.uint64(32)) | stored["second"].astype(
            np.uint64
        )
        both, place = np.unique(np.concatenate([keys, more]), return_inverse=True)
        counts = np.concatenate([shared, stored["shared"]])
        shared = np.bincount(place, weights=counts, minlength=len(both)).astype(np.int64)
        keys = both
    found = Pairs(
        (keys >> np.uint64(32)).astype(np.int64),
        (keys & np.uint64(0xFFFFFFFF)).astype(np.int64),
        shared,
    )
    return with_same(likely(found, sizes, LEAST_SHARE, LEAST_SHINGLES), same)


def components(n: int, pairs: Links) -> list[tuple[list[int], Links]]:
    """Cut candidate pairs into sets of articles that hang together, with their pairs."""
    if not len(pairs):
        return []
    groups = Groups(n)
    for i, j in zip(pairs.first.tolist(), pairs.second.tolist(), strict=True):
        groups.join(i, j)
    of_pair = np.asarray([groups.find(i) for i in pairs.first.tolist()])
    order = np.argsort(of_pair, kind="stable")
    begins = np.flatnonzero(np.r_[True, np.diff(of_pair[order]) != 0])
    found = []
    for rows in np.split(order, begins[1:]):
        own = Links(pairs.first[rows], pairs.second[rows], pairs.share[rows])
        members = np.unique(np.concatenate([own.first, own.second]))
        inner = Links(
            np.searchsorted(members, own.first), np.searchsorted(members, own.second), own.share
        )
        found.append((members.tolist(), inner))
    return sorted(found, key=lambda c: c[0][0])


def loners(n: int, sets: Sequence[tuple[list[int], Links]]) -> list[tuple[list[int], Links]]:
    """Give the articles that are in no set of candidates, some of them at a time, without pairs."""
    left = np.ones(n, dtype=bool)
    for members, _ in sets:
        left[members] = False
    none = Links(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float64))
    alone = np.flatnonzero(left)
    return [
        (alone[at : at + TASK_ARTICLES].tolist(), none)
        for at in range(0, len(alone), TASK_ARTICLES)
    ]


def _path(folder: str, part: int) -> str:
    return os.path.join(folder, f"pairs-{part:04d}.npz")
