"""What is declined because it is not news, and what that costs: a risk-coverage curve.

A text that speaks of I and you more than hardly any news does is not called translated. The
stricter that limit, the fewer people are accused and the more copies of such writing pass. Of each
kind of writing, and of copies of it, the curve gives both shares over limits that decline more and
more of native news.

References
----------
El-Yaniv and Wiener, "On the foundations of noise-free selective classification", Journal of
Machine Learning Research 11, 2010, https://www.jmlr.org/papers/v11/el-yaniv10a.html.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from mtdetect import engine
from mtdetect.judge.voice import personal_share
from mtdetect.model import Model
from mtdetect.simulate.dictionary import SpinnerDictionary
from mtdetect.training.corpora.articles import (
    Article,
    Judged,
    human_articles,
    inferred,
    judge,
    long_translated_articles,
    spun_articles,
)
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.registry import OTHER_KINDS
from mtdetect.training.fit.detector import SEED, spinner_pool

Figures = dict[str, Any]
DECLINED = (0.0, 0.003, 0.01, 0.03, 0.1)
"""Shares of native news that the limits of the curve decline."""
NATIVE = "native news"
_MOST_NATIVE, _MOST_OTHERS = 1_000, 400
_MOST_COPIES = 200


def declining(model: Model, corpora: Corpora, dictionary: SpinnerDictionary) -> Figures:
    """Give what is declined and what is flagged of each kind of writing, and of copies of it.

    Parameters
    ----------
    model : Model
    corpora : Corpora
        Articles of the test split are looked at.
    dictionary : SpinnerDictionary

    Returns
    -------
    dict
        By group: whether people wrote it, how many articles, the shares that are no news by
        the model's own limit, and the curve: for each of
        :data:`DECLINED` the share of the group that is declined as no news, and the share flagged.
    """
    pool = spinner_pool(dictionary, "test")
    people = _people(corpora)
    copies = {
        f"spun {name if name != NATIVE else 'news'}": spun_articles(
            found[:_MOST_COPIES], pool, SEED
        )
        for name, found in people.items()
        if name == NATIVE or name in OTHER_KINDS.values()
    }
    long = long_translated_articles(corpora, "test")
    copies["translated news of test sets, 10 or more paragraphs"] = long[:_MOST_COPIES]
    known = {
        name: [j for j in judge(articles, model) if len(j.ratios)]
        for name, articles in (people | copies).items()
    }
    shares = np.asarray([personal_share(j.weighed.voice) for j in known[NATIVE]])
    limits = {declined: float(np.quantile(shares, 1 - declined)) for declined in DECLINED}
    return {
        name: {"people": name in people} | of_group(model, group, limits)
        for name, group in known.items()
        if group
    }


def of_group(model: Model, group: Sequence[Judged], limits: dict[float, float]) -> Figures:
    """Give the figures of one group under limits on the share of pronouns, by their names."""
    threshold = model.threshold(0.01)
    # What an article declines moves its limits, and not its odds.
    outcomes = inferred(model.article, group)
    shares = np.asarray([personal_share(j.weighed.voice) for j in group])

    def flagged_if(personal: Sequence[bool]) -> float:
        return _share(
            [
                engine.decide(threshold, replace(j.weighed, personal=spared), found)[0]
                for j, found, spared in zip(group, outcomes, personal, strict=True)
            ]
        )

    curve = [
        {
            "native_declined": declined,
            "declined": _share((shares > limit).tolist()),
            "flagged": flagged_if((shares > limit).tolist()),
        }
        for declined, limit in limits.items()
    ]
    personal = [j.weighed.personal for j in group]
    return {
        "articles": len(group),
        "not_news": _share(personal),
        "flagged": flagged_if(personal),
        "curve": curve,
    }


def _people(corpora: Corpora) -> dict[str, list[Article]]:
    found: dict[str, list[Article]] = defaultdict(list)
    found[NATIVE] = human_articles(corpora, "news_native", "test", _MOST_NATIVE)
    for name, file in (("RT (non-native newsroom)", "news_nonnative"), ("learners", "learners")):
        found[name] = human_articles(corpora, file, "test", _MOST_OTHERS)
    for article in human_articles(corpora, "other_registers", "test", _MOST_OTHERS):
        if article.writers in OTHER_KINDS:
            found[OTHER_KINDS[article.writers]].append(article)
    return dict(found)


def _share(cases: Sequence[bool]) -> float:
    return round(float(np.mean(cases)), 4)
