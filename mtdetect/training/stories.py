"""Find the articles of aligned corpora that tell the same story, so that a split keeps them whole.

A test set asks for one article in many languages, and later collections take articles over from
earlier ones; each time the article gets another name. What its human versions share gives it away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from mtdetect import segment

_RUN = 8
# So many runs of words that two articles share: about 15 words on end, more than a phrase.
_SHARED = 8
# What stands in more articles is a phrase of the trade, not a story.
_MOST_ARTICLES = 40


def stories(articles: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Name the story of every article.

    Parameters
    ----------
    articles : mapping of str to iterable of str
        The human texts of each article by the article's name.

    Returns
    -------
    dict of str to str
        For each article the first name, in order of the alphabet, among the articles that tell
        its story.

    Examples
    --------
    >>> words = "the mayor said on Monday that the old bridge would be closed to lorries for good"
    >>> stories({"b": [words], "a": [words + " or longer"], "c": ["Nothing of that sort."]})
    {'a': 'a', 'b': 'a', 'c': 'c'}
    """
    names = sorted(articles)
    index: dict[bytes, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    for row, name in enumerate(names):
        runs = {run for text in articles[name] for run in _runs(text)}
        rows += [row] * len(runs)
        columns += [index.setdefault(run, len(index)) for run in sorted(runs)]
    shape = (len(names), len(index))
    has = sparse.csr_matrix((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=shape)
    has = has[:, np.flatnonzero(np.bincount(columns, minlength=len(index)) <= _MOST_ARTICLES)]
    shared = (has @ has.T).tocsr()
    shared.data[shared.data < _SHARED] = 0
    shared.eliminate_zeros()
    _, story = connected_components(shared, directed=False)
    first: dict[int, str] = {}
    for name, number in zip(names, story.tolist(), strict=True):
        first.setdefault(number, name)
    return {name: first[number] for name, number in zip(names, story.tolist(), strict=True)}


def _runs(text: str) -> Iterable[bytes]:
    words = [form.lower() for form in segment.forms(text) if form[0].isalnum()]
    for start in range(len(words) - _RUN + 1):
        run = "\n".join(words[start : start + _RUN]).encode("utf-8", "replace")
        yield hashlib.blake2b(run, digest_size=8).digest()
