"""Learn which words engines choose, from native news and its round trips, word by word.

Two texts that say the same are aligned; what differs is the person's on one side and the engine's
on the other. Texts translated one way differ from people's translations in nearly every word, and
engines of test sets differ by what they translate: both drown the signal, so that only round trips
of news count here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from mtdetect.features import swaps
from mtdetect.features.matrix import Resources
from mtdetect.features.wording import (
    HUMAN,
    KEPT,
    MACHINE,
    TokenFeatures,
    Wording,
    rates,
    token_features,
)
from mtdetect.tables.encoding import Encoded, encode
from mtdetect.tables.lexicon import Lexicon
from mtdetect.tables.ngrams import LOG_COUNT, Keys, NgramTable, quantise
from mtdetect.tables.trees import Forest
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.dataset import Sample, of_aligned
from mtdetect.training.corpora.registry import ROUND_TRIPS_OF_NEWS, Split

_CHUNK = 400  # pairs
# Keys seen once say nothing of others, and would fill the tables.
_LEAST_SEEN = 2
# The trees see rates counted on the other folds, and this share of the words that were kept, which
# are nine in ten.
_FOLDS = 5
_KEPT_SHARE = 0.3
_OUTER_FOLDS = 2
_SEED = 7


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph of news and what an engine made of it, there and back."""

    human: str
    machine: Sample

    @property
    def story(self) -> str:
        """What stays in one fold."""
        return self.machine.story or self.machine.group


def draw_pairs(corpora: Corpora, split: Split = "train") -> list[Pair]:
    """Give the round trips of native news of one split beside their originals."""
    of_split = [p for p in corpora.aligned if p.file in ROUND_TRIPS_OF_NEWS and p.split == split]
    human = {(p.file, p.group): p.text for p in of_split if p.label == "human"}
    return [
        Pair(human[p.file, p.group], of_aligned(p))
        for p in of_split
        if p.label != "human" and (p.file, p.group) in human
    ]


def aligned(human: Sequence[str], machine: Sequence[str]) -> SequenceMatcher[str]:
    """Align the tokens of two texts that say the same, whatever their case."""
    low = [[form.lower() for form in forms] for forms in (human, machine)]
    return SequenceMatcher(None, low[0], low[1], autojunk=False)


@dataclass(frozen=True)
class CrossFitted:
    """A model of wording, and others for the texts that it learnt from.

    Attributes
    ----------
    whole : Wording
        Fitted on all pairs.
    parts : dict of (int, str) to Wording
        Each fitted without the stories of one fold and without the round trips through one
        language: what users score was made by engines that no model has seen.
    stories : frozenset of str
        What ``whole`` learnt from.
    texts : dict of str to str
        The story of each human paragraph of these, by how it begins: it may stand elsewhere, too.
    """

    whole: Wording
    parts: Mapping[tuple[int, str], Wording]
    stories: frozenset[str]
    texts: Mapping[str, str]

    def for_sample(self, sample: Sample) -> Wording:
        """Give a model that learnt nothing from a paragraph, its other versions or its engine.

        Paragraphs by people get one or the other of those that did not learn from their story.
        """
        story: str | None = sample.story or sample.group
        if story not in self.stories:
            story = self.texts.get(_key(sample.text))
        if story is None or not self.parts:
            return self.whole
        languages = self._languages
        if sample.label == "translated" and sample.pivot in languages:
            language = sample.pivot
        else:
            language = languages[crc32(f"left out {sample.group}".encode()) % len(languages)]
        return self.parts[_fold(story, len(self.parts) // len(languages)), language]

    @cached_property
    def _languages(self) -> list[str]:
        return sorted({language for _, language in self.parts})

    def resources(self, resources: Resources) -> Resources:
        """Put the model beside the lexicon."""
        return replace(resources, wording=self.whole)


def _fold(story: str, n_folds: int) -> int:
    return crc32(f"wording {story}".encode()) % n_folds


def _key(text: str) -> str:
    return " ".join(text.split())[:80]


@dataclass(frozen=True, eq=False)
class Observed:
    """All words of many pairs with what became of them.

    Attributes
    ----------
    columns, keys
        See :class:`mtdetect.features.wording.TokenFeatures`.
    fate : ndarray of int8, shape (n,)
    pair : ndarray of int64, shape (n,)
        Which pair each word is from.
    """

    columns: NDArray[np.float32]
    keys: Keys
    fate: NDArray[np.int8]
    pair: NDArray[np.int64]

    def where(self, wanted: NDArray[np.bool_]) -> Observed:
        """Keep some words."""
        return Observed(
            self.columns[wanted], self.keys[wanted], self.fate[wanted], self.pair[wanted]
        )


def observe(pairs: Sequence[Pair], lexicon: Lexicon) -> Observed:
    """Align pairs and look at all their words."""
    parts: list[Observed] = []
    for start in range(0, len(pairs), _CHUNK):
        some = pairs[start : start + _CHUNK]
        encoded = encode(
            [text for pair in some for text in (pair.human, pair.machine.text)], lexicon
        )
        found = token_features(encoded, lexicon, swaps.words(encoded, lexicon))
        parts.append(_with_fates(encoded, found, start))
    return Observed(
        np.vstack([p.columns for p in parts]),
        np.vstack([p.keys for p in parts]),
        np.concatenate([p.fate for p in parts]),
        np.concatenate([p.pair for p in parts]),
    )


def _with_fates(encoded: Encoded, found: TokenFeatures, start: int) -> Observed:
    fate = np.full(len(encoded.ids), KEPT, dtype=np.int8)
    for row in range(0, encoded.n_rows, 2):
        both = [[t.form for t in encoded.tokens[row + side]] for side in (0, 1)]
        changed = [np.ones(len(forms), dtype=bool) for forms in both]
        for first, second, size in aligned(*both).get_matching_blocks():
            changed[0][first : first + size] = False
            changed[1][second : second + size] = False
        for side, who in ((0, HUMAN), (1, MACHINE)):
            at = int(encoded.first[row + side])
            fate[at : at + len(both[side])][changed[side]] = who
    places = found.places
    pair = start + encoded.row[places].astype(np.int64) // 2
    return Observed(found.columns, found.keys, fate[places], pair)


@dataclass(frozen=True, eq=False)
class _Counts:
    """How often each key was kept, a person's, a machine's; as the stored tables will say it."""

    keys: Keys
    steps: NDArray[np.uint8]  # (3, n_keys), see mtdetect.tables.ngrams.quantise; 0 for never

    @classmethod
    def of(cls, words: Observed) -> _Counts:
        keys, which = np.unique(words.keys, return_inverse=True)
        which = which.reshape(words.keys.shape)
        counts = np.stack(
            [
                np.bincount(which[words.fate == fate].ravel(), minlength=len(keys))
                for fate in (KEPT, HUMAN, MACHINE)
            ]
        )
        often = counts.sum(axis=0) >= _LEAST_SEEN
        counts = counts[:, often]
        return cls(keys[often], np.where(counts, quantise(counts), 0).astype(np.uint8))

    def rates(self, keys: Keys) -> NDArray[np.float32]:
        if not len(self.keys):
            return rates(*np.zeros((3, *keys.shape)))
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys[at] == keys
        return rates(*(np.exp(LOG_COUNT[steps[at] * known]) for steps in self.steps))

    @property
    def tables(self) -> list[NgramTable]:
        """Tables for kept, human, machine; each holds the keys that it has counts of."""
        return [NgramTable.build(self.keys[s > 0], s[s > 0]) for s in self.steps]


def fit_wording(words: Observed, fold_of: NDArray[np.integer], seed: int = _SEED) -> Wording:
    """Fit a model of wording.

    Parameters
    ----------
    words : Observed
    fold_of : ndarray of int, one for each word
        Rates that the trees see of a word are counted on the other folds.
    seed : int
    """
    rng = np.random.default_rng(seed)
    kept = words.fate == KEPT
    drawn = ~kept | (rng.random(len(kept)) < _KEPT_SHARE)
    if len(np.unique(words.fate[drawn])) < 3:
        return Wording()
    table = np.empty((len(words.fate), 3 * words.keys.shape[1]), dtype=np.float32)
    for fold in np.unique(fold_of):
        here = fold_of == fold
        rest = words.where(~here)
        counts = _Counts.of(rest if len(rest.fate) else words)
        table[here] = counts.rates(words.keys[here])
    model = HistGradientBoostingClassifier(
        max_iter=60,
        max_leaf_nodes=40,
        max_depth=7,
        learning_rate=0.25,
        l2_regularization=1.0,
        min_samples_leaf=200,
        early_stopping=False,
        random_state=seed,
    )
    model.fit(
        np.hstack([words.columns[drawn], table[drawn]]),
        words.fate[drawn],
        sample_weight=np.where(kept[drawn], 1 / _KEPT_SHARE, 1.0),
    )
    return Wording(Forest.from_sklearn(model), *_Counts.of(words).tables)


def cross_fit(pairs: Sequence[Pair], lexicon: Lexicon, n_folds: int = _OUTER_FOLDS) -> CrossFitted:
    """Fit a model of wording on pairs, and those that the pairs themselves are judged by.

    Parameters
    ----------
    pairs : sequence of Pair
    lexicon : Lexicon
        No document behind a pair may have been counted in it: people's words would look known,
        and everything unfamiliar a machine's.
    n_folds : int
    """
    if not pairs:
        return CrossFitted(Wording(), {}, frozenset(), {})
    words = observe(pairs, lexicon)
    stories = [pair.story for pair in pairs]
    inner = np.asarray([crc32(f"rates {s}".encode()) % _FOLDS for s in stories])[words.pair]
    outer = np.asarray([_fold(s, n_folds) for s in stories])[words.pair]
    through = np.asarray([pair.machine.pivot for pair in pairs])
    languages = sorted(set(through.tolist()))
    parts = {}
    for fold in range(n_folds):
        for language in languages:
            left = outer != fold
            if len(languages) > 1:
                left &= (through != language)[words.pair]
            parts[fold, language] = fit_wording(words.where(left), inner[left])
    return CrossFitted(
        fit_wording(words, inner),
        parts,
        frozenset(stories),
        {_key(pair.human): story for pair, story in zip(pairs, stories, strict=True)},
    )


def by_model(samples: Iterable[Sample], wording: CrossFitted) -> list[tuple[Wording, list[int]]]:
    """Sort samples by the model that may judge them; gives their places."""
    found: dict[int, tuple[Wording, list[int]]] = {}
    for i, sample in enumerate(samples):
        model = wording.for_sample(sample)
        found.setdefault(id(model), (model, []))[1].append(i)
    return list(found.values())
