"""A paragraph in the context of its article, and the article's own verdict.

An article is one of three: human throughout, spun or translated. One of the latter two is so
throughout, but for stray paragraphs, or in runs, and then a Markov chain switches between human and
machine paragraphs. It knows how far a run has come, for whoever pastes in foreign text hardly stops
after one paragraph. What each paragraph says for itself enters as a log-likelihood ratio.

Paragraphs of one writer err together, so that their sum would say too much: people and makers of
copies have a tilt of their own (:mod:`mtdetect.judge.writers`), those too who wrote what stands
around a run, and some people's articles look as if there were runs of machine text between human
paragraphs. Whatever makes an article machine text
thus has its share among human articles too, and the evidence is bounded by the ratio of the shares,
however long the article. Exact inference (forward-backward) gives the probability of each paragraph
and of the article from the same model.

References
----------
Rabiner, "A tutorial on hidden Markov models", Proceedings of the IEEE 77, 1989,
https://doi.org/10.1109/5.18626.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtdetect.judge.runs import Switches, follow
from mtdetect.judge.writers import Writers

# So that no likelihood overflows.
MOST_LOG_RATIO = 100.0
_PROBABILITIES = (
    "strays", "start", "stay_early", "stay_machine", "stay_human",
)  # fmt: skip
Readings = tuple[float, float]
# Far from fitted: most people write plainly, most makers as the detector knows them.
_USUAL = Writers(
    people=(-2.0, -1.0, 0.0, -1.0, -2.5, -5.0, -8.0),
    makers=(-9.0, -8.0, -7.0, -6.5, -5.0, -3.0, 0.0),
    norms=(1.5, 0.6, 0.0, -0.4, -0.5, -0.4, 0.0),
)


@dataclass(frozen=True, slots=True)
class Side:
    """Parameters for one kind of machine text.

    Attributes
    ----------
    temper : float
        Exponent (0 or more) on each paragraph's likelihood ratio.
    offset : float
        Subtracted from every paragraph's log-likelihood ratio before tempering, in nats.
    writers : Writers
        How far people go, and how far those go who make such text.
    throughout : float
        Share of articles of the kind that are so throughout, between 0 and 1: of translated ones
        nearly all, while runs of spun text in articles by people are told well.
    patchy : float
        Share of human articles that look as if there were runs of machine text in them. What looks
        so throughout is none of these: then the writer is one of few who write so.
    scale, shift : float
        What the evidence is multiplied by, above 0, and what is added then, in nats: both
        calibrate on articles that training never saw.
    """

    temper: float = 1.0
    offset: float = 0.0
    writers: Writers = _USUAL
    throughout: float = 0.7
    patchy: float = 0.02
    scale: float = 1.0
    shift: float = 0.0

    def __post_init__(self) -> None:
        """Refuse parameters that are no numbers or out of range."""
        for name in ("temper", "offset", "scale", "shift", "patchy", "throughout"):
            if not math.isfinite(getattr(self, name)):
                raise ValueError(f"{name} is {getattr(self, name)}; it must be finite")
        for name in ("patchy", "throughout"):
            if not 0 < getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}; it must lie between 0 and 1")
        if self.scale <= 0:
            raise ValueError(f"scale is {self.scale}; it must be above 0")

    def calibrated(self, evidence: float) -> float:
        """Turn evidence into what is added to the log-odds against a person."""
        return self.scale * evidence + self.shift

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> Side:
        """Rebuild from plain JSON types."""
        writers = dict(stored["writers"])
        slope = float(writers.pop("slope"))
        shares = {name: tuple(map(float, values)) for name, values in writers.items()}
        return cls(**{**stored, "writers": Writers(**shares, slope=slope)})


@dataclass(frozen=True, slots=True)
class ArticleModel:
    """Parameters of the sequence model.

    Attributes
    ----------
    spun, translated : Side
        What holds for either kind of machine text.
    most : float
        Bound on one paragraph's tempered log-likelihood ratio, in nats.
    strays : float
        Share of human paragraphs even there: a byline, a quotation left alone.
    start : float
        Probability that an article with machine paragraphs in runs begins with one.
    stay_early, stay_machine, stay_human : float
        Probability that the next paragraph is a machine's after the first or second of a run of
        machine paragraphs and after later ones, and that it is human after a human one.
    """

    spun: Side = Side()
    translated: Side = Side()
    most: float = 8.0
    strays: float = 0.02
    start: float = 0.25
    stay_early: float = 0.8
    stay_machine: float = 0.6
    stay_human: float = 0.93

    def __post_init__(self) -> None:
        """Refuse parameters that are no numbers or no probabilities."""
        for name in _PROBABILITIES:
            if not 0 < getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}; it must lie between 0 and 1")
        if not 0 < self.most <= MOST_LOG_RATIO:
            raise ValueError(f"most is {self.most}; it must lie between 0 and {MOST_LOG_RATIO}")

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both kinds of machine text, spun first."""
        return self.spun, self.translated

    def infer(
        self,
        log_ratios: NDArray[np.float64],
        prior: float = 0.5,
        readings: Readings = (0.0, 0.0),
        told: float = 0.0,
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Judge an article and its paragraphs.

        Parameters
        ----------
        log_ratios : ndarray of shape (n_paragraphs, 2)
            Log-likelihood ratios of spun and of translated against human, in nats.
        prior : float, default=0.5
            Share of machine-made articles in the stream, above 0 and below 1.
        readings : pair of float, default=(0, 0)
            How the article reads: how much like what looks spun, and like what looks translated,
            though people wrote it.
        told : float, default=0.0
            Log-likelihood ratio of translated against human, in nats, that something else than
            its paragraphs tells of the article; added after calibration.

        Returns
        -------
        paragraphs : ndarray of shape (n_paragraphs, 3)
            Probabilities of human, spun, translated.
        article : ndarray of shape (3,)
            Probabilities that the article is human throughout, spun, translated.
        """
        evidence, machine = self.chains(log_ratios, readings)
        weights = [math.log(1 - prior)] + [
            math.log(prior / 2) + side.calibrated(found) + beside
            for side, found, beside in zip(self.sides, evidence, (0.0, told), strict=True)
        ]
        top = max(weights)
        article = np.exp(np.asarray(weights) - top)
        article /= article.sum()
        paragraphs = np.empty((len(log_ratios), 3))
        paragraphs[:, 1:] = article[1:] * machine
        paragraphs[:, 0] = np.maximum(0.0, 1 - paragraphs[:, 1] - paragraphs[:, 2])
        return paragraphs, article

    def chains(
        self, log_ratios: NDArray[np.float64], readings: Readings = (0.0, 0.0)
    ) -> tuple[tuple[float, float], NDArray[np.float64]]:
        """Suppose an article of either kind of machine text.

        Parameters
        ----------
        log_ratios : ndarray of shape (n_paragraphs, 2)
        readings : pair of float
            See :meth:`infer`.

        Returns
        -------
        evidence : pair of float
            Log-likelihood of spun and of translated relative to a human article, before
            calibration.
        machine : ndarray of shape (n_paragraphs, 2)
            Probability of each paragraph being a machine's, if the article is of the kind.
        """
        n = len(log_ratios)
        evidence, machine = [], np.empty((n, 2))
        for k, (side, reading) in enumerate(zip(self.sides, readings, strict=True)):
            ratios, with_strays = self.tempered(side, log_ratios[:, k])
            people, makers = side.writers.log_likelihoods(with_strays, reading)
            # In a run a paragraph has the density of the highest tilt, beside it its writer's.
            of_run = ratios - side.writers.norms[-1]
            runs = follow(of_run - side.writers.log_densities(with_strays), self._switches)
            throughout = math.log(side.throughout) + np.logaddexp.reduce(makers)
            by_writer = people + runs.likelihood
            some = np.logaddexp.reduce(by_writer)
            machine_text = np.logaddexp(throughout, math.log(1 - side.throughout) + some)
            human = np.logaddexp(
                math.log(1 - side.patchy) + np.logaddexp.reduce(people),
                math.log(side.patchy) + np.logaddexp.reduce(people + runs.of_patches),
            )
            evidence.append(float(machine_text - human))
            share = math.exp(throughout - machine_text)
            if_throughout = 1 - self.strays * np.exp(-with_strays)
            if_in_runs = np.exp(by_writer - some) @ runs.machine
            machine[:, k] = share * if_throughout + (1 - share) * if_in_runs
        spun, translated = evidence
        return (spun, translated), machine

    @property
    def _switches(self) -> Switches:
        return Switches(self.start, self.stay_early, self.stay_machine, self.stay_human)

    def tempered(
        self, side: Side, log_ratios: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Temper the ratios of paragraphs; also give them where some are strays."""
        ratios = np.clip(side.temper * (log_ratios - side.offset), -self.most, self.most)
        return ratios, np.logaddexp(math.log(1 - self.strays) + ratios, math.log(self.strays))

    def to_dict(self) -> dict[str, Any]:
        """Give the parameters as plain JSON types."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> ArticleModel:
        """Rebuild from what :meth:`to_dict` gave, read from JSON."""
        sides = {name: Side.from_dict(stored[name]) for name in ("spun", "translated")}
        return cls(**{**stored, **sides})
