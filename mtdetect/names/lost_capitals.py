"""Names that lost their capital letters."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from mtdetect.names.marks import DETERMINERS
from mtdetect.names.or_word import is_thing, is_word_too, takes_article
from mtdetect.tables.encoding import Encoded
from mtdetect.tables.lexicon import RARE, Lexicon

_WELL_ATTESTED = 30
# Addresses are in lower case: peter.hale@paper.com, paper.com/hub/russia-ukraine, #brexit.
_ADDRESS = re.compile(r"[@/#_\\]|www|\w\.\w")
_RUN = re.compile(r"\S{0,80}$"), re.compile(r"\S{0,80}")
# What may stand between an article and its noun is anything but these.
_LINKS_TEXT = """
about after against and are as at be been before between but by did do does during for from had
has have he her him if in into is it its not of off on or out over said says she so than that
their them then they this to under until up was we were when where which while who will with
without would you
"""
_LINKS = frozenset(_LINKS_TEXT.split())
_ARTICLES = frozenset(["a", "an", "the"])


def lost_capitals(encoded: Encoded, lexicon: Lexicon) -> NDArray[np.int64]:
    """Find lower-case words that are only ever names.

    News that is counted may have a word nearly always in a name, such as House, and yet any writer
    may mean the thing: see :mod:`~mtdetect.names.or_word`.

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
        if times < _WELL_ATTESTED or is_word_too(form, times, lexicon):
            continue
        if _in_address(encoded.texts[row], token.start, token.end):
            continue
        before, between, following = (_form(encoded, place + k) for k in (-2, -1, 1))
        if is_thing(form, following):
            continue
        small = encoded.case[place - 1] == 0  # not of New york
        if small and _has_determiner(before, between) and not takes_article(name, lexicon):
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
    # "That" is a conjunction too: the news that london agreed.
    if between in DETERMINERS and between != "that":
        return True
    return before in _ARTICLES and between.isalpha() and between not in _LINKS


def _in_address(text: str, start: int, end: int) -> bool:
    before, after = _RUN
    left, right = before.search(text, max(0, start - 80), start), after.match(text, end)
    run = (left.group() if left else "") + text[start:end] + (right.group() if right else "")
    return _ADDRESS.search(run.rstrip(".,;:!?")) is not None
