"""What people wrote where an engine put other words: learnt from round trips of news."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

LONGEST = 4  # words


@dataclass(frozen=True, eq=False)
class Rewordings:
    """Words of engines with those that people had written there most often.

    Attributes
    ----------
    text : ndarray of uint8
        One rewording a line in UTF-8: an engine's words, a tab, a person's words, all in small
        letters. Empty where nothing was learnt.

    Examples
    --------
    >>> known = Rewordings.of([("negotiations", "talks"), ("more difficult", "harder")])
    >>> known.suggest(["it", "was", "more", "difficult"], 3)
    (2, 4, 'harder')
    >>> known.suggest(["it", "was", "more"], 2) is None
    True
    >>> both = Rewordings.of([("began", "started"), ("started", "began")])
    >>> both.suggest(["it", "began"], 1) is None
    True
    """

    text: NDArray[np.uint8]

    @classmethod
    def of(cls, rewordings: Iterable[tuple[str, str]] = ()) -> Rewordings:
        """Make a table of pairs: an engine's words, a person's words."""
        lines = "\n".join(f"{machine}\t{human}" for machine, human in rewordings)
        return cls(np.frombuffer(lines.encode(), dtype=np.uint8))

    @cached_property
    def _human(self) -> dict[tuple[str, ...], str]:
        pairs = dict(line.split("\t") for line in bytes(self.text).decode().splitlines())
        # Where either stood for the other, neither is whose choice it is: "began" and "started",
        # "looking for" and "seeking".
        return {
            tuple(machine.split(" ")): human
            for machine, human in pairs.items()
            if set(machine.split(" ")).isdisjoint(pairs.get(human, "").split(" "))
        }

    def suggest(self, words: Sequence[str], at: int) -> tuple[int, int, str] | None:
        """Find the longest known wording of an engine that holds a word.

        Parameters
        ----------
        words : sequence of str
            In small letters.
        at : int
            Which word it must hold.

        Returns
        -------
        (begin, end, human) or None
            ``words[begin:end]`` is the engine's; the other, what people write instead.
        """
        for size in range(LONGEST, 0, -1):
            for begin in range(max(0, at - size + 1), min(at, len(words) - size) + 1):
                human = self._human.get(tuple(words[begin : begin + size]))
                if human is not None:
                    return begin, begin + size, human
        return None
