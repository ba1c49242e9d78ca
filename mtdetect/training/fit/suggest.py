"""Learn the weights by which originals of swapped words are ranked, from spun news."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from nltk.stem import PorterStemmer
from numpy.typing import NDArray
from scipy.optimize import minimize

from mtdetect import segment
from mtdetect.errors import DataError
from mtdetect.evidence.candidates import Floats, Ids
from mtdetect.evidence.ranking import COLUMNS, RankingModel
from mtdetect.evidence.suggest import Suggester, count_words, mended
from mtdetect.features.matrix import Resources, analyse
from mtdetect.simulate.dictionary import KIN, THESAURI, SpinnerDictionary
from mtdetect.simulate.rewriting import Spin
from mtdetect.simulate.simulator import FAMILIES, Spinner
from mtdetect.tables.encoding import PADDING
from mtdetect.tables.lexicon import Lexicon
from mtdetect.training.corpora.articles import human_articles
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.registry import Split
from mtdetect.training.fit.origins import origins

_stem = lru_cache(maxsize=100_000)(PorterStemmer().stem)
_L2 = 1e-3
_TAKEN_FOR_SWAPPED = -0.5  # log-odds of the word model, in a text that is spun
_ARTICLES = 8  # for each family of spinner
_FIRST_SPINNER = 100
# Candidates are ranked among neighbours that the ranking mends: it is learnt again with itself.
_ROUNDS = 3
_DIGITS = 4


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


def fit_ranking(
    corpora: Corpora, resources: Resources, dictionary: SpinnerDictionary
) -> RankingModel:
    """Fit the ranking to native articles for training, spun by every family.

    Each thesaurus's spinner counts twice: with its menus in the table, and without.

    Parameters
    ----------
    corpora : Corpora
    resources : Resources
        Their lexicon has the menus of the dictionary.
    dictionary : SpinnerDictionary
    """
    texts = native_texts(corpora, "train", _ARTICLES * len(FAMILIES))
    cases: list[tuple[Lexicon, list[Place]]] = []
    for number, family in enumerate(FAMILIES):
        spinner = Spinner(family, _FIRST_SPINNER + number, dictionary)
        found = list(spun_places(texts[number :: len(FAMILIES)], spinner, resources))
        cases.append((resources.lexicon, found))
        if family in THESAURI:
            cases.append((without_menus(resources.lexicon, dictionary, family), found))
    ranking = RankingModel.unknown()
    for _ in range(_ROUNDS):
        weights = learn(choices(cases, ranking))
        ranking = RankingModel(tuple(round(w, _DIGITS) for w in weights.tolist()))
    return ranking


def native_texts(corpora: Corpora, split: Split, most: int) -> list[str]:
    """Give native articles of eight paragraphs and more, the first twelve of each."""
    found = human_articles(corpora, "news_native", split, 2 * most)
    return ["\n\n".join(a.paragraphs[:12]) for a in found if len(a.paragraphs) >= 8][:most]


def spun_places(texts: Sequence[str], spinner: Spinner, resources: Resources) -> Iterator[Place]:
    """Spin texts and give their swapped places."""
    for number, text in enumerate(texts):
        yield from swapped_places(spinner.spin(text, number), resources)


def without_menus(lexicon: Lexicon, dictionary: SpinnerDictionary, source: str) -> Lexicon:
    """Give a lexicon that does not know the menus of one source, nor of what shares them."""
    shared = next((kin for kin in KIN if source in kin), (source,))
    return replace(lexicon, origins=origins(dictionary.without(*shared), lexicon))


def choices(cases: Iterable[tuple[Lexicon, Sequence[Place]]], ranking: RankingModel) -> Choices:
    """Gather the candidates of every place, among neighbours that a ranking mends.

    Parameters
    ----------
    cases : iterable of pair of Lexicon and sequence of Place
        The candidates of places are those of the lexicon beside them.
    ranking : RankingModel

    Raises
    ------
    DataError
        If no place has both a right and a wrong candidate.
    """
    columns: list[Floats] = []
    right: list[NDArray[np.bool_]] = []
    sizes: list[int] = []
    for lexicon, places in cases:
        suggester = Suggester(lexicon, ranking)
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


def swapped_places(copy: Spin, resources: Resources) -> Iterator[Place]:
    """Give the swapped words of a spun text that the word model takes for swapped.

    Parameters
    ----------
    copy : Spin
        A text with blank lines between paragraphs, and its swaps.
    resources : Resources
    """
    spans = segment.paragraphs(copy.text)
    analysis = analyse([copy.text[start:end] for start, end in spans], resources)
    encoded = analysis.encoded
    counts = count_words(encoded.ids, resources.lexicon)
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
