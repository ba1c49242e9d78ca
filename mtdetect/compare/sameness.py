"""Texts that are word for word the same, which shingles may miss.

Very short texts have too few of them, and those of a text that thousands have are passed over as
phrases of the trade.
"""

from __future__ import annotations

import re
from hashlib import blake2b

import numpy as np

from mtdetect.compare.anchors import Hashes
from mtdetect.compare.candidates import Links
from mtdetect.segment import plain

_WORD = re.compile(r"[^\W_]")


def text_key(text: str) -> int:
    """Give a number that texts with the same words share; 0 where there is no word.

    Examples
    --------
    >>> text_key("The “council”  met.") == text_key('the "council" met.')
    True
    >>> text_key(" ... ")
    0
    """
    if _WORD.search(text) is None:
        return 0
    words = " ".join(plain(text).lower().split())
    return int.from_bytes(blake2b(words.encode("utf-8", "replace"), digest_size=8).digest()) or 1


def with_same(links: Links, keys: Hashes) -> Links:
    """Add a link from each text to the first with the same key, where it has one.

    Parameters
    ----------
    links : Links
    keys : ndarray of uint64
        Of each text, from :func:`text_key`; 0 links with nothing.

    Examples
    --------
    >>> none = Links(*(np.zeros(0, dtype=t) for t in (np.int64, np.int64, np.float64)))
    >>> with_same(none, np.array([5, 0, 7, 5, 0], dtype=np.uint64))
    Links(first=array([0]), second=array([3]), share=array([1.]))
    """
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    begins = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])[: len(keys)]
    first = np.repeat(order[begins], np.diff(np.append(begins, len(keys))))
    again = (first != order) & (ordered != 0)
    added = np.sort(order[again])
    head = np.empty(len(keys), dtype=np.int64)
    head[order] = first
    return Links(
        np.concatenate([links.first, head[added]]),
        np.concatenate([links.second, added]),
        np.concatenate([links.share, np.ones(len(added))]),
    )
