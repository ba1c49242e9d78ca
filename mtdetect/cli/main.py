"""The command line: ``mtdetect`` with its commands."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from mtdetect.arguments import check_share
from mtdetect.cli import batch as cli_batch
from mtdetect.cli import compare as cli_compare
from mtdetect.cli import report as cli_report
from mtdetect.cli.common import (
    add_scoring,
    drop_rest,
    open_closed_streams,
    read_article,
    tell,
    to_standard_output,
)
from mtdetect.errors import DataError, ModelError, MtdetectError
from mtdetect.training.measure.steps import STEPS

if TYPE_CHECKING:
    from mtdetect.stream import Scorer


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the process by default.

    Returns
    -------
    int
        0 done, 1 some records failed (batch), 2 wrong use or unreadable input, 130 interrupted.
        A reader of the output that goes away, as head does, changes none of them.
    """
    open_closed_streams()
    args = _parsed(sys.argv[1:] if arguments is None else arguments)
    status = 2
    try:
        status = int(args.run(args))
        with to_standard_output():
            sys.stdout.flush()
    except BrokenPipeError:
        # What had not ended by then (train, evaluate) is not done.
        drop_rest(sys.stdout)
    except (MtdetectError, OSError) as error:
        tell(f"mtdetect: {error}")
        return 2
    except KeyboardInterrupt:
        return 130
    return status


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the arguments; options may stand before, between and behind the files."""
    parser, commands = _parsers()
    command = commands.get(arguments[0]) if arguments else None
    if command is None:  # help, version, or no command that there is
        return parser.parse_args(arguments)
    args, strange = command.parse_known_args(arguments[1:])
    if strange:  # not from the outset, since it cannot read "-- -name"
        args, strange = command.parse_known_intermixed_args(arguments[1:])
    if strange:
        command.error(
            f"unrecognized arguments: {' '.join(strange)}; {command.prog} --help lists what there "
            "is"
        )
    return args


def _parsers() -> tuple[argparse.ArgumentParser, Mapping[str, argparse.ArgumentParser]]:
    from mtdetect import __version__

    parser = argparse.ArgumentParser(
        prog="mtdetect",
        description="Tell, paragraph by paragraph, whether English news was written by a person, "
        "spun or machine-translated.",
    )
    parser.add_argument("--version", action="version", version=f"mtdetect {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_score(commands)
    cli_batch.add_parser(commands)
    cli_report.add_parser(commands)
    cli_compare.add_parser(commands)
    _add_training(commands)
    return parser, commands.choices


def _add_score(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "score",
        help="score articles and show why",
        epilog="Exit codes: 0 every file was scored (or whoever read the output went away, as head "
        "does), 2 wrong use, or a file that cannot be read; the others are scored.",
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="text or HTML files; - reads standard input"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a file")
    parser.add_argument(
        "--retranslate",
        action="store_true",
        help="ask another engine too, which translates the article there and back (some 300 words "
        "a second, on this machine)",
    )
    add_scoring(parser)
    parser.set_defaults(run=run_score)


def run_score(args: argparse.Namespace) -> int:
    """Carry out ``mtdetect score``."""
    from mtdetect import api
    from mtdetect.api import check_fpr, scorer_for
    from mtdetect.show.terminal import PipedConsole, render

    if args.files.count("-") > 1:
        raise DataError("- is given twice, and standard input can be read once: name it once")
    # Before any file is read, so that a wrong option is told once.
    model = scorer_for(args.model, args.spare, args.retranslate)
    check_share("prior", args.prior)
    check_fpr(model, args.fpr)
    console = PipedConsole()
    status = 0
    for name in args.files:
        try:
            text = read_article(name)
            with _watched(model, text) if args.retranslate else nullcontext(model) as scorer:
                document = api.score(
                    text, model=scorer, prior=args.prior, fpr=args.fpr, spare=args.spare
                )
        except (MtdetectError, OSError) as error:
            tell(f"mtdetect: {error}")
            status = 2
            continue
        with to_standard_output() as reader:
            if args.json:
                print(json.dumps({"file": name, **document.to_dict()}), flush=True)
            else:
                render(document, console, name=name)
        if reader.gone:
            break
    return status


def _watched(scorer: Scorer, text: str) -> AbstractContextManager[Scorer]:
    # Imported here, since its bars are for those who wait for a translation.
    from mtdetect.cli.translating import watched

    return watched(scorer, text)


def _add_training(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    train = commands.add_parser(
        "train",
        help="remake the model from the corpora",
        description="Remake the model from the corpora, which are not part of mtdetect "
        "(docs/training.md says what they hold). This takes about 40 minutes on two cores; the "
        "same data and versions give the same model.",
        epilog="Exit codes: 0 the model is written, 2 it could not be made (see the message), "
        "130 interrupted.",
    )
    train.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    train.add_argument("--out", type=Path, required=True, help="folder to write the model to")
    train.add_argument(
        "--swaps",
        type=Path,
        metavar="FILE",
        help="table of swaps of your own (TSV with odd_form, expected_form), as comparison.swaps() "
        "gives",
    )
    train.add_argument(
        "--retranslate",
        action="store_true",
        help="fit only the second opinion of the model in --out (about 15 minutes)",
    )
    train.add_argument(
        "--cache",
        type=Path,
        help="with --retranslate: folder to keep translations in, so that a second run is quicker",
    )
    train.set_defaults(run=_run_train)
    evaluate = commands.add_parser(
        "evaluate",
        help="measure across what training never saw",
        description="Measure a model on the corpora, each figure with detectors trained without "
        "what it tests, and write figures and model card into the model's folder. This takes "
        "some hours on two cores; with --gate, minutes.",
        epilog="Exit codes: 0 done (with --gate: every floor holds), 1 a floor of --gate does not "
        "hold, 2 it could not be done (see the message), 130 interrupted.",
    )
    evaluate.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    evaluate.add_argument(
        "--out",
        type=Path,
        default=Path("models"),
        help="folder of the model and its figures (default: %(default)s, as in a clone)",
    )
    evaluate.add_argument(
        "--cache",
        type=Path,
        help="folder to keep intermediate results in, so that a second run is quicker "
        "(default: none is kept)",
    )
    evaluate.add_argument(
        "--only",
        nargs="+",
        default=(),
        metavar="STEP",
        help=f"run these steps, keep the figures of the others; out of {', '.join(STEPS)}",
    )
    evaluate.add_argument(
        "--gate", action="store_true", help="only check the shipped model against its floors"
    )
    evaluate.set_defaults(run=_run_evaluate)


def _check_data(data: Path) -> None:
    if not data.is_dir():
        raise DataError(
            f"--data {data} is no folder; pass the folder of the corpora (see docs/training.md)"
        )


def _run_train(args: argparse.Namespace) -> int:
    from mtdetect.training.fit.train import train
    from mtdetect.training.fit.train_second_opinion import train_second_opinion

    _check_data(args.data)
    if args.retranslate:
        train_second_opinion(args.data, args.out, args.cache)
    else:
        train(args.data, args.out, swaps=args.swaps)
    return 0


def _run_evaluate(args: argparse.Namespace) -> int:
    from mtdetect.model import MANIFEST_FILE
    from mtdetect.training.measure.evaluate import evaluate
    from mtdetect.training.measure.gate import gate

    if not (args.out / MANIFEST_FILE).is_file():
        raise ModelError(
            f"--out {args.out} holds no model ({args.out / MANIFEST_FILE} is missing); pass the "
            "folder of the model to measure: models in a clone, or what mtdetect train wrote"
        )
    _check_data(args.data)
    if args.gate:
        return gate(args.data, args.out)
    evaluate(args.data, args.out, args.cache, args.only)
    return 0


if __name__ == "__main__":
    sys.exit(main())
