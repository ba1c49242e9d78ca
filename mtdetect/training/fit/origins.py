"""Read spinners' menus backwards: from what a spinner puts to what stood there."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

import numpy as np

from mtdetect.simulate.dictionary import SpinnerDictionary
from mtdetect.simulate.inflect import Ending, inflect
from mtdetect.tables import fluency
from mtdetect.tables.lexicon import Lexicon
from mtdetect.tables.ngrams import keys_of
from mtdetect.tables.origins import LONGEST, STEPS_PER_NAT, Origins

# Share of the swaps that each thesaurus is taken to make (two of them overlap, and the longest
# menus spread their share thinnest); a family's own pairs count in full.
_THESAURI: dict[str, float] = {"mythes": 0.25, "wordnet": 0.2, "moby": 0.35, "bilingual": 0.2}
_ENDINGS: tuple[Ending, ...] = ("", "s", "ed", "past", "participle", "ing")
_MOST_ORIGINALS = 48
_LEAST = 1e-4


def origins(dictionary: SpinnerDictionary, lexicon: Lexicon) -> Origins:
    """Invert every menu of a dictionary, over all inflections.

    Parameters
    ----------
    dictionary : SpinnerDictionary
    lexicon : Lexicon
        Gives the word numbers: what holds a word without one is left out. An original of several
        words must also be made of pairs that people write.
    """
    found: dict[tuple[int, ...], dict[tuple[int, ...], float]] = defaultdict(dict)

    @cache
    def number(phrase: str) -> tuple[int, ...]:
        ids = tuple(lexicon.index.get(part, 0) for part in re.split(" ", phrase.lower()))
        return ids if all(ids) and len(ids) <= LONGEST else ()

    @cache
    def written(ids: tuple[int, ...]) -> bool:
        return fluency.is_written(lexicon, ids)

    for form, original, p in _swaps(dictionary):
        now, then = number(form), number(original)
        if now and then and now != then and written(then):
            row = found[now]
            row[then] = row.get(then, 0.0) + p
    return _packed(found)


def _swaps(dictionary: SpinnerDictionary) -> Iterator[tuple[str, str, float]]:
    """Yield what is put, what stood there, and how likely a menu of the original holds it."""
    for source in dictionary.sources:
        share = _THESAURI.get(source)
        for head in sorted(dictionary.heads):
            menu = dictionary.substitutes(source, head)
            if not menu:
                continue
            for ending in _ENDINGS:
                if ending and not dictionary.bears(head, ending):
                    continue
                original = inflect(head, ending)
                if ending in ("past", "participle") and original == inflect(head, "ed"):
                    continue
                for form, p in _forms(dictionary, menu, ending, wild=share is None):
                    yield form, original, p * (share or 1.0)
        for head in sorted(dictionary.name_heads):
            menu = dictionary.name_substitutes(source, head)
            for form, p in _forms(dictionary, menu, "", wild=True):
                yield form, head, p


def _forms(
    dictionary: SpinnerDictionary, menu: tuple[str, ...], ending: Ending, *, wild: bool
) -> Iterator[tuple[str, float]]:
    weights = [1 / (k + 1) ** 0.5 if wild else 1 / (k + 1.5) ** 0.7 for k in range(len(menu))]
    total = sum(weights)
    for substitute, weight in zip(menu, weights, strict=True):
        if not dictionary.bears(substitute, ending):
            continue
        past: Ending = "past" if ending == "ed" else ending
        forms = {inflect(substitute, past)}
        if ending == "ed":
            forms.add(inflect(substitute, "participle"))
        for form in sorted(forms):
            yield form, weight / total


def _packed(found: Mapping[tuple[int, ...], Mapping[tuple[int, ...], float]]) -> Origins:
    if not found:
        return Origins.empty()
    keyed = {int(keys_of(*(np.asarray([i]) for i in form))[0]): form for form in found}
    phrases: dict[tuple[int, ...], int] = {}
    indptr, values, weights = [0], [], []
    for key in sorted(keyed):
        row = found[keyed[key]]
        best = sorted(row, key=lambda ids: (-row[ids], ids))[:_MOST_ORIGINALS]
        for ids in best:
            if row[ids] >= _LEAST:
                values.append(phrases.setdefault(ids, len(phrases)))
                unlikely = -STEPS_PER_NAT * math.log(min(row[ids], 1.0))
                weights.append(min(255, round(unlikely)))
        indptr.append(len(values))
    padded = [ids + (0,) * (LONGEST - len(ids)) for ids in phrases]
    return Origins(
        np.asarray(sorted(keyed), dtype=np.uint64),
        np.asarray(indptr, dtype=np.uint32),
        np.asarray(values, dtype=np.uint32),
        np.asarray(weights, dtype=np.uint8),
        np.asarray(padded, dtype=np.uint16),
    )
