"""How an article reads: like native news, and like a report on sport.

People who translate, or who write a language that is not their first, share habits with machine
translation. What is rare enough in a newsroom's own English to accuse an article is not so rare
among them: what reads like native news has a threshold of its own
(:class:`mtdetect.model.Threshold`). Reports on sport, of which the corpora hold few, are full of
terms of art that look like odd synonyms: the sequence model makes less of such clues there
(:class:`mtdetect.judge.article.ArticleModel`). Linear models over the same hashed n-grams as the
detector's tell either. They learn from human text alone and accuse nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtdetect.features import style
from mtdetect.features.style import Ngrams


@dataclass(frozen=True, eq=False)
class Reading:
    """A linear model that answers one question about an article.

    Attributes
    ----------
    weights : ndarray of float32 or float16, shape (2 ** HASH_BITS,)
        Over hashed n-grams; in half precision once they were stored.
    bias : float
        Both give the log-odds of yes for a paragraph.
    slope, intercept : float
        From the average over an article's paragraphs to the log-odds for the article.
    silent : float
        Paragraphs that say nothing, averaged with the others: one paragraph alone says little.
    """

    weights: NDArray[np.floating]
    bias: float
    slope: float = 1.0
    intercept: float = 0.0
    silent: float = 1.0

    @classmethod
    def never(cls) -> Reading:
        """Answer no, whatever the article."""
        return cls(np.zeros(1 << style.HASH_BITS, dtype=np.float32), 0.0, intercept=-100.0)

    def log_odds(self, ngrams: Ngrams) -> NDArray[np.float64]:
        """Give the log-odds of yes for each paragraph.

        Parameters
        ----------
        ngrams : Ngrams

        Returns
        -------
        ndarray of shape (n_paragraphs,)
        """
        return np.asarray(ngrams.dot(self.weights) + self.bias, dtype=np.float64)

    def holds(self, log_odds: NDArray[np.float64]) -> bool:
        """Answer for an article.

        Parameters
        ----------
        log_odds : ndarray of shape (n_paragraphs,)
            Of its judged paragraphs, from :meth:`log_odds`.
        """
        mean = float(log_odds.sum()) / max(len(log_odds) + self.silent, 1e-9)
        return self.slope * mean + self.intercept > 0


@dataclass(frozen=True, eq=False)
class Register:
    """What is asked of how an article reads.

    Attributes
    ----------
    news : Reading
        Does it read like native news, rather than like other human writing?
    sport : Reading
        Is it about sport?
    """

    news: Reading
    sport: Reading

    @classmethod
    def unknown(cls) -> Register:
        """Take nothing for native news, which is the more cautious, nor for sport."""
        return cls(Reading.never(), Reading.never())

    def log_odds(self, ngrams: Ngrams) -> NDArray[np.float64]:
        """Give the log-odds of native news and of sport for each paragraph.

        Parameters
        ----------
        ngrams : Ngrams

        Returns
        -------
        ndarray of shape (n_paragraphs, 2)
        """
        return np.stack([self.news.log_odds(ngrams), self.sport.log_odds(ngrams)], axis=1)

    def is_news(self, log_odds: NDArray[np.float64]) -> bool:
        """Tell whether an article reads more like native news than like other writing.

        Parameters
        ----------
        log_odds : ndarray of shape (n_paragraphs, 2)
            Of its judged paragraphs, from :meth:`log_odds`.
        """
        return self.news.holds(log_odds[:, 0])

    def is_sport(self, log_odds: NDArray[np.float64]) -> bool:
        """Tell whether an article is about sport; see :meth:`is_news`."""
        return self.sport.holds(log_odds[:, 1])
