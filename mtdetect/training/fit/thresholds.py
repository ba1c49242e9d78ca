"""Set thresholds on human articles that neither training nor testing used."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from mtdetect.errors import DataError
from mtdetect.judge.article import ArticleModel
from mtdetect.judge.odds import Limits, flags, odds_of_kinds
from mtdetect.judge.threshold import SPARED, Threshold, not_translated
from mtdetect.training.corpora.articles import Judged, inferred

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
FPRS = (0.01, 0.001)
# Articles and paragraphs of writers other than native news may be flagged this much more often.
_OTHERS_FACTOR = 2.0
# What does not read like native news is called spun at odds of a thousand to one. The corpora hold
# few kinds of such writing, and the words of the next one, law of another country, are as odd as a
# weak spinner's. Nine of 195 documents that language models wrote as courts of many countries,
# trades and markets write, with which in sight this was chosen, were over the limit of 3.4 nats
# that all shared before; five are. Of 196 spun copies of other registers that were found 13 lie
# between the two. What reads like news keeps the shared limit: that of native news alone would be
# 1.1 nats, and reports on cricket and on races by people are over it.
_SPUN_OTHERWISE = math.log(1000)
# Whatever the aim, nobody is accused whom the model holds for a person.
_LEAST_ODDS = 0.0
# Of what may be flagged of native news: spun copies are told so clearly that a smaller share finds
# them all, and translations need the rest.
_SPUN_SHARE = 0.25
_NATIVE = "native"
# Groups that are too small to show a rate by themselves show it together.
_TOGETHER = "others"
_CONFIDENCE = 0.95
# Writers who translate, or whose originals stand beside translations in test sets.
TRANSLATORS = ("human translation", "human_original")


def upper_bound(flagged: int, n: int) -> float:
    """Upper Clopper-Pearson bound of a rate, one-sided, at 95% confidence.

    Examples
    --------
    >>> round(upper_bound(0, 299), 4)
    0.01
    """
    return 1.0 if n == 0 or flagged >= n else float(beta.ppf(_CONFIDENCE, flagged + 1, n - flagged))


@dataclass(frozen=True)
class _Both:
    """Limits for what reads like native news and for all other writing."""

    others: Limits = (-math.inf, -math.inf)
    news: Limits = (-math.inf, -math.inf)

    def of(self, news: bool, personal: bool) -> Limits:
        limits = self.news if news else self.others
        return not_translated(limits) if personal else limits

    def no_less_for_others(self, article: _Both) -> _Both:
        """Ask as much of a paragraph as of its article, and as in news, where it is no news.

        Translators, learners and those who report on matches write there, and what single
        paragraphs say of them is little.
        """
        spun, translated = self.others
        return _Both(
            (max(spun, article.others[0]), max(translated, self.news[1], article.others[1])),
            self.news,
        )

    def at_least(self, other: _Both) -> _Both:
        return _Both(_stricter(self.others, other.others), _stricter(self.news, other.news))


# By these limits a paragraph is flagged with its article or not at all.
_NOTHING = _Both((math.inf, math.inf), (math.inf, math.inf))


@dataclass(frozen=True)
class _Texts:
    """Articles or paragraphs of one group.

    Attributes
    ----------
    odds : ndarray of shape (n, 2)
        Log-odds of both kinds of machine text; of translated, none can reach a limit where the
        article speaks of I and you.
    news : ndarray of bool, shape (n,)
        Which of them read like native news.
    """

    odds: Floats
    news: Bools

    def reading(self, news: bool, spun: float = math.inf) -> Floats:
        """Give the odds of being translated of what reads so and is not flagged as spun, sorted."""
        return np.sort(self.odds[(self.news == news) & (self.odds[:, 0] < spun), 1])


@dataclass(frozen=True)
class _Asked:
    """Texts of one group of writers, and how many of them may be flagged."""

    native: bool
    texts: _Texts
    allowed: int


@dataclass(frozen=True)
class _Group:
    """What the sequence model says of the articles of one group of writers.

    Attributes
    ----------
    native : bool
        Whether this is native news, which the aim itself is about.
    articles : ndarray of shape (n_articles, 3)
    news, personal : ndarray of bool, shape (n_articles,)
        Which articles read like native news, and which speak of I and you.
    paragraphs : list of ndarray of shape (n_paragraphs, 3)
        One array an article.
    """

    native: bool
    articles: Floats
    news: Bools
    personal: Bools
    paragraphs: list[Floats]

    @classmethod
    def of(cls, native: bool, judged: Sequence[Judged], model: ArticleModel) -> _Group:
        found = inferred(model, judged)
        return cls(
            native,
            np.asarray([f.article for f in found]).reshape(-1, 3),
            np.asarray([j.weighed.news for j in judged], dtype=bool),
            np.asarray([j.weighed.personal for j in judged], dtype=bool),
            [f.paragraphs for f in found],
        )

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

    def texts(self) -> _Texts:
        """Give its articles."""
        return _texts(self.articles, self.news, self.personal)

    def texts_left(self, article: _Both) -> _Texts:
        """Give those paragraphs whose own limits decide, and not their article's."""
        left = [
            p[p[:, 0] >= 0.5] if whole else p[np.asarray(open_, dtype=bool)]
            for (whole, open_), p in zip(self.flags(article, _Both()), self.paragraphs, strict=True)
        ]
        lengths = [len(p) for p in left]
        joined = np.vstack(left) if left else np.zeros((0, 3))
        return _texts(joined, np.repeat(self.news, lengths), np.repeat(self.personal, lengths))

    def of_articles(self, fpr: float) -> _Asked:
        """Give its articles, and how many may be flagged."""
        return _Asked(self.native, self.texts(), self.allowed(len(self.articles), self._rate(fpr)))

    def of_paragraphs(self, fpr: float, article: _Both) -> _Asked:
        """Give the paragraphs that are left, and how many may be flagged."""
        allowed = self.allowed(self.n_paragraphs, self._rate(fpr))
        spent = sum(sum(each) for _, each in self.flags(article, _NOTHING))
        return _Asked(self.native, self.texts_left(article), max(0, allowed - spent))

    def flags(self, article: _Both, paragraph: _Both) -> list[tuple[bool, list[bool]]]:
        """Decide on all its articles and their paragraphs."""
        return [
            flags(a, p, *(both.of(n, i) for both in (article, paragraph)))
            for a, p, n, i in zip(
                self.articles,
                self.paragraphs,
                self.news.tolist(),
                self.personal.tolist(),
                strict=True,
            )
        ]


def _texts(probabilities: Floats, news: Bools, personal: Bools) -> _Texts:
    odds = odds_of_kinds(probabilities)
    odds[personal, 1] = -math.inf
    return _Texts(odds, news)


def thresholds(
    judged: Sequence[Judged],
    model: ArticleModel,
    machines: Sequence[Judged] = (),
    beginnings: Sequence[Judged] = (),
) -> tuple[Threshold, ...]:
    """Set thresholds on human articles so that the rates hold for every group of writers.

    What is flagged of native news is as much as its upper bound allows, and of the articles and
    paragraphs of each other group at most twice the rate, as far as its size can show: the groups
    that are too small to show it count together. People's translations count only where everyone
    is to be spared. What reads like native news has thresholds of its own, whoever wrote it. Of
    all that hold the rates, those are taken that find most translations; what reads like native
    news and what does not counts the same.

    Parameters
    ----------
    judged : sequence of Judged
        People's articles.
    model : ArticleModel
    machines : sequence of Judged, default=()
        Articles that were translated by machines, whole and as their beginnings.
    beginnings : sequence of Judged, default=()
        Beginnings of people's articles: the rates hold for them as for whole articles.

    Raises
    ------
    DataError
        If none of the articles is native news.
    """
    groups, short = _groups(judged, model), _groups(beginnings, model)
    if _NATIVE not in groups:
        raise DataError(
            "no article of native news to set thresholds on: give longer ones, or more of them"
        )
    native = groups[_NATIVE]
    made = _Group.of(
        False, [j for j in machines if len(j.ratios) and j.article.label == "translated"], model
    )
    found: list[Threshold] = []
    least: dict[float, tuple[_Both, _Both]] = {}
    for spare in SPARED:
        stricter = _Both(), _Both()
        for fpr in FPRS:
            # A stricter aim never flags more, nor does sparing more people.
            known = (stricter, least.get(fpr, stricter))
            whole, cut = (_shown(some, spare) for some in (groups, short))
            article = _limits([g.of_articles(fpr) for g in [*whole, *cut]], made.texts())
            for limits, _ in known:
                article = article.at_least(limits)
            left = [g.of_paragraphs(fpr, article) for g in [*whole, *cut]]
            paragraph = _limits(left, made.texts_left(article)).no_less_for_others(article)
            for _, limits in known:
                paragraph = paragraph.at_least(limits)
            stricter = least[fpr] = (article, paragraph)
            found.append(_threshold(fpr, spare, article, paragraph, native, short.get(_NATIVE)))
    return tuple(found)


def _shown(groups: Mapping[str, _Group], spare: str) -> list[_Group]:
    """Give the groups that are spared and large enough to show the loosest rate.

    Of those that cannot show a stricter one, that allows nothing.
    """
    return [
        g
        for name, g in groups.items()
        if (spare == "everyone" or name not in TRANSLATORS)
        and (g.native or g.allowed(len(g.articles), max(FPRS) * _OTHERS_FACTOR))
    ]


def _threshold(
    fpr: float, spare: str, article: _Both, paragraph: _Both, native: _Group, short: _Group | None
) -> Threshold:
    """Write limits down with the bounds of what they flag of native news."""
    bounds = [_bounds(native, article, paragraph)]
    if short is not None:
        bounds.append(_bounds(short, article, paragraph))
    return Threshold(
        fpr,
        article.others,
        paragraph.others,
        len(native.articles),
        native.n_paragraphs,
        max(of_articles for of_articles, _ in bounds),
        max(of_paragraphs for _, of_paragraphs in bounds),
        article.news,
        paragraph.news,
        spare,
    )


def _bounds(group: _Group, article: _Both, paragraph: _Both) -> tuple[float, float]:
    """Give the upper bounds of the shares of articles and of paragraphs that are flagged."""
    decided = group.flags(article, paragraph)
    return (
        upper_bound(sum(whole for whole, _ in decided), len(decided)),
        upper_bound(sum(sum(each) for _, each in decided), group.n_paragraphs),
    )


def _groups(judged: Sequence[Judged], model: ArticleModel) -> dict[str, _Group]:
    said: dict[str, list[Judged]] = defaultdict(list)
    for j in judged:
        if len(j.ratios):
            writers = j.article.writers
            said[_NATIVE if writers == "native_news" else writers.split(" (")[0]].append(j)
    least = 1 / (_OTHERS_FACTOR * max(FPRS))
    # Translators are no part of what is shown together: newsrooms' thresholds do not count them.
    alone = (_NATIVE, *TRANSLATORS)
    few = [kind for kind in said if kind not in alone and len(said[kind]) < least]
    together = [one for kind in few for one in said.pop(kind)]
    if together:
        said[_TOGETHER] = together
    return {kind: _Group.of(kind == _NATIVE, each, model) for kind, each in said.items()}


def _stricter(limits: Limits, others: Limits) -> Limits:
    return max(limits[0], others[0]), max(limits[1], others[1])


def _limits(groups: Sequence[_Asked], made: _Texts) -> _Both:
    """Share out what may be flagged: among the kinds of machine text, and among readings."""
    spun = _LEAST_ODDS
    for g in groups:
        share = _SPUN_SHARE if g.native else 0.5
        spun = max(spun, _just_above(np.sort(g.texts.odds[:, 0]), int(share * g.allowed)))
    otherwise = max(spun, _SPUN_OTHERWISE)
    # Whatever limit what reads otherwise has, what is left of each group's share is for news.
    others = np.unique(
        np.concatenate(
            [
                [_LEAST_ODDS],
                *(np.nextafter(g.texts.reading(False, otherwise), np.inf) for g in groups),
            ]
        )
    )
    others = others[others >= _LEAST_ODDS]
    news = np.full(len(others), _LEAST_ODDS)
    fits = np.ones(len(others), dtype=bool)
    for g in groups:
        as_spun = int((g.texts.odds[:, 0] >= np.where(g.texts.news, spun, otherwise)).sum())
        left = g.allowed - as_spun - _reaching(g.texts.reading(False, otherwise), others)
        fits &= left >= 0
        of_news = g.texts.reading(True, spun)
        news = np.maximum(news, [_just_above(of_news, max(0, n)) for n in left.tolist()])
    found = _share(made.reading(True), news) + _share(made.reading(False), others)
    # Of limits that find the same, the lower ones: other translations may reach them.
    best = np.lexsort((-(news + others), found, fits))[-1]
    return _Both((otherwise, float(others[best])), (spun, float(news[best])))


def _reaching(scores: Floats, limits: Floats) -> NDArray[np.int64]:
    """Count the scores, which are sorted, that reach each limit."""
    return np.asarray(len(scores) - np.searchsorted(scores, limits, side="left"), dtype=np.int64)


def _share(scores: Floats, limits: Floats) -> Floats:
    return np.asarray(_reaching(scores, limits) / max(1, len(scores)), dtype=np.float64)


def _just_above(scores: Floats, allowed: int) -> float:
    """Give the threshold that so many scores reach; the scores are sorted."""
    if len(scores) <= allowed:
        return -math.inf
    # Just above the first score that must not be flagged.
    return float(np.nextafter(scores[len(scores) - 1 - allowed], np.inf))
