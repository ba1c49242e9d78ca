"""What a run was begun with, and in what another command differs from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from mtdetect.batch import plan
from mtdetect.readers import Piece
from mtdetect.show.verdict import counted


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything but the inputs that changes what the output holds.

    Attributes
    ----------
    model, versions : str
        Digests of the model and of its weights of versions.
    prior : float
        Assumed share (0..1) of machine-made articles.
    text_field, id_field, date_field : str or None
        Input fields; None tries the usual ones, and takes no dates.
    input_format : str or None
        Format of the inputs; None goes by their names.
    max_record_bytes : int
    names_only, singles : bool
        Which records are written, and what they hold.
    """

    model: str
    versions: str
    prior: float
    text_field: str | None
    id_field: str | None
    date_field: str | None
    input_format: str | None
    max_record_bytes: int
    names_only: bool
    singles: bool


_CALLED = {
    "model": "model",
    "versions": "versions.json of the model",
    "prior": "--prior",
    "text_field": "--text-field",
    "id_field": "--id-field",
    "date_field": "--date-field",
    "input_format": "--format",
    "max_record_bytes": "max_record_bytes",
    "names_only": "--names-only",
    "singles": "--singles",
}
# Inputs that a message names.
_MOST_NAMED = 3


def record_of(pieces: Sequence[Piece], settings: Settings) -> dict[str, Any]:
    """Give what a run is begun with, as plain JSON types; ``key`` tells runs apart."""
    told = [[(p.source.name, p.source.sha256, p.start, p.stop) for p in pieces], asdict(settings)]
    return {
        "key": hashlib.sha256(json.dumps(told).encode("ascii")).hexdigest(),
        "settings": asdict(settings),
        "sources": {p.source.name: p.source.sha256 for p in pieces},
    }


def differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """Name what differs between two records of :func:`record_of`, with both values."""
    told = plan.differences(
        then["settings"], now["settings"], _CALLED, lambda _, value: plan.shown_plainly(value)
    )
    before, after = then["sources"], now["sources"]
    for what, names in (
        ("new", [name for name in after if name not in before]),
        ("gone", [name for name in before if name not in after]),
        ("changed", [n for n in after if n in before and before[n] != after[n]]),
    ):
        if names:
            more = " ..." if len(names) > _MOST_NAMED else ""
            told.append(
                f"{counted(len(names), 'input')} {what}: {', '.join(names[:_MOST_NAMED])}{more}"
            )
    return "; ".join(told)
