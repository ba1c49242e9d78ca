"""Log-odds of kinds of text, and what thresholds make of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Limits = tuple[float, float]
_LEAST = 1e-13


def odds_of_kinds(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the log-odds of spun and of translated against human, in nats, bounded at 30.

    Parameters
    ----------
    probabilities : ndarray of shape (..., 3)
        Of human, spun, translated.

    Returns
    -------
    ndarray of shape (..., 2)
    """
    logs = np.log(np.maximum(probabilities, _LEAST))
    return np.asarray(logs[..., 1:] - logs[..., :1])


def over(probabilities: NDArray[np.float64], limits: Limits) -> NDArray[np.bool_]:
    """Tell whether the odds of either kind reach their threshold.

    Parameters
    ----------
    probabilities : ndarray of shape (..., 3)
    limits : pair of float
        Log-odds of spun and of translated against human, in nats.
    """
    return np.asarray((odds_of_kinds(probabilities) >= np.asarray(limits)).any(axis=-1))


def flags(
    article: NDArray[np.float64],
    paragraphs: NDArray[np.float64],
    of_article: Limits,
    of_paragraph: Limits,
) -> tuple[bool, list[bool]]:
    """Decide what is flagged, from probabilities under even priors.

    A paragraph is flagged where it is over its own threshold, and in a flagged article wherever a
    machine is likelier than a person: the article has taken the burden of proof. Where most
    paragraphs lean towards a machine there is no person's article that one of them stands out of:
    they stand or fall with it, and each must be over the article's threshold, too.

    Parameters
    ----------
    article : ndarray of shape (3,)
        From :meth:`mtdetect.judge.article.ArticleModel.infer`.
    paragraphs : ndarray of shape (n_paragraphs, 3)
        From there too.
    of_article, of_paragraph : pair of float
        Log-odds of spun and of translated against human, in nats. They differ, since human
        translations look translated and hardly ever spun.
    """
    whole = bool(over(article, of_article))
    leaning = paragraphs[:, 0] < 0.5
    each = over(paragraphs, of_paragraph)
    if 2 * int(leaning.sum()) > len(leaning):
        each &= over(paragraphs, of_article)
    return whole, (each | (whole & leaning)).tolist()


# A paragraph of fewer words says less than the detector believes: calibration saw none so short.
FULL_WORDS = 30


def log_ratios(
    log_probabilities: NDArray[np.float64], n_words: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """Turn log-probabilities under equal priors into log-likelihood ratios against human.

    Parameters
    ----------
    log_probabilities : ndarray of shape (n, 3)
        Human, spun, translated.
    n_words : ndarray of shape (n,), optional
        Lengths; ratios of paragraphs under ``FULL_WORDS`` words shrink in proportion.

    Returns
    -------
    ndarray of shape (n, 2)
    """
    ratios = log_probabilities[:, 1:] - log_probabilities[:, :1]
    if n_words is None:
        return ratios
    return np.asarray(ratios * np.minimum(1.0, n_words / FULL_WORDS)[:, None])


def machine_log_odds(log_probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-odds of spun or translated against human.

    Parameters
    ----------
    log_probabilities : ndarray of shape (n, 3)

    Returns
    -------
    ndarray of shape (n,)
    """
    return np.logaddexp(log_probabilities[:, 1], log_probabilities[:, 2]) - log_probabilities[:, 0]
