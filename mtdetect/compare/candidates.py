"""Which texts may tell the same story: those that share shingles which few others have.

An inverted index in sorted arrays. Against MinHash with banding (datasketch, rensa) it counts the
shared shingles themselves, so that a version cut to a third is found as surely as a whole one
(banding goes by resemblance, which a cut lowers), and needs no tuning of bands; the time is that
of one sort.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtdetect.compare.anchors import Hashes

Ints = NDArray[np.int64]

# Of a shingle that more texts have, neighbours in the order given are paired and not all: a story
# in a hundred versions still hangs together, and the pairs grow no faster than the texts.
MOST_TEXTS = 12
_NEIGHBOURS = 2
# What stands in more texts than this is a phrase of the trade or of a site, not of a story.
_PHRASE = 2_000


@dataclass(frozen=True)
class Pairs:
    """Pairs of texts, by place, the first smaller, with how many shingles they share."""

    first: Ints
    second: Ints
    shared: Ints

    def __len__(self) -> int:
        """Give the number of pairs."""
        return len(self.first)


@dataclass(frozen=True)
class Links:
    """Pairs of texts that may tell the same: the share of the shorter's shingles in both."""

    first: Ints
    second: Ints
    share: NDArray[np.float64]

    def __len__(self) -> int:
        """Give the number of pairs."""
        return len(self.first)


def shared_pairs(owners: Ints, hashes: Hashes, most_texts: int = MOST_TEXTS) -> Pairs:
    """Count for every pair of texts the shingles that both have.

    Parameters
    ----------
    owners : ndarray of int64, shape (n,)
        Which text each shingle is from.
    hashes : ndarray of uint64, shape (n,)
        The shingles; each once a text.
    most_texts : int
        Of shingles that more texts have, only texts near each other in order are paired.

    Examples
    --------
    >>> owners = np.array([0, 0, 1, 1, 2])
    >>> hashes = np.array([7, 8, 7, 8, 9], dtype=np.uint64)
    >>> shared_pairs(owners, hashes)
    Pairs(first=array([0]), second=array([1]), shared=array([2]))
    """
    order = np.lexsort((owners, hashes))
    owners, hashes = owners[order], hashes[order]
    begins = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])[: len(hashes)]
    sizes = np.diff(np.append(begins, len(hashes)))
    keys = [np.zeros(0, dtype=np.uint64)]
    for size in np.unique(sizes[(sizes > 1) & (sizes <= max(_PHRASE, most_texts))]).tolist():
        # All runs of one length at once: a matrix with a run a row.
        runs = owners[begins[sizes == size][:, None] + np.arange(size)].astype(np.uint64)
        one, other = np.triu_indices(size, 1)
        if size > most_texts:
            near = other - one <= _NEIGHBOURS
            one, other = one[near], other[near]
        keys.append(((runs[:, one] << np.uint64(32)) | runs[:, other]).ravel())
    pairs, shared = np.unique(np.concatenate(keys), return_counts=True)
    return Pairs(
        (pairs >> np.uint64(32)).astype(np.int64),
        (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64),
        shared.astype(np.int64),
    )


def likely(pairs: Pairs, sizes: Ints, least_share: float, least: int) -> Links:
    """Keep the pairs that share enough of what the shorter of both has.

    Parameters
    ----------
    pairs : Pairs
    sizes : ndarray of int64
        Number of shingles of each text.
    least_share : float
        Share of the shingles of the text that has fewer, 0 to 1.
    least : int
        Number of shingles.
    """
    fewer = np.minimum(sizes[pairs.first], sizes[pairs.second])
    share = pairs.shared / np.maximum(fewer, 1)
    kept = (pairs.shared >= least) & (share >= least_share)
    return Links(pairs.first[kept], pairs.second[kept], share[kept])


def gather(shingles: Sequence[Hashes]) -> tuple[Ints, Hashes]:
    """Put the shingles of texts into the two flat arrays that :func:`shared_pairs` takes."""
    owners = np.repeat(np.arange(len(shingles)), [len(s) for s in shingles])
    return owners, np.concatenate([np.zeros(0, dtype=np.uint64), *shingles])
