"""Turn a batch of paragraphs into flat arrays of word numbers that features work on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mtdetect import segment
from mtdetect.tables.lexicon import BOUNDARY, NAME, NUMBER, RARE, RESERVED, Lexicon

# Two on either side, so that no window of a trigram reaches into the next paragraph.
PADDING = 2
# Beyond this a paragraph tells nothing new; it bounds time and memory for a line of 10 MB.
MOST_TOKENS = 2_000
MOST_CHARACTERS = 20_000

_LOWER, _CAPITALISED, _UPPER = range(3)


@dataclass(frozen=True)
class Encoded:
    """A batch of paragraphs as flat arrays, one element a token, with padding between.

    Attributes
    ----------
    texts : sequence of str
        The paragraphs.
    tokens : list of list of Token
        The tokens of each paragraph.
    ids : ndarray of int32, shape (n,)
        Word numbers; ``BOUNDARY`` on padding.
    row : ndarray of int32, shape (n,)
        The paragraph that an element belongs to.
    case : ndarray of uint8, shape (n,)
        0 lower, 1 capitalised, 2 all capitals.
    initial : ndarray of bool, shape (n,)
        Whether a token begins a sentence or a quotation.
    quoted : ndarray of bool, shape (n,)
        Whether a token stands inside a direct quotation.
    first : ndarray of int64, shape (n_paragraphs,)
        Where the tokens of each paragraph begin.
    """

    texts: Sequence[str]
    tokens: list[list[segment.Token]]
    ids: NDArray[np.int32]
    row: NDArray[np.int32]
    case: NDArray[np.uint8]
    initial: NDArray[np.bool_]
    quoted: NDArray[np.bool_]
    first: NDArray[np.int64]

    @property
    def n_rows(self) -> int:
        """Number of paragraphs."""
        return len(self.texts)

    @cached_property
    def is_word(self) -> NDArray[np.bool_]:
        """Whether a token is a word or name rather than a mark, number or padding."""
        return np.asarray(self.word_kind == 1)

    @cached_property
    def word_kind(self) -> NDArray[np.uint8]:
        """0 padding, 1 word, 2 number, 3 mark."""
        kinds = np.zeros(len(self.ids), dtype=np.uint8)
        for at, tokens in zip(self.first, self.tokens, strict=True):
            kinds[at : at + len(tokens)] = [
                1 if (c := t.form[0]).isalpha() or (c == "'" and len(t.form) > 1)
                else 2 if c.isdigit() else 3
                for t in tokens
            ]  # fmt: skip
        return kinds

    @cached_property
    def n_words(self) -> NDArray[np.float64]:
        """Number of words in each paragraph."""
        return self.sums(self.is_word)

    def span(self, row: int) -> slice:
        """Tell where a paragraph stands, with the padding around it."""
        start = int(self.first[row])
        return slice(start - PADDING, start + len(self.tokens[row]) + PADDING)

    def alone(self, row: int) -> Encoded:
        """Give one paragraph as a batch of its own."""
        here = self.span(row)
        return Encoded(
            self.texts[row : row + 1],
            self.tokens[row : row + 1],
            self.ids[here],
            np.zeros_like(self.row[here]),
            self.case[here],
            self.initial[here],
            self.quoted[here],
            np.asarray([PADDING], dtype=np.int64),
        )

    def sums(self, values: NDArray[np.generic]) -> NDArray[np.float64]:
        """Add up a value over the tokens of each paragraph."""
        total = np.bincount(self.row, weights=values, minlength=self.n_rows)
        return np.asarray(total, dtype=np.float64)

    def token_at(self, place: int) -> tuple[int, segment.Token]:
        """Give the paragraph and the token of a flat place."""
        row = int(self.row[place])
        return row, self.tokens[row][place - int(self.first[row])]


def word_number(form: str, index: dict[str, int]) -> int:
    """Give the number of a token's form."""
    number = index.get(form)
    if number is None:
        number = index.get(form.lower())
        if number is None:
            c = form[0]
            return NUMBER if c.isdigit() else NAME if c.isupper() else RARE
    return number


def encode(texts: Sequence[str], lexicon: Lexicon) -> Encoded:
    """Encode paragraphs.

    Parameters
    ----------
    texts : sequence of str
        Paragraphs; of each the first ``MOST_TOKENS`` tokens count.
    lexicon : Lexicon
        Where words are looked up.
    """
    index = lexicon.index
    all_tokens: list[list[segment.Token]] = []
    ids: list[int] = []
    case: list[int] = []
    initial: list[bool] = []
    quoted: list[bool] = []
    first = np.zeros(len(texts), dtype=np.int64)
    lengths = np.zeros(len(texts), dtype=np.int64)
    pad_ids, pad_case, pad_flag = [BOUNDARY] * PADDING, [0] * PADDING, [False] * PADDING
    for i, text in enumerate(texts):
        tokens = segment.tokens(text[:MOST_CHARACTERS])[:MOST_TOKENS]
        all_tokens.append(tokens)
        first[i] = len(ids) + PADDING
        lengths[i] = len(tokens) + 2 * PADDING
        ids += pad_ids
        case += pad_case
        initial += pad_flag
        quoted += pad_flag
        starting = True
        for form, _, _ in tokens:
            ids.append(word_number(form, index))
            c = form[0]
            if c.isupper():
                case.append(_UPPER if len(form) > 1 and form.isupper() else _CAPITALISED)
            else:
                case.append(_LOWER)
            initial.append(starting)
            if c.isalnum():
                starting = False
            elif c in '.!?:"':
                starting = True
        marks = segment.quotations(text[:MOST_CHARACTERS])
        quoted += segment.inside(marks, [t.start for t in tokens])
        ids += pad_ids
        case += pad_case
        initial += pad_flag
        quoted += pad_flag
    return Encoded(
        texts,
        all_tokens,
        np.asarray(ids, dtype=np.int32),
        np.repeat(np.arange(len(texts), dtype=np.int32), lengths),
        np.asarray(case, dtype=np.uint8),
        np.asarray(initial, dtype=bool),
        np.asarray(quoted, dtype=bool),
        first,
    )


__all__ = ["BOUNDARY", "NAME", "NUMBER", "RARE", "RESERVED", "Encoded", "encode", "word_number"]
