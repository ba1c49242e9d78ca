"""Fit the weights that versions of one story are judged with (models/versions.json)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from mtdetect.api import score_many
from mtdetect.compare.anchors import AnchorReader
from mtdetect.compare.candidates import gather, likely, shared_pairs
from mtdetect.compare.families import LEAST_SHARE, LEAST_SHINGLES, quoted_runs
from mtdetect.compare.fitted import KINDS, Fitted
from mtdetect.compare.origin import signs
from mtdetect.compare.pairs import pair
from mtdetect.compare.reading import Reader
from mtdetect.compare.swaps import SwapFinder
from mtdetect.compare.traces import log_odds, of_scores, traces
from mtdetect.errors import DataError
from mtdetect.model import Model
from mtdetect.simulate.dictionary import SPINNERS_FILE, SpinnerDictionary
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.dataset import SpinnerPool
from mtdetect.training.corpora.versions import MadeVersion, read_trips, versions
from mtdetect.training.fit.detector import FIRST_SPINNER

Floats = NDArray[np.float64]

_INDEPENDENT = 150
# Reports, in a row by date, among which pairs on one event are looked for.
_SCANNED = 6_000
# Years whose reports of one event are fitted on; later ones measure.
_FITTED_YEARS = tuple(str(year) for year in range(2012, 2017))
_PENALTY = 0.5


@dataclass(frozen=True)
class Examples:
    """Pairs with what the second is to the first, and stories with their original first."""

    columns: Floats
    kinds: list[str]
    stories: list[Floats]


def independent_reports(
    corpora: Corpora, model: Model, years: Sequence[str], most: int
) -> list[tuple[str, str]]:
    """Find pairs of native articles on one event: of the same day, with a shared quotation.

    Other outlets, no shared paragraphs: what two reporters wrote who heard the same.
    """
    records = [
        d for d in corpora.human["news_native"] if d.source == "allsides" and d.date[:4] in years
    ]
    records.sort(key=lambda d: (d.date, d.text))
    at = Random(f"events {years[0]}").randrange(max(1, len(records) - _SCANNED))
    records = records[at : at + _SCANNED]
    read = AnchorReader(model.resources.lexicon)
    shingles = [read.shingles(d.text) for d in records]
    sizes = np.asarray([len(s) for s in shingles], dtype=np.int64)
    pairs = likely(shared_pairs(*gather(shingles)), sizes, LEAST_SHARE, LEAST_SHINGLES)
    order = list(range(len(pairs)))
    Random(0).shuffle(order)
    found: list[tuple[str, str]] = []
    for k in order:
        one, other = records[int(pairs.first[k])], records[int(pairs.second[k])]
        if one.date[:10] != other.date[:10] or one.outlet == other.outlet:
            continue
        reader = Reader(model.resources.lexicon)
        a, b = reader.read(one.text), reader.read(other.text)
        # A run of 25 equal words outside quotations is copied text, not a second reporter.
        if quoted_runs(a) & quoted_runs(b) and not _copied(one.text, other.text):
            found.append((one.text, other.text))
            if len(found) >= most:
                break
    return found


def _copied(one: str, other: str, run: int = 25) -> bool:
    a, b = one.lower().split(), other.lower().split()
    runs = {tuple(a[i : i + run]) for i in range(len(a) - run + 1)}
    return any(tuple(b[i : i + run]) in runs for i in range(len(b) - run + 1))


def examples(
    stories: Sequence[Sequence[MadeVersion]], reports: Sequence[tuple[str, str]], model: Model
) -> Examples:
    """Measure stories, the original first, and pairs of independent reports."""
    lexicon = model.resources.lexicon
    columns: list[Floats] = []
    kinds: list[str] = []
    of_stories: list[Floats] = []
    finder, anchors = SwapFinder(lexicon), AnchorReader(lexicon)
    for made in [*stories, *([MadeVersion(t, "original", "") for t in r] for r in reports)]:
        documents = list(score_many([m.text for m in made], model=model))
        reader = Reader(lexicon)
        readings = [reader.read(m.text) for m in made]
        for m, document, reading in zip(made[1:], documents[1:], readings[1:], strict=True):
            aligned = pair(readings[0], reading)
            columns.append(
                np.concatenate(
                    [traces(aligned, finder.find(aligned)), of_scores(documents[0], document)]
                )
            )
            kinds.append("independent" if m.label == "original" else m.label)
        if made[1].label == "original":
            continue
        shingles = [anchors.shingles(m.text) for m in made]
        odds = [log_odds(d) for d in documents]
        rng = Random(made[0].text)
        # The whole story, and parts of it as a scraper may find them.
        for some in (
            range(len(made)),
            *(sorted({0, *rng.sample(range(1, len(made)), k)}) for k in (1, 2, 3)),
        ):
            chosen = list(some)
            of_stories.append(
                signs(
                    [readings[i] for i in chosen],
                    [shingles[i] for i in chosen],
                    [odds[i] for i in chosen],
                    lexicon,
                )
            )
    return Examples(np.asarray(columns), kinds, of_stories)


def fit(found: Examples) -> Fitted:
    """Fit both models.

    Raises
    ------
    DataError
        If there are no examples of a kind.
    """
    missing = [kind for kind in KINDS if kind not in found.kinds]
    if missing or not found.stories:
        raise DataError(f"there are no versions that are {', '.join(missing) or 'of one story'}")
    mean, spread = found.columns.mean(axis=0), found.columns.std(axis=0) + 1e-6
    scaled = np.clip((found.columns - mean) / spread, -4, 4)
    counts = Counter(found.kinds)
    weights = np.asarray([1 / counts[kind] for kind in found.kinds])
    order = list(KINDS)
    labels = np.asarray([order.index(kind) for kind in found.kinds])
    model = LogisticRegression(C=1.0, max_iter=2_000)
    model.fit(scaled, labels, sample_weight=weights * len(weights) / len(order))
    return Fitted(
        tuple(mean.tolist()),
        tuple(spread.tolist()),
        tuple(tuple(row) for row in model.coef_.tolist()),
        tuple(model.intercept_.tolist()),
        tuple(_conditional_logit(found.stories).tolist()),
    )


def _conditional_logit(stories: Sequence[Floats]) -> Floats:
    """Fit weights under which the first row of each story is the likeliest (McFadden 1974)."""
    n = stories[0].shape[1]
    scale = np.concatenate(stories).std(axis=0) + 1e-6

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, gradient = _PENALTY * float(weights @ weights), 2 * _PENALTY * weights
        for rows in stories:
            scaled = rows / scale
            nats = scaled @ weights
            p = np.exp(nats - nats.max())
            p /= p.sum()
            total -= float(np.log(max(p[0], 1e-12)))
            gradient = gradient - scaled[0] + p @ scaled
        return total, gradient

    found = minimize(loss, np.zeros(n), jac=True, method="L-BFGS-B")
    return np.asarray(found.x / scale)


def fit_versions(corpora: Corpora, model: Model, folder: Path) -> Fitted:
    """Fit the weights on stories that the model was calibrated on, and write them.

    Those that it learnt from it knows too well, and others are there to measure.

    Parameters
    ----------
    corpora : Corpora
    model : Model
    folder : Path
        Of the model; its menus make the spun versions.

    Raises
    ------
    DataError
        If the corpora have no such stories.
    """
    dictionary = SpinnerDictionary.load(folder / SPINNERS_FILE)
    pool = SpinnerPool(dictionary, instances=4, first_seed=FIRST_SPINNER["calibrate"])
    trips = read_trips(corpora, "calibrate")
    if not trips:
        raise DataError("no article for calibration went through two languages and back")
    stories = [versions(t, pool, number) for number, t in enumerate(trips)]
    reports = independent_reports(corpora, model, _FITTED_YEARS, _INDEPENDENT)
    fitted = fit(examples(stories, reports, model))
    fitted.save(folder)
    return fitted
