"""What a second opinion (``retranslate=True``) adds, on texts that its engine did not make.

    pip install '.[retranslate]'
    python benchmarks/second_opinion.py --data DATA

Beginnings of 250 to 400 words of articles of the test split are scored without and with it: by
people (native news, RT, other registers, and whole essays by learners) and by engines of another
family and through other languages than those of the second opinion, each beside what a person wrote
of the same content (test sets: the human translation or original; round trips of native news: what
was translated). Printed are AUROCs by the log-odds of translated against human, against native news
and against their own human versions, how often a machine's version has more than its own, and what
is flagged by default, each without and with. The detector knows most of the engines; neither it nor
the second opinion has seen the texts.
"""

from __future__ import annotations

import argparse
import math
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

import mtdetect
from mtdetect import api
from mtdetect.training.corpora.articles import Article, beginnings, human_articles
from mtdetect.training.corpora.corpus import Corpora, article_of
from mtdetect.training.corpora.dataset import of_aligned
from mtdetect.training.corpora.versions import read_trips
from mtdetect.training.fit.second_opinion import foreign
from mtdetect.training.measure import metrics

Pair = tuple[str, str]
PEOPLE = {
    "native news": "news_native",
    "RT": "news_nonnative",
    "other registers": "other_registers",
    "essays by learners": "learners",
}
# Articles are drawn from so many, for few have a paragraph that ends where a beginning may.
_FROM = 4


class Opinions:
    """Log-odds of translated and flags of some texts, without and with a second opinion."""

    def __init__(self, texts: Sequence[str], jobs: int) -> None:
        first = list(api.score_many(texts, n_jobs=jobs))
        second = list(api.score_many(texts, n_jobs=jobs, retranslate=True))
        self.odds = tuple(np.asarray([_odds(d) for d in docs]) for docs in (first, second))
        self.flagged = tuple(float(np.mean([d.flagged for d in docs])) for docs in (first, second))


def _odds(doc: mtdetect.Document) -> float:
    p = doc.probabilities or {"human": 1.0, "translated": 0.0}
    return math.log((p["translated"] + 1e-12) / (p["human"] + 1e-12))


def people(corpora: Corpora, file: str, most: int) -> list[str]:
    found = human_articles(corpora, file, "test", _FROM * most)
    texts = beginnings(found) if file != "learners" else found
    return [a.text for a in texts][:most]


def aligned(corpora: Corpora, most: int) -> dict[str, list[Pair]]:
    """Give beginnings of articles of test sets, a person's version and a foreign engine's."""
    versions: dict[tuple[str, str], dict[str, dict[int, str]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for p in corpora.aligned:
        sample = of_aligned(p)
        if p.split == "test" and "#" in p.group and foreign(sample):
            maker = "" if p.label == "human" else f"{p.system} {p.pivot}"
            place = int(p.group.split("#")[1])
            versions[p.file, article_of(p.group)][maker].setdefault(place, p.text)
    found: dict[str, list[Pair]] = defaultdict(list)
    for (file, name), made in sorted(versions.items()):
        own = made.pop("", {})
        rng = Random(f"{file} {name}")
        for maker in rng.sample(sorted(made), min(1, len(made))):
            places = sorted(set(own) & set(made[maker]))
            sides = [
                Article(tuple(version[at] for at in places), "human", "")
                for version in (own, made[maker])
            ]
            n = min((len(b.paragraphs) for b in beginnings(sides[:1])), default=0)
            if n >= 2:
                human, machine = ("\n\n".join(a.paragraphs[:n]) for a in sides)
                found[file].append((human, machine))
    for pairs in found.values():
        Random("pairs").shuffle(pairs)
    return {file: pairs[:most] for file, pairs in found.items()}


def round_trips(corpora: Corpora, most: int) -> list[Pair]:
    """Give beginnings of native articles and of their round trips through French."""
    found = []
    for trip in read_trips(corpora, "test"):
        own = Article(tuple(trip.paragraphs), "human", "")
        n = min((len(b.paragraphs) for b in beginnings([own])), default=0)
        if n and "fr" in trip.trips:
            found.append(("\n\n".join(own.paragraphs[:n]), "\n\n".join(trip.trips["fr"][:n])))
    return found[:most]


def compared(
    human: NDArray[np.float64], own: NDArray[np.float64], made: NDArray[np.float64]
) -> str:
    return (
        f"{metrics.auroc(human, made):.3f} against native news, {metrics.auroc(own, made):.3f} "
        f"against their own, {metrics.pairwise(own, made):.3f} of pairs"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=80, help="at most so many of a kind")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    corpora = Corpora(args.data)
    opinions: dict[str, Opinions] = {}
    for name, file in PEOPLE.items():
        texts = people(corpora, file, args.texts)
        opinions[name] = found = Opinions(texts, args.jobs)
        print(f"{len(texts)} of {name}: flagged {found.flagged[0]:.1%}, "
              f"{found.flagged[1]:.1%} with a second opinion", flush=True)  # fmt: skip
    sets = aligned(corpora, args.texts) | {"French round trips": round_trips(corpora, args.texts)}
    for name, pairs in sets.items():
        own, made = (Opinions(list(side), args.jobs) for side in zip(*pairs, strict=True))
        before, after = (
            f"{made.flagged[at]:.1%} (own human versions {own.flagged[at]:.1%})" for at in (0, 1)
        )
        print(f"{len(pairs)} of {name}: flagged {before}, with {after}")
        for when, at in (("without", 0), ("with", 1)):
            native = opinions["native news"].odds[at]
            print(f"    {when}: {compared(native, own.odds[at], made.odds[at])}", flush=True)


if __name__ == "__main__":
    main()
