"""Where flagging begins: limits of the log-odds for one false-positive rate."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mtdetect.arguments import is_number, is_one_of
from mtdetect.errors import InvalidTypeError, InvalidValueError
from mtdetect.judge.odds import Limits

_NUMBERS = ("fpr", "articles", "paragraphs", "article_bound", "paragraph_bound")
_LIMITS = ("article", "paragraph", "news_article", "news_paragraph")
# Whom a threshold spares: newsrooms that write English and people who write other things, or also
# people who translate.
SPARED = ("newsrooms", "everyone")


def check_spare(spare: str) -> str:
    """Give whom thresholds spare; refuse what is none of :data:`SPARED`.

    Raises
    ------
    InvalidValueError
    """
    if not is_one_of(spare, SPARED):
        raise InvalidValueError(f"spare is {spare!r}; it is one of {', '.join(SPARED)}")
    return spare


def not_translated(limits: Limits) -> Limits:
    """Give limits by which nothing is called translated."""
    return limits[0], math.inf


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where flagging begins for one false-positive rate.

    Attributes
    ----------
    fpr : float
        The false-positive rate aimed at. On the human articles that the thresholds rest on,
        the upper bound for native news stays within it, and within twice of it the share of
        flagged articles of every other group of writers that is spared.
    article, paragraph : pair of float
        Log-odds of spun and of translated against human (nats, under even priors) at and above
        which articles and paragraphs are flagged.
    news_article, news_paragraph : pair of float, optional
        The same for articles that read like native news; those of all others by default.
    spare : {"newsrooms", "everyone"}
        Whether people's translations are spared too.
    articles, paragraphs : int
        Number of human texts that the thresholds rest on.
    article_bound, paragraph_bound : float
        Upper 95% Clopper-Pearson bounds of the false-positive rates on native news: the larger of
        those for whole articles and for their beginnings.
    """

    fpr: float
    article: Limits
    paragraph: Limits
    articles: int = 0
    paragraphs: int = 0
    article_bound: float = 1.0
    paragraph_bound: float = 1.0
    news_article: Limits | None = None
    news_paragraph: Limits | None = None
    spare: str = SPARED[0]

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Threshold:
        """Read back what :func:`dataclasses.asdict` wrote."""
        return cls(**{**values, **{name: _pair(values.get(name)) for name in _LIMITS}})

    def limits(self, news: bool, *, personal: bool = False) -> tuple[Limits, Limits]:
        """Give the limits of articles and of paragraphs.

        Parameters
        ----------
        news : bool
            Whether the article reads like native news.
        personal : bool, default=False
            Whether it speaks of I and you as news hardly does: such texts are nothing that these
            limits were set on, and none is called translated.
        """
        article, paragraph = self.article, self.paragraph
        if news:
            article = self.news_article or article
            paragraph = self.news_paragraph or paragraph
        if personal:
            article, paragraph = not_translated(article), not_translated(paragraph)
        return article, paragraph

    def __post_init__(self) -> None:
        """Refuse what no score can be compared with, and what is no number or spares nobody."""
        check_spare(self.spare)
        for name in _NUMBERS:
            if not is_number(getattr(self, name)):
                raise InvalidTypeError(f"{name} is {getattr(self, name)!r}; pass a number")
        if not 0 < self.fpr < 1:
            raise InvalidValueError(f"fpr is {self.fpr}; it must lie above 0 and below 1")
        for name in _LIMITS:
            limits = getattr(self, name)
            if limits is None and name.startswith("news_"):
                continue
            if len(limits) != 2 or any(math.isnan(limit) for limit in limits):
                raise InvalidValueError(f"the {name} thresholds are {limits}: give two numbers")


def _pair(limits: Sequence[float] | None) -> Limits | None:
    if limits is None:
        return None
    spun, translated = limits
    return float(spun), float(translated)
