"""How alike two names sound: a skeleton to look names up by, and a distance by letters.

The costs follow what transliteration mixes up (see ``mtdetect.training.corpora.garble``): vowels,
letters of one place in the mouth, doubled letters, silent letters. An edit distance that charges
every letter alike cannot tell Badilla for Padilla from Barilla for Padilla.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_DIGRAPHS = (
    ("tsch", "q"), ("sch", "q"), ("sh", "q"), ("ch", "q"), ("zh", "j"), ("ph", "f"), ("ck", "k"),
    ("kh", "h"), ("gh", "g"), ("ts", "c"), ("x", "ks"), ("th", "t"), ("ou", "u"), ("oo", "u"),
    ("ee", "i"),
)  # fmt: skip
_VOWELS = frozenset("aeiouy")
_GROUPS = ("pb", "fv", "vw", "bv", "pf", "sz", "zj", "kc", "kg", "gh", "td", "lr", "mn", "jy", "hk",
           "qs", "qj", "qk", "qc", "cs", "ts", "dz", "uw", "gj", "tq", "kq", "cz", "uv", "qh", "qz",
           )  # fmt: skip
_CLASS = str.maketrans(
    {
        **dict.fromkeys("pbfvw", "P"),
        **dict.fromkeys("kgx", "K"),
        **dict.fromkeys("szjqc", "S"),
        **dict.fromkeys("td", "T"),
        **dict.fromkeys("lr", "L"),
        **dict.fromkeys("mn", "N"),
        **dict.fromkeys("aeiouyh'", None),
    }
)
CLASSES = "PKSTLN"
_DOUBLED = re.compile(r"([a-z])\1+")
_SPECIAL = str.maketrans("øłđðıßæœ", "oldDisao")
LONGEST = 32


@lru_cache(maxsize=8192)
def letters(name: str) -> str:
    """Give the lower-case Latin letters of a name, without diacritics and apostrophes.

    Examples
    --------
    >>> letters("Élise O'Brïen")
    'eliseobrien'
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.lower().translate(_SPECIAL))
    elif name.isalpha():
        return name.lower()
    return "".join(c for c in name.lower() if "a" <= c <= "z")


@lru_cache(maxsize=8192)
def sounds(name: str) -> str:
    """Spell a name with one letter a sound, as far as letters tell.

    Examples
    --------
    >>> sounds("Schmidt"), sounds("Philipps")
    ('qmidt', 'filips')
    """
    return _spelt(letters(name)[:LONGEST])


def _spelt(text: str) -> str:
    for pair, single in _DIGRAPHS:
        if pair in text:
            text = text.replace(pair, single)
    text = re.sub("c(?=[eiy])", "s", text).replace("c", "k")
    return _DOUBLED.sub(r"\1", text)


@lru_cache(maxsize=8192)
def skeleton(name: str) -> str:
    """Give the classes of the consonants of a name, without its vowels.

    Examples
    --------
    >>> skeleton("Boasberg") == skeleton("Boasburg")
    True
    >>> skeleton("Padilla") == skeleton("Badilla")
    True
    """
    return _classes(sounds(name))


def skeletons(names: Iterable[str]) -> list[str]:
    """Give the skeletons of many names at once.

    Examples
    --------
    >>> skeletons(["Padilla", "Ng"]) == [skeleton("Padilla"), skeleton("Ng")]
    True
    """
    # One long text of a name a line: no rule looks across a line. Most names are plain letters.
    plain = (
        name if name.isascii() and name.isalpha() and len(name) <= LONGEST
        else letters(name)[:LONGEST]
        for name in names
    )  # fmt: skip
    return _classes(_spelt("\n".join(plain).lower())).split("\n")


def _classes(text: str) -> str:
    return re.sub(r"(.)\1+", r"\1", text.translate(_CLASS))


def _substitutions() -> dict[tuple[str, str], float]:
    costs: dict[tuple[str, str], float] = {}
    for a in "abcdefghijklmnopqrstuvwxyz":
        for b in "abcdefghijklmnopqrstuvwxyz":
            if a in _VOWELS and b in _VOWELS:
                costs[a, b] = 0.45
            elif a in _VOWELS or b in _VOWELS:
                costs[a, b] = 1.5
            else:
                costs[a, b] = 1.2
    for pair in _GROUPS:
        costs[pair[0], pair[1]] = costs[pair[1], pair[0]] = 0.5
    costs["i", "y"] = costs["y", "i"] = 0.2
    for a in "abcdefghijklmnopqrstuvwxyz":
        costs[a, a] = 0.0
    return costs


_SUBSTITUTE = _substitutions()
_DROP = {c: 0.6 if c in _VOWELS else 0.5 if c == "h" else 1.0 for c in "abcdefghijklmnopqrstuvwxyz"}


def distance(first: str, second: str) -> float:
    """Give the least cost of turning the sounds of one name into those of another.

    Parameters
    ----------
    first, second : str
        Names; of each the first 32 letters count.

    Returns
    -------
    float
        0 for names that sound the same; about 0.5 for a vowel or a neighbouring consonant, 1 for
        a lost consonant.

    References
    ----------
    Wagner, Fischer, "The string-to-string correction problem", J. ACM 21 (1974), with weights.

    Examples
    --------
    >>> distance("Boasberg", "Boasburg")
    0.45
    >>> distance("Philip", "Filip")
    0.0
    """
    a, b = sounds(first), sounds(second)
    if a == b:
        return 0.0
    row = [0.0]
    for y in b:
        row.append(row[-1] + _DROP[y])
    for x in a:
        drop = _DROP[x]
        diagonal = row[0]
        row[0] += drop
        left = row[0]
        for j, y in enumerate(b, 1):
            above = row[j]
            best = diagonal if x == y else diagonal + _SUBSTITUTE[x, y]
            if above + drop < best:
                best = above + drop
            if left + _DROP[y] < best:
                best = left + _DROP[y]
            diagonal = above
            row[j] = left = best
    return round(row[-1], 3)


@lru_cache(maxsize=8192)
def letter_mask(name: str) -> int:
    """Give the set of sounds of a name as bits, to reject unlike names at little cost."""
    mask = 0
    for c in sounds(name):
        mask |= 1 << (ord(c) - 97)
    return mask
