"""What each finding of a paragraph weighs in the detector's log-odds.

Evidence is taken away, kind by kind, and the detector is asked again: what the log-odds lose is
shared among the spans of that kind. For words that engines choose a person's are put: what tells
is mostly that such are lacking.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mtdetect.evidence.finding import Kind
from mtdetect.features import matrix, style
from mtdetect.features.matrix import Analysis, Resources
from mtdetect.features.wording import columns as wording_columns
from mtdetect.judge.linear import Parameters
from mtdetect.judge.odds import machine_log_odds
from mtdetect.segment import Finding

_CLEAN_WORD = -3.0  # log-odds that an unremarkable word gets


def weigh(
    resources: Resources,
    parameters: Parameters,
    analysis: Analysis,
    words: list[Finding[Kind]],
    damage: list[Finding[Kind]],
    wording: list[Finding[Kind]],
    own: float,
) -> list[tuple[Finding[Kind], float]]:
    """Give damage, odd words and wording of one paragraph with their weights, in nats.

    Parameters
    ----------
    resources : Resources
    parameters : Parameters
        What the paragraph was judged by.
    analysis : Analysis
        The paragraph.
    words, damage, wording : list of Finding
        What was found in it; their weights are shares among those of their kind.
    own : float
        The detector's log-odds of it.
    """
    weighed: list[tuple[Finding[Kind], float]] = []
    left = own
    dense = matrix.columns(analysis, resources)
    scores = parameters.scores(style.hashed_ngrams(analysis.encoded, resources.lexicon))

    def ask() -> float:
        """Judge again, from the columns as they are by now."""
        return float(machine_log_odds(parameters.log_proba(dense, scores))[0])

    if damage:
        dense[:, matrix.DAMAGE] = 0.0
        now = ask()
        weighed += _shared(damage, left - now)
        left = now
    if words:
        muted = np.zeros(len(analysis.encoded.ids), dtype=bool)
        for f in words:
            muted[list(f.places)] = True
        calm = np.where(
            muted[analysis.words.places],
            np.minimum(analysis.word_log_odds, _CLEAN_WORD),
            analysis.word_log_odds,
        )
        plain = matrix.columns(replace(analysis, word_log_odds=calm), resources, muted)
        for i, name in enumerate(matrix.COLUMNS):
            if name.startswith(("swaps.", "contrast.")):
                dense[:, i] = plain[:, i]
        now = ask()
        weighed += _shared(words, left - now)
        left = now
    if wording:
        taken = np.isin(analysis.choices.places, [i for f in wording for i in f.places])
        dense[:, matrix.places_of("wording")] = wording_columns(
            analysis.encoded, analysis.choices.as_people_write(taken)
        )
        gained = max(left - ask(), 0.0)
        # Beside the rest of the paragraph these may tell nothing; what a reader can check is shown.
        weighed += _shared([f for f in wording if f.suggestion or gained], gained)
    return weighed


def _shared(found: list[Finding[Kind]], amount: float) -> list[tuple[Finding[Kind], float]]:
    total = sum(f.weight for f in found)
    return [(f, amount * f.weight / total) for f in found]
