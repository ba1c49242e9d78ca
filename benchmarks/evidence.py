"""How well evidence points: swapped words found, suggestions right, spans on clean news.

Beside these: how many of the words that are marked as an engine's the original lacks, and how many
of the suggestions it has.

Run: python benchmarks/evidence.py --data DATA
Spinners have menus that training never met; articles are those of the test split. Its round trips
are by engines that training knows.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from itertools import accumulate
from pathlib import Path

from nltk.stem import PorterStemmer

from mtdetect import api
from mtdetect.simulate.dictionary import SpinnerDictionary
from mtdetect.simulate.simulator import FAMILIES, Spinner
from mtdetect.training.corpora.articles import human_articles
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.versions import read_trips

_STEM = PorterStemmer().stem
_BREAK = "\n\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    model = api.load(args.model)
    corpora = Corpora(args.data)
    articles = human_articles(corpora, "news_native", "test", args.articles * 2)
    texts = ["\n\n".join(a.paragraphs[:12]) for a in articles if len(a.paragraphs) >= 8]
    texts = texts[: args.articles]
    clean_spans: Counter[str] = Counter()
    words = 0
    for document in api.score_many(texts, model=model):
        words += len(document.text.split())
        clean_spans.update(e.kind for e in document.evidence)
    total = sum(n for kind, n in clean_spans.items() if kind != "style")
    print(f"clean news: {1000 * total / words:.2f} spans per 1,000 words but style, of {words}")
    for kind, n in clean_spans.most_common():
        print(f"    {kind}: {1000 * n / words:.2f}")
    engines_words(corpora, model, args.articles)
    dictionary = SpinnerDictionary.from_data(args.data / "lexicon")
    for family in FAMILIES:
        spinner = Spinner(family, 9_500, dictionary)
        swaps = found = suggested = right = spans = 0
        copies = [spinner.spin(t, i) for i, t in enumerate(texts[: max(10, len(texts) // 3)])]
        for copy, document in zip(
            copies, api.score_many([c.text for c in copies], model=model), strict=True
        ):
            evidence = [e for e in document.evidence if e.kind in ("odd_swap", "collocation")]
            spans += len(evidence)
            for swap in copy.swaps:
                if swap.original.lower() in ("a", "an", "the") or not swap.text.strip():
                    continue
                swaps += 1
                here = [e for e in evidence if e.start < swap.end and e.end > swap.start]
                found += bool(here)
                originals = {_STEM(w) for w in swap.original.lower().split()}
                hits = [e for e in here if e.suggestion]
                suggested += bool(hits)
                right += any(
                    originals & {_STEM(w) for w in (e.suggestion or "").lower().split()}
                    for e in hits
                )
        print(
            f"{family:15} swapped {swaps:5}, found {found / max(1, swaps):.3f}, suggestion right "
            f"among found {right / max(1, found):.3f}, spans {spans}"
        )


def engines_words(corpora: Corpora, model: api.Model, most: int) -> None:
    """Hold marks on round trips against the paragraphs that they were made of."""
    trips = read_trips(corpora, "test")[:most]
    for pivot in sorted({p for trip in trips for p in trip.trips}):
        pairs = [(t.paragraphs, t.trips[pivot]) for t in trips if pivot in t.trips]
        documents = api.score_many([_BREAK.join(made) for _, made in pairs], model=model)
        marks = foreign = suggested = right = words = 0
        for (originals, made), document in zip(pairs, documents, strict=True):
            words += len(document.text.split())
            ends = list(accumulate(len(p) + len(_BREAK) for p in made))
            for e in document.evidence:
                if e.kind not in ("wording", "style"):
                    continue
                original = _stems(originals[sum(e.start >= end for end in ends)])
                marks += 1
                foreign += not _stems(e.text) <= original
                if e.suggestion:
                    suggested += 1
                    right += _stems(e.suggestion) <= original
        print(
            f"round trips, {pivot}: {1000 * marks / words:.1f} marks on engines' words in 1,000, "
            f"{foreign / max(1, marks):.3f} not in the original; suggestions {suggested}, "
            f"{right / max(1, suggested):.3f} in the original"
        )


def _stems(text: str) -> set[str]:
    return {_STEM(w) for w in re.findall(r"[^\W_]+", text.lower())}


if __name__ == "__main__":
    main()
