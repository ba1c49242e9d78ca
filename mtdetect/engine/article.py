"""An article as it is judged: one form of the text, its paragraphs, and the pieces of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtdetect import segment
from mtdetect.door.arrange import Arrangement, arrange

Ids = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Article:
    """A text brought into one form, its paragraphs, and the pieces that these are judged in.

    Attributes
    ----------
    text : str
        As given.
    paragraphs : tuple of Span
        Where they stand in the text as given.
    arranged : Arrangement
        The text in one form, with the units that are looked at.
    paragraph_of, unit_of : ndarray of int64, shape (n_pieces,)
        Which paragraph each piece belongs to, and which unit it is or is a part of: short
        paragraphs in a row are one unit, an overlong one is several.
    counts : ndarray of bool, shape (n_pieces,)
        Whether it counts: a unit of several paragraphs does so once, and a copy never.
    """

    text: str
    paragraphs: tuple[segment.Span, ...]
    arranged: Arrangement
    paragraph_of: Ids
    unit_of: Ids
    counts: NDArray[np.bool_]

    @property
    def pieces(self) -> tuple[segment.Span, ...]:
        """Where the units of the pieces stand in the arranged text."""
        spans = self.arranged.units.spans
        return tuple(spans[unit] for unit in self.unit_of.tolist())


def joined(paragraphs: Sequence[str]) -> str:
    """Give the text of an article of these paragraphs."""
    return "\n\n".join(paragraphs)


def prepare(text: str) -> Article:
    """Bring an article into one form, and cut it into paragraphs and pieces."""
    arranged = arrange(text)
    units = arranged.units
    paragraph_of: list[int] = []
    unit_of: list[int] = []
    for number, of_paragraph in enumerate(units.of_paragraph):
        paragraph_of += [number] * len(of_paragraph)
        unit_of += of_paragraph
    paragraphs = np.asarray(paragraph_of, dtype=np.int64)
    place = np.asarray(unit_of, dtype=np.int64)
    # Paragraphs that are judged together, and what stands twice, are counted once.
    counts = np.zeros(len(place), dtype=bool)
    counts[np.unique(place, return_index=True)[1]] = True
    counts &= np.asarray(arranged.origins, dtype=np.int64)[place] == place
    spans = arranged.prepared.spans(arranged.places, outer=True)
    return Article(text, tuple(spans), arranged, paragraphs, place, counts)
