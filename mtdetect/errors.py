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


class MissingDependencyError(MtdetectError, ImportError):
    """An optional package is needed for this call and is not installed."""
