"""What the commands share: the options of scoring, reading one article, talk on standard error."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from mtdetect.errors import DataError

_ONE_ARTICLE = ("txt", "html")


def add_prior(group: argparse._ActionsContainer) -> None:
    """Add ``--prior``."""
    group.add_argument(
        "--prior",
        metavar="P",
        type=float,
        default=0.5,
        help="share of machine-made articles expected (default: %(default)g)",
    )


def add_running(group: argparse._ActionsContainer, scheduler: str) -> None:
    """Add ``--engine`` and ``--scheduler``; the help of the latter differs."""
    group.add_argument(
        "--engine",
        choices=("joblib", "dask"),
        default="joblib",
        help="processes of this machine, or a Dask cluster (default: %(default)s)",
    )
    group.add_argument("--scheduler", metavar="ADDRESS", help=scheduler)


def add_jobs(group: argparse._ActionsContainer) -> None:
    """Add ``--jobs``."""
    group.add_argument(
        "-j",
        "--jobs",
        metavar="N",
        type=int,
        default=1,
        help="processes; -1 takes every core (default: %(default)s)",
    )


def add_scoring(group: argparse._ActionsContainer) -> None:
    """Add ``--model``, ``--prior``, ``--fpr``, ``--spare``; checked where the model is at hand."""
    group.add_argument(
        "--model", metavar="PATH", help="folder of a model to use instead of the shipped one"
    )
    add_prior(group)
    group.add_argument(
        "--fpr",
        metavar="P",
        type=float,
        default=0.01,
        help="false-positive rate to flag at: 0.01 or 0.001 (default: %(default)g)",
    )
    group.add_argument(
        "--spare",
        choices=("newsrooms", "everyone"),
        default="newsrooms",
        help="whom that rate is held for; everyone: also, at twice the rate at most, people who "
        "translate (default: %(default)s)",
    )


def read_article(name: str, many: str = "mtdetect batch {} -o scores.jsonl") -> str:
    """Read the text of one article.

    Parameters
    ----------
    name : str
        A UTF-8 text file, a saved web page (``.html``, ``.htm``, or what begins as one), or ``-``
        for standard input.
    many : str
        The command for what holds many articles, with ``{}`` for its name.

    Raises
    ------
    DataError
        If it is an address, the file cannot be read or holds something else than one text in UTF-8,
        or no main text is found in a web page.
    MissingDependencyError
        If a web page is given and trafilatura is not installed.
    """
    from mtdetect.readers import BadRecord, detect_format
    from mtdetect.readers.files import is_url
    from mtdetect.readers.pages import is_page, read_html, read_text

    if not name:
        raise DataError("an empty name is no file: name one, or give - for standard input")
    if is_url(name):
        raise DataError(
            f"{name} is an address, and addresses are not read here: save the page and give its "
            "file, or pipe its text and give - for it"
        )
    if name == "-":
        if sys.stdin is None:
            raise DataError("standard input is closed: pipe a text into it, or name a file")
        data, name, kind = sys.stdin.buffer.read(), "standard input", "txt"
    else:
        try:
            kind, compression = detect_format(name)
        except DataError:  # a text under another name
            kind, compression = "txt", None
        is_data = kind not in _ONE_ARTICLE or compression is not None
        data = _read_bytes(Path(name), is_data, many.format(name))
    record = read_html(data, name) if kind == "html" or is_page(data) else read_text(data, name)
    if isinstance(record, BadRecord):
        raise DataError(f"{record.position.file}: {record.cause}")
    return record.text


def _read_bytes(path: Path, is_data: bool, many: str) -> bytes:
    try:
        if path.is_dir():
            raise DataError(f"{path} is a directory: name its files, or use {many}")
        if not path.exists():
            raise DataError(f"{path} does not exist: check the path")
        if is_data:
            raise DataError(f"{path} is data or packed, not one article: use {many}")
        return path.read_bytes()
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror or error}") from error


@contextmanager
def logging_to(stream: TextIO | None, level: int) -> Iterator[None]:
    """Show on a stream what long runs log; nothing where there is none."""
    if stream is None:
        yield
        return
    logger = logging.getLogger("mtdetect.batch")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(level)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)


def tell(line: str) -> None:
    """Write a line to standard error; a reader that went away changes nothing."""
    try:
        print(line, file=sys.stderr, flush=True)
    except BrokenPipeError:
        drop_rest(sys.stderr)


class Reader:
    """Whoever reads standard output, and whether that has gone away."""

    gone = False


@contextmanager
def to_standard_output() -> Iterator[Reader]:
    """Write to standard output; a reader that goes away changes nothing.

    Raises
    ------
    DataError
        If it cannot be written, as to a full disk.
    """
    reader = Reader()
    try:
        yield reader
    except BrokenPipeError:
        drop_rest(sys.stdout)
        reader.gone = True
    except OSError as error:
        drop_rest(sys.stdout)
        raise DataError(f"standard output cannot be written: {error.strerror or error}") from error


def open_closed_streams() -> None:
    """Let what is written to an output that was closed before the start (``>&-``) go nowhere.

    Python gives None for such a stream, and the first file opened would take its number.
    """
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()


def _nowhere() -> TextIO:
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def drop_rest(stream: TextIO) -> None:
    """Send what is still to be written nowhere, after the reader of a stream went away.

    Python would complain of it when it exits, and end with an exit code of its own.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
