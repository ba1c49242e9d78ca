"""Garbled names, with what probably stood there; a matter of the whole article.

Evidence only, worked out on demand. A name is held against the other names of its article and
against well-attested ones. A logistic model weighs how alike they sound, how well attested each
of the two is, and whether they keep the same company.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from operator import mul
from typing import Literal

import numpy as np

from mtdetect import sounds
from mtdetect.features.name_mentions import Name, Names, find_names
from mtdetect.features.name_pairs import full_name_variants
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
# Bounds for hostile input: how many other names one is compared with, and weighed against.
_MOST_COMPARED = 80
_MOST_CANDIDATES = 40
_MOST_WEIGHED = 16
# Sounds that only one of two names has.
_MOST_UNLIKE = 4
# A pair of words that news has this often is one name.
_SURE_COMPANY = 30
_SURE_WORD = 0.9
_SURE_PAIR = 0.8
# Two spellings that point at each other are told apart by their mentions up to this, in nats.
_TIE = 1.5
_ALIKE = 1.0


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


# Learnt by mtdetect.training.fit_garbles from native news, RT and human translations, clean and
# respelt by the rules of ru, uk, he, hi, es, de and cs.
WEIGHTS: dict[str, float] = {
    "distance": -2.227,
    "distance_per_sound": -12.42,
    "same_sounds": -1.423,
    "other_first_letter": -0.455,
    "length": -2.138,
    "only_last_letter": 0.414,
    "attested": -0.322,
    "known": -0.416,
    "known_together": -1.773,
    "other_known": 0.229,
    "other_attested": -0.019,
    "count": -0.299,
    "other_in_article": 1.046,
    "other_count": 0.182,
    "outnumbered": -0.09,
    "same_company": 2.293,
    "other_company": -0.116,
    "table_company": 0.306,
    "table_company_alike": 0.468,
    "never_introduced": 0.697,
    "other_introduced": -0.435,
    "always_initial": -0.007,
    "rivals": -0.864,
    "never_alone": -0.218,
    "common": -10.692,
    "common_together": 2.288,
    "known_same_company": 0.382,
    "attested_same_company": -0.165,
    "known_in_article": -0.622,
    "distance_in_article": 1.206,
    "only_table": -2.07,
    "not_ascii": -2.148,
}
INTERCEPT = 7.76
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
    found += [
        Garble(
            mention.start,
            mention.end,
            text[mention.start : mention.end],
            form,
            "spelt two ways",
            f"Spelt two ways in this article: {mention.form} here, {form} elsewhere.",
            _SURE_PAIR,
        )
        for mention, form in full_name_variants(names, lexicon, _TITLES)
    ]
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
        others.discard(form)
        n_known = lexicon.names.get(form, 0)
        if n_known < 60:
            rare = not name.common and n_known < 15 and attested[form] < 6.0 and len(form) > 4
            # McAllen beside MacAllen: the article vouches for it.
            if rare and not any(legitimate(form, o) for o in others):
                others.update(lexicon.name_index.alike(form))
            others.update(_in_company(name, lexicon))
            others.discard(form)
        if name.common:
            others = {o for o in others if _likelier(name, o, names, lexicon)}
        near = _nearest(form, others)
        for far, other in near[:_MOST_WEIGHED]:
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
    likely = []
    for other in others:
        if abs(len(other) - length) > 3 or len(other) < 3 or not other[0].isupper():
            continue
        unlike = (mask ^ sounds.letter_mask(other)).bit_count()
        if unlike <= _MOST_UNLIKE and not other.isupper():
            likely.append((unlike, other))
    near = []
    for _, other in heapq.nsmallest(_MOST_COMPARED, likely):
        far = sounds.distance(form, other)
        most = min(_FURTHEST, _FURTHEST_PER_SOUND * len(sounds.sounds(other)))
        if far <= most and not legitimate(form, other):
            near.append((far, other))
    near.sort()
    return near[:_MOST_CANDIDATES]


_TITLES = frozenset(
    ["Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "Prof", "Col", "Lt", "St"]
)


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
    same = different = introduced = 0.0
    if twin is not None:
        for mine, theirs in ((befores, twin.befores), (afters, twin.afters)):
            shared = mine & theirs
            if any(_tells_apart(x, lexicon) for x in shared):
                same = 1.0
            elif shared:
                same = max(same, 0.25)
            elif mine and theirs:
                if any(sounds.distance(x, y) <= _ALIKE for x in mine for y in theirs):
                    same = max(same, 0.75)
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
        same * math.log1p(known),
        same * (attested[form] + 1.0),
        float(twin is not None) * math.log1p(known),
        float(twin is not None) * far,
        float(twin is None and supported + alike == 0),
        float(not form.isascii()),
    )


def _tells_apart(companion: str, lexicon: Lexicon) -> bool:
    """Tell whether a word is a name rather than a title that many share."""
    return companion.lower() not in lexicon.index and companion not in _TITLES


def _best_alike(companion: str, known: dict[str, int]) -> int:
    mask = sounds.letter_mask(companion)
    return max(
        (
            count
            for other, count in known.items()
            if (mask ^ sounds.letter_mask(other)).bit_count() <= 3
            and other[0].isupper()
            and sounds.distance(companion, other) <= _ALIKE
        ),
        default=0,
    )
