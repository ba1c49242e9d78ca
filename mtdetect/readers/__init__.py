"""Read scraped news of many formats as a stream of records, in bounded memory.

A file is first cut into pieces (:func:`cut_file`), which different processes then read
(:func:`read_piece`). What cannot be read becomes a :class:`BadRecord`; nothing is passed over
in silence except blank lines and the parts of a web archive that are no web page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from mtdetect.errors import DataError
from mtdetect.readers.files import (
    DAMAGE,
    content_digest,
    describe,
    open_binary,
    open_content,
    resolve,
    skip_to,
)
from mtdetect.readers.folders import PACKED
from mtdetect.readers.lines import (
    TO_THE_END,
    Cut,
    DamagedError,
    cut_lines,
    read_json_lines,
    too_long,
)
from mtdetect.readers.pages import is_json_lines, read_html, read_json, read_text_or_page
from mtdetect.readers.records import BadRecord, Piece, Position, ReadOptions, Record, Source
from mtdetect.readers.signatures import misnamed, name_binary
from mtdetect.readers.tables import (
    PARQUET_DAMAGE,
    cut_csv,
    cut_parquet,
    header_fault,
    read_csv,
    read_csv_header,
    read_parquet,
)
from mtdetect.readers.warc import cut_warc, read_warc

__all__ = [
    "FORMATS",
    "SUFFIXES",
    "BadRecord",
    "Piece",
    "Position",
    "ReadOptions",
    "Record",
    "Source",
    "cut_file",
    "detect_format",
    "read_piece",
]

FORMATS = ("jsonl", "json", "csv", "parquet", "warc", "txt", "html")
_BY_SUFFIX = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jl": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".warc": "warc",
    ".wet": "warc",
    ".txt": "txt",
    ".html": "html",
    ".htm": "html",
}
_PACKED = {".gz": "gzip", ".zst": "zstd"}
# Parquet is packed within, and of web archives gzip alone can be entered at a record.
_PACKABLE = tuple(s for s, kind in _BY_SUFFIX.items() if kind not in ("parquet", "warc"))
SUFFIXES = (*_BY_SUFFIX, *(s + p for s in _PACKABLE for p in _PACKED), ".warc.gz", ".wet.gz")
"""Suffixes of the files that are taken from a folder."""

# Where a file cannot be entered in the middle, each piece reads over what lies before it. With
# this many pieces at most, that costs eight extra decompressions, far less than the scoring.
_MOST_SEQUENTIAL = 16
_HEAD = 4096


def detect_format(name: str, wanted: str | None = None) -> tuple[str, str | None]:
    """Tell format and compression from a file's name.

    Parameters
    ----------
    name : str
        File name or address.
    wanted : str or None
        Format that the caller names instead, one of :data:`FORMATS`.

    Raises
    ------
    DataError
        If the suffix is unknown and no format is given, or it is that of an archive.

    Examples
    --------
    >>> detect_format("news/2024.jsonl.gz")
    ('jsonl', 'gzip')
    >>> detect_format("dump.2024", "jsonl")
    ('jsonl', None)
    """
    lower = name.lower()
    if lower.endswith(PACKED):
        raise DataError(
            f"{name} is an archive, or packed in a way that is not read: unpack it first, and name "
            "what was in it (only .gz and .zst are read, of one file each)"
        )
    compression = None
    for suffix, packing in _PACKED.items():
        if lower.endswith(suffix):
            lower, compression = lower.removesuffix(suffix), packing
            break
    if compression is not None and lower.endswith(tuple(_PACKED)):
        raise DataError(f"{name} is packed twice by its name: unpack it once, or rename it")
    if wanted is not None:
        if wanted not in FORMATS:
            raise DataError(f"format {wanted!r} is unknown; choose from {', '.join(FORMATS)}")
        return wanted, compression
    for suffix, kind in _BY_SUFFIX.items():
        if lower.endswith(suffix):
            return kind, compression
    raise DataError(f"{name} has no known suffix; name its format with --format")


def cut_file(
    name: str, options: ReadOptions, *, target: int, wanted: str | None = None
) -> Iterator[Piece]:
    """Cut a file into pieces of about ``target`` bytes.

    Lines, rows, numbers and offsets are counted here, once, so that each piece can name the
    position of its records within the file.

    Parameters
    ----------
    name : str
        File as named by the caller.
    options : ReadOptions
        How to read.
    target : int
        Bytes of a piece.
    wanted : str or None
        Format, where the name does not tell.

    Raises
    ------
    DataError
        If the file cannot be opened or its format is unknown.
    """
    kind, compression = detect_format(name, wanted)
    path = resolve(options.root, name)
    try:
        size, tag = describe(path)
        source = Source(name, size, tag, content_digest(path))
        if kind == "json":
            # Reading the piece reports a damage.
            with suppress(*DAMAGE, DamagedError), open_content(path, compression) as stream:
                kind = "jsonl" if is_json_lines(stream, options.max_record_bytes) else "json"
        if _foreign(path, kind, compression) is not None:
            # Reading it reports what it is, once.
            yield Piece(source, kind, compression, 0, 1, 1, 1)
            return
        cuts = list(_cuts(path, kind, compression, size, target, options))
    except OSError as error:
        raise DataError(f"{name} cannot be read: {error}") from error
    for cut, weight in cuts:
        yield Piece(source, kind, compression, cut.start, cut.stop, cut.first, weight)


def _cuts(
    path: str, kind: str, compression: str | None, size: int, target: int, options: ReadOptions
) -> Iterator[tuple[Cut, int]]:
    if kind in ("json", "txt", "html"):
        yield Cut(0, size, 1), size
    elif size == 0:
        return
    elif kind == "parquet":
        with open_binary(path) as stream:
            try:
                yield from cut_parquet(stream, size, target, _MOST_SEQUENTIAL)
            except PARQUET_DAMAGE as error:
                if _is_of_system(error):
                    raise
                # Reading the piece reports the damage.
                yield Cut(0, 1, 1), size
    elif kind == "warc":
        with open_binary(path) as stream:
            for cut in cut_warc(stream, size, target):
                yield cut, cut.stop - cut.start
    else:
        with open_content(path, compression) as stream:
            if kind == "jsonl":
                cuts = list(cut_lines(stream, target))
            else:
                cuts = list(cut_csv(stream, target, options, tabs=_has_tabs(path)))
        if compression is not None:
            cuts = list(_fewer(cuts, _MOST_SEQUENTIAL))
        for cut in cuts:
            yield cut, target if cut.stop == TO_THE_END else cut.stop - cut.start


def _has_tabs(path: str) -> bool:
    return path.lower().removesuffix(".gz").removesuffix(".zst").endswith(".tsv")


def _fewer(cuts: list[Cut], most: int) -> Iterator[Cut]:
    step = -(-len(cuts) // most) or 1
    for i in range(0, len(cuts), step):
        group = cuts[i : i + step]
        yield Cut(group[0].start, group[-1].stop, group[0].first)


def read_piece(piece: Piece, options: ReadOptions) -> Iterator[Record | BadRecord]:
    """Read the records of a piece, in order.

    Parameters
    ----------
    piece : Piece
        From :func:`cut_file`.
    options : ReadOptions
        As given to :func:`cut_file`.

    Raises
    ------
    DataError
        If the file is gone, cannot be read, or is not the one that was cut.
    """
    path = resolve(options.root, piece.source.name)
    try:
        check_unchanged(piece.source, path)
        yield from _read(piece, path, options)
        check_unchanged(piece.source, path)
    except DamagedError as error:
        yield BadRecord(
            Position(piece.source.name, error.number, error.offset),
            f"{error.cause}; nothing behind this can be read",
        )
    except OSError as error:
        raise DataError(f"{piece.source.name} cannot be read: {error}") from error


def check_unchanged(source: Source, path: str, state: str = "OUTPUT.parts") -> None:
    """Compare a file with what it was when the run began.

    ``state`` is what the run has written so far and would have to be deleted, for the message.

    Raises
    ------
    DataError
        If its content is another one. A new time with the same content is accepted.
    """
    size, tag = describe(path)
    if size == source.size and (tag == source.tag or content_digest(path) == source.sha256):
        return
    differs = f"{source.size:,} bytes then, {size:,} now"
    if size == source.size:
        differs = f"{size:,} bytes as then, but other ones"
    raise DataError(
        f"{source.name} has changed since the run began ({differs}); put the old file back "
        f"to continue, or choose another output (or delete {state}) to start anew"
    )


def _foreign(path: str, kind: str, compression: str | None) -> str | None:
    """Say what a file holds that is not what its name or its format says, and what to do."""
    # Web archives are unpacked by what reads them, which tells, too.
    called = {"parquet": "Parquet", "warc": None}.get(kind, compression)
    if called is not None:
        with open_binary(path) as stream:
            cause = misnamed(stream.read(_HEAD), called)
        if cause is not None:
            return cause
    if kind not in ("jsonl", "csv", "json"):
        return None
    with suppress(*DAMAGE), open_content(path, compression) as stream:
        return name_binary(stream.read(_HEAD))
    return None


def _read(piece: Piece, path: str, options: ReadOptions) -> Iterator[Record | BadRecord]:
    name = piece.source.name
    if piece.start == 0 and (cause := _foreign(path, piece.format, piece.compression)) is not None:
        yield BadRecord(Position(name, 1, 0), cause)
        return
    cut = Cut(piece.start, piece.stop, piece.first)
    if piece.format == "parquet":
        with open_binary(path) as stream:
            yield from _read_parquet(stream, cut, name, options)
    elif piece.format == "warc":
        with open_binary(path) as stream:
            yield from read_warc(stream, cut, name, options)
    elif piece.format == "jsonl":
        with open_content(path, piece.compression) as stream:
            _enter(stream, piece)
            yield from read_json_lines(stream, cut.start, cut.stop, cut.first, name, options)
    elif piece.format == "csv":
        with open_content(path, piece.compression) as stream:
            header = read_csv_header(stream, options.max_record_bytes, tabs=_has_tabs(path))
        fault = header_fault(header, options)
        if header is None or fault is not None:
            yield BadRecord(Position(name, 1, 0), str(fault))
            return
        with open_content(path, piece.compression) as stream:
            _enter(stream, piece)
            yield from read_csv(stream, header, cut, name, options)
    else:
        with open_content(path, piece.compression) as stream:
            try:
                yield from _read_whole(stream, piece, options)
            except DAMAGE as error:
                raise DamagedError(1, 0, f"compressed file is damaged: {error}") from error


def _enter(stream: BinaryIO, piece: Piece) -> None:
    try:
        skip_to(stream, piece.start, piece.compression)
    except DAMAGE as error:  # a little earlier than when it was cut
        cause = f"compressed file is damaged: {error}"
        raise DamagedError(piece.first, piece.start, cause) from error


def _read_parquet(
    stream: BinaryIO, cut: Cut, name: str, options: ReadOptions
) -> Iterator[Record | BadRecord]:
    try:
        yield from read_parquet(stream, cut, name, options)
    except PARQUET_DAMAGE as error:
        if _is_of_system(error):
            raise
        raise DamagedError(cut.first, None, f"Parquet file is damaged: {error}") from error


def _is_of_system(error: Exception) -> bool:
    # Of pyarrow's errors some are an OSError that no system call gave.
    return isinstance(error, OSError) and error.errno is not None


def _read_whole(
    stream: BinaryIO, piece: Piece, options: ReadOptions
) -> Iterator[Record | BadRecord]:
    name = piece.source.name
    if piece.format == "json":
        yield from read_json(stream, piece.source.size, name, options)
        return
    data = stream.read(options.max_record_bytes + 1)
    if len(data) > options.max_record_bytes:
        yield BadRecord(
            Position(name, 1, 0),
            too_long(max(len(data), piece.source.size), options.max_record_bytes),
            name,
        )
    else:
        read = read_text_or_page if piece.format == "txt" else read_html
        yield read(data, name)
