"""Score one shard: read its records, write its part, leave its marker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mtdetect.api import ModelSource, scorer_for
from mtdetect.batch.plan import Settings, Shard
from mtdetect.batch.storage import HashedStream, read_json, size_of, write_atomically, write_json
from mtdetect.batch.tally import Tally
from mtdetect.batch.writers import JsonLinesWriter, make_row, open_writer
from mtdetect.errors import DataError, InvalidDataError, MissingDependencyError, ModelError
from mtdetect.readers import BadRecord, Record, read_piece
from mtdetect.readers.leavings import ERRORS, STATE
from mtdetect.results import Document
from mtdetect.stream import Scorer

# Enough for vectorised scoring, small enough that memory stays flat.
_CHUNK_RECORDS = 128
_CHUNK_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Paths:
    """Where a run keeps its files.

    Attributes
    ----------
    output : str
        The file that the caller asked for; its errors, and the folder of the run's state, are
        named after it.
    parquet : bool
        Whether parts are Parquet files.
    plan_name : str
        Name of the plan in the folder of the state; by it the commands tell their runs apart.
    """

    output: str
    parquet: bool
    plan_name: str = "plan.jsonl"

    @property
    def errors(self) -> str:
        """The error records of the whole run."""
        return f"{self.output}{ERRORS}"

    @property
    def folder(self) -> str:
        """State of the run: plan, parts, markers."""
        return f"{self.output}{STATE}"

    @property
    def plan(self) -> str:
        """The plan."""
        return f"{self.folder}/{self.plan_name}"

    @property
    def complete(self) -> str:
        """Marker of the whole run."""
        return f"{self.folder}/complete.json"

    @property
    def lock(self) -> str:
        """Lock against a second run."""
        return f"{self.folder}/lock"

    def part(self, index: int) -> str:
        """Rows of a shard."""
        return f"{self.folder}/{index:06d}.{'parquet' if self.parquet else 'jsonl'}"

    def part_errors(self, index: int) -> str:
        """Error records of a shard."""
        return f"{self.folder}/{index:06d}.errors.jsonl"

    def marker(self, index: int) -> str:
        """Marker of a finished shard."""
        return f"{self.folder}/{index:06d}.done.json"


@dataclass(frozen=True, slots=True)
class Task:
    """A shard with all that a worker process needs to score it."""

    shard: Shard
    settings: Settings
    paths: Paths
    root: str
    run: str
    model: ModelSource


def read_marker(paths: Paths, index: int, run: str) -> dict[str, Any] | None:
    """Give the marker of a shard if it is finished, belongs to this run and its part is there."""
    try:
        marker = read_json(paths.marker(index))
    except InvalidDataError:  # altered by hand: the shard is scored again
        return None
    if not isinstance(marker, dict) or marker.get("run") != run:
        return None
    if size_of(paths.part(index)) != marker["rows"]["bytes"]:
        return None
    if size_of(paths.part_errors(index)) != marker["errors"]["bytes"]:
        return None
    return marker


def run_shard(task: Task) -> dict[str, Any]:
    """Score a shard unless it is finished already, and give its marker.

    Safe to repeat and to run twice at once: parts and marker appear whole, the marker last.

    Parameters
    ----------
    task : Task
        The shard and its surroundings.

    Raises
    ------
    DataError
        If an input cannot be read or has changed since the run began.
    ModelError
        If the model is not the one that the run began with.
    OutputError
        If the part cannot be written.
    """
    index = task.shard.index
    done = read_marker(task.paths, index, task.run)
    if done is not None:
        return done
    model = scorer_for(task.model, task.settings.spare, task.settings.retranslate)
    if model.digest != task.settings.model:
        raise ModelError(
            f"the model of this worker ({_brief(model.digest)}) is not the one that the run began "
            f"with ({_brief(task.settings.model)}); install the same model on every machine"
        )
    tally = Tally()
    with (
        write_atomically(task.paths.part(index)) as rows,
        write_atomically(task.paths.part_errors(index)) as errors,
    ):
        _score(task, model, rows, errors, tally)
        sizes = {
            "rows": {"bytes": rows.size, "sha256": rows.sha256},
            "errors": {"bytes": errors.size, "sha256": errors.sha256},
        }
    marker = {
        "shard": index,
        "run": task.run,
        "model": task.settings.model,
        "inputs": {p.source.name: p.source.sha256 for p in task.shard.pieces},
        "weight": task.shard.weight,
        **sizes,
        "counts": tally.to_dict(),
    }
    write_json(task.paths.marker(index), marker)
    return marker


def _brief(digest: str) -> str:
    """Shorten the digest of a model, and of its second opinion."""
    return "+".join(part[:12] for part in digest.split("+"))


def _score(
    task: Task, model: Scorer, rows: HashedStream, errors: HashedStream, tally: Tally
) -> None:
    settings = task.settings
    writer = open_writer(rows, settings.output_format, evidence=settings.evidence)
    error_writer = JsonLinesWriter(errors)
    for records, bad in _chunks(task):
        made = []
        for record, outcome in zip(records, _outcomes(model, records, settings), strict=True):
            if isinstance(outcome, Document):
                try:
                    made.append(
                        make_row(
                            record,
                            outcome,
                            evidence=settings.evidence,
                            keep_text=settings.keep_text,
                            keep_fields=bool(settings.keep_fields),
                        )
                    )
                except DataError as error:
                    bad.append(BadRecord(record.position, str(error), record.id))
                except MemoryError:  # no fault of the record: as where articles are scored
                    raise
                except Exception as error:  # evidence is worked out here
                    bad.append(_failure(record, error))
                else:
                    tally.count_document(
                        record,
                        outcome,
                        evidence=settings.evidence,
                        keep_fields=settings.keep_fields,
                    )
            else:
                bad.append(outcome)
        writer.write(made)
        error_writer.write([b.to_dict() for b in bad])
        for b in bad:
            tally.count_error(b)
    writer.close()


def _chunks(task: Task) -> Iterator[tuple[list[Record], list[BadRecord]]]:
    options = task.settings.read_options(task.root)
    records: list[Record] = []
    bad: list[BadRecord] = []
    characters = 0
    for piece in task.shard.pieces:
        for item in read_piece(piece, options):
            if isinstance(item, BadRecord):
                bad.append(item)
            else:
                records.append(item)
                characters += len(item.text)
            if len(records) + len(bad) >= _CHUNK_RECORDS or characters >= _CHUNK_CHARACTERS:
                yield records, bad
                records, bad, characters = [], [], 0
    yield records, bad


def _outcomes(
    model: Scorer, records: Sequence[Record], settings: Settings
) -> list[Document | BadRecord]:
    if not records:
        return []
    try:
        return list(model.score_texts([r.text for r in records], settings.prior, settings.fpr))
    except (MemoryError, MissingDependencyError):
        raise
    except Exception:
        # One of them fails: find it, score the others.
        return [_outcome(model, record, settings) for record in records]


def _outcome(model: Scorer, record: Record, settings: Settings) -> Document | BadRecord:
    try:
        return model.score_texts([record.text], settings.prior, settings.fpr)[0]
    except MemoryError:
        raise
    except Exception as error:
        return _failure(record, error)


def _failure(record: Record, error: Exception) -> BadRecord:
    cause = f"cannot be scored: {type(error).__name__}: {error}"
    return BadRecord(record.position, cause, record.id)
