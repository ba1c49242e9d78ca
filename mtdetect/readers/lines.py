"""Lines of bounded length with their number and byte offset, and cuts between them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from mtdetect.readers.files import DAMAGE
from mtdetect.readers.records import (
    BadRecord,
    Position,
    ReadOptions,
    Record,
    kind_of,
    make_record,
    not_utf8,
)

_CHUNK = 2**20
_BOM = b"\xef\xbb\xbf"
TO_THE_END = 2**62
"""Where a range ends that reaches into a damage.

Reading must meet the damage too, earlier or later than cutting did: it unpacks in other steps.
"""


class DamagedError(Exception):
    """Nothing behind this line can be read; caught within the readers."""

    def __init__(self, number: int, offset: int | None, cause: str) -> None:
        super().__init__(number, offset, cause)
        self.number = number
        self.offset = offset
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands in the file, end mark included.

    Attributes
    ----------
    number : int
        The first line of the file is 1.
    start, stop : int
        Byte offsets of the line and of what follows it.
    data : bytes or None
        None where the line is longer than the limit: it was passed over, not held.
    """

    number: int
    start: int
    stop: int
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Cut:
    """A range of bytes that begins and ends between records."""

    start: int
    stop: int
    first: int


def lines(stream: BinaryIO, start: int, stop: int | None, first: int, limit: int) -> Iterator[Line]:
    r"""Read lines from where the stream stands.

    Parameters
    ----------
    stream : binary file
        Already at ``start``.
    start, stop : int
        Byte offsets of the range; a ``stop`` of None reads to the end.
    first : int
        Number of the line at ``start``.
    limit : int
        Longest line to hold, in bytes.

    Examples
    --------
    >>> import io
    >>> [(n.number, n.start, n.data) for n in lines(io.BytesIO(b"ab\n0123456789\nc"), 0, None, 1, 5)]
    [(1, 0, b'ab\n'), (2, 3, None), (3, 14, b'c')]
    """  # noqa: E501
    offset = start
    number = first
    while stop is None or offset < stop:
        try:
            data: bytes | None = stream.readline(limit + 1)
            if not data:
                return
            end = offset + len(data)
            if len(data) > limit and not data.endswith(b"\n"):
                data = None
                while rest := stream.readline(_CHUNK):
                    end += len(rest)
                    if rest.endswith(b"\n"):
                        break
        except DAMAGE as error:
            raise DamagedError(number, offset, f"compressed file is damaged: {error}") from error
        if data is None:
            pass
        elif offset == 0 and data.startswith(_BOM):
            data = data[len(_BOM) :]
        yield Line(number, offset, end, data)
        offset = end
        number += 1


def cut_lines(stream: BinaryIO, target: int) -> Iterator[Cut]:
    """Cut a stream of lines into ranges of about ``target`` bytes that end with a line.

    The last range before a damage has no end, so that reading it meets the damage too.
    """
    start, first = 0, 1
    position, line = 0, 1
    damaged = False
    while True:
        try:
            chunk = _some(stream)
        except DAMAGE:
            damaged = True
            break
        if not chunk:
            break
        done = 0
        while True:
            goal = max(done, start + target - position)
            newline = chunk.find(b"\n", goal) if goal < len(chunk) else -1
            if newline < 0:
                break
            line += chunk.count(b"\n", done, newline + 1)
            done = newline + 1
            yield Cut(start, position + done, first)
            start, first = position + done, line
        line += chunk.count(b"\n", done)
        position += len(chunk)
    if damaged or position > start:
        yield Cut(start, TO_THE_END if damaged else position, first)


def _some(stream: BinaryIO) -> bytes:
    # One step of a decompressor at a time, so that an error loses nothing that came before it.
    return stream.read1(_CHUNK) if hasattr(stream, "read1") else stream.read(_CHUNK)


def read_json_lines(
    stream: BinaryIO, start: int, stop: int, first: int, file: str, options: ReadOptions
) -> Iterator[Record | BadRecord]:
    """Read one JSON object a line; blank lines are passed over."""
    for line in lines(stream, start, stop, first, options.max_record_bytes):
        position = Position(file, line.number, line.start)
        if line.data is None:
            yield BadRecord(position, too_long(line.stop - line.start, options.max_record_bytes))
        elif line.data.strip():
            yield parse_object(line.data, position, options)


def too_long(length: int, limit: int) -> str:
    """Say that a record is over the limit."""
    return f"record is over the limit: {length:,} bytes, {limit:,} allowed (--max-record-mb)"


def within_limit(record: Record | BadRecord, limit: int) -> Record | BadRecord:
    """Give a record, or say that its text is over the limit, where its own bytes cannot be counted.

    That is so for members of arrays and rows of tables; lines are measured as they are read.

    Examples
    --------
    >>> record = Record("1", "café", Position("a.json", 1), "a.json")
    >>> within_limit(record, 5) is record, within_limit(record, 4).cause
    (True, 'record is over the limit: 5 bytes, 4 allowed (--max-record-mb)')
    """
    # No character takes more than four bytes: most texts need not be encoded.
    if isinstance(record, BadRecord) or 4 * len(record.text) <= limit:
        return record
    length = len(record.text.encode("utf-8", "surrogatepass"))
    if length <= limit:
        return record
    return BadRecord(record.position, too_long(length, limit), record.id)


def no_object(value: object) -> str:
    """Say what stands where an object with fields should."""
    return f"JSON with {kind_of(value)}, not an object with fields"


def parse_object(data: bytes, position: Position, options: ReadOptions) -> Record | BadRecord:
    """Parse one JSON object into a record, or say what is wrong with it.

    Examples
    --------
    >>> parse_object(b'{"text": "Rain', Position("a.jsonl", 1), ReadOptions()).cause
    'bad JSON: Unterminated string (character 9)'
    >>> parse_object(b"[]", Position("a.jsonl", 1), ReadOptions()).cause
    'JSON with an array, not an object with fields'
    """
    try:
        fields = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return BadRecord(position, not_utf8(f"{error.reason} (byte {error.start})"))
    except json.JSONDecodeError as error:
        # "Unterminated string starting at" and the like would have their place follow.
        fault = error.msg.removesuffix(" at").removesuffix(" starting")
        return BadRecord(position, f"bad JSON: {fault} (character {error.pos})")
    except (ValueError, RecursionError) as error:
        return BadRecord(position, f"bad JSON: {error}")
    if not isinstance(fields, dict):
        return BadRecord(position, no_object(fields))
    return make_record(fields, position, options)
