"""One text with everything that the comparison knows of it."""

from __future__ import annotations

from dataclasses import dataclass

from mtdetect.compare.anchors import Hashes
from mtdetect.compare.reading import Reading
from mtdetect.results import Document


@dataclass(frozen=True)
class Text:
    """A text with its name, date, reading, shingles, and the detector's verdict on it alone."""

    name: str
    date: str | None
    document: Document
    reading: Reading
    shingles: Hashes
