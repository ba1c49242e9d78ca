"""Whole translated articles on the ground of native news.

The translated articles of the corpora are about other things than the news that users score: no
aligned set has whole articles of native news. As in :mod:`mtdetect.training.transplant`, what an
engine changed in aligned articles is added to the vectors of a native one, paragraph by paragraph,
one engine and one pivot an article. They calibrate the sequence model; nothing is measured on them
alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mtdetect import abstain
from mtdetect.article import log_ratios
from mtdetect.detector import Detector
from mtdetect.features import style, table
from mtdetect.lexical_features import looks
from mtdetect.register import Register
from mtdetect.training.articles import LEAST_PARAGRAPHS, Article, Judged
from mtdetect.training.corpus import Corpora, Split, article_of
from mtdetect.training.transplant import SOURCE


@dataclass(frozen=True)
class Pair:
    """The same paragraphs of an aligned article by a person and by a machine."""

    human: tuple[str, ...]
    machine: tuple[str, ...]


@dataclass(frozen=True)
class _Vectors:
    dense: NDArray[np.float64]
    ngrams: sparse.csr_matrix
    n_words: NDArray[np.float64]
    open_: NDArray[np.bool_]


def aligned_pairs(corpora: Corpora, split: Split) -> dict[tuple[str, str], list[Pair]]:
    """Give aligned articles by engine and pivot, beside one human version each.

    Returns
    -------
    dict of (system, pivot) to list of Pair
    """
    texts: dict[tuple[str, str], dict[tuple[str, str, str], dict[str, str]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for p in corpora.aligned:
        if p.split == split and "#" in p.group:
            version = (p.label, p.system or "", p.pivot or "")
            texts[p.file, article_of(p.group)][version][p.group] = p.text
    found: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for article in sorted(texts):
        versions = texts[article]
        humans = [v for v in sorted(versions) if v[0] == "human"]
        for machine in sorted(versions):
            if machine[0] == "human" or not humans:
                continue
            beside = versions[humans[0]]
            shared = [g for g in sorted(versions[machine], key=_place) if g in beside]
            if shared:
                found[machine[1:]].append(
                    Pair(
                        tuple(beside[g] for g in shared),
                        tuple(versions[machine][g] for g in shared),
                    )
                )
    return dict(found)


def _place(group: str) -> int:
    return int(group.split("#")[1])


def transplanted_articles(
    native: Sequence[Article],
    pairs: dict[tuple[str, str], list[Pair]],
    detector: Detector,
    register: Register,
    seed: int,
) -> list[Judged]:
    """Add to every native article what one engine changed elsewhere, and judge the sums.

    Parameters
    ----------
    native : sequence of Article
        The ground, one example each. An article that is longer than what the engine translated
        is cut.
    pairs : dict
        From :func:`aligned_pairs`.
    detector : Detector
    register : Register
    seed : int

    Returns
    -------
    list of Judged
        Labelled translated; their writers are named ``"transplanted"`` and their paragraphs are
        those of the ground.
    """
    rng = Random(seed)
    engines = sorted(pairs)
    ground: list[tuple[str, ...]] = []
    human: list[str] = []
    machine: list[str] = []
    for article in native if engines else ():
        known = pairs[rng.choice(engines)]
        before: list[str] = []
        after: list[str] = []
        for pair in rng.sample(known, len(known)):
            before += pair.human
            after += pair.machine
            if len(before) >= len(article.paragraphs):
                break
        n = min(len(before), len(article.paragraphs))
        if n >= LEAST_PARAGRAPHS:
            ground.append(article.paragraphs[:n])
            human += before[:n]
            machine += after[:n]
    if not ground:
        return []
    below = _vectors([p for paragraphs in ground for p in paragraphs], detector)
    h, m = _vectors(human, detector), _vectors(machine, detector)
    dense = below.dense + m.dense - h.dense
    dense[:, table.DAMAGE] = np.maximum(dense[:, table.DAMAGE], 0.0)
    ngrams = below.ngrams + m.ngrams - h.ngrams
    ratios = log_ratios(detector.log_proba_inputs(dense, ngrams), below.n_words)
    reads = register.log_odds(ngrams)
    made, at = [], 0
    for paragraphs in ground:
        kept = np.flatnonzero(below.open_[at : at + len(paragraphs)])
        article = Article(paragraphs, "translated", SOURCE)
        made.append(Judged(article, ratios[at + kept], kept, reads[at + kept]))
        at += len(paragraphs)
    return made


def _vectors(texts: list[str], detector: Detector) -> _Vectors:
    resources = detector.resources_
    dense, ngrams, n_words = [], [], []
    open_: list[bool] = []
    for seen in looks(texts, resources):
        dense.append(table.columns(seen, resources))
        ngrams.append(style.ngram_matrix(seen.encoded, resources.lexicon))
        n_words.append(seen.encoded.n_words)
        open_ += [r is None for r in abstain.reasons(seen.encoded, resources.lexicon)]
    return _Vectors(
        np.vstack(dense), sparse.vstack(ngrams).tocsr(), np.concatenate(n_words), np.asarray(open_)
    )
