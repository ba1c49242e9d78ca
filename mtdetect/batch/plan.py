"""The plan of a run: what is read, how it is cut into shards, with which model and settings."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from mtdetect.api import Retranslate
from mtdetect.batch.storage import write_atomically
from mtdetect.errors import DataError
from mtdetect.readers import Piece, ReadOptions, Source, check_unchanged, cut_file
from mtdetect.readers.files import open_binary, resolve

# Of plan and rows: parts with other columns are not mixed.
_PLAN_VERSION = 2
_MOST_FILES = 512


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that changes what the output holds.

    Attributes
    ----------
    version : str
        Version of mtdetect.
    model : str
        Digest of the model, and of its second opinion where one is asked for.
    prior : float
        Assumed share (0..1) of machine-made articles.
    fpr : float
        False-positive rate (0..1) that the thresholds are chosen for.
    spare : str
        Whom it is held for.
    evidence, keep_text : bool
        Whether evidence and the text itself are written.
    text_field, id_field : str or None
        Input fields; None tries the usual ones.
    keep_fields : tuple of str
        Input fields to carry along.
    input_format : str or None
        Format of the inputs; None goes by their names.
    output_format : {"jsonl", "parquet"}
        Format of the output.
    shard_bytes, max_record_bytes : int
        Size of a shard and largest record, in bytes.
    retranslate : bool or "doubtful"
        Which articles another engine is asked about.
    """

    version: str
    model: str
    prior: float
    fpr: float
    spare: str
    evidence: bool
    keep_text: bool
    text_field: str | None
    id_field: str | None
    keep_fields: tuple[str, ...]
    input_format: str | None
    output_format: str
    shard_bytes: int
    max_record_bytes: int
    retranslate: Retranslate = False

    def read_options(self, root: str) -> ReadOptions:
        """Give what the readers need of it."""
        return ReadOptions(
            root, self.text_field, self.id_field, self.keep_fields, self.max_record_bytes
        )

    def differences(self, other: Settings) -> list[str]:
        """Name what differs, with both values, as the command line has them."""
        return differences(asdict(self), asdict(other), _OPTIONS, _shown)


_OPTIONS = {
    "version": "version of mtdetect",
    "model": "model",
    "output_format": "format of the output",
    "input_format": "--format",
    "shard_bytes": "--shard-mb",
    "max_record_bytes": "--max-record-mb",
    **{
        name: f"--{name.replace('_', '-')}"
        for name in (
            "prior", "fpr", "spare", "evidence", "keep_text", "text_field", "id_field",
            "keep_fields", "retranslate",
        )
    },
}  # fmt: skip


def differences(
    then: Mapping[str, Any],
    now: Mapping[str, Any],
    called: Mapping[str, str],
    shown: Callable[[str, object], str],
) -> list[str]:
    """Name the settings that differ, with both values.

    Parameters
    ----------
    then, now : mapping of str to object
        Settings of the run that began and of the present command.
    called : mapping of str to str
        What users call each.
    shown : callable
        Shows a value, given the name of its setting; see :func:`shown_plainly`.
    """
    return [
        f"{called[name]}: {shown(name, old)} then, {shown(name, new)} now"
        for name, new in now.items()
        if (old := then[name]) != new
    ]


def _shown(name: str, value: object) -> str:
    if isinstance(value, int) and name.endswith("_bytes"):
        return f"{value / 2**20:g}"
    return shown_plainly(value)


def shown_plainly(value: object) -> str:
    """Show a setting as the command line has it."""
    if value is None or value == ():
        return "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return repr(value)


@dataclass(frozen=True, slots=True)
class Shard:
    """Pieces of input that one worker scores in one go."""

    index: int
    pieces: tuple[Piece, ...]

    @property
    def weight(self) -> int:
        """Rough work, in bytes of input."""
        return sum(piece.weight for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Plan:
    """A run cut into shards.

    Attributes
    ----------
    root : str
        Folder that relative input names start from.
    settings : Settings
        What changes the output.
    sources : tuple of str
        Every input file, those without any record included.
    shards : tuple of Shard
        The work, in the order of the output.
    """

    root: str
    settings: Settings
    sources: tuple[str, ...]
    shards: tuple[Shard, ...]

    @property
    def key(self) -> str:
        """Digest of inputs, cuts, model and settings: it marks what belongs to this run."""
        digest = hashlib.sha256()
        for line in _to_lines(self):
            digest.update(line)
        return digest.hexdigest()


def make_plan(names: Sequence[str], settings: Settings) -> Plan:
    """Cut the inputs into shards of about ``settings.shard_bytes``.

    Small files share a shard. Every file is read through once, for its digest and its cuts.

    Parameters
    ----------
    names : sequence of str
        Input files.
    settings : Settings
        What changes the output.
    """
    root = os.getcwd()
    options = settings.read_options(root)
    pieces = (
        piece
        for name in names
        for piece in cut_file(
            name, options, target=settings.shard_bytes, wanted=settings.input_format
        )
    )
    shards = tuple(
        Shard(index, group) for index, group in enumerate(_group(pieces, settings.shard_bytes))
    )
    return Plan(root, settings, tuple(names), shards)


def _group(pieces: Iterable[Piece], target: int) -> Iterator[tuple[Piece, ...]]:
    group: list[Piece] = []
    weight = 0
    for piece in pieces:
        if group and (weight + piece.weight > target or len(group) >= _MOST_FILES):
            yield tuple(group)
            group, weight = [], 0
        group.append(piece)
        weight += piece.weight
    if group:
        yield tuple(group)


def _to_lines(plan: Plan) -> Iterator[bytes]:
    head = {
        "plan": _PLAN_VERSION,
        "root": plan.root,
        "settings": asdict(plan.settings),
        "sources": plan.sources,
    }
    yield json.dumps(head).encode("ascii") + b"\n"
    for shard in plan.shards:
        pieces = [
            [*asdict(piece.source).values(), *(getattr(piece, name) for name in _PIECE)]
            for piece in shard.pieces
        ]
        yield json.dumps(pieces).encode("ascii") + b"\n"


_PIECE = ("format", "compression", "start", "stop", "first", "weight")


def save_plan(plan: Plan, path: str) -> None:
    """Write a plan atomically, one line a shard."""
    with write_atomically(path) as stream:
        for line in _to_lines(plan):
            stream.write(line)


def load_plan(path: str) -> Plan | None:
    """Read a plan back; None where there is none.

    Raises
    ------
    DataError
        If the file is no plan of this version of mtdetect.
    """
    try:
        with open_binary(path) as stream:
            head = json.loads(stream.readline())
            if head["plan"] != _PLAN_VERSION:
                raise KeyError("plan")
            shards = tuple(_shard(i, json.loads(line)) for i, line in enumerate(stream))
            values: dict[str, Any] = head["settings"]
            values["keep_fields"] = tuple(values["keep_fields"])
            return Plan(head["root"], Settings(**values), tuple(head["sources"]), shards)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"{path} is no plan of this version of mtdetect; finish the run with the version that "
            "began it, or start anew with another output or without the folder that holds the plan"
        ) from error


def _shard(index: int, pieces: list[list[Any]]) -> Shard:
    return Shard(index, tuple(Piece(Source(*values[:4]), *values[4:]) for values in pieces))


def check_plan(plan: Plan, names: Sequence[str], settings: Settings, state: str) -> None:
    """Compare a run that is to be continued with what was asked for now.

    Parameters
    ----------
    plan : Plan
        Of the run that began.
    names : sequence of str
        Input files of the present command.
    settings : Settings
        Of the present command.
    state : str
        What the run has written so far and would have to be deleted, for the message.

    Raises
    ------
    DataError
        If inputs, model or settings differ.
    """
    way_out = (
        f"; give the command as before to continue, or choose another output (or delete {state}) "
        "to start anew"
    )
    differences = plan.settings.differences(settings)
    if differences:
        raise DataError(
            "this output was begun with another model or other settings and will not be mixed ("
            + "; ".join(differences)
            + ")"
            + way_out
        )
    old = {resolve(plan.root, name) for name in plan.sources}
    new = {resolve(os.getcwd(), name) for name in names}
    if old != new:
        odd = sorted(old ^ new)
        shown = ", ".join(odd[:3]) + (" ..." if len(odd) > 3 else "")
        raise DataError(
            f"the input files are not those that the run began with: {len(new - old)} new, "
            f"{len(old - new)} gone ({shown}){way_out}"
        )


def check_sources(plan: Plan, shards: Iterable[Shard], state: str) -> None:
    """Check that the files of some shards are what they were when the run began.

    ``state`` is what the run has written so far, for the message.

    Raises
    ------
    DataError
        If one is gone or holds something else.
    """
    seen: set[str] = set()
    for shard in shards:
        for piece in shard.pieces:
            source = piece.source
            if source.name in seen:
                continue
            seen.add(source.name)
            try:
                check_unchanged(source, resolve(plan.root, source.name), state)
            except OSError as error:
                raise DataError(f"{source.name} cannot be read: {error}") from error
