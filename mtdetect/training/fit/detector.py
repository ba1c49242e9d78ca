"""Put the training set together, fit the detector, calibrate it on groups it never saw."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mtdetect.errors import DataError
from mtdetect.estimators.detector import Detector
from mtdetect.estimators.inputs import inputs_used
from mtdetect.features import matrix, swaps
from mtdetect.features.matrix import Resources
from mtdetect.features.wording import columns as wording_columns
from mtdetect.judge.labels import LABELS, Label
from mtdetect.judge.linear import MACHINES
from mtdetect.simulate.dictionary import SpinnerDictionary
from mtdetect.simulate.simulator import FAMILIES
from mtdetect.tables.encoding import encode
from mtdetect.tables.lexicon import Lexicon
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.dataset import Sample, SpinnerPool, aligned_samples, human_samples
from mtdetect.training.corpora.registry import ROUND_TRIPS_OF_NEWS, Split
from mtdetect.training.corpora.topics import is_sport
from mtdetect.training.corpora.transplant import GROUND, SOURCE, transplant
from mtdetect.training.fit.wording import CrossFitted, by_model
from mtdetect.training.fit.words import fit_word_model

# Paragraphs of native news, and of the rest in proportion, by split.
NATIVE: dict[Split, int] = {"train": 10_000, "calibrate": 4_000, "test": 6_000}
# Content must not tell the label: every class has the same shares of content, which are
# news as users score it, English originals of test sets, news from other languages, and other
# registers: law, speeches, fiction, obituaries.
# "Transplanted" are changes of all engines on the ground of native news; spun text has none.
STRATA = {"native": 0.35, SOURCE: 0.13, "original": 0.15, "translation": 0.24, "other": 0.13}
_STRATUM_OF = {"human_original": "original", "human_translation": "translation", "other": "other"}
# What people of other registers weigh beside all others, in telling translation. Of 0, 0.03, 0.1,
# 0.25, 0.45, 0.6 and 1.2 it keeps most of whole articles where other writers are spared, and hardly
# less of beginnings than the last two.
_OTHERS = 0.45
SEED = 20261121
# Paragraphs of native news to transplant changes to, and how many of one document at the most.
_MOST_GROUND = 50_000
_GROUND_PER_DOCUMENT = 9
# The corpora are news of politics and war. Of the little sport in them training takes all.
_SPORT_PER_DOCUMENT = 25
# Paragraphs looked at in one go.
_BATCH = 400
# Spinners of calibration and test have other menus than those of training.
FIRST_SPINNER: dict[Split, int] = {"train": 0, "calibrate": 5_000, "test": 9_000}


@dataclass(frozen=True)
class LabelledSet:
    """Samples with their computed inputs."""

    samples: list[Sample]
    dense: NDArray[np.float64]
    ngrams: sparse.csr_matrix

    @property
    def labels(self) -> NDArray[np.str_]:
        """The label of each sample."""
        return np.asarray([s.label for s in self.samples])

    @property
    def buckets(self) -> NDArray[np.int64]:
        """The bucket of each sample: what stays in one fold."""
        return np.asarray([s.bucket for s in self.samples], dtype=np.int64)

    def where(self, keep: Callable[[Sample], bool]) -> LabelledSet:
        """Keep some samples."""
        rows = np.flatnonzero([keep(s) for s in self.samples])
        return LabelledSet([self.samples[i] for i in rows], self.dense[rows], self.ngrams[rows])


def stratum(sample: Sample) -> str:
    """Name the kind of content that a sample has, whoever wrote it."""
    if sample.source in (SOURCE, GROUND):
        return sample.source
    if sample.source in ROUND_TRIPS_OF_NEWS:
        return "native"
    return _STRATUM_OF.get(sample.origin, "native")


def against_human(samples: Sequence[Sample], machine: Label) -> NDArray[np.float64]:
    """Weigh samples to tell one kind of machine text from human text, content balanced.

    A stratum that either side lacks is left out.
    """
    labels = np.asarray([s.label for s in samples])
    strata = np.asarray([stratum(s) for s in samples])
    weight = np.zeros(len(samples))
    for name, share in STRATA.items():
        sides = [(labels == label) & (strata == name) for label in ("human", machine)]
        if all(side.any() for side in sides):
            for side in sides:
                weight[side] = share / side.sum()
    return np.asarray(weight * int((weight > 0).sum()) / max(weight.sum(), 1e-12))


def column_weights(samples: Sequence[Sample], machine: Label) -> NDArray[np.float64]:
    """Weigh samples as :func:`against_human`, and people's text of other registers in any case.

    Nobody translated any. N-grams would learn that law and speeches are never a machine's; columns,
    which know nothing of topics, learn how far people go from plain news.
    """
    weight = against_human(samples, machine)
    human = np.asarray([s.label == "human" for s in samples])
    others = human & np.asarray([stratum(s) == "other" for s in samples]) & (weight == 0)
    if others.any():
        weight[others] = _OTHERS * weight[human].sum() / others.sum()
    return weight


def weights(samples: Sequence[Sample]) -> NDArray[np.float64]:
    """Weigh samples so that classes count the same, each with its kinds of content in their shares.

    Of kinds that a class has none of, the others of that class take the place: nobody translated
    law or speeches.
    """
    labels = np.asarray([s.label for s in samples])
    strata = np.asarray([stratum(s) for s in samples])
    weight = np.zeros(len(samples))
    for label in LABELS:
        of_label = labels == label
        for name, share in STRATA.items():
            of = of_label & (strata == name)
            if of.any():
                weight[of] = share / of.sum()
        weight[of_label] /= max(weight[of_label].sum(), 1e-12)
    return np.asarray(weight * len(samples) / weight.sum())


def draw_unspun(corpora: Corpora, split: Split, machine_per_group: int = 2) -> list[Sample]:
    """Draw human and translated paragraphs of one split (learners are never among them)."""
    native = NATIVE[split]
    return [
        *human_samples(corpora, "news_native", split, native, per_document=2),
        *human_samples(corpora, "news_nonnative", split, native // 8),
        *human_samples(corpora, "wikipedia", split, native // 6, per_document=8),
        *human_samples(corpora, "other_registers", split, native // 3, per_document=10),
        *aligned_samples(
            (p for p in corpora.aligned if p.split == split),
            machine_per_group=machine_per_group,
            humans_per_group=2,
        ),
    ]


def draw_sport(corpora: Corpora, split: Split, drawn: Sequence[Sample]) -> list[Sample]:
    """Draw the human paragraphs on sport that are not drawn yet."""
    known = {s.text for s in drawn}
    return [
        sample
        for file in ("news_native", "wikipedia")
        for sample in human_samples(
            corpora, file, split, sys.maxsize, per_document=_SPORT_PER_DOCUMENT, wanted=is_sport
        )
        if sample.text not in known
    ]


def draw_ground(corpora: Corpora, split: Split, drawn: Sequence[Sample]) -> list[Sample]:
    """Draw further native news that only changes of engines are transplanted to."""
    known = {s.text for s in drawn}
    more = human_samples(
        corpora, "news_native", split, sys.maxsize, per_document=_GROUND_PER_DOCUMENT, seed=1
    )
    ground = [replace(s, source=GROUND) for s in more if s.text not in known]
    return ground[:_MOST_GROUND]


def spinner_pool(
    dictionary: SpinnerDictionary, split: Split, families: Collection[str] = FAMILIES
) -> SpinnerPool:
    """Make the spinners of a split."""
    return SpinnerPool(
        dictionary,
        families,
        instances=60 if split == "train" else 25,
        first_seed=FIRST_SPINNER[split],
    )


def draw_spun(
    unspun: Sequence[Sample], pool: SpinnerPool, most_aligned: int, seed: int = SEED
) -> list[Sample]:
    """Spin all paragraphs of human corpora and some of the aligned human ones."""
    plain = [
        s
        for s in unspun
        if s.label == "human" and s.origin not in ("human_translation", "human_original")
    ]
    aligned = [
        s
        for s in unspun
        if s.label == "human" and s.origin in ("human_translation", "human_original")
    ]
    Random(seed).shuffle(aligned)
    return pool.spin([*plain, *aligned[:most_aligned]], seed)


def check_kinds(samples: Sequence[Sample], split: Split) -> None:
    """Refuse to learn or to measure where a kind of text is missing.

    Raises
    ------
    DataError
        If a split has no native news, nothing spun or nothing translated.
    """
    found = {s.label if s.label != "human" else s.origin for s in samples}
    missing = [kind for kind in ("native", "spun", "translated") if kind not in found]
    if missing:
        raise DataError(
            f"the split {split!r} of the corpora has no paragraphs that are {', '.join(missing)}: "
            "add to human/news_native or to the files of machine/, see docs/training.md"
        )


def make_resources(
    unspun: Sequence[Sample], lexicon: Lexicon, pool: SpinnerPool, paragraphs: int = 12_000
) -> Resources:
    """Train the word model on some human paragraphs and put it beside the lexicon."""
    humans = [s for s in unspun if s.label == "human"]
    rng = Random(SEED)
    some: list[Sample] = []
    for share, wanted in (
        (0.4, lambda s: s.origin == "native"),
        (0.35, lambda s: s.origin not in ("native", "other")),
        (0.25, lambda s: s.origin == "other"),
    ):
        of = [s for s in humans if wanted(s)]
        some += rng.sample(of, min(len(of), int(share * paragraphs)))
    return Resources(lexicon, fit_word_model(some, pool, lexicon, seed=SEED % 1000))


def compute(
    samples: Sequence[Sample], resources: Resources, wording: CrossFitted | None = None
) -> LabelledSet:
    """Compute the inputs of samples.

    Parameters
    ----------
    samples : sequence of Sample
    resources : Resources
    wording : CrossFitted, optional
        Gives each sample a model of wording that did not learn from it; by default all get that
        of ``resources``.
    """
    gc.collect()
    gc.freeze()  # the corpora are many objects that never die: leave them out of collections
    every = list(range(len(samples)))
    groups = [(resources.wording, every)] if wording is None else by_model(samples, wording)
    order: list[int] = []
    dense, ngrams = [], []
    for model, places in groups:
        shell = Detector(resources)
        shell.resources_ = replace(resources, wording=model)
        found = shell._inputs([samples[i].text for i in places])
        order += places
        dense.append(found[0])
        ngrams.append(found[1])
    back = np.argsort(order, kind="stable")
    return LabelledSet(list(samples), np.vstack(dense)[back], sparse.vstack(ngrams).tocsr()[back])


def with_wording(found: LabelledSet, resources: Resources, wording: CrossFitted) -> LabelledSet:
    """Compute the columns of wording anew, with models that learnt from other pairs."""
    columns = matrix.places_of("wording")
    dense = found.dense.copy()
    for model, places in by_model(found.samples, wording):
        for start in range(0, len(places), _BATCH):
            rows = places[start : start + _BATCH]
            encoded = encode([found.samples[i].text for i in rows], resources.lexicon)
            words = swaps.words(encoded, resources.lexicon)
            choices = model.judge(encoded, resources.lexicon, words)
            dense[np.ix_(rows, columns)] = wording_columns(encoded, choices)
    return replace(found, dense=dense)


def with_transplants(train: LabelledSet) -> LabelledSet:
    """Add machine examples on the ground of native news (see :mod:`.transplant`)."""
    samples, dense, ngrams = transplant(train.samples, train.dense, train.ngrams, seed=SEED)
    return LabelledSet(
        train.samples + samples,
        np.vstack([train.dense, dense]),
        sparse.vstack([train.ngrams, ngrams]).tocsr(),
    )


def fit(train: LabelledSet, resources: Resources, **parameters: float) -> Detector:
    """Fit a detector on computed inputs."""
    train = with_transplants(train)
    detector = Detector(resources, **parameters)  # type: ignore[arg-type]
    detector.resources_ = resources
    return detector.fit_inputs(
        train.dense,
        train.ngrams,
        train.labels,
        train.buckets,
        {machine: against_human(train.samples, machine) for machine in MACHINES},
        {machine: column_weights(train.samples, machine) for machine in MACHINES},
    )


def unseen_odds(detector: Detector, train: LabelledSet) -> NDArray[np.float64]:
    """Give the log-odds of spun against human, with n-gram scores of models that saw neither.

    Parameters
    ----------
    detector : Detector
        Fitted on the set.
    train : LabelledSet
    """
    weight = {m: np.zeros(len(train.samples)) for m in MACHINES}
    weight["spun"] = against_human(train.samples, "spun")
    _, _, scores = detector.stack(train.ngrams, train.labels, train.buckets, weight)
    raw = detector.parameters_.raw(np.hstack([train.dense, scores]))
    return np.asarray(raw[:, 1] - raw[:, 0])


def refit_translated(base: Detector, train: LabelledSet, resources: Resources) -> Detector:
    """Give a detector that learnt translation from other samples; of spinning it knows the same.

    Parameters
    ----------
    base : Detector
        Fitted; left as it is.
    train : LabelledSet
    resources : Resources
        What the columns of ``train`` rest on.
    """
    train = with_transplants(train)
    weight = {m: against_human(train.samples, m) for m in MACHINES}
    of_columns = {m: column_weights(train.samples, m) for m in MACHINES}
    weight["spun"] = of_columns["spun"] = np.zeros(len(train.samples))
    fresh = Detector(resources, base.C, base.C_columns, n_folds=2).fit_inputs(
        train.dense, train.ngrams, train.labels, train.buckets, weight, of_columns
    )
    p, own = base.parameters_, fresh.parameters_
    row, used = MACHINES.index("translated"), inputs_used()["translated"]
    changed = {
        name: getattr(p, name).copy()
        for name in ("ngram_weights", "ngram_bias", "mean", "spread", "coefficients", "intercept")
    }
    for name in ("ngram_weights", "ngram_bias", "coefficients", "intercept"):
        changed[name][row] = getattr(own, name)[row]
    for name in ("mean", "spread"):
        changed[name][used] = getattr(own, name)[used]
    fresh.resources_ = resources
    fresh.parameters_ = replace(p, **changed)
    return fresh
