"""The command line: ``mtdetect score``, ``batch``, ``report``, ``train``, ``evaluate``."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from mtdetect import cli_batch, cli_report
from mtdetect.arguments import check_share
from mtdetect.errors import MtdetectError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the process by default.

    Returns
    -------
    int
        0 done, 1 some records failed (batch), 2 wrong use or unreadable input.
    """
    parser = _parser()
    args = parser.parse_args(arguments)
    try:
        status = int(args.run(args))
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # The reader of our output went away, as head does: that is no failure of ours. What is
        # still buffered must go somewhere, or Python complains when it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (MtdetectError, OSError) as error:
        print(f"mtdetect: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
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
    _add_training(commands)
    return parser


def _add_score(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("score", help="score articles and show why")
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="text or HTML files; - reads standard input"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a file")
    parser.add_argument("--model", type=Path, help="folder of another model")
    parser.add_argument(
        "--prior", type=float, default=0.5, help="share of machine-made articles expected (0.5)"
    )
    parser.add_argument(
        "--fpr", type=float, default=0.01, help="false-positive rate to flag at: 0.01 or 0.001"
    )
    parser.set_defaults(run=run_score)


def run_score(args: argparse.Namespace) -> int:
    """Carry out ``mtdetect score``."""
    from rich.console import Console

    from mtdetect import api
    from mtdetect.terminal import render

    model = api.load(args.model)
    try:
        check_share("prior", args.prior)
        model.threshold(args.fpr)
    except ValueError as error:
        print(f"mtdetect: {error}", file=sys.stderr)
        return 2
    console = Console()
    status = 0
    for name in args.files:
        try:
            text = cli_report.read_article(name)
            document = api.score(text, model=model, prior=args.prior, fpr=args.fpr)
        except (MtdetectError, OSError) as error:
            print(f"mtdetect: {error}", file=sys.stderr)
            status = 2
            continue
        if args.json:
            print(json.dumps({"file": name, **document.to_dict()}))
        else:
            render(document, console, name=name)
    return status


def _add_training(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    train = commands.add_parser("train", help="remake the model from the corpora")
    train.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    train.add_argument("--out", type=Path, required=True, help="folder to write the model to")
    train.set_defaults(run=_run_train)
    evaluate = commands.add_parser("evaluate", help="measure across what training never saw")
    evaluate.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    evaluate.add_argument(
        "--out", type=Path, default=Path("models"), help="folder of the model and its figures"
    )
    evaluate.add_argument("--cache", type=Path, help="folder to keep intermediate results in")
    evaluate.add_argument(
        "--only", nargs="+", default=(), metavar="STEP", help="run these steps, keep the others"
    )
    evaluate.add_argument(
        "--gate", action="store_true", help="only check the shipped model against its floors"
    )
    evaluate.set_defaults(run=_run_evaluate)


def _run_train(args: argparse.Namespace) -> int:
    from mtdetect.training.train import train

    train(args.data, args.out)
    return 0


def _run_evaluate(args: argparse.Namespace) -> int:
    from mtdetect.training.evaluate import evaluate
    from mtdetect.training.gate import gate

    if args.gate:
        return gate(args.data, args.out)
    evaluate(args.data, args.out, args.cache, args.only)
    return 0


if __name__ == "__main__":
    sys.exit(main())
