"""Spellings of a name that people use side by side: no sign of a machine."""

from __future__ import annotations

import re
from functools import lru_cache

from mtdetect.names.word_lists import lines
from mtdetect.tables.sounds import letters

# O'Dowd and Dowd, D'Angelo and Angelo are two surnames, or one that its bearer has both ways.
_PREFIX = re.compile("^[DOdo]['\u2019\u02bc]")
_DEMONYM = re.compile(r"(?:ian|ean|an|ese|ish|ic|ist|ism|ite|i|er|ia|ns|ers)s?$")
_ADDED_TEXT = "s es n ns i is an ans ian ians er ers ese ish ic ist ists ism ite ites ity"
_ADDED = frozenset(_ADDED_TEXT.split())
_FEMININE = (("sky", "skaya"), ("skyy", "ska"), ("sky", "ska"), ("skiy", "skaya"), ("skyi", "ska"),
             ("ski", "ska"), ("cki", "cka"), ("ny", "naya"), ("ov", "ova"), ("ev", "eva"),
             ("in", "ina"), ("yn", "yna"), ("y", "a"))  # fmt: skip
# Vasylkiv and Vasilkov: Ukrainian and Russian endings of towns and surnames.
_PLACE = re.compile(r"(?<=[a-z]{3})(?:[ei]|i?o)v[eoi]?$")
_Y_ENDING = re.compile(r"(?:iy|yy|yi|ii|ij|yj|y|ey|ei|ay|ai)$")
_YE = re.compile("(?<![^aeiou])[yi](?=e)")
_UMLAUT = re.compile("([aou])e")
_Y = re.compile(r"(?:(?:i|e)?y(?=[aeou])|i(?=[aeou])|yi|iy|ii|yy|y)")


def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines("spellings")):
        for word in line:
            found.setdefault(letters(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


_GROUP = _groups()


@lru_cache(maxsize=8192)
def legitimate(first: str, second: str) -> bool:
    """Tell whether two spellings may stand for one name, or for its kin, in one careful article.

    Plural and possessive, adjectives of places, diacritics, apostrophes, Mc and Mac, O' and D',
    endings of women's surnames, and spellings that newsrooms differ about.

    Examples
    --------
    >>> legitimate("Zelensky", "Zelenskyy"), legitimate("Kyiv", "Kiev")
    (True, True)
    >>> legitimate("Ukraine", "Ukrainian"), legitimate("Ivanov", "Ivanova")
    (True, True)
    >>> legitimate("Boasberg", "Boasburg")
    False
    """
    first, second = _PREFIX.sub("", first), _PREFIX.sub("", second)
    a, b = sorted((letters(first), letters(second)), key=lambda w: (len(w), w))
    if a == b or not a:
        return True
    if _GROUP.get(a, frozenset()) & _GROUP.get(b, frozenset()):
        return True
    if _same_but_for_y(a, b):
        return True
    if _UMLAUT.sub(r"\1", a) == _UMLAUT.sub(r"\1", b):
        return True
    if re.sub("^mac", "mc", a) == re.sub("^mac", "mc", b):
        return True
    if _PLACE.sub("v", _without_y(a)) == _PLACE.sub("v", _without_y(b)):
        return True
    if any(
        x.endswith(male) and y.endswith(female) and x[: -len(male)] == y[: -len(female)]
        for male, female in _FEMININE
        for x, y in ((a, b), (b, a))
        if len(x) - len(male) > 2
    ):
        return True
    if b.startswith(a) and b[len(a) :] in _ADDED:
        return True
    # French > France and Ukrainian > Ukraine: an ending of adjectives on a shared stem.
    return (
        len(a) > 4
        and (_DEMONYM.search(a) is not None or _DEMONYM.search(b) is not None)
        and _stem(a) == _stem(b)
    )


def _same_but_for_y(a: str, b: str) -> bool:
    """Izium and Izyum, Balakleya and Balakliya, Sergei and Sergey."""
    return _without_y(a) == _without_y(b)


def _without_y(word: str) -> str:
    return _Y.sub("i", _YE.sub("", _Y_ENDING.sub("y", word)))


def _stem(word: str) -> str:
    stem = _DEMONYM.sub("", word)
    return re.sub("[aeiouy]+$", "", stem) if len(stem) > 4 else stem
