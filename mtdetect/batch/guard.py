"""What a run may write to: its own files, and nothing that it did not make."""

from __future__ import annotations

import os
from collections.abc import Sequence

from mtdetect.errors import DataError
from mtdetect.readers.files import is_url
from mtdetect.readers.leavings import ERRORS, STATE, is_page


def check_page(page: str, inputs: Sequence[str], output: str) -> None:
    """Refuse a page that could not be written, or would be written over what is not ours.

    Parameters
    ----------
    page : str
        Where the summary is to go.
    inputs : sequence of str
        Files, folders and addresses that the run reads.
    output : str
        What it writes.

    Raises
    ------
    DataError
        If it is a folder or lies where nothing can be written, or if it is an input, a file of an
        input folder (pages by mtdetect excepted, which are not read), or a file of the run.
    """
    if is_url(page):
        return
    path = os.path.realpath(page)
    if os.path.isdir(path) or page.endswith(os.sep):
        raise DataError(f"--summary {page} is a folder; name a file in it")
    for name in (*inputs, output, f"{output}{ERRORS}"):
        if path == os.path.realpath(name):
            raise DataError(f"--summary would overwrite {name}; choose another name for the page")
    state = os.path.realpath(f"{output}{STATE}")
    if path.startswith(state + os.sep):
        raise DataError(
            f"--summary {page} lies where the run keeps its state; choose another folder for it"
        )
    folders = [name for name in inputs if os.path.isdir(name)]
    read = any(path.startswith(os.path.join(os.path.realpath(name), "")) for name in folders)
    if read and os.path.exists(path) and not is_page(path):
        raise DataError(
            f"--summary would overwrite {page}, which lies in an input folder and is no page by "
            "mtdetect; choose another name for the page"
        )
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        raise DataError(f"--summary {page}: folder {folder} does not exist; create it first")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise DataError(
            f"--summary {page}: folder {folder} cannot be written to; choose one where you may"
        )
