"""What originals of swapped words are ranked by, as data."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mtdetect.errors import InvalidValueError

# What the ranking looks at; `Suggester.columns` computes them in this order.
COLUMNS = (
    "fit",
    "mended_fit",
    "mended_before",
    "mended_after",
    "mended_between",
    "mended_skips",
    "menu",
    "in_menu",
    "synonym",
    "synonym_rank",
    "inverse",
    "inverse_rank",
    "synonym_count",
    "frequency",
    "unknown_to_news",
    "elsewhere",
    "kin_elsewhere",
    "same_ending",
    "span",
    "words",
)


@dataclass(frozen=True, slots=True)
class RankingModel:
    """A conditional logit model: of all candidates for a place, one stood there.

    Attributes
    ----------
    weights : tuple of float
        One for each of :data:`COLUMNS`, in nats for one unit of it.
    """

    weights: tuple[float, ...]

    def __post_init__(self) -> None:
        """Refuse what cannot weigh the columns."""
        if len(self.weights) != len(COLUMNS):
            raise InvalidValueError(
                f"{len(self.weights)} weights for suggestions; give {len(COLUMNS)}, one a column"
            )
        if not all(map(math.isfinite, self.weights)):
            raise InvalidValueError(
                f"the weights for suggestions are {self.weights}: give finite numbers"
            )

    @classmethod
    def unknown(cls) -> RankingModel:
        """Give a model to which all candidates are equal."""
        return cls((0.0,) * len(COLUMNS))

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> RankingModel:
        """Rebuild a model from what :meth:`to_dict` gave.

        Raises
        ------
        KeyError
            If something is missing.
        InvalidValueError
            If it weighs other columns than this version computes.

        Examples
        --------
        >>> RankingModel.from_dict(RankingModel.unknown().to_dict()) == RankingModel.unknown()
        True
        """
        weights = dict(stored["weights"])
        if weights.keys() != set(COLUMNS):
            raise InvalidValueError(
                "weights for suggestions of other columns than this version computes"
            )
        return cls(tuple(float(weights[column]) for column in COLUMNS))

    def to_dict(self) -> dict[str, Any]:
        """Give plain data for the manifest."""
        return {"weights": dict(zip(COLUMNS, self.weights, strict=True))}
