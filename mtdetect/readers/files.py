"""Open local files and, where fsspec is installed, anything that it opens."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from gzip import BadGzipFile, GzipFile
from typing import Any, BinaryIO, cast

from mtdetect.errors import DataError, MissingDependencyError, missing
from mtdetect.readers.folders import Skipped, TrueNames, Why, is_hidden, members_of, sort_out

_CHUNK = 2**20
DAMAGE = (EOFError, zlib.error, BadGzipFile)
"""What a compressed file raises when it is cut short or altered."""


def is_url(path: str) -> bool:
    """Tell whether a path names a file system of fsspec, as ``s3://bucket/news``."""
    return "://" in path


def filesystem(url: str) -> tuple[Any, str]:
    """Give fsspec's file system for an address, and the path within it.

    Raises
    ------
    MissingDependencyError
        If fsspec, or the package that it needs for this address, is not installed.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise missing(url, "fsspec", "dask") from error
    try:
        system, path = url_to_fs(url)
    except ImportError as error:
        raise MissingDependencyError(f"{url} cannot be opened: {error}") from error
    except ValueError as error:
        raise DataError(f"{url} cannot be opened: {error}") from error
    return system, path


def resolve(root: str, name: str) -> str:
    """Join a relative name to the folder that the run was started in."""
    return name if is_url(name) else os.path.normpath(os.path.join(root, name))


def open_binary(path: str) -> BinaryIO:
    """Open a file or an address for buffered reading."""
    if is_url(path):
        system, inner = filesystem(path)
        stream = system.open(inner, "rb")
        # fsspec's own readline knows no limit.
        return cast(
            BinaryIO,
            stream if isinstance(stream, io.BufferedIOBase) else io.BufferedReader(stream, _CHUNK),
        )
    return open(path, "rb", buffering=_CHUNK)


def describe(path: str) -> tuple[int, str]:
    """Give the size of a file in bytes and a tag that changes when the file does."""
    if is_url(path):
        system, inner = filesystem(path)
        info = system.info(inner)
        return int(info["size"]), str(system.ukey(inner))
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(f"{path} is no regular file")  # reading a pipe would wait for ever
    return status.st_size, str(status.st_mtime_ns)


def content_digest(path: str) -> str:
    """Give the SHA-256 of a file's bytes, in hexadecimal."""
    with open_binary(path) as stream:
        # fsspec's files lack readinto on some systems, so not hashlib.file_digest.
        digest = hashlib.sha256()
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def open_content(path: str, compression: str | None) -> Iterator[BinaryIO]:
    """Open a file for reading, decompressed.

    Parameters
    ----------
    path : str
        File or address.
    compression : {"gzip", "zstd"} or None
        How it is packed.
    """
    with open_binary(path) as raw:
        if compression is None:
            yield raw
        elif compression == "gzip":
            with GzipFile(fileobj=raw, mode="rb") as unpacked:
                yield cast(BinaryIO, unpacked)
        else:
            with io.BufferedReader(_ZstdReader(raw), buffer_size=_CHUNK) as unpacked_zstd:
                yield cast(BinaryIO, unpacked_zstd)


class _ZstdReader(io.RawIOBase):
    """Decompress frame after frame, and notice when the last one is cut short."""

    # Small bites bound what a hostile frame can swell to in one step.
    _BITE = 4096

    def __init__(self, raw: BinaryIO) -> None:
        try:
            import zstandard
        except ImportError as error:
            raise missing("Zstandard", "zstandard", "batch") from error
        self._raw = raw
        self._error = zstandard.ZstdError
        self._new = zstandard.ZstdDecompressor().decompressobj
        self._frame = self._new()
        self._begun = False
        self._ready = memoryview(b"")
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        while not self._ready:
            bite = self._left or self._raw.read(self._BITE)
            self._left = b""
            if not bite:
                if self._begun:
                    raise EOFError("zstd frame ends before its end marker")
                return 0
            if self._frame.eof:
                self._frame = self._new()
            self._begun = True
            try:
                self._ready = memoryview(self._frame.decompress(bite))
            except self._error as error:
                raise EOFError(f"zstd frame is damaged: {error}") from error
            if self._frame.eof:
                self._left = self._frame.unused_data
                self._begun = False
        size = min(len(target), len(self._ready))
        target[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size


def skip_to(stream: BinaryIO, offset: int, compression: str | None) -> None:
    """Move to a byte offset of the decompressed content."""
    if compression is None:
        stream.seek(offset)
        return
    while offset > 0:
        chunk = stream.read(min(offset, _CHUNK))
        if not chunk:
            return
        offset -= len(chunk)


def expand(
    inputs: Sequence[str], suffixes: tuple[str, ...], ignore: Sequence[str]
) -> tuple[list[str], list[Skipped]]:
    """List the files of the inputs: files as given, folders by their known files, in order.

    Parameters
    ----------
    inputs : sequence of str
        Files, folders or addresses (where ``*`` is expanded).
    suffixes : tuple of str
        Which files of a folder to take.
    ignore : sequence of str
        Absolute paths to pass over, the run's own output among them.

    Returns
    -------
    found : list of str
        The files to read, each once, however many names it has.
    skipped : list of Skipped
        Files that are not read, each with why (hidden files, which begin with a dot, are told only
        where their suffix is known).

    Raises
    ------
    DataError
        If an input does not exist, a folder holds nothing to read, or a file is given twice.
    """
    true = TrueNames()
    passed = (*ignore, *(other if is_url(other) else os.path.realpath(other) for other in ignore))
    named: list[_Named] = []
    skipped: list[Skipped] = []
    for given in inputs:
        expand_one = _expand_url if is_url(given) else _expand_local
        members, others = expand_one(given, suffixes)
        named += [_named(m, given, true) for m in members]
        skipped += [m for m in others if m.why is Why.HIDDEN or not is_hidden(m, given)]
    named = [
        one for one in named if not (is_within(one.name, passed) or is_within(one.true, passed))
    ]
    skipped = [name for name in skipped if not is_within(name, passed)]
    paths = Counter(resolve(os.getcwd(), one.name) for one in named)
    twice = next((path for path, times in paths.items() if times > 1), None)
    if twice is not None:
        raise DataError(f"{twice} is given twice; every input may be read once only")
    first: dict[str, _Named] = {}
    for one in sorted(named, key=lambda one: one.linked):
        first.setdefault(one.true, one)
    again = [Skipped(one.name, Why.AGAIN) for one in named if first[one.true] is not one]
    return [one.name for one in named if first[one.true] is one], skipped + again


@dataclass(frozen=True, slots=True)
class _Named:
    """A file by the name it was found under, its true one, and whether a link led there."""

    name: str
    true: str
    linked: bool


def _named(name: str, given: str, true: TrueNames) -> _Named:
    if is_url(name):
        return _Named(name, name, False)
    path = true.of(name)
    if name == given:
        return _Named(name, path, os.path.islink(name))
    straight = os.path.join(true.of_folder(given), name[len(given) :].lstrip(os.sep))
    return _Named(name, path, path != straight)


def is_within(name: str, others: Sequence[str]) -> bool:
    """Tell whether a path is one of some absolute paths, or lies below one."""
    path = name if is_url(name) else os.path.abspath(name)
    return any(path == other or path.startswith(other + "/") for other in others)


def _expand_local(name: str, suffixes: tuple[str, ...]) -> tuple[list[str], list[Skipped]]:
    if os.path.isfile(name):
        return [name], []
    if name == "-":
        raise DataError("- is no file, and standard input is not read here: name files or folders")
    if not os.path.isdir(name):
        raise DataError(f"{name} does not exist (or is no regular file); check the path")
    return members_of(name, suffixes)


def _expand_url(url: str, suffixes: tuple[str, ...]) -> tuple[list[str], list[Skipped]]:
    system, inner = filesystem(url)
    others: list[Skipped] = []
    if "*" in inner:
        members = sorted(system.glob(inner))
    elif system.isdir(inner):
        members, others = sort_out(sorted(system.find(inner)), suffixes, inner)
    else:
        members = [inner] if system.exists(inner) else []
    if not members:
        raise DataError(f"{url} names nothing that can be read; check the address")
    full = system.unstrip_protocol
    return [str(full(m)) for m in members], [Skipped(str(full(m)), m.why) for m in others]
