"""Ranges of offsets into a text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of offsets."""

    start: int
    end: int


def trimmed(text: str, span: Span) -> Span | None:
    """Give a span without the white space around it; None if there is nothing else."""
    piece = text[span.start : span.end]
    stripped = piece.strip()
    if not stripped:
        return None
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(stripped))
