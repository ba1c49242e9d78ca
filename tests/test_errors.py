"""One root for every error, so that a caller can catch them all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from sklearn.exceptions import NotFittedError

import mtdetect
from mtdetect import errors
from mtdetect.batch import score_files
from mtdetect.simulate import Spinner, spin
from mtdetect.simulate.dictionary import SpinnerDictionary


@pytest.mark.parametrize(
    "name",
    [
        "ModelError",
        "DataError",
        "InvalidValueError",
        "InvalidTypeError",
        "InvalidDataError",
        "MissingDependencyError",
        "WorkerError",
        "OutputError",
        "EngineError",
    ],
)
def test_every_error_derives_from_the_root(name: str) -> None:
    assert getattr(mtdetect, name) is getattr(errors, name)
    with pytest.raises(errors.MtdetectError, match="what to do"):
        raise getattr(errors, name)("what to do")


def test_bad_arguments_are_what_python_calls_them_too() -> None:
    assert issubclass(errors.InvalidValueError, ValueError)
    assert issubclass(errors.InvalidTypeError, TypeError)


TEXT = "The ferry company said on Thursday that it would add two boats to the island route."
FRAME = pd.DataFrame({"text": [TEXT]})
WRONG: dict[str, Callable[[], object]] = {
    "a family that there is not": lambda: spin(TEXT, family="foo"),
    "a family of no name": lambda: spin(TEXT, family=[]),  # type: ignore[arg-type]
    "a rate above 1": lambda: spin(TEXT, rate=3),
    "a rate that is no number": lambda: spin(TEXT, rate=float("nan")),
    "a seed of no number": lambda: spin(TEXT, seed=[]),  # type: ignore[arg-type]
    "no dictionary": lambda: spin(TEXT, dictionary=3),  # type: ignore[arg-type]
    "a dictionary without the family": lambda: Spinner("moby", 1, SpinnerDictionary({}, {})),
    "a family to leave out": lambda: SpinnerDictionary.from_data(Path(), ["foo"]),
    "no such column": lambda: mtdetect.score_frame(FRAME, "body"),
    "a column that is there": lambda: mtdetect.score_frame(FRAME.assign(mt_score=1)),
    "no text in a column": lambda: mtdetect.score_frame(pd.DataFrame({"text": [1]})),
    "a column that is there twice": lambda: mtdetect.score_frame(
        pd.DataFrame([["a", "b"]], columns=["text", "text"])
    ),
    "no input": lambda: score_files([], "o.jsonl"),
    "a packed output": lambda: score_files(["a.txt"], "o.jsonl.gz"),
    "a folder to write": lambda: score_files([__file__], Path(__file__).parent),
    "an input to write": lambda: score_files([__file__], __file__),
    "nobody to spare": lambda: mtdetect.score(TEXT, spare="nobody"),
    "no model": lambda: mtdetect.score(TEXT, model=3),  # type: ignore[arg-type]
    "one text to compare": lambda: mtdetect.compare([TEXT]),
    "paragraphs without labels": lambda: mtdetect.Detector().fit([TEXT], []),
    "rows of nothing": lambda: mtdetect.score(TEXT).to_frame(by="word"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_argument_is_ours_and_what_python_calls_it(what: str) -> None:
    with pytest.raises(errors.MtdetectError) as caught:
        WRONG[what]()
    assert isinstance(caught.value, ValueError | TypeError)


def test_what_users_of_others_expect_stays() -> None:
    with pytest.raises(NotFittedError):
        mtdetect.LexicalFeatures().transform([TEXT])
    with pytest.raises(KeyError):
        mtdetect.compare([TEXT, TEXT], ["a", "b"])["c"]


def test_a_missing_package_is_an_import_error_too() -> None:
    assert issubclass(errors.MissingDependencyError, ImportError)
