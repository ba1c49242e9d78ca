"""Garbled names, with what probably stood there; a matter of the whole article.

Evidence only, worked out on demand. A name is held against the other names of its article and
against well-attested ones. A logistic model weighs how alike they sound, how well attested each
of the two is, and whether they keep the same company.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from operator import mul
from typing import Literal

import numpy as np

from mtdetect import sounds
from mtdetect.features.name_mentions import Name, Names, find_names
from mtdetect.features.name_variants import legitimate
from mtdetect.features.name_words import swapped, translated
from mtdetect.lexicon import Lexicon, word_key
from mtdetect.ngrams import LOG_COUNT

How = Literal[
    "spelt two ways",
    "close to a known name",
    "name translated as a word",
    "given name and surname swapped",
]

_FURTHEST = 1.65
_FURTHEST_PER_SOUND = 0.36
_MOST_CANDIDATES = 40
# A pair of words that news has this often is one name.
_SURE_COMPANY = 30
_SURE_WORD = 0.9


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
        "spelt two ways", "close to a known name", "name translated as a word" or "given name and
        surname swapped".
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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name and what it may have been, with the columns that the model weighs."""

    name: Name
    other: str
    columns: tuple[float, ...]


# Learnt by mtdetect.training.fit_garbles from native news and RT, clean and with names respelt by
# the rules of ru, uk, he, hi, es, de and cs.
WEIGHTS: dict[str, float] = {
    "distance": -2.71,
    "distance_per_sound": -6.67,
    "same_sounds": -1.116,
    "other_first_letter": -0.382,
    "length": -1.203,
    "only_last_letter": 0.432,
    "attested": -0.269,
    "known": -1.057,
    "known_together": -2.073,
    "other_known": 0.192,
    "other_attested": -0.037,
    "count": -0.221,
    "other_in_article": 3.89,
    "other_count": 0.501,
    "outnumbered": -0.189,
    "same_company": 1.974,
    "other_company": 0.04,
    "table_company": 0.769,
    "table_company_alike": 0.887,
    "never_introduced": 1.122,
    "other_introduced": -0.746,
    "always_initial": 0.153,
    "rivals": -0.952,
    "never_alone": 0.331,
    "common": -1.329,
    "common_together": 0.286,
}
INTERCEPT = 3.69
COLUMNS = tuple(WEIGHTS)
# Half of the false findings that are allowed in native news, so that transliterated names of
# other newsrooms stay clean too.
THRESHOLD = 0.35


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
    found: list[Garble] = []
    for first, second in swapped(names, lexicon):
        whole = f"{second.form} {first.form}"
        found.append(
            Garble(
                first.start,
                second.end,
                text[first.start : second.end],
                whole,
                "given name and surname swapped",
                f"Surname before given name; elsewhere {whole}.",
                _SURE_WORD,
            )
        )
    for mention, name in translated(names, lexicon):
        found.append(
            Garble(
                mention.start,
                mention.end,
                text[mention.start : mention.end],
                name,
                "name translated as a word",
                f"A word that means the same as the name {name} stands in its place.",
                _SURE_WORD,
            )
        )
    found += _respelt(text, names, lexicon)
    found.sort(key=lambda g: (g.start, -g.sureness))
    kept: list[Garble] = []
    for garble in found:
        if not kept or garble.start >= kept[-1].end:
            kept.append(garble)
    return kept


def _respelt(text: str, names: Names, lexicon: Lexicon) -> list[Garble]:
    best: dict[str, tuple[float, str]] = {}
    weights = tuple(WEIGHTS.values())
    for candidate in candidates(names, lexicon):
        odds = INTERCEPT + math.fsum(map(mul, weights, candidate.columns))
        sureness = 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, odds))))
        form = candidate.name.form
        if sureness >= THRESHOLD and sureness > best.get(form, (0.0, ""))[0]:
            best[form] = (sureness, candidate.other)
    found = []
    for form, (sureness, other) in best.items():
        if best.get(other, (0.0, ""))[0] > sureness:
            continue  # of two spellings only the odder one
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


def candidates(names: Names, lexicon: Lexicon) -> list[Candidate]:
    """Hold every name of an article against the others and against well-attested names.

    Parameters
    ----------
    names : Names
        See :func:`~mtdetect.features.name_mentions.find_names`.
    lexicon : Lexicon
    """
    forms = list(names.names)
    attested = _attested(forms, lexicon)
    in_article: dict[str, list[str]] = {}
    for form in forms:
        for key in _loose_keys(form):
            in_article.setdefault(key, []).append(form)
    found: list[Candidate] = []
    for form, name in names.names.items():
        others = {o for key in _loose_keys(form) for o in in_article[key]}
        n_known = lexicon.names.get(form, 0)
        if n_known < 60:
            others.update(_in_company(name, lexicon))
            if not name.common and n_known < 15 and attested[form] < 6.0 and len(form) > 4:
                others.update(lexicon.name_index.alike(form))
        others.discard(form)
        if name.common:
            others = {o for o in others if _likelier(name, o, names, lexicon)}
        near = _nearest(form, others)
        for far, other in near:
            found.append(
                Candidate(name, other, _columns(name, other, far, near, names, lexicon, attested))
            )
    return found


def _likelier(name: Name, other: str, names: Names, lexicon: Lexicon) -> bool:
    """Tell whether a common word stands where a name is all but certain: Donald Tramp."""
    if other not in lexicon.names:
        return False
    table = lexicon.name_index
    for beside, known in [
        *((x, table.after) for x in name.befores),
        *((x, table.before) for x in name.afters),
    ]:
        together = known.get(beside, {})
        if (
            together.get(other, 0) >= _SURE_COMPANY
            and name.form not in together
            and beside in lexicon.names
        ):
            return True
    return False


def _attested(forms: list[str], lexicon: Lexicon) -> dict[str, float]:
    keys = np.asarray([word_key(f) for f in forms], dtype=np.uint64)
    values = np.maximum(LOG_COUNT[lexicon.attested.get(keys)], -1.0)
    return dict(zip(forms, values.tolist(), strict=True))


def _loose_keys(form: str) -> set[str]:
    skeleton = sounds.skeleton(form)
    keys = {skeleton}
    if 3 <= len(skeleton) <= 12:
        keys.update(skeleton[:i] + skeleton[i + 1 :] for i in range(len(skeleton)))
    return keys


def _in_company(name: Name, lexicon: Lexicon) -> set[str]:
    """Names that are known to stand beside those that this one stands beside."""
    table = lexicon.name_index
    found: set[str] = set()
    for before in name.befores:
        found.update(table.after.get(before, ()))
    for after in name.afters:
        found.update(table.before.get(after, ()))
    return found


def _nearest(form: str, others: set[str]) -> list[tuple[float, str]]:
    mask = sounds.letter_mask(form)
    length = len(form)
    near = []
    for other in others:
        if abs(len(other) - length) > 3 or len(other) < 3 or not other[0].isupper():
            continue
        if (mask ^ sounds.letter_mask(other)).bit_count() > 4 or other.isupper():
            continue
        far = sounds.distance(form, other)
        most = min(_FURTHEST, _FURTHEST_PER_SOUND * len(sounds.sounds(other)))
        if far <= most and not legitimate(form, other):
            near.append((far, other))
    near.sort()
    return near[:_MOST_CANDIDATES]


def _columns(
    name: Name,
    other: str,
    far: float,
    near: list[tuple[float, str]],
    names: Names,
    lexicon: Lexicon,
    attested: dict[str, float],
) -> tuple[float, ...]:
    form = name.form
    twin = names.names.get(other)
    table = lexicon.name_index
    a, b = sounds.letters(form), sounds.letters(other)
    befores, afters = name.befores, name.afters
    together = max(
        [
            *(table.after.get(x, {}).get(form, 0) for x in befores),
            *(table.before.get(x, {}).get(form, 0) for x in afters),
            0,
        ]
    )
    supported = max(
        [
            *(table.after.get(x, {}).get(other, 0) for x in befores),
            *(table.before.get(x, {}).get(other, 0) for x in afters),
            0,
        ]
    )
    alike = 0
    if not supported:
        alike = max(
            [
                *(_best_alike(x, table.before.get(other, {})) for x in befores),
                *(_best_alike(x, table.after.get(other, {})) for x in afters),
                0,
            ]
        )
    same = different = 0.0
    introduced = 0.0
    if twin is not None:
        for mine, theirs in ((befores, twin.befores), (afters, twin.afters)):
            if mine & theirs:
                same = 1.0
            elif mine and theirs:
                if any(sounds.distance(x, y) <= 1.0 for x in mine for y in theirs):
                    same = max(same, 0.5)
                else:
                    different = 1.0
        introduced = float(bool(twin.befores or twin.afters))
    other_known = lexicon.names.get(other, 0)
    known = lexicon.names.get(form, 0)
    size = max(len(sounds.sounds(form)), 1)
    other_count = twin.count if twin else 0
    return (
        far,
        far / size,
        float(far == 0),
        float(a[:1] != b[:1]),
        math.log(len(form)),
        float(a[:-1] == b[:-1] or a[:-1] == b or a == b[:-1]),
        attested[form],
        math.log1p(known),
        math.log1p(together),
        math.log1p(other_known),
        _attested([other], lexicon)[other],
        math.log(name.count),
        float(twin is not None),
        math.log1p(other_count),
        float(other_count > name.count),
        same,
        different,
        math.log1p(supported),
        math.log1p(alike),
        float(not befores and not afters),
        introduced,
        float(all(m.initial for m in name.mentions)),
        math.log(len(near)),
        float(all(m.before or m.after for m in name.mentions)),
        float(name.common),
        float(name.common) * math.log1p(supported),
    )


def _best_alike(companion: str, known: dict[str, int]) -> int:
    mask = sounds.letter_mask(companion)
    return max(
        (
            count
            for other, count in known.items()
            if (mask ^ sounds.letter_mask(other)).bit_count() <= 3
            and other[0].isupper()
            and sounds.distance(companion, other) <= 1.0
        ),
        default=0,
    )
