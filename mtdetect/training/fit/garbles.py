"""Learn the weights that garbled names are found with, from clean and from respelt news."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from mtdetect.names.garble_candidates import COLUMNS, candidates
from mtdetect.names.mentions import find_names
from mtdetect.tables.lexicon import Lexicon
from mtdetect.training.corpora.garble import garble

# Measured on the others: ar, fa, ja, zh, ko and pl.
TUNING_LANGUAGES = ("ru", "uk", "he", "hi", "es", "de", "cs")


def labelled_candidates(
    text: str, truth: dict[str, str], lexicon: Lexicon
) -> tuple[list[tuple[float, ...]], list[bool]]:
    """Give the columns of each candidate of a text, and whether it is right.

    Parameters
    ----------
    text : str
    truth : dict of str to str
        Garbled forms with their originals.
    lexicon : Lexicon
    """
    columns: list[tuple[float, ...]] = []
    right: list[bool] = []
    for candidate in candidates(find_names(text, lexicon), lexicon):
        original = truth.get(candidate.name.form)
        columns.append(candidate.columns)
        right.append(
            original is not None and original in (candidate.other, truth.get(candidate.other))
        )
    return columns, right


def fit(texts: Sequence[str], lexicon: Lexicon) -> tuple[dict[str, float], float]:
    """Learn the weights.

    Parameters
    ----------
    texts : sequence of str
        Articles written by people; each is used as it is and with names respelt by the rules of
        one of :data:`TUNING_LANGUAGES`.
    lexicon : Lexicon

    Returns
    -------
    weights : dict of str to float
        By column, in nats.
    intercept : float
    """
    rows: list[tuple[float, ...]] = []
    labels: list[bool] = []
    for i, text in enumerate(texts):
        language = TUNING_LANGUAGES[i % len(TUNING_LANGUAGES)]
        record = garble(text, language, i, words=lexicon.index)
        truth = {m.text: m.original for m in record.mentions if m.how == "letters"}
        for version, names in ((text, {}), (record.text, truth)):
            columns, right = labelled_candidates(version, names, lexicon)
            rows += columns
            labels += right
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(max_iter=3000).fit(scaler.transform(rows), labels)
    slopes: NDArray[np.float64] = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - slopes @ scaler.mean_)
    return dict(zip(COLUMNS, slopes.round(3).tolist(), strict=True)), round(intercept, 3)
