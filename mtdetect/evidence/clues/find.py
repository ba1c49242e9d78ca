"""Find every clue of an article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from mtdetect import segment
from mtdetect.evidence.clues.breaks import breaks
from mtdetect.evidence.clues.marks import quotation_marks
from mtdetect.evidence.clues.patterns import matches
from mtdetect.evidence.clues.phrases import PhraseTable
from mtdetect.features import typography
from mtdetect.segment import Finding

# What follows in a text of millions of characters is not looked at.
MOST_CHARACTERS = 200_000


def find(
    article: str,
    phrases: PhraseTable | None = None,
    spans: Sequence[segment.Span] | None = None,
    damage: typography.Damage | None = None,
) -> list[Finding[str]]:
    """Find the clues that an article was translated.

    Parameters
    ----------
    article : str
    phrases : PhraseTable, optional
        Phrases known from translated pages.
    spans : sequence of Span, optional
        Its paragraphs, where they are known already.
    damage : Damage, optional
        Damaged type of paragraphs, where it is known already.

    Returns
    -------
    list of Finding
        In the order of the text; weights are still 0.

    Examples
    --------
    >>> [(f.kind, f.text) for f in find("According to him, the match ended 2: 1 last Sunday (7).")]
    [('according_to_pronoun', 'According to him,'), ('score_colon', '2: 1'), \
('weekday_number', 'Sunday (7)')]
    """
    article = article[:MOST_CHARACTERS]
    if spans is None:
        spans = segment.paragraphs(article)
    spans = [span for span in spans if span.end <= len(article)]
    # An ellipsis is one stop to a reader of words, yet no full stop to a reader of type.
    flat = "…".join(segment.plain(piece) for piece in article.split("…"))
    found = [
        *matches(article, flat),
        *quotation_marks(article, spans),
        *breaks(article, flat, spans, damage),
    ]
    if phrases is not None:
        found += phrases.find(article, flat)
    return sorted(distinct(found), key=lambda f: (f.start, f.end, f.kind))


def distinct(found: Sequence[Finding[str]]) -> list[Finding[str]]:
    """Leave out what a clue of the same kind, or a pattern over a phrase, has covered.

    Parameters
    ----------
    found : sequence of Finding
        Those first that cover others.

    Returns
    -------
    list of Finding
        What is left, in the same order.
    """
    kept: list[Finding[str]] = []
    covered: set[tuple[str, int]] = set()
    taken = _Taken()
    for f in found:
        key = (f.kind, f.start)
        inside = f.kind.startswith("phrase") and taken.meets(f.start, f.end)
        if key not in covered and not inside:
            covered.add(key)
            taken.add(f.start, f.end)
            kept.append(f)
    return kept


class _Taken:
    """Stretches of a text in order, joined where they overlap, so that halving finds one.

    Held against every other clue, those of a text of nothing but clues would take minutes.
    """

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def meets(self, start: int, end: int) -> bool:
        """Tell whether a stretch has a place in common with one that was added."""
        first = bisect_right(self._ends, start)
        return first < len(self._starts) and self._starts[first] < end

    def add(self, start: int, end: int) -> None:
        """Add a stretch."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        if first < last:
            start, end = min(start, self._starts[first]), max(end, self._ends[last - 1])
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]
