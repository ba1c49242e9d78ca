"""Words that no list has, however long: torn in translation, or left in another language.

People coin words, too, mostly of known parts, and misspell them; so such a word weighs nothing, and
is shown only where a paragraph is judged to be translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtdetect.evidence.finding import Kind
from mtdetect.names.candidates import unheard_of
from mtdetect.segment import Finding
from mtdetect.tables.lexicon import Lexicon

# In small letters, and no part of a compound, an address or a contraction.
_WORD = re.compile(r"(?<![\w'’@#/.&-])[^\W\d_A-Z]{5,24}(?![\w'’@/-]|\.\w)")
# What people add to words of their own; what is left has so many letters at least.
_PREFIX = re.compile(
    "^(?:anti|co|counter|cyber|de|inter|mega|micro|mid|mini|mis|multi|neo|non|out|over|post|pre|pro"
    "|pseudo|re|semi|sub|super|trans|ultra|un|under)"
)
_SUFFIX = re.compile(
    "(?:able|ed|er|ers|es|esque|fest|free|hood|ier|iest|ification|ing|ings|ish|ism|isms|ist|ists"
    "|isation|ization|ise|ised|ize|ized|less|like|ly|man|men|ness|or|ors|s|ship|ships|wise|y)$"
)
_SHORTEST = 4
_MESSAGE = "a word that no list has, torn or left in another language"


def strange_words(paragraph: str, lexicon: Lexicon) -> Iterator[Finding[Kind]]:
    """Find words that no list has.

    Parameters
    ----------
    paragraph : str
    lexicon : Lexicon

    Yields
    ------
    Finding
        In the order of the text.
    """
    for match in _WORD.finditer(paragraph):
        word = match.group()
        if word.islower() and unheard_of(word, lexicon) and not _coined(word, lexicon):
            yield Finding("wording", *match.span(), word, None, 0.0, _MESSAGE)


def _coined(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word is made of a known one: re-armed, frostiness, floorkeepers."""
    stems = {word, _PREFIX.sub("", word)}
    stems |= {_SUFFIX.sub("", s) for s in stems}
    stems.discard(word)
    if any(_known(s, lexicon) for s in stems):
        return True
    halves = ((word[:i], word[i:]) for i in range(_SHORTEST, len(word) - _SHORTEST + 1))
    return any(_known(one, lexicon) and _known(other, lexicon) for one, other in halves)


def _known(stem: str, lexicon: Lexicon) -> bool:
    if len(stem) < _SHORTEST:
        return False
    forms = (stem, stem + "e", stem[:-1], stem[:-1] + "y" if stem[-1] == "i" else stem)
    return any(len(form) >= _SHORTEST and form in lexicon.index for form in forms)
