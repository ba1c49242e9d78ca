"""Files that are one article each, and web archives: main text by trafilatura."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from typing import Any, BinaryIO

from mtdetect.errors import missing
from mtdetect.readers.lines import Cut, DamagedError, parse_object, too_long
from mtdetect.readers.records import (
    BadRecord,
    Position,
    ReadOptions,
    Record,
    make_record,
    source_of,
)
from mtdetect.readers.signatures import name_binary

_QUIET = logging.NullHandler()
_MAX_ARRAY_BYTES = 64 * 2**20
_CUT_SHORT = "WARC record is cut short"
_HTML_TYPES = ("text/html", "application/xhtml+xml")


def read_text(data: bytes, file: str) -> Record | BadRecord:
    """Read a .txt file as one article; its name is its id."""
    position = Position(file, 1, 0)
    cause = name_binary(data)
    if cause is not None:
        return BadRecord(position, cause, file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        cause = (
            f"bad UTF-8: {error.reason} (byte {error.start}); if it is text in another encoding, "
            "convert it, as with iconv -f WINDOWS-1252 -t UTF-8"
        )
        return BadRecord(position, cause, file)
    return Record(file, text, position, _folder(file))


def read_html(data: bytes, file: str) -> Record | BadRecord:
    """Read a saved web page as one article; its name is its id."""
    return _page(data, None, Position(file, 1, 0), file, _folder(file), {})


def _folder(file: str) -> str:
    return os.path.dirname(file) or file


def _page(
    html: bytes,
    url: str | None,
    position: Position,
    identity: str,
    source: str,
    fields: dict[str, Any],
) -> Record | BadRecord:
    try:
        import trafilatura
    except ImportError as error:
        raise missing("HTML", f"trafilatura ({error})", "scrape") from error
    # Its complaints about single pages would flood a terminal; ours go to the error records.
    logging.getLogger("trafilatura").addHandler(_QUIET)
    try:
        text = trafilatura.extract(html, url=url, include_comments=False, include_tables=False)
    except Exception as error:  # one hostile page must not end the run
        kind = type(error).__name__
        return BadRecord(position, f"main text cannot be extracted: {kind}: {error}", identity)
    if not text:
        return BadRecord(position, "no main text found in the page", identity)
    return Record(identity, text, position, source, fields, extracted=True)


def read_json(
    stream: BinaryIO, size: int, file: str, options: ReadOptions
) -> Iterator[Record | BadRecord]:
    """Read a .json file: one article, or an array of articles."""
    head = stream.read(64).removeprefix(b"\xef\xbb\xbf")
    array = head.lstrip().startswith(b"[")
    limit = _MAX_ARRAY_BYTES if array else options.max_record_bytes
    data = head + stream.read(limit + 1)
    if len(data) > limit:
        advice = "; write it as JSON Lines, one article a line" if array else ""
        yield BadRecord(Position(file, 1, 0), too_long(max(size, len(data)), limit) + advice)
    elif not array:
        yield parse_object(data, Position(file, 1, 0), options)
    else:
        yield from _array(data, file, options)


def _array(data: bytes, file: str, options: ReadOptions) -> Iterator[Record | BadRecord]:
    try:
        members = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        yield BadRecord(Position(file, 1, 0), f"bad UTF-8: {error.reason} (byte {error.start})")
        return
    except (ValueError, RecursionError) as error:
        yield BadRecord(Position(file, 1, 0), f"bad JSON: {error}")
        return
    for number, member in enumerate(members, 1):
        position = Position(file, number)
        if isinstance(member, dict):
            yield make_record(member, position, options)
        else:
            yield BadRecord(position, f"JSON {type(member).__name__}, not an object with fields")


def is_json_lines(head: bytes) -> bool:
    r"""Tell whether a .json file holds JSON Lines: its first line is an object, and more follow.

    Examples
    --------
    >>> is_json_lines(b'{"text": "a"}\n{"text": "b"}\n'), is_json_lines(b'{"text":\n "a"}')
    (True, False)
    """
    first, newline, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not newline or not rest.strip():
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _archive(stream: BinaryIO) -> Any:
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError as error:
        raise missing("WARC", "warcio", "scrape") from error
    # Headers of pages are parsed here, so that broken ones cost a record and not the archive.
    return ArchiveIterator(stream, no_record_parse=True)


def _next_entry(archive: Any) -> Any:
    try:
        return next(archive, None)
    except OSError:
        raise
    except Exception as error:  # warcio has no common root for what damage leads to
        raise DamagedError(0, None, f"WARC file is damaged: {error}".strip()) from error


def cut_warc(stream: BinaryIO, size: int, target: int) -> Iterator[Cut]:
    """Cut a WARC file into ranges of about ``target`` bytes that begin with a record."""
    archive = _archive(stream)
    start, first, number = 0, 1, 0
    while True:
        try:
            if _next_entry(archive) is None:
                break
        except DamagedError:  # reading the last range reports it
            break
        number += 1
        offset = archive.offset
        if offset - start >= target:
            yield Cut(start, offset, first)
            start, first = offset, number
    if size > start:
        yield Cut(start, size, first)


def read_warc(
    stream: BinaryIO, cut: Cut, file: str, options: ReadOptions
) -> Iterator[Record | BadRecord]:
    """Read the web pages of an archive; what is no page (images, requests) is passed over."""
    stream.seek(cut.start)
    archive = _archive(stream)
    number = cut.first
    while True:
        try:
            entry = _next_entry(archive)
        except DamagedError as error:
            raise DamagedError(number, archive.offset, error.cause) from error
        offset = archive.offset
        if entry is None and offset < cut.stop:
            raise DamagedError(number, offset, _CUT_SHORT)
        if entry is None or offset >= cut.stop:
            return
        record = _entry(entry, Position(file, number, offset), options)
        if record is not None:
            yield record
        number += 1


def _entry(entry: Any, position: Position, options: ReadOptions) -> Record | BadRecord | None:
    named = entry.rec_headers.get_header
    identity = named("WARC-Record-ID") or f"{position.file}:{position.line}"
    if entry.length is None:
        return BadRecord(position, _CUT_SHORT, identity)
    if entry.rec_type not in ("response", "resource"):
        return None
    try:
        html = _html(entry, options.max_record_bytes + 1)
        whole = html is None or len(html) <= options.max_record_bytes
        # The record promises more bytes than the file holds.
        cut_short = whole and entry.raw_stream.limit > 0 and not entry.raw_stream.read(1)
    except OSError:
        raise
    except Exception as error:  # broken headers or packing of one page
        kind = type(error).__name__
        return BadRecord(position, f"page cannot be unpacked: {kind}: {error}", identity)
    if cut_short:
        return BadRecord(position, _CUT_SHORT, identity)
    if html is None:
        return None
    if not whole:
        return BadRecord(position, too_long(len(html), options.max_record_bytes), identity)
    url = named("WARC-Target-URI")
    fields = {"url": url, "date": named("WARC-Date")}
    kept = {name: fields[name] for name in options.keep_fields if name in fields}
    return _page(html, url, position, identity, source_of({"url": url}, position.file), kept)


def _html(entry: Any, most: int) -> bytes | None:
    from warcio.statusandheaders import StatusAndHeadersParser

    kind = entry.content_type or ""
    if kind.startswith("application/http"):
        entry.http_headers = StatusAndHeadersParser(["HTTP/"], verify=False).parse(entry.raw_stream)
        if entry.http_headers.get_statuscode() != "200":
            return None
        kind = entry.http_headers.get_header("Content-Type") or ""
    if kind.partition(";")[0].strip().lower() not in _HTML_TYPES:
        return None
    # In pieces: the reader of warcio may give less than it is asked for.
    stream = entry.content_stream()
    data = b""
    while len(data) < most and (chunk := stream.read(most - len(data))):
        data += chunk
    return data
