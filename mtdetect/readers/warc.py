"""Web archives (WARC): their pages, and where reading goes on behind a damage."""

from __future__ import annotations

import logging
import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from mtdetect.errors import missing
from mtdetect.readers.lines import Cut, too_long
from mtdetect.readers.pages import read_page
from mtdetect.readers.records import (
    BadRecord,
    Position,
    ReadOptions,
    Record,
    not_utf8,
    source_of,
)

_QUIET = logging.NullHandler()
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_CHUNK = 2**20
# Behind a damage the next record is near.
_NEARBY = 2**16
# A record begins with its version, in a packed archive within a gzip member of its own.
_BEGIN = re.compile(rb"WARC/\d\.\d+\r?\n|\x1f\x8b\x08")
_GZIP = b"\x1f\x8b\x08"
_LONGEST_BEGIN = 4096
_CUT_SHORT = "WARC record is cut short"
_NO_ARCHIVE = "no WARC file (no WARC record stands at its beginning); name its format with --format"
_NO_RECORD = "WARC file is damaged: no record begins here"
_FOLLOWED = "WARC file is damaged: what follows this record is none (its length may be wrong)"
_ONE_PIECE = (
    "WARC file is packed in one piece, not record by record (a non-chunked gzip file): unpack it, "
    "or pack it anew with warcio recompress"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A record of an archive, or a damage (``entry`` is None); ``cause`` is why it is one.

    A record that cannot be whole has a cause too.
    """

    number: int
    offset: int
    entry: Any
    cause: str = ""


def cut_warc(stream: BinaryIO, size: int, target: int) -> Iterator[Cut]:
    """Cut a WARC file into ranges of about ``target`` bytes that begin with a record."""
    start, first = 0, 1
    for found in _records(stream, Cut(0, size, 1)):
        if found.entry is not None and found.offset - start >= target:
            yield Cut(start, found.offset, first)
            start, first = found.offset, found.number
    if size > start:
        yield Cut(start, size, first)


def read_warc(
    stream: BinaryIO, cut: Cut, file: str, options: ReadOptions
) -> Iterator[Record | BadRecord]:
    """Read the web pages of an archive, and the texts of one of texts (WET).

    What is neither (images, requests, metadata) is passed over.

    A damage costs the records that it hit: reading goes on with the next one behind it.
    """
    for found in _records(stream, cut):
        if found.offset >= cut.stop:
            return
        position = Position(file, found.number, found.offset)
        if found.entry is None:
            yield BadRecord(position, found.cause)
        elif (record := _read(found, position, options)) is not None:
            yield record


def _records(stream: BinaryIO, cut: Cut) -> Iterator[_Found]:
    """Find the records from the beginning of a range on, as cutting and reading both count them."""
    number = cut.first
    size = stream.seek(0, os.SEEK_END)
    start: int | None = cut.start
    while start is not None:
        again = start + 1  # where to look for the next record, should reading break off
        cause, offset = "", start
        archive = _archive(stream, start)
        while True:
            before = archive.err_count
            try:
                entry = next(archive, None)
            except OSError:
                raise
            except Exception as error:  # warcio has no common root for what damage leads to
                entry, cause = None, _cause(error, archive.offset)
            if archive.err_count > before:  # a line was passed over, which may begin a record
                if not cause:
                    yield _Found(number - 1, offset, None, _FOLLOWED)
            else:
                again = max(again, archive.offset + 1)
            offset = max(archive.offset, start)  # before it where the file is packed in one piece
            if entry is None:
                cause = cause or (_CUT_SHORT if offset < cut.stop else "")
                break
            # Else each of many records that claim more than there is would be read to the end.
            cut_short = entry.length is None or _claims_more(archive, entry, size)
            yield _Found(number, offset, entry, _CUT_SHORT if cut_short else "")
            number += 1
            if cut_short or _is_cut_short(entry):  # whoever reads the record tells so
                again = offset + 1
                break
            again = archive.fh.tell() - archive.reader.rem_length()
        start = None if cause == _ONE_PIECE else _next_begin(stream, again)
        if cause:
            lost = "nothing behind this can be read" if start is None else "reading goes on behind"
            yield _Found(number, offset, None, f"{cause}; {lost}")
            number += 1


def _archive(stream: BinaryIO, start: int) -> Any:
    try:
        from warcio.archiveiterator import WARCIterator
    except ImportError as error:
        raise missing("WARC", "warcio", "scrape") from error
    logging.getLogger("warcio").addHandler(_QUIET)
    stream.seek(start)
    # Headers of pages are parsed here, so that broken ones cost a record and not the archive.
    archive = WARCIterator(stream, no_record_parse=True)
    # It would write what stands between records to standard error; it counts it, too.
    archive.INC_RECORD = ""
    _quieten(archive.reader, strict=False)
    return archive


def _quieten(reader: Any, *, strict: bool) -> None:
    """Keep a reader of warcio from writing to standard error what it cannot unpack.

    ``strict`` raises the error instead; else what is packed ends there, as if it were cut short.
    """
    as_before = reader._decompress

    def unpack(data: bytes) -> bytes:
        at_start = reader.num_block_read == 0 and not data.startswith(_GZIP)
        if at_start or not reader.decompressor:  # it may not be packed at all
            return bytes(as_before(data))
        try:
            return bytes(reader.decompressor.decompress(data))
        except Exception:  # each packing has its own
            if strict:
                raise
            return b""

    reader._decompress = unpack


def _cause(error: Exception, offset: int) -> str:
    if "non-chunked gzip" in str(error):
        return _ONE_PIECE
    return _NO_RECORD if offset else _NO_ARCHIVE


def _claims_more(archive: Any, entry: Any, size: int) -> bool:
    """Tell whether a record says that it is longer than what is left of an unpacked file."""
    if archive.reader.decompressor:
        return False
    return bool(entry.raw_stream.limit > size - (archive.fh.tell() - archive.reader.rem_length()))


def _is_cut_short(entry: Any) -> bool:
    """Read a record to its end, and tell whether that came before its length was reached."""
    while entry.raw_stream.read(_CHUNK):
        pass
    return bool(entry.raw_stream.limit > 0)


def _next_begin(stream: BinaryIO, offset: int) -> int | None:
    """Find where the next record begins; None where none does."""
    stream.seek(offset)
    held = b""
    while True:
        chunk = stream.read(_NEARBY)
        held += chunk
        # What begins near the end is looked at with what follows.
        last = len(held) - _LONGEST_BEGIN if chunk else len(held)
        for match in _BEGIN.finditer(held):
            if match.start() >= last:
                break
            if match[0].startswith(b"WARC") or _holds_record(held[match.start() :]):
                return offset + match.start()
        if not chunk:
            return None
        done = max(last, 0)
        offset, held = offset + done, held[done:]


def _holds_record(packed: bytes) -> bool:
    try:
        begin = zlib.decompressobj(31).decompress(packed[:_LONGEST_BEGIN], 5)
    except zlib.error:
        return False
    return begin == b"WARC/"


def _read(found: _Found, position: Position, options: ReadOptions) -> Record | BadRecord | None:
    entry = found.entry
    named = entry.rec_headers.get_header
    identity = named("WARC-Record-ID") or f"{position.file}:{position.line}"
    if found.cause:
        return BadRecord(position, found.cause, identity)
    is_text = entry.rec_type == "conversion"
    try:
        data = None
        if is_text:
            data = _text(entry, options.max_record_bytes + 1)
        elif entry.rec_type in ("response", "resource"):
            data = _html(entry, options.max_record_bytes + 1)
    except OSError:
        raise
    except Exception as error:  # broken headers or packing of one page
        kind = type(error).__name__
        return BadRecord(position, f"page cannot be unpacked: {kind}: {error}", identity)
    if data is not None and len(data) > options.max_record_bytes:
        return BadRecord(position, too_long(len(data), options.max_record_bytes), identity)
    if _is_cut_short(entry):
        return BadRecord(position, _CUT_SHORT, identity)
    if data is None:
        return None
    url = named("WARC-Target-URI")
    fields = {"url": url, "date": named("WARC-Date")}
    kept = {name: fields[name] for name in options.keep_fields if name in fields}
    source = source_of({"url": url}, position.file)
    if not is_text:
        return read_page(data, url, position, identity, source, kept)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return BadRecord(position, not_utf8(f"{error.reason} (byte {error.start})"), identity)
    return Record(identity, text, position, source, kept)


def _text(entry: Any, most: int) -> bytes | None:
    if _media_type(entry.content_type) != "text/plain":
        return None
    return _read_most(entry.raw_stream, most)


def _html(entry: Any, most: int) -> bytes | None:
    from warcio.statusandheaders import StatusAndHeadersParser

    kind = entry.content_type or ""
    if kind.startswith("application/http"):
        entry.http_headers = StatusAndHeadersParser(["HTTP/"], verify=False).parse(entry.raw_stream)
        if entry.http_headers.get_statuscode() != "200":
            return None
        kind = entry.http_headers.get_header("Content-Type")
    if _media_type(kind) not in _HTML_TYPES:
        return None
    stream = entry.content_stream()
    if stream is not entry.raw_stream:
        _quieten(stream, strict=True)
    return _read_most(stream, most)


def _media_type(header: str | None) -> str:
    return (header or "").partition(";")[0].strip().lower()


def _read_most(stream: Any, most: int) -> bytes:
    # In pieces: the reader of warcio may give less than it is asked for.
    data = b""
    while len(data) < most and (chunk := stream.read(most - len(data))):
        data += chunk
    return data
