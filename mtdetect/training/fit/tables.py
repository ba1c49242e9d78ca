"""Build the lexicon: counts from native news, synonyms from thesauri, odd forms, names."""

from __future__ import annotations

import gzip
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtdetect import segment
from mtdetect.simulate.dictionary import SpinnerDictionary
from mtdetect.simulate.inflect import analyses, inflect
from mtdetect.simulate.sources import SPUN_PHRASES_OF, WildPair, wild_pairs
from mtdetect.tables.encoding import word_number
from mtdetect.tables.lexicon import NAME, NUMBER, RARE, RESERVED, Lexicon, Ragged
from mtdetect.tables.ngrams import NgramTable, keys_of, quantise
from mtdetect.tables.origins import Origins
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.fit import affinity
from mtdetect.training.fit.elsewhere import elsewhere
from mtdetect.training.fit.known_names import attested_words, full_names, well_attested_names
from mtdetect.training.fit.lexicon_files import read_tsv, thesaurus_groups, word_frequencies
from mtdetect.training.fit.origins import origins

_MOST_IDS = 60_000
_LEAST_COUNT = 4
_NAME_SHARE = 0.85
_LEAST_NGRAM = {"bigrams": 2, "trigrams": 2, "skips": 3}
_MOST_SYNONYMS = 32
# How many words the excerpts behind the table of wild swaps hold, roughly: 99 pages.
_WILD_WORDS = 20_000
_ODD_WEIGHTS = (0.3, 7.0)


@dataclass(frozen=True)
class Counts:
    """What is counted once and shared by every lexicon."""

    words: list[str]
    news: NDArray[np.int64]
    stream: NDArray[np.int64]
    names: Counter[str]


def count_words(corpora: Corpora, extra: Collection[str]) -> Counts:
    """Choose the vocabulary and number the news that the tables are built from.

    Parameters
    ----------
    corpora : Corpora
        Only native documents of the split ``tables`` are counted.
    extra : collection of str
        Dictionary words that get a number even where news lacks them, likeliest first.
    """
    kept = np.repeat(corpora.table_mask(), np.diff(corpora.bounds))
    stream = corpora.stream[kept]
    times = np.bincount(stream, minlength=len(corpora.forms))
    total: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for form, n in zip(corpora.forms, times.tolist(), strict=True):
        if n:
            total[form.lower()] += n
            if form[0].isupper():
                capital[form.lower()] += n
    for form, n in zip(corpora.forms, times.tolist(), strict=True):
        lower = form.lower()
        if n >= 3 and form[0].isupper() and capital[lower] > _NAME_SHARE * total[lower]:
            names[form] += n
    frequent = [
        word
        for word, n in total.most_common()
        if n >= _LEAST_COUNT
        and capital[word] <= _NAME_SHARE * n
        and not word[0].isdigit()
        and "\n" not in word
    ]
    words = list(dict.fromkeys([*frequent, *(w for w in extra if capital[w] <= total[w] / 2)]))
    words = words[: _MOST_IDS - RESERVED]
    index = {word: i for i, word in enumerate(words, RESERVED)}
    number = np.asarray([word_number(form, index) for form in corpora.forms], dtype=np.int64)
    ids = number[stream]
    return Counts(words, np.bincount(ids, minlength=len(words) + RESERVED), ids, names)


def ngram_table(counts: Counts, offsets: tuple[int, ...], least: int) -> NgramTable:
    """Count the words that stand at the given distances from each other.

    Examples of ``offsets``: (0, 1) for bigrams, (0, 1, 2) for trigrams, (0, 2) for pairs with one
    word between.
    """
    n = len(counts.stream) - max(offsets)
    keys = keys_of(*(counts.stream[o : o + n] for o in offsets))
    keys.sort()
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    times = np.diff(np.append(starts, len(keys)))
    frequent = times >= least
    return NgramTable.build(keys[starts[frequent]], quantise(times[frequent]))


def synonyms(counts: Counts, groups: Iterable[list[str]], pairs: Iterable[WildPair]) -> Ragged:
    """Find for each word those that may have stood in its place, commoner and surer first.

    A thesaurus is read in both directions, and over inflections: what holds for *choose* holds
    for *chooses*.
    """
    index = {word: i for i, word in enumerate(counts.words, RESERVED)}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for head, *alike in groups:
        if head not in index:
            continue
        for other in alike:
            if other in index and other != head:
                votes[other][head] += 1
                votes[head][other] += 1
    for pair in pairs:
        odd, expected = pair.odd.lower(), pair.expected.lower()
        if odd in index and expected in index and odd != expected:
            votes[odd][expected] += 10 + pair.pages
    news = counts.news
    rows: list[list[int]] = []
    heads = votes.keys()
    for word in counts.words:
        weight: dict[int, float] = {}
        readings = [(word, ""), *analyses(word, heads)]
        for base, ending in readings:
            for other, n in votes.get(base, Counter()).items():
                form = inflect(other, ending) if ending else other
                number = index.get(form)
                if number is not None and form != word and news[number] >= 20:
                    value = math.log(news[number]) + 1.5 * math.log(n)
                    weight[number] = max(weight.get(number, -9.0), value)
        best = sorted(weight, key=lambda i: (-weight[i], i))[:_MOST_SYNONYMS]
        rows.append(best)
    lengths = np.cumsum([0] * (RESERVED + 1) + [len(r) for r in rows])
    flat = [i for row in rows for i in row]
    return Ragged(lengths.astype(np.uint32), np.asarray(flat, dtype=np.uint16))


def common_bigrams(lexicon_dir: Path, counts: Counts, news: NgramTable) -> NgramTable:
    """Bring the bigrams of general English to the scale of the news counts."""
    index = {word: i for i, word in enumerate(counts.words, RESERVED)}
    left: list[int] = []
    right: list[int] = []
    times: list[float] = []
    path = lexicon_dir / "symspell_frequency_bigramdictionary_en_243_342.txt.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig") as lines:
        for line in lines:
            first, second, n = line.split()
            if first in index and second in index:
                left.append(index[first])
                right.append(index[second])
                times.append(float(n))
    keys = keys_of(np.asarray(left), np.asarray(right))
    keys, unique = np.unique(keys, return_index=True)
    general = np.asarray(times)[unique]
    seen = news.log_counts(keys)
    both = np.isfinite(seen)
    shift = float(np.median(np.log(general[both]) - seen[both]))
    scaled = general * math.exp(-shift)
    usual = scaled >= 1
    return NgramTable.build(keys[usual], quantise(scaled[usual]))


def odd_forms(
    lexicon_dir: Path,
    counts: Counts,
    pairs: Iterable[WildPair],
    tables: dict[str, NgramTable],
    exclude: Collection[str] = (),
) -> tuple[NDArray[np.uint64], NDArray[np.float32], NDArray[np.uint16], NDArray[np.uint8]]:
    """Weigh the forms that spinners leave behind by how rare they are in clean news.

    ``exclude`` names the spinners whose listed phrases are left out; ``pairs`` are all taken.
    """
    index = {word: i for i, word in enumerate(counts.words, RESERVED)}
    found: dict[int, tuple[float, str]] = {}
    for odd, expected, pages, sure in [
        *((p.odd, p.expected, p.pages, p.sure) for p in pairs),
        *_listed(lexicon_dir, exclude),
    ]:
        ids = [word_number(f, index) for f in segment.forms(odd.lower())]
        if not 1 <= len(ids) <= 3 or any(i in (RARE, NAME, NUMBER) for i in ids):
            continue
        columns = [np.asarray([i]) for i in ids]
        key = int(keys_of(*columns)[0])
        if len(ids) == 1:
            clean = float(counts.news[ids[0]])
        else:
            table = tables["bigrams" if len(ids) == 2 else "trigrams"]
            clean = float(np.exp(table.log_counts(keys_of(*columns))[0]))
        rate = (pages if sure else 0.5) / _WILD_WORDS
        weight = math.log(rate / ((clean + 2.0) / len(counts.stream)))
        weight = min(weight, _ODD_WEIGHTS[1])
        if weight >= _ODD_WEIGHTS[0] and weight > found.get(key, (0.0, ""))[0]:
            found[key] = (weight, expected)
    keys = np.asarray(sorted(found), dtype=np.uint64)
    texts = sorted({found[int(k)][1] for k in keys})
    place = {text: i for i, text in enumerate(texts)}
    return (
        keys,
        np.asarray([found[int(k)][0] for k in keys], dtype=np.float32),
        np.asarray([place[found[int(k)][1]] for k in keys], dtype=np.uint16),
        _joined(texts),
    )


def _listed(
    lexicon_dir: Path, exclude: Collection[str] = ()
) -> Iterator[tuple[str, str, float, bool]]:
    for odd, expected, _, kind, *_ in list(read_tsv(lexicon_dir / "odd_swaps.tsv.gz"))[1:]:
        if kind == "wild:spun" and SPUN_PHRASES_OF not in exclude:
            yield odd, expected, 1, True
        elif kind == "tortured-phrase-list":
            yield odd, expected, 0.25, True


def build(
    corpora: Corpora,
    exclude: Collection[str] = (),
    dictionary: SpinnerDictionary | None = None,
    swaps: Sequence[WildPair] = (),
) -> Lexicon:
    """Build the whole lexicon.

    Parameters
    ----------
    corpora : Corpora
    exclude : collection of str
        Spinners whose dictionary must leave no trace: a thesaurus or families of wild swaps.
    dictionary : SpinnerDictionary, optional
        Menus from which originals are suggested; without it there are none from menus.
    swaps : sequence of WildPair
        Swaps of the user's own beside those of the corpora.
    """
    folder = corpora.data / "lexicon"
    frequency = word_frequencies(folder)
    counts = count_words(corpora, _dictionary_words(folder, frequency, swaps))
    bigrams = ngram_table(counts, (0, 1), _LEAST_NGRAM["bigrams"])
    general = np.full(len(counts.words) + RESERVED, math.log(1e-8), dtype=np.float32)
    general[RESERVED:] = [math.log(max(frequency.get(w, 0.0), 1e-8)) for w in counts.words]
    names = well_attested_names(folder, counts.names)
    ordered = sorted(names)
    together = full_names(corpora, names)
    pairs = sorted(together)
    empty = Ragged(np.zeros(1, dtype=np.uint32), np.zeros(0, dtype=np.uint16))
    lexicon = Lexicon(
        text=_joined(counts.words),
        news=np.where(counts.news > 0, quantise(counts.news), 0).astype(np.uint8),
        general=general,
        bigrams=bigrams,
        trigrams=ngram_table(counts, (0, 1, 2), _LEAST_NGRAM["trigrams"]),
        skips=ngram_table(counts, (0, 2), _LEAST_NGRAM["skips"]),
        common=common_bigrams(folder, counts, bigrams),
        synonyms=empty,
        odd_keys=np.zeros(0, dtype=np.uint64),
        odd_weights=np.zeros(0, dtype=np.float32),
        odd_expected=np.zeros(0, dtype=np.uint16),
        odd_text=_joined([]),
        names_text=_joined(ordered),
        names_count=quantise(np.asarray([names[n] for n in ordered])),
        full_names_text=_joined(pairs),
        full_names_count=quantise(np.asarray([together[p] for p in pairs])),
        attested=attested_words(corpora, folder),
        affinity=affinity.learn(counts.stream, counts.news),
    )
    lexicon = replace(lexicon, elsewhere=elsewhere(corpora, lexicon.index))
    lexicon = with_dictionary(lexicon, corpora, counts, exclude, swaps)
    if dictionary is None:
        return lexicon
    return replace(lexicon, origins=origins(dictionary, lexicon))


def recount(lexicon: Lexicon, corpora: Corpora) -> Counts:
    """Count again under the vocabulary of a lexicon, for :func:`with_dictionary`."""
    kept = np.repeat(corpora.table_mask(), np.diff(corpora.bounds))
    number = np.asarray([word_number(f, lexicon.index) for f in corpora.forms], dtype=np.int64)
    ids = number[corpora.stream[kept]]
    return Counts(lexicon.words, np.bincount(ids, minlength=lexicon.size), ids, Counter())


def with_dictionary(
    lexicon: Lexicon,
    corpora: Corpora,
    counts: Counts,
    exclude: Collection[str],
    swaps: Sequence[WildPair] = (),
) -> Lexicon:
    """Exchange what comes from spinners' dictionaries, keep the counts."""
    folder = corpora.data / "lexicon"
    pairs = [*wild_pairs(folder, exclude), *swaps]
    keys, weights, expected, text = odd_forms(
        folder,
        counts,
        pairs,
        {"bigrams": lexicon.bigrams, "trigrams": lexicon.trigrams},
        exclude,
    )
    return replace(
        lexicon,
        synonyms=synonyms(counts, thesaurus_groups(folder, exclude), pairs),
        odd_keys=keys,
        odd_weights=weights,
        odd_expected=expected,
        odd_text=text,
        origins=Origins.empty(),
    )


def _dictionary_words(
    folder: Path, frequency: dict[str, float], swaps: Sequence[WildPair] = ()
) -> list[str]:
    words: dict[str, None] = {}
    for pair in (*wild_pairs(folder), *swaps):
        for word in f"{pair.odd} {pair.expected}".lower().split():
            words[word] = None
    listed = {w for group in thesaurus_groups(folder, ("moby",)) for w in group}
    heads = sorted(
        (w for w in frequency if w.isalpha() and w.isascii() and len(w) > 2),
        key=lambda w: -frequency[w],
    )
    for word in heads:
        if word in listed or any(True for _ in analyses(word, listed)):
            words[word] = None
    return [w for w in words if w.isascii()]


def _joined(words: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
