"""The fitted weights that verdicts and originals are read with; they lie beside the model."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtdetect.compare.origin import SIGNS
from mtdetect.compare.traces import OF_SCORES, TRACES
from mtdetect.errors import ModelError
from mtdetect.model import VERSIONS_FILE, Model, save_versions, shipped
from mtdetect.tables.paths import model_dir

Floats = NDArray[np.float64]

KINDS = ("copy", "spun", "translated", "independent")
"""What a version can be to its source, in the order of the fitted weights."""


@dataclass(frozen=True)
class Fitted:
    """Weights of two logistic models.

    Attributes
    ----------
    mean, spread : tuple of float
        Of the traces and scores of a pair.
    coefficients : tuple of tuple of float
        One row a kind.
    intercept : tuple of float
    signs : tuple of float
        Weights of the signs of an original (a conditional logit).
    """

    mean: tuple[float, ...]
    spread: tuple[float, ...]
    coefficients: tuple[tuple[float, ...], ...]
    intercept: tuple[float, ...]
    signs: tuple[float, ...]

    def kinds(self, columns: Floats) -> dict[str, float]:
        """Give the probability of each kind by the traces and scores of a pair."""
        scaled = (columns - np.asarray(self.mean)) / np.asarray(self.spread)
        # What lies far outside all that was fitted on says no more than its edge.
        nats = np.asarray(self.coefficients) @ np.clip(scaled, -4, 4) + np.asarray(self.intercept)
        return dict(zip(KINDS, _softmax(nats).tolist(), strict=True))

    def original(self, signs: Floats, prior: Sequence[float] = ()) -> Floats:
        """Give each version's probability of being the original, ``prior`` in nats."""
        nats = signs @ np.asarray(self.signs)
        return _softmax(nats + np.asarray(prior) if len(prior) else nats)

    @property
    def digest(self) -> str:
        """SHA-256 over the weights; tells them apart."""
        return hashlib.sha256(json.dumps(asdict(self)).encode("ascii")).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Give the weights, and what they are of, as plain JSON types."""
        told = {"columns": [*TRACES, *OF_SCORES], "kinds": [*KINDS], "of_originals": [*SIGNS]}
        return {**told, **asdict(self)}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Fitted:
        """Read the weights from what :meth:`to_dict` gave.

        Raises
        ------
        ModelError
            If something is missing, or they are of other columns than this version computes.
        """
        columns = [*TRACES, *OF_SCORES]
        try:
            told = record["columns"], record["kinds"], record["of_originals"]
            fitted = cls(
                _numbers(record["mean"]),
                _numbers(record["spread"]),
                tuple(_numbers(row) for row in record["coefficients"]),
                _numbers(record["intercept"]),
                _numbers(record["signs"]),
            )
        except (ValueError, KeyError, TypeError, OverflowError) as error:
            raise ModelError(
                f"{VERSIONS_FILE} of the model is not whole ({type(error).__name__}: {error}): "
                f"{_WAY_OUT}"
            ) from error
        if told != (columns, list(KINDS), list(SIGNS)):
            raise ModelError(
                f"{VERSIONS_FILE} of the model is of another version of mtdetect: {_WAY_OUT}"
            )
        rows = [fitted.mean, fitted.spread, *fitted.coefficients]
        if (
            any(len(row) != len(columns) for row in rows)
            or not len(fitted.coefficients) == len(fitted.intercept) == len(KINDS)
            or len(fitted.signs) != len(SIGNS)
        ):
            raise ModelError(
                f"{VERSIONS_FILE} of the model has not as many weights as columns: {_WAY_OUT}"
            )
        return fitted

    def save(self, folder: Path) -> None:
        """Write the weights beside a model."""
        save_versions(self.to_dict(), folder)


_WAY_OUT = (
    "reinstall mtdetect if the model is the shipped one, or else retrain the model, or delete the "
    "file to compare with the shipped one"
)


def weights_of(model: Model) -> Fitted:
    """Give a model's own weights, or the shipped ones where it was trained on no versions.

    Raises
    ------
    ModelError
        If they are not whole, or mtdetect was installed without any.
    """
    own = model.versions if model.versions is not None else shipped().versions
    if own is None:
        raise ModelError(f"{model_dir() / VERSIONS_FILE} is missing: reinstall mtdetect")
    return Fitted.from_dict(own)


def _numbers(row: Sequence[float]) -> tuple[float, ...]:
    numbers = tuple(float(value) for value in row)
    if not all(map(math.isfinite, numbers)):
        raise ValueError("a weight is no finite number")
    return numbers


def _softmax(nats: Floats) -> Floats:
    raised = np.exp(nats - nats.max(initial=-np.inf))
    return np.asarray(raised / raised.sum())
