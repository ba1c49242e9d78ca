"""What a run may write to: its own files, and nothing that it did not make."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from mtdetect.batch.shard import Paths
from mtdetect.batch.storage import TEMPORARY, list_folder, remove, size_of
from mtdetect.errors import DataError, InvalidDataError
from mtdetect.readers.files import is_url, is_within, open_binary
from mtdetect.readers.leavings import ERRORS, STATE, holds_else, holds_errors, misnames_page

# Tables and pages that another program would expect, and that are not written.
_OTHER_FORMATS = (
    ".csv", ".tsv", ".xlsx", ".xls", ".ods", ".feather", ".arrow", ".orc", ".avro", ".xml",
    ".html", ".htm", ".db", ".sqlite",
)  # fmt: skip
_PARQUET, _PACKED = (".parquet", ".pq"), (".gz", ".zst")
# What a run writes into the folder of its state and needs no more once it is finished.
_PASSING = re.compile(
    rf"\d{{6,}}\.(jsonl|parquet|errors\.jsonl|done\.json)({TEMPORARY})?"
    rf"|(plan\.jsonl|complete\.json){TEMPORARY}"
)
_HEAD = 2**16


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
        If it is called what it is not, is a folder or lies where nothing can be written, or if it
        is an input, a file of the run, or any file with something in it that is no page by
        mtdetect.
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
    if holds_else(path):
        raise DataError(
            f"--summary would overwrite {page}, which is no page by mtdetect; it is left alone: "
            "choose another name for the page, or move it away"
        )
    fault = misnames_page(page)
    if fault is not None:
        raise DataError(f"--summary {fault}")
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        raise DataError(f"--summary {page}: folder {folder} does not exist; create it first")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise DataError(
            f"--summary {page}: folder {folder} cannot be written to; choose one where you may"
        )


def check_name(output: str, example: str, *, parquet: bool) -> None:
    """Refuse an output whose name says that it is something else than what is written.

    Parameters
    ----------
    output : str
        What the caller named.
    example : str
        A file to name instead, as ``scores.jsonl``.
    parquet : bool
        Whether Parquet is written, too, and not JSON Lines alone.

    Raises
    ------
    InvalidDataError
        If it is standard output, a folder, packed or of a format that is not written.
    """
    if output == "-":
        raise InvalidDataError(
            "output - would be a file of that name: a run needs files to continue from, and writes "
            f"nothing to standard output; name one, as {example}"
        )
    if output.endswith(("/", os.sep)) or (not is_url(output) and os.path.isdir(output)):
        raise InvalidDataError(
            f"output {output} is a folder; name a file in it, as {os.path.join(output, example)}"
        )
    stem, suffix = os.path.splitext(output)
    if suffix.lower() in _PACKED:
        stem = os.path.splitext(stem)[0]
        other = f", or {stem}.parquet (which is packed within)" if parquet else ""
        raise InvalidDataError(
            f"output {output} would have to be packed, which is not supported; name it "
            f"{stem}.jsonl{other}"
        )
    if suffix.lower() in (_OTHER_FORMATS if parquet else (*_OTHER_FORMATS, *_PARQUET)):
        written = "JSON Lines and Parquet are" if parquet else "JSON Lines is"
        other = f" or {stem}.parquet" if parquet else ""
        raise InvalidDataError(
            f"output {output} would not hold what {suffix} says: {written} written; name it "
            f"{stem}.jsonl{other}"
        )


def paths_of(output: str) -> Paths:
    """Say where a run writes, by the name of its output; refuse names that say something else."""
    check_name(output, "scores.jsonl", parquet=True)
    # Absolute, so that workers need not share the working directory.
    path = output if is_url(output) else os.path.abspath(output)
    return Paths(path, output.lower().endswith(_PARQUET))


def own(paths: Paths) -> tuple[str, str, str]:
    """Name all that a run writes to."""
    return paths.output, paths.errors, paths.folder


def clean(paths: Paths, passing: re.Pattern[str] = _PASSING) -> None:
    """Delete what a finished run needs no more; its plan, lock and marker stay.

    Parameters
    ----------
    paths : Paths
        Where the files of the run are.
    passing : re.Pattern, optional
        Names of the files that it wrote into the folder of its state and needs no more; by default
        those of a run that scores. All others are left alone.
    """
    for name in list_folder(paths.folder):
        if passing.fullmatch(name):
            remove(f"{paths.folder}/{name}")


def check_output(given: Sequence[str], paths: Paths) -> None:
    """Refuse to write over anything that is not this run's own.

    Parameters
    ----------
    given : sequence of str
        Files, folders and addresses that the run reads.
    paths : Paths
        Where it writes.

    Raises
    ------
    DataError
        If an input would be written to, or if output, error records or the folder of the state
        would be put where something else is.
    """
    output = paths.output
    before_plan = re.compile(rf"lock|{re.escape(os.path.basename(paths.plan))}{TEMPORARY}")
    # Listed before the plan is looked for: another job of an array may just be writing both.
    strange = [name for name in _listed(paths.folder) if not before_plan.fullmatch(name)]
    begun = size_of(paths.plan) is not None
    # Once there is a plan the output is the run's own, and may well be among inputs like *.jsonl.
    if not begun:
        for name in given:
            if is_within(name, own(paths)):
                raise InvalidDataError(
                    f"{name} is an input, and this run would write to it; choose another output"
                )
        if size_of(output) is not None:
            raise DataError(
                f"{output} exists and no run that could be continued belongs to it (there is no "
                f"{paths.plan}); it is left alone: choose another output"
            )
        if strange:
            raise DataError(
                f"{paths.folder}, where this run would keep its state, holds {strange[0]} and no "
                "plan of a run by this command; it is left alone: choose another output"
            )
    if not _are_errors(paths.errors):
        raise DataError(
            f"{paths.errors}, where this run would write error records, holds something else; it "
            "is left alone: choose another output, or move it away"
        )


def _listed(folder: str) -> list[str]:
    try:
        return sorted(list_folder(folder))
    except OSError:  # it is made, or refused, later
        return []


def _are_errors(path: str) -> bool:
    try:
        with open_binary(path) as stream:
            return holds_errors(stream.read(_HEAD))
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:  # a folder, or what may not be read
        return False
