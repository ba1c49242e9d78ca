"""Full names that an article spells two ways: Bret Baier and Brett Baier, Mike Waltz and Walz."""

from __future__ import annotations

from collections.abc import Iterator

from mtdetect import sounds
from mtdetect.features.name_mentions import TITLES, Mention, Names
from mtdetect.features.name_variants import legitimate
from mtdetect.lexicon import Lexicon

Pair = tuple[str, str]

# How far the two spellings may be apart: brothers and sisters have given names that sound alike,
# but strangers with one given name seldom meet in an article.
_GIVEN_NAME, _SURNAME = 0.65, 1.25
_EITHER, _BOTH = 1.1, 2.0
_PER_SOUND = 0.3
_ATTESTED_PAIR = 3
_FAR_COMMONER = 10
_MOST_PAIRS = 120


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
            if (masks[i] ^ masks[j]).bit_count() > 5:
                continue
            times = sorted(table.get(" ".join(p), 0) for p in (one, other))
            if times[0] >= _ATTESTED_PAIR and times[0] * _FAR_COMMONER > times[1]:
                continue
            known = times[0] == 0 and times[1] >= _ATTESTED_PAIR
            if not _one_name(one, other, _EITHER if known else _GIVEN_NAME):
                continue
            odd, right = sorted(
                (one, other),
                key=lambda p: (
                    table.get(" ".join(p), 0),
                    len(where[p]),
                    -where[p][0][0].start,
                ),
            )
            for mentions in where[odd]:
                for mention, form in zip(mentions, right, strict=True):
                    if mention.form != form and not legitimate(mention.form, form):
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
