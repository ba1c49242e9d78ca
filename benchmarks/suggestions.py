"""How often the original comes first, and what that owes to knowing a spinner's menus.

Run: python benchmarks/suggestions.py --data DATA [--learn]
With --learn the weights of mtdetect/evidence/suggest.py are learnt anew on articles of the training
split and printed. Each thesaurus's spinner counts there twice: with its menus in the table, and
without.
Measured are spinners with menus of their own on articles of the test split, with the menus of
every dictionary known, and with those of the spinner's own dictionary left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from mtdetect import api
from mtdetect.evidence.suggest import COLUMNS, Suggester
from mtdetect.features.matrix import Resources
from mtdetect.simulate.dictionary import SpinnerDictionary
from mtdetect.simulate.simulator import FAMILIES, Spinner
from mtdetect.training.corpora.articles import human_articles
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.registry import Split
from mtdetect.training.fit.origins import origins
from mtdetect.training.fit.suggest import Choices, Place, choices, learn, stems, swapped_places

_THESAURI = ("mythes", "wordnet", "moby", "bilingual")


def articles(corpora: Corpora, split: Split, most: int) -> list[str]:
    found = human_articles(corpora, "news_native", split, 2 * most)
    return ["\n\n".join(a.paragraphs[:12]) for a in found if len(a.paragraphs) >= 8][:most]


def places(
    texts: Sequence[str], spinner: Spinner, resources: Resources, suggester: Suggester
) -> Iterator[Place]:
    for number, text in enumerate(texts):
        yield from swapped_places(spinner.spin(text, number), resources, suggester)


def share_right(suggester: Suggester, resources: Resources, found: Sequence[Place]) -> float:
    right = total = 0
    for place in found:
        covered: dict[int, str] = {}
        for s in suggester.suggest(place.ids, sorted(place.originals), place.counts):
            text = " ".join(resources.lexicon.word(i) for i in s.ids)
            covered |= dict.fromkeys(range(s.place, s.place + s.length), text)
        for at, original in place.originals.items():
            total += 1
            right += bool(stems(original) & stems(covered.get(at, "")))
    return right / max(1, total)


def joined(parts: Sequence[Choices]) -> Choices:
    shifts = np.cumsum([0, *(len(p.right) for p in parts)])
    return Choices(
        np.concatenate([p.columns for p in parts]),
        np.concatenate([p.right for p in parts]),
        np.concatenate([p.begin + shift for p, shift in zip(parts, shifts, strict=False)]),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=8)
    parser.add_argument("--learn", action="store_true")
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    resources = api.load(args.model).resources
    corpora = Corpora(args.data)
    folder = args.data / "lexicon"
    dictionary = SpinnerDictionary.from_data(folder)
    lexicons = {"": replace(resources.lexicon, origins=origins(dictionary, resources.lexicon))}
    for name in _THESAURI:
        without = SpinnerDictionary.from_data(folder, (name,))
        lexicons[name] = replace(resources.lexicon, origins=origins(without, resources.lexicon))
    weights = None
    if args.learn:
        parts = []
        for number, family in enumerate(FAMILIES):
            texts = articles(corpora, "train", args.articles * len(FAMILIES))
            mine = texts[number :: len(FAMILIES)]
            for known in ("", family) if family in _THESAURI else ("",):
                suggester = Suggester(lexicons[known])
                spun = places(mine, Spinner(family, 100 + number, dictionary), resources, suggester)
                parts.append(choices(suggester, lexicons[known], spun))
        weights = learn(joined(parts))
        for name, weight in zip(COLUMNS, weights, strict=True):
            print(f'    "{name}": {weight:.2f},')
    texts = articles(corpora, "test", args.articles)
    for family in FAMILIES:
        for known in ("", family) if family in _THESAURI else ("",):
            suggester = Suggester(lexicons[known], weights)
            found = places(texts, Spinner(family, 9_500, dictionary), resources, suggester)
            share = share_right(suggester, resources, list(found))
            print(f"{family:15} {'without its menus' if known else 'all menus':18} {share:.3f}")


if __name__ == "__main__":
    main()
