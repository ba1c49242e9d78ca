"""All families side by side: one table of columns for a batch of paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtdetect.features import collocation, contrast, style, swaps, typography, wording
from mtdetect.segment import Finding
from mtdetect.tables.encoding import Encoded, encode
from mtdetect.tables.lexicon import Lexicon
from mtdetect.tables.trees import Forest

FAMILIES: dict[str, tuple[str, ...]] = {
    "swaps": swaps.COLUMNS,
    "collocation": collocation.COLUMNS,
    "typography": typography.COLUMNS,
    "style": style.COLUMNS,
    "contrast": contrast.COLUMNS,
    "wording": wording.COLUMNS,
}
COLUMNS: tuple[str, ...] = tuple(name for family in FAMILIES.values() for name in family)
# Damaged type is what an engine leaves behind: these columns never speak for a person.
DAMAGE: tuple[int, ...] = tuple(COLUMNS.index(name) for name in typography.COLUMNS)


def places_of(family: str) -> list[int]:
    """Tell where the columns of a family stand."""
    return [COLUMNS.index(name) for name in FAMILIES[family]]


@dataclass(frozen=True, eq=False)
class Resources:
    """What features look things up in: the lexicon and the models of words.

    Attributes
    ----------
    lexicon : Lexicon
    word_model : Forest
        Gives the log-odds that a word was swapped from the columns of
        :data:`mtdetect.features.swaps.WORD_COLUMNS`.
    wording : Wording
        Tells words that translation engines choose; knows none by default.
    """

    lexicon: Lexicon
    word_model: Forest
    wording: wording.Wording = field(default_factory=wording.Wording)

    def __repr__(self) -> str:
        """Say how much there is; estimators show this among their parameters."""
        return f"<Resources of {len(self.lexicon.words):,} words>"

    def __deepcopy__(self, memo: dict[int, Any]) -> Resources:
        """Share the tables, which are read-only by contract, among cloned estimators."""
        return self


@dataclass(frozen=True)
class Analysis:
    """A batch of paragraphs with everything that features found in it."""

    encoded: Encoded
    words: swaps.Words
    word_log_odds: NDArray[np.float64]
    choices: wording.Choices
    damage: tuple[Sequence[Finding[str]], ...]

    def alone(self, row: int) -> Analysis:
        """Give what was found in one paragraph, as if it had been analysed by itself."""
        span = self.encoded.span(row)
        words, choices = (
            slice(*np.searchsorted(places, (span.start, span.stop)).tolist())
            for places in (self.words.places, self.choices.places)
        )
        return Analysis(
            self.encoded.alone(row),
            swaps.Words(self.words.places[words] - span.start, self.words.columns[words]),
            self.word_log_odds[words],
            wording.Choices(
                self.choices.places[choices] - span.start,
                self.choices.odds[choices],
                self.choices.machine[choices],
                self.choices.changed[choices],
            ),
            self.damage[row : row + 1],
        )


def analyse(texts: Sequence[str], resources: Resources) -> Analysis:
    """Encode paragraphs, judge every word of them and look for damaged type."""
    encoded = encode(texts, resources.lexicon)
    found = swaps.words(encoded, resources.lexicon)
    log_odds = resources.word_model.raw(found.columns)[:, 0]
    choices = resources.wording.judge(encoded, resources.lexicon, found)
    damage = tuple(map(typography.findings, encoded.texts))
    return Analysis(encoded, found, log_odds, choices, damage)


def columns(
    analysis: Analysis, resources: Resources, muted: NDArray[np.bool_] | None = None
) -> NDArray[np.float64]:
    """Compute every column.

    Parameters
    ----------
    analysis : Analysis
    resources : Resources
    muted : ndarray of bool, shape (n_tokens,), optional
        Places where no odd form shall be seen, to ask what the verdict would be without.

    Returns
    -------
    ndarray of shape (n_paragraphs, len(COLUMNS))
    """
    encoded, lexicon = analysis.encoded, resources.lexicon
    return np.hstack(
        [
            swaps.columns(encoded, lexicon, analysis.words, analysis.word_log_odds, muted),
            collocation.columns(encoded, lexicon),
            typography.columns(analysis.damage, encoded.n_words),
            style.columns(encoded, lexicon),
            contrast.columns(encoded, analysis.words.places, analysis.word_log_odds),
            wording.columns(encoded, analysis.choices),
        ]
    )
