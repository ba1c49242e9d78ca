"""What the survivors of another round trip say of who wrote a text: a linear model of few columns.

Text that an engine made changes less when an engine translates it there and back once more [1]_.

References
----------
.. [1] Nguyen-Son et al., "Machine Translated Text Detection Through Text Similarity with Round-Trip
   Translation", NAACL 2021, https://doi.org/10.18653/v1/2021.naacl-main.462.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtdetect.errors import ModelError
from mtdetect.retranslate.survival import CELLS, COLUMNS, Survival, columns


@dataclass(frozen=True, eq=False)
class SurvivalModel:
    """Parameters, learnt with one engine and of use with no other.

    Attributes
    ----------
    expected : ndarray of shape CELLS
        Share of tokens that survives in human text, by class, part and length of the sentence.
    mean, spread : ndarray of shape (n_columns,)
        What the columns are standardised by.
    coefficients : ndarray of shape (n_columns,)
    intercept : float
        Both give the log-likelihood ratio of translated against human text, in nats, for a text
        without end.
    half : float
        Tokens of which a text has half of that: survival in a short one is mostly chance.
    most : float
        Bound on the log-likelihood ratio, in nats.
    discount : float
        What it is multiplied by beside the odds of the first opinion, which knows a part of it.
    shift : float
        Subtracted then, so that as many human articles are flagged with it as without.
    made_of : str
        What it was learnt with and on, in words.
    """

    expected: NDArray[np.float64]
    mean: NDArray[np.float64]
    spread: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    intercept: float = 0.0
    half: float = 100.0
    most: float = 3.0
    discount: float = 1.0
    shift: float = 0.0
    made_of: str = ""

    def __post_init__(self) -> None:
        """Refuse what no text can be measured with."""
        shapes = {"expected": CELLS} | dict.fromkeys(
            ("mean", "spread", "coefficients"), (len(COLUMNS),)
        )
        for name, shape in shapes.items():
            found = getattr(self, name).shape
            if found != shape:
                raise ValueError(f"{name} has the shape {found}; it must be {shape}")
        for field in fields(self):
            if field.name != "made_of" and not np.isfinite(getattr(self, field.name)).all():
                raise ValueError(f"{field.name} must be finite")

    def log_ratios(self, texts: Sequence[Survival]) -> NDArray[np.float64]:
        """Give the log-likelihood ratios of translated against human text, in nats.

        Parameters
        ----------
        texts : sequence of Survival

        Returns
        -------
        ndarray of shape (n_texts,)
        """
        X = (columns(texts, self.expected) - self.mean) / self.spread
        whole = X @ self.coefficients + self.intercept
        ratios = whole * weight([text.tokens for text in texts], self.half)
        return np.asarray(np.clip(ratios, -self.most, self.most))

    def told(self, log_ratio: float) -> float:
        """Give what a log-likelihood ratio adds to the log-odds of the first opinion, in nats."""
        return self.discount * log_ratio - self.shift

    @property
    def digest(self) -> str:
        """SHA-256 over all of it; tells second opinions apart."""
        parts = (array.tobytes() for array in self.arrays().values())
        return hashlib.sha256(b"".join(parts)).hexdigest()

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Give the parameters as named plain arrays."""
        return {f.name: np.asarray(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> SurvivalModel:
        """Rebuild the model that :meth:`arrays` was called on.

        Raises
        ------
        ModelError
            If one is missing or of another shape.
        """
        try:
            found: dict[str, Any] = {
                f.name: arrays[f.name] if arrays[f.name].ndim else arrays[f.name].item()
                for f in fields(cls)
            }
            return cls(**found)
        except (KeyError, ValueError, TypeError) as error:
            raise ModelError(
                f"the model's second opinion is not whole: {error}; reinstall or retrain it"
            ) from error


def weight(tokens: Sequence[float], half: float) -> NDArray[np.float64]:
    """Give the share of the evidence that texts of so many tokens carry.

    Examples
    --------
    >>> weight([0, 100, 300], half=100).tolist()
    [0.0, 0.5, 0.75]
    """
    n = np.asarray(tokens, dtype=np.float64)
    return np.asarray(n / (n + half))
