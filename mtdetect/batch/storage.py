"""Files that appear whole or not at all, on a local disk or where fsspec writes."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import tempfile
import uuid
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from mtdetect.errors import InvalidDataError
from mtdetect.errors import OutputError as OutputError
from mtdetect.readers.files import filesystem, is_url, open_binary

_TEMPORARY = ".tmp"
# What a file is called, behind its name, while it is written.
TEMPORARY = rf"\.[0-9a-f]{{32}}{re.escape(_TEMPORARY)}"


class HashedStream(io.RawIOBase):
    """Pass bytes on to a file and count and digest them on the way."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self._digest = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: Any) -> int:
        """Write bytes; give how many."""
        view = memoryview(data).cast("B")
        self._inner.write(view)
        self._digest.update(view)
        self.size += len(view)
        return len(view)

    def tell(self) -> int:
        """Give how much was written so far."""
        return self.size

    @property
    def sha256(self) -> str:
        """Digest of everything written so far, in hexadecimal."""
        return self._digest.hexdigest()


@contextlib.contextmanager
def write_atomically(path: str) -> Iterator[HashedStream]:
    """Write a file that is either wholly there under its name or not at all.

    The bytes go to a temporary file beside it (for an address: on the local disk), are flushed
    to the device and moved into place. An exception leaves what stood there before.

    Parameters
    ----------
    path : str
        File or address.

    Raises
    ------
    OutputError
        If the folder is read-only, the disk is full or the like.
    """
    try:
        if is_url(path):
            with _write_remote(path) as stream:
                yield stream
        else:
            with _write_local(path) as stream:
                yield stream
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror or error}; nothing that was finished is "
            "lost: repair the cause (free space, write permission) and give the same command again"
        ) from error


@contextlib.contextmanager
def _write_local(path: str) -> Iterator[HashedStream]:
    # A name of its own for every attempt: two workers may write the same shard.
    temporary = f"{path}.{uuid.uuid4().hex}{_TEMPORARY}"
    try:
        with open(temporary, "xb", buffering=2**20) as raw:
            stream = HashedStream(raw)
            yield stream
            raw.flush()
            os.fsync(raw.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(os.path.dirname(path) or ".")


def _sync_folder(folder: str) -> None:
    # Makes the new name itself durable; systems that cannot do it need not.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _write_remote(url: str) -> Iterator[HashedStream]:
    system, inner = filesystem(url)
    with tempfile.NamedTemporaryFile() as local:
        stream = HashedStream(cast(BinaryIO, local))
        yield stream
        local.flush()
        temporary = f"{inner}.{uuid.uuid4().hex}{_TEMPORARY}"
        system.put_file(local.name, temporary)
        system.mv(temporary, inner)


def write_json(path: str, value: Any) -> None:
    """Write one JSON value atomically."""
    with write_atomically(path) as stream:
        stream.write(json.dumps(value).encode("ascii"))


def read_json(path: str) -> Any | None:
    """Read a JSON file; None where it does not exist.

    Raises
    ------
    InvalidDataError
        If it holds something else.
    """
    try:
        with open_binary(path) as stream:
            return json.loads(stream.read())
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise InvalidDataError(
            f"{path} holds no JSON ({error}): it was cut short or changed since a run wrote it; "
            "delete it and give the same command again"
        ) from error


def size_of(path: str) -> int | None:
    """Give the size of a file in bytes; None where it does not exist."""
    try:
        if is_url(path):
            system, inner = filesystem(path)
            return int(system.info(inner)["size"])
        return os.stat(path).st_size
    except (FileNotFoundError, NotADirectoryError):
        return None


def make_folder(path: str) -> None:
    """Create a folder with its parents, unless it is there."""
    try:
        if is_url(path):
            system, inner = filesystem(path)
            system.makedirs(inner, exist_ok=True)
        else:
            os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"folder {path} cannot be created: {error.strerror or error}; choose an output where "
            "you may write"
        ) from error


def list_folder(path: str) -> list[str]:
    """Give the names in a folder."""
    if is_url(path):
        system, inner = filesystem(path)
        return [os.path.basename(name) for name in system.ls(inner, detail=False)]
    return os.listdir(path)


def remove(path: str) -> None:
    """Delete a file, unless it is gone already."""
    with contextlib.suppress(FileNotFoundError):
        if is_url(path):
            system, inner = filesystem(path)
            system.rm_file(inner)
        else:
            os.unlink(path)


@contextlib.contextmanager
def lock(path: str, *, shared: bool) -> Iterator[None]:
    """Keep two runs from writing to the same place; the system frees it when a process dies.

    Parameters
    ----------
    path : str
        Lock file; addresses and systems without ``fcntl`` are not locked.
    shared : bool
        Whether others that share it may hold it too.

    Raises
    ------
    OutputError
        If another run holds it.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    if is_url(path):
        yield
        return
    try:
        handle = open(path, "ab")  # noqa: SIM115 - closed below
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror or error}; choose an output where you may "
            "write"
        ) from error
    with handle:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(
                f"another run is writing here ({path} is locked); wait for it to end"
            ) from error
        except OSError:
            # A network disk without locks: shards are written so that two runs do no harm.
            pass
        yield
