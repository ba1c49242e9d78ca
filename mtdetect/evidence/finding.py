"""What a verdict points at: :class:`Evidence` is shown to users, made of what finders give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from mtdetect.segment import Finding
from mtdetect.tables.encoding import Encoded

Kind = Literal[
    "odd_swap",
    "collocation",
    "garbled_name",
    "lost_capital",
    "typography",
    "broken_sentence",
    "calque",
    "wording",
    "style",
]

KINDS: tuple[Kind, ...] = get_args(Kind)
# The probability of being translated from which on a paragraph is held for it.
HELD_FOR_TRANSLATED = 0.5
ODD_HERE = "hardly anybody writes this word between these neighbours"


def on_tokens(
    encoded: Encoded,
    places: Sequence[int],
    kind: Kind,
    message: str,
    suggestion: str | None = None,
    weight: float = 1.0,
) -> Finding[Kind]:
    """Give a finding that is about tokens of one paragraph, the first to the last of them.

    Its ``weight`` is its share in what the findings of its kind weigh together.
    """
    row, first = encoded.token_at(places[0])
    _, last = encoded.token_at(places[-1])
    text = encoded.texts[row][first.start : last.end]
    return Finding(kind, first.start, last.end, text, suggestion, weight, message, tuple(places))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span that speaks for (or against) a machine, and what probably stood there.

    Attributes
    ----------
    kind : str
        One of :data:`KINDS`.
    start, end : int
        Offsets into the text of the article: ``article[start:end] == text``.
    text : str
        The words themselves.
    suggestion : str or None
        What probably stood there, where one candidate is clearly better.
    weight : float
        Share in the paragraph's own log-odds, in nats; positive speaks for a machine. Damage and
        habits of translation are weighed by the whole article, all else by the paragraph alone.
        The weights of a paragraph and its ``remainder`` add up to its ``log_odds``.
    message : str
        What is wrong here, in plain words.

    Examples
    --------
    >>> from pathlib import Path
    >>> import mtdetect
    >>> text = Path("examples/court_ruling.spun.txt").read_text("utf-8")
    >>> found = mtdetect.score(text).evidence
    >>> all(text[e.start : e.end] == e.text for e in found)
    True
    >>> "odd_swap" in {e.kind for e in found if e.weight > 0}
    True
    """

    kind: Kind
    start: int
    end: int
    text: str
    suggestion: str | None
    weight: float
    message: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Give the fields as plain JSON types."""
        return {
            "kind": self.kind,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "suggestion": self.suggestion,
            "weight": self.weight,
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class Explanation:
    """The evidence of one paragraph with the part of the log-odds that no span carries."""

    evidence: tuple[Evidence, ...] = ()
    remainder: float = 0.0
