"""The fitted weights that verdicts and originals are read with; they lie beside the model."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtdetect.compare.origin import SIGNS
from mtdetect.compare.traces import OF_SCORES, TRACES
from mtdetect.errors import ModelError
from mtdetect.tables.paths import model_dir

Floats = NDArray[np.float64]

WEIGHTS_FILE = "versions.json"
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

    def save(self, folder: Path) -> None:
        """Write the weights as JSON."""
        record = {"columns": [*TRACES, *OF_SCORES], "kinds": KINDS, "of_originals": SIGNS}
        text = json.dumps({**record, **asdict(self)}, indent=1)
        (folder / WEIGHTS_FILE).write_text(text + "\n", "utf-8")

    @classmethod
    def load(cls, folder: Path) -> Fitted:
        """Read the weights.

        Raises
        ------
        ModelError
            If the file is missing, not whole, or of other columns than this version computes.
        """
        path = folder / WEIGHTS_FILE
        try:
            record = json.loads(path.read_text("utf-8"))
            told = record["columns"], record["kinds"], record["of_originals"]
            fitted = cls(
                tuple(record["mean"]),
                tuple(record["spread"]),
                tuple(tuple(row) for row in record["coefficients"]),
                tuple(record["intercept"]),
                tuple(record["signs"]),
            )
        except FileNotFoundError as error:
            raise ModelError(f"{path} is missing: reinstall mtdetect") from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"{path} is not whole ({type(error).__name__}: {error}): reinstall mtdetect"
            ) from error
        if told != ([*TRACES, *OF_SCORES], list(KINDS), list(SIGNS)):
            raise ModelError(f"{path} is of another version of mtdetect: reinstall it")
        return fitted


@lru_cache(maxsize=1)
def shipped_weights() -> Fitted:
    """Load the shipped weights once."""
    return Fitted.load(model_dir())


def _softmax(nats: Floats) -> Floats:
    raised = np.exp(nats - nats.max(initial=-np.inf))
    return np.asarray(raised / raised.sum())
