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
from mtdetect.evidence.clues.kinds import clues
from mtdetect.evidence.clues.phrases import PhraseTable
from mtdetect.training.corpora.articles import Article, aligned_articles, human_articles
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.registry import ROUND_TRIPS_OF_NEWS, Split
from mtdetect.training.fit.clues import Seen, look

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


def together(articles: Iterable[Article], phrases: PhraseTable) -> Seen:
    """Count the clues of articles, and their words."""
    counts: Counter[str] = Counter()
    n_words = 0
    for article in articles:
        seen = look(article.text, phrases)
        counts += seen.counts
        n_words += seen.words
    return Seen(n_words, counts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", choices=get_args(Split), default="test")
    parser.add_argument("--most", type=int, default=2_000, help="articles of a group")
    args = parser.parse_args()
    phrases = load().clues.phrases
    groups = groups_of(Corpora(args.data), args.split, args.most)
    every = {name: together(articles, phrases) for name, articles in groups.items()}
    told = {name: seen for name, seen in every.items() if seen.words >= LEAST_WORDS}
    print(" " * 24, *(f"{name:>12}" for name in told))
    print(f"{'words':24}", *(f"{seen.words:12,}" for seen in told.values()))
    for clue in sorted(clues()):
        rates = (seen.counts[clue] / seen.words * 1e6 for seen in told.values())
        print(f"{clue:24}", *(f"{rate:12.1f}" for rate in rates))


if __name__ == "__main__":
    main()
