"""Exceptions that mtdetect raises; every one derives from :class:`MtdetectError`."""

from __future__ import annotations


class MtdetectError(Exception):
    """Base of every error that mtdetect raises on purpose.

    Examples
    --------
    >>> import mtdetect
    >>> try:
    ...     mtdetect.score("Rain fell.", fpr=0.5)
    ... except mtdetect.MtdetectError as error:
    ...     print(error)
    fpr is 0.5; this model has thresholds for 0.01, 0.001
    """


class ModelError(MtdetectError):
    """A model file is missing, cut short, altered, of another format, or cannot be written."""


class DataError(MtdetectError):
    """A corpus, lexicon or input file cannot be read or lacks what is needed."""


class InvalidValueError(MtdetectError, ValueError):
    """An argument is out of range or unknown; it is a ``ValueError``, too."""


class InvalidTypeError(MtdetectError, TypeError):
    """An argument is of a type that cannot be used; it is a ``TypeError``, too."""


class InvalidDataError(DataError, InvalidValueError):
    """An argument is, or names, data that lacks what is needed."""


class WorkerError(MtdetectError):
    """A process of ``score_many`` or ``compare`` that was scoring was killed."""


class OutputError(MtdetectError):
    """The output of a batch cannot be written, or another run is writing it.

    What was finished before is kept.
    """


class EngineError(MtdetectError):
    """Workers of a batch died or cannot be reached; what was finished before is kept."""


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
