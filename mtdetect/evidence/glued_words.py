"""Two words run together, as where a link or a line ended in what was translated.

People slip so, too, and scrapers make it of good type; so it weighs nothing here, and is shown only
where a paragraph is judged to be translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtdetect.evidence.finding import Kind
from mtdetect.names.candidates import unheard_of
from mtdetect.segment import Finding
from mtdetect.tables.lexicon import Lexicon

# A word behind figures, or a long one; no part of a compound, an address or a contraction.
_WORD = re.compile(r"(?<![\w'’@#/.,&$€£-])(?:\d{2,4}[a-z]{4,8}|[^\W\d_]{8,24})(?![\w'’@/-]|\.\w)")
# What ends or begins no word that people coin.
_SECOND = re.compile(
    r"(?:about|after|because|been|before|from|have|said|says|since|that|they|this|were|when|which"
    r"|while|will|with|would)$"
)
_FIRST = re.compile(r"(?:because|been|from|have|said|that|they|were|which|would)")
_SHORTEST = 4
_USUAL = 4.0  # log of how often the counted news has either half: names are rarer
_MESSAGE = "two words run together"


def glued_words(paragraph: str, lexicon: Lexicon) -> Iterator[Finding[Kind]]:
    """Find words that are two, one of them a word which no compound has.

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
        at = _seam(word, lexicon)
        if at:
            apart = f"{word[:at]} {word[at:]}"
            yield Finding("typography", *match.span(), word, apart, 0.0, _MESSAGE)


def _seam(word: str, lexicon: Lexicon) -> int:
    """Give where the second of two words begins; 0 for one word."""
    low = word.lower()
    second, first = _SECOND.search(low), _FIRST.match(low)
    if word[0].isdigit():
        return second.start() if second and word[: second.start()].isdigit() else 0
    if not word[1:].islower() or not unheard_of(low, lexicon):
        return 0
    if second and _is_word(low[: second.start()], lexicon):
        return second.start()
    if first and word[0].islower() and _is_word(low[first.end() :], lexicon):
        return first.end()
    return 0


def _is_word(half: str, lexicon: Lexicon) -> bool:
    number = lexicon.index.get(half)
    return len(half) >= _SHORTEST and number is not None and lexicon.log_news[number] > _USUAL
