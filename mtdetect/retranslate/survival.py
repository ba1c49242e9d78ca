"""What survives a translation there and back: which words, which n-grams, where in the sentence.

Every sentence is aligned with what came back of it. Names and figures survive more often than the
words between them, the beginning of a sentence more often than its end, a short sentence more often
than a long one. So each word is held against what survives, when people wrote them, of words as
frequent as it, at such a place, in a sentence of such a length.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from mtdetect import segment
from mtdetect.tables.lexicon import Lexicon

LENGTHS = (1, 2, 3, 4)
# Classes of tokens: marks, numbers, names, then words by the logarithm of their frequency (those
# that the lexicon lacks count as rarest). Above the last edge nearly all are function words.
_MARK, _NUMBER, _NAME, _FIRST_WORD = range(4)
_EDGES = np.asarray([-12.5, -11.0, -9.5, -8.0, -6.5])
N_CLASSES = _FIRST_WORD + len(_EDGES) + 1
N_PARTS = 3
# Tokens up to which a sentence is short, and up to which it is of middling length.
_SENTENCES = np.asarray([15, 28])
N_SIZES = len(_SENTENCES) + 1
CELLS = (N_CLASSES, N_PARTS, N_SIZES)
# Sentences are cut into so many words that none of an article has half as many tokens; a word that
# is a run of thousands of marks has, and each would be held against each.
MOST_TOKENS = 500


@dataclass(frozen=True)
class Survival:
    """Counts over the sentences of a text, from which the model's columns are made.

    Attributes
    ----------
    survived, written : ndarray of shape CELLS
        Tokens that came back in their order, and tokens there were, by class, part of the
        sentence, length of the sentence.
    ngrams_survived, ngrams : ndarray of shape (4,)
        N-grams of one to four tokens, within sentences, whatever their case.
    returned : int
        Tokens that came back, new ones too.
    unchanged, sentences : int
        Sentences that came back as they were, and sentences there were.
    """

    survived: NDArray[np.float64]
    written: NDArray[np.float64]
    ngrams_survived: NDArray[np.float64]
    ngrams: NDArray[np.float64]
    returned: int = 0
    unchanged: int = 0
    sentences: int = 0

    @property
    def tokens(self) -> float:
        """Number of tokens there were."""
        return float(self.written.sum())

    @property
    def shares(self) -> NDArray[np.float64]:
        """Share of the n-grams of each length that survived."""
        return np.asarray(self.ngrams_survived / np.maximum(1.0, self.ngrams))

    def expected(self, expected: NDArray[np.float64]) -> float:
        """Give the share of its tokens that would have come back in order, had people written it.

        Parameters
        ----------
        expected : ndarray of shape CELLS
            Share of tokens that survives in human text.
        """
        return float((expected * self.written).sum() / max(1.0, self.tokens))

    def __add__(self, other: Survival) -> Survival:
        """Count two texts as one."""
        return Survival(
            self.survived + other.survived,
            self.written + other.written,
            self.ngrams_survived + other.ngrams_survived,
            self.ngrams + other.ngrams,
            self.returned + other.returned,
            self.unchanged + other.unchanged,
            self.sentences + other.sentences,
        )


def survival(pairs: Iterable[tuple[str, str]], lexicon: Lexicon) -> Survival:
    """Count what survived in sentences and what came back of them.

    Parameters
    ----------
    pairs : iterable of pair of str
        A sentence and its round trip; the first ``MOST_TOKENS`` tokens of each count.
    lexicon : Lexicon
        Tells how frequent words are.

    Returns
    -------
    Survival
    """
    survived, written = np.zeros(CELLS), np.zeros(CELLS)
    ngrams_survived, ngrams = np.zeros(len(LENGTHS)), np.zeros(len(LENGTHS))
    returned = unchanged = sentences = 0
    for sentence, back in pairs:
        forms = segment.forms(sentence)[:MOST_TOKENS]
        if not forms:
            continue
        before = [form.lower() for form in forms]
        after = [form.lower() for form in segment.forms(back)[:MOST_TOKENS]]
        cells = _cells(forms, lexicon)
        written += _count(cells)
        survived += _count(cells, _kept(before, after))
        for place, n in enumerate(LENGTHS):
            there, back_again = _ngrams(before, n), _ngrams(after, n)
            ngrams[place] += there.total()
            ngrams_survived[place] += (there & back_again).total()
        returned += len(after)
        unchanged += before == after
        sentences += 1
    return Survival(survived, written, ngrams_survived, ngrams, returned, unchanged, sentences)


def _count(
    cells: NDArray[np.int64], weights: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    counts = np.bincount(cells, weights, minlength=math.prod(CELLS))
    return np.asarray(counts, dtype=np.float64).reshape(CELLS)


def _kept(before: Sequence[str], after: Sequence[str]) -> NDArray[np.float64]:
    kept = np.zeros(len(before))
    for start, _, size in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_matching_blocks():
        kept[start : start + size] = 1.0
    return kept


def _ngrams(forms: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(zip(*(forms[i:] for i in range(n)), strict=False))


def _cells(forms: Sequence[str], lexicon: Lexicon) -> NDArray[np.int64]:
    """Tell the cell of every token of a sentence, as a number."""
    n = len(forms)
    kinds = [_class_of(form, at == 0, lexicon) for at, form in enumerate(forms)]
    parts = np.arange(n) * N_PARTS // n
    size = int(np.searchsorted(_SENTENCES, n))
    return np.asarray((np.asarray(kinds) * N_PARTS + parts) * N_SIZES + size, dtype=np.int64)


def _class_of(form: str, first: bool, lexicon: Lexicon) -> int:
    c = form[0]
    if c.isdigit():
        return _NUMBER
    if not c.isalpha() and not (c == "'" and len(form) > 1):
        return _MARK
    if c.isupper() and not first:
        return _NAME
    number = lexicon.index.get(form.lower())
    if number is None:
        return _FIRST_WORD
    return _FIRST_WORD + int(np.searchsorted(_EDGES, lexicon.frequency[number]))


# Tokens that a class, part or length must have before its share counts for about half.
_PRIOR_CLASS, _PRIOR_SIZE = 3.0, 15.0

COLUMNS: tuple[str, ...] = (
    "survival of words",
    "survival of pairs",
    "survival of triples",
    "survival of fours",
    "unchanged sentences",
    "length of what came back",
    *(
        f"excess among {name}"
        for name in (
            "marks", "numbers", "names", "very rare words", "rare words",
            "uncommon words", "common words", "frequent words", "function words",
        )
    ),
    *(f"excess at the {name} of sentences" for name in ("beginning", "middle", "end")),
    *(f"excess in {name} sentences" for name in ("short", "middling", "long")),
    "excess",
)  # fmt: skip


def columns(texts: Sequence[Survival], expected: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn counts into the columns of the model.

    Parameters
    ----------
    texts : sequence of Survival
    expected : ndarray of shape CELLS
        Share of tokens that survives in human text.

    Returns
    -------
    ndarray of shape (n_texts, len(COLUMNS))
    """
    rows = np.zeros((len(texts), len(COLUMNS)))
    for row, text in zip(rows, texts, strict=True):
        excess = text.survived - expected * text.written
        tokens = max(1.0, text.tokens)
        row[:] = np.concatenate(
            [
                text.shares,
                [text.unchanged / max(1, text.sentences), text.returned / tokens],
                excess.sum((1, 2)) / (text.written.sum((1, 2)) + _PRIOR_CLASS),
                excess.sum((0, 2)) * N_PARTS / tokens,
                excess.sum((0, 1)) / (text.written.sum((0, 1)) + _PRIOR_SIZE),
                [excess.sum() / tokens],
            ]
        )
    return rows
