"""Set thresholds on human articles that neither training nor testing used."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from mtdetect.article import ArticleModel, Limits, flags, odds_of_kinds, over
from mtdetect.model import Threshold
from mtdetect.training.articles import Judged, infer

Floats = NDArray[np.float64]
FPRS = (0.01, 0.001)
# Paragraphs of groups of writers other than native news may be flagged this much more often at the
# most. Their articles may not: with each goes a whole run of paragraphs.
_OTHERS_FACTOR = 2.0
# Whatever the human texts say, a flag takes odds of 19 to 1 against a person.
_LEAST_ODDS = math.log(19)


def upper_bound(flagged: int, n: int, confidence: float = 0.95) -> float:
    """Upper Clopper-Pearson bound of a rate, one-sided.

    Examples
    --------
    >>> round(upper_bound(0, 299), 4)
    0.01
    """
    return 1.0 if n == 0 or flagged >= n else float(beta.ppf(confidence, flagged + 1, n - flagged))


@dataclass(frozen=True)
class _Group:
    """What the sequence model says of the articles of one group of writers.

    Attributes
    ----------
    native : bool
        Whether this is native news, which the aim itself is about.
    articles : ndarray of shape (n_articles, 3)
    paragraphs : list of ndarray of shape (n_paragraphs, 3)
        One array an article.
    """

    native: bool
    articles: Floats
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

    def of_articles(self, fpr: float) -> tuple[Floats, int]:
        """Give the odds of its articles, and how many of them may be flagged."""
        return odds_of_kinds(self.articles), self.allowed(len(self.articles), fpr)

    def of_paragraphs(self, fpr: float, article: Limits) -> tuple[Floats, int]:
        """Give the same of those paragraphs that are not flagged with their article."""
        whole = over(self.articles, article)
        left = np.vstack(
            [
                p[p[:, 0] >= 0.5] if flagged else p
                for p, flagged in zip(self.paragraphs, whole.tolist(), strict=True)
            ]
        )
        spent = self.n_paragraphs - len(left)
        allowed = self.allowed(self.n_paragraphs, fpr * (1.0 if self.native else _OTHERS_FACTOR))
        return odds_of_kinds(left), max(0, allowed - spent)


def thresholds(judged: Sequence[Judged], model: ArticleModel) -> tuple[Threshold, ...]:
    """Set thresholds on human articles so that the rates hold for every group of writers.

    The upper bounds on native news must stay within the rate. So must the share of articles of
    each other group as far as its size can show, and that of their paragraphs within twice of it,
    counting together what is flagged for itself and what is flagged with its article.
    """
    groups = _groups(judged, model)
    native = groups["native"]
    found: list[Threshold] = []
    for fpr in FPRS:
        asked = [g for g in groups.values() if g.native or g.allowed(len(g.articles), fpr)]
        article = _limits([g.of_articles(fpr) for g in asked])
        if found:  # a stricter aim never flags more
            article = _stricter(article, found[-1].article)
        paragraph = _limits([g.of_paragraphs(fpr, article) for g in asked])
        if found:
            paragraph = _stricter(paragraph, found[-1].paragraph)
        decided = [
            flags(a, p, article, paragraph)
            for a, p in zip(native.articles, native.paragraphs, strict=True)
        ]
        found.append(
            Threshold(
                fpr,
                article,
                paragraph,
                len(decided),
                native.n_paragraphs,
                upper_bound(sum(whole for whole, _ in decided), len(decided)),
                upper_bound(sum(sum(each) for _, each in decided), native.n_paragraphs),
            )
        )
    return tuple(found)


def _groups(judged: Sequence[Judged], model: ArticleModel) -> dict[str, _Group]:
    said: dict[str, list[tuple[Floats, Floats]]] = defaultdict(list)
    for j in judged:
        if not len(j.ratios):
            continue
        kind = "native" if j.article.writers == "native_news" else j.article.writers.split(" (")[0]
        said[kind].append(infer(model, j))
    return {
        kind: _Group(kind == "native", np.asarray([a for _, a in each]), [p for p, _ in each])
        for kind, each in said.items()
    }


def _stricter(limits: Limits, others: Limits) -> Limits:
    return max(limits[0], others[0]), max(limits[1], others[1])


def _limits(groups: Sequence[tuple[Floats, int]]) -> Limits:
    """Give spinning half of what may be flagged, and translation what that leaves.

    Parameters
    ----------
    groups : sequence of (odds, allowed)
        For each group of writers the log-odds of both kinds, shape (n, 2), and how many of the
        texts may be flagged.
    """
    spun = translated = _LEAST_ODDS
    for odds, allowed in groups:
        spun = max(spun, _just_above(odds[:, 0], allowed // 2))
    for odds, allowed in groups:
        rest = odds[odds[:, 0] < spun, 1]
        translated = max(translated, _just_above(rest, allowed - len(odds) + len(rest)))
    return spun, translated


def _just_above(scores: Floats, allowed: int) -> float:
    """Give the threshold that so many scores reach."""
    if len(scores) <= allowed:
        return -math.inf
    # Just above the first score that must not be flagged.
    return float(np.nextafter(np.sort(scores)[::-1][max(0, allowed)], np.inf))
