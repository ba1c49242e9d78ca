"""Named plain arrays in one ``.npz`` file, written and read without pickle."""

from __future__ import annotations

import hashlib
import io
import math
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.format import MAGIC_PREFIX
from numpy.typing import NDArray

from mtdetect.errors import ModelError

_WORTH_DEFLATING = 0.8


def write_arrays(
    path: Path, arrays: Mapping[str, NDArray[Any]], *, compressed: bool = False
) -> None:
    """Write arrays; the same arrays give the same bytes.

    Parameters
    ----------
    path : Path
    arrays : mapping of str to ndarray
        Arrays of numbers by name.
    compressed : bool, default=False
        Whether to deflate those of them that become smaller by a fifth: they are slower to read.

    Raises
    ------
    ValueError
        If an array holds Python objects, which only a pickle could carry.
    """
    # numpy's own savez pickles objects unless told otherwise, and only numpy 2.1 and later can be.
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.asanyarray(array), allow_pickle=False)
            stored = buffer.getvalue()
            member = zipfile.ZipInfo(f"{name}.npy")
            if compressed and len(zlib.compress(stored)) < _WORTH_DEFLATING * len(stored):
                member.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(member, "w", force_zip64=True) as file:
                file.write(stored)


# What zipfile and numpy raise at bytes that are no whole archive of arrays; a changed flag may say
# that they are encrypted, or packed by a method that nobody knows, which are RuntimeErrors.
_BROKEN = (
    OSError, ValueError, KeyError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def read_arrays(path: Path, what: str, sha256: str | None = None) -> dict[str, NDArray[Any]]:
    """Read what :func:`write_arrays` wrote, as arrays that cannot be written to.

    Parameters
    ----------
    path : Path
    what : str
        What the file should be, for the message when it is not.
    sha256 : str, optional
        The digest that the file must have.

    Raises
    ------
    ModelError
        If the file is missing, cut short, altered, of another format or holds a pickle.
    """
    try:
        with path.open("rb") as file:
            if sha256 is not None and hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                raise ModelError(
                    f"{path} is not the file that the manifest was written for (its SHA-256 "
                    "differs): it is cut short or altered; reinstall or retrain the model"
                )
            file.seek(0)
            if file.read(len(MAGIC_PREFIX)) == MAGIC_PREFIX:
                raise ModelError(f"{path} is not a whole {what}: it holds one array; reinstall")
            with zipfile.ZipFile(file) as archive:
                return {
                    name.removesuffix(".npy"): _array(archive.read(name))
                    for name in archive.namelist()
                }
    except FileNotFoundError as error:
        raise ModelError(f"the model lacks {path}; run mtdetect train or reinstall") from error
    except _BROKEN as error:
        raise ModelError(f"{path} is not a whole {what}: {error}; reinstall") from error


def _array(stored: bytes) -> NDArray[Any]:
    """Give the array of one ``.npy`` file: its very bytes, where numpy would copy them in parts."""
    file = io.BytesIO(stored)
    version = np.lib.format.read_magic(file)
    if version != (1, 0):
        raise ValueError(f"an array is stored in format {version}")
    shape, by_columns, dtype = np.lib.format.read_array_header_1_0(file)
    if dtype.hasobject:
        raise ValueError("an array holds Python objects")
    array = np.frombuffer(stored, dtype, math.prod(shape), file.tell())
    return array.reshape(shape, order="F" if by_columns else "C")
