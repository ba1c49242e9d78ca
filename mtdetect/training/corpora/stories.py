"""Find the articles of aligned corpora that tell the same story, so that a split keeps them whole.

A test set asks for one article in many languages, and later collections take articles over from
earlier ones; each time the article gets another name. What its human versions share gives it away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from mtdetect.training.corpora.token_stream import encode, lower_ids, shingles

# So many runs of eight words that two articles share: about 15 words on end, more than a phrase.
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
    texts = [(row, text) for row, name in enumerate(names) for text in articles[name]]
    forms, stream, bounds = encode([text for _, text in texts])
    lower = lower_ids(forms)
    is_word = np.asarray([form[0].isalnum() for form in forms], dtype=bool)
    found = [np.zeros((2, 0), dtype=np.uint64)]  # of each run its article and its hash
    for (row, _), begin, end in zip(texts, bounds[:-1], bounds[1:], strict=True):
        tokens = stream[begin:end]
        runs = shingles(lower[tokens[is_word[tokens]]])
        found.append(np.vstack([np.full_like(runs, row), runs]))
    rows, hashes = np.unique(np.hstack(found), axis=1)
    _, columns, times = np.unique(hashes, return_inverse=True, return_counts=True)
    has = sparse.csr_matrix(
        (np.ones(len(rows), dtype=np.int32), (rows.astype(np.int64), columns)),
        shape=(len(names), len(times)),
    )
    has = has[:, np.flatnonzero(times <= _MOST_ARTICLES)]
    shared = (has @ has.T).tocsr()
    shared.data[shared.data < _SHARED] = 0
    shared.eliminate_zeros()
    _, story = connected_components(shared, directed=False)
    first: dict[int, str] = {}
    for name, number in zip(names, story.tolist(), strict=True):
        first.setdefault(number, name)
    return {name: first[number] for name, number in zip(names, story.tolist(), strict=True)}
