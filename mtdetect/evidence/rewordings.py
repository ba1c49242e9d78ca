"""What people wrote where an engine put other words: learnt from round trips of news."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtdetect.evidence.surroundings import read_between
from mtdetect.tables.encoding import Encoded, word_number
from mtdetect.tables.lexicon import Lexicon

LONGEST = 4  # words
# What a rewording is weighed by; `Rewordings.measures` computes them in this order.
MEASURES = (
    "share",  # log of how often a person had written just this, of all that was replaced
    "replaced",  # log-odds that the engine's words replaced others
    "times",  # log of how often a person had written just this
    "words",  # how many these are
    "fit",  # nats by which they read better in this place than the engine's
)
# Probability from which on a person's words are shown. On round trips of stories that nothing was
# learnt from, more than one in three of them stood there; a reader finds others as good.
SHOWN = 0.2
_LEAST_ODDS = math.log(SHOWN / (1 - SHOWN))


class Rewording(NamedTuple):
    """What a person may have written in a place.

    Attributes
    ----------
    begin, end : int
        The engine's words.
    human : str
        The person's.
    row : int
        Where the two stand in the table.
    """

    begin: int
    end: int
    human: str
    row: int


@dataclass(frozen=True, eq=False)
class Rewordings:
    """Words of engines with those that people had written there, and what weighs these.

    Attributes
    ----------
    text : ndarray of uint8
        One rewording a line in UTF-8: an engine's words, a tab, a person's words, all in small
        letters. Empty where nothing was learnt.
    counts : ndarray of int64, shape (n_rewordings, 3)
        How often a person had written just this where the engine put its words, how often
        something else, and how often the very words of the engine.
    weights : ndarray of float64, shape (len(MEASURES) + 1,)
        In nats for one unit of each measure, and in the end what is added to all.

    Examples
    --------
    >>> known = Rewordings.of({("negotiations", "talks"): (6, 2, 3)})
    >>> [(r.begin, r.end, r.human) for r in known.candidates(["more", "negotiations"], 1)]
    [(1, 2, 'talks')]
    """

    text: NDArray[np.uint8]
    counts: NDArray[np.int64]
    weights: NDArray[np.float64]

    @classmethod
    def of(
        cls,
        counts: Mapping[tuple[str, str], tuple[int, int, int]] | None = None,
        weights: Iterable[float] = (0.0,) * (len(MEASURES) + 1),
    ) -> Rewordings:
        """Make a table of counts by pairs: an engine's words, a person's words.

        Without weights all candidates are as likely, and likely enough to be shown.
        """
        counts = counts or {}
        lines = "\n".join(f"{machine}\t{human}" for machine, human in counts)
        return cls(
            np.frombuffer(lines.encode(), dtype=np.uint8),
            np.asarray([*counts.values()], dtype=np.int64).reshape(-1, 3),
            np.asarray([*weights], dtype=np.float64),
        )

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Rewordings:
        """Read what :meth:`arrays` gave.

        Raises
        ------
        KeyError
            If an array is missing.
        ValueError
            If the table is cut short.
        """
        known = cls(*(arrays[f"rewordings_{name}"] for name in ("text", "counts", "weights")))
        lines = [line for line in known._lines if len(line) == 2 and all(line)]
        if (
            len(lines) != len(known._lines)
            or known.counts.shape != (len(lines), 3)
            or known.weights.shape != (len(MEASURES) + 1,)
            or (known.counts < (1, 0, 0)).any()
            or not np.isfinite(known.weights).all()
        ):
            raise ValueError("the table of rewordings is not whole")
        return known

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Give the table as arrays that need no pickle."""
        return {
            "rewordings_text": self.text,
            "rewordings_counts": self.counts,
            "rewordings_weights": self.weights,
        }

    @cached_property
    def _lines(self) -> list[list[str]]:
        text = bytes(self.text).decode()
        return [line.split("\t") for line in text.split("\n")] if text else []

    @cached_property
    def _human(self) -> dict[tuple[str, ...], list[tuple[int, str]]]:
        table: dict[tuple[str, ...], list[tuple[int, str]]] = {}
        for row, (machine, human) in enumerate(self._lines):
            table.setdefault(tuple(machine.split(" ")), []).append((row, human))
        return table

    @cached_property
    def _of_table(self) -> NDArray[np.float64]:
        """The measures that a place does not change."""
        times, others, kept = self.counts.T.astype(np.float64)
        replaced = times + others
        words = [len(human.split(" ")) for _, human in self._lines]
        return np.stack(
            [
                np.log(times / replaced),
                np.log((replaced + 1) / (kept + 1)),
                np.log(times),
                np.asarray(words, dtype=np.float64),
            ],
            axis=1,
        )

    def candidates(self, words: Sequence[str], at: int) -> list[Rewording]:
        """Give what may have stood where some words stand, the longest of an engine's first.

        Parameters
        ----------
        words : sequence of str
            In small letters.
        at : int
            Which word the engine's must hold.
        """
        found = []
        for size in range(LONGEST, 0, -1):
            for begin in range(max(0, at - size + 1), min(at, len(words) - size) + 1):
                end = begin + size
                for row, human in self._human.get(tuple(words[begin:end]), ()):
                    found.append(Rewording(begin, end, human, row))
        return found

    def measures(
        self, lexicon: Lexicon, encoded: Encoded, candidates: Sequence[Rewording]
    ) -> NDArray[np.float64]:
        """Measure what may have stood in places of one text.

        Parameters
        ----------
        lexicon : Lexicon
        encoded : Encoded
            One text.
        candidates : sequence of Rewording
            One at least; places count from the first word of the text.

        Returns
        -------
        ndarray of shape (len(candidates), len(MEASURES))
        """
        stream, first = encoded.ids.astype(np.int64), int(encoded.first[0])
        # What stands in a span is read once, however many candidates there are for it.
        spans = {
            span: i for i, span in enumerate(dict.fromkeys((c.begin, c.end) for c in candidates))
        }
        of_span = [spans[c.begin, c.end] for c in candidates]
        start, end = first + np.asarray([*spans]).T
        standing = [stream[i:j].tolist() for i, j in zip(start, end, strict=True)]
        instead = [
            [word_number(word, lexicon.index) for word in c.human.split(" ")] for c in candidates
        ]
        now = read_between(lexicon, _padded(standing), start, end, stream)
        put = read_between(lexicon, _padded(instead), start[of_span], end[of_span], stream)
        fit = put.total - now.total[of_span]
        return np.column_stack([self._of_table[[c.row for c in candidates]], fit])

    def suggest(
        self, lexicon: Lexicon, encoded: Encoded, places: Iterable[int]
    ) -> dict[int, Rewording]:
        """Give what probably stood in places of one text, where that can be told.

        Parameters
        ----------
        lexicon : Lexicon
        encoded : Encoded
            One text.
        places : iterable of int
            Words of it, counted from its first.

        Returns
        -------
        dict of int to Rewording
            The likeliest for each place, from :data:`SHOWN` on.
        """
        words = [token.form.lower() for token in encoded.tokens[0]]
        found = [(place, c) for place in places for c in self.candidates(words, place)]
        if not found:
            return {}
        measured = self.measures(lexicon, encoded, [c for _, c in found])
        # A matrix product would wake threads, and round a row by how many others there are.
        odds = (measured * self.weights[:-1]).sum(axis=1) + self.weights[-1]
        best: dict[int, Rewording] = {}
        for i in np.argsort(-odds, kind="stable").tolist():
            if not odds[i] >= _LEAST_ODDS:
                break
            place, candidate = found[i]
            best.setdefault(place, candidate)
        return best


def _padded(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    table = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for padded, words in zip(table, rows, strict=True):
        padded[: len(words)] = words
    return table
