"""Wording that translation engines choose more often than writers do."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from mtdetect.evidence.finding import HELD_FOR_TRANSLATED, Kind, on_tokens
from mtdetect.evidence.rewordings import Rewordings
from mtdetect.features.matrix import Analysis
from mtdetect.segment import Finding
from mtdetect.tables.encoding import Encoded
from mtdetect.tables.lexicon import RESERVED, Lexicon

_LONGEST = 4  # words in a mark
# One word in so many is marked at the most; a reader marks one in nine of translated pages.
_WORDS_TO_A_MARK = 8
# What marks are called where it is known what people write there, and where not.
_WITH: tuple[Kind, str] = ("wording", "a word that engines choose where people write another")
_WITHOUT: tuple[Kind, str] = (
    "style",
    "wording that translation engines choose more often than writers do",
)
# Probability from which on a word is marked as an engine's. About half of these words are not in
# the original of a round trip, and half of what readers marked on pages of the web has such a word.
LIKELY = 0.25
_LEANING = 0.08  # log-odds by which its neighbours lean there, too
_FUNCTION_WORD = math.log(5e-4)  # words that make up a larger share of news
# "The city" or "to pay" convinces nobody: beside these a phrase must hold two words.
_BARE = frozenset(["a", "an", "and", "her", "his", "its", "of", "our", "the", "their", "to"])


def wording_of(
    lexicon: Lexicon, rewordings: Rewordings, analysis: Analysis, translated: float
) -> list[Finding[Kind]]:
    """Find the words of a paragraph that engines choose and people hardly do, likeliest first.

    Parameters
    ----------
    lexicon : Lexicon
    rewordings : Rewordings
        What people write instead.
    analysis : Analysis
        One paragraph.
    translated : float
        Probability that it is translated, 0 to 1; none are looked for where that is less likely
        than not.
    """
    if translated < HELD_FOR_TRANSLATED:
        return []
    encoded, choices = analysis.encoded, analysis.choices
    odds = np.zeros(len(encoded.ids))
    odds[choices.places] = choices.odds
    tokens, start = encoded.tokens[0], int(encoded.first[0])
    found: list[Finding[Kind]] = []
    taken: set[int] = set()
    order = np.argsort(-choices.engines, kind="stable")
    likely = order[: np.count_nonzero(choices.engines >= LIKELY)]
    places = choices.places[likely].tolist()
    suggested = rewordings.suggest(lexicon, encoded, [place - start for place in places])
    most = math.ceil(len(choices.places) / _WORDS_TO_A_MARK)
    for place in places:
        if len(found) >= most:
            break
        inner, human = range(0), None
        if place - start in suggested:
            begin, end, human, _ = suggested[place - start]
            inner = range(start + begin, start + end)
            if tokens[begin].form[0].isupper():
                human = human.capitalize()
        # That "of" stands for "from" tells a reader nothing: one word at least has a meaning.
        if not any(_meaning(lexicon, i) for i in encoded.ids[list(inner)].tolist()):
            inner, human = _phrase(encoded, odds, place), None
            if not _tells(encoded, lexicon, inner):
                continue
        if taken & set(inner):
            continue
        taken |= set(inner)
        weight = max(float(odds[list(inner)].sum()), _LEANING)
        kind, message = _WITH if human else _WITHOUT
        found.append(on_tokens(encoded, inner, kind, message, human, weight))
    return found


def _meaning(lexicon: Lexicon, word: int) -> bool:
    return bool(lexicon.log_news[word] - math.log(lexicon.n_news) < _FUNCTION_WORD)


def _phrase(encoded: Encoded, odds: NDArray[np.float64], place: int) -> range:
    """Give the words around a telling one that lean the same way, and one neighbour at least."""
    word = encoded.is_word
    begin, end = place, place + 1
    while end - begin < _LONGEST and word[end] and odds[end] > _LEANING:
        end += 1
    while end - begin < _LONGEST and word[begin - 1] and odds[begin - 1] > _LEANING:
        begin -= 1
    if end - begin == 1:
        if word[end]:
            end += 1
        elif word[begin - 1]:
            begin -= 1
    return range(begin, end)


def _tells(encoded: Encoded, lexicon: Lexicon, places: range) -> bool:
    """Tell whether a reader can check a phrase: two known words or more, the last with a meaning.

    What ends in "and", "the" or "for" is cut off in the middle and tells a reader nothing.
    """
    ids = encoded.ids[list(places)]
    if not encoded.is_word[list(places)].all() or (ids < RESERVED).any():
        return False
    if sum(lexicon.word(i) not in _BARE for i in ids.tolist()) < 2:
        return False
    return _meaning(lexicon, int(ids[-1]))
