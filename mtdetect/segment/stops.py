"""Sentences, and overlong paragraphs cut into runs of them."""

# ruff: noqa: SIM905 (lists of words are easier to read and to extend as text)
from __future__ import annotations

import re

from mtdetect.segment.spans import Span, trimmed
from mtdetect.segment.words import plain

ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov gen lt col maj sgt capt adm st mt jr sr inc corp co ltd vs etc "
    "jan feb mar apr jun jul aug sept sep oct nov dec no vol fig dept rev hon pres u.s u.k u.n d.c "
    "a.m p.m e.g i.e mon tue wed thu fri sat sun ave blvd rd bros est approx ft op cit al fr "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb "
    "nev okla ore pa tenn tex vt va wash wis wyo cos assn assoc univ natl intl supt atty cmdr "
    "cpl pvt pfc spc brig sec penn messrs esq lbs oz pct nos pp hwy cf tues thurs weds".split()
)
# Possessive, and begun only where a run of marks begins: a megabyte of dots is read once.
_SENTENCE_END = re.compile(r"(?<![.!?])[.!?]++[\"')\]]*+(?:(?=\s+[\"'(\[]*+[A-Z0-9])|\s*$)")
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.]*)$")


def sentences(text: str) -> list[Span]:
    """Cut a paragraph into sentences; a full stop after a known abbreviation does not end one.

    Examples
    --------
    >>> text = 'Gov. Hale met Dr. Ortiz on Jan. 14. "We agreed," he said.'
    >>> [text[s:e] for s, e in sentences(text)]
    ['Gov. Hale met Dr. Ortiz on Jan. 14.', '"We agreed," he said.']
    """
    flat = plain(text)
    spans: list[Span] = []
    start = 0
    last = len(flat.rstrip())
    for end in _SENTENCE_END.finditer(flat):
        before = _LAST_WORD.search(flat, max(start, end.start() - 24), end.start())
        if (
            before is not None
            and end.end() < last
            and end.group() == "."
            and (before.group(1).lower() in ABBREVIATIONS or len(before.group(1)) == 1)
        ):
            continue
        sentence = trimmed(text, Span(start, end.end()))
        if sentence is not None:
            spans.append(sentence)
        start = end.end()
    rest = trimmed(text, Span(start, len(text)))
    if rest is not None:
        spans.append(rest)
    return spans


# A paragraph of more words than this is judged in pieces, as an article without breaks is.
MOST_WORDS = 180
_PIECE_WORDS = 60
_MOST_PIECES = 400
_MOST_PIECE_CHARACTERS = 100_000


def pieces(text: str) -> list[Span]:
    """Cut an overlong paragraph into runs of sentences that are as long as a paragraph is.

    Parameters
    ----------
    text : str
        A paragraph.

    Returns
    -------
    list of Span
        One span for a paragraph of up to ``MOST_WORDS`` words; never empty, in order. Of a text of
        millions of characters only the beginning is covered.

    Examples
    --------
    >>> [s.end - s.start for s in pieces("The town voted. " * 80)]
    [319, 319, 319, 319]
    """
    text = text[:_MOST_PIECE_CHARACTERS]
    if text.count(" ") <= MOST_WORDS:
        return [Span(0, len(text))]
    found: list[Span] = []
    start, words = -1, 0
    for sentence in sentences(text):
        start = sentence.start if start < 0 else start
        words += text.count(" ", sentence.start, sentence.end) + 1
        if words >= _PIECE_WORDS:
            found.append(Span(start, sentence.end))
            start, words = -1, 0
    if start >= 0:
        end = len(text.rstrip())
        if words < _PIECE_WORDS // 2 and found:
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(Span(start, end))
    return found[:_MOST_PIECES] or [Span(0, len(text))]
