"""One root for every error, so that a caller can catch them all."""

from __future__ import annotations

import pytest

from mtdetect import errors


@pytest.mark.parametrize(
    "name",
    [
        "ModelError",
        "DataError",
        "InvalidValueError",
        "InvalidTypeError",
        "MissingDependencyError",
    ],
)
def test_every_error_derives_from_the_root(name: str) -> None:
    with pytest.raises(errors.MtdetectError, match="what to do"):
        raise getattr(errors, name)("what to do")


def test_bad_arguments_are_what_python_calls_them_too() -> None:
    assert issubclass(errors.InvalidValueError, ValueError)
    assert issubclass(errors.InvalidTypeError, TypeError)


def test_a_missing_package_is_an_import_error_too() -> None:
    assert issubclass(errors.MissingDependencyError, ImportError)
