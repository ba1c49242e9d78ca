"""Names that came back as the words they spell or mean: dog for DOGE, adviser for Chancellor.

An acronym or a name that is a word is translated as that word and loses its capitals. It is found
where it stands bare, without the article that a thing would have, between neighbours that news
has around names; or before the same word as the name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mtdetect import segment
from mtdetect.names.heard import fits_better
from mtdetect.names.marks import DETERMINERS, Marked, acronym_times, with_starts
from mtdetect.names.meanings import one_word_elsewhere
from mtdetect.names.phrases import known_phrase, telling
from mtdetect.names.reading import read
from mtdetect.tables import sounds
from mtdetect.tables.lexicon import Lexicon

# By how much a name must fit better than a word, in nats.
_BETTER = 7.0
# How far an acronym and a word may sound apart, and how far if they share their consonants.
_ALIKE, _SAME_CONSONANTS = 0.65, 1.1
_SHORTEST, _SHORTEST_HEARD = 3, 4
_IN_ARTICLE = 2
_MOST_NAMES = 60
_ENDING = re.compile("(?:e?s|e?d|e?r|ing|e)$")


def lowered_names(text: str, lexicon: Lexicon) -> Iterator[Marked]:
    """Find words in small letters that stand for an acronym or a name of the article.

    Parameters
    ----------
    text : str
        An article; its first 60,000 characters count.
    lexicon : Lexicon
        Tells which neighbours names and words have.

    Yields
    ------
    Marked
    """
    tokens = read(text).tokens
    times = acronym_times(tokens) + _bare_names(tokens, lexicon)
    names = {n: c for n, c in times.most_common(_MOST_NAMES) if c >= _IN_ARTICLE}
    if not names:
        return
    company = _followers(names, tokens, lexicon)
    words = Counter(t.form for t in tokens)
    known: dict[str, str | None] = {}
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        form = token.form
        if len(form) < _SHORTEST or not form.islower() or form not in lexicon.index:
            continue
        if form not in known:
            known[form] = next((n for n in names if _comes_back_as(n, form, lexicon)), None)
        right = known[form]
        if right is None or words[form] >= names[right]:
            continue
        if before.form in DETERMINERS or not before.form.islower() or after.form in ("-", '"'):
            continue
        in_company = after.form in company[right] and (
            form == right.lower() or not known_phrase(form, after.form, lexicon)
        )
        if in_company or fits_better(before.form, form, after.form, lexicon) >= _BETTER:
            yield Marked(token.start, token.end, right)


def _bare_names(tokens: Sequence[segment.Token], lexicon: Lexicon) -> Counter[str]:
    """Count capitalised words that stand without an article and without another name."""
    found: Counter[str] = Counter()
    starts = (initial for _, initial in with_starts(tokens[1:]))
    for before, token, after, initial in zip(tokens, tokens[1:], tokens[2:], starts, strict=False):
        form = token.form
        if initial or not form.istitle() or form.lower() not in lexicon.index:
            continue
        bare = before.form.islower() and before.form not in DETERMINERS
        if bare and not after.form[0].isupper() and telling(form, lexicon):
            found[form] += 1
    return found


def _followers(
    names: dict[str, int], tokens: Sequence[segment.Token], lexicon: Lexicon
) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {name: set() for name in names}
    for one, two in pairwise(tokens):
        if one.form in found and telling(two.form, lexicon):
            found[one.form].add(two.form)
    return found


def _comes_back_as(name: str, word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word spells, sounds like or means what a name does."""
    low = name.lower()
    if word == low:
        return True
    if word.endswith("s") and not low.endswith("s"):
        return False
    stem = _ENDING.sub("", low) == _ENDING.sub("", word)
    if not name.isupper():
        if stem:
            return low not in lexicon.names
        return one_word_elsewhere(low, word) or _synonyms_both_ways(low, word, lexicon)
    if len(name) < _SHORTEST_HEARD:
        return False
    if stem:
        return True
    far = sounds.distance(low, word)
    same_consonants = sounds.skeleton(low) == sounds.skeleton(word)
    near = far <= (_SAME_CONSONANTS if same_consonants else _ALIKE)
    return near and sounds.sounds(low)[:1] == sounds.sounds(word)[:1]


def _synonyms_both_ways(one: str, two: str, lexicon: Lexicon) -> bool:
    a, b = lexicon.index[one], lexicon.index[two]
    return b in lexicon.synonyms.row(a) and a in lexicon.synonyms.row(b)
