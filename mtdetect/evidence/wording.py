"""Wording that translation engines choose more often than writers do."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from mtdetect.evidence.odd_words import Found
from mtdetect.features import style
from mtdetect.features.matrix import Analysis
from mtdetect.judge.linear import MACHINES, Parameters
from mtdetect.tables.encoding import Encoded
from mtdetect.tables.lexicon import RESERVED, Lexicon

TRANSLATED = MACHINES.index("translated")
_MOST_STYLE = 3
_LEAST_STYLE = 0.01
_FUNCTION_WORD = math.log(5e-4)  # words that make up a larger share of news
# "The city" or "to pay" convinces nobody: beside these an n-gram must hold two words.
_BARE = frozenset(["a", "an", "and", "her", "his", "its", "of", "our", "the", "their", "to"])


@dataclass(frozen=True)
class Wording:
    """N-grams whose choice speaks for translation.

    Attributes
    ----------
    spans : list of Found
    shares : list of float
        What each adds to the n-gram score of translation.
    """

    spans: list[Found]
    shares: list[float]


def wording_of(
    lexicon: Lexicon, parameters: Parameters, analysis: Analysis, translated: float
) -> Wording:
    """Find the n-grams of a paragraph that speak most for translation.

    Parameters
    ----------
    lexicon : Lexicon
    parameters : Parameters
        What paragraphs are judged by.
    analysis : Analysis
        One paragraph.
    translated : float
        Probability that it is translated, 0 to 1; none are looked for where that is less likely
        than not.
    """
    if translated < 0.5:
        return Wording([], [])
    encoded = analysis.encoded
    places, buckets, sizes = style.ngram_places(encoded, lexicon)
    weights = parameters.ngram_weights[TRANSLATED][buckets]
    norm = style.norm(buckets)
    spans: list[Found] = []
    shares: list[float] = []
    taken: set[int] = set()
    for i in np.argsort(-weights, kind="stable")[:200].tolist():
        share = float(weights[i]) / norm
        if share < _LEAST_STYLE or len(spans) >= _MOST_STYLE:
            break
        size = int(sizes[i])
        inner = range(int(places[i]), int(places[i]) + size)
        if size < 2 or taken & set(inner):
            continue
        if not _tells(encoded, lexicon, inner):
            continue
        taken |= set(inner)
        _, first = encoded.token_at(inner[0])
        _, last = encoded.token_at(inner[-1])
        spans.append(
            Found(
                "style",
                first.start,
                last.end,
                None,
                "wording that translation engines choose more often than writers do",
            )
        )
        shares.append(share)
    return Wording(spans, shares)


def _tells(encoded: Encoded, lexicon: Lexicon, places: range) -> bool:
    """Tell whether a reader can check an n-gram: two known words or more, the last with a meaning.

    What ends in "and", "the" or "for" is cut off in the middle and tells a reader nothing.
    """
    ids = encoded.ids[list(places)]
    if not encoded.is_word[list(places)].all() or (ids < RESERVED).any():
        return False
    if sum(lexicon.word(i) not in _BARE for i in ids.tolist()) < 2:
        return False
    return bool(lexicon.log_news[ids[-1]] - math.log(lexicon.n_news) < _FUNCTION_WORD)
