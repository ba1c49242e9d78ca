"""Garbled names, with what probably stood there; a matter of the whole article.

Evidence only, worked out on demand. A name is held against the other names of its article and
against well-attested ones. Boosted trees weigh how alike they sound, how well attested each
of the two is, and whether they keep the same company.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal

from mtdetect.names.candidates import Candidate, CandidateModel, candidates
from mtdetect.names.mentions import Names, find_names, read
from mtdetect.names.spelling import wrong_letters
from mtdetect.segment import Finding
from mtdetect.tables.lexicon import Lexicon

How = Literal["spelt two ways", "close to a known name", "name in other letters"]

_SURE = 0.8
# Two spellings that point at each other are told apart by their mentions up to this, in nats.
_TIE = 1.5


def garbled_names(text: str, lexicon: Lexicon, model: CandidateModel) -> list[Finding[How]]:
    """Find garbled names in an article.

    Parameters
    ----------
    text : str
        A whole article: the clue is often another mention of the same name. The first 60,000
        characters and 300 names count.
    lexicon : Lexicon
        Where names are looked up.
    model : CandidateModel
        Weighs what may have stood where a name stands.

    Returns
    -------
    list of Finding
        In the order of the text, without overlap; weights are the probabilities (0..1) that names
        are garbled.
    """
    reading = read(text)
    names = find_names(reading, lexicon)
    found = _respelt(text, names, lexicon, model)
    for (start, end), right in wrong_letters(reading, lexicon):
        message = f"Probably {right}, as elsewhere in this article."
        form = text[start:end]
        found.append(Finding("name in other letters", start, end, form, right, _SURE, message))
    found.sort(key=lambda g: (g.start, -g.weight))
    kept: list[Finding[How]] = []
    for garble in found:
        if not kept or garble.start >= kept[-1].end:
            kept.append(garble)
    return kept


def weighed(
    names: Names, lexicon: Lexicon, model: CandidateModel
) -> Iterator[tuple[Candidate, float]]:
    """Give what may have stood where an article's names stand, with its probability (0..1)."""
    held = list(candidates(names, lexicon))
    sure = model.probabilities([c.columns for c in held]).tolist()
    return zip(held, sure, strict=True)


def _respelt(
    text: str, names: Names, lexicon: Lexicon, model: CandidateModel
) -> list[Finding[How]]:
    best: dict[str, tuple[float, str]] = {}

    def times(form: str) -> int:
        return names.names[form].count if form in names.names else 0

    for candidate, sureness in weighed(names, lexicon, model):
        form, other = candidate.name.form, candidate.other
        if not model.convinced(candidate, sureness):
            continue
        # Of several slips of one name the spelling that stands most often is the right one.
        rank = (times(other), sureness)
        if form not in best or rank > (times(best[form][1]), best[form][0]):
            best[form] = (sureness, other)
    found: list[Finding[How]] = []
    for form, (sureness, other) in best.items():
        if best.get(other, (0.0, ""))[1] == form and _likelier_right(form, other, best, names):
            continue
        twin = names.names.get(other)
        how: How = "spelt two ways" if twin else "close to a known name"
        message = (
            f"Perhaps one name spelt two ways: {form} here, {other} elsewhere."
            if twin
            else f"An unknown name close to a well-known one, perhaps {other}."
        )
        found += [
            Finding(how, m.start, m.end, text[m.start : m.end], other, sureness, message)
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
