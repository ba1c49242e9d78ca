"""``mtdetect batch``: score files of scraped news into one file."""

from __future__ import annotations

import argparse
import logging
import re
import sys
from typing import TYPE_CHECKING

from mtdetect.cli.common import add_jobs, add_running, add_scoring, logging_to, tell
from mtdetect.errors import MtdetectError
from mtdetect.readers import FORMATS
from mtdetect.readers.records import DEFAULT_MAX_RECORD_BYTES

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_EPILOG = """\
The same command given again continues after any interruption. Another model or setting is not
mixed in: choose another OUTPUT, or delete OUTPUT.parts and OUTPUT to start anew.

Exit codes: 0 every record was scored, 1 some records failed (see OUTPUT.errors.jsonl), 2 the run
could not be done (see the message; what was finished is kept). They do not depend on whether
anybody reads the messages."""
_MEGABYTE = 2**20
# Of what a process scores in seconds, it translates there and back in many minutes.
_SHARD_MB, _SLOW_SHARD_MB = 4.0, 0.25


def add_parser(subparsers: Subparsers) -> None:
    """Add the ``batch`` command to the command line."""
    parser = subparsers.add_parser(
        "batch",
        help="score files of scraped news, resume after a crash",
        description="Score every paragraph of scraped news: JSON Lines, JSON, CSV, Parquet, WARC,\n"
        ".txt and .html files, folders of them, or addresses that fsspec opens.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("inputs", metavar="INPUT", nargs="+", help="file, folder or address")
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUTPUT",
        required=True,
        help="what to write: Parquet if it ends in .parquet, else JSON Lines (.jsonl); there is no "
        "other format",
    )
    _add_reading(parser.add_argument_group("reading"))
    _add_scoring(parser.add_argument_group("scoring and writing"))
    _add_running(parser.add_argument_group("running"))
    parser.set_defaults(run=run)


def _add_reading(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--format", choices=FORMATS, help="format of the inputs (default: by name)")
    group.add_argument(
        "--text-field",
        metavar="NAME",
        help="field of the text (default: text, maintext, raw_text, articleBody, content or body, "
        "in capitals or small letters)",
    )
    group.add_argument(
        "--id-field", metavar="NAME", help="field of the id (default: id, uid, guid, or FILE:LINE)"
    )
    group.add_argument(
        "--max-record-mb",
        metavar="N",
        type=_positive,
        default=DEFAULT_MAX_RECORD_BYTES / _MEGABYTE,
        help="report a longer record as an error (default: %(default)g)",
    )


def _add_scoring(group: argparse._ArgumentGroup) -> None:
    add_scoring(group)
    group.add_argument(
        "--retranslate",
        choices=("all", "doubtful"),
        help="ask another engine, which translates there and back (some 300 words a second a "
        "process): on all articles, or where it could change whether they are flagged",
    )
    group.add_argument(
        "--evidence",
        action="store_true",
        help="write the spans behind each verdict (three to four times slower)",
    )
    group.add_argument("--keep-text", action="store_true", help="write the text beside its scores")
    group.add_argument(
        "--keep-fields",
        metavar="NAME[,NAME...]",
        type=_names,
        default=(),
        help="input fields to carry along",
    )
    group.add_argument("--summary", metavar="PAGE", help="write a summary with plots as HTML")


def _add_running(group: argparse._ArgumentGroup) -> None:
    add_jobs(group)
    add_running(group, "address of the Dask scheduler (default: a local cluster of --jobs workers)")
    group.add_argument(
        "--shard",
        metavar="I/N",
        type=_part,
        help="do the I-th of N shares, for job arrays; afterwards run once without it to merge",
    )
    group.add_argument(
        "--shard-mb",
        metavar="N",
        type=_positive,
        help="input to a shard; a crash loses at most one shard a process, and the bar moves when "
        f"one is done (default: {_SHARD_MB:g}; with --retranslate, {_SLOW_SHARD_MB:g})",
    )
    group.add_argument("-q", "--quiet", action="store_true", help="show no progress and no summary")


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.001 <= value < 1e6:
        raise argparse.ArgumentTypeError(
            f"{text} is no size; pass a number of MB, 0.001 or more and less than 1,000,000"
        )
    return value


def _names(text: str) -> tuple[str, ...]:
    names = tuple(name for name in text.split(",") if name)
    if not names:
        raise argparse.ArgumentTypeError(
            f"{text!r} names no field; pass names with commas between, as url,date"
        )
    return names


def _part(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d+)/(\d+)", text)
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise argparse.ArgumentTypeError(f"{text!r} is no share; pass I/N with I from 1 to N")
    return int(match[1]), int(match[2])


def run(args: argparse.Namespace) -> int:
    """Carry out ``mtdetect batch``; give its exit code."""
    try:
        return _batch(args)
    except (MtdetectError, OSError, ValueError) as error:
        tell(f"mtdetect batch: {error}")
    except KeyboardInterrupt:
        tell("mtdetect batch: interrupted; the same command continues")
    return 2


def _batch(args: argparse.Namespace) -> int:
    # Imported here, so that the help of other commands need not wait for it.
    from mtdetect.batch.guard import check_page
    from mtdetect.batch.run import score_files
    from mtdetect.batch.summary import summary_lines, write_summary

    shard_mb = args.shard_mb or (_SLOW_SHARD_MB if args.retranslate else _SHARD_MB)
    if args.summary is not None:
        check_page(args.summary, args.inputs, args.output)
    with logging_to(None if args.quiet else sys.stderr, logging.INFO):
        summary = score_files(
            args.inputs,
            args.output,
            model=args.model,
            prior=args.prior,
            fpr=args.fpr,
            spare=args.spare,
            retranslate="doubtful" if args.retranslate == "doubtful" else bool(args.retranslate),
            n_jobs=args.jobs,
            engine=args.engine,
            scheduler=args.scheduler,
            shard=args.shard,
            text_field=args.text_field,
            id_field=args.id_field,
            keep_fields=args.keep_fields,
            keep_text=args.keep_text,
            evidence=args.evidence,
            input_format=args.format,
            shard_bytes=round(shard_mb * _MEGABYTE),
            max_record_bytes=round(args.max_record_mb * _MEGABYTE),
            progress=not args.quiet,
        )
    if args.summary is not None:
        write_summary(summary, args.summary, title=f"Batch summary: {args.output}")
    if not args.quiet:
        for line in summary_lines(summary):
            tell(line)
    return summary.exit_code
