"""Train the word model: was this word swapped? The simulator's record is the truth."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from mtdetect.features import swaps
from mtdetect.simulate.simulator import Spin
from mtdetect.tables.encoding import encode
from mtdetect.tables.lexicon import Lexicon
from mtdetect.tables.trees import Forest
from mtdetect.training.corpora.dataset import Sample, SpinnerPool


def swapped_tokens(
    texts: Sequence[Spin], lexicon: Lexicon
) -> tuple[swaps.Words, NDArray[np.bool_]]:
    """Look at every word of spun texts and tell which were swapped.

    Returns
    -------
    words : Words
    swapped : ndarray of bool, shape (n_words,)
    """
    encoded = encode([t.text for t in texts], lexicon)
    found = swaps.words(encoded, lexicon)
    swapped = np.zeros(len(encoded.ids), dtype=bool)
    for row, copy in enumerate(texts):
        at = 0
        for i, token in enumerate(encoded.tokens[row]):
            while at < len(copy.swaps) and copy.swaps[at].end <= token.start:
                at += 1
            if at < len(copy.swaps) and copy.swaps[at].start < token.end:
                swapped[encoded.first[row] + i] = True
    return found, swapped[found.places]


def fit_word_model(
    humans: Sequence[Sample], pool: SpinnerPool, lexicon: Lexicon, seed: int = 0
) -> Forest:
    """Train on human paragraphs and on one spun copy of each.

    Parameters
    ----------
    humans : sequence of Sample
        From several registers, so that an unfamiliar topic is not taken for a swap.
    pool : SpinnerPool
    lexicon : Lexicon
    seed : int
    """
    clean = [Spin(s.text, ()) for s in humans]
    copies = [
        pool.draw(Random(f"word {seed} {s.group}")).spin(s.text, i) for i, s in enumerate(humans)
    ]
    parts = [swapped_tokens(texts, lexicon) for texts in (clean, copies)]
    X = np.vstack([found.columns for found, _ in parts])
    y = np.concatenate([swapped for _, swapped in parts])
    model = HistGradientBoostingClassifier(
        max_iter=150,
        max_leaf_nodes=32,
        max_depth=6,
        learning_rate=0.12,
        l2_regularization=1.0,
        min_samples_leaf=100,
        early_stopping=False,
        random_state=seed,
    )
    return Forest.from_sklearn(model.fit(X, y))
