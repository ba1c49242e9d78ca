"""Names that are right but for their letters: acronyms read as words, stray capitals, gaps.

Each needs the right name in the same article, more often than the odd one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mtdetect import segment
from mtdetect.names.mentions import Reading, acronyms, with_starts
from mtdetect.tables import sounds
from mtdetect.tables.lexicon import Lexicon

# Where a name stands, and the one that probably stood there.
Renamed = tuple[segment.Span, str]
# How far two spellings may sound apart: a vowel or a neighbouring consonant, and no more.
_ALIKE = 0.65
_SHORTEST, _SHORTEST_HEARD = 3, 4
_IN_ARTICLE = 2
# Bounds for hostile input.
_MOST_NAMES = 60
_MOST_WORDS = 300


def wrong_letters(reading: Reading, lexicon: Lexicon) -> Iterator[Renamed]:
    """Find names of an article that stand there once more with other letters.

    Parameters
    ----------
    reading : Reading
    lexicon : Lexicon
        Tells what is known.

    Yields
    ------
    span : Span
    name : str
        What probably stood there.
    """
    yield from _misread(reading.tokens, lexicon)
    yield from _parted(reading, lexicon)


def _misread(tokens: Sequence[segment.Token], lexicon: Lexicon) -> Iterator[Renamed]:
    times = Counter(t.form for t in tokens if t.form[0].isupper() and t.form.isalpha())
    in_capitals = _often(acronyms(tokens))
    names = [f for f in _often(times) if len(f) >= _SHORTEST and f[1:].islower()]
    known: dict[str, tuple[str | None, str | None]] = {}
    for token, initial in with_starts(tokens):
        form = token.form
        if len(form) < _SHORTEST or form not in times or form.isupper():
            continue
        if form not in known:
            if len(known) >= _MOST_WORDS:
                return
            name = _recapitalised(form, names, lexicon)
            known[form] = name, None if name else _acronym(form, in_capitals, lexicon)
        name, acronym = known[form]
        right = name if name or initial else acronym
        if right is not None and times[right] > times[form]:
            yield segment.Span(token.start, token.end), right


def _often(times: Counter[str]) -> list[str]:
    return [f for f, n in times.most_common(_MOST_NAMES) if n >= _IN_ARTICLE]


def _recapitalised(form: str, names: Sequence[str], lexicon: Lexicon) -> str | None:
    """Find Hegseth for HegeSeth: a capital inside that the name has nowhere else."""
    if form[1:].islower() or form in lexicon.names:
        return None
    near = (n for n in names if n[0] == form[0] and abs(len(n) - len(form)) <= 2)
    return next((n for n in near if sounds.distance(n, form) <= _ALIKE), None)


def _acronym(form: str, in_capitals: Sequence[str], lexicon: Lexicon) -> str | None:
    """Find DOGE for Dogge and ICE for Ice: an acronym that was read as a word.

    Nato for NATO is left alone: newsrooms differ, and one may quote another.
    """
    if form in lexicon.names:
        return None
    first = sounds.sounds(form)[:1]
    for name in in_capitals:
        if name.lower() == form.lower():
            if form.lower() in lexicon.index:
                return name
        elif (
            len(name) >= _SHORTEST_HEARD
            and sounds.sounds(name)[:1] == first
            and sounds.distance(name, form) <= _ALIKE
        ):
            return name
    return None


def _parted(reading: Reading, lexicon: Lexicon) -> Iterator[Renamed]:
    """Find SpaceX for Space X."""
    tokens = reading.tokens
    times = Counter(t.form for t in tokens if t.form[0].isupper())
    for one, two in pairwise(tokens):
        if (
            len(one.form) > _SHORTEST
            and one.form.istitle()
            and two.form[0].isupper()
            and times[one.form + two.form] >= _IN_ARTICLE
            and reading.flat[one.end : two.start] == " "
            and f"{one.form} {two.form}" not in lexicon.full_names
        ):
            yield segment.Span(one.start, two.end), one.form + two.form
