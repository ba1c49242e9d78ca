"""From a text as given to what is judged of it: its paragraphs, their units, and copies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtdetect import segment
from mtdetect.door.copies import first_occurrences
from mtdetect.door.furniture import is_furniture
from mtdetect.door.lists import is_listed
from mtdetect.door.prepared import Prepared, open_door
from mtdetect.door.units import Units, units
from mtdetect.segment import Span

# A text of more paragraphs is no article; what follows is not scored.
MOST_PARAGRAPHS = 5_000


@dataclass(frozen=True, eq=False)
class Arrangement:
    """An article, ready to be judged.

    Attributes
    ----------
    prepared : Prepared
        The text in one form; all other offsets are of ``prepared.text``.
    text : str
        The same with line breaks made spaces where they only break lines to a width.
    places : list of Span
        The paragraphs as the writer set them.
    paragraphs : list of Span
        The same without quotation marks around whole paragraphs of narration.
    units : Units
        What is judged by itself.
    origins : list of int
        For each unit the number of the one that it copies, or its own.
    """

    prepared: Prepared
    text: str
    places: list[Span]
    paragraphs: list[Span]
    units: Units
    origins: list[int]

    @property
    def words(self) -> NDArray[np.int64]:
        """How many words each paragraph has, told by the spaces."""
        return np.asarray([self.text.count(" ", *p) + 1 for p in self.paragraphs], dtype=np.int64)

    @property
    def texts(self) -> list[str]:
        """The units themselves."""
        return [self.text[start:end] for start, end in self.units.spans]


def arrange(text: str) -> Arrangement:
    """Prepare an article.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> story = "The council of Ashford voted on Monday to close the old bridge for repairs."
    >>> arranged = arrange(f"<p>{story}</p><p>{story}</p>")
    >>> len(arranged.paragraphs), arranged.units.of_paragraph, arranged.origins
    (2, [range(0, 1), range(1, 2)], [0, 0])
    """
    prepared = open_door(text)
    places = segment.paragraphs(prepared.text)[:MOST_PARAGRAPHS]
    if prepared.reordered:
        places = _in_order(prepared, places)
    flat = _without_wrapping(prepared.text, places)
    paragraphs = _without_enclosing_marks(flat, places)
    pieces = [flat[start:end] for start, end in paragraphs]
    copied = _origins(pieces)
    apart = [copied[i] != i or _is_furniture(piece) for i, piece in enumerate(pieces)]
    cut = units(flat, paragraphs, apart)
    flat = _spaced(
        flat, [span for span, joined in zip(cut.spans, cut.joined, strict=True) if joined]
    )
    origins = _origins([flat[start:end] for start, end in cut.spans])
    return Arrangement(prepared, flat, places, paragraphs, cut, origins)


def _in_order(prepared: Prepared, places: Sequence[Span]) -> list[Span]:
    """Make one of paragraphs that lie across each other in the original: columns side by side."""
    found: list[tuple[Span, Span]] = []
    for place, origin in zip(places, prepared.spans(places), strict=True):
        while found and origin.start < found[-1][1].end:
            before, other = found.pop()
            place = Span(before.start, place.end)
            origin = Span(min(other.start, origin.start), max(other.end, origin.end))
        found.append((place, origin))
    return [place for place, _ in found]


def _origins(pieces: Sequence[str]) -> list[int]:
    """Find copies; prose copies no list and no caption, or it would not be judged either.

    A list of what the article says stands above it, and repeats its first sentences.
    """
    found = first_occurrences(pieces)
    if found == list(range(len(pieces))):
        return found
    apart = [is_listed(p) or _is_furniture(p) for p in pieces]
    among_judged = first_occurrences(pieces, apart)
    return [found[i] if apart[i] else among_judged[i] for i in range(len(pieces))]


def _is_furniture(piece: str) -> bool:
    return is_furniture(piece, piece.count(" ") + 1)


# The share of its line breaks that fall in mid-sentence in a paragraph that was broken to a width.
_WRAPPED = 0.3
_IN_SENTENCE = re.compile(r"\n\s*[a-z]")


def _without_wrapping(text: str, paragraphs: Sequence[Span]) -> str:
    """Make line breaks spaces in paragraphs that were broken to a width; verse and lists stay."""
    wrapped = []
    for span in paragraphs:
        breaks = text.count("\n", *span)
        if breaks and sum(1 for _ in _IN_SENTENCE.finditer(text, *span)) >= _WRAPPED * breaks:
            wrapped.append(span)
    return _spaced(text, wrapped)


_ENCLOSED = re.compile('["“][^"“”]+["”]')
_LEAST_ENCLOSED = 3


def _without_enclosing_marks(text: str, paragraphs: list[Span]) -> list[Span]:
    """Leave out quotation marks around whole paragraphs, where most of the article is so.

    A quotation is not judged; an article in quotation marks throughout is not one of quotations.
    """
    enclosed = [
        i for i, span in enumerate(paragraphs) if _ENCLOSED.fullmatch(text, *span) is not None
    ]
    length = sum(paragraphs[i].end - paragraphs[i].start for i in enclosed)
    if len(enclosed) < _LEAST_ENCLOSED or 2 * length < sum(
        end - start for start, end in paragraphs
    ):
        return paragraphs
    bare = list(paragraphs)
    for i in enclosed:
        inner = text[bare[i].start + 1 : bare[i].end - 1]
        start = bare[i].start + 1 + len(inner) - len(inner.lstrip())
        if inner.strip():
            bare[i] = Span(start, start + len(inner.strip()))
    return bare


_BREAKS = str.maketrans("\r\n", "  ")


def _spaced(text: str, spans: Sequence[Span]) -> str:
    """Make line breaks within spans spaces, one for one."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], text[start:end].translate(_BREAKS)]
        at = end
    return "".join([*parts, text[at:]]) if spans else text
