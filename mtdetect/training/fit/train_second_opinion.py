"""Fit the second opinion of a model that is trained: ``mtdetect train --retranslate``."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from joblib import Parallel, delayed
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from mtdetect.engine import judge
from mtdetect.judge.odds import odds_of_kinds
from mtdetect.model import Model, save_second_opinion
from mtdetect.retranslate.survival import Survival, survival
from mtdetect.retranslate.translator import cut, portuguese
from mtdetect.tables.lexicon import Lexicon
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.dataset import Sample
from mtdetect.training.corpora.registry import Split
from mtdetect.training.fit.detector import draw_unspun
from mtdetect.training.fit.second_opinion import choose, fit_survival, join, sample_weights

# Groups of the same content, and human paragraphs beside none: what survives is learnt from the
# first pair, how it is joined to the first odds from the second, which the detector never saw.
_SIZES: dict[Split, tuple[int, int]] = {"train": (400, 400), "calibrate": (250, 300)}
_ALL = 1_000
_PROCESSES = 2
_CHUNK = 50
Say = Callable[[str], None]


@threadpool_limits.wrap(limits=1)  # type: ignore[untyped-decorator]
def train_second_opinion(
    data: Path, out: Path, cache: Path | None = None, say: Say = print
) -> Model:
    """Fit the second opinion and write it into the model's folder; nothing else changes there.

    Parameters
    ----------
    data : Path
        The folder of the corpora.
    out : Path
        The folder of a model, from ``mtdetect train``.
    cache : Path, optional
        Folder where translations are kept, so that a second run need not wait for them.
    say : callable, default=print
        Told what happens.

    Returns
    -------
    Model

    Raises
    ------
    MissingDependencyError
        If the engine that translates is not installed.
    """
    began = time.monotonic()

    def step(text: str) -> None:
        say(f"[{time.monotonic() - began:6.0f} s] {text}")

    engine = portuguese()
    model = Model.load(out)
    step("reading the corpora")
    corpora = Corpora(data)
    training, held = (
        choose(draw_unspun(corpora, split, machine_per_group=_ALL), *sizes)
        for split, sizes in _SIZES.items()
    )
    del corpora
    texts = [s.text for s in (*training, *held)]
    backs = _translate(texts, cache, step)
    lexicon = model.resources.lexicon
    step("fitting")
    fitted = fit_survival(
        _survivals(training, backs, lexicon),
        np.asarray([s.label == "translated" for s in training]),
        sample_weights(training),
    )
    judged = [(s, j.even) for s, j in zip(held, judge(model, [s.text for s in held]), strict=True)]
    heard = [(s, even) for s, even in judged if even is not None]
    held = [s for s, _ in heard]
    first = odds_of_kinds(np.asarray([even.article for _, even in heard]))[:, 1]
    fitted = join(fitted, _survivals(held, backs, lexicon), held, first)
    made_of = (
        f"{engine.engine}; {engine.weights}; {len(training)} paragraphs to learn from, {len(held)} "
        "held back"
    )
    save_second_opinion(replace(fitted, made_of=made_of), out)
    step(f"written to {out}: discount {fitted.discount:.2f}, shift {fitted.shift:.2f}")
    return Model.load(out)


def _survivals(
    samples: Sequence[Sample], backs: dict[str, str], lexicon: Lexicon
) -> list[Survival]:
    return [survival(((s, backs[s]) for s in cut(sample.text)), lexicon) for sample in samples]


def _translate(texts: Sequence[str], cache: Path | None, step: Say) -> dict[str, str]:
    """Translate every sentence there and back; a run that was cut short goes on with a cache."""
    backs = _cached(cache)
    wanted = list(dict.fromkeys(s for text in texts for s in cut(text)))
    left = [s for s in wanted if s not in backs]
    step(f"translating {len(left)} sentences there and back")
    chunks = [left[at : at + _CHUNK] for at in range(0, len(left), _CHUNK)]
    found = Parallel(n_jobs=_PROCESSES, return_as="generator")(delayed(_back)(c) for c in chunks)
    for number, (chunk, back) in enumerate(zip(chunks, found, strict=True), 1):
        new = dict(zip(chunk, back, strict=True))
        backs |= new
        if cache is not None:
            _keep(cache, new)
        if number % 20 == 0:
            step(f"{number * _CHUNK} of {len(left)} sentences")
    return backs


def _back(sentences: Sequence[str]) -> list[str]:
    round_trip = portuguese()
    return [round_trip(sentence) for sentence in sentences]


def _file(cache: Path) -> Path:
    return cache / f"{portuguese().name}.jsonl"


def _cached(cache: Path | None) -> dict[str, str]:
    if cache is None or not _file(cache).exists():
        return {}
    with _file(cache).open(encoding="utf-8") as lines:
        return dict(pair for line in lines if (pair := _pair(line)))


def _pair(line: str) -> list[str] | None:
    try:
        found: list[str] = json.loads(line)
    except ValueError:  # the end of a run that was cut short
        return None
    return found


def _keep(cache: Path, new: dict[str, str]) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    with _file(cache).open("a", encoding="utf-8") as lines:
        lines.writelines("\n" + json.dumps(pair) for pair in new.items())
