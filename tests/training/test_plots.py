"""Plots of the evaluation are drawn from any set of groups."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mtdetect.training.corpora.dataset import Sample
from mtdetect.training.measure import plots


def test_every_plot_is_written(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    rng = np.random.default_rng(0)
    samples = [
        *(Sample("t", "human", "native", str(i), "news_native") for i in range(50)),
        *(Sample("t", "human", "learner", str(i), "learners") for i in range(20)),
        *(Sample("t", "spun", "native", str(i), "news_native", spinner="main") for i in range(30)),
        *(Sample("t", "translated", "human_original", str(i), "wmt21") for i in range(30)),
    ]
    scores = rng.normal(0, 2, len(samples))
    assert plots.write(samples, scores, np.ones(len(samples)), tmp_path)
    for name in plots.PLOTS:
        assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")
