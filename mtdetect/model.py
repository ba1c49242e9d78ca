"""The model as it is shipped: plain arrays and a JSON manifest, checked on loading."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtdetect.arguments import is_number
from mtdetect.errors import InvalidTypeError, InvalidValueError, ModelError
from mtdetect.evidence.suggest import Suggester
from mtdetect.features import matrix
from mtdetect.features.matrix import Resources
from mtdetect.judge.article import ArticleModel, Limits
from mtdetect.judge.labels import LABELS
from mtdetect.judge.linear import Parameters
from mtdetect.judge.register import Reading, Register
from mtdetect.retranslate.model import SurvivalModel
from mtdetect.tables.arrays import read_arrays, write_arrays
from mtdetect.tables.lexicon import Lexicon
from mtdetect.tables.paths import model_dir
from mtdetect.tables.trees import Forest

SCHEMA = 7
LEXICON_FILE = "lexicon.npz"
DETECTOR_FILE = "detector.npz"
MANIFEST_FILE = "manifest.json"
SECOND_FILE = "second_opinion.npz"
_LIMITS = ("article", "paragraph", "news_article", "news_paragraph")
_READINGS = ("news", "sport")
_READING = ("slope", "intercept", "silent")
_PARAMETERS = ("mean", "spread", "coefficients", "intercept", "scale", "shift")


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where flagging begins for one false-positive rate.

    Attributes
    ----------
    fpr : float
        The false-positive rate aimed at. On the human articles that the thresholds rest on,
        the upper bound for native news stays within it, and so does the share of flagged articles
        in every other group of writers that is large enough to show it.
    article, paragraph : pair of float
        Log-odds of spun and of translated against human (nats, under even priors) at and above
        which articles and paragraphs are flagged.
    news_article, news_paragraph : pair of float, optional
        The same for articles that read like native news, whose writers hardly ever come near;
        those of all others by default.
    articles, paragraphs : int
        Number of human texts that the thresholds rest on.
    article_bound, paragraph_bound : float
        Upper 95% Clopper-Pearson bounds of the false-positive rates on them.
    """

    fpr: float
    article: Limits
    paragraph: Limits
    articles: int = 0
    paragraphs: int = 0
    article_bound: float = 1.0
    paragraph_bound: float = 1.0
    news_article: Limits | None = None
    news_paragraph: Limits | None = None

    def limits(self, news: bool) -> tuple[Limits, Limits]:
        """Give the limits of articles and of paragraphs, by whether an article reads like news."""
        if not news:
            return self.article, self.paragraph
        return self.news_article or self.article, self.news_paragraph or self.paragraph

    def __post_init__(self) -> None:
        """Refuse what no score can be compared with."""
        if not 0 < self.fpr < 1:
            raise InvalidValueError(f"fpr is {self.fpr}; it must lie above 0 and below 1")
        for name in _LIMITS:
            limits = getattr(self, name)
            if limits is None and name.startswith("news_"):
                continue
            if len(limits) != 2 or any(math.isnan(limit) for limit in limits):
                raise InvalidValueError(f"the {name} thresholds are {limits}: give two numbers")


def _pair(limits: Sequence[float] | None) -> Limits | None:
    if limits is None:
        return None
    spun, translated = limits
    return float(spun), float(translated)


@dataclass(frozen=True)
class Model:
    """Everything that scoring needs, as data; :mod:`mtdetect.engine` scores with it.

    Attributes
    ----------
    resources : Resources
        Lexicon and word model.
    parameters : Parameters
        Judge paragraphs by themselves; a :class:`mtdetect.Detector` learns them.
    article : ArticleModel
        Judges them in their article.
    thresholds : tuple of Threshold
        One for each false-positive rate that can be chosen.
    digest : str
        SHA-256 over the model's files; tells models apart.
    manifest : dict
        What the model was made of and how it measures.
    register : Register
        Tells what reads like native news, and so which of the thresholds counts, and what is
        about sport, where odd words say less.
    second_opinion : SurvivalModel or None
        What survives a translation there and back tells; a model may do without.
    """

    resources: Resources
    parameters: Parameters
    article: ArticleModel
    thresholds: tuple[Threshold, ...]
    digest: str = ""
    manifest: dict[str, Any] = field(default_factory=dict, repr=False)
    register: Register = field(default_factory=Register.unknown, repr=False)
    second_opinion: SurvivalModel | None = field(default=None, repr=False)

    @cached_property
    def suggester(self) -> Suggester:
        """Ranks what may have stood where a word was swapped; made when first asked for."""
        return Suggester(self.resources.lexicon)

    def threshold(self, fpr: float) -> Threshold:
        """Give the thresholds for a false-positive rate.

        Raises
        ------
        InvalidValueError
            If the model has none for it.
        InvalidTypeError
            If it is no number.
        """
        known = ", ".join(str(t.fpr) for t in self.thresholds)
        if not is_number(fpr):
            raise InvalidTypeError(
                f"fpr is {fpr!r}; pass a number: this model has thresholds for {known}"
            )
        for threshold in self.thresholds:
            if abs(threshold.fpr - fpr) < 1e-9:
                return threshold
        raise InvalidValueError(f"fpr is {fpr}; this model has thresholds for {known}")

    def save(self, folder: Path) -> None:
        """Write the model: its ``.npz`` files and the manifest with their digests."""
        folder.mkdir(parents=True, exist_ok=True)
        files = [LEXICON_FILE, DETECTOR_FILE]
        if self.second_opinion is not None:
            write_arrays(folder / SECOND_FILE, self.second_opinion.arrays())
            files.append(SECOND_FILE)
        self.resources.lexicon.save(folder / LEXICON_FILE)
        p = self.parameters
        arrays = {
            "ngram_weights": p.ngram_weights.astype(np.float16),
            "ngram_bias": p.ngram_bias,
            **{
                name: array
                for reading in _READINGS
                for name, array in _arrays_of(reading, getattr(self.register, reading)).items()
            },
            **{name: getattr(p, name) for name in _PARAMETERS},
            **self.resources.word_model.arrays("word_model"),
        }
        write_arrays(folder / DETECTOR_FILE, arrays, compressed=True)
        manifest = {
            "schema": SCHEMA,
            **self.manifest,
            "labels": list(LABELS),
            "features": list(matrix.COLUMNS),
            "article": self.article.to_dict(),
            "register": {
                reading: {name: getattr(getattr(self.register, reading), name) for name in _READING}
                for reading in _READINGS
            },
            "thresholds": [asdict(t) for t in self.thresholds],
            "sha256": {name: _sha256(folder / name) for name in files},
        }
        (folder / MANIFEST_FILE).write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")

    @classmethod
    def load(cls, folder: Path) -> Model:
        """Read and check a model.

        Raises
        ------
        ModelError
            If a file is missing, cut short, altered or of another schema; the message names it.
        """
        path = folder / MANIFEST_FILE
        if folder.is_file():
            raise ModelError(
                f"{folder} is a file, and a model is a folder: pass the folder that mtdetect train "
                f"wrote, with {MANIFEST_FILE} in it"
            )
        try:
            text = path.read_text("utf-8")
            manifest = json.loads(text)
            schema = manifest["schema"]
            if schema != SCHEMA:
                raise ModelError(
                    f"{path} has schema {schema}, this version of mtdetect reads {SCHEMA}: "
                    "retrain the model or install the version that made it"
                )
            if manifest["features"] != list(matrix.COLUMNS) or manifest["labels"] != list(LABELS):
                raise ModelError(
                    f"{path} names other features than this version computes: retrain the model"
                )
            digests = dict(manifest["sha256"])
            article = ArticleModel(**manifest["article"])
            told = {
                reading: [float(manifest["register"][reading][name]) for name in _READING]
                for reading in _READINGS
            }
            thresholds = tuple(
                Threshold(**{**t, **{k: _pair(t.get(k)) for k in _LIMITS}})
                for t in manifest["thresholds"]
            )
        except FileNotFoundError as error:
            raise ModelError(
                f"{path} is missing: pass a folder that mtdetect train wrote, or reinstall"
            ) from error
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise ModelError(
                f"{path} is not a whole manifest ({type(error).__name__}: {error}): reinstall or "
                "retrain the model"
            ) from error
        files = {LEXICON_FILE, DETECTOR_FILE} | ({SECOND_FILE} & set(digests))
        for name in sorted(files):
            found = _sha256(folder / name)
            if found != digests.get(name):
                raise ModelError(
                    f"{folder / name} is not the file that the manifest was written for (its "
                    "SHA-256 differs): it is cut short or altered; reinstall or retrain the model"
                )
        lexicon = Lexicon.load(folder / LEXICON_FILE)
        resources, parameters, readings = _load_detector(folder / DETECTOR_FILE, lexicon)
        register = Register(
            **{
                name: Reading(read.weights, read.bias, *told[name])
                for name, read in readings.items()
            }
        )
        digest = hashlib.sha256(text.encode()).hexdigest()
        second = load_second_opinion(folder) if SECOND_FILE in files else None
        return cls(resources, parameters, article, thresholds, digest, manifest, register, second)

    def with_article(self, article: ArticleModel, thresholds: Sequence[Threshold]) -> Model:
        """Exchange the sequence model and its thresholds."""
        return replace(self, article=article, thresholds=tuple(thresholds))


def _arrays_of(name: str, reading: Reading) -> dict[str, NDArray[Any]]:
    return {
        f"{name}_weights": reading.weights.astype(np.float16),
        f"{name}_bias": np.asarray(reading.bias),
    }


def _load_detector(
    path: Path, lexicon: Lexicon
) -> tuple[Resources, Parameters, dict[str, Reading]]:
    arrays = read_arrays(path, "detector")
    try:
        resources = Resources(lexicon, Forest.from_arrays(arrays, "word_model"))
        parameters = Parameters(
            arrays["ngram_weights"],
            arrays["ngram_bias"],
            **{name: arrays[name] for name in _PARAMETERS},
        )
        readings = {
            name: Reading(arrays[f"{name}_weights"], float(arrays[f"{name}_bias"]))
            for name in _READINGS
        }
    except (KeyError, ValueError) as error:
        raise ModelError(f"{path} is not a whole detector: {error}; reinstall") from error
    return resources, parameters, readings


def load_second_opinion(folder: Path) -> SurvivalModel:
    """Read what a model's second opinion rests on, whatever the rest of the model is.

    Raises
    ------
    ModelError
        If the file is missing, cut short or of another version.
    """
    return SurvivalModel.from_arrays(read_arrays(folder / SECOND_FILE, "second opinion"))


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error}; reinstall or retrain") from error


@lru_cache(maxsize=1)
def shipped() -> Model:
    """Load the shipped model once."""
    return Model.load(model_dir())


def shipped_resources() -> Resources:
    """Give lexicon and word model of the shipped model."""
    return shipped().resources
