"""Names translated as words, and given name and surname swapped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from mtdetect.names.mentions import Mention, Names
from mtdetect.names.or_word import is_word_too
from mtdetect.tables.lexicon import NAME, Lexicon
from mtdetect.tables.ngrams import keys_of

# Given names and surnames that are words too.
_NAME_WORDS_TEXT = """
Archer Art Baker Ball Banks Barber Barker Barry Bell Berry Best Bill Bird Bishop Black Blunt Bob
Bobby Bond Booker Brad Bridges Brook Brooks Buck Bush Butler Carpenter Carter Chase Chip
Christian Chuck Clay Clement Cliff Cook Cooper Cotton Crane Cross Dale Dawn Dean Dick Drew Duke
Earl Faith Fields Fish Fisher Flake Flora Flowers Frank Fry Gardner Gay Gene Ginger Glass Glen
Gold Gore Grace Grant Graves Gray Green Guy Hammer Harry Hazel Heath Holder Holly Holmes Hood
Hook Hope Hunter Ivory Ivy Jack Jasmine Jay Jean Jewel Jimmy Josh Joy June Knight Lamb Lance
Laurel Lily Lock Long Love Mann Mark Marsh Mason Masters Max Melody Mercer Miles Mills Moon Moss
Musk Myrtle Newman Nick Norm Olive Page Paine Pat Patience Patsy Pearl Peg Pence Penny Pierce
Pitt Pope Porter Potter Power Powers Price Pryor Ray Reed Rice Rich Rivers Rob Robin Rock Rose
Ruby Rush Rusty Sage Sandy Savage Sessions Sharp Shepherd Short Singer Skip Snow Sonny Spencer
Spicer Sterling Stern Stone Strange Sue Summer Summers Swift Tab Tanner Taylor Temple Terry
Thorn Thune Tillis Tony Turner Violet Wade Walker Wall Ward Warren Waters Weaver Wells White
Will Wise Wolf Wood Woods Woody Wray Young
"""
_NAME_WORDS = frozenset(_NAME_WORDS_TEXT.split())
# A word that has a name behind it more often than this in news is a title or a role.
_MOST_BEFORE_NAMES = 0.04
_SELDOM_BEFORE_NAMES = 0.004


def translated(names: Names, lexicon: Lexicon) -> Iterator[tuple[Mention, str, bool]]:
    """Find words that stand where a name should, most of them of the same meaning as a word.

    A word of another meaning is found only before a surname. Beside a name that is a word itself
    it is not: there are more houses than the White House.

    Yields
    ------
    mention, suggestion, means_it
        The word, the name, and whether the word means what the name means.
    """
    table = lexicon.name_index
    partners: dict[str, set[str]] = {}
    followers: dict[str, set[str]] = {}
    for m in names.words:
        if m.after is not None:
            partners.setdefault(m.after, set()).add(m.form)
            followers.setdefault(m.form, set()).add(m.after)
    for m in names.words:
        if m.form in _NAME_WORDS or m.form.lower() not in lexicon.index:
            continue
        if m.form in lexicon.names:
            continue
        for beside, elsewhere, known in (
            (m.after, partners, table.before),
            (m.before, followers, table.after),
        ):
            if beside is None:
                continue
            together = known.get(beside, {})
            if m.form in together:
                continue
            common = _is_word(beside, lexicon)
            options = {n: _IN_ARTICLE for n in elsewhere[beside] if n in _NAME_WORDS}
            if common:
                options = {n: times for n, times in options.items() if together.get(n, 0) >= _USUAL}
            for n, count in together.items():
                if n in _NAME_WORDS and count >= _OFTEN and not common:
                    options[n] = options.get(n, 0) + count
            low = m.form.lower()
            alike = [n for n in options if _means(low, n.lower(), lexicon)]
            means_it = bool(alike)
            most = _MOST_BEFORE_NAMES
            if not alike and not m.initial and beside is m.after and not common:
                alike = [n for n in options if options[n] >= _IN_ARTICLE]
                most = _SELDOM_BEFORE_NAMES
            if alike and not _is_title(low, lexicon, most):
                yield m, max(alike, key=lambda n: (options[n], n)), means_it
                break


_IN_ARTICLE = 1_000
_OFTEN = 5


def _is_word(name: str, lexicon: Lexicon) -> bool:
    low = name.lower()
    return low in lexicon.index or is_word_too(low, lexicon.names.get(name, 0), lexicon)


def _means(word: str, other: str, lexicon: Lexicon) -> bool:
    index = lexicon.index
    if other not in index or word[:4] == other[:4]:
        return False
    a, b = index[word], index[other]
    return b in lexicon.synonyms.row(a) or a in lexicon.synonyms.row(b)


def _is_title(word: str, lexicon: Lexicon, most: float) -> bool:
    number = lexicon.index[word]
    times = float(np.exp(lexicon.log_news[number]))
    key = keys_of(np.asarray([number]), np.asarray([NAME]))
    before_names = float(np.exp(lexicon.bigrams.log_counts(key)[0]))
    return before_names >= max(most * times, 1.0)


def swapped(names: Names, lexicon: Lexicon) -> Iterator[tuple[Mention, Mention]]:
    """Find surnames before given names where the article has them the usual way round too.

    Yields
    ------
    first, second
        The two mentions in the order of the text.
    """
    times = Counter((m.form, m.after) for m in names.words if m.after is not None)
    table, table_of = lexicon.full_names, lexicon.name_index
    for m, following in zip(names.words, names.words[1:], strict=False):
        if m.after != following.form or m.form == following.form or following.form == "The":
            continue
        here, there = times[m.form, following.form], times[following.form, m.form]
        usual = table.get(f"{following.form} {m.form}", 0)
        if not (_no_name(m.before, lexicon) and _no_name(following.after, lexicon)):
            continue
        if table.get(f"{m.form} {following.form}", 0) * _FAR_COMMONER > usual:
            continue
        if m.form.lower() in lexicon.index and following.form.lower() in lexicon.index:
            continue
        given = len(table_of.after.get(following.form, ())) > len(table_of.after.get(m.form, ()))
        if there > here or (there == here and there and (usual or given)) or usual >= _USUAL:
            yield m, following


_USUAL = 8
_FAR_COMMONER = 50


def _no_name(form: str | None, lexicon: Lexicon) -> bool:
    return form is None or form.lower() in lexicon.index
