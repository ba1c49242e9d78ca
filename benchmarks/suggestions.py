"""How often the original comes first, and what that owes to knowing a spinner's menus.

Run: python benchmarks/suggestions.py --data DATA
Measured are spinners with menus of their own on articles of the test split, with the menus of
every dictionary known, and with those of the spinner's own dictionary left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from mtdetect import api
from mtdetect.evidence.suggest import Suggester
from mtdetect.simulate.dictionary import THESAURI, SpinnerDictionary
from mtdetect.simulate.simulator import FAMILIES, Spinner
from mtdetect.tables.lexicon import Lexicon
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.fit.suggest import Place, native_texts, spun_places, stems, without_menus


def share_right(suggester: Suggester, lexicon: Lexicon, found: Sequence[Place]) -> float:
    right = total = 0
    for place in found:
        covered: dict[int, str] = {}
        for s in suggester.suggest(place.ids, sorted(place.originals), place.counts):
            text = " ".join(lexicon.word(i) for i in s.ids)
            covered |= dict.fromkeys(range(s.place, s.place + s.length), text)
        for at, original in place.originals.items():
            total += 1
            right += bool(stems(original) & stems(covered.get(at, "")))
    return right / max(1, total)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=8)
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    model = api.load(args.model)
    resources, lexicon = model.resources, model.resources.lexicon
    dictionary = SpinnerDictionary.from_data(args.data / "lexicon")
    texts = native_texts(Corpora(args.data), "test", args.articles)
    for family in FAMILIES:
        found = list(spun_places(texts, Spinner(family, 9_500, dictionary), resources))
        lexicons = {"all menus": lexicon}
        if family in THESAURI:
            lexicons["without its menus"] = without_menus(lexicon, dictionary, family)
        for known, tables in lexicons.items():
            share = share_right(Suggester(tables, model.ranking), tables, found)
            print(f"{family:15} {known:18} {share:.3f}")


if __name__ == "__main__":
    main()
