"""Ask another engine about an article: translate it there and back and say what that tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from mtdetect.retranslate.model import SurvivalModel
from mtdetect.retranslate.survival import LENGTHS, Survival, survival
from mtdetect.retranslate.translator import RoundTrip, round_trips
from mtdetect.tables.lexicon import Lexicon

When = Literal["never", "always", "doubtful"]
"""Which articles a second opinion is asked for on."""

_NGRAMS = {"pairs": 2, "triples": 3, "fours": 4}


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """What another translation engine made of an article, there and back.

    Attributes
    ----------
    engine, weights : str
        Names and versions of the program that translated and of what it has learnt.
    survival : dict
        What came back unchanged, as shares (0..1): ``words`` in their order, ``words_expected``
        had people written them, ``pairs``, ``triples``, ``fours`` of words, ``sentences``.
    log_odds : float
        What it added to the article's log-odds of being translated, in nats; positive speaks for
        a translation. The score, label and flag of the article are those with it.
    """

    engine: str
    weights: str
    survival: dict[str, float] = field(hash=False)  # so that articles can be put into sets
    log_odds: float

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain JSON types."""
        return {
            "engine": self.engine,
            "weights": self.weights,
            "survival": dict(self.survival),
            "log_odds": self.log_odds,
        }


@dataclass(frozen=True)
class SecondReader:
    """Gives second opinions.

    Attributes
    ----------
    model : SurvivalModel
        Learnt with the same engine.
    lexicon : Lexicon
        Tells how frequent words are.
    round_trip : RoundTrip
        The engine.
    """

    model: SurvivalModel
    lexicon: Lexicon
    round_trip: RoundTrip

    def read(self, pieces: Iterable[str]) -> SecondOpinion:
        """Translate the judged pieces of an article there and back, and weigh what survives.

        Parameters
        ----------
        pieces : iterable of str
            Paragraphs, or parts of overlong ones.

        Returns
        -------
        SecondOpinion
        """
        pairs = [pair for piece in pieces for pair in round_trips(piece, self.round_trip)]
        found = survival(pairs, self.lexicon)
        ratio = float(self.model.log_ratios([found])[0])
        return SecondOpinion(
            self.round_trip.engine,
            self.round_trip.weights,
            _figures(found, self.model),
            self.model.told(ratio) if found.sentences else 0.0,
        )


def _figures(found: Survival, model: SurvivalModel) -> dict[str, float]:
    """Give what a reader may want to see of it, as shares."""
    return {
        "words": float(found.survived.sum()) / max(1.0, found.tokens),
        "words_expected": found.expected(model.expected),
        **{name: float(found.shares[LENGTHS.index(n)]) for name, n in _NGRAMS.items()},
        "sentences": found.unchanged / max(1, found.sentences),
    }
