"""What others would try first, measured in the same run on the same texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from mtdetect import segment
from mtdetect.training.corpora.dataset import Sample
from mtdetect.training.fit.lexicon_files import read_tsv

Scorer = Callable[[Sequence[str]], NDArray[np.float64]]


def tfidf(train: Sequence[Sample], weight: NDArray[np.float64]) -> Scorer:
    """TF-IDF of word 1-2-grams and logistic regression, trained on the same paragraphs."""
    model = make_pipeline(
        TfidfVectorizer(
            ngram_range=(1, 2), min_df=3, max_features=300_000, sublinear_tf=True,
            preprocessor=lambda text: segment.plain(text).lower(),
        ),
        LogisticRegression(C=10.0, solver="liblinear", tol=0.01),
    )  # fmt: skip
    machine = np.asarray([s.label != "human" for s in train])
    model.fit([s.text for s in train], machine, logisticregression__sample_weight=weight)
    return lambda texts: np.asarray(model.decision_function(list(texts)))


def tortured_phrases(lexicon_dir: Path) -> Scorer:
    """Hits of the tortured-phrase list (CC BY 4.0) per 100 words.

    References
    ----------
    Cabanac, Labbé, Magazinov, "Tortured phrases", 2021, https://arxiv.org/abs/2107.06751.
    """
    rows = list(read_tsv(lexicon_dir / "odd_swaps.tsv.gz"))[1:]
    phrases = sorted({r[0].lower() for r in rows if r[3] == "tortured-phrase-list"})
    first: dict[str, list[str]] = {}
    for phrase in phrases:
        first.setdefault(phrase.split()[0], []).append(phrase)

    def score(texts: Sequence[str]) -> NDArray[np.float64]:
        found = np.zeros(len(texts))
        for i, text in enumerate(texts):
            words = re.findall(r"[\w-]+", text.lower())
            flat = f" {' '.join(words)} "
            hits = sum(f" {p} " in flat for w in set(words) for p in first.get(w, ()))
            found[i] = 100 * hits / max(1, len(words))
        return found

    return score


def zippy() -> Scorer | None:
    """Compression against machine text (thinkst-zippy); None where it is not installed."""
    try:
        from zippy import Zippy
    except ImportError:
        return None
    detector = Zippy()

    def score(texts: Sequence[str]) -> NDArray[np.float64]:
        values = []
        for text in texts:
            label, confidence = detector.run_on_text_chunked(text) or ("Human", 0.0)
            values.append(confidence if label == "AI" else -confidence)
        return np.asarray(values)

    return score
