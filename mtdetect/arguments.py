"""Checks of what callers pass; each message names the value, the limit and what to do."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterable, Mapping
from numbers import Integral, Real

import numpy as np

from mtdetect.errors import InvalidTypeError, InvalidValueError

MOST_JOBS = 1024
"""Most processes that can be asked for; no machine has use for more."""
MOST_RECORD_BYTES = 2**31
"""Longest record that can be allowed: of some files that much memory is asked for at once."""
# Digits and letters of a wrong value that a message shows.
_SHOWN = 60


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


def as_float(value: float) -> float:
    """Give a real number as a plain float, infinite where it is larger than any.

    Examples
    --------
    >>> as_float(10**400), as_float(np.float32(0.5))
    (inf, 0.5)
    """
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def shown(value: object) -> str:
    """Give a wrong value for a message, cut short where it is long.

    Examples
    --------
    >>> shown(0.5), len(shown(10**400)), shown(10**5000)
    ('0.5', 60, 'a number of very many digits')
    """
    try:
        text = str(value)
    except ValueError:  # Python writes out no whole number of more than some 4,000 digits
        return "a number of very many digits"
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."


def check_share(name: str, value: float) -> float:
    """Give a share as a plain float; refuse what, as a float, does not lie between 0 and 1."""
    if not is_number(value):
        raise InvalidTypeError(f"{name} is {value!r}; pass a number above 0 and below 1")
    share = as_float(value)
    if not 0 < share < 1:
        raise InvalidValueError(
            f"{name} is {shown(value)}{_rounded(value, share)}; it must lie above 0 and below 1"
        )
    return share


def check_positive(name: str, value: float) -> float:
    """Give a finite number above 0 as a plain float; refuse what, as a float, is none."""
    if not is_number(value):
        raise InvalidTypeError(f"{name} is {value!r}; pass a number above 0")
    number = as_float(value)
    if not number > 0:
        raise InvalidValueError(
            f"{name} is {shown(value)}{_rounded(value, number)}; it must lie above 0"
        )
    if number == math.inf:
        told = value if value == math.inf else "larger than any float"
        raise InvalidValueError(f"{name} is {told}; it must be finite, as 1e6 is")
    return number


def _rounded(value: float, number: float) -> str:
    """Say what a value becomes that is refused for that alone."""
    return f", as a float {number}" if value != number and math.isfinite(number) else ""


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


def check_whole(name: str, value: int, least: int, most: int = sys.maxsize) -> int:
    """Give a count as a plain int; refuse what is none, too small or too large.

    Examples
    --------
    >>> check_whole("chunk_size", np.int64(32), 1)
    32
    """
    if not isinstance(value, Integral) or isinstance(value, bool):
        raise InvalidTypeError(f"{name} is {value!r}; pass a whole number, {least:,} or more")
    if value < least:
        raise InvalidValueError(f"{name} is {shown(value)}; it must be {least:,} or more")
    if value > most:
        raise InvalidValueError(f"{name} is {shown(value)}; it must be {most:,} or less")
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
            f"n_jobs is {shown(n_jobs)}; pass {MOST_JOBS:,} or fewer, or -1 for all cores"
        )
    if n_jobs > 0:
        return int(n_jobs)
    from joblib import cpu_count

    return max(1, int(cpu_count()) + 1 + int(n_jobs))


def check_path(name: str, value: object) -> str:
    """Give a path or an address as a string; refuse what is neither, and what names nothing."""
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    if not isinstance(value, str):
        raise InvalidTypeError(f"{name} is {value!r}; pass a path, as str or pathlib.Path")
    if not value:  # the system would take it for the working directory
        raise InvalidValueError(f"{name} is an empty string; pass a path, '.' for this folder")
    try:
        encoded = os.fsencode(value)
    except UnicodeEncodeError as error:
        raise InvalidValueError(
            f"{name} is {value!r}, which holds {value[error.start]!r}, and no system takes that in "
            "a path; pass another"
        ) from error
    if b"\0" in encoded:
        raise InvalidValueError(
            f"{name} is {value!r}; no system takes '\\0' in a path: pass one without"
        )
    return value


def is_one_of(value: object, choices: Iterable[str]) -> bool:
    """Tell whether a value is one of some strings; what is no string is none of them.

    An array would else be compared element by element.

    Examples
    --------
    >>> is_one_of("everyone", ("newsrooms", "everyone")), is_one_of(np.zeros(2), ("a", "b"))
    (True, False)
    """
    return isinstance(value, str) and value in choices
