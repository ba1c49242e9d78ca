"""Words of a trade: what is odd to tables of news and comes again and again is no spinner's work.

Judgments of other countries, tactics, markets: to a detector that learnt from news each has
hundreds of words that look like odd synonyms ("learned counsel for the petitioner"). Two things
tell them from spun copies. A trade has terms, and they recur; of a spinner's words most stand once,
since he swaps one word here and another there. And a trade is moderately odd throughout, while
copies are very odd in some paragraphs. What is odd in the former way is nothing that limits were
set on, and it is not called spun.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtdetect.features.matrix import Analysis

# How many nats for being spun a high paragraph has at the most, where what is odd recurs half as
# much as all words do, and how many more for all of that.
MOST_NATS, MORE_NATS = 3.6, 10.0
# A high paragraph, in standard deviations above the mean of an article's.
HIGH = 1.5
# Of fewer words hardly any recurs, and which do is chance; fewer paragraphs show no spread.
LEAST_WORDS, LEAST_PARAGRAPHS = 100, 4
# Of more words more recur, a spinner's too: what stands behind so many is not looked at.
MOST_WORDS = 600


class WordOdds(NamedTuple):
    """How likely words of a paragraph are swapped.

    Attributes
    ----------
    ids : ndarray of int64
        Which words, by their place in the lexicon.
    log_odds : ndarray of float64
        That each was swapped.
    """

    ids: NDArray[np.int64]
    log_odds: NDArray[np.float64]


def of_paragraphs(analysis: Analysis) -> list[WordOdds]:
    """Give what is said of the words of each paragraph.

    Parameters
    ----------
    analysis : Analysis
    """
    places = analysis.words.places
    ids = analysis.encoded.ids[places].astype(np.int64)
    ends = np.searchsorted(analysis.encoded.row[places], np.arange(1, len(analysis.damage)))
    return [
        WordOdds(*both)
        for both in zip(np.split(ids, ends), np.split(analysis.word_log_odds, ends), strict=True)
    ]


def recurring(words: Sequence[WordOdds]) -> float:
    """Tell how much what is odd recurs in an article, beside all that could be.

    Parameters
    ----------
    words : sequence of WordOdds
        Of its judged paragraphs.

    Returns
    -------
    float
        Of the first ``MOST_WORDS`` words: the share that words used twice or more have of what is
        probably swapped, divided by the share that they have of all. 0 where nothing recurs, or
        little is said.

    Examples
    --------
    >>> writ, odd, plain = [2.0, 2.0], [2.0, -4.0], [-4.0, -4.0]
    >>> def said(*log_odds):
    ...     ids = [np.asarray(i) for i in ([1, 2], [1, 3])] * 30
    ...     return [WordOdds(i, np.asarray(o)) for i, o in zip(ids, [*log_odds] * 30)]
    >>> round(recurring(said(odd, odd)), 2)
    1.0
    """
    ids = np.concatenate([w.ids for w in words]) if words else np.zeros(0, dtype=np.int64)
    ids = ids[:MOST_WORDS]
    if len(ids) < LEAST_WORDS:
        return 0.0
    log_odds = np.concatenate([w.log_odds for w in words])[:MOST_WORDS]
    swapped = 1 / (1 + np.exp(np.minimum(-log_odds, 700.0)))
    _, which, times = np.unique(ids, return_inverse=True, return_counts=True)
    again = times[which] > 1
    total, share = float(swapped.sum()), float(again.mean())
    if not (total and share):
        return 0.0
    return float(swapped[again].sum()) / total / share


def is_trade(ratios: NDArray[np.float64], again: float) -> bool:
    """Tell whether what is odd in an article is rather a trade's words than a spinner's.

    Parameters
    ----------
    ratios : ndarray of shape (n_judged,)
        Log-likelihood ratios of being spun against being human, of its judged paragraphs.
    again : float
        From :func:`recurring`.

    Examples
    --------
    >>> even, uneven = np.asarray([2.5, 3.0, 2.0, 2.5]), np.asarray([0.0, 6.5, 0.0, 1.5])
    >>> is_trade(even, 0.7), is_trade(even, 0.4), is_trade(uneven, 0.7)
    (True, False, False)
    """
    if not again or len(ratios) < LEAST_PARAGRAPHS:
        return False
    high = float(ratios.mean() + HIGH * ratios.std())
    return high < MOST_NATS + MORE_NATS * (again - 0.5)
