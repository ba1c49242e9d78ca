"""How many people are flagged who write in a register that a model never saw.

    python benchmarks/unseen_register.py --data DATA --kinds law obituary --make WITHOUT
    mtdetect train --data WITHOUT --out MODEL
    python benchmarks/unseen_register.py --data DATA --kinds law obituary --model MODEL

The first writes the corpora without what people wrote of these kinds. The third measures all
documents of these kinds that there are, since none of them stood behind the model: whole and as
beginnings of 250 to 400 words, what is flagged, how much of it as spun, and how many of the spun
copies of half of them are found; beside them native news of the test split. By default the shipped
model is measured, which knows the kinds, on documents of the test split.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from corpora_without import write_without

import mtdetect
from mtdetect.model import Model
from mtdetect.simulate.dictionary import SpinnerDictionary
from mtdetect.training.corpora.articles import Article, beginnings, human_articles, spun_articles
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.registry import OTHER_KINDS, Split
from mtdetect.training.fit.detector import SEED, spinner_pool
from mtdetect.training.fit.thresholds import upper_bound

FILE = "other_registers"


def make(data: Path, kinds: Sequence[str], out: Path) -> None:
    """Write the corpora without some kinds of other registers; all other files are linked."""
    write_without(data, "human", f"{FILE}.jsonl.gz", lambda r: r["kind"] in kinds, out)


def flagged(name: str, articles: Sequence[Article], model: Model) -> None:
    """Print how many are flagged, and as what."""
    docs = list(mtdetect.score_many([a.text for a in articles], model=model))
    spun = sum(d.flagged and d.label == "spun" for d in docs)
    both, n = sum(d.flagged for d in docs), len(docs)
    spared = sum(d.reason == "other_register" for d in docs)
    bound = upper_bound(both, n) if n else 1.0
    print(
        f"    {name}: {both} of {n} flagged ({both / max(n, 1):.1%}, at most {bound:.1%}), "
        f"{spun} as spun; {spared} spared as no news",
        flush=True,
    )


def measure(data: Path, kinds: Sequence[str], model: Model | None) -> None:
    """Print what becomes of each kind, and of native news beside it."""
    corpora = Corpora(data)
    splits: tuple[Split, ...] = get_args(Split) if model is not None else ("test",)
    judge = model or mtdetect.load()
    pool = spinner_pool(SpinnerDictionary.from_data(data / "lexicon"), "test")
    documents = [a for split in splits for a in human_articles(corpora, FILE, split, 10_000)]
    for kind in kinds:
        people = [a for a in documents if a.writers == kind]
        print(OTHER_KINDS[kind])
        flagged("people's", people, judge)
        flagged("their beginnings", beginnings(people), judge)
        flagged("spun copies", spun_articles(people[::2], pool, SEED), judge)
    news = human_articles(corpora, "news_native", "test", 1_000)
    print("native news")
    flagged("people's", news, judge)
    flagged("their beginnings", beginnings(news), judge)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kinds", nargs="+", choices=sorted(OTHER_KINDS), required=True)
    parser.add_argument("--make", type=Path, help="a new folder for the corpora without them")
    parser.add_argument("--model", type=Path, help="by default the shipped one, which knows them")
    args = parser.parse_args()
    if args.make is not None:
        make(args.data, args.kinds, args.make)
    else:
        measure(args.data, args.kinds, args.model and mtdetect.load(args.model))


if __name__ == "__main__":
    main()
