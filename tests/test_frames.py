import json
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mtdetect.errors import DataError, InvalidTypeError, InvalidValueError
from mtdetect.frames import score_frame

ADDED = [
    "mt_score", "mt_label", "mt_likeliest", "mt_flagged", "mt_reason", "mt_share", "mt_paragraphs"
]  # fmt: skip


@pytest.fixture
def model(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "batch_support"))
    from fake_model import FakeModel

    return FakeModel()


def test_rows_index_and_columns_stay(model):
    frame = pd.DataFrame(
        {"text": ["One.\n\nTwo.", None, "", np.nan, "Five."], "n": range(5)}, index=list("edcba")
    )
    before = frame.copy()
    scored = score_frame(frame, model=model)
    pd.testing.assert_frame_equal(frame, before)
    pd.testing.assert_frame_equal(scored[["text", "n"]], before)
    assert list(scored.columns) == ["text", "n", *ADDED]
    assert scored["mt_score"].isna().tolist() == [False, True, True, True, False]
    paragraphs = json.loads(scored.loc["e", "mt_paragraphs"])
    assert [(p["start"], p["end"]) for p in paragraphs] == [(0, 4), (6, 10)]
    assert json.loads(scored.loc["d", "mt_paragraphs"]) == []


def test_any_slice_gives_the_same_types_and_values(model):
    frame = pd.DataFrame({"body": [f"Day {i}." for i in range(700)]})
    whole = score_frame(frame, "body", model=model)
    parts = [score_frame(frame[a:b], "body", model=model) for a, b in ((0, 3), (3, 3), (3, 700))]
    assert all((part.dtypes == whole.dtypes).all() for part in parts)
    pd.testing.assert_frame_equal(pd.concat(parts), whole)


def test_columns_may_have_names_of_several_levels(model):
    names = pd.MultiIndex.from_tuples([("a", "text"), ("a", "n"), ("text", "")])
    frame = pd.DataFrame([["One.", 1, "Two."]], columns=names)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # pandas warns of names that lack levels
        scored = score_frame(frame, ("a", "text"), model=model)
        again = score_frame(frame, model=model)
    assert scored.columns.tolist() == [*names, *((name, "") for name in ADDED)]
    assert again.columns.equals(scored.columns)
    alone = score_frame(pd.DataFrame({"text": ["One."]}), model=model)
    assert scored["mt_score"].tolist() == alone["mt_score"].tolist()
    assert scored["mt_label"].dtype == alone["mt_label"].dtype
    with pytest.raises(DataError, match=r"2 columns 'a'; name one by all its levels, as \('a', "):
        score_frame(frame, "a", model=model)


def test_evidence_and_prefix(model):
    frame = pd.DataFrame({"text": ["One."]})
    scored = score_frame(frame, model=model, evidence=True, prefix="")
    ((paragraph,),) = scored["paragraphs"].map(json.loads)
    assert paragraph["evidence"][0]["suggestion"] == "peace"


def test_what_cannot_be_scored_is_refused(model):
    with pytest.raises(DataError, match=r"no column 'text'; its columns are: body"):
        score_frame(pd.DataFrame({"body": ["One."]}), model=model)
    with pytest.raises(DataError, match="'mt_score' already"):
        score_frame(pd.DataFrame({"text": ["One."], "mt_score": [1]}), model=model)
    with pytest.raises(DataError, match=r"holds a int at position 1 \(index b\)"):
        score_frame(pd.DataFrame({"text": ["One.", 2]}, index=["a", "b"]), model=model)
    with pytest.raises(DataError, match="holds a ndarray at position 0"):
        score_frame(pd.DataFrame({"text": [np.zeros(2)]}), model=model)
    with pytest.raises(DataError, match="2 columns 'text'"):
        score_frame(pd.DataFrame([["One.", "Two."]], columns=["text", "text"]), model=model)


@pytest.mark.parametrize("wrong", [["One."], "One.", pd.Series(["One."]), None])
def test_what_is_no_frame_is_refused_with_what_to_make_of_it(model, wrong):
    with pytest.raises(InvalidTypeError, match=r"pandas\.DataFrame\(\{'text': texts\}\)"):
        score_frame(wrong, model=model)


def test_a_frame_of_another_library_is_named_with_how_to_turn_it(model):
    polars = pytest.importorskip("polars")
    with pytest.raises(InvalidTypeError, match=r"got a polars\.DataFrame: .*frame\.to_pandas\(\)"):
        score_frame(polars.DataFrame({"text": ["One."]}), model=model)


@pytest.mark.parametrize(
    "wrong",
    [{"text": ["text"]}, {"prefix": None}, {"prior": "x"}, {"fpr": "a"}, {"evidence": "yes"}],
)
@pytest.mark.parametrize("rows", [0, 1])
def test_arguments_of_a_wrong_type_are_named(model, wrong, rows):
    ((name, _),) = wrong.items()
    with pytest.raises(InvalidTypeError, match=f"{name} is "):
        score_frame(pd.DataFrame({"text": ["One."]}).head(rows), model=model, **wrong)


def test_a_model_or_rate_that_there_is_not_is_told():
    frame = pd.DataFrame({"text": ["One."]})
    with pytest.raises(InvalidValueError, match=r"fpr is 0\.02; this model has .* 0\.01, 0\.001"):
        score_frame(frame, fpr=0.02)
    with pytest.raises(InvalidTypeError, match="model is 3"):
        score_frame(frame, model=3)


def test_dask_recipe(model):
    dataframes = pytest.importorskip("dask.dataframe")
    frame = pd.DataFrame({"text": [f"Day {i}." for i in range(20)]})
    meta = score_frame(frame.head(0), model=model)
    parts = dataframes.from_pandas(frame, npartitions=3)
    scored = parts.map_partitions(score_frame, model=model, meta=meta).compute(
        scheduler="synchronous"
    )
    expected = score_frame(frame, model=model)
    assert scored["mt_score"].tolist() == expected["mt_score"].tolist()
    assert scored["mt_paragraphs"].tolist() == expected["mt_paragraphs"].tolist()


def test_polars_recipe(model):
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"text": ["Day 1.", None, "Day 3."]})
    scored = polars.from_pandas(score_frame(frame.to_pandas(), model=model))
    assert scored["mt_score"].is_null().to_list() == [False, True, False]
    assert scored["mt_label"].to_list()[1] is None


def test_arrow_batches_as_spark_and_ray_hand_them_over(model):
    frame = pd.DataFrame({"text": ["Day 1.", None]})
    import pyarrow as pa

    schema = pa.Schema.from_pandas(score_frame(frame.head(0), model=model))
    table = pa.Table.from_pandas(score_frame(frame, model=model), schema=schema)
    assert table["mt_label"].null_count == 1
    told = ("mt_score", "mt_label", "mt_flagged")
    assert [str(table.schema.field(name).type) for name in told] == [
        "double", str(table.schema.field("mt_label").type), "bool"
    ]  # fmt: skip
