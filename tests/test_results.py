"""The types a caller holds: frozen, plain when asked, explained only when asked."""

from __future__ import annotations

import copy
import inspect
import json
import math
import pickle
import re
import sys
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdetect.errors import MissingDependencyError
from mtdetect.results import KINDS, LABELS, REASONS, Document, Evidence, Explanation, Paragraph
from mtdetect.retranslate.opinion import SecondOpinion

TEXT = "The army gear came.\n\nThen it left."
EVIDENCE = Evidence("odd_swap", 4, 13, "army gear", "military equipment", 1.5, "odd here")


class Explainer:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> Explanation:
        self.asked += 1
        return Explanation((EVIDENCE,), -0.25)


def scored(explainer: Any = None) -> Paragraph:
    probabilities = {"human": 0.2, "spun": 0.7, "translated": 0.1}
    return Paragraph(TEXT[:19], 0, 19, 0.8, "spun", True, probabilities, 0.7, 1.25, None, explainer)


def document(explainer: Any = None) -> Document:
    short = Paragraph(TEXT[21:], 21, 34, None, None, False, None, None, reason="too_short")
    probabilities = {"human": 0.1, "spun": 0.8, "translated": 0.1}
    return Document(TEXT, 0.9, "spun", True, probabilities, 1.0, 0.01, (scored(explainer), short))


@given(st.text(st.characters()), st.integers(1, 50))
def test_the_short_form_stays_short_however_long_the_text(text: str, times: int) -> None:
    long = replace(document(), text=text * times)
    for result in (long, replace(scored(), text=text * times)):
        # Each of 40 characters may be written as ten, \\U0001f600.
        assert len(repr(result)) < 540
        assert "\n" not in repr(result)
    assert repr(document()).startswith(
        f"<Document {TEXT!r} (2 paragraphs), score=0.9, label='spun'"
    )
    assert "1 paragraph)" in repr(replace(document(), paragraphs=(scored(),)))


def test_what_is_likeliest_is_told_of_those_who_are_not_flagged_too() -> None:
    doc = document()
    spared = replace(
        doc,
        label="human",
        flagged=False,
        paragraphs=tuple(replace(p, label=p.label and "human") for p in doc.paragraphs),
    )
    assert (spared.likeliest, spared.paragraphs[0].likeliest) == ("spun", "spun")
    assert spared.paragraphs[1].likeliest is None
    record = spared.to_dict()
    assert (record["label"], record["likeliest"], record["repairs"]) == ("human", "spun", {})
    assert [p["likeliest"] for p in record["paragraphs"]] == ["spun", None]


@pytest.mark.parametrize("kind", [Document, Paragraph])
def test_the_docstring_names_all_that_a_result_holds(kind: type) -> None:
    held = {name for name, value in vars(kind).items() if isinstance(value, property)}
    held |= {field.name for field in fields(kind)}
    told = inspect.getdoc(kind) or ""
    named = {n for line in re.findall(r"^([a-z_, ]+) : ", told, re.M) for n in line.split(", ")}
    # What only works out the evidence is no caller's.
    assert held - {"explainer", "explanation"} == named


def test_a_document_tells_by_which_settings_it_was_scored() -> None:
    assert document().to_dict()["spare"] == "newsrooms"
    record = replace(document(), fpr=0.001, spare="everyone", prior=0.05).to_dict()
    assert (record["fpr"], record["spare"], record["prior"]) == (0.001, "everyone", 0.05)


def test_evidence_is_worked_out_once_and_only_when_asked_for() -> None:
    explainer = Explainer()
    doc = document(explainer)
    assert doc.to_dict(evidence=False)["score"] == 0.9
    assert json.loads(doc.paragraphs[0].to_json(evidence=False)).get("evidence") is None
    assert repr(doc)
    assert doc == document()
    assert explainer.asked == 0
    assert doc.evidence == (EVIDENCE,)
    assert doc.paragraphs[0].remainder == -0.25
    doc.to_json()
    assert explainer.asked == 1


@pytest.mark.parametrize(
    "again", [lambda d: pickle.loads(pickle.dumps(d)), copy.deepcopy, copy.copy]
)
def test_copies_and_pickles_keep_the_evidence(again: Any) -> None:
    other = again(document(lambda: Explanation((EVIDENCE,), -0.25)))  # a lambda cannot be pickled
    assert other == document()
    assert other.evidence == (EVIDENCE,)
    assert other.paragraphs[0].remainder == -0.25
    changed = replace(other.paragraphs[0], label="human")
    assert (changed.evidence, changed.remainder) == ((EVIDENCE,), -0.25)


def test_a_pickle_does_not_carry_the_explainer() -> None:
    explainer = Explainer()
    paragraph: Paragraph = pickle.loads(pickle.dumps(scored(explainer)))
    assert not isinstance(paragraph.explainer, Explainer)
    assert paragraph.evidence == (EVIDENCE,)
    assert explainer.asked == 1


@pytest.mark.parametrize("result", [EVIDENCE, scored(), document(), Explanation()])
def test_results_are_frozen(result: Any) -> None:
    for field in fields(result):
        with pytest.raises(FrozenInstanceError):
            setattr(result, field.name, None)


def test_results_can_be_put_into_sets() -> None:
    assert {document(), document(), replace(document(), score=0.8)} == {
        document(),
        replace(document(), score=0.8),
    }
    assert len({*document().paragraphs, *document(Explainer()).paragraphs}) == 2
    asked = SecondOpinion("engine", "weights", {"words": 0.5}, 1.0)
    again = SecondOpinion("engine", "weights", {"words": 0.5}, 1.0)
    assert hash(replace(document(), second_opinion=asked)) == hash(
        replace(document(), second_opinion=again)
    )


def test_json_gives_back_what_the_dict_holds() -> None:
    doc = document(Explainer())
    assert json.loads(doc.to_json()) == doc.to_dict()
    assert json.loads(doc.to_json(evidence=False)) == doc.to_dict(evidence=False)
    assert "\n" not in doc.to_json()
    # The text is given once, by paragraphs that say where in it they stand.
    assert "text" not in doc.to_dict()
    for record in doc.to_dict()["paragraphs"]:
        assert record["text"] == doc.text[record["start"] : record["end"]]
    first, second = doc.to_dict()["paragraphs"]
    assert first["evidence"] == [
        {"kind": "odd_swap", "start": 4, "end": 13, "text": "army gear",
         "suggestion": "military equipment", "weight": 1.5, "message": "odd here"}
    ]  # fmt: skip
    assert (first["remainder"], first["log_odds"]) == (-0.25, 1.25)
    assert (second["score"], second["reason"], second["evidence"]) == (None, "too_short", [])


@given(
    st.text(st.characters()),
    st.floats(0, 1),
    st.sampled_from(LABELS),
    st.lists(st.tuples(st.sampled_from(KINDS), st.text(st.characters()), st.floats(-9, 9))),
)
def test_any_paragraph_survives_json(
    text: str, score: float, label: Any, found: list[tuple[Any, str, float]]
) -> None:
    evidence = tuple(Evidence(k, 0, len(t), t, None, w) for k, t, w in found)
    paragraph = Paragraph(
        text, 0, len(text), score, label, False, {label: score}, score,
        explainer=lambda: Explanation(evidence),
    )  # fmt: skip
    assert json.loads(paragraph.to_json()) == paragraph.to_dict()


def test_a_dict_is_the_caller_s_own() -> None:
    doc = document()
    doc.to_dict()["paragraphs"][0]["text"] = "changed"
    doc.to_dict()["paragraphs"].clear()
    assert doc == document()


def test_frames() -> None:
    pd = pytest.importorskip("pandas")
    doc = document(Explainer())
    by_paragraph = doc.to_frame()
    fields = doc.paragraphs[0].to_dict(evidence=False)
    assert list(by_paragraph.columns) == ["paragraph", *fields]
    assert by_paragraph["paragraph"].tolist() == [0, 1]
    assert by_paragraph["text"].tolist() == [p.text for p in doc.paragraphs]
    assert by_paragraph["reason"].tolist()[1] == "too_short"
    by_evidence = doc.to_frame(by="evidence")
    assert by_evidence.drop(columns="paragraph").to_dict("records") == [EVIDENCE.to_dict()]
    empty = Document("", None, None, False)
    for by in ("paragraph", "evidence"):
        frame = empty.to_frame(by=by)
        assert isinstance(frame, pd.DataFrame)
        assert (len(frame), list(frame.columns)) == (0, list(doc.to_frame(by=by).columns))


@pytest.mark.parametrize("by", ["paragraph", "evidence"])
def test_the_types_of_a_frame_do_not_go_by_what_it_holds(by: Any) -> None:
    pytest.importorskip("pandas")
    spared, short = scored(), document().paragraphs[1]
    bare = replace(EVIDENCE, suggestion=None)
    documents = [
        document(Explainer()),
        replace(document(), paragraphs=(short,)),
        replace(document(), paragraphs=(spared,)),
        document(lambda: Explanation((bare,))),
        Document("", None, None, False),
    ]
    first, *others = [doc.to_frame(by=by).dtypes for doc in documents]
    assert all(first.equals(other) for other in others)
    texts = {"text", "label", "likeliest", "reason", "kind", "suggestion", "message"}
    assert {name for name in first.index if first[name] == "string"} == texts & set(first.index)


def test_a_frame_holds_lone_surrogates_and_tells_what_is_missing() -> None:
    pd = pytest.importorskip("pandas")
    frame = replace(document(), paragraphs=(replace(scored(), text="a \ud800 b"),)).to_frame()
    assert frame["text"].tolist() == ["a \ud800 b"]
    frame = document().to_frame()
    assert frame["label"].tolist() == ["spun", pd.NA]
    assert frame[frame["label"] == "spun"]["paragraph"].tolist() == [0]


def test_a_frame_by_something_else_is_refused() -> None:
    pytest.importorskip("pandas")
    with pytest.raises(ValueError, match=r"'word'.*'paragraph' or 'evidence'"):
        document().to_frame(by="word")  # type: ignore[arg-type]


def test_a_frame_without_pandas_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingDependencyError, match=r"pip install '\.\[notebook\]' in a clone"):
        document().to_frame()


def test_lengths_and_links() -> None:
    doc = document(Explainer())
    assert len(doc) == 2
    assert len(Document("", None, None, False)) == 0
    unlinked = doc.paragraphs[0].without_explainer()
    assert unlinked == doc.paragraphs[0]
    assert unlinked.evidence == ()


def test_replacing_a_field_of_an_explained_paragraph_keeps_its_explainer() -> None:
    explainer = Explainer()
    paragraph = scored(explainer)
    assert paragraph.evidence == replace(paragraph, flagged=False).evidence == (EVIDENCE,)


def test_every_name_has_one_meaning() -> None:
    for names in (LABELS, KINDS, REASONS):
        assert len(set(names)) == len(names)
    assert not set(LABELS) & set(REASONS)


def test_weights_and_remainder_stand_for_log_odds() -> None:
    paragraph = scored(Explainer())
    assert paragraph.log_odds is not None
    total = sum(e.weight for e in paragraph.evidence) + paragraph.remainder
    assert math.isclose(total, paragraph.log_odds)
