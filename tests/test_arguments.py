"""What callers pass is checked as it is used: after it was converted, and whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtdetect
from mtdetect.arguments import (
    MOST_RECORD_BYTES,
    check_jobs,
    check_path,
    check_positive,
    check_share,
    check_whole,
)
from mtdetect.batch import score_files
from mtdetect.compare.batch.run import compare_files
from mtdetect.errors import InvalidTypeError, InvalidValueError, ModelError, MtdetectError

TEXT = "The ferry company said on Thursday that it would add two boats to the island route."
ARRAY = np.asarray(["newsrooms", "everyone"])
FRAME = pd.DataFrame({"text": [TEXT]})


@given(
    st.floats()
    | st.integers()
    | st.fractions()
    | st.sampled_from([10**400, -(10**400), 10**5000, Fraction(1, 10**400), Fraction(10**400)])
)
def test_a_share_is_given_as_a_float_between_0_and_1_or_refused(value: Any) -> None:
    try:
        share = check_share("prior", value)
    except InvalidValueError as error:
        told = str(error)
    else:
        assert type(share) is float
        assert 0 < share < 1
        return
    assert told.endswith("it must lie above 0 and below 1")
    assert len(told) < 200


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Fraction(1, 10**400), r"as a float 0\.0; it must lie above 0 and below 1"),
        (1 - Fraction(1, 10**30), r"as a float 1\.0; it must lie above 0 and below 1"),
        (10**400, r"prior is 1000*\.\.\.; it must"),
        (float("nan"), "prior is nan; it must"),
        (1, "prior is 1; it must"),
    ],
)
def test_a_share_that_becomes_0_or_1_is_refused_like_them(value: Any, told: str) -> None:
    with pytest.raises(InvalidValueError, match=told):
        mtdetect.score(TEXT, prior=value)


def test_no_rate_is_too_large_to_be_looked_up() -> None:
    for value in (10**400, 10**5000, float("inf"), Fraction(1, 10**400)):
        with pytest.raises(InvalidValueError, match=r"fpr is .*thresholds for 0\.01"):
            mtdetect.score(TEXT, fpr=value)  # type: ignore[arg-type]


def test_what_is_positive_only_before_it_is_a_float_is_refused() -> None:
    assert check_positive("C", Fraction(1, 2)) == 0.5
    with pytest.raises(InvalidValueError, match=r"as a float 0\.0; it must lie above 0"):
        check_positive("C", Fraction(1, 10**400))  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="must be finite"):
        check_positive("C", 10**400)


def test_a_count_has_an_upper_limit_which_is_named() -> None:
    for value in (10**20, 10**5000):  # of the second Python writes out no digits
        with pytest.raises(InvalidValueError, match="9,223,372,036,854,775,807 or less"):
            check_whole("chunk_size", value, 1)
        with pytest.raises(InvalidValueError, match="1,024 or fewer"):
            check_jobs(value)


@pytest.mark.parametrize("run", [score_files, compare_files])
@pytest.mark.parametrize("value", [10**20, MOST_RECORD_BYTES + 1])
def test_a_record_cannot_be_allowed_more_than_is_read_at_once(
    run: Callable[..., object], value: int, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    with pytest.raises(InvalidValueError, match=r"max_record_bytes is .*2,147,483,648 or less"):
        run(tmp_path / "a.txt", tmp_path / "o.jsonl", max_record_bytes=value)
    assert not (tmp_path / "o.jsonl.parts").exists()


@pytest.mark.parametrize("trusted", ["yes", 1, None])
def test_trusted_is_checked_whatever_is_loaded(trusted: Any, tmp_path: Path) -> None:
    for path in (None, tmp_path, tmp_path / "model.joblib"):
        with pytest.raises(InvalidTypeError, match="trusted is"):
            mtdetect.load(path, trusted=trusted)


@given(st.text(st.characters()) | st.sampled_from(["a\0b", "\ud800", "\udc80"]))
def test_a_path_is_one_that_the_system_takes_or_is_refused(value: str) -> None:
    try:
        path = check_path("model", value)
    except InvalidValueError as error:
        assert str(error).encode()  # noqa: PT017 - it can be shown
    else:
        Path(path).is_file()


WRONG: dict[str, Callable[[], object]] = {
    "model, null": lambda: mtdetect.score(TEXT, model="a\0b"),
    "model, surrogate": lambda: mtdetect.score(TEXT, model="\ud800"),
    "load, null": lambda: mtdetect.load("a\0b"),
    "output, null": lambda: score_files([__file__], "a\0b.jsonl"),
    "output, surrogate": lambda: compare_files([__file__], "\ud800.jsonl"),
    "an input, null": lambda: score_files(["a\0b.txt"], "o.jsonl"),
    "spare, array": lambda: mtdetect.score(TEXT, spare=ARRAY),  # type: ignore[arg-type]
    "retranslate, array": lambda: mtdetect.score(TEXT, retranslate=ARRAY),  # type: ignore[arg-type]
    "by, array": lambda: mtdetect.score(TEXT).to_frame(by=ARRAY),  # type: ignore[arg-type]
    "engine, array": lambda: score_files(
        [__file__],
        "o.jsonl",
        engine=ARRAY,  # type: ignore[arg-type]
    ),
    "format, array": lambda: score_files(
        [__file__],
        "o.jsonl",
        input_format=ARRAY,  # type: ignore[arg-type]
    ),
    "a column, tuple of lists": lambda: mtdetect.score_frame(
        FRAME,
        (["a"],),  # type: ignore[arg-type]
    ),
    "a column, list": lambda: mtdetect.score_frame(FRAME, ["a"]),  # type: ignore[arg-type]
    "spare of no text, array": lambda: mtdetect.score_frame(
        FRAME[:0],
        spare=ARRAY,  # type: ignore[arg-type]
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_value_that_python_itself_stumbles_on_is_refused(what: str) -> None:
    with pytest.raises(MtdetectError) as caught:
        WRONG[what]()
    assert isinstance(caught.value, ValueError | TypeError)
    assert not isinstance(caught.value, ModelError)
