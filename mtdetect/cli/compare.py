"""``mtdetect compare``: versions of one story side by side, or the stories in files of many."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mtdetect.cli.common import (
    add_jobs,
    add_prior,
    add_running,
    logging_to,
    read_article,
    tell,
    to_standard_output,
)
from mtdetect.cli.names import short_names
from mtdetect.cli.pages import check_page, write_page
from mtdetect.errors import DataError, InvalidValueError, MtdetectError

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_EPILOG = """\
Exit codes: 0 done, 1 some records of --batch could not be read (see OUTPUT.errors.jsonl), 2 wrong
use or unreadable input. With --batch the same command given again continues after an
interruption."""
_MANY = "mtdetect compare --batch {} -o clusters.jsonl"
_OF_BATCH = (
    "scheduler",
    "format",
    "text-field",
    "id-field",
    "date-field",
    "names-only",
    "singles",
)


def add_parser(subparsers: Subparsers) -> None:
    """Add the ``compare`` command to the command line."""
    parser = subparsers.add_parser(
        "compare",
        help="find the original among versions of a story, and every change",
        description="Compare 2 to 200 articles: which tell the same story, which is probably the\n"
        "original, what each other version is (wire copy, edited, spun, translated, independent\n"
        "report) and what it changed. With --batch, find and judge the stories in files of many\n"
        "articles.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="text or HTML files, one article each (- for standard input); with --batch what "
        "mtdetect batch reads",
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUTPUT",
        help="page to write (HTML; - for standard output); with --batch the records",
    )
    parser.add_argument(
        "--dates",
        metavar="DATE[,DATE...]",
        help="when the files were published, in their order, as 2025-03-14; empty where not known",
    )
    parser.add_argument("--model", metavar="PATH", help="folder of a model to use instead")
    add_prior(parser)
    add_jobs(parser)
    _add_batch(parser.add_argument_group("many articles"))
    parser.set_defaults(run=run)


def _add_batch(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--batch", action="store_true", help="read files of many articles")
    add_running(group, "address of the Dask scheduler")
    group.add_argument("--format", help="format of the inputs (default: by name)")
    group.add_argument("--text-field", metavar="NAME", help="field of the text")
    group.add_argument("--id-field", metavar="NAME", help="field of the id")
    group.add_argument("--date-field", metavar="NAME", help="field of the date (ISO 8601)")
    group.add_argument(
        "--names-only", action="store_true", help="only say which articles belong together"
    )
    group.add_argument(
        "--singles",
        action="store_true",
        help="also write a record of each article without another version",
    )
    group.add_argument("-q", "--quiet", action="store_true", help="show no progress and no summary")


def run(args: argparse.Namespace) -> int:
    """Carry out ``mtdetect compare``; give its exit code."""
    try:
        return _batch(args) if args.batch else _compare(args)
    except (MtdetectError, ValueError) as error:
        tell(f"mtdetect compare: {error}")
    except OSError as error:
        tell(
            f"mtdetect compare: {error.filename}: {error.strerror}"
            if error.filename
            else f"mtdetect compare: {error}"
        )
    except KeyboardInterrupt:
        tell(
            "mtdetect compare: interrupted"
            + ("; the same command continues" if args.batch and args.output else "")
        )
    return 2


def _compare(args: argparse.Namespace) -> int:
    # Imported here, so that the help of other commands need not wait for it.
    from mtdetect.compare.dates import moments
    from mtdetect.compare.page import page
    from mtdetect.compare.run import compare
    from mtdetect.compare.terminal import render
    from mtdetect.show.verdict import counted

    _check(args)
    dates = None
    if args.dates is not None:
        dates = [date.strip() or None for date in args.dates.split(",")]
        if len(dates) != len(args.files):
            raise InvalidValueError(
                f"--dates has {counted(len(dates), 'date')} for {len(args.files)} files; give one "
                "a file with commas between, empty where it is not known, as 2025-03-14,,2025-03-15"
            )
        wrong = next((date for date in dates if date is not None and moments(date) is None), None)
        if wrong is not None:
            raise InvalidValueError(
                f"--dates: {wrong!r} is no date; give ISO 8601, as 2025-03-14, or nothing between "
                "the commas where it is not known"
            )
    texts = [read_article(name, _MANY) for name in args.files]
    if len(texts) < 2:
        raise InvalidValueError(
            f"{args.files[0]} is one text, and comparing takes 2 to 200: name another version too, "
            f"or use mtdetect score {args.files[0]}"
        )
    # Programs find their files by whole names.
    names = args.files if args.json else short_names(args.files)
    found = compare(texts, names, dates, model=args.model, prior=args.prior, n_jobs=args.jobs)
    if args.output is not None:
        write_page(page(found.clusters), args.output)
    with to_standard_output():
        if args.json:
            print(found.to_json(), flush=True)
        elif args.output is None:
            render(found)
    return 0


def _check(args: argparse.Namespace) -> None:
    """Refuse what cannot be done before anything is read."""
    for option in _OF_BATCH:
        if getattr(args, option.replace("-", "_")):
            raise InvalidValueError(f"--{option} is for files of many articles; add --batch")
    if args.engine != "joblib":
        raise InvalidValueError("--engine is for files of many articles; add --batch")
    seen: dict[Path | str, str] = {}
    for name in args.files:
        place = name if name == "-" else Path(name).resolve()
        if place in seen:
            raise DataError(f"{name} is given twice; name every file once")
        seen[place] = name
    if args.output is None:
        return
    if args.output == "-":
        if args.json:
            raise InvalidValueError(
                "--json and the page cannot both go to standard output; name a file with -o"
            )
        return
    page = Path(args.output).resolve()
    if page in seen:
        raise DataError(f"the page would overwrite {seen[page]}: pass another name with -o")
    if page.is_dir():
        raise DataError(f"{args.output} is a directory: name a file in it, as page.html, with -o")
    if not page.parent.is_dir():
        raise DataError(f"{page.parent} does not exist: make it, or pass another name with -o")
    check_page(args.output)


def _batch(args: argparse.Namespace) -> int:
    from mtdetect.compare.batch import compare_files, summary_lines

    if args.output in (None, "-"):
        raise InvalidValueError("--batch needs -o OUTPUT, the file to write the records to")
    if args.json or args.dates:
        raise InvalidValueError("--json and --dates are not for --batch; see --date-field")
    with logging_to(None if args.quiet else sys.stderr, logging.INFO):
        summary = compare_files(
            args.files,
            args.output,
            model=args.model,
            prior=args.prior,
            n_jobs=args.jobs,
            engine=args.engine,
            scheduler=args.scheduler,
            text_field=args.text_field,
            id_field=args.id_field,
            date_field=args.date_field,
            input_format=args.format,
            verdicts=not args.names_only,
            singles=args.singles,
        )
    if not args.quiet:
        for line in summary_lines(summary):
            tell(line)
    return summary.exit_code
