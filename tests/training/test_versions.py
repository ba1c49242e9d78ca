"""Versions of stories that are made to learn from and to measure on."""

from __future__ import annotations

from random import Random
from typing import Literal

import numpy as np
import pytest

from mtdetect.compare.fitted import KINDS
from mtdetect.compare.origin import SIGNS
from mtdetect.compare.traces import OF_SCORES, TRACES
from mtdetect.simulate.dictionary import SpinnerDictionary
from mtdetect.training.corpora.corpus import AlignedParagraph, Corpora
from mtdetect.training.corpora.dataset import SpinnerPool
from mtdetect.training.corpora.registry import Split
from mtdetect.training.corpora.versions import cut, edit, read_trips, reorder, versions
from mtdetect.training.fit.versions import Examples, fit

PARAGRAPHS = [f"Paragraph {n} says on Monday that war came, officials said." for n in range(8)]


def corpora() -> Corpora:
    """Make corpora of nothing but articles there and back."""
    found = object.__new__(Corpora)
    found.aligned = []

    def add(doc: str, para: int, text: str, pivot: str | None, split: Split = "test") -> None:
        label: Literal["human", "round_trip"] = "round_trip" if pivot else "human"
        found.aligned.append(
            AlignedParagraph(
                text, label, None, f"{doc}#{para}", pivot, None, 0, "news_round_trip_web", split
            )
        )

    for doc, n in (("a", 8), ("b", 2), ("c", 8)):
        for para, text in enumerate(PARAGRAPHS[:n]):
            add(doc, para, text, None)
            for pivot in ("fr", "pt"):
                if (doc, para, pivot) != ("c", 3, "fr"):
                    add(doc, para, text.replace("says", "tells"), pivot)
    add("d", 0, PARAGRAPHS[0], None, "train")
    return found


def test_versions_have_their_labels_and_only_whole_articles_count() -> None:
    # One is too short, of one a paragraph is lost, one is of another split.
    [trip] = read_trips(corpora(), "test")
    assert trip.doc == "a"
    dictionary = SpinnerDictionary({"moby": {"war": ("fighting",), "came": ("arrived",)}}, {})
    pool = SpinnerPool(dictionary, ["moby"], instances=1)
    made = versions(trip, pool, 0)
    assert [m.label for m in made] == [
        "original", "copy", "copy", "spun", "spun", "translated", "translated",
    ]  # fmt: skip
    assert made == versions(trip, pool, 0)
    assert {m.maker for m in made[-2:]} == {"fr", "pt"}


@pytest.mark.parametrize("seed", range(5))
def test_wire_edits_keep_the_words_of_paragraphs(seed: int) -> None:
    headline, *kept = cut(PARAGRAPHS, Random(seed))
    assert headline in PARAGRAPHS[1]
    assert kept == PARAGRAPHS[: len(kept)]
    moved = reorder(PARAGRAPHS, Random(seed))
    assert set(moved) < set(PARAGRAPHS)
    assert moved != sorted(moved)
    assert len(edit(PARAGRAPHS, Random(seed))) == len(PARAGRAPHS)


def test_fitted_weights_tell_kinds_and_originals_apart() -> None:
    rng = np.random.default_rng(0)
    n = len(TRACES) + len(OF_SCORES)
    kinds = [KINDS[i % len(KINDS)] for i in range(200)]
    columns = rng.normal(size=(200, n))
    for row, kind in zip(columns, kinds, strict=True):
        row[KINDS.index(kind)] += 6
    stories = [rng.normal(size=(4, len(SIGNS))) for _ in range(60)]
    for story in stories:
        story[0, 2] += 5
    fitted = fit(Examples(columns, kinds, stories))
    told = [fitted.kinds(row) for row in columns]
    assert sum(max(p, key=p.__getitem__) == kind for p, kind in zip(told, kinds, strict=True)) > 190
    assert sum(int(np.argmax(fitted.original(story))) == 0 for story in stories) > 55
