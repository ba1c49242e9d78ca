"""What is declined: the stricter the limit, the more of it, and nobody more is flagged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtdetect
from mtdetect.engine import Weighed
from mtdetect.training.corpora.articles import Article, Judged
from mtdetect.training.measure import plots
from mtdetect.training.measure.declining import of_group

LIMITS = {0.0: 0.2, 0.01: 0.05, 0.1: 0.01}
RATIO = st.floats(-4, 8)


def judged(ratios: list[float], kind: int, pronouns: int) -> Judged:
    """Give an article whose paragraphs speak for one kind of machine, with so many pronouns."""
    both = np.full((len(ratios), 2), -4.0)
    both[:, kind] = ratios
    voice = np.asarray([[pronouns, 100.0]] * len(ratios))
    weighed = replace(Weighed.alike(both), voice=voice)
    return Judged(Article(("p",) * len(ratios), "human", "law"), weighed)


@given(
    st.lists(
        st.builds(
            judged,
            st.lists(RATIO, min_size=1, max_size=12),
            st.integers(0, 1),
            st.integers(0, 30),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_a_stricter_limit_declines_more_and_flags_nobody_more(group: list[Judged]) -> None:
    found = of_group(mtdetect.load(), group, LIMITS)
    curve = found["curve"]
    assert [p["native_declined"] for p in curve] == list(LIMITS)
    declined, flagged = ([p[key] for p in curve] for key in ("declined", "flagged"))
    assert declined == sorted(declined)
    assert flagged == sorted(flagged, reverse=True)
    assert found["articles"] == len(group)


def test_only_what_is_called_translated_is_spared_for_its_voice() -> None:
    model = mtdetect.load()
    for kind, kept in ((0, 1.0), (1, 0.0)):
        found = of_group(model, [judged([8.0] * 12, kind, 30)] * 3, LIMITS)
        assert [p["flagged"] for p in found["curve"]] == [kept] * 3
        quiet = of_group(model, [judged([8.0] * 12, kind, 0)] * 3, LIMITS)
        assert [p["flagged"] for p in quiet["curve"]] == [1.0] * 3
        assert [p["declined"] for p in quiet["curve"]] == [0.0] * 3


def test_the_curve_is_drawn_of_people_and_of_copies(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    model = mtdetect.load()
    figures: dict[str, Any] = {
        name: {"people": people} | of_group(model, [judged([1.0] * 3, 1, 2)], LIMITS)
        for name, people in (("judgments", True), ("spun judgments", False))
    }
    assert plots.write_declining(figures, tmp_path)
    assert (tmp_path / plots.DECLINING).read_bytes().startswith(b"\x89PNG")
