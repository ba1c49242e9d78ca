"""Pages that commands write: by a name that fits, and over nothing that mtdetect did not make."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from mtdetect.cli.common import to_standard_output
from mtdetect.errors import DataError


def check_page(output: str) -> None:
    """Refuse a name that says something else than HTML, and a file that is no page by mtdetect.

    Parameters
    ----------
    output : str
        Where the page is to go.

    Raises
    ------
    DataError
        If the page would be called what it is not, or written over another file, or its folder
        is not there.
    """
    from mtdetect.readers.leavings import holds_else, misnames_page

    fault = misnames_page(output)
    if fault is not None:
        raise DataError(f"{fault} with -o")
    folder = os.path.dirname(output)
    if folder and not os.path.exists(folder):
        raise DataError(f"{output} cannot be written: there is no folder {folder}; make it first")
    if holds_else(output):
        raise DataError(
            f"{output} exists and is no page by mtdetect; it is left alone: pass another name with "
            "-o, or move it away"
        )


def write_page(html: str, output: str) -> None:
    """Write a page to a file, or to standard output for ``-``.

    Raises
    ------
    DataError
        If it cannot be written.
    """
    # As bytes: a page says of itself that it is UTF-8, whatever the terminal is.
    data = html.encode("utf-8")
    if output == "-":
        with to_standard_output():
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        return
    try:
        Path(output).write_bytes(data)
    except OSError as error:
        raise DataError(f"{output} cannot be written: {error.strerror or error}") from error
