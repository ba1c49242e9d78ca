"""What originals of swapped words are ranked by, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mtdetect.tables.named_weights import check_weights, read_weights

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
        check_weights(self.weights, COLUMNS, "suggestions")

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
        return cls(read_weights(dict(stored["weights"]), COLUMNS, "suggestions"))

    def to_dict(self) -> dict[str, Any]:
        """Give plain data for the manifest."""
        return {"weights": dict(zip(COLUMNS, self.weights, strict=True))}
