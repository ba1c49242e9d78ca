"""Whole articles, human and machine-made, and what a detector says of their paragraphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from numpy.typing import NDArray

from mtdetect.judge import abstain
from mtdetect.judge.article import ArticleModel, log_ratios, odds_of_kinds, over
from mtdetect.judge.detector import Detector
from mtdetect.judge.lexical_features import looks
from mtdetect.judge.register import Register, read
from mtdetect.model import Model, Threshold
from mtdetect.results import Label, Reason
from mtdetect.training.corpora.corpus import Corpora, article_of
from mtdetect.training.corpora.dataset import SpinnerPool, blocks, engine_of
from mtdetect.training.corpora.registry import Split
from mtdetect.training.corpora.topics import is_sport

LEAST_PARAGRAPHS = 3
_MOST_PARAGRAPHS = 40
# The articles that whole verdicts are measured on have so many judged paragraphs.
LONG_ARTICLE = 10


@dataclass(frozen=True)
class Article:
    """Paragraphs of one article in order."""

    paragraphs: tuple[str, ...]
    label: Label
    writers: str
    outlet: str = ""
    maker: str = ""
    year: int = 0

    @property
    def on_sport(self) -> bool:
        """Whether it is about sport, by its words."""
        return is_sport(" ".join(self.paragraphs))


@dataclass(frozen=True)
class Judged:
    """An article with what its paragraphs say for themselves.

    Attributes
    ----------
    article : Article
    ratios : ndarray of shape (n_judged, 2)
        Log-likelihood ratios of the paragraphs that are not abstained from.
    judged : ndarray of int
        Which paragraphs these are.
    register : ndarray of shape (n_judged, 2), optional
        How they read (see :class:`mtdetect.judge.register.Register`).
    readings : pair of float
        How the article reads, for the sequence model.
    """

    article: Article
    ratios: NDArray[np.float64]
    judged: NDArray[np.int64]
    register: NDArray[np.float64] | None = None
    readings: tuple[float, float] = (0.0, 0.0)


def human_articles(corpora: Corpora, file: str, split: Split, most: int) -> list[Article]:
    """Give articles of a human corpus, long paragraphs cut at sentences."""
    documents = [d for d in corpora.human[file] if d.split == split]
    Random(f"articles {file} {split}").shuffle(documents)
    articles = []
    for d in documents[:most]:
        found = tuple(blocks(d))[:_MOST_PARAGRAPHS]
        if len(found) >= LEAST_PARAGRAPHS or file == "learners":
            articles.append(Article(found, "human", d.kind, d.outlet, year=_year(d.date)))
    return articles


def aligned_articles(corpora: Corpora, split: Split, most_machine: int) -> list[Article]:
    """Put the aligned paragraphs of one article and one system together again."""
    pieces: dict[tuple[str, str, str, str], dict[int, str]] = defaultdict(dict)
    facts: dict[tuple[str, str, str, str], tuple[Label, str, str, int]] = {}
    for p in corpora.aligned:
        if p.split != split or "#" not in p.group:
            continue
        key = (p.file, article_of(p.group), p.system or "", p.pivot or "")
        pieces[key][int(p.group.split("#")[1])] = p.text
        label: Label = "human" if p.label == "human" else "translated"
        writers = p.human_kind or "machine"
        if p.human_kind == "human_translation":
            writers = f"human translation ({p.pivot})"
        facts[key] = (label, writers, engine_of(p), p.year)
    humans: list[Article] = []
    machines: list[Article] = []
    for key in sorted(pieces):
        texts = tuple(text for _, text in sorted(pieces[key].items()))
        if len(texts) < LEAST_PARAGRAPHS:
            continue
        label, writers, maker, year = facts[key]
        made = Article(texts, label, writers, key[3], maker, year)
        (humans if label == "human" else machines).append(made)
    Random(f"machine articles {split}").shuffle(machines)
    return humans + machines[:most_machine]


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


def judge(articles: Sequence[Article], detector: Detector, register: Register) -> list[Judged]:
    """Let the detector and the register model look at every paragraph of every article."""
    flat = [p for a in articles for p in a.paragraphs]
    resources = detector.resources_
    log_p = np.zeros((len(flat), 3))
    reads = np.zeros((len(flat), 2))
    n_words = np.zeros(len(flat))
    reasons: list[Reason | None] = []
    start = 0
    for seen in looks(flat, resources):
        piece = slice(start, start + seen.encoded.n_rows)
        log_p[piece], reads[piece] = read(seen, detector, register)
        n_words[piece] = seen.encoded.n_words
        start = piece.stop
        reasons += abstain.reasons(seen.encoded, resources.lexicon)
    ratios = log_ratios(log_p, n_words)
    judged, at = [], 0
    for article in articles:
        n = len(article.paragraphs)
        here = slice(at, at + n)
        declined = abstain.in_article(flat[here], reasons[here], n_words[here].tolist())
        kept = np.flatnonzero([reason is None for reason in declined])
        reading = reads[at + kept]
        judged.append(Judged(article, ratios[at + kept], kept, reading, register.readings(reading)))
        at += n
    return judged


def verdicts(model: ArticleModel, judged: Sequence[Judged]) -> NDArray[np.float64]:
    """Give the probabilities of human, spun, translated for each article."""
    return np.asarray([model.infer(j.ratios, readings=j.readings)[1] for j in judged]).reshape(
        -1, 3
    )


def odds(of_articles: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn verdicts into the log-odds that an article is a machine's, of either kind."""
    return np.asarray(np.logaddexp.reduce(odds_of_kinds(of_articles), axis=-1))


def flagged(
    model: Model, threshold: Threshold, judged: Sequence[Judged], of_articles: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Tell which articles are flagged.

    Parameters
    ----------
    model : Model
        Its register model says which threshold counts for which article.
    threshold : Threshold
    judged : sequence of Judged
    of_articles : ndarray of shape (n, 3)
        Their verdicts.
    """
    return np.asarray(
        [
            bool(over(p, threshold.limits(reads_like_news(model.register, j))[0]))
            for j, p in zip(judged, of_articles, strict=True)
        ],
        dtype=bool,
    )


def reads_like_news(register: Register, j: Judged) -> bool:
    """Tell whether an article reads like native news; one that nobody read does not."""
    return j.register is not None and register.is_news(j.register)


def _year(date: str) -> int:
    return int(date[:4]) if date[:4].isdigit() else 0
