"""``mtdetect report``: score one article and write the page that shows why."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mtdetect.errors import DataError, MtdetectError

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_WEB_PAGES = (".html", ".htm")


def add_parser(subparsers: Subparsers) -> None:
    """Add the ``report`` command to the command line."""
    parser = subparsers.add_parser(
        "report",
        help="write an HTML page that shows an article with its evidence",
        description="Score one article and write a self-contained HTML page: the verdict, the "
        "paragraphs' scores, and the text with every span that the verdict rests on.",
        epilog="Exit codes: 0 the page is written, 2 wrong use or unreadable input.",
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        help="a UTF-8 text, or a saved web page (.html, needs 'mtdetect[scrape]'); - for "
        "standard input",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="PAGE",
        help="where to write the page; - for standard output (default: FILE.html)",
    )
    parser.add_argument("--title", help="title of the page (default: the file's name)")
    parser.add_argument(
        "--model", metavar="PATH", help="a model folder to use instead of the shipped one"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry out ``mtdetect report``; give its exit code."""
    try:
        _report(args.file, args.output, args.title, args.model)
    except MtdetectError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{error.filename}: {error.strerror}")
    return 0


def read_article(name: str) -> str:
    """Read the text of one article.

    Parameters
    ----------
    name : str
        A UTF-8 text file, a saved web page (``.html``, ``.htm``), or ``-`` for standard input.

    Raises
    ------
    DataError
        If the bytes are not UTF-8, or no main text is found in a web page.
    MissingDependencyError
        If a web page is given and trafilatura is not installed.
    OSError
        If the file cannot be read.
    """
    from mtdetect.readers import BadRecord
    from mtdetect.readers.pages import read_html, read_text

    if name == "-":
        record = read_text(sys.stdin.buffer.read(), "standard input")
    elif name.lower().endswith(_WEB_PAGES):
        record = read_html(Path(name).read_bytes(), name)
    else:
        record = read_text(Path(name).read_bytes(), name)
    if isinstance(record, BadRecord):
        raise DataError(f"{record.position.file}: {record.cause}")
    return record.text


def _refuse(cause: str) -> int:
    print(f"mtdetect report: {cause}", file=sys.stderr)
    return 2


def _report(file: str, output: str | None, title: str | None, model: str | None) -> None:
    if output is None:
        if file == "-":
            raise DataError("standard input has no name to write beside: pass -o PAGE")
        output = f"{file}.html"
    if output != "-" and file != "-" and Path(output).resolve() == Path(file).resolve():
        raise DataError(f"the page would overwrite {file}: pass another name with -o")
    text = read_article(file)

    from mtdetect import api
    from mtdetect.report import page

    doc = api.score(text) if model is None else api.score(text, model=api.load(model))
    if title is None:
        title = "Standard input" if file == "-" else Path(file).name
    written = page(doc, title=title).encode("utf-8")
    if output == "-":
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
    else:
        Path(output).write_bytes(written)
