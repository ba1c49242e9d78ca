"""Checks of what callers pass; each message names the value, the limit and what to do."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Mapping
from numbers import Integral, Real

import numpy as np

from mtdetect.errors import InvalidTypeError, InvalidValueError

MOST_JOBS = 1024
"""Most processes that can be asked for; no machine has use for more."""


def check_text(text: object, name: str = "text") -> None:
    """Raise InvalidTypeError for what is not a string."""
    if not isinstance(text, str):
        hint = "decode it first, text.decode('utf-8')" if isinstance(text, bytes) else "pass str"
        raise InvalidTypeError(f"{name} is of type {type(text).__name__}, not str: {hint}")


def check_no_table(
    texts: object,
    caller: str,
    of_frame: str = "use mtdetect.score_frame(frame), or pass one column, frame['text']",
    of_dict: str = "pass its texts, list(texts.values())",
) -> None:
    """Raise InvalidTypeError for what gives its names, not its texts, when it is gone through.

    ``of_frame`` is what to do with a table, ``of_dict`` with a dict.
    """
    if isinstance(texts, Mapping):
        advice = of_dict
    elif hasattr(texts, "columns"):
        advice = of_frame
    else:
        return
    raise InvalidTypeError(
        f"{caller} got a {type(texts).__name__}, of which it would read the names: {advice}"
    )


def is_number(value: object) -> bool:
    """Tell whether a value is a real number; True and False are none."""
    return isinstance(value, Real) and not isinstance(value, bool)


def check_share(name: str, value: float) -> float:
    """Give a share as a plain float; refuse what does not lie between 0 and 1."""
    if not is_number(value):
        raise InvalidTypeError(f"{name} is {value!r}; pass a number above 0 and below 1")
    if not 0 < value < 1:
        raise InvalidValueError(f"{name} is {value}; it must lie above 0 and below 1")
    return float(value)


def check_positive(name: str, value: float) -> float:
    """Give a finite number above 0 as a plain float; refuse what is none."""
    if not is_number(value):
        raise InvalidTypeError(f"{name} is {value!r}; pass a number above 0")
    if not value > 0:
        raise InvalidValueError(f"{name} is {value}; it must lie above 0")
    if value > sys.float_info.max:
        shown = value if value == math.inf else "larger than any float"
        raise InvalidValueError(f"{name} is {shown}; it must be finite, as 1e6 is")
    return float(value)


def check_flag(name: str, value: object) -> bool:
    """Give True or False as Python has them, also for NumPy's; refuse all else.

    Examples
    --------
    >>> check_flag("evidence", np.bool_(True))
    True
    """
    if not isinstance(value, bool | np.bool_):
        raise InvalidTypeError(f"{name} is {value!r}; pass True or False")
    return bool(value)


def check_whole(name: str, value: int, least: int) -> int:
    """Give a count as a plain int; refuse what is none or too small."""
    if not isinstance(value, Integral) or isinstance(value, bool):
        raise InvalidTypeError(f"{name} is {value!r}; pass a whole number, {least:,} or more")
    if value < least:
        raise InvalidValueError(f"{name} is {value}; it must be {least:,} or more")
    return int(value)


def check_jobs(n_jobs: int | None) -> int:
    """Give a number of processes, as joblib counts them: None is 1, -1 all cores, -2 all but one.

    Examples
    --------
    >>> check_jobs(None), check_jobs(3)
    (1, 3)
    """
    if n_jobs is None:
        return 1
    if not isinstance(n_jobs, Integral) or isinstance(n_jobs, bool):
        raise InvalidTypeError(
            f"n_jobs is {n_jobs!r}; pass a whole number, 1 or more, or -1 for all cores"
        )
    if n_jobs == 0:
        raise InvalidValueError("n_jobs is 0; pass 1 or more, or -1 for all cores")
    if n_jobs > MOST_JOBS:
        raise InvalidValueError(
            f"n_jobs is {n_jobs}; pass {MOST_JOBS:,} or fewer, or -1 for all cores"
        )
    if n_jobs > 0:
        return int(n_jobs)
    from joblib import cpu_count

    return max(1, int(cpu_count()) + 1 + int(n_jobs))


def check_path(name: str, value: object) -> str:
    """Give a path or an address as a string; refuse what is neither, and nothing."""
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    if not isinstance(value, str):
        raise InvalidTypeError(f"{name} is {value!r}; pass a path, as str or pathlib.Path")
    if not value:  # the system would take it for the working directory
        raise InvalidValueError(f"{name} is an empty string; pass a path, '.' for this folder")
    return value
