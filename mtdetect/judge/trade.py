"""Words of a trade: what is odd to tables of news and comes again and again is no spinner's work.

Judgments of other countries, tactics, markets: to a detector that learnt from news each has
hundreds of words that look like odd synonyms ("learned counsel for the petitioner"). A trade has
terms, and they recur. Of a spinner's words most stand once, since he swaps one word here and
another there. Where oddness is moderate and recurs nearly as much as all words do, the text is
nothing that limits were set on, and it is not called spun.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtdetect.features.matrix import Analysis

# Nats for being spun, a paragraph, of what does not read like news and of what does. Most spun
# copies have more, and are called so whatever recurs in them. Trades are mostly no news.
MOST_NATS = (3.0, 2.0)
# How often what is odd recurs, for each time that any word does.
LEAST_RECURRING = 0.66
# Of fewer words hardly any recurs, and which do is chance.
LEAST_WORDS = 100


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
        The share that words used twice or more have of what is probably swapped, divided by the
        share that they have of all words looked at. 0 where nothing recurs, or little is said.

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
    if len(ids) < LEAST_WORDS:
        return 0.0
    log_odds = np.concatenate([w.log_odds for w in words])
    swapped = 1 / (1 + np.exp(np.minimum(-log_odds, 700.0)))
    _, which, times = np.unique(ids, return_inverse=True, return_counts=True)
    again = times[which] > 1
    total, share = float(swapped.sum()), float(again.mean())
    if not (total and share):
        return 0.0
    return float(swapped[again].sum()) / total / share


def is_trade(ratios: NDArray[np.float64], again: float, news: bool) -> bool:
    """Tell whether what is odd in an article is rather a trade's words than a spinner's.

    Parameters
    ----------
    ratios : ndarray of shape (n_judged,)
        Log-likelihood ratios of being spun against being human.
    again : float
        From :func:`recurring`.
    news : bool
        Whether the article reads like native news.

    Examples
    --------
    >>> odd = np.asarray([2.4, 2.6])
    >>> is_trade(odd, 0.7, news=False), is_trade(odd, 0.7, news=True)
    (True, False)
    """
    return again > LEAST_RECURRING and len(ratios) > 0 and float(ratios.mean()) < MOST_NATS[news]
