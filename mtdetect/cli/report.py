"""``mtdetect report``: score one article and write the page that shows why."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mtdetect.cli.common import add_scoring, read_article, tell
from mtdetect.cli.pages import check_page, write_page
from mtdetect.errors import DataError, MtdetectError

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: Subparsers) -> None:
    """Add the ``report`` command to the command line."""
    parser = subparsers.add_parser(
        "report",
        help="write an HTML page that shows an article with its evidence",
        description="Score one article and write a self-contained HTML page: the verdict, the "
        "paragraphs' scores, and the text with every span that the verdict rests on.",
        epilog="Exit codes: 0 the page is written (or whoever read it from standard output went "
        "away), 2 wrong use or unreadable input.",
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        help="a UTF-8 text, or a saved web page (.html, needs '.[scrape]'); - for standard input",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="PAGE",
        help="where to write the page; - for standard output (default: FILE.html)",
    )
    parser.add_argument("--title", help="title of the page (default: the file's name)")
    add_scoring(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry out ``mtdetect report``; give its exit code."""
    try:
        _report(args)
    except MtdetectError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    return 0


def _refuse(cause: str) -> int:
    tell(f"mtdetect report: {cause}")
    return 2


def _report(args: argparse.Namespace) -> None:
    file, output, title = args.file, args.output, args.title
    if output is None:
        if file == "-":
            raise DataError("standard input has no name to write beside: pass -o PAGE")
        output = f"{file}.html"
    if output != "-" and file != "-" and Path(output).resolve() == Path(file).resolve():
        raise DataError(f"the page would overwrite {file}: pass another name with -o")
    text = read_article(file)
    if output != "-":
        check_page(output)

    from mtdetect import api
    from mtdetect.show.report import page

    doc = api.score(text, model=args.model, prior=args.prior, fpr=args.fpr, spare=args.spare)
    if title is None:
        title = "Standard input" if file == "-" else Path(file).name
    write_page(page(doc, title=title), output)
