"""Garbled names, with what probably stood there; a matter of the whole article.

Evidence only, worked out on demand. A name is held against the other names of its article and
against well-attested ones. A logistic model weighs how alike they sound, how well attested each
of the two is, and whether they keep the same company.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from operator import mul
from typing import Literal

from mtdetect.names.compounds import respelt_compounds
from mtdetect.names.exonyms import foreign_exonyms
from mtdetect.names.garble_candidates import INTERCEPT, WEIGHTS, candidates
from mtdetect.names.heard import heard_as_words
from mtdetect.names.institutions import reworded_institutions
from mtdetect.names.lowered import lowered_names
from mtdetect.names.marks import unheard_of, wrong_letters
from mtdetect.names.mentions import Names, find_names
from mtdetect.names.namesakes import foreign_namesakes
from mtdetect.names.offices import foreign_offices
from mtdetect.names.order import reordered_names
from mtdetect.names.pairs import bare_twins, full_name_variants, strange_twins
from mtdetect.names.phrases import reworded_phrases
from mtdetect.names.words import swapped, translated
from mtdetect.tables.lexicon import Lexicon

How = Literal[
    "spelt two ways",
    "close to a known name",
    "name translated as a word",
    "given name and surname swapped",
    "name reworded",
    "name in other letters",
]

_SURE_WORD = 0.9
_SURE_PAIR = 0.8
# Two spellings that point at each other are told apart by their mentions up to this, in nats.
_TIE = 1.5
# Low enough for every second garbled name and more; high enough that the transliterated names of
# foreign newsrooms stay clean too (see benchmarks/garbled_names.py).
THRESHOLD = 0.35


@dataclass(frozen=True, slots=True)
class Garble:
    """A mention of a name that is probably garbled.

    Attributes
    ----------
    start, end : int
        Offsets into the article: ``article[start:end] == text``.
    text : str
        The name as it stands there.
    suggestion : str
        What probably stood there.
    how : str
        One of the ways of :data:`How`.
    message : str
        What is wrong, in plain words.
    sureness : float
        Probability (0..1) that the name is garbled.
    """

    start: int
    end: int
    text: str
    suggestion: str
    how: How
    message: str
    sureness: float


def garbled_names(text: str, lexicon: Lexicon) -> list[Garble]:
    """Find garbled names in an article.

    Parameters
    ----------
    text : str
        A whole article: the clue is often another mention of the same name. The first 60,000
        characters and 300 names count.
    lexicon : Lexicon
        Where names are looked up.

    Returns
    -------
    list of Garble
        In the order of the text, without overlap.
    """
    names = find_names(text, lexicon)
    found = [
        Garble(start, end, text[start:end], suggestion, how, message, sureness)
        for start, end, suggestion, how, message, sureness in _by_rule(text, names, lexicon)
    ]
    found += _respelt(text, names, lexicon)
    found.sort(key=lambda g: (g.start, -g.sureness))
    kept: list[Garble] = []
    for garble in found:
        if not kept or garble.start >= kept[-1].end:
            kept.append(garble)
    return kept


def _by_rule(
    text: str, names: Names, lexicon: Lexicon
) -> Iterator[tuple[int, int, str, How, str, float]]:
    """Give what rules find: where, the suggestion, how it was found, what is wrong, how sure."""
    for first, second in swapped(names, lexicon):
        whole = f"{second.form} {first.form}"
        message = f"Surname before given name; elsewhere {whole}."
        how: How = "given name and surname swapped"
        yield first.start, second.end, whole, how, message, _SURE_WORD
    for mention, name, means_it in translated(names, lexicon):
        message = (
            f"A word that means the same as the name {name} stands in its place."
            if means_it
            else f"A word where the name {name} is usual before {mention.after}."
        )
        yield mention.start, mention.end, name, "name translated as a word", message, _SURE_WORD
    for mention, form in (
        *full_name_variants(names, lexicon),
        *bare_twins(names, lexicon),
        *strange_twins(names, lexicon),
    ):
        message = f"Spelt two ways in this article: {mention.form} here, {form} elsewhere."
        yield mention.start, mention.end, form, "spelt two ways", message, _SURE_PAIR
    for phrase in (
        *reworded_phrases(text, lexicon),
        *reworded_institutions(text, lexicon),
        *reordered_names(text, lexicon),
    ):
        message = f"Stands where {phrase.phrase} has {phrase.suggestion}."
        if phrase.phrase == phrase.suggestion:
            message = f"Probably {phrase.suggestion}, with its words in another order."
        yield phrase.start, phrase.end, phrase.suggestion, "name reworded", message, _SURE_PAIR
    for odd in (
        *wrong_letters(text, lexicon),
        *heard_as_words(text, lexicon),
        *respelt_compounds(text, lexicon),
    ):
        message = f"Probably {odd.suggestion}, as elsewhere in this article."
        yield odd.start, odd.end, odd.suggestion, "name in other letters", message, _SURE_PAIR
    for odd in lowered_names(text, lexicon):
        message = f"A word where the name {odd.suggestion} stands elsewhere in this article."
        yield odd.start, odd.end, odd.suggestion, "name translated as a word", message, _SURE_PAIR
    for odd in foreign_exonyms(text, lexicon):
        message = f"The name that another language has for {odd.suggestion}."
        yield odd.start, odd.end, odd.suggestion, "name reworded", message, _SURE_PAIR
    for odd in foreign_namesakes(text):
        message = f"Another country's name for the {odd.suggestion} of elsewhere."
        yield odd.start, odd.end, odd.suggestion, "name reworded", message, _SURE_PAIR
    for office in foreign_offices(text):
        right = office.suggestion
        message = f"The {office.name} {right.lower()} of elsewhere is a {right} here."
        yield office.start, office.end, right, "name reworded", message, _SURE_PAIR


def _respelt(text: str, names: Names, lexicon: Lexicon) -> list[Garble]:
    best: dict[str, tuple[float, str]] = {}
    weights = tuple(WEIGHTS.values())
    for candidate in candidates(names, lexicon):
        # A name that any list has is one of its own (Oban, Izmail) unless something vouches for
        # the other.
        if not candidate.vouched and not unheard_of(candidate.name.form, lexicon):
            continue
        odds = INTERCEPT + math.fsum(map(mul, weights, candidate.columns))
        sureness = 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, odds))))
        form = candidate.name.form
        if sureness >= THRESHOLD and sureness > best.get(form, (0.0, ""))[0]:
            best[form] = (sureness, candidate.other)
    found = []
    for form, (sureness, other) in best.items():
        if best.get(other, (0.0, ""))[1] == form and _likelier_right(form, other, best, names):
            continue
        twin = names.names.get(other)
        how: How = "spelt two ways" if twin else "close to a known name"
        message = (
            f"Spelt two ways in this article: {form} here, {other} elsewhere."
            if twin
            else f"Unknown name close to a well-known one: {other}."
        )
        found += [
            Garble(m.start, m.end, text[m.start : m.end], other, how, message, sureness)
            for m in names.names[form].mentions
        ]
    return found


def _likelier_right(
    form: str, other: str, best: dict[str, tuple[float, str]], names: Names
) -> bool:
    """Tell which of two spellings that point at each other is to be left alone."""
    one, two = names.names[form], names.names[other]
    gap = _log_odds(best[form][0]) - _log_odds(best[other][0])
    if abs(gap) > _TIE or one.count == two.count:
        return gap < 0 or (gap == 0 and form < other)
    return one.count > two.count


def _log_odds(p: float) -> float:
    return math.log(max(p, 1e-9) / max(1.0 - p, 1e-9))
