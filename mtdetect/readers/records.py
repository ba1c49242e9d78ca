"""What readers give: records with their position, and records that cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import islice
from math import isfinite
from typing import Any
from urllib.parse import urlsplit

TEXT_FIELDS = ("text", "maintext", "raw_text", "articleBody", "content", "body")
ID_FIELDS = ("id", "uid", "guid")
_HOST_FIELDS = ("hostname", "domain", "source_domain", "host")
_URL_FIELDS = ("url", "source_url", "link")
# What a message shows of a record's fields.
_MOST_NAMES = 10
_LONGEST_NAME = 40
_KINDS = {
    dict: "an object",
    list: "an array",
    str: "a string",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}
DEFAULT_MAX_RECORD_BYTES = 4 * 2**20


def kind_of(value: object) -> str:
    """Say what kind of value stands in a record, in words of JSON.

    Examples
    --------
    >>> kind_of([]), kind_of({}), kind_of(2.5), kind_of(None)
    ('an array', 'an object', 'a number', 'null')
    """
    return _KINDS.get(type(value), f"a {type(value).__name__}")


def not_utf8(fault: str) -> str:
    """Say that bytes are no UTF-8, and what to do.

    Examples
    --------
    >>> not_utf8("invalid start byte (byte 3)").partition("; ")[0]
    'bad UTF-8: invalid start byte (byte 3)'
    """
    return (
        f"bad UTF-8: {fault}; if it is text in another encoding, convert the file, as with "
        "iconv -f WINDOWS-1252 -t UTF-8"
    )


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How records are read; the same for every worker of a run.

    Attributes
    ----------
    root : str
        Folder that relative input names start from.
    text_field, id_field : str or None
        Field to take; None tries the usual names in order.
    keep_fields : tuple of str
        Input fields to carry along.
    max_record_bytes : int
        A longer record becomes an error record. Lines and rows of CSV that are longer are never
        held in memory.
    """

    root: str = ""
    text_field: str | None = None
    id_field: str | None = None
    keep_fields: tuple[str, ...] = ()
    max_record_bytes: int = DEFAULT_MAX_RECORD_BYTES

    @property
    def text_fields(self) -> tuple[str, ...]:
        """Names of the text field, in the order tried; in any case where none was given."""
        return TEXT_FIELDS if self.text_field is None else (self.text_field,)

    def of_text(self, names: Iterable[str]) -> list[str]:
        """Give those of some fields that may hold the text, in the order tried.

        Examples
        --------
        >>> ReadOptions().of_text(["Body", "title", "TEXT"])
        ['TEXT', 'Body']
        >>> ReadOptions(text_field="body").of_text(["Body", "text"])
        []
        """
        return _named(TEXT_FIELDS, self.text_field, names)

    def of_id(self, names: Iterable[str]) -> list[str]:
        """Give those of some fields that may hold the id, in the order tried."""
        return _named(ID_FIELDS, self.id_field, names)

    def columns(self, names: Sequence[str]) -> list[str]:
        """Give those of a table's columns that reading looks at; it need not load the others."""
        wanted = {*self.of_text(names), *self.of_id(names), *self.keep_fields}
        wanted |= {*_HOST_FIELDS, *_URL_FIELDS}
        return [name for name in names if name in wanted]


@cache
def _ranks(usual: tuple[str, ...]) -> dict[str, int]:
    return {name.lower(): rank for rank, name in enumerate(usual)}


def _named(usual: tuple[str, ...], wanted: str | None, names: Iterable[str]) -> list[str]:
    """Give the fields that are called as wanted to the letter, or as usual in any case."""
    if wanted is not None:
        return [name for name in names if name == wanted]
    ranks = _ranks(usual)
    found = [name for name in names if name.lower() in ranks]
    return sorted(found, key=lambda name: (ranks[name.lower()], name not in usual, name))


@dataclass(frozen=True, slots=True)
class Position:
    """Where a record begins.

    Attributes
    ----------
    file : str
        The input as named by the caller.
    line : int
        Line, row of a table or record of an archive; the first is 1.
    offset : int or None
        Byte offset into the (decompressed) file; None where the format has none.
    """

    file: str
    line: int
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """An article to score.

    Attributes
    ----------
    id, text : str
        What it is called and says.
    position : Position
        Where it stands.
    source : str
        Its outlet.
    fields : dict
        Input fields to carry along.
    extracted : bool
        Whether the text was taken out of a page.
    own_id : bool
        Whether a field of it gave the id.
    """

    id: str
    text: str
    position: Position
    source: str
    fields: dict[str, Any] = field(default_factory=dict)
    extracted: bool = False
    own_id: bool = False


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that cannot be read or scored, and why."""

    position: Position
    cause: str
    id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain JSON types."""
        return {
            "file": self.position.file,
            "line": self.position.line,
            "offset": self.position.offset,
            "id": self.id,
            "cause": self.cause,
        }


@dataclass(frozen=True, slots=True)
class Source:
    """An input file as it was when the run began.

    Attributes
    ----------
    name : str
        The file as named by the caller.
    size : int
        Length in bytes.
    tag : str
        What the file system says of the last change (a time or an entity tag).
    sha256 : str
        Digest of the content, in hexadecimal.
    """

    name: str
    size: int
    tag: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an input file that one worker reads.

    Attributes
    ----------
    source : Source
        The file.
    format : str
        One of :data:`mtdetect.readers.FORMATS`.
    compression : str or None
        ``"gzip"``, ``"zstd"`` or None.
    start, stop : int
        Half-open range: bytes of the decompressed file; rows of a Parquet file.
    first : int
        Number of the first line, row or record of the range.
    weight : int
        Rough work, in bytes of input.
    """

    source: Source
    format: str
    compression: str | None
    start: int
    stop: int
    first: int
    weight: int


def make_record(
    fields: Mapping[str, Any],
    position: Position,
    options: ReadOptions,
    names: Iterable[str] | None = None,
) -> Record | BadRecord:
    """Pick id, text, host and kept fields out of an input object.

    Parameters
    ----------
    fields : mapping
        The object as read.
    position : Position
        Where it stands.
    options : ReadOptions
        Which fields to take.
    names : iterable of str, optional
        Fields that there are, where not all of them were read.

    Examples
    --------
    >>> make_record({"maintext": "Rain fell."}, Position("a.jsonl", 3), ReadOptions()).id
    'a.jsonl:3'
    >>> make_record({"text": None}, Position("a.jsonl", 3), ReadOptions()).cause
    "field 'text' is null"
    """
    own_id = _own_id(fields, options)
    identity = f"{position.file}:{position.line}" if own_id is None else own_id
    text = ""
    present = None
    for name in options.of_text(fields):
        value = fields[name]
        if isinstance(value, str) and value:
            text, present = value, name
            break
        if present is None:
            present = name
    if present is None:
        return BadRecord(position, _no_text(options, fields if names is None else names), identity)
    if not text:
        value = fields[present]
        if value is None:
            return BadRecord(position, f"field {present!r} is null", identity)
        if not isinstance(value, str):
            cause = f"field {present!r} is {kind_of(value)}, not a string"
            return BadRecord(position, cause, identity)
    kept = {name: fields[name] for name in options.keep_fields if name in fields}
    source = source_of(fields, position.file)
    return Record(identity, text, position, source, kept, own_id=own_id is not None)


def _no_text(options: ReadOptions, names: Iterable[str]) -> str:
    # Up to the bracket this is what a summary counts by.
    advice = "; name it with --text-field" if options.text_field is None else ""
    first = list(islice(names, _MOST_NAMES + 1))
    seen = ", ".join(name[:_LONGEST_NAME] for name in first[:_MOST_NAMES]) or "none"
    more = ", ..." if len(first) > _MOST_NAMES else ""
    wanted = ", ".join(options.text_fields)
    return f"no text field{advice} (looked for: {wanted}; there are: {seen}{more})"


def _own_id(fields: Mapping[str, Any], options: ReadOptions) -> str | None:
    for name in options.of_id(fields):
        value = fields[name]
        if isinstance(value, Decimal) and value.is_finite():
            return format(value, "f")
        if isinstance(value, float) and not isfinite(value):  # a missing one among numbers
            continue
        if isinstance(value, str | int | float) and value != "":
            return str(value)
    return None


def source_of(fields: Mapping[str, Any], file: str) -> str:
    """Name the outlet: its host where a field or an address tells, else the file.

    Examples
    --------
    >>> source_of({"url": "https://www.Example.org/a"}, "a.jsonl")
    'example.org'
    """
    for name in _HOST_FIELDS:
        value = fields.get(name)
        if isinstance(value, str) and value:
            return value.lower().removeprefix("www.")
    for name in _URL_FIELDS:
        value = fields.get(name)
        if isinstance(value, str) and value:
            try:
                host = urlsplit(value).hostname
            except ValueError:  # a malformed address names no host
                continue
            if host:
                return host.removeprefix("www.")
    return file
