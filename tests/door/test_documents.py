"""What was put right before a text was judged, and what was judged together, as documents say."""

from __future__ import annotations

import pytest

import mtdetect
from mtdetect import engine

DAMAGED = {
    "entities": lambda text: text.replace("'", "&#8217;").replace("$", "&#36;"),
    "invisible": lambda text: text.replace(" the ", " the\u200b "),
    "tags": lambda text: text.replace(" the ", " <b>the</b> "),
    "links": lambda text: text + " https://t.co/aB3x",
}


def said(paragraph: mtdetect.Paragraph) -> object:
    return paragraph.probabilities, paragraph.label, paragraph.flagged, paragraph.reason


def test_nothing_is_put_right_in_a_clean_article(
    small_model: mtdetect.Model, fresh_articles: list[str]
) -> None:
    for text in fresh_articles:
        assert mtdetect.score(text, model=small_model).repairs == {}


@pytest.mark.parametrize("kind", DAMAGED)
def test_repairs_are_told_and_offsets_are_those_of_the_text_given(
    small_model: mtdetect.Model, fresh_articles: list[str], kind: str
) -> None:
    clean = fresh_articles[0].replace("'", "’")
    damaged = DAMAGED[kind](fresh_articles[0])
    document = mtdetect.score(damaged, model=small_model)
    assert document.repairs[kind] >= 1
    assert document.to_dict()["repairs"] == dict(document.repairs)
    assert document.text == damaged
    for p in document.paragraphs:
        assert damaged[p.start : p.end] == p.text
    # It reads as it did before it was damaged.
    expected = mtdetect.score(clean, model=small_model)
    assert document.score == pytest.approx(expected.score, abs=0.05)
    assert len(document) == len(expected)


def test_a_copy_has_the_verdict_of_its_original_and_counts_for_nothing(
    small_model: mtdetect.Model, fresh_articles: list[str]
) -> None:
    paragraphs = [p for text in fresh_articles[:2] for p in text.split("\n\n")]
    once = mtdetect.score(engine.joined(paragraphs), model=small_model)
    twice = mtdetect.score(engine.joined([*paragraphs, paragraphs[1]]), model=small_model)
    assert twice.probabilities == once.probabilities
    assert said(twice.paragraphs[-1]) == said(twice.paragraphs[1])
    assert [said(p) for p in twice.paragraphs[:-1]] == [said(p) for p in once.paragraphs]


def test_short_paragraphs_in_a_row_have_one_verdict(
    small_model: mtdetect.Model, fresh_articles: list[str]
) -> None:
    long = fresh_articles[0].split("\n\n")[0]
    short = [
        f"The {who} of Milford opened the bridge near Ashwick on {day}, and nobody had objected."
        for who, day in (("mayor", "Monday"), ("doctor", "Friday"))
    ]
    document = mtdetect.score(engine.joined([long, *short, long[::-1]]), model=small_model)
    assert said(document.paragraphs[1]) == said(document.paragraphs[2])
    assert document.paragraphs[1].reason is None
