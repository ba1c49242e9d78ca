"""Translate in vectors: add what an engine changed in one text to another that nobody translated.

Aligned texts say what translation changes, but are about other things than the news that users
score. The difference between a machine version and the human version of the same content, added
to the vector of a paragraph of native news, gives a machine example among the topics and the
wording of native news. A linear scorer then learns to tell the change from how native news varies
by itself, and not only from how the translated texts vary.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mtdetect.features import matrix
from mtdetect.training.corpora.dataset import Sample

SOURCE = "transplanted"
# Native news that is nothing but the ground of transplants. Among the human examples it would only
# teach which topics are native.
GROUND = "ground"
_ALIGNED = ("human_original", "human_translation")


def transplant(
    samples: Sequence[Sample],
    dense: NDArray[np.float64],
    ngrams: sparse.csr_matrix,
    most: int = 20_000,
    seed: int = 0,
) -> tuple[list[Sample], NDArray[np.float64], sparse.csr_matrix]:
    """Make machine examples out of native news, and give the news beside them.

    Parameters
    ----------
    samples : sequence of Sample
    dense : ndarray of shape (n_samples, n_columns)
        The columns of :data:`mtdetect.features.matrix.COLUMNS`. Less damage than none there is
        not; other columns become what the sum makes of them.
    ngrams : csr_matrix of shape (n_samples, n_buckets)
    most : int
        How many examples to make at the most.
    seed : int

    Returns
    -------
    samples, dense, ngrams
        The machine examples and the human paragraphs behind them, all of the source
        ``"transplanted"``; none if there are no aligned pairs or no native news.
    """
    rng = Random(seed)
    pairs = _pairs(samples, rng)
    pairs = rng.sample(pairs, min(most, len(pairs)))
    native: dict[int, list[int]] = defaultdict(list)
    for i, s in enumerate(samples):
        if s.label == "human" and s.origin == "native":
            native[s.bucket].append(i)
    # Both sides of a sum are of one bucket, so that no fold is trained on what it judges.
    pairs = [pair for pair in pairs if samples[pair[1]].bucket in native]
    if not pairs:
        return [], dense[:0], ngrams[:0]
    human, machine = (np.asarray(side) for side in zip(*pairs, strict=True))
    ground = np.asarray([rng.choice(native[samples[i].bucket]) for i in machine])
    behind = np.unique(ground)
    made = [replace(samples[i], text="", origin="native", source=SOURCE) for i in machine]
    plain = [replace(samples[i], source=SOURCE) for i in behind]
    changed = dense[ground] + dense[machine] - dense[human]
    changed[:, matrix.DAMAGE] = np.maximum(changed[:, matrix.DAMAGE], 0.0)
    moved = ngrams[ground] + ngrams[machine] - ngrams[human]
    return (
        made + plain,
        np.vstack([changed, dense[behind]]),
        sparse.vstack([moved, ngrams[behind]]).tocsr(),
    )


def _pairs(samples: Sequence[Sample], rng: Random) -> list[tuple[int, int]]:
    """Pair every machine translation with a human version of its content."""
    humans: dict[tuple[str, str], list[int]] = defaultdict(list)
    machines: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, s in enumerate(samples):
        if s.origin in _ALIGNED and s.label != "spun":
            (humans if s.label == "human" else machines)[s.source, s.group].append(i)
    shared = [key for key in sorted(machines) if key in humans]
    return [(rng.choice(humans[key]), i) for key in shared for i in machines[key]]
