"""Whole articles, human and machine-made, and what a detector says of their paragraphs."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from numpy.typing import NDArray

from mtdetect import engine
from mtdetect.engine import Inferred, Weighed
from mtdetect.judge.article import ArticleModel
from mtdetect.judge.labels import Label
from mtdetect.judge.odds import odds_of_kinds
from mtdetect.judge.register import Register
from mtdetect.judge.threshold import Threshold
from mtdetect.model import Model
from mtdetect.training.corpora.corpus import Corpora, article_of
from mtdetect.training.corpora.dataset import SpinnerPool, engine_of
from mtdetect.training.corpora.registry import ROUND_TRIPS_OF_NEWS, Split
from mtdetect.training.corpora.topics import is_crime, is_sport

LEAST_PARAGRAPHS = 3
# The articles that whole verdicts are measured on have so many judged pieces.
LONG_ARTICLE = 10
# Words of a beginning, which ends with a paragraph.
_BEGINNING = (250, 400)
# Articles looked at in one go, to bound the memory.
_TOGETHER = 64


@dataclass(frozen=True)
class Article:
    """Paragraphs of one article in order.

    ``story`` is the same for all versions of one; ``file`` names the corpus of aligned ones, and
    ``in_native`` tells that native news holds what the story is of.
    """

    paragraphs: tuple[str, ...]
    label: Label
    writers: str
    outlet: str = ""
    maker: str = ""
    year: int = 0
    story: str = ""
    file: str = ""
    in_native: bool = False

    @property
    def text(self) -> str:
        """The article as users would score it."""
        return engine.joined(self.paragraphs)

    @property
    def on_sport(self) -> bool:
        """Whether it is about sport, by its words."""
        return is_sport(" ".join(self.paragraphs))

    @property
    def on_crime(self) -> bool:
        """Whether it reports on crimes and accidents, by its words."""
        return is_crime(" ".join(self.paragraphs))


@dataclass(frozen=True)
class Judged:
    """An article with what the engine finds in its pieces.

    Attributes
    ----------
    article : Article
    weighed : Weighed
    """

    article: Article
    weighed: Weighed

    @property
    def ratios(self) -> NDArray[np.float64]:
        """Log-likelihood ratios of the pieces that are not abstained from."""
        return self.weighed.ratios


def human_articles(corpora: Corpora, file: str, split: Split, most: int) -> list[Article]:
    """Give articles of a human corpus."""
    documents = [d for d in corpora.human[file] if d.split == split]
    Random(f"articles {file} {split}").shuffle(documents)
    articles = []
    for d in documents[:most]:
        found = engine.prepare(d.text)
        if len(found.pieces) >= LEAST_PARAGRAPHS or file == "learners":
            paragraphs = tuple(d.text[start:end] for start, end in found.paragraphs)
            articles.append(Article(paragraphs, "human", d.kind, d.outlet, year=_year(d.date)))
    return articles


def aligned_articles(corpora: Corpora, split: Split, most_machine: int) -> list[Article]:
    """Put the aligned paragraphs of one article and one system together again."""
    pieces: dict[tuple[str, str, str, str], dict[int, str]] = defaultdict(dict)
    bare: dict[tuple[str, str, str, str], Article] = {}
    for p in corpora.aligned:
        if p.split != split or "#" not in p.group:
            continue
        key = (p.file, article_of(p.group), p.system or "", p.pivot or "")
        pieces[key][int(p.group.split("#")[1])] = p.text
        label: Label = "human" if p.label == "human" else "translated"
        writers = p.human_kind or "machine"
        if p.human_kind == "human_translation":
            writers = f"human translation ({p.pivot})"
        elif label == "human" and p.file in ROUND_TRIPS_OF_NEWS:
            writers = "native_news"
        bare[key] = Article(
            (), label, writers, key[3], engine_of(p), p.year, p.story, p.file, p.in_native
        )
    humans: list[Article] = []
    machines: list[Article] = []
    for key in sorted(pieces):
        texts = tuple(text for _, text in sorted(pieces[key].items()))
        if len(texts) < LEAST_PARAGRAPHS:
            continue
        made = replace(bare[key], paragraphs=texts)
        (humans if made.label == "human" else machines).append(made)
    Random(f"machine articles {split}").shuffle(machines)
    return humans + machines[:most_machine]


def long_translated_articles(corpora: Corpora, split: Split) -> list[Article]:
    """Give all translated articles that are long enough for whole verdicts."""
    found = aligned_articles(corpora, split, sys.maxsize)
    return [a for a in found if a.label == "translated" and len(a.paragraphs) >= LONG_ARTICLE]


def beginnings(articles: Sequence[Article]) -> list[Article]:
    """Cut articles to their first paragraphs, as pages and feeds show them.

    What is no longer than such a beginning, or has no paragraph that ends near, is left out.
    """
    found = []
    for article in articles:
        n_words = np.cumsum([len(p.split()) for p in article.paragraphs])
        n = int(np.searchsorted(n_words, _BEGINNING[0])) + 1
        if n < len(article.paragraphs) and n_words[n - 1] <= _BEGINNING[1]:
            found.append(replace(article, paragraphs=article.paragraphs[:n]))
    return found


def spun_articles(articles: Sequence[Article], pool: SpinnerPool, seed: int) -> list[Article]:
    """Spin whole articles, one spinner an article."""
    spun = []
    for number, article in enumerate(articles):
        spinner = pool.draw(Random(f"article {seed} {number}"))
        copies = [spinner.spin(p, number * 100 + i) for i, p in enumerate(article.paragraphs)]
        spun.append(
            replace(
                article,
                paragraphs=tuple(c.text for c in copies),
                label="spun",
                maker=spinner.family,
            )
        )
    return spun


def judge(articles: Sequence[Article], model: Model) -> list[Judged]:
    """Let the engine look at every paragraph of every article."""
    found: list[Judged] = []
    for start in range(0, len(articles), _TOGETHER):
        part = articles[start : start + _TOGETHER]
        prepared = [engine.prepare(a.text) for a in part]
        for article, evidence in zip(part, engine.analyse(model, prepared), strict=True):
            found.append(Judged(article, engine.weigh(model.register, evidence)))
    return found


def inferred(model: ArticleModel, judged: Sequence[Judged]) -> list[Inferred]:
    """Give the verdicts on articles and their paragraphs, under even priors."""
    return [engine.infer(model, j.weighed) for j in judged]


def verdicts(model: ArticleModel, judged: Sequence[Judged]) -> NDArray[np.float64]:
    """Give the probabilities of human, spun, translated for each article."""
    return np.asarray([found.article for found in inferred(model, judged)]).reshape(-1, 3)


def odds(of_articles: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn verdicts into the log-odds that an article is a machine's, of either kind."""
    return np.asarray(np.logaddexp.reduce(odds_of_kinds(of_articles), axis=-1))


def flagged(model: Model, threshold: Threshold, judged: Sequence[Judged]) -> NDArray[np.bool_]:
    """Tell which articles are flagged.

    Parameters
    ----------
    model : Model
    threshold : Threshold
    judged : sequence of Judged
    """
    return np.asarray(
        [
            engine.decide(threshold, j.weighed, found)[0]
            for j, found in zip(judged, inferred(model.article, judged), strict=True)
        ],
        dtype=bool,
    )


def read_again(register: Register, judged: Sequence[Judged]) -> list[Judged]:
    """Tell anew how articles read, as after the register model was calibrated."""
    return [replace(j, weighed=engine.read(register, j.weighed)) for j in judged]


def _year(date: str) -> int:
    return int(date[:4]) if date[:4].isdigit() else 0
