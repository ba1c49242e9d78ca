"""Scored articles as rows of JSON Lines or Parquet."""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO, Protocol, cast

from mtdetect.batch.storage import HashedStream
from mtdetect.errors import DataError, missing
from mtdetect.readers.records import Record
from mtdetect.results import Document, paragraph_row, rounded
from mtdetect.retranslate.opinion import SecondOpinion


def make_row(
    record: Record, document: Document, *, evidence: bool, keep_text: bool, keep_fields: bool
) -> dict[str, Any]:
    """Give the output row of an article as plain JSON types.

    Parameters
    ----------
    record : Record
        As read.
    document : Document
        Its verdict.
    evidence : bool
        Whether to add the spans behind each paragraph's verdict.
    keep_text : bool
        Whether to add the text; text extracted from a web page is always added, since the
        offsets refer to it and no input file holds it.
    keep_fields : bool
        Whether to add the input fields that the record carries.

    Raises
    ------
    DataError
        If such a field holds bytes that are no text.
    """
    row: dict[str, Any] = {
        "id": record.id,
        "file": record.position.file,
        "line": record.position.line,
        "score": rounded(document.score),
        "label": document.label,
        "likeliest": document.likeliest,
        "flagged": document.flagged,
        "share": rounded(document.share),
        "reason": document.reason,
        "paragraphs": [paragraph_row(p, evidence) for p in document.paragraphs],
    }
    if document.second_opinion is not None:
        row["second_opinion"] = _second_opinion(document.second_opinion)
    if keep_fields:
        row["fields"] = {name: _plain(name, value) for name, value in record.fields.items()}
    if keep_text or record.extracted:
        row["text"] = record.text
    return row


def _plain(field: str, value: Any) -> Any:
    """Give a kept value as JSON can hold it: what is no number as null, bytes as text."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError as error:
            raise DataError(
                f"kept field {field!r} holds bytes that are no text in UTF-8; leave it out of "
                "--keep-fields"
            ) from error
    if isinstance(value, dict):
        return {key: _plain(field, inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(field, inner) for inner in value]
    return value


def _second_opinion(opinion: SecondOpinion) -> dict[str, Any]:
    return {
        **opinion.to_dict(),
        "survival": {name: rounded(share) for name, share in opinion.survival.items()},
        "log_odds": rounded(opinion.log_odds),
    }


class RowWriter(Protocol):
    """Write rows to one file."""

    def write(self, rows: Sequence[dict[str, Any]]) -> None:
        """Write some rows."""

    def close(self) -> None:
        """Write what is left; the stream itself stays open."""


class JsonLinesWriter:
    """One JSON object a line, in ASCII, so that no reader trips over an encoding."""

    def __init__(self, stream: HashedStream) -> None:
        self._stream = stream

    def write(self, rows: Sequence[dict[str, Any]]) -> None:
        """Write some rows."""
        # default=str: Parquet holds dates and decimals, which JSON has no type for.
        self._stream.write("".join(json.dumps(r, default=str) + "\n" for r in rows).encode("ascii"))

    def close(self) -> None:
        """Nothing is left to write."""


class ParquetWriter:
    """Parquet with nested paragraphs; kept fields and second opinions as a JSON string each."""

    _ROWS = 2048

    def __init__(self, stream: HashedStream, *, evidence: bool) -> None:
        self._arrow, parquet = _arrow()
        self._schema = _schema(self._arrow, evidence=evidence)
        self._writer = parquet.ParquetWriter(stream, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def write(self, rows: Sequence[dict[str, Any]]) -> None:
        """Write some rows."""
        self._rows += [_arrow_row(row) for row in rows]
        if len(self._rows) >= self._ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._arrow.Table.from_pylist(self._rows, self._schema))
            self._rows = []

    def close(self) -> None:
        """Write what is left and the footer."""
        self._flush()
        self._writer.close()


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise missing("Parquet output", "pyarrow", "batch") from error
    return pyarrow, parquet


def _schema(pa: Any, *, evidence: bool) -> Any:
    paragraph = [
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("score", pa.float64()),
        ("label", pa.string()),
        ("likeliest", pa.string()),
        ("flagged", pa.bool_()),
        ("reason", pa.string()),
    ]
    if evidence:
        span = [
            ("kind", pa.string()),
            ("start", pa.int64()),
            ("end", pa.int64()),
            ("text", pa.string()),
            ("suggestion", pa.string()),
            ("weight", pa.float64()),
            ("message", pa.string()),
        ]
        paragraph.append(("evidence", pa.list_(pa.struct(span))))
    return pa.schema(
        [
            ("id", pa.string()),
            ("file", pa.string()),
            ("line", pa.int64()),
            ("score", pa.float64()),
            ("label", pa.string()),
            ("likeliest", pa.string()),
            ("flagged", pa.bool_()),
            ("share", pa.float64()),
            ("reason", pa.string()),
            ("paragraphs", pa.list_(pa.struct(paragraph))),
            ("second_opinion", pa.string()),
            ("fields", pa.string()),
            ("text", pa.string()),
        ]
    )


def _arrow_row(row: dict[str, Any]) -> dict[str, Any]:
    given = {name: row.get(name) for name in ("fields", "second_opinion")}
    plain = row | {
        name: None if value is None else json.dumps(value, default=str)
        for name, value in given.items()
    }
    return cast(dict[str, Any], _encodable(plain))


def _encodable(value: Any) -> Any:
    # Half of a surrogate pair cannot be written as UTF-8; JSON escapes let it into the input.
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _encodable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_encodable(inner) for inner in value]
    return value


def open_writer(stream: HashedStream, output_format: str, *, evidence: bool) -> RowWriter:
    """Give the writer for ``"jsonl"`` or ``"parquet"``."""
    if output_format == "parquet":
        return ParquetWriter(stream, evidence=evidence)
    return JsonLinesWriter(stream)


def join_json_lines(parts: Iterable[BinaryIO], target: HashedStream) -> None:
    """Append files of lines to each other."""
    for part in parts:
        shutil.copyfileobj(part, target, 2**20)


def join_parquet(parts: Iterable[BinaryIO], target: HashedStream, *, evidence: bool) -> None:
    """Append Parquet files to each other, one row group in memory at a time."""
    arrow, parquet = _arrow()
    writer = parquet.ParquetWriter(target, _schema(arrow, evidence=evidence), compression="zstd")
    for part in parts:
        table = parquet.ParquetFile(part)
        for group in range(table.num_row_groups):
            writer.write_table(table.read_row_group(group))
    writer.close()
