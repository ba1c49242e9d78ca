"""What a name may have been before it was garbled, and how much speaks for it."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass

import numpy as np

from mtdetect.names.mentions import TITLES, Name, Names
from mtdetect.names.variants import legitimate
from mtdetect.tables import sounds
from mtdetect.tables.lexicon import Lexicon, word_key
from mtdetect.tables.ngrams import LOG_COUNT

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
_ALIKE = 1.0
# News has "In Obama" too, yet "In Oban" is no reason to think of him.
_BEGIN_SENTENCES_TEXT = """
A After All Although An And As At Because Before Behind Beside Between But By During For From He Her
His How If In Inside Instead Into Like Meanwhile Near No Not Of On Or Our Outside Over Past She
Since So Some That The Their Then There They This Though Through To Under Until We What When Where
While Who Why With Without Yet
"""
_BEGIN_SENTENCES = frozenset(_BEGIN_SENTENCES_TEXT.split())

# Learnt by mtdetect.training.fit.garbles from native news, RT and human translations, clean and
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
_ALIKE_COLUMN = COLUMNS.index("table_company_alike")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name and what it may have been, with the columns that the model weighs.

    ``vouched`` tells whether the article has the other name, or names beside it that the other
    name is known to have beside it.
    """

    name: Name
    other: str
    columns: tuple[float, ...]
    vouched: bool


def candidates(names: Names, lexicon: Lexicon) -> list[Candidate]:
    """Hold every name of an article against the others and against well-attested names.

    Parameters
    ----------
    names : Names
        See :func:`~mtdetect.names.mentions.find_names`.
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
            columns = _columns(name, other, far, near, names, lexicon, attested)
            vouched = (
                other in names.names
                or columns[_ALIKE_COLUMN] > 0
                or _has_company(name, other, lexicon)
            )
            found.append(Candidate(name, other, columns, vouched))
    return found


def _has_company(name: Name, other: str, lexicon: Lexicon) -> bool:
    table = lexicon.name_index
    befores = name.befores - _BEGIN_SENTENCES
    return any(other in table.after.get(x, ()) for x in befores) or any(
        other in table.before.get(x, ()) for x in name.afters
    )


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
    return companion.lower() not in lexicon.index and companion not in TITLES


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
