"""Versions of one story: laws that hold for any texts, and the invented story in eight versions."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mtdetect
from mtdetect.compare.fitted import KINDS as FITTED
from mtdetect.compare.fitted import weights_of
from mtdetect.compare.page import page as compare_page
from mtdetect.compare.results import Comparison
from mtdetect.compare.terminal import render
from mtdetect.errors import ModelError
from mtdetect.show.terminal import PipedConsole

VERSIONS = Path(__file__).resolve().parents[1] / "examples" / "versions"
KINDS = {
    "herald": "original",
    "courier": "wire copy",
    "evening": "wire copy",
    "buzz": "spun",
    "insight": "spun",
    "digest": "translated",
    "monitor": "translated",
    "gazette": "independent report",
}
# What invented texts are made of: enough to share names, quotations and whole paragraphs.
PIECES = st.sampled_from(
    [
        "",
        "The town voted on Monday to repair Gaskell Bridge for $12 million.",
        "The city balloted on Monday to mend Gaskell Bridge for $13 million.",
        "“We have been waiting for this since the flood of 1997,” said Ines Vandermolen.",
        "« Nous attendons depuis 1997 », a dit Inès Vandermolen, très fatiguée.",
        "\ud800 \x00 ” “ .",
        "... ... \u3000 \u200b",
    ]
)


def read(name: str) -> str:
    return (VERSIONS / f"{name}.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def story(shipped: object) -> Comparison:
    return mtdetect.compare([read(name) for name in KINDS], list(KINDS))


def test_every_version_is_told_for_what_it_is(story: Comparison) -> None:
    assert {v.name: v.kind for v in story.versions} == KINDS
    assert story.original == "herald"
    assert len(story.clusters) == 1


def test_a_comparison_goes_by_the_weights_of_the_model_it_is_given(
    shipped: mtdetect.Model, tmp_path: Path
) -> None:
    texts = [read("herald"), read("buzz")]
    usual = weights_of(shipped)
    copies = tuple(40.0 * (kind == "copy") for kind in FITTED)
    shipped.save(tmp_path)
    replace(usual, intercept=copies).save(tmp_path)
    assert mtdetect.compare(texts)["2"].kind == "spun"
    assert mtdetect.compare(texts, model=tmp_path)["2"].kind == "edited"
    (tmp_path / "versions.json").write_text("{}")
    with pytest.raises(ModelError, match=r"versions\.json of the model is not whole"):
        mtdetect.compare(texts, model=tmp_path)


def test_a_comparison_is_gone_through_by_names(story: Comparison) -> None:
    assert list(story) == [v.name for v in story.versions]
    assert len(story) == len(KINDS)
    assert "buzz" in story
    assert "nobody" not in story
    assert 0 not in story
    assert [story[name].kind for name in story] == [v.kind for v in story.versions]
    assert len({story, Comparison(story.clusters), *story.versions}) == 1 + len(KINDS)


def test_the_order_of_the_texts_changes_no_verdict(story: Comparison) -> None:
    names = list(KINDS)[::-1]
    again = mtdetect.compare([read(name) for name in names], names)
    assert {v.name: v.kind for v in again.versions} == KINDS


def test_its_changes_name_what_was_put_for_what(story: Comparison) -> None:
    swaps = {(c.old, c.new) for c in story["insight"].changes if c.kind == "swap"}
    assert {("timber", "cord"), ("District", "Village")} <= swaps
    names = {(c.old, c.new, c.count) for c in story["digest"].changes if c.kind == "name"}
    assert names == {("Kroeger", "Kroger", 3)}
    quoted = [c.new for c in story["monitor"].changes if c.kind == "quotation"]
    assert "We will lose the morning" in quoted
    assert not any(c.kind == "quotation" for c in story["courier"].changes)
    assert any(c.kind == "moved" for c in story["evening"].changes)
    dropped = [c.old for c in story["courier"].changes if c.kind == "dropped"]
    assert any("Kroeger, for his part" in sentence for sentence in dropped)


def test_only_what_was_spun_has_swaps_where_people_read(story: Comparison) -> None:
    page, shown = compare_page(story.clusters), io.StringIO()
    render(story, PipedConsole(file=shown, width=100))
    lines = [line.strip() for line in shown.getvalue().splitlines()]
    for name, noun in (("buzz", "swap"), ("digest", "rewording"), ("courier", "rewording")):
        of_version = lines[lines.index(f"{name}: {KINDS[name]}") :]
        of_version = of_version[: of_version.index("")] if "" in of_version else of_version
        assert any(line.startswith(f"{noun}: ") for line in of_version)
        others = {"swap: ", "rewording: "} - {f"{noun}: "}
        assert not any(line.startswith(tuple(others)) for line in of_version)
    assert "swapped words" in page
    assert "other wording" in page


def test_words_that_are_hardly_counterparts_are_no_examples(story: Comparison) -> None:
    shown = io.StringIO()
    render(story, PipedConsole(file=shown, width=100))
    # What the alignment left over of a headline that was cut.
    assert ("14", "more") in {(c.old, c.new) for c in story["courier"].changes if not c.believable}
    assert "14 → more" not in shown.getvalue()
    believed = {(c.old, c.new) for c in story["digest"].changes if c.believable}
    assert {("shuts", "closes"), ("Nearly", "Almost"), ("timber", "wooden")} <= believed


def test_no_label_stands_beside_the_probability_of_another(story: Comparison) -> None:
    page, shown = compare_page(story.clusters), io.StringIO()
    render(story, PipedConsole(file=shown, width=120))
    for told in (page, " ".join(shown.getvalue().split())):
        assert re.search(r"not flagged, 0\.\d\d", told)  # of the courier alone
        assert "human 0" not in told
        assert "the probability that a machine spun or translated it" in told


def test_a_changed_verdict_is_told(story: Comparison) -> None:
    assert {v.name: (v.alone_label, v.label) for v in story.versions if v.reversed} == {
        "insight": ("human", "spun"),
        "monitor": ("human", "translated"),
    }
    for v in story.versions:
        told = [reason for reason in v.reasons if "alone it was " in reason]
        assert told == (["alone it was not flagged"] if v.reversed else [])


def test_the_table_of_swaps_and_the_frame(story: Comparison) -> None:
    pytest.importorskip("pandas")
    frame = story.to_frame()
    assert frame["name"].iloc[0] == "herald"
    assert set(frame["kind"]) == set(KINDS.values())
    swaps = story.swaps()
    assert {"odd_form", "expected_form", "count", "versions"} == set(swaps.columns)
    assert (swaps["count"] >= swaps["versions"]).all()
    # "an" became "a" because of the next word; nobody swaps it.
    assert not ({"a", "an"} & set(swaps["odd_form"]) & set(swaps["expected_form"]))


def test_json_is_plain(story: Comparison) -> None:
    told = json.loads(story.to_json())
    assert told["original"] == "herald"
    assert told["clusters"][0]["versions"][0]["name"] == "herald"


def check(found: Comparison, texts: list[str]) -> None:
    assert sorted(v.text for v in found.versions) == sorted(texts)
    for cluster in found.clusters:
        assert cluster.versions[0].name == cluster.original
        for v in cluster.versions:
            assert 0 <= v.probability <= 1
            assert v.score is None or 0 <= v.score <= 1
            assert not v.probabilities or abs(sum(v.probabilities.values()) - 1) < 1e-6
            for c in v.changes:
                assert 0 <= c.start <= c.end <= len(v.text)
                assert c.kind == "name" or v.text[c.start : c.end] == c.new
                source = found[v.source or v.name].text
                assert c.kind == "name" or source[c.source_start : c.source_end] == c.old
            for p in v.passages:
                assert p.start < p.end <= len(v.text)
                assert 0 <= p.equal <= 1
                assert p.score is None or 0 <= p.score <= 1


@given(st.lists(st.lists(PIECES, max_size=5).map("\n\n".join), min_size=2, max_size=5))
@settings(max_examples=25)
def test_it_never_fails_on_any_texts(shipped: object, texts: list[str]) -> None:
    check(mtdetect.compare(texts), texts)


@given(st.lists(st.text(max_size=80), min_size=2, max_size=3))
@settings(max_examples=15)
def test_it_never_fails_on_any_strings(shipped: object, texts: list[str]) -> None:
    check(mtdetect.compare(texts), texts)


def test_the_story_keeps_the_laws(story: Comparison) -> None:
    check(story, [v.text for v in story.versions])


def test_identical_texts_are_one_original_and_wire_copies(shipped: object) -> None:
    found = mtdetect.compare([read("herald")] * 3, dates=["2025-03-02", "2025-03-01", None])
    assert [v.kind for v in found.versions] == ["original", "wire copy", "wire copy"]
    assert found.original == "2"  # the earliest
    assert "any may be the first" in found["2"].reasons[0]


@pytest.mark.parametrize("name", ["herald", "buzz"])
def test_a_copy_is_whatever_the_text_is_that_it_copies(shipped: object, name: str) -> None:
    alone = mtdetect.score(read(name))
    for v in mtdetect.compare([read(name)] * 2).versions:
        assert v.label == alone.label
        assert v.score == pytest.approx(alone.score)
        assert not v.reversed


def test_a_copy_of_what_nobody_can_judge_is_not_judged(shipped: object) -> None:
    assert {v.label for v in mtdetect.compare(["The council met."] * 2).versions} == {None}


@pytest.mark.parametrize("other", [name for name in KINDS if name != "herald"])
def test_no_person_is_accused_for_a_doubtful_original(shipped: object, other: str) -> None:
    found = mtdetect.compare([read("herald"), read(other)], ["herald", other])
    assert found["herald"].label == "human"
    for v in found.versions:
        chance = found.clusters[0].probability
        if v.reversed and v.label != "human":
            assert chance >= 0.9
        if v.kind in ("spun", "translated"):
            assert v.probability <= chance  # it is no surer than that the source is the original
            assert (chance < 0.9) == any("may be the original" in why for why in v.reasons)


def test_dates_speak_for_the_earliest(shipped: object) -> None:
    texts = [read("courier"), read("evening")]
    early = mtdetect.compare(texts, dates=["2025-03-01", "2025-03-02"])
    late = mtdetect.compare(texts, dates=["2025-03-02", "2025-03-01"])
    assert "the earliest date" in early[early.original or ""].reasons or (
        "the earliest date" in late[late.original or ""].reasons
    )


@pytest.mark.parametrize(
    ("sooner", "later"),
    [
        ("20250301", "2025-03-02"),  # either way of ISO 8601
        ("2025-02-28", "20250301"),
        ("2025-03-01T23:30+05:00", "2025-03-01T22:00Z"),  # by the moment, not by the letters
    ],
)
def test_the_earliest_is_told_by_the_moment(shipped: object, sooner: str, later: str) -> None:
    found = mtdetect.compare([read("herald")] * 2, dates=[later, sooner])
    assert found.original == "2"


def test_a_date_that_all_have_is_no_reason(shipped: object) -> None:
    found = mtdetect.compare([read("courier"), read("evening")], dates=["2025-03-01"] * 2)
    assert "the earliest date" not in found.versions[0].reasons


def test_other_languages_and_empty_texts_get_a_verdict(shipped: object) -> None:
    french = "Le conseil a voté lundi. Il a dit non à la réforme du pont Gaskell." * 5
    found = mtdetect.compare(["", french, read("herald")])
    assert {v.kind for v in found.versions} == {"unrelated"}
    assert "there is no text" in found["1"].reasons


def test_long_texts_are_compared(shipped: object) -> None:
    story = [read("herald").replace("Larkmouth", f"Larkmouth{i}") for i in range(60)]
    long = "\n\n".join(story)
    found = mtdetect.compare([long, long.replace("ferry", "boat")])
    assert len(found.clusters) == 1


@pytest.mark.parametrize("dtype", ["string", "object", "datetime64[ns]"])
def test_a_date_that_a_table_lacks_is_not_known(shipped: object, dtype: str) -> None:
    pd = pytest.importorskip("pandas")
    texts = [read("courier"), read("evening")]
    lacking = mtdetect.compare(texts, dates=pd.Series([None, None], dtype=dtype))
    assert lacking.to_dict() == mtdetect.compare(texts).to_dict()


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"texts": ["a"]}, mtdetect.InvalidValueError, "2 to 200"),
        ({"texts": []}, mtdetect.InvalidValueError, "2 to 200"),
        ({"texts": ["a"] * 201}, mtdetect.InvalidValueError, "--batch"),
        ({"texts": "one text"}, mtdetect.InvalidTypeError, r"\[one, other\]"),
        ({"texts": 3}, mtdetect.InvalidTypeError, "int"),
        ({"texts": ["a", b"b"]}, mtdetect.InvalidTypeError, r"texts\[1\]"),
        ({"texts": ["a", "b"], "names": ["x"]}, mtdetect.InvalidValueError, "names has 1"),
        ({"texts": ["a", "b"], "names": ["x", "x"]}, mtdetect.InvalidValueError, "twice"),
        ({"texts": ["a", "b"], "names": ["x", 1]}, mtdetect.InvalidTypeError, "a name is 1"),
        ({"texts": ["a", "b"], "dates": ["soon", None]}, mtdetect.InvalidValueError, "ISO"),
        ({"texts": ["a", "b"], "dates": [1, None]}, mtdetect.InvalidTypeError, "a date is 1"),
        (
            {"texts": ["a", "b"], "dates": [np.array(["2025-03-14", "soon"]), None]},
            mtdetect.InvalidTypeError,
            "a date is array",
        ),
        ({"texts": ["a", "b"], "prior": 2}, mtdetect.InvalidValueError, "prior"),
    ],
)
def test_wrong_arguments_are_named(
    shipped: object, arguments: dict[str, object], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        mtdetect.compare(**arguments)  # type: ignore[arg-type]


SHORT = [
    (
        "Prime Minister Ana Hale met President Ida Moreau in Carden on Monday to discuss the "
        "Harbor Treaty.",
        "President Ida Moreau told the Carden Post that Prime Minister Ana Hale would not sign any "
        "treaty.",
    ),
    (
        "Vandermolen won the race in 1:42:12 ahead of Ines Kroeger and Theo Baptiste.",
        "Theo Baptiste and Ines Kroeger came behind Vandermolen, whose time was 1:42:12.",
    ),
]


@pytest.mark.parametrize("texts", SHORT)
def test_short_texts_that_share_names_alone_are_too_short_to_tell(
    shipped: object, texts: tuple[str, str]
) -> None:
    found = mtdetect.compare(texts)
    assert [v.kind for v in found.versions] == ["too short to tell"] * 2
    assert found.original is None
    assert "look alike" in found.versions[0].reasons[0]


def test_short_texts_that_share_most_words_are_copies(shipped: object) -> None:
    lead = SHORT[0][0]
    found = mtdetect.compare([lead, lead.replace("met", "received").replace("discuss", "weigh")])
    assert len(found.clusters) == 1


@pytest.mark.parametrize("text", ["The council met.", SHORT[1][0], "Rain."])
def test_the_same_short_text_twice_is_a_copy(shipped: object, text: str) -> None:
    found = mtdetect.compare([text, text])
    assert [v.kind for v in found.versions] == ["original", "wire copy"]


def test_an_excerpt_is_a_copy_however_short(shipped: object) -> None:
    found = mtdetect.compare([read("herald"), " ".join(read("herald").split()[:60])])
    assert len(found.clusters) == 1
