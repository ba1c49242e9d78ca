"""How an article reads: like native news, and like what looks odd though people write it.

People who translate, or who write a language that is not their first, share habits with machine
translation. What is rare enough in a newsroom's own English to accuse an article is not so rare
among them: what reads like native news has a threshold of its own
(:class:`mtdetect.judge.threshold.Threshold`), and what speaks of I and you is not called translated
at all (:mod:`mtdetect.judge.voice`). Law, old prose and reports on sport are full of words that
look like odd synonyms in news: the sequence model makes less of such clues the more an article
reads like them (:class:`mtdetect.judge.article.ArticleModel`). Linear models over the same hashed
n-grams as the detector's tell either. They learn what people write, with copies by spinners among
it so that being spun changes nothing, and accuse nobody.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtdetect.features import style
from mtdetect.features.style import Ngrams
from mtdetect.judge.voice import personal_share

# What lies further off than calibration saw is taken for the furthest that it did.
MOST = 5.0


@dataclass(frozen=True, eq=False)
class Reading:
    """A linear model that answers one question about an article.

    Where the question is one of yes or no, the answer is the log-odds of yes.

    Attributes
    ----------
    weights : ndarray of float32 or float16, shape (2 ** HASH_BITS,)
        Over hashed n-grams; in half precision once they were stored.
    bias : float
        Both give the answer for a paragraph.
    slope, intercept : float
        From the average over an article's paragraphs to the answer for the article.
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

    @classmethod
    def silent_on_all(cls) -> Reading:
        """Say nothing of any article."""
        return cls(np.zeros(1 << style.HASH_BITS, dtype=np.float32), 0.0)

    def of_paragraphs(self, ngrams: Ngrams) -> NDArray[np.float64]:
        """Give the answer for each paragraph.

        Parameters
        ----------
        ngrams : Ngrams

        Returns
        -------
        ndarray of shape (n_paragraphs,)
        """
        return np.asarray(ngrams.dot(self.weights) + self.bias, dtype=np.float64)

    def of_article(self, answers: NDArray[np.float64]) -> float:
        """Give the answer for an article, at most ``MOST`` either way.

        Parameters
        ----------
        answers : ndarray of shape (n_paragraphs,)
            Of its judged paragraphs, from :meth:`of_paragraphs`.
        """
        mean = float(answers.sum()) / max(len(answers) + self.silent, 1e-9)
        return min(MOST, max(-MOST, self.slope * mean + self.intercept))


@dataclass(frozen=True, eq=False)
class Register:
    """What is asked of how an article reads.

    Attributes
    ----------
    news : Reading
        Does it read like native news, rather than like other human writing? In log-odds.
    odd : Reading
        How much like spun text does what people write of this kind look? In spreads of native
        news, whose mean is 0.
    most_personal : float, default=inf
        The share (0..1) of pronouns of the first and second person among an article's words that
        native news hardly ever exceeds; see :mod:`mtdetect.judge.voice`.
    """

    news: Reading
    odd: Reading
    most_personal: float = math.inf

    @classmethod
    def unknown(cls) -> Register:
        """Take nothing for native news; say nothing of oddness."""
        return cls(Reading.never(), Reading.silent_on_all())

    def of_paragraphs(self, ngrams: Ngrams) -> NDArray[np.float64]:
        """Give both answers for each paragraph.

        Parameters
        ----------
        ngrams : Ngrams

        Returns
        -------
        ndarray of shape (n_paragraphs, 2)
            On native news, on oddness.
        """
        return np.stack([self.news.of_paragraphs(ngrams), self.odd.of_paragraphs(ngrams)], axis=1)

    def is_news(self, answers: NDArray[np.float64]) -> bool:
        """Tell whether an article reads more like native news than like other writing.

        Parameters
        ----------
        answers : ndarray of shape (n_paragraphs, 2)
            Of its judged paragraphs, from :meth:`of_paragraphs`.
        """
        return self.news.of_article(answers[:, 0]) > 0

    def is_personal(self, voice: NDArray[np.float64]) -> bool:
        """Tell whether an article speaks of I and you more than nearly all native news does.

        Parameters
        ----------
        voice : ndarray of shape (n_paragraphs, 2)
            Of its judged paragraphs, from :func:`mtdetect.judge.voice.personal_words`.
        """
        return personal_share(voice) > self.most_personal

    def readings(self, answers: NDArray[np.float64]) -> tuple[float, float]:
        """Tell how an article reads, for the sequence model; see :meth:`is_news`.

        Returns
        -------
        pair of float
            How odd such writing looks; how far it is from native news.
        """
        return self.odd.of_article(answers[:, 1]), -self.news.of_article(answers[:, 0])
