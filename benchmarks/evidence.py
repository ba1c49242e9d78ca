"""How well evidence points: swapped words found, suggestions right, spans on clean news.

Run: python benchmarks/evidence.py --data DATA
Spinners have menus that training never met; articles are those of the test split.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from nltk.stem import PorterStemmer

from mtdetect import api
from mtdetect.simulate.dictionary import SpinnerDictionary
from mtdetect.simulate.simulator import FAMILIES, Spinner
from mtdetect.training.corpora.articles import human_articles
from mtdetect.training.corpora.corpus import Corpora


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
    dictionary = SpinnerDictionary.from_data(args.data / "lexicon")
    stem = PorterStemmer().stem
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
                originals = {stem(w) for w in swap.original.lower().split()}
                hits = [e for e in here if e.suggestion]
                suggested += bool(hits)
                right += any(
                    originals & {stem(w) for w in (e.suggestion or "").lower().split()}
                    for e in hits
                )
        print(
            f"{family:15} swapped {swaps:5}, found {found / max(1, swaps):.3f}, suggestion right "
            f"among found {right / max(1, found):.3f}, spans {spans}"
        )


if __name__ == "__main__":
    main()
