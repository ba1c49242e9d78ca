"""What becomes of held-out texts sent through an engine of your own and back.

Run: python benchmarks/round_trips.py --data DATA \
         --command "apertium -u eng-spa | apertium -u spa-eng"
The command, any shell pipeline, reads one paragraph a line and writes one a line. Articles of
native news and paragraphs of Wikipedia, all of the test split, are compared with their own
originals: paragraphs by themselves (p.alone), and whole articles at the shipped setting. Apertium's
engines translate by rules; training knows none of them (Debian: apertium-eng-spa, apertium-en-gl).
"""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from mtdetect import Document, api
from mtdetect.training.corpora.articles import human_articles
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.dataset import human_samples
from mtdetect.training.measure import metrics


def through(command: str, paragraphs: Sequence[str]) -> list[str]:
    lines = "".join(" ".join(p.split()) + "\n" for p in paragraphs)
    done = subprocess.run(command, shell=True, input=lines, capture_output=True, text=True)
    found = done.stdout.split("\n")[: len(paragraphs)]
    if done.returncode or len(found) < len(paragraphs):
        raise SystemExit(
            f"{command!r} gave {len(found)} lines for {len(paragraphs)}: {done.stderr[-300:]}"
        )
    return found


def documents(articles: Iterable[Sequence[str]]) -> list[Document]:
    texts = ("\n\n".join(" ".join(p.split()) or "-" for p in article) for article in articles)
    return list(api.score_many(texts))


def paragraphs_alone(before: Sequence[Document], after: Sequence[Document]) -> str:
    pairs = [
        (human.alone, machine.alone)
        for one, other in zip(before, after, strict=True)
        if len(one.paragraphs) == len(other.paragraphs)
        for human, machine in zip(one.paragraphs, other.paragraphs, strict=True)
        if human.alone is not None and machine.alone is not None
    ]
    human, machine = np.asarray(pairs).T
    auroc, pairwise = metrics.auroc(human, machine), metrics.pairwise(human, machine)
    return f"{len(pairs)} paragraphs alone: AUROC {auroc:.3f}, pairwise {pairwise:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--command", required=True)
    parser.add_argument("--articles", type=int, default=90)
    parser.add_argument("--wikipedia", type=int, default=300)
    args = parser.parse_args()
    corpora = Corpora(args.data)
    drawn = human_articles(corpora, "news_native", "test", 3_000)
    news = [a.paragraphs for a in drawn if 10 <= len(a.paragraphs) <= 25][: args.articles]
    wikipedia = [
        (s.text,)
        for s in human_samples(corpora, "wikipedia", "test", args.wikipedia, per_document=8)
    ]
    for name, articles in (("native news", news), ("Wikipedia", wikipedia)):
        flat = through(args.command, [p for a in articles for p in a])
        ends = np.cumsum([len(a) for a in articles]).tolist()
        copies = [flat[end - len(a) : end] for a, end in zip(articles, ends, strict=True)]
        before, after = documents(articles), documents(copies)
        print(f"{name}: {paragraphs_alone(before, after)}")
        if max(len(a) for a in articles) > 1:
            human, machine = ([d.score or 0.0 for d in docs] for docs in (before, after))
            flagged, wrongly = (np.mean([d.flagged for d in docs]) for docs in (after, before))
            print(
                f"    {len(articles)} whole articles: {flagged:.1%} flagged, of their originals "
                f"{wrongly:.1%}; AUROC {metrics.auroc(human, machine):.3f}; called spun "
                f"{np.mean([d.label == 'spun' for d in after]):.1%}, translated "
                f"{np.mean([d.label == 'translated' for d in after]):.1%}"
            )


if __name__ == "__main__":
    main()
