"""A paragraph in the context of its article, and the article's own verdict.

An article is one of three: human throughout, spun or translated. One of the latter two is so
throughout, but for stray paragraphs, or in runs, and then a Markov chain switches between human and
machine paragraphs. It knows how far a run has come, for whoever pastes in foreign text hardly stops
after one paragraph. What each paragraph says for itself enters as a log-likelihood ratio. It is
tempered, and what it makes of the article is scaled, since paragraphs of one article err together:
those on translation, which rest on a writer's habits, more than those on spinning, which rest on
single words. Some people write oddly throughout: columnists and reviewers by their wit, reporters
on sport by their terms of art. Weak clues to spinning in every paragraph are theirs rather than a
spinner's, who leaves strong ones. Exact inference (forward-backward) gives the probability of each
paragraph and of the article from the same model.

References
----------
Rabiner, "A tutorial on hidden Markov models", Proceedings of the IEEE 77, 1989,
https://doi.org/10.1109/5.18626.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

# So that no likelihood overflows.
MOST_LOG_RATIO = 100.0
_PROBABILITIES = (
    "throughout", "strays", "start", "stay_early", "stay_machine", "stay_human", "odd_share",
    "odd_share_sport",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ArticleModel:
    """Parameters of the sequence model.

    Attributes
    ----------
    temper_spun, temper_translated : float
        Exponents (0..1) on each paragraph's likelihood ratio of either kind.
    offset_spun, offset_translated : float
        Subtracted from every paragraph's log-likelihood ratio before tempering, in nats.
    most : float
        Bound on one paragraph's tempered log-likelihood ratio, in nats.
    throughout : float
        Share of machine-made articles that are so throughout, between 0 and 1.
    strays : float
        Share of human paragraphs even there: a byline, a quotation left alone.
    start : float
        Probability that an article with machine paragraphs in runs begins with one.
    stay_early, stay_machine, stay_human : float
        Probability that the next paragraph is a machine's after the first or second of a run of
        machine paragraphs and after later ones, and that it is human after a human one.
    scale_spun, scale_translated : float
        What the evidence for an article of either kind is multiplied by, above 0: paragraphs
        that agree say less, or more, than they would if they knew nothing of each other.
    shift_spun, shift_translated : float
        Added to it then, in nats. Both calibrate on articles that training never saw.
    odd_share, odd_share_sport : float
        Share of human articles that read oddly throughout, between 0 and 1, and of those on sport.
    odd_tilt, odd_tilt_sport : float
        How near these come to spun text, from 0 (as other human articles) to below 1: their
        paragraphs have the density of human ones times the tempered likelihood ratio of spun
        raised to this power (exponential tilting), so that one which says nothing of spinning says
        nothing of oddness either.
    """

    temper_spun: float = 0.6
    temper_translated: float = 0.6
    offset_spun: float = 0.0
    offset_translated: float = 0.0
    most: float = 8.0
    throughout: float = 0.7
    strays: float = 0.02
    start: float = 0.25
    stay_early: float = 0.8
    stay_machine: float = 0.6
    stay_human: float = 0.93
    scale_spun: float = 1.0
    scale_translated: float = 1.0
    shift_spun: float = 0.0
    shift_translated: float = 0.0
    odd_share: float = 0.05
    odd_tilt: float = 0.75
    odd_share_sport: float = 0.3
    odd_tilt_sport: float = 0.85

    def __post_init__(self) -> None:
        """Refuse parameters that are no numbers or no probabilities."""
        for name, value in asdict(self).items():
            if not math.isfinite(value):
                raise ValueError(f"{name} is {value}; it must be finite")
        for name in _PROBABILITIES:
            if not 0 < getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}; it must lie between 0 and 1")
        for name in ("odd_tilt", "odd_tilt_sport"):
            if not 0 <= getattr(self, name) < 1:
                raise ValueError(
                    f"{name} is {getattr(self, name)}; it must be 0 or more, and below 1"
                )
        for name in ("scale_spun", "scale_translated"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} is {getattr(self, name)}; it must be above 0")
        if not 0 < self.most <= MOST_LOG_RATIO:
            raise ValueError(f"most is {self.most}; it must lie between 0 and {MOST_LOG_RATIO}")

    def infer(
        self,
        log_ratios: NDArray[np.float64],
        prior: float = 0.5,
        *,
        sport: bool = False,
        told: float = 0.0,
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Judge an article and its paragraphs.

        Parameters
        ----------
        log_ratios : ndarray of shape (n_paragraphs, 2)
            Log-likelihood ratios of spun and of translated against human, in nats.
        prior : float, default=0.5
            Share of machine-made articles in the stream, above 0 and below 1.
        sport : bool, default=False
            Whether the article is about sport, where people write oddly.
        told : float, default=0.0
            Log-likelihood ratio of translated against human, in nats, that something else than
            its paragraphs tells of the article.

        Returns
        -------
        paragraphs : ndarray of shape (n_paragraphs, 3)
            Probabilities of human, spun, translated.
        article : ndarray of shape (3,)
            Probabilities that the article is human throughout, spun, translated.
        """
        evidence, machine = self.chains(log_ratios, sport=sport)
        weights = [
            math.log(1 - prior),
            math.log(prior / 2) + self.scale_spun * evidence[0] + self.shift_spun,
            math.log(prior / 2)
            + self.scale_translated * evidence[1]
            + self.shift_translated
            + told,
        ]
        top = max(weights)
        article = np.exp(np.asarray(weights) - top)
        article /= article.sum()
        paragraphs = np.empty((len(log_ratios), 3))
        paragraphs[:, 1:] = article[1:] * machine
        paragraphs[:, 0] = np.maximum(0.0, 1 - paragraphs[:, 1] - paragraphs[:, 2])
        return paragraphs, article

    def chains(
        self, log_ratios: NDArray[np.float64], *, sport: bool = False
    ) -> tuple[tuple[float, float], NDArray[np.float64]]:
        """Suppose an article of either kind of machine text.

        Parameters
        ----------
        log_ratios : ndarray of shape (n_paragraphs, 2)
        sport : bool, default=False
            As in :meth:`infer`.

        Returns
        -------
        evidence : pair of float
            Log-likelihood of spun and of translated relative to a human article, before
            calibration.
        machine : ndarray of shape (n_paragraphs, 2)
            Probability of each paragraph being a machine's, if the article is of the kind.
        """
        temper = np.asarray([self.temper_spun, self.temper_translated])
        offset = np.asarray([self.offset_spun, self.offset_translated])
        ratios = np.clip(temper * (log_ratios - offset), -self.most, self.most)
        with_strays = np.logaddexp(math.log(1 - self.strays) + ratios, math.log(self.strays))
        whole = math.log(self.throughout) + with_strays.sum(axis=0)
        machine_if_whole = 1 - self.strays * np.exp(-with_strays)
        runs = [self._chain(ratios[:, k].tolist()) for k in range(2)]
        in_runs = math.log(1 - self.throughout) + np.asarray([evidence for evidence, _ in runs])
        machine_if_runs = np.asarray([machine for _, machine in runs]).T.reshape(-1, 2)
        evidence = np.logaddexp(whole, in_runs)
        share = np.exp(whole - evidence)
        machine = share * machine_if_whole + (1 - share) * machine_if_runs
        spun, translated = evidence.tolist()
        return (spun - self._oddness(float(ratios[:, 0].sum()), sport), translated), machine

    def _oddness(self, ratio: float, sport: bool) -> float:
        """Log-likelihood of human articles, some odd, relative to ones of which none is.

        ``ratio`` is the sum over the article's tempered log-likelihood ratios of spun.
        """
        share, tilt = self.odd_share, self.odd_tilt
        if sport:
            share, tilt = self.odd_share_sport, self.odd_tilt_sport
        odd = math.log(share) + tilt * ratio
        # That some write oddly is never a reason to call an article spun.
        return max(0.0, float(np.logaddexp(math.log(1 - share), odd)))

    def _chain(self, ratios: Sequence[float]) -> tuple[float, list[float]]:
        """Run forward and backward through an article with machine paragraphs in runs.

        Returns
        -------
        evidence : float
            Log-likelihood of the chain relative to an article that is human throughout.
        machine : list of float
            Probability of each paragraph being a machine's, given the chain.
        """
        if not ratios:
            return 0.0, []
        early, late, human = self.stay_early, self.stay_machine, self.stay_human
        odds = [math.exp(r) for r in ratios]
        # States: human, first and second paragraph of a run, a later one.
        forward = [_shares(1 - self.start, self.start * odds[0], 0.0, 0.0)]
        log_evidence = math.log(1 - self.start + self.start * odds[0])
        for o in odds[1:]:
            h, first, second, later = forward[-1]
            ended = (first + second) * (1 - early) + later * (1 - late)
            now = (
                h * human + ended,
                h * (1 - human) * o,
                first * early * o,
                (second * early + later * late) * o,
            )
            log_evidence += math.log(sum(now))
            forward.append(_shares(*now))
        back: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0)
        machine = [0.0] * len(odds)
        for i in range(len(odds) - 1, -1, -1):
            h, *run = (f * b for f, b in zip(forward[i], back, strict=True))
            machine[i] = sum(run) / (h + sum(run))
            h, first, second, later = back
            o = odds[i]
            back = _shares(
                human * h + (1 - human) * o * first,
                (1 - early) * h + early * o * second,
                (1 - early) * h + early * o * later,
                (1 - late) * h + late * o * later,
            )
        return log_evidence, machine

    def to_dict(self) -> dict[str, float]:
        """Give the parameters as plain JSON types."""
        return asdict(self)


def _shares(*parts: float) -> tuple[float, ...]:
    """Divide by the sum, so that no product of many paragraphs runs out of range."""
    total = sum(parts)
    return tuple(part / total for part in parts)


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
    machine is likelier than a person: the article has taken the burden of proof.

    Parameters
    ----------
    article : ndarray of shape (3,)
        From :meth:`ArticleModel.infer`.
    paragraphs : ndarray of shape (n_paragraphs, 3)
        From there too.
    of_article, of_paragraph : pair of float
        Log-odds of spun and of translated against human, in nats. They differ, since human
        translations look translated and hardly ever spun.
    """
    whole = bool(over(article, of_article))
    each = over(paragraphs, of_paragraph) | (whole & (paragraphs[:, 0] < 0.5))
    return whole, each.tolist()


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
