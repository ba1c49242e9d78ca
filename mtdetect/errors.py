"""Exceptions that mtdetect raises; every one derives from :class:`MtdetectError`."""

from __future__ import annotations


class MtdetectError(Exception):
    """Base of every error that mtdetect raises on purpose."""


class ModelError(MtdetectError):
    """A model file is missing, cut short, altered or of another format."""


class DataError(MtdetectError):
    """A corpus, lexicon or input file cannot be read or lacks what is needed."""


class InvalidValueError(MtdetectError, ValueError):
    """An argument is out of range or unknown."""


class InvalidTypeError(MtdetectError, TypeError):
    """An argument is of a type that cannot be used."""


class WorkerError(MtdetectError):
    """A process that was scoring was killed."""


class InvalidDataError(DataError, InvalidValueError):
    """An argument is, or names, data that lacks what is needed."""


class MissingDependencyError(MtdetectError, ImportError):
    """An optional package is needed for this call and is not installed."""


def missing(what: str, package: str, extra: str) -> MissingDependencyError:
    """Say what needs which package, and how to install it: from a clone, as the README has it.

    Examples
    --------
    >>> str(missing("Parquet", "pyarrow", "batch"))
    "Parquet needs pyarrow, which is not installed: pip install '.[batch]' in a clone of mtdetect"
    >>> str(missing("This", "one and another", "batch"))
    "This needs one and another, which are not installed: pip install '.[batch]' in a clone of mtdetect"
    """  # noqa: E501
    verb = "are" if " and " in package else "is"
    return MissingDependencyError(
        f"{what} needs {package}, which {verb} not installed: pip install '.[{extra}]' in a clone "
        "of mtdetect"
    )
