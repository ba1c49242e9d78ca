from __future__ import annotations

import sys
from typing import Any

import matplotlib as mpl
import pytest

mpl.use("agg")

from matplotlib import pyplot
from matplotlib.patches import Rectangle

from mtdetect.errors import InvalidTypeError, MissingDependencyError
from mtdetect.results import Document, Label, Paragraph
from mtdetect.show.plotting import plot_paragraphs


def _paragraph(n_words: int, score: float | None, label: Label | None) -> Paragraph:
    text = "word " * n_words
    return Paragraph(text, 0, len(text), score, label, (score or 0) > 0.9, None, score)


DOCUMENT = Document(
    "",
    0.97,
    "spun",
    True,
    paragraphs=(
        _paragraph(40, 0.97, "spun"),
        _paragraph(5, None, None),
        _paragraph(20, 0.1, "human"),
        _paragraph(30, 0.95, "spun"),
    ),
)


def test_bars_are_as_high_as_scores_and_as_wide_as_paragraphs() -> None:
    ax = plot_paragraphs(DOCUMENT)
    bars = [bar.get_bbox().bounds for bar in ax.patches if isinstance(bar, Rectangle)]
    assert bars == [(0, 0, 40, 0.97), (45, 0, 20, 0.1), (65, 0, 30, 0.95)]
    pyplot.close("all")


def test_each_label_is_named_once_and_told_apart_by_hatching() -> None:
    ax = plot_paragraphs(DOCUMENT)
    legend = ax.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["not flagged", "spun"]
    assert ax.patches[0].get_hatch() != ax.patches[1].get_hatch()
    pyplot.close("all")


def test_draws_on_the_axes_given() -> None:
    _, ax = pyplot.subplots()
    assert plot_paragraphs(DOCUMENT, ax=ax) is ax
    pyplot.close("all")


def test_an_article_without_paragraphs_gives_empty_axes() -> None:
    ax = plot_paragraphs(Document("", None, None, False))
    assert not ax.patches
    pyplot.close("all")


@pytest.mark.parametrize("wrong", ["x", None, DOCUMENT.to_dict()])
def test_what_is_no_document_is_refused(wrong: Any) -> None:
    with pytest.raises(InvalidTypeError, match=r"takes a Document, got .*mtdetect\.score\(text\)"):
        plot_paragraphs(wrong)


def test_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingDependencyError, match=r"pip install '\.\[notebook\]' in a clone"):
        plot_paragraphs(DOCUMENT)
