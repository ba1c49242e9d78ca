"""Fixed phrases of an article that turn up reworded: Customs Enforcement, Customs Execution.

A name of two words and more is translated part by part, so one of its words comes back as another
that means the same (here or in the language between), sounds the same or shares its stem. What
people write is left alone: the odd phrase must be one that news never has, and the phrase that it
stands for must be usual.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from mtdetect import segment
from mtdetect.names.marks import acronym_times
from mtdetect.names.meanings import one_word_elsewhere, same_meaning
from mtdetect.names.reading import read
from mtdetect.names.variants import legitimate
from mtdetect.tables import sounds
from mtdetect.tables.encoding import word_number
from mtdetect.tables.lexicon import NAME, NUMBER, RARE, Lexicon
from mtdetect.tables.ngrams import keys_of

# How often an article must have a phrase; and news, in capitals and in small letters.
_IN_ARTICLE, _IN_NEWS, _OFTEN_IN_NEWS = 2, 20.0, 100.0
# A phrase that news has this often at most may be a slip there too.
_HARDLY = 3.0
# Words that make up more of all text than this stand beside nearly any other.
_COMMONEST = math.log(7e-4)
_SHORTEST = 4
_STEM, _LONG_STEM = 4, 5
_SOUND = 0.5
_MOST_RIVALS = 12


_INFLECTION = re.compile("(?:e?s|e?d|ing|e|ly|er|or|est)$")


@dataclass(frozen=True, slots=True)
class Reworded:
    """A word of a phrase, and the one that stands in its place elsewhere in the article."""

    start: int
    end: int
    suggestion: str
    phrase: str


@dataclass(slots=True)
class _Pair:
    first: str
    second: str
    places: list[int] = field(default_factory=list)

    @property
    def words(self) -> tuple[str, str]:
        return self.first, self.second

    @property
    def capital(self) -> bool:
        return self.first[0].isupper() and self.second[0].isupper()


def reworded_phrases(text: str, lexicon: Lexicon) -> Iterator[Reworded]:
    """Find words that stand in a phrase where another is usual, here and in news.

    Parameters
    ----------
    text : str
        An article; its first 60,000 characters count.
    lexicon : Lexicon

    Yields
    ------
    Reworded
    """
    reading = read(text)
    flat, tokens = reading.flat, reading.tokens
    words = {form for form in {t.form for t in tokens} if telling(form, lexicon)}
    words.update(form for form, n in acronym_times(tokens).items() if n >= _IN_ARTICLE)
    pairs: dict[tuple[str, str], _Pair] = {}
    for i in range(len(tokens) - 1):
        one, two = tokens[i], tokens[i + 1]
        if one.form in words and two.form in words and flat[one.end : two.start] == " ":
            pairs.setdefault((one.form, two.form), _Pair(one.form, two.form)).places.append(i)
    for kept, changed in ((0, 1), (1, 0)):
        groups: dict[str, list[_Pair]] = defaultdict(list)
        for key, pair in pairs.items():
            groups[key[kept].lower()].append(pair)
        for group in groups.values():
            usual = [p for p in group if _usual(p, lexicon)][:_MOST_RIVALS]
            often = [p for p in group if len(p.places) >= _IN_ARTICLE and p not in usual]
            for right in (*usual, *often[:_MOST_RIVALS]):
                for odd in group:
                    if odd is right or len(odd.places) >= len(right.places):
                        continue
                    if not _stands_for(odd, right, kept, lexicon, usual=right in usual):
                        continue
                    for place in odd.places:
                        token = tokens[place + changed]
                        whole = " ".join(right.words)
                        yield Reworded(token.start, token.end, right.words[changed], whole)
    yield from _inside(tokens, flat, words, lexicon)


def _stands_for(odd: _Pair, right: _Pair, kept: int, lexicon: Lexicon, *, usual: bool) -> bool:
    """Tell whether a pair is another one with the word changed that is not ``kept``."""
    mine, other = odd.words, right.words
    a, b = mine[1 - kept], other[1 - kept]
    if not legitimate(a, b) and one_word_elsewhere(a.lower(), b.lower()):
        return not known_phrase(*mine, lexicon, most=_HARDLY)
    if not usual or other[kept].isupper():
        return False
    same_case = a[0].isupper() == b[0].isupper()
    if not same_case and not (right.capital and mine[kept].islower()):
        return False
    if _unheard_of_kin(a, b, lexicon):
        return True
    if not _alike(a, b, right.capital, lexicon) and not (same_case and _synonyms(a, b, lexicon)):
        return False
    return not known_phrase(*mine, lexicon)


def _inside(
    tokens: list[segment.Token], flat: str, words: set[str], lexicon: Lexicon
) -> Iterator[Reworded]:
    """Find a word between two, or behind three, that surround another twice."""
    between: dict[tuple[str, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    behind: dict[tuple[str, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    run = 0
    for i, token in enumerate(tokens):
        joined = i and flat[tokens[i - 1].end : token.start] == " " and token.form.isalpha()
        run = run + 1 if joined else 0
        if run >= 2:
            x, m, y = (tokens[i - k].form for k in (2, 1, 0))
            if x in words and m in words and y in words:
                between[x.lower(), y.lower()][m].append(i - 1)
        if run >= 3 and token.form in words:
            x, w, y = (tokens[i - k].form for k in (3, 2, 1))
            if x[0].isupper() and y[0].isupper() and x in words:
                behind[x, w, y][token.form].append(i)
    for table in (between, behind):
        for key, options in table.items():
            if len(options) < 2:
                continue
            right = max(options, key=lambda w: len(options[w]))
            if len(options[right]) < _IN_ARTICLE:
                continue
            if table is behind and not right[0].isupper():
                continue
            for odd, places in options.items():
                if len(places) >= len(options[right]) or legitimate(odd, right):
                    continue
                if odd.lower() not in lexicon.index:
                    continue
                place = places[0]
                known = known_phrase(tokens[place - 1].form, odd, lexicon)
                if table is between:
                    lowered = right[0].isupper() and odd.islower()
                    behind_it = known_phrase(odd, tokens[place + 1].form, lexicon)
                    known = known and behind_it if lowered else known or behind_it
                if known:
                    continue
                phrase = (
                    f"{key[0]} {right} {key[1]}" if table is between else " ".join((*key, right))
                )
                for place in places:
                    yield Reworded(tokens[place].start, tokens[place].end, right, phrase)


def telling(form: str, lexicon: Lexicon) -> bool:
    """Tell whether a word is none of the commonest, which stand beside nearly any other.

    Parameters
    ----------
    form : str
        A word as it stands; acronyms, short words and marks tell nothing.
    lexicon : Lexicon
    """
    if len(form) < _SHORTEST or not form.isalpha() or form.isupper():
        return False
    number = lexicon.index.get(form.lower())
    return number is None or float(lexicon.frequency[number]) < _COMMONEST


def _usual(pair: _Pair, lexicon: Lexicon) -> bool:
    often = len(pair.places) >= _IN_ARTICLE
    if pair.capital:
        return often or lexicon.full_names.get(f"{pair.first} {pair.second}", 0) >= _IN_NEWS
    return often and _times(pair, lexicon) >= _OFTEN_IN_NEWS


def _times(pair: _Pair, lexicon: Lexicon) -> float:
    ids = [word_number(f, lexicon.index) for f in (pair.first, pair.second)]
    if any(i in (NAME, NUMBER, RARE) for i in ids):
        return 0.0
    keys = keys_of(np.asarray(ids[:1]), np.asarray(ids[1:]))
    return float(np.exp(lexicon.bigrams.log_counts(keys)[0]))


def known_phrase(first: str, second: str, lexicon: Lexicon, *, most: float = 0.0) -> bool:
    """Tell whether news has a phrase, or whether it cannot tell.

    Parameters
    ----------
    first, second : str
        Two words that stand side by side.
    lexicon : Lexicon
    most : float
        A phrase that is seen this often at most does not count as known.
    """
    ids = [word_number(f, lexicon.index) for f in (first, second)]
    if any(i in (NUMBER, RARE) for i in ids):
        return True
    if lexicon.full_names.get(f"{first} {second}", 0):
        return True
    keys = keys_of(np.asarray(ids[:1]), np.asarray(ids[1:]))
    if np.exp(lexicon.bigrams.log_counts(keys)[0]) > most and NAME not in ids:
        return True
    return bool(np.exp(lexicon.common.log_counts(keys)[0]) > most)


def _synonyms(odd: str, right: str, lexicon: Lexicon) -> bool:
    return not legitimate(odd, right) and same_meaning(odd.lower(), right.lower(), lexicon)


def _alike(odd: str, right: str, name: bool, lexicon: Lexicon) -> bool:
    """Tell whether a word has the stem of another or its sound, and is no mere inflection."""
    a, b = odd.lower(), right.lower()
    if a not in lexicon.index or legitimate(a, b):
        return False
    if a[:_STEM] == b[:_STEM]:
        return name and _uninflected(a) != _uninflected(b)
    return a[:1] == b[:1] and sounds.distance(a, b) <= _SOUND


def _unheard_of_kin(odd: str, right: str, lexicon: Lexicon) -> bool:
    """Tell whether a word has the stem of a name and is known from nowhere: Brazilani."""
    if not (odd.istitle() and right.istitle()) or len(right) <= _LONG_STEM + 1:
        return False
    if odd[:_LONG_STEM] != right[:_LONG_STEM] or legitimate(odd, right):
        return False
    return odd.lower() not in lexicon.index and odd not in lexicon.names


def _uninflected(word: str) -> str:
    return _INFLECTION.sub("", word)
