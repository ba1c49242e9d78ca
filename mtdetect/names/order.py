"""Names whose words changed places: watch White House for White House Watch.

A name in capitals stands there twice, and its words once more in another order, with a capital
lost: what people turn round keeps its capitals (the Department of Trade, the Trade Department).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from mtdetect import segment
from mtdetect.names.meanings import one_word_elsewhere
from mtdetect.names.phrases import Reworded, telling
from mtdetect.names.reading import read
from mtdetect.tables.encoding import word_number
from mtdetect.tables.lexicon import Lexicon
from mtdetect.tables.ngrams import keys_of

_SKIPPED = frozenset("the a an of for in on to and & , - at 's by with as".split())  # noqa: SIM905
_INFLECTION = re.compile("(?:e?s|e?d|ing|e)$")
_SHORTEST, _INFLECTED = 3, 5
_IN_ARTICLE, _IN_NEWS = 2, 20
# A word of the name this near belongs to the whole name, which begins or ends there.
_AROUND = 4
_MOST_NAMES = 200

_Three = tuple[str, str, str]
_Places = tuple[int, int, int]


def reordered_names(text: str, lexicon: Lexicon) -> Iterator[Reworded]:
    """Find names of two or three words that stand there in another order.

    Parameters
    ----------
    text : str
        An article; its first 60,000 characters count.
    lexicon : Lexicon
        Tells which pairs and triples of words news has.

    Yields
    ------
    Reworded
    """
    tokens = read(text).tokens
    stems = {form: _stem(form) for form in {t.form for t in tokens}}
    stem_at = [stems[t.form] for t in tokens]
    yield from _threes(text, tokens, stem_at, lexicon)
    yield from _pairs(tokens, stem_at, lexicon)


def _threes(
    text: str, tokens: Sequence[segment.Token], stem_at: list[str], lexicon: Lexicon
) -> Iterator[Reworded]:
    runs = list(_runs(tokens))
    rights: dict[frozenset[str], dict[_Three, list[_Places]]] = {}
    for run in runs:
        for places in zip(run, run[1:], run[2:], strict=False):
            key = _key(places, stem_at)
            if sum(tokens[i].form[0].isupper() for i in places) >= 2 and len(set(key)) == 3:
                rights.setdefault(frozenset(key), {}).setdefault(key, []).append(places)
    names: dict[frozenset[str], tuple[_Three, list[_Places]]] = {}
    for words, orders in rights.items():
        key, found = max(orders.items(), key=lambda item: len(item[1]))
        whole = [tokens[i].form for i in found[0]]
        if len(found) >= _IN_ARTICLE and all(telling(w, lexicon) for w in whole):
            names[words] = key, found
    if not names:
        return
    odd: dict[_Three, set[_Places]] = defaultdict(set)
    for run in runs:
        for k in range(len(run) - 2):
            for places in (
                (run[k], run[k + 1], run[k + 2]),
                *([(run[k], run[k + 1], run[k + 3]), (run[k], run[k + 2], run[k + 3])]
                  if k + 3 < len(run) else ()),
            ):  # fmt: skip
                key = _key(places, stem_at)
                name = names.get(frozenset(key))
                if name is not None and key != name[0]:
                    odd[key].add(places)
    for key, found_here in odd.items():
        right, found = names[frozenset(key)]
        if len(found_here) >= len(found):
            continue
        capitals = {stem_at[i] for i in found[0] if tokens[i].form[0].isupper()}
        whole_name = text[tokens[found[0][0]].start : tokens[found[0][2]].end]
        for first, second, third in sorted(found_here):
            if not set(right).isdisjoint(_around(first, third, tokens, stem_at)):
                continue
            here = (first, second, third)
            if any(tokens[i].form.islower() and stem_at[i] in capitals for i in here):
                yield Reworded(tokens[first].start, tokens[third].end, whole_name, whole_name)


def _around(
    first: int, last: int, tokens: Sequence[segment.Token], stem_at: list[str]
) -> Iterator[str]:
    """Give the words before and behind, as far as the next mark."""
    for places in (range(first - 1, first - 1 - _AROUND, -1), range(last + 1, last + 1 + _AROUND)):
        for i in places:
            if not 0 <= i < len(tokens) or tokens[i].form in ".!?;:":
                break
            yield stem_at[i]


def _key(places: _Places, stem_at: list[str]) -> _Three:
    return stem_at[places[0]], stem_at[places[1]], stem_at[places[2]]


def _runs(tokens: Sequence[segment.Token]) -> Iterator[list[int]]:
    """Give the words between marks, without articles and prepositions."""
    run: list[int] = []
    for i, token in enumerate(tokens):
        if token.form.lower() in _SKIPPED:
            continue
        if token.form[0].isalpha():
            run.append(i)
        else:
            yield run
            run = []
    yield run


def _pairs(
    tokens: Sequence[segment.Token], stem_at: list[str], lexicon: Lexicon
) -> Iterator[Reworded]:
    """Find affairs of veterans for Veterans Affairs, and Gulf of Tampa for Tampa Bay."""
    times: dict[tuple[str, str], list[int]] = defaultdict(list)
    turned: dict[tuple[str, str], list[int]] = defaultdict(list)
    behind_of: dict[str, list[int]] = defaultdict(list)
    for i, (one, two) in enumerate(pairwise(tokens)):
        if not (one.form[0].isalpha() and two.form[0].isalpha()):
            continue
        if one.form.istitle() and two.form.istitle():
            times[one.form, two.form].append(i)
        if two.form != "of":
            turned[stem_at[i], stem_at[i + 1]].append(i)
        elif i + 2 < len(tokens):
            turned[stem_at[i], stem_at[i + 2]].append(i)
            behind_of[stem_at[i + 2]].append(i)
    for (a, b), places in list(times.items())[:_MOST_NAMES]:
        usual = lexicon.full_names.get(f"{a} {b}", 0) >= _IN_NEWS
        if len(places) < (1 if usual else _IN_ARTICLE) or min(len(a), len(b)) < _SHORTEST:
            continue
        first, second = stem_at[places[0]], stem_at[places[0] + 1]
        whole = f"{a} {b}"
        ends = {i: i + 2 for i in behind_of[first]}
        ends |= {i: i + 2 if tokens[i + 1].form == "of" else i + 1 for i in turned[second, first]}
        for i, end in sorted(ends.items()):
            here = tokens[i : end + 1]
            if _turned_round(a, b, here, lexicon) and not _heard_of(here, lexicon):
                yield Reworded(here[0].start, here[-1].end, whole, whole)


def _turned_round(a: str, b: str, here: Sequence[segment.Token], lexicon: Lexicon) -> bool:
    """Tell whether words are those of a name, one without its capital or put for its like."""
    if one_word_elsewhere(here[0].form.lower(), b.lower()):
        return True
    same = _stem(here[0].form) == _stem(b)
    lowered = here[0].form.islower() or here[-1].form.islower()
    return same and lowered and a.lower() in lexicon.index and b.lower() in lexicon.index


def _heard_of(words: Sequence[segment.Token], lexicon: Lexicon) -> bool:
    columns = [np.asarray([word_number(t.form.lower(), lexicon.index)]) for t in words]
    table = lexicon.bigrams if len(columns) == 2 else lexicon.trigrams
    return bool(np.isfinite(table.log_counts(keys_of(*columns))[0]))


def _stem(form: str) -> str:
    low = form.lower()
    return _INFLECTION.sub("", low) if len(low) >= _INFLECTED else low
