"""Versions of stories that are made to learn from and to measure on."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from random import Random

import numpy as np
import pytest

from mtdetect.compare.fitted import KINDS
from mtdetect.compare.origin import SIGNS
from mtdetect.compare.traces import OF_SCORES, TRACES
from mtdetect.simulate.dictionary import SpinnerDictionary
from mtdetect.training.corpora.dataset import SpinnerPool
from mtdetect.training.corpora.versions import cut, edit, read_trips, reorder, versions
from mtdetect.training.fit.versions import Examples, fit

PARAGRAPHS = [f"Paragraph {n} says on Monday that war came, officials said." for n in range(8)]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "machine"
    folder.mkdir()
    rows = []
    for doc, n in (("a", 8), ("b", 2), ("c", 8)):
        for para, text in enumerate(PARAGRAPHS[:n]):
            common = {"doc": doc, "para": para, "source": "s"}
            rows.append({**common, "text": text, "label": "human", "pivot": None})
            for pivot in ("French", "Portuguese"):
                if (doc, para, pivot) != ("c", 3, "French"):
                    told = text.replace("says", "tells")
                    rows.append({**common, "text": told, "label": "round_trip", "pivot": pivot})
    with gzip.open(folder / "news_round_trip_web.jsonl.gz", "wt") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return tmp_path


def test_versions_have_their_labels_and_only_whole_articles_count(data: Path) -> None:
    [trip] = read_trips(data)  # one is too short, of one a paragraph is lost
    assert trip.doc == "a"
    dictionary = SpinnerDictionary({"moby": {"war": ("fighting",), "came": ("arrived",)}}, {})
    pool = SpinnerPool(dictionary, ["moby"], instances=1)
    made = versions(trip, pool, 0)
    assert [m.label for m in made] == [
        "original", "copy", "copy", "spun", "spun", "translated", "translated",
    ]  # fmt: skip
    assert made == versions(trip, pool, 0)
    assert {m.maker for m in made[-2:]} == {"French", "Portuguese"}


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
