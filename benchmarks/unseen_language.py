"""How whole articles are told that went through a language which a model never saw.

    python benchmarks/unseen_language.py --data DATA --language fr --make WITHOUT
    mtdetect train --data WITHOUT --out MODEL
    python benchmarks/unseen_language.py --data DATA --language fr --model MODEL
    python benchmarks/versions.py --data DATA --leave-out fr --model MODEL

The first writes the corpora without translations through the language. The third measures native
articles of news_round_trip_web that went through it and back, of the test split, whole and as
beginnings of 280 words or a little more, by the log-odds of translated against human: against
native news, against their own originals, and how often a round trip has more than its own
original. Those that were translated in fragments, as plugins do, hold damaged type; `sentences`
are clean.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from corpora_without import write_without
from numpy.typing import NDArray

import mtdetect
from mtdetect.model import Model
from mtdetect.training.corpora.articles import human_articles
from mtdetect.training.corpora.corpus import Corpora, read_jsonl
from mtdetect.training.corpora.versions import read_trips
from mtdetect.training.measure import metrics

NAMES = {"fr": "French", "pt": "Portuguese"}
WORDS = 280


def make(data: Path, language: str, out: Path) -> None:
    """Write the corpora without translations through a language; other files are linked."""
    through = (language, NAMES[language])
    write_without(data, "machine", "*.gz", lambda r: r.get("pivot") in through, out)


def beginning(paragraphs: Sequence[str]) -> list[str]:
    """Keep whole paragraphs up to a number of words."""
    kept: list[str] = []
    while len(kept) < len(paragraphs) and sum(p.count(" ") + 1 for p in kept) < WORDS:
        kept.append(paragraphs[len(kept)])
    return kept


def judged(
    articles: Sequence[Sequence[str]], model: Model
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Give the log-odds of translated against human, and what is flagged."""
    odds, flagged = [], []
    for doc in mtdetect.score_many(["\n\n".join(a) for a in articles], model=model):
        p = doc.probabilities or {"human": 1.0, "translated": 0.0}
        odds.append(math.log((p["translated"] + 1e-12) / (p["human"] + 1e-12)))
        flagged.append(doc.flagged)
    return np.asarray(odds), np.asarray(flagged)


def measure(data: Path, language: str, model: Model, most: int) -> None:
    corpora = Corpora(data)
    pipelines = {
        record["doc"]: record["pipeline"]
        for record in read_jsonl(data / "machine" / "news_round_trip_web.jsonl.gz")
        if record["pivot"] == NAMES[language]
    }
    trips = read_trips(corpora, "test")
    news = human_articles(corpora, "news_native", "test", 2 * most)
    native = [a.paragraphs for a in news if len(a.paragraphs) >= 3][:most]
    how = np.asarray([pipelines[trip.doc] for trip in trips])
    for name, cut in (("whole articles", list), ("beginnings", beginning)):
        human, human_flagged = judged([cut(a) for a in native], model)
        own, own_flagged = judged([cut(t.paragraphs) for t in trips], model)
        made, made_flagged = judged([cut(t.trips[language]) for t in trips], model)
        print(f"{name}: flagged {human_flagged.mean():.1%} of {len(human)} native articles, "
              f"{own_flagged.mean():.1%} of {len(own)} originals")  # fmt: skip
        for pipeline in ("all", *sorted(set(how))):
            some = (how == pipeline) | (pipeline == "all")
            its, theirs = made[some], own[some]
            print(
                f"    {pipeline}, {some.sum()}: {metrics.auroc(human, its):.3f} against native "
                f"news, {metrics.auroc(theirs, its):.3f} against their originals, "
                f"{metrics.pairwise(theirs, its):.3f} of pairs; {made_flagged[some].mean():.1%} "
                f"flagged, {metrics.rate_at(human, its, 0.01):.1%} where 1% of native articles are",
                flush=True,
            )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--language", choices=sorted(NAMES), required=True)
    parser.add_argument("--make", type=Path, help="a new folder for the corpora without it")
    parser.add_argument("--model", type=Path, help="by default the shipped one, which knows it")
    parser.add_argument("--native", type=int, default=350)
    args = parser.parse_args()
    if args.make is not None:
        make(args.data, args.language, args.make)
    else:
        measure(args.data, args.language, mtdetect.load(args.model), args.native)


if __name__ == "__main__":
    main()
