"""Spans of words that were probably swapped, with what probably stood there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mtdetect import segment
from mtdetect.evidence.candidates import Floats
from mtdetect.evidence.finding import ODD_HERE, Kind, on_tokens
from mtdetect.evidence.house_spelling import spelt
from mtdetect.evidence.suggest import Suggester, Suggestion
from mtdetect.features import swaps
from mtdetect.features.matrix import Analysis
from mtdetect.segment import Finding
from mtdetect.tables.lexicon import Lexicon

# How often a word is swapped in spun and in human text, and in what the word model learnt from.
_SWAPPED_IF_SPUN, _SWAPPED_IF_HUMAN, _SWAPPED_IN_TRAINING = 0.30, 0.003, 0.15
_LEAST_WORD_ODDS = 0.25
# Of a phrase, where most of the paragraph is spun and where it is not: people get back too.
_LEAST_PHRASE_ODDS = (1.0, 3.0)
_LEAST_PROBABILITY = 0.12  # of a suggestion among all candidates
_LIKELY = 0.3  # from here on about two in three are right or more, below one in four


@dataclass
class _Search:
    """What is known of one paragraph before its originals are suggested.

    Attributes
    ----------
    analysis : Analysis
    start : int
        Where the paragraph begins in the batch.
    odds : dict of int to float
        Log-odds that a word was swapped, by place.
    found : list of Finding
    taken : set of int
        Places that are found.
    asked : list of int
        Places of odd words that no finding covers yet.
    """

    analysis: Analysis
    start: int
    odds: dict[int, float]
    found: list[Finding[Kind]]
    taken: set[int]
    asked: list[int]


def odd_words(
    analysis: Analysis,
    lexicon: Lexicon,
    suggester: Suggester,
    counts: Floats,
    spun: Sequence[float],
) -> list[list[Finding[Kind]]]:
    """Find the words of some paragraphs that were probably swapped.

    Parameters
    ----------
    analysis : Analysis
        Paragraphs of one article: originals are suggested for all of them in one go.
    lexicon : Lexicon
    suggester : Suggester
    counts : ndarray of shape (lexicon.size,)
        How often the article has each word.
    spun : sequence of float
        Probability that each paragraph is spun, 0 to 1: it decides how much a word takes.

    Returns
    -------
    list of list of Finding
        Those of each paragraph, with places as if it had been analysed by itself.
    """
    searches = [_begun(analysis, row, lexicon, p) for row, p in enumerate(spun)]
    suggestions = suggester.suggest(
        analysis.encoded.ids,
        [s.start + place for s in searches for place in s.asked],
        counts,
        {s.start + place for s in searches for place in s.taken},
    )
    for suggestion in suggestions:
        search = searches[int(analysis.encoded.row[suggestion.place])]
        own = replace(suggestion, place=suggestion.place - search.start)
        if _only_spelling(search.analysis, lexicon, own):
            search.taken.add(own.place)  # both are English, and nothing is odd about it
        elif suggestion.probability >= _LEAST_PROBABILITY:
            span = _span(search.analysis, lexicon, search.odds, own)
            search.found.append(span)
            search.taken.update(span.places)
    for search in searches:
        for place in search.asked:
            if place not in search.taken:
                weight = _strength(search.odds[place])
                search.found.append(
                    on_tokens(
                        search.analysis.encoded, [place], "collocation", ODD_HERE, weight=weight
                    )
                )
    return [search.found for search in searches]


def _begun(analysis: Analysis, row: int, lexicon: Lexicon, spun: float) -> _Search:
    alone = analysis.alone(row)
    prior = spun * _SWAPPED_IF_SPUN + (1 - spun) * _SWAPPED_IF_HUMAN
    shift = _logit(prior) - _logit(_SWAPPED_IN_TRAINING)
    odds = {
        int(place): float(value) + shift
        for place, value in zip(alone.words.places, alone.word_log_odds, strict=True)
    }
    found = _known_phrases(alone, lexicon, odds, shift)
    taken = {place for f in found for place in f.places}
    asked = [p for p, value in odds.items() if value > _LEAST_WORD_ODDS and p not in taken]
    return _Search(alone, analysis.encoded.span(row).start, odds, found, taken, asked)


def _known_phrases(
    analysis: Analysis, lexicon: Lexicon, odds: dict[int, float], shift: float
) -> list[Finding[Kind]]:
    """Find phrases that spinners were seen to leave behind."""
    found: list[Finding[Kind]] = []
    taken: set[int] = set()
    least = _LEAST_PHRASE_ODDS[shift < 0]
    odd = swaps.odd_forms(analysis.encoded, lexicon)
    for place, length, weight, entry in zip(
        odd.places.tolist(), odd.lengths.tolist(), odd.weights, odd.entries, strict=True
    ):
        inner = range(place, place + length)
        known = [odds[p] for p in inner if p in odds]
        if length == 1 or not taken.isdisjoint(inner) or not known:
            continue
        if float(weight) + shift + max(0.0, max(known) - shift) > least:
            taken.update(inner)
            original = lexicon.originals[int(lexicon.odd_expected[entry])]
            original = _as_written(original, analysis.encoded.token_at(place)[1])
            found.append(
                on_tokens(
                    analysis.encoded,
                    inner,
                    "odd_swap",
                    f"a phrase that spinners leave behind, probably “{original}”",
                    original,
                    max(0.1, float(weight) + shift),
                )
            )
    return found


def _only_spelling(analysis: Analysis, lexicon: Lexicon, suggestion: Suggestion) -> bool:
    """Tell whether a suggestion is the same word as another house spells it."""
    if suggestion.length > 1 or len(suggestion.ids) > 1:
        return False
    written = lexicon.word(int(analysis.encoded.ids[suggestion.place]))
    return spelt(written) == spelt(lexicon.word(suggestion.ids[0]))


def _span(
    analysis: Analysis, lexicon: Lexicon, odds: dict[int, float], suggestion: Suggestion
) -> Finding[Kind]:
    places = range(suggestion.place, suggestion.place + suggestion.length)
    _, first = analysis.encoded.token_at(places[0])
    text = _as_written(" ".join(lexicon.word(i) for i in suggestion.ids), first)
    strength = _strength(max(odds.get(p, -math.inf) for p in places))
    likely = suggestion.probability >= _LIKELY
    return on_tokens(
        analysis.encoded,
        places,
        "odd_swap",
        f"“{text}” fits here far better" if likely else f"an odd word here, perhaps for “{text}”",
        text,
        strength,
    )


def _as_written(suggestion: str, first: segment.Token) -> str:
    """Begin a suggestion with a capital where it takes the place of a word with one."""
    return suggestion[:1].upper() + suggestion[1:] if first.form[0].isupper() else suggestion


def _strength(odds: float) -> float:
    return float(np.log1p(np.exp(min(odds, 30.0))))


def _logit(p: float) -> float:
    return math.log(p / (1 - p))
