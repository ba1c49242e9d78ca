"""How often people and engines leave each clue: places per million words, group by group.

Run: python benchmarks/habits.py --data DATA [--split test] [--most 2000]

A habit is worth a row of patterns.tsv where engines have it many times as often as the group of
people who have it most. Rows were chosen with counts over all splits, so that this shows what they
rest on and is no test of them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

from mtdetect import load
from mtdetect.evidence.clues.find import find
from mtdetect.evidence.clues.kinds import clues
from mtdetect.evidence.clues.phrases import PhraseTable
from mtdetect.training.corpora.articles import Article, aligned_articles, human_articles
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.registry import ROUND_TRIPS_OF_NEWS, Split

HUMAN = {
    "news_native": "native news",
    "news_nonnative": "RT",
    "other_registers": "registers",
    "learners": "learners",
    "wikipedia": "Wikipedia",
}
LEAST_WORDS = 20_000  # a group with fewer tells no rate


def groups_of(corpora: Corpora, split: Split, most: int) -> dict[str, list[Article]]:
    """Give the articles of each group of writers and of engines."""
    groups = {name: human_articles(corpora, file, split, most) for file, name in HUMAN.items()}
    for article in aligned_articles(corpora, split, most):
        if article.label == "translated":
            name = "round trips" if article.file in ROUND_TRIPS_OF_NEWS else "engines"
        elif article.writers.startswith("human translation"):
            name = "translators"
        else:
            continue
        groups.setdefault(name, []).append(article)
    return groups


def rates(articles: Iterable[Article], phrases: PhraseTable) -> tuple[Counter[str], int]:
    """Count the clues of articles, and their words."""
    found: Counter[str] = Counter()
    n_words = 0
    for article in articles:
        n_words += len(article.text.split())
        found.update(f.kind for f in find(article.text, phrases))
    return found, n_words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", choices=get_args(Split), default="test")
    parser.add_argument("--most", type=int, default=2_000, help="articles of a group")
    args = parser.parse_args()
    phrases = load().clues.phrases
    counted = {
        name: rates(articles, phrases)
        for name, articles in groups_of(Corpora(args.data), args.split, args.most).items()
    }
    counted = {name: (found, n) for name, (found, n) in counted.items() if n >= LEAST_WORDS}
    print(" " * 24, *(f"{name:>12}" for name in counted))
    print(f"{'words':24}", *(f"{n:12,}" for _, n in counted.values()))
    for clue in sorted(clues()):
        print(f"{clue:24}", *(f"{found[clue] / n * 1e6:12.1f}" for found, n in counted.values()))


if __name__ == "__main__":
    main()
