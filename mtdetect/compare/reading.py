"""A text as the comparison sees it: passages, and its words as numbers that all texts share."""

# ruff: noqa: SIM905 (words are easier to read as text)
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtdetect import segment
from mtdetect.segment import Span, Token
from mtdetect.tables.lexicon import Lexicon

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# Kinds of token: marks, words that every text has, words with a meaning, names, figures.
MARK, FUNCTION, CONTENT, NAME, NUMBER = range(5)
# Of a text that is no article so many passages are compared.
MOST_PASSAGES = 4_000
# Digits, in threes with one mark between them or without, and decimals.
_FIGURE = re.compile(r"(\d{1,3}([.,])\d{3}(?:\2\d{3})*|\d+)(?:[.,](\d+))?")
_LETTERS = 6  # of a word's beginning that count where only its ending may differ

NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}


class Passage(NamedTuple):
    """A paragraph, or a piece of an overlong one: offsets, and the range of its tokens."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True)
class Reading:
    """One text.

    Attributes
    ----------
    text : str
    tokens : list of Token
        With offsets into the text.
    keys : ndarray of int64, shape (n_tokens,)
        Numbers of the words in lower case.
    stems : ndarray of int64, shape (n_tokens,)
        Numbers of their beginnings.
    kinds : ndarray of int64, shape (n_tokens,)
        What each is: mark, function word, content word, name or figure.
    weights : ndarray of float64, shape (n_tokens,)
        How much a word tells, about 0 to 1: names, figures and rare words most.
    passages : list of Passage
    quotations : list of Span
        Direct quotations as ranges of tokens, without their marks.
    """

    text: str
    tokens: list[Token]
    keys: Ints
    stems: Ints
    kinds: Ints
    weights: Floats
    passages: list[Passage]
    quotations: list[Span]

    def words(self, first: int, last: int) -> str:
        """Give the text from one token up to another."""
        if first >= last:
            return ""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def span(self, first: int, last: int) -> Span:
        """Give the offsets of the text from one token up to another; empty where there is none."""
        if first < last:
            return Span(self.tokens[first].start, self.tokens[last - 1].end)
        at = self.tokens[first].start if first < len(self.tokens) else len(self.text)
        return Span(at, at)

    def sentences(self, passage: Passage) -> list[Span]:
        """Give the sentences of a passage as ranges of tokens."""
        found: list[Span] = []
        at = passage.first
        for _, end in segment.sentences(self.text[passage.start : passage.end]):
            first = at
            while at < passage.last and self.tokens[at].start < passage.start + end:
                at += 1
            if at > first:
                found.append(Span(first, at))
        return found


class Reader:
    """Reads texts into numbers that are the same for the same word in all of them.

    Parameters
    ----------
    lexicon : Lexicon
        Says which words are frequent and how rare the others are.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._forms: dict[str, tuple[int, int, int, float]] = {}
        self._stems: dict[str, int] = {}

    def read(self, text: str) -> Reading:
        """Read one text."""
        tokens: list[Token] = []
        passages: list[Passage] = []
        quotations: list[Span] = []
        for start, end in segment.paragraphs(text):
            paragraph = text[start:end]
            first_of_all = len(tokens)
            for s, e in segment.pieces(paragraph):
                if len(passages) >= MOST_PASSAGES:
                    break
                first = len(tokens)
                tokens += [
                    Token(form, start + s + a, start + s + b)
                    for form, a, b in segment.tokens(paragraph[s:e])
                ]
                if len(tokens) > first:
                    passages.append(Passage(start + s, start + e, first, len(tokens)))
            quotations += _quotations(paragraph, start, tokens, first_of_all)
        numbers = [self._numbers(form) for form, _, _ in tokens]
        keys, stems, kinds, weights = zip(*numbers, strict=True) if numbers else ((), (), (), ())
        of_kind = np.asarray(kinds, dtype=np.int64)
        _demote_first_words(tokens, of_kind, self._forms, self._lexicon)
        return Reading(
            text,
            tokens,
            np.asarray(keys, dtype=np.int64),
            np.asarray(stems, dtype=np.int64),
            of_kind,
            np.asarray(weights, dtype=np.float64),
            passages,
            quotations,
        )

    def _numbers(self, form: str) -> tuple[int, int, int, float]:
        known = self._forms.get(form)
        if known is None:
            lower = form.lower()
            key = self._stems.setdefault(f"={lower}", len(self._stems))
            stem = self._stems.setdefault(plain_figure(lower)[:_LETTERS], len(self._stems))
            known = self._forms[form] = (key, stem, *self._kind(form, lower))
        return known

    def _kind(self, form: str, lower: str) -> tuple[int, float]:
        first = form[0]
        if first.isdigit() or lower in NUMBER_WORDS:
            return NUMBER, 0.8 if first.isdigit() else 0.4
        if not first.isalpha():
            return (FUNCTION, 0.05) if len(form) > 1 and form[0] == "'" else (MARK, 0.02)
        number = self._lexicon.index.get(lower)
        if number is None:
            return NAME if first.isupper() else CONTENT, 1.0
        if self._lexicon.is_frequent[number]:
            return FUNCTION, 0.1
        # From 0.2 for the most frequent words with a meaning to 1 for those of one in a million.
        rarity = float(np.clip((-self._lexicon.frequency[number] - 5.0) / 9.0, 0.2, 1.0))
        return NAME if first.isupper() else CONTENT, rarity


def plain_figure(lower: str) -> str:
    """Give a figure or a number word as digits, any other word as it is.

    Engines leave the marks in figures as other languages have them.

    Examples
    --------
    >>> plain_figure("two"), plain_figure("1,200"), plain_figure("1.200"), plain_figure("war")
    ('2', '1200', '1200', 'war')
    >>> plain_figure("3,5"), plain_figure("3.5"), plain_figure("1.200,5")
    ('3.5', '3.5', '1200.5')
    """
    figure = _FIGURE.fullmatch(lower)
    if figure is None:
        return NUMBER_WORDS.get(lower, lower)
    whole, _, decimals = figure.groups()
    whole = whole.replace(",", "").replace(".", "")
    return f"{whole}.{decimals}" if decimals else whole


def _demote_first_words(
    tokens: Sequence[Token],
    kinds: Ints,
    forms: dict[str, tuple[int, int, int, float]],
    lexicon: Lexicon,
) -> None:
    """Take the first word of a sentence for a name only if no common word is written so."""
    starting = True
    for i, (form, _, _) in enumerate(tokens):
        if form[0].isalnum():
            if starting and kinds[i] == NAME and form.lower() in lexicon.index:
                kinds[i] = CONTENT
            starting = False
        elif form in '.!?:"':
            starting = True


def _quotations(paragraph: str, start: int, tokens: Sequence[Token], at: int) -> list[Span]:
    found: list[Span] = []
    for quotation in segment.quotations(paragraph):
        while at < len(tokens) and tokens[at].start < start + quotation.start:
            at += 1
        first = at
        while at < len(tokens) and tokens[at].end <= start + quotation.end:
            at += 1
        inner = [first, at]
        while inner[0] < inner[1] and not tokens[inner[0]].form[0].isalnum():
            inner[0] += 1
        while inner[1] > inner[0] and not tokens[inner[1] - 1].form[0].isalnum():
            inner[1] -= 1
        if inner[0] < inner[1]:
            found.append(Span(*inner))
    return found
