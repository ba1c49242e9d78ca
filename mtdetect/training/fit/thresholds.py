"""Set thresholds on human articles that neither training nor testing used."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from mtdetect.engine import Inferred
from mtdetect.errors import DataError
from mtdetect.judge.article import ArticleModel
from mtdetect.judge.odds import Limits, flags, odds_of_kinds, over
from mtdetect.model import SPARED, Threshold
from mtdetect.training.corpora.articles import Judged, inferred

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
FPRS = (0.01, 0.001)
# Articles and paragraphs of writers other than native news may be flagged this much more often.
_OTHERS_FACTOR = 2.0
# Whatever the aim, nobody is accused whom the model holds for a person.
_LEAST_ODDS = 0.0
# Of what may be flagged of native news: spun copies are told so clearly that a smaller share finds
# them all, and translations need the rest.
_SPUN_SHARE = 0.25
# Groups that are too small to show a rate by themselves show it together.
_TOGETHER = "others"
# Writers who translate, or whom test sets put beside translations: no newsroom's own reporting.
TRANSLATORS = ("human translation", "human_original")


def upper_bound(flagged: int, n: int, confidence: float = 0.95) -> float:
    """Upper Clopper-Pearson bound of a rate, one-sided.

    Examples
    --------
    >>> round(upper_bound(0, 299), 4)
    0.01
    """
    return 1.0 if n == 0 or flagged >= n else float(beta.ppf(confidence, flagged + 1, n - flagged))


@dataclass(frozen=True)
class _Both:
    """Limits for what reads like native news and for all other writing."""

    others: Limits = (-math.inf, -math.inf)
    news: Limits = (-math.inf, -math.inf)

    def of(self, news: bool) -> Limits:
        return self.news if news else self.others

    def at_least(self, other: _Both) -> _Both:
        return _Both(_stricter(self.others, other.others), _stricter(self.news, other.news))


@dataclass(frozen=True)
class _Asked:
    """Texts of one group of writers that limits are set on.

    Attributes
    ----------
    native : bool
    odds : ndarray of shape (n, 2)
        Log-odds of both kinds of machine text.
    news : ndarray of bool, shape (n,)
        Which of them read like native news.
    allowed : int
        How many of them may be flagged.
    """

    native: bool
    odds: Floats
    news: Bools
    allowed: int


@dataclass(frozen=True)
class _Group:
    """What the sequence model says of the articles of one group of writers.

    Attributes
    ----------
    native : bool
        Whether this is native news, which the aim itself is about.
    articles : ndarray of shape (n_articles, 3)
    news : ndarray of bool, shape (n_articles,)
        Which articles read like native news.
    paragraphs : list of ndarray of shape (n_paragraphs, 3)
        One array an article.
    """

    native: bool
    articles: Floats
    news: Bools
    paragraphs: list[Floats]

    @property
    def n_paragraphs(self) -> int:
        return sum(len(each) for each in self.paragraphs)

    def allowed(self, n: int, rate: float) -> int:
        """Tell how many of so many texts may be flagged; of a small group perhaps none."""
        if not self.native:
            return int(rate * n)
        allowed = 0
        while allowed < n and upper_bound(allowed + 1, n) <= rate:
            allowed += 1
        return allowed

    def _rate(self, fpr: float) -> float:
        return fpr * (1.0 if self.native else _OTHERS_FACTOR)

    def of_articles(self, fpr: float) -> _Asked:
        """Give its articles."""
        allowed = self.allowed(len(self.articles), self._rate(fpr))
        return _Asked(self.native, odds_of_kinds(self.articles), self.news, allowed)

    def of_paragraphs(self, fpr: float, article: _Both) -> _Asked:
        """Give those paragraphs that are not flagged with their article."""
        left = [
            p[p[:, 0] >= 0.5] if over(a, article.of(n)) else p
            for a, p, n in zip(self.articles, self.paragraphs, self.news.tolist(), strict=True)
        ]
        news = np.repeat(self.news, [len(p) for p in left])
        odds = odds_of_kinds(np.vstack(left))
        allowed = self.allowed(self.n_paragraphs, self._rate(fpr))
        spent = self.n_paragraphs - len(odds)
        return _Asked(self.native, odds, news, max(0, allowed - spent))

    def flags(self, article: _Both, paragraph: _Both) -> list[tuple[bool, list[bool]]]:
        """Decide on all its articles and their paragraphs."""
        return [
            flags(a, p, article.of(n), paragraph.of(n))
            for a, p, n in zip(self.articles, self.paragraphs, self.news.tolist(), strict=True)
        ]


def thresholds(judged: Sequence[Judged], model: ArticleModel) -> tuple[Threshold, ...]:
    """Set thresholds on human articles so that the rates hold for every group of writers.

    What is flagged of native news is as much as its upper bound allows, and of the articles and
    paragraphs of each other group at most twice the rate, as far as its size can show: the groups
    that are too small to show it count together. People's translations count only where everyone
    is to be spared. What reads like native news has thresholds of its own, whoever wrote it.

    Raises
    ------
    DataError
        If none of the articles is native news.
    """
    groups = _groups(judged, model)
    if "native" not in groups:
        raise DataError(
            "no article of native news to set thresholds on: give longer ones, or more of them"
        )
    native = groups["native"]
    found: list[Threshold] = []
    for spare in SPARED:
        article, paragraph = _Both(), _Both()
        for fpr in FPRS:
            asked = [
                g
                for name, g in groups.items()
                if (spare == "everyone" or name not in TRANSLATORS)
                and (g.native or g.allowed(len(g.articles), fpr * _OTHERS_FACTOR))
            ]
            # A stricter aim never flags more.
            article = _limits([g.of_articles(fpr) for g in asked]).at_least(article)
            paragraph = _limits([g.of_paragraphs(fpr, article) for g in asked]).at_least(paragraph)
            decided = native.flags(article, paragraph)
            found.append(
                Threshold(
                    fpr,
                    article.others,
                    paragraph.others,
                    len(decided),
                    native.n_paragraphs,
                    upper_bound(sum(whole for whole, _ in decided), len(decided)),
                    upper_bound(sum(sum(each) for _, each in decided), native.n_paragraphs),
                    article.news,
                    paragraph.news,
                    spare,
                )
            )
    return tuple(found)


def _groups(judged: Sequence[Judged], model: ArticleModel) -> dict[str, _Group]:
    said: dict[str, list[tuple[Inferred, bool]]] = defaultdict(list)
    known = [j for j in judged if len(j.ratios)]
    for j, found in zip(known, inferred(model, known), strict=True):
        kind = "native" if j.article.writers == "native_news" else j.article.writers.split(" (")[0]
        said[kind].append((found, j.weighed.news))
    least = 1 / (_OTHERS_FACTOR * max(FPRS))
    # Translators are no part of what is shown together: newsrooms' thresholds do not count them.
    alone = ("native", *TRANSLATORS)
    few = [kind for kind in said if kind not in alone and len(said[kind]) < least]
    together = [one for kind in few for one in said.pop(kind)]
    if together:
        said[_TOGETHER] = together
    return {
        kind: _Group(
            kind == "native",
            np.asarray([found.article for found, _ in each]),
            np.asarray([news for _, news in each], dtype=bool),
            [found.paragraphs for found, _ in each],
        )
        for kind, each in said.items()
    }


def _stricter(limits: Limits, others: Limits) -> Limits:
    return max(limits[0], others[0]), max(limits[1], others[1])


def _limits(groups: Sequence[_Asked]) -> _Both:
    """Share out what may be flagged: among the kinds of machine text, and among readings."""
    spun = _LEAST_ODDS
    for g in groups:
        share = _SPUN_SHARE if g.native else 0.5
        spun = max(spun, _just_above(g.odds[:, 0], int(share * g.allowed)))
    left = [g.allowed - int((g.odds[:, 0] >= spun).sum()) for g in groups]
    news = _LEAST_ODDS
    for g, n in zip(groups, left, strict=True):
        share = float(g.news.mean()) if len(g.news) else 0.0
        rest = (g.odds[:, 0] < spun) & g.news
        news = max(news, _just_above(g.odds[rest, 1], math.floor(share * n)))
    others = news
    for g, n in zip(groups, left, strict=True):
        rest = g.odds[:, 0] < spun
        spent = int((rest & g.news & (g.odds[:, 1] >= news)).sum())
        others = max(others, _just_above(g.odds[rest & ~g.news, 1], n - spent))
    return _Both((spun, others), (spun, news))


def _just_above(scores: Floats, allowed: int) -> float:
    """Give the threshold that so many scores reach."""
    if len(scores) <= allowed:
        return -math.inf
    # Just above the first score that must not be flagged.
    return float(np.nextafter(np.sort(scores)[::-1][max(0, allowed)], np.inf))
