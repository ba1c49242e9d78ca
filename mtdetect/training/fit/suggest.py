"""Learn the weights by which originals of swapped words are ranked, from spun news."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from nltk.stem import PorterStemmer
from numpy.typing import NDArray
from scipy.optimize import minimize

from mtdetect import segment
from mtdetect.errors import DataError
from mtdetect.evidence.suggest import COLUMNS, Floats, Ids, Suggester, mended
from mtdetect.features.matrix import Resources, analyse
from mtdetect.simulate.rewriting import Spin
from mtdetect.tables.encoding import PADDING
from mtdetect.tables.lexicon import Lexicon

_stem = lru_cache(maxsize=100_000)(PorterStemmer().stem)
_L2 = 1e-3
_TAKEN_FOR_SWAPPED = -0.5  # log-odds of the word model, in a text that is spun


@dataclass(frozen=True)
class Place:
    """A paragraph with places that were swapped.

    Attributes
    ----------
    ids : ndarray of int
        The padded stream of word numbers.
    originals : dict of int to str
        What stood at each swapped place.
    counts : ndarray of shape (lexicon.size,)
        How often the article has each word.
    """

    ids: NDArray[np.integer]
    originals: Mapping[int, str]
    counts: Floats


@dataclass(frozen=True)
class Choices:
    """Candidates for many places: what is seen of each, which are right, which belong together."""

    columns: Floats
    right: NDArray[np.bool_]
    begin: Ids


def stems(phrase: str) -> frozenset[str]:
    """Give the stems by which a suggestion is compared with the original.

    Examples
    --------
    >>> sorted(stems("Military judges"))
    ['judg', 'militari']
    """
    return frozenset(_stem(word) for word in phrase.lower().split())


def choices(suggester: Suggester, lexicon: Lexicon, places: Iterable[Place]) -> Choices:
    """Gather the candidates of every place, among neighbours that the suggester mends.

    Raises
    ------
    DataError
        If no place has both a right and a wrong candidate.
    """
    columns: list[Floats] = []
    right: list[NDArray[np.bool_]] = []
    sizes: list[int] = []
    for place in places:
        for part, good in _of_paragraph(suggester, lexicon, place):
            if good.any() and not good.all():
                columns.append(part)
                right.append(good)
                sizes.append(len(part))
    if not sizes:
        raise DataError("no place has a right and a wrong candidate to learn from: spin more text")
    begin = np.cumsum([0, *sizes])[:-1]
    return Choices(np.concatenate(columns), np.concatenate(right), begin)


def _of_paragraph(
    suggester: Suggester, lexicon: Lexicon, place: Place
) -> Iterator[tuple[Floats, NDArray[np.bool_]]]:
    stream = place.ids.astype(np.int64)
    found = suggester.candidates(stream, sorted(place.originals))
    if not len(found.asked):
        return
    better = mended(stream, suggester.suggest(stream, sorted(place.originals), place.counts))
    columns = suggester.columns(found, stream, better, place.counts)
    for asked, original in place.originals.items():
        here = np.flatnonzero(found.asked == asked)
        wanted = stems(original)
        good = [
            bool(wanted & {_stem(lexicon.word(i)) for i in ids if i})
            for ids in found.ids[here].tolist()
        ]
        yield columns[here], np.asarray(good, dtype=bool)


def learn(seen: Choices, used: Sequence[str] = COLUMNS) -> Floats:
    """Fit a conditional logit model: each place chooses one of its candidates.

    Parameters
    ----------
    seen : Choices
    used : sequence of str
        The columns that may have a weight.

    Returns
    -------
    ndarray of shape (len(COLUMNS),)
        The weights, in nats for one unit of each column.
    """
    spread = seen.columns.std(axis=0) + 1e-9
    scaled = seen.columns / spread
    sizes = np.diff(np.append(seen.begin, len(seen.right)))
    group = np.repeat(np.arange(len(sizes)), sizes)
    open_ = np.asarray([name in used for name in COLUMNS])

    def loss(weights: Floats) -> tuple[float, Floats]:
        score = scaled @ (weights * open_)
        raised = np.exp(score - np.maximum.reduceat(score, seen.begin)[group])
        total = np.add.reduceat(raised, seen.begin)
        good = np.add.reduceat(raised * seen.right, seen.begin) + 1e-12
        pull = raised / total[group] - raised * seen.right / good[group]
        value = -np.log(good / total).mean() + _L2 * float(weights @ weights)
        return value, scaled.T @ pull / len(sizes) * open_ + 2 * _L2 * weights

    found = minimize(loss, np.zeros(len(COLUMNS)), jac=True, method="L-BFGS-B")
    weights: Floats = found.x * open_ / spread
    return weights


def swapped_places(copy: Spin, resources: Resources, suggester: Suggester) -> Iterator[Place]:
    """Give the swapped words of a spun text that the word model takes for swapped.

    Parameters
    ----------
    copy : Spin
        A text with blank lines between paragraphs, and its swaps.
    resources : Resources
    suggester : Suggester
    """
    spans = segment.paragraphs(copy.text)
    analysis = analyse([copy.text[start:end] for start, end in spans], resources)
    encoded = analysis.encoded
    counts = suggester.counts(encoded.ids)
    swap_starts = [s.start for s in copy.swaps]
    originals: dict[int, dict[int, str]] = {}
    for place in analysis.words.places[analysis.word_log_odds > _TAKEN_FOR_SWAPPED].tolist():
        row, token = encoded.token_at(place)
        at = spans[row].start + token.start
        swap = copy.swaps[bisect_right(swap_starts, at) - 1] if copy.swaps else None
        if swap is not None and swap.start <= at < swap.end:
            originals.setdefault(row, {})[place] = swap.original
    for row, found in originals.items():
        # Two places of padding on either side of a paragraph.
        first = int(encoded.first[row]) - PADDING
        end = int(encoded.first[row]) + len(encoded.tokens[row]) + PADDING
        yield Place(encoded.ids[first:end], {p - first: text for p, text in found.items()}, counts)
