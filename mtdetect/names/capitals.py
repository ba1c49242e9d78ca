"""Names that lost their capital letters.

The counted news has some words nearly always as names, yet any writer may mean the thing: a knight,
lemon zest, the old fort, a cup of china. What tells is the lexicon where it can: inflections, what
a word is derived from, whether news ever puts an article before the name. A list has the rest.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mtdetect.names.word_lists import lines, words
from mtdetect.tables.encoding import BOUNDARY, Encoded
from mtdetect.tables.lexicon import RARE, Lexicon

_WELL_ATTESTED = 30
_DETERMINERS = frozenset(
    ["the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "this", "every", "no"]
)
_ARTICLES = frozenset(["a", "an", "the"])
# What may stand between an article and its noun is anything but these.
_LINKS = words("links")
_ALSO_WORDS = words("names_or_words")
# What stands behind a name in the name of a thing.
_THINGS = {name: frozenset(things) for name, *things in lines("things")}
# A word is no mere name if an inflection of it has so large a part of its uses, and no fewer.
_INFLECTED, _LEAST_INFLECTED = 0.01, 10
# How often news must have what a word is derived from, and its fewest letters.
_LEAST_STEM, _SHORTEST_STEM = 50, 4
_SUFFIXES = ("ly", "hood", "ship", "ness", "less")
# Addresses are in lower case: peter.hale@paper.com, paper.com/hub/russia-ukraine, #brexit.
_ADDRESS = re.compile(r"[@/#_\\]|www|\w\.\w")
_STOPS = frozenset(".!?")
_NUMBERED = re.compile(r"-\d")
_RUN = re.compile(r"\S{0,80}$"), re.compile(r"\S{0,80}")


def lost_capitals(encoded: Encoded, lexicon: Lexicon) -> NDArray[np.int64]:
    """Find lower-case words that are only ever names.

    A sentence that begins in small letters is by somebody who uses no capitals, or is no prose; and
    part of a compound (neo-nazis, covid-19) is written as its writer likes.

    Returns
    -------
    ndarray of int64
        Their places.
    """
    names = lexicon.names
    unknown = np.flatnonzero((encoded.ids == RARE) & encoded.is_word & (encoded.case == 0))
    lost = []
    for place in unknown.tolist():
        row, token = encoded.token_at(place)
        form = token.form
        name = form.capitalize()
        times = names.get(name, 0) if len(form) > 3 else 0
        if times < _WELL_ATTESTED or _is_word_too(form, times, lexicon):
            continue
        text = encoded.texts[row]
        if _in_compound(text, token.start, token.end) or _begins_small(encoded, place):
            continue
        if _in_address(text, token.start, token.end):
            continue
        before, between, following = (_form(encoded, place + k) for k in (-2, -1, 1))
        if following in _THINGS.get(form, ()):
            continue
        small = encoded.case[place - 1] == 0  # not of New york
        if small and _has_determiner(before, between) and not _takes_article(name, lexicon):
            continue
        lost.append(place)
    return np.asarray(lost, dtype=np.int64)


def _form(encoded: Encoded, place: int) -> str:
    """Give a token's form; nothing on padding."""
    row = int(encoded.row[place])
    at = place - int(encoded.first[row])
    tokens = encoded.tokens[row]
    return tokens[at].form.lower() if 0 <= at < len(tokens) else ""


def _has_determiner(before: str, between: str) -> bool:
    """Tell whether a noun has an article or the like: a dame, the old marina.

    Some names have one too, and these are known to news: the Senate, an English teacher.
    """
    if between in _DETERMINERS:
        return True
    return before in _ARTICLES and between.isalpha() and between not in _LINKS


def _in_compound(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] == "-" or _NUMBERED.match(text, end) is not None


def _begins_small(encoded: Encoded, place: int) -> bool:
    """Tell whether the first word of a sentence has no capital."""
    first = place
    while encoded.ids[place] != BOUNDARY and _form(encoded, place) not in _STOPS:
        if encoded.is_word[place]:
            first = place
        place -= 1
    return bool(encoded.case[first] == 0)


def _in_address(text: str, start: int, end: int) -> bool:
    before, after = _RUN
    left, right = before.search(text, max(0, start - 80), start), after.match(text, end)
    run = (left.group() if left else "") + text[start:end] + (right.group() if right else "")
    return _ADDRESS.search(run.rstrip(".,;:!?")) is not None


def _is_word_too(form: str, times: int, lexicon: Lexicon) -> bool:
    """Tell whether a lower-case form, a name ``times`` times, is a word besides.

    News that has an inflection of it often, or what it is derived from, has the word.
    """
    if form in _ALSO_WORDS:
        return True
    least = math.log(max(_LEAST_INFLECTED, _INFLECTED * times))
    return _has(_inflections(form), least, lexicon) or _has(
        _stems(form), math.log(_LEAST_STEM), lexicon
    )


def _takes_article(name: str, lexicon: Lexicon) -> bool:
    """Tell whether news puts an article before a name, as in The Senate or An English."""
    known = lexicon.name_index.before(name)
    return any(article.capitalize() in known for article in _ARTICLES)


def _has(forms: Iterator[str], least: float, lexicon: Lexicon) -> bool:
    numbers = (lexicon.index.get(form) for form in forms)
    return any(lexicon.log_news[n] >= least for n in numbers if n is not None)


def _inflections(form: str) -> Iterator[str]:
    """Spell what may be inflections of a word; most are no words at all."""
    for ending in ("s", "es", "d", "ed", "ing", "ly", "ally"):
        yield form + ending
    if form.endswith("s"):
        yield form[:-1]
    if form.endswith("y"):
        yield form[:-1] + "ies"
    if form.endswith("e"):
        yield form[:-1] + "ing"


def _stems(form: str) -> Iterator[str]:
    """Spell what a word may be derived from: additionally from additional."""
    for suffix in _SUFFIXES:
        stem = form.removesuffix(suffix)
        if stem != form and len(stem) >= _SHORTEST_STEM:
            yield stem
