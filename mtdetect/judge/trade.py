"""Words of a trade: what is odd to tables of news and is odd again and again is no spinner's work.

Judgments of other countries, tactics, markets: to a detector that learnt from news each has
hundreds of words that look like odd synonyms ("learned counsel for the petitioner"). Two things
tell them from spun copies. A trade has terms, which look odd wherever they stand; of a spinner's
words most stand once, since he swaps one word here and another there. And a trade is moderately odd
throughout, while copies are very odd in some paragraphs. What is odd in the former way is nothing
that limits were set on, and it is not called spun.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtdetect.features.matrix import Analysis

# How many nats for being spun a high paragraph has at the most where a quarter of what is odd is so
# again, and how many more for all of it.
MOST_NATS, MORE_NATS, USUAL = 3.6, 20.0, 0.25
# A high paragraph, in standard deviations above the mean of an article's.
HIGH = 1.5
# Of fewer words hardly any recurs, and which do is chance; fewer paragraphs show no spread.
LEAST_WORDS, LEAST_PARAGRAPHS = 100, 4
# Of more words more recur, a spinner's too: what stands behind so many is not looked at.
MOST_WORDS = 600
# Log-odds of being swapped from which on a word counts as odd, and how many such words it takes.
ODD, LEAST_ODD = -1.0, 10


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
    """Tell how much of what is odd in an article is odd again.

    Parameters
    ----------
    words : sequence of WordOdds
        Of its judged paragraphs.

    Returns
    -------
    float
        Among the first ``MOST_WORDS`` words, the share of the odd ones whose word is odd twice or
        more. 0 where little is said or odd.

    Examples
    --------
    >>> terms = WordOdds(np.asarray([1, 2, 3] * 40), np.asarray([2.0, -4.0, -4.0] * 40))
    >>> swaps = WordOdds(np.arange(120), np.asarray([2.0, -4.0, -4.0] * 40))
    >>> recurring([terms]), recurring([swaps]), recurring([terms, swaps])
    (1.0, 0.0, 0.5)
    """
    if not words:
        return 0.0
    ids = np.concatenate([w.ids for w in words])[:MOST_WORDS]
    odd = ids[np.concatenate([w.log_odds for w in words])[:MOST_WORDS] > ODD]
    if len(ids) < LEAST_WORDS or len(odd) < LEAST_ODD:
        return 0.0
    _, times = np.unique(odd, return_counts=True)
    return float(times[times > 1].sum() / len(odd))


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
    >>> is_trade(even, 0.3), is_trade(even, 0.1), is_trade(uneven, 0.3)
    (True, False, False)
    """
    if not again or len(ratios) < LEAST_PARAGRAPHS:
        return False
    high = float(ratios.mean() + HIGH * ratios.std())
    return high < MOST_NATS + MORE_NATS * (again - USUAL)
