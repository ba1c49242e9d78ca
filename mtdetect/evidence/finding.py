"""The one type for a span that tells something: what, where, and what probably stood there."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """A place in a text that speaks for a machine.

    Attributes
    ----------
    kind : str
        What was found, as the finder names it.
    start, end : int
        Offsets into the text that was searched: ``searched[start:end] == text``.
    text : str
        The words themselves.
    suggestion : str or None
        What probably stood there.
    weight : float
        Nats for a machine; 0 before it is weighed.
    """

    kind: str
    start: int
    end: int
    text: str
    suggestion: str | None = None
    weight: float = 0.0
