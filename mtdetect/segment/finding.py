"""What finders give: a place in a text, and what probably stood there.

Users get :class:`~mtdetect.evidence.finding.Evidence` of it. Other things are a ``Suggestion`` (one
of many candidates, in word numbers), an ``Edit`` (which makes the new text), a ``Swap`` (which was
made and is no guess) and a ``Change`` (between two versions that both lie there).
"""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

KindT = TypeVar("KindT", bound=str, covariant=True)


class Finding(NamedTuple, Generic[KindT]):
    """A place in a text that something was found at, before a reader is told.

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
        What it counts for, as its finder measures: nats of a clue or a word, the probability of
        a garbled name; 0 before it is weighed.
    message : str
        What is wrong here, in plain words, where the finder knows.
    places : tuple of int
        Which tokens of an encoded text it is about, where the finder looked at tokens.
    """

    kind: KindT
    start: int
    end: int
    text: str
    suggestion: str | None = None
    weight: float = 0.0
    message: str = ""
    places: tuple[int, ...] = ()
