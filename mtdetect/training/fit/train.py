"""Remake the shipped model from the corpora: ``mtdetect train``."""

from __future__ import annotations

import gc
import hashlib
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import numpy as np
import sklearn
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from mtdetect.errors import DataError, ModelError
from mtdetect.estimators.detector import Detector
from mtdetect.evidence.ranking import RankingModel
from mtdetect.evidence.rewordings import Rewordings
from mtdetect.judge.article import ArticleModel
from mtdetect.model import Model, load_second_opinion
from mtdetect.names.candidates import CandidateModel
from mtdetect.retranslate.model import SurvivalModel
from mtdetect.simulate.dictionary import SPINNERS_FILE, SpinnerDictionary
from mtdetect.simulate.sources import read_swaps
from mtdetect.tables.paths import model_dir
from mtdetect.training.corpora.articles import (
    Article,
    Judged,
    aligned_articles,
    beginnings,
    human_articles,
    judge,
    read_again,
    spun_articles,
)
from mtdetect.training.corpora.corpus import MACHINE_FILES, Corpora
from mtdetect.training.corpora.dataset import SpinnerPool
from mtdetect.training.corpora.registry import HUMAN_FILES, OTHER_KINDS, Split
from mtdetect.training.fit import tables
from mtdetect.training.fit.clues import learn_clues
from mtdetect.training.fit.detector import (
    SEED,
    check_kinds,
    compute,
    draw_ground,
    draw_sport,
    draw_spun,
    draw_unspun,
    fit,
    make_resources,
    spinner_pool,
    unseen_odds,
    weights,
)
from mtdetect.training.fit.garbles import fit_candidates
from mtdetect.training.fit.registers import fit_reading, fit_register
from mtdetect.training.fit.rewordings import learn_rewordings
from mtdetect.training.fit.sequence import fit_article_model
from mtdetect.training.fit.suggest import fit_ranking
from mtdetect.training.fit.thresholds import thresholds
from mtdetect.training.fit.versions import fit_versions
from mtdetect.training.fit.wording import cross_fit, draw_pairs

_RUN = 3
# Native articles that the sequence model is fitted on; the thresholds take all.
_MOST_NATIVE = 1_000
# Sums are split among threads and rounded apart, so that their number is part of the recipe.
THREADS = 2
Say = Callable[[str], None]
_Fitted = TypeVar("_Fitted")


@dataclass(frozen=True)
class ArticleSets:
    """Articles of one split."""

    humans: list[Article]
    machines: list[Article]


def draw_articles(
    corpora: Corpora, split: Split, pool: SpinnerPool, native: int, machine: int
) -> ArticleSets:
    """Draw human articles of every kind, translated ones, and spin some of the native ones.

    An original that native news holds as a whole is not drawn a second time.
    """
    news = human_articles(corpora, "news_native", split, native)
    others = [
        *human_articles(corpora, "news_nonnative", split, 400),
        *human_articles(corpora, "wikipedia", split, 200),
        *human_articles(corpora, "other_registers", split, 400),
    ]
    aligned = aligned_articles(corpora, split, machine)
    registers = [a for a in others if a.writers in OTHER_KINDS]
    spun = spun_articles([*news[:machine], *registers[: machine // 4]], pool, SEED)
    return ArticleSets(
        news + others + [a for a in aligned if a.label == "human" and not a.in_native],
        spun + [a for a in aligned if a.label != "human"],
    )


def runs_in_articles(
    humans: Sequence[Judged], machines: Sequence[Judged], most: int, seed: int = SEED
) -> list[tuple[Judged, NDArray[np.bool_]]]:
    """Put runs of three judged machine pieces into judged human articles of 12 or more."""
    rng = Random(seed)
    hosts = [j for j in humans if len(j.ratios) >= 12]
    guests = [j for j in machines if len(j.ratios) >= _RUN]
    mixed = []
    for number in range(min(most, len(hosts)) if guests else 0):
        host, guest = hosts[number], guests[rng.randrange(len(guests))]
        at = rng.randrange(len(host.ratios) - _RUN + 1)
        first = rng.randrange(len(guest.ratios) - _RUN + 1)
        ratios = host.ratios.copy()
        ratios[at : at + _RUN] = guest.ratios[first : first + _RUN]
        machine = np.zeros(len(ratios), dtype=bool)
        machine[at : at + _RUN] = True
        weighed = replace(host.weighed, ratios=ratios)
        mixed.append((replace(host, article=guest.article, weighed=weighed), machine))
    return mixed


def fit_context(model: Model, sets: ArticleSets) -> Model:
    """Give a model with sequence model, calibrated register and thresholds fitted to articles."""
    humans, machines = (judge(articles, model) for articles in (sets.humans, sets.machines))
    register = fit_reading(model.register, humans)
    humans, machines = (read_again(register, judged) for judged in (humans, machines))
    model = replace(model, register=register)
    translated = [a for a in sets.machines if a.label == "translated"]
    cut_humans, cut_machines = (
        judge(beginnings(articles), model) for articles in (sets.humans, translated)
    )
    native = [j for j in humans if j.article.writers == "native_news"]
    mixed = runs_in_articles(native, machines, 400)
    others = [j for j in humans if j.article.writers != "native_news"]
    article = fit_article_model([*native[:_MOST_NATIVE], *others, *machines], mixed)
    found = thresholds(humans, article, [*machines, *cut_machines], cut_humans)
    return replace(model, article=article, thresholds=found)


def train(
    data: Path, out: Path, say: Say = print, swaps: Path | None = None, threads: int = THREADS
) -> Model:
    """Remake the model, to the same bytes however many cores there are.

    What is only evidence or comparison is left out, and said, where the corpora are too small.

    Parameters
    ----------
    data : Path
        The folder of the corpora.
    out : Path
        Where the model is written.
    say : callable, default=print
        Told what happens.
    swaps : Path, optional
        A table of swaps of your own, see :func:`mtdetect.simulate.sources.read_swaps`.
    threads : int
        Among how many threads sums are split. Other numbers give other roundings.

    Returns
    -------
    Model

    Raises
    ------
    DataError
        If a corpus is missing, or what the model judges by cannot be learnt from them.
    """
    with threadpool_limits(limits=threads):
        return _train(data, out, say, swaps)


def _train(data: Path, out: Path, say: Say, swaps: Path | None) -> Model:
    own_swaps = [] if swaps is None else read_swaps(swaps)
    began = time.monotonic()

    def step(text: str) -> None:
        say(f"[{time.monotonic() - began:6.0f} s] {text}")

    second = _second_opinion(step)
    step("reading the corpora")
    corpora = Corpora(data)
    step("counting words, reading thesauri")
    dictionary = SpinnerDictionary.from_data(data / "lexicon")
    lexicon = tables.build(corpora, dictionary=dictionary, swaps=own_swaps)
    out.mkdir(parents=True, exist_ok=True)
    dictionary.save(out / SPINNERS_FILE)
    step("drawing and spinning paragraphs")
    pool = spinner_pool(dictionary, "train")
    unspun = draw_unspun(corpora, "train", machine_per_group=4)
    unspun += draw_sport(corpora, "train", unspun)
    spun = draw_spun(unspun, pool, most_aligned=8_000)
    check_kinds([*unspun, *spun], "train")
    step("training the word model")
    resources = make_resources(unspun, lexicon, pool)
    step("training the model of wording")
    pairs = draw_pairs(corpora)
    wording = cross_fit(pairs, lexicon)
    resources = wording.resources(resources)
    samples = [*unspun, *spun, *draw_ground(corpora, "train", unspun)]
    step(f"computing features of {len(samples)} paragraphs")
    training = compute(samples, resources, wording)
    step("fitting the detector")
    detector = fit(training, resources)
    register = fit_register(training, unseen_odds(detector, training))
    n_training = len(samples)
    del training, samples
    gc.collect()
    # Weights are rounded when they are stored: what follows is set on the model as it ships.
    Model(resources, detector.parameters_, ArticleModel(), (), register=register).save(out)
    model = Model.load(out)
    detector = Detector.from_model(model)
    step("calibrating on groups that training never saw")
    held_pool = spinner_pool(dictionary, "calibrate")
    held = draw_unspun(corpora, "calibrate", machine_per_group=1)
    held += draw_spun(held, held_pool, most_aligned=2_000)
    check_kinds(held, "calibrate")
    held_set = compute(held, model.resources)
    detector.calibrate_inputs(
        held_set.dense, held_set.ngrams, held_set.labels, weights(held_set.samples)
    )
    step("learning what damage and habits weigh")
    model = replace(model, clues=learn_clues(corpora, lexicon))
    step("fitting the sequence model, setting thresholds")
    sets = draw_articles(corpora, "calibrate", held_pool, native=4_000, machine=900)
    model = fit_context(replace(model, parameters=detector.parameters_), sets)
    manifest: dict[str, Any] = {
        "made_by": "mtdetect train",
        "seed": SEED,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scikit_learn": sklearn.__version__,
        "training_paragraphs": n_training,
        "own_swaps": len(own_swaps),
        "corpora_sha256": _digest_of(data),
    }
    step("fitting what garbled names are found with")
    names = _fitted_or(
        CandidateModel.unknown(), lambda: fit_candidates(corpora, lexicon), "garbled names", step
    )
    step("learning what people write instead of engines' words")
    rewordings = _fitted_or(
        Rewordings.of(),
        lambda: learn_rewordings(pairs, draw_pairs(corpora, "calibrate"), model.resources),
        "what people write instead",
        step,
    )
    step("fitting what suggestions are ranked by")
    ranking = _fitted_or(
        RankingModel.unknown(),
        lambda: fit_ranking(corpora, model.resources, dictionary),
        "the order of suggestions",
        step,
    )
    model = replace(
        model,
        manifest=manifest,
        names=names,
        rewordings=rewordings,
        ranking=ranking,
        second_opinion=second,
    )
    model.save(out)
    step("fitting what versions of one story are told by")
    _fitted_or(
        None, lambda: fit_versions(corpora, Model.load(out), out), "versions of one story", step
    )
    step(f"written to {out}: {model.article}")
    for threshold in model.thresholds:
        step(str(threshold))
    return Model.load(out)


def _fitted_or(unknown: _Fitted, fit: Callable[[], _Fitted], what: str, step: Say) -> _Fitted:
    """Fit what articles are judged without, or say that the corpora have too little for it."""
    try:
        return fit()
    except DataError as error:
        step(f"nothing was learnt of {what}: {error}")
        return unknown


def _second_opinion(step: Say) -> SurvivalModel | None:
    """Take over the second opinion of the shipped model, which rests on columns of its own."""
    try:
        return load_second_opinion(model_dir())
    except ModelError as error:
        step(f"the model will have no second opinion until train --retranslate fits one: {error}")
        return None


def _digest_of(data: Path) -> str:
    digest = hashlib.sha256()
    files = [
        *(data / "human" / f"{n}.jsonl.gz" for n in HUMAN_FILES),
        *(data / "machine" / f"{n}.jsonl.gz" for n in MACHINE_FILES),
    ]
    for path in files:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
