"""Names that lost their capital letters."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mtdetect.encoding import Encoded
from mtdetect.lexicon import RARE, Lexicon

_WELL_ATTESTED = 30
# A word is no mere name if an inflection of it has so large a part of its uses, and no fewer.
_INFLECTED, _LEAST_INFLECTED = 0.01, 10
# Names in most of the news that are counted, and without an inflection that is common there.
_ALSO_WORDS = frozenset({"brown", "democratic", "north", "rice", "united", "west"})


def lost_capitals(encoded: Encoded, lexicon: Lexicon) -> NDArray[np.int64]:
    """Find lower-case words that are only ever names.

    News that is counted may have a word nearly always in a name, such as House, and yet any writer
    may mean the thing: where houses or housing are common, house is left alone.

    Returns
    -------
    ndarray of int64
        Their places.
    """
    names = lexicon.names
    unknown = np.flatnonzero((encoded.ids == RARE) & encoded.is_word & (encoded.case == 0))
    lost = []
    for place in unknown.tolist():
        _, token = encoded.token_at(place)
        form = token.form
        times = names.get(form.capitalize(), 0) if len(form) > 3 else 0
        if times >= _WELL_ATTESTED and not _is_word(form, times, lexicon):
            lost.append(place)
    return np.asarray(lost, dtype=np.int64)


def _is_word(form: str, times: int, lexicon: Lexicon) -> bool:
    """Tell whether news has inflections of a word so often that it is a word besides a name."""
    least = math.log(max(_LEAST_INFLECTED, _INFLECTED * times))
    numbers = (lexicon.index.get(inflected) for inflected in _inflections(form))
    return form in _ALSO_WORDS or any(
        lexicon.log_news[number] >= least for number in numbers if number is not None
    )


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
