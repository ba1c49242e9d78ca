"""Checks of what callers give to a batch, of articles to score or of versions to compare."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike

from mtdetect.arguments import (
    MOST_RECORD_BYTES,
    check_no_table,
    check_path,
    check_whole,
    is_one_of,
)
from mtdetect.batch.engines import ENGINES
from mtdetect.errors import InvalidDataError, InvalidTypeError, InvalidValueError
from mtdetect.readers import FORMATS

LEAST_BYTES = 1024
"""Shortest limit of a record, and least size of a shard."""


def check_engine(engine: str, scheduler: str | None) -> None:
    """Refuse an engine that there is not, and a scheduler that nobody would be sent to."""
    if not is_one_of(engine, ENGINES):
        raise InvalidValueError(f"engine is {engine!r}; choose from {', '.join(ENGINES)}")
    if scheduler is None:
        return
    if not isinstance(scheduler, str):
        raise InvalidTypeError(f"scheduler is {scheduler!r}; pass its address as a string, or None")
    if engine != "dask":
        raise InvalidValueError(
            f"scheduler is {scheduler!r}, and engine {engine!r} has none: add engine='dask' "
            "(--engine dask)"
        )


def check_format(input_format: str | None) -> None:
    """Refuse a format that is not read; None goes by the names of the files."""
    if input_format is not None and not is_one_of(input_format, FORMATS):
        raise InvalidValueError(f"format is {input_format!r}; choose from {', '.join(FORMATS)}")


def check_record_bytes(max_record_bytes: int) -> int:
    """Give the length of the longest record; refuse one that is too short, or too much at once."""
    return check_whole("max_record_bytes", max_record_bytes, LEAST_BYTES, MOST_RECORD_BYTES)


def check_fields(**fields: str | None) -> None:
    """Refuse what is no name of a field; None leaves the choice to the reader."""
    for name, value in fields.items():
        if value is not None and not isinstance(value, str):
            raise InvalidTypeError(f"{name} is {value!r}; pass the name of one field, or None")
        if value == "":
            raise InvalidValueError(f"{name} is empty; pass the name of one field, or leave it out")


def inputs_of(inputs: object, caller: str, of_texts: str, of_frame: str) -> list[str]:
    """Give the inputs as a list of paths and addresses, one or more.

    Parameters
    ----------
    inputs : path or iterable of paths
    caller : str
        Whom the messages name.
    of_texts, of_frame : str
        What texts that are no files, and a table of them, are given to instead, for the messages.
    """
    if isinstance(inputs, str | PathLike):
        return [check_path("inputs", inputs)]
    paths = "pass the paths of files, or, for texts in memory, use "
    check_no_table(inputs, caller, paths + of_frame, paths + of_texts)
    if isinstance(inputs, bytes) or not isinstance(inputs, Iterable):
        raise InvalidTypeError(f"inputs is {inputs!r}; pass a path or a list of paths")
    given = [check_path("an input", name) for name in inputs]
    if not given:
        raise InvalidDataError("no input is given; name files, folders or addresses")
    return given
