"""Full names that an article spells two ways: Bret Baier and Brett Baier, Mike Waltz and Walz."""

from __future__ import annotations

from collections.abc import Iterator

from mtdetect.names.marks import unheard_of
from mtdetect.names.mentions import TITLES, Mention, Names
from mtdetect.names.variants import legitimate
from mtdetect.tables import sounds
from mtdetect.tables.lexicon import Lexicon

Pair = tuple[str, str]

# How far the two spellings may be apart: brothers and sisters have given names that sound alike,
# but strangers with one given name seldom meet in an article.
_GIVEN_NAME, _SURNAME = 0.65, 1.25
_EITHER, _BOTH = 1.1, 2.0
_PER_SOUND = 0.3
# A surname that news hardly has may be further off.
_STRANGER_PER_SOUND = 0.75
_HARDLY_KNOWN = 6
# How rare in news a bare surname must be to be doubted, and how near its twin.
_SELDOM, _TWIN = 150, 1.1
# How near a bare name must be that is known from nowhere.
_STRANGE, _STRANGE_PER_SOUND, _MOST_LETTERS_LOST = 2.6, 0.36, 3
_ATTESTED_PAIR = 3
_FAR_COMMONER = 10
_MOST_PAIRS = 120
# Sounds that only one of two full names has.
_MOST_UNLIKE, _MOST_UNLIKE_BY_FAR = 5, 10


def full_name_variants(names: Names, lexicon: Lexicon) -> Iterator[tuple[Mention, str]]:
    """Find the odder of two spellings of one full name.

    Parameters
    ----------
    names : Names
    lexicon : Lexicon

    Yields
    ------
    mention, suggestion
        The word that is spelt oddly, and how it is spelt elsewhere.
    """
    where: dict[Pair, list[tuple[Mention, Mention]]] = {}
    for first, second in zip(names.words, names.words[1:], strict=False):
        pair = first.form, second.form
        if first.after != second.form or not all(map(_may_be_name, pair)):
            continue
        if first.form in TITLES or first.form.lower() in lexicon.index:
            continue
        if second.form.lower() in lexicon.index and first.form not in lexicon.names:
            continue
        if pair in where or len(where) < _MOST_PAIRS:
            where.setdefault(pair, []).append((first, second))
    table = lexicon.full_names
    pairs = list(where)
    masks = [sounds.letter_mask(a + b) for a, b in pairs]
    for i, one in enumerate(pairs):
        for j in range(i):
            other = pairs[j]
            unlike = (masks[i] ^ masks[j]).bit_count()
            if unlike > _MOST_UNLIKE_BY_FAR:
                continue
            times = sorted(table.get(" ".join(p), 0) for p in (one, other))
            if times[0] >= _ATTESTED_PAIR and times[0] * _FAR_COMMONER > times[1]:
                continue
            known = times[0] == 0 and times[1] >= _ATTESTED_PAIR
            odd, right = sorted(
                (one, other),
                key=lambda p: (
                    table.get(" ".join(p), 0),
                    len(where[p]),
                    -where[p][0][0].start,
                ),
            )
            outnumbered = not times[0] and len(where[right]) > len(where[odd])
            near = unlike <= _MOST_UNLIKE
            if not (
                (near and _one_name(one, other, _EITHER if known else _GIVEN_NAME))
                or (outnumbered and _far_apart(odd, right, lexicon))
            ):
                continue
            for mentions in where[odd]:
                for mention, form in zip(mentions, right, strict=True):
                    if mention.form != form and (
                        not legitimate(mention.form, form) or _lost_s(mention.form, form)
                    ):
                        yield mention, form


def _may_be_name(form: str) -> bool:
    return len(form) > 2 and not form.isupper()


def _one_name(one: Pair, other: Pair, given_name: float) -> bool:
    given = sounds.distance(one[0], other[0])
    surname = sounds.distance(one[1], other[1])
    if all(map(legitimate, one, other)):
        return False
    if surname > _PER_SOUND * len(sounds.sounds(one[1])):
        return False
    if given > _PER_SOUND * len(sounds.sounds(one[0])):
        return False
    if one[0] == other[0]:
        return surname <= _SURNAME
    if one[1] == other[1]:
        return given <= given_name
    return given <= _EITHER and surname <= _EITHER and given + surname <= _BOTH


def _far_apart(odd: Pair, right: Pair, lexicon: Lexicon) -> bool:
    """Tell whether one is the other beyond recognition: Christie Nayyv for Kristi Noem.

    The given name must be nearly the same, and the surname begin with the same sound.
    """
    given, surname = (sounds.distance(a, b) for a, b in zip(odd, right, strict=True))
    if odd[1] == right[1] or given > _EITHER or odd[1].lower() in lexicon.index:
        return False
    if sounds.sounds(odd[1])[:1] != sounds.sounds(right[1])[:1]:
        return False
    if odd[0] == right[0] and _lost_s(odd[1], right[1]):
        return True
    if legitimate(odd[1], right[1]):
        return False
    size = max(len(sounds.sounds(w)) for w in (odd[1], right[1]))
    known = lexicon.names.get(odd[1], 0) >= _HARDLY_KNOWN
    return surname <= (_PER_SOUND if known else _STRANGER_PER_SOUND) * size and (
        not known or odd[0] == right[0]
    )


def _lost_s(odd: str, right: str) -> bool:
    """Todd Lyon for Todd Lyons: behind a given name no plural stands."""
    return odd + "s" == right


def bare_twins(names: Names, lexicon: Lexicon) -> Iterator[tuple[Mention, str]]:
    """Find surnames that nobody introduced and that sound like one that stands there more often.

    Levitt for Leavitt: both are known, but a person is introduced by the full name.

    Parameters
    ----------
    names : Names
    lexicon : Lexicon

    Yields
    ------
    mention, suggestion
    """
    alike: dict[str, list[str]] = {}
    for form in names.names:
        alike.setdefault(sounds.skeleton(form), []).append(form)
    for form, name in names.names.items():
        if name.befores or name.afters or name.common:
            continue
        if lexicon.names.get(form, 0) > _SELDOM:
            continue
        for other in alike[sounds.skeleton(form)]:
            twin = names.names[other]
            if (
                twin.count > name.count
                and form[0] == other[0]
                and not legitimate(form, other)
                and 0 < sounds.distance(form, other) <= _TWIN
            ):
                for mention in name.mentions:
                    yield mention, other
                break


def strange_twins(names: Names, lexicon: Lexicon) -> Iterator[tuple[Mention, str]]:
    """Find bare names known from nowhere that resemble one that stands there more often.

    Gukstra for Hoekstra: further apart than known names may be, as no such name is known at all.

    Parameters
    ----------
    names : Names
    lexicon : Lexicon

    Yields
    ------
    mention, suggestion
    """
    often = [f for f, name in names.names.items() if name.count > 1]
    for form, name in names.names.items():
        if name.befores or name.afters or name.common or not unheard_of(form, lexicon):
            continue
        near = [
            (far, other)
            for other in often
            if names.names[other].count > name.count
            and (far := _strangely_near(form, other)) is not None
        ]
        if near:
            for mention in name.mentions:
                yield mention, min(near)[1]


def _strangely_near(form: str, other: str) -> float | None:
    if abs(len(form) - len(other)) > _MOST_LETTERS_LOST or legitimate(form, other):
        return None
    if (sounds.letter_mask(form) ^ sounds.letter_mask(other)).bit_count() > _MOST_UNLIKE:
        return None
    far = sounds.distance(form, other)
    size = max(len(sounds.sounds(w)) for w in (form, other))
    return far if far <= min(_STRANGE, _STRANGE_PER_SOUND * size) else None
