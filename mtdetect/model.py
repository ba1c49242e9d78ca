"""The model as it is shipped: plain arrays and a JSON manifest, checked on loading."""

from __future__ import annotations

import hashlib
import json
import math
import os
from dataclasses import asdict, dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtdetect.arguments import as_float, check_path, is_number, shown
from mtdetect.errors import InvalidTypeError, InvalidValueError, ModelError
from mtdetect.evidence.clues.phrases import ARRAYS, PhraseTable
from mtdetect.evidence.clues.weights import ClueModel
from mtdetect.evidence.ranking import RankingModel
from mtdetect.evidence.rewordings import Rewordings
from mtdetect.evidence.suggest import Suggester
from mtdetect.features import matrix
from mtdetect.features.matrix import Resources
from mtdetect.features.wording import Wording
from mtdetect.judge.article import ArticleModel
from mtdetect.judge.labels import LABELS
from mtdetect.judge.linear import Parameters
from mtdetect.judge.register import Reading, Register
from mtdetect.judge.threshold import SPARED, Threshold, check_spare
from mtdetect.names.candidates import CandidateModel
from mtdetect.retranslate.model import SurvivalModel
from mtdetect.tables.arrays import read_arrays, write_arrays
from mtdetect.tables.lexicon import Lexicon
from mtdetect.tables.paths import model_dir
from mtdetect.tables.trees import Forest

SCHEMA = 14
LEXICON_FILE = "lexicon.npz"
DETECTOR_FILE = "detector.npz"
MANIFEST_FILE = "manifest.json"
SECOND_FILE = "second_opinion.npz"
VERSIONS_FILE = "versions.json"
_READINGS = ("news", "odd")
_READING = ("slope", "intercept", "silent")
# Digits of a digest that a short form shows.
_SHOWN = 12
# What taking apart raises, besides ValueError, where something is missing, of another type, larger
# than any float or nested without end.
_AMISS = (KeyError, TypeError, AttributeError, OverflowError, RecursionError)
_PARAMETERS = ("mean", "spread", "coefficients", "intercept", "scale", "shift")


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
        Tells what reads like native news, and so which of the thresholds counts, and how odd what
        people write of this kind looks.
    names : CandidateModel
        Weighs what may have stood where a name stands; evidence only.
    ranking : RankingModel
        Weighs what may have stood where a word was swapped; evidence only.
    rewordings : Rewordings
        What people write where engines put other words; evidence only.
    clues : ClueModel
        What damage and habits of translation weigh; nothing by default.
    second_opinion : SurvivalModel or None
        What survives a translation there and back tells; a model may do without. It is no part
        of the digest: without being asked for, it changes nothing.
    versions : dict or None
        What versions of one story are told by, as :mod:`mtdetect.compare` reads it; a model may do
        without. It is no part of the digest either: scoring needs it not.

    Examples
    --------
    >>> import mtdetect
    >>> model = mtdetect.load()
    >>> sorted({threshold.fpr for threshold in model.thresholds})
    [0.001, 0.01]
    >>> mtdetect.score("Read more", model=model).paragraphs[0].reason
    'boilerplate'
    """

    resources: Resources
    parameters: Parameters
    article: ArticleModel
    thresholds: tuple[Threshold, ...]
    digest: str = ""
    manifest: dict[str, Any] = field(default_factory=dict, repr=False)
    register: Register = field(default_factory=Register.unknown, repr=False)
    names: CandidateModel = field(default_factory=CandidateModel.unknown, repr=False)
    ranking: RankingModel = field(default_factory=RankingModel.unknown, repr=False)
    clues: ClueModel = field(default_factory=ClueModel, repr=False)
    rewordings: Rewordings = field(default_factory=Rewordings.of, repr=False)
    second_opinion: SurvivalModel | None = field(default=None, repr=False)
    versions: dict[str, Any] | None = field(default=None, repr=False)

    def __repr__(self) -> str:
        """Say which model it is; its tables are as long as a book."""
        rates = ", ".join(f"{rate:g}" for rate in sorted({t.fpr for t in self.thresholds}))
        return f"<Model {self.digest[:_SHOWN] or 'without files'}, thresholds for fpr={rates}>"

    @cached_property
    def suggester(self) -> Suggester:
        """Ranks what may have stood where a word was swapped; made when first asked for."""
        return Suggester(self.resources.lexicon, self.ranking)

    def threshold(self, fpr: float, spare: str = SPARED[0]) -> Threshold:
        """Give the thresholds for a false-positive rate.

        Parameters
        ----------
        fpr : float
        spare : {"newsrooms", "everyone"}
            Whom they spare.

        Raises
        ------
        InvalidValueError
            If the model has none for it.
        InvalidTypeError
            If ``fpr`` is no number.
        """
        check_spare(spare)
        known = ", ".join(str(t.fpr) for t in self.thresholds if t.spare == spare)
        if not known:
            raise InvalidValueError(
                f"spare is {spare!r}, and this model has no thresholds for that: retrain it, or "
                "spare others"
            )
        if not is_number(fpr):
            raise InvalidTypeError(
                f"fpr is {fpr!r}; pass a number: this model has thresholds for {known}"
            )
        rate = as_float(fpr)
        for threshold in self.thresholds:
            if threshold.spare == spare and abs(threshold.fpr - rate) < 1e-9:
                return threshold
        raise InvalidValueError(f"fpr is {shown(fpr)}; this model has thresholds for {known}")

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Write the model: its ``.npz`` files and the manifest with their digests.

        Raises
        ------
        ModelError
            If the folder is a file, or nothing can be written there.
        InvalidTypeError, InvalidValueError
            If ``folder`` is no path, or an empty one.
        """
        folder = Path(check_path("folder", folder))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._write(folder)
        except OSError as error:
            raise ModelError(
                f"the model cannot be saved in {folder} ({type(error).__name__}: "
                f"{error.strerror or error}): name a folder, new or old, that you may write to"
            ) from error

    def _write(self, folder: Path) -> None:
        save_second_opinion(self.second_opinion, folder)
        save_versions(self.versions, folder)
        self.resources.lexicon.save(folder / LEXICON_FILE)
        p, personal = self.parameters, self.register.most_personal
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
            **self.resources.wording.arrays("wording"),
            **self.names.arrays(),
            **self.rewordings.arrays(),
            **{f"phrases_{n}": array for n, array in self.clues.phrases.arrays().items()},
        }
        write_arrays(folder / DETECTOR_FILE, arrays, compressed=True)
        manifest = {
            "schema": SCHEMA,
            **self.manifest,
            "labels": list(LABELS),
            "features": list(matrix.COLUMNS),
            "article": self.article.to_dict(),
            "register": {
                **{
                    reading: {n: getattr(getattr(self.register, reading), n) for n in _READING}
                    for reading in _READINGS
                },
                "most_personal": None if personal == math.inf else personal,
            },
            "names": self.names.to_dict(),
            "ranking": self.ranking.to_dict(),
            "clues": self.clues.to_dict(),
            "thresholds": [asdict(t) for t in self.thresholds],
            "sha256": {n: _sha256(folder / n) for n in (LEXICON_FILE, DETECTOR_FILE)},
        }
        (folder / MANIFEST_FILE).write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")

    @classmethod
    def load(cls, folder: str | os.PathLike[str]) -> Model:
        """Read and check a model.

        Raises
        ------
        ModelError
            If a file is missing, cut short, altered or of another schema; the message names it.
        InvalidTypeError, InvalidValueError
            If ``folder`` is no path, or an empty one.
        """
        folder = Path(check_path("folder", folder))
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
            # As strings, for a digest that is None would not be checked.
            digests = {name: str(digest) for name, digest in dict(manifest["sha256"]).items()}
            article = ArticleModel.from_dict(manifest["article"])
            told = {
                reading: [float(manifest["register"][reading][name]) for name in _READING]
                for reading in _READINGS
            }
            personal = manifest["register"]["most_personal"]
            personal = math.inf if personal is None else float(personal)
            named, weighed = dict(manifest["names"]), dict(manifest["clues"])
            ranking = RankingModel.from_dict(manifest["ranking"])
            if not isinstance(manifest["thresholds"], list):
                raise TypeError("thresholds are no list")
            # There are none yet while a model is being made.
            thresholds = tuple(Threshold.from_dict(t) for t in manifest["thresholds"])
        except FileNotFoundError as error:
            raise ModelError(
                f"{path} is missing: pass a folder that mtdetect train wrote, or reinstall"
            ) from error
        except (OSError, ValueError, *_AMISS) as error:
            raise ModelError(
                f"{path} is not a whole manifest ({type(error).__name__}: {error}): reinstall or "
                "retrain the model"
            ) from error
        lexicon = Lexicon.load(folder / LEXICON_FILE, digests.get(LEXICON_FILE, ""))
        arrays = read_arrays(folder / DETECTOR_FILE, "detector", digests.get(DETECTOR_FILE, ""))
        resources, parameters, readings, rewordings, names = _load_detector(
            folder / DETECTOR_FILE, arrays, lexicon, named
        )
        register = Register(
            **{
                name: Reading(read.weights, read.bias, *told[name])
                for name, read in readings.items()
            },
            most_personal=personal,
        )
        digest = hashlib.sha256(text.encode()).hexdigest()
        phrases = {n: arrays[f"phrases_{n}"] for n in ARRAYS if f"phrases_{n}" in arrays}
        clues = ClueModel.from_dict(weighed, PhraseTable.from_arrays(phrases))
        second = load_second_opinion(folder) if (folder / SECOND_FILE).exists() else None
        return cls(
            resources, parameters, article, thresholds, digest, manifest, register, names, ranking,
            clues, rewordings, second, load_versions(folder),
        )  # fmt: skip


def _arrays_of(name: str, reading: Reading) -> dict[str, NDArray[Any]]:
    return {
        f"{name}_weights": reading.weights.astype(np.float16),
        f"{name}_bias": np.asarray(reading.bias),
    }


def _load_detector(
    path: Path, arrays: dict[str, NDArray[Any]], lexicon: Lexicon, named: dict[str, Any]
) -> tuple[Resources, Parameters, dict[str, Reading], Rewordings, CandidateModel]:
    try:
        resources = Resources(
            lexicon,
            Forest.from_arrays(arrays, "word_model"),
            Wording.from_arrays(arrays, "wording"),
        )
        parameters = Parameters(
            arrays["ngram_weights"],
            arrays["ngram_bias"],
            **{name: arrays[name] for name in _PARAMETERS},
        )
        readings = {
            name: Reading(arrays[f"{name}_weights"], float(arrays[f"{name}_bias"]))
            for name in _READINGS
        }
        rewordings = Rewordings.from_arrays(arrays)
        names = CandidateModel.from_dict(named, arrays)
    except (ValueError, *_AMISS) as error:
        raise ModelError(
            f"{path} is not a whole detector, or {MANIFEST_FILE} tells wrongly of it "
            f"({type(error).__name__}: {error}): reinstall or retrain the model"
        ) from error
    return resources, parameters, readings, rewordings, names


def save_second_opinion(second: SurvivalModel | None, folder: Path) -> None:
    """Write what a second opinion rests on beside the rest of a model, or take it away there.

    The manifest does not tell of it: the model by itself is the same with it and without it.
    """
    if second is None:
        (folder / SECOND_FILE).unlink(missing_ok=True)
    else:
        write_arrays(folder / SECOND_FILE, second.arrays())


def load_second_opinion(folder: Path) -> SurvivalModel:
    """Read what a model's second opinion rests on, whatever the rest of the model is.

    Raises
    ------
    ModelError
        If the file is missing, cut short or of another version.
    """
    return SurvivalModel.from_arrays(read_arrays(folder / SECOND_FILE, "second opinion"))


def save_versions(record: dict[str, Any] | None, folder: Path) -> None:
    """Write what versions of a story are told by beside a model, or take it away there."""
    if record is None:
        (folder / VERSIONS_FILE).unlink(missing_ok=True)
    else:
        (folder / VERSIONS_FILE).write_text(json.dumps(record, indent=1) + "\n", "utf-8")


def load_versions(folder: Path) -> dict[str, Any] | None:
    """Read what versions of a story are told by; None for a model that does without.

    Raises
    ------
    ModelError
        If the file is there and cannot be read.
    """
    path = folder / VERSIONS_FILE
    try:
        record = json.loads(path.read_text("utf-8"))
        if not isinstance(record, dict):
            raise TypeError(f"a {type(record).__name__}, not an object")
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise ModelError(
            f"{path} is not whole ({type(error).__name__}: {error}): reinstall or retrain the "
            "model, or delete the file to compare with the shipped one"
        ) from error
    return record


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def shipped() -> Model:
    """Load the shipped model once."""
    return Model.load(model_dir())


def shipped_resources() -> Resources:
    """Give lexicon and word model of the shipped model."""
    return shipped().resources
