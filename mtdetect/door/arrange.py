"""From a text as given to what is judged of it: its paragraphs, their units, and copies."""

from __future__ import annotations

from dataclasses import dataclass

from mtdetect import segment
from mtdetect.door.copies import first_occurrences
from mtdetect.door.prepared import Prepared, open_door
from mtdetect.door.units import Units, units
from mtdetect.door.furniture import is_furniture
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
    paragraphs : list of Span
        As the writer set them.
    units : Units
        What is judged by itself.
    origins : list of int
        For each unit the number of the one that it copies, or its own.
    """

    prepared: Prepared
    paragraphs: list[Span]
    units: Units
    origins: list[int]

    @property
    def texts(self) -> list[str]:
        """The units themselves."""
        return [self.prepared.text[start:end] for start, end in self.units.spans]


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
    paragraphs = segment.paragraphs(prepared.text)[:MOST_PARAGRAPHS]
    pieces = [prepared.text[start:end] for start, end in paragraphs]
    copied = first_occurrences(pieces)
    apart = [
        copied[i] != i or is_furniture(piece, piece.count(" ") + 1)
        for i, piece in enumerate(pieces)
    ]
    cut = units(prepared.text, paragraphs, apart)
    origins = first_occurrences([prepared.text[start:end] for start, end in cut.spans])
    return Arrangement(prepared, paragraphs, cut, origins)
