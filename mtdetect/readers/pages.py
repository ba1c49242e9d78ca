"""Files that are one article each, and the main text of web pages, by trafilatura."""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from mtdetect.errors import MissingDependencyError, missing
from mtdetect.readers.lines import lines, no_object, parse_object, too_long, within_limit
from mtdetect.readers.records import (
    BadRecord,
    Position,
    ReadOptions,
    Record,
    make_record,
    not_utf8,
)
from mtdetect.readers.signatures import name_binary

# A saved page under another name, or none: as text its code is not judged.
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_QUIET = logging.NullHandler()
_HEAD = 4096
_MAX_ARRAY_BYTES = 64 * 2**20
# What a line of an object ends in that goes on with the next.
_GOES_ON = (b"{", b"[", b":", b",")


def is_page(data: bytes) -> bool:
    """Tell whether a file begins as web pages do.

    Examples
    --------
    >>> is_page(b"<!DOCTYPE html><html>"), is_page(b"The tag <html> begins a page.")
    (True, False)
    """
    return _PAGE.match(data) is not None


def read_text_or_page(data: bytes, file: str) -> Record | BadRecord:
    """Read a .txt file, which may hold a web page; where none can be read that is its error."""
    if not is_page(data):
        return read_text(data, file)
    try:
        return read_html(data, file)
    except MissingDependencyError as error:
        return BadRecord(Position(file, 1, 0), f"a web page under this name: {error}", file)


def read_text(data: bytes, file: str) -> Record | BadRecord:
    """Read a .txt file as one article; its name is its id."""
    position = Position(file, 1, 0)
    cause = name_binary(data)
    if cause is not None:
        return BadRecord(position, cause, file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return BadRecord(position, not_utf8(f"{error.reason} (byte {error.start})"), file)
    return Record(file, text, position, _folder(file))


def read_html(data: bytes, file: str) -> Record | BadRecord:
    """Read a saved web page as one article; its name is its id."""
    return read_page(data, None, Position(file, 1, 0), file, _folder(file), {})


def _folder(file: str) -> str:
    return os.path.dirname(file) or file


def read_page(
    html: bytes,
    url: str | None,
    position: Position,
    identity: str,
    source: str,
    fields: dict[str, Any],
) -> Record | BadRecord:
    """Take the main text out of a web page; ``identity`` is the id of the record."""
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
    head = stream.read(_HEAD).removeprefix(b"\xef\xbb\xbf")
    while head.isspace():
        head = stream.read(_HEAD)
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
        yield BadRecord(Position(file, 1, 0), not_utf8(f"{error.reason} (byte {error.start})"))
        return
    except (ValueError, RecursionError) as error:
        yield BadRecord(Position(file, 1, 0), f"bad JSON: {error}")
        return
    for number, member in enumerate(members, 1):
        position = Position(file, number)
        if isinstance(member, dict):
            yield within_limit(make_record(member, position, options), options.max_record_bytes)
        else:
            yield BadRecord(position, no_object(member))


def is_json_lines(stream: BinaryIO, limit: int) -> bool:
    r"""Tell whether a .json file holds JSON Lines: of its first two lines one is a whole object.

    Parameters
    ----------
    stream : binary file
        At its beginning.
    limit : int
        Longest line to hold, in bytes. One that is longer may be the first of JSON Lines.

    Examples
    --------
    >>> import io
    >>> is_json_lines(io.BytesIO(b'{"text": "a"}\n{"text": "b"}\n'), 99)
    True
    >>> is_json_lines(io.BytesIO(b'{"text":\n "a"}'), 99)
    False
    """
    filled = (n for n in lines(stream, 0, None, 1, limit) if n.data is None or n.data.strip())
    first, second = next(filled, None), next(filled, None)
    if first is None or second is None:
        return False
    if first.data is not None:
        if not first.data.lstrip().startswith(b"{"):
            return False
        if _is_object(first.data):
            return True
        if first.data.rstrip().endswith(_GOES_ON):
            return False
    return second.data is not None and _is_object(second.data)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
