"""Which language a paragraph is in, told by the words that hardly carry meaning.

Neighbours of English share many of its forms (was, in, an, am, die, war, hat, at, for), so that
text in them looks half English to a list of words. What they do not share are most of their own
function words; those that English has not are counted against those that it has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from mtdetect import segment

# Fewer than this many different ones are a phrase: en masse, de facto, sur place.
_LEAST_WORDS = 3
_LEAST_SHARE = 0.08


class Languages(NamedTuple):
    """The lists of words: what English has, what names have, and what each other language has.

    Attributes
    ----------
    english, of_names : frozenset of str
        Words of English; those that stand within names, too (Ursula von der Leyen).
    others : tuple of (frozenset of str, frozenset of str)
        Of each language, words that English has not; words of English that it has not.
    words : frozenset of str
        Every word of the others.
    """

    english: frozenset[str]
    of_names: frozenset[str]
    others: tuple[tuple[frozenset[str], frozenset[str]], ...]
    words: frozenset[str]


@cache
def languages() -> Languages:
    """Give the lists of words, read once."""
    file = resources.files("mtdetect.judge") / "languages.tsv"
    lines = file.read_text(encoding="utf-8").splitlines()[2:]
    (_, *first), (_, *second), *rest = (line.split("\t") for line in lines)
    english, of_names = frozenset(first[0].split()), frozenset(second[0].split())
    others = tuple(
        (frozenset(words.split()), english - frozenset(shared.split())) for _, words, shared in rest
    )
    words = frozenset[str]().union(*(own for own, _ in others))
    return Languages(english, of_names, others, words)


def is_foreign(forms: Sequence[str]) -> bool:
    """Tell whether words are in another language of Latin letters than English.

    They are where several function words of that language stand among them, and more of these
    than of English ones.

    Parameters
    ----------
    forms : sequence of str
        Tokens of a paragraph in order, in their case; marks do no harm.

    Examples
    --------
    >>> is_foreign("Er sagte , dass die Brücke nicht vor dem Sommer geöffnet wird .".split())
    True
    >>> is_foreign("The words und , nicht and ist were on the wall of the pub .".split())
    False
    """
    lists = languages()
    if len(lists.words.intersection(forms)) < _LEAST_WORDS:
        return False
    of_names = lists.of_names
    # In names a capital follows, and in few other places.
    words = [
        form
        for form, following in zip(forms, [*forms[1:], ""], strict=True)
        if form not in of_names or not (following[:1].isupper() or following in of_names)
    ]
    return any(
        len(set(own)) >= _LEAST_WORDS and len(own) >= _LEAST_SHARE * len(forms)
        for own in _outweighing(words)
    )


def leans_foreign(text: str) -> bool:
    """Tell whether a paragraph may be in another language, as in an article that mostly is.

    Examples
    --------
    >>> leans_foreign("Am Donnerstag war Bürgermeister Redfern nicht in Oslo.")
    True
    >>> leans_foreign("On Thursday the mayor, Redfern, was not in Oslo.")
    False
    """
    return any(_outweighing(segment.forms(text)))


def _outweighing(forms: Sequence[str]) -> Iterator[list[str]]:
    """Give the words of each language of which there are more than of English."""
    lower = [form.lower() for form in forms]
    for words, english in languages().others:
        own = [form for form in forms if form in words]
        if len(own) > sum(form in english for form in lower):
            yield own
