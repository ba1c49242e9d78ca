"""Well-attested names, to be found by their sound and by the names that they stand beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

import numpy as np

from mtdetect.tables import sounds

_LEAST_COUNT = 6
_MOST_FOUND = 400


class NameIndex:
    """Look-up tables over well-attested names.

    Parameters
    ----------
    names : dict of str to int
        Single words of names with their counts.
    full_names : dict of str to int
        Pairs of capitalised words with their counts.
    """

    def __init__(self, names: dict[str, int], full_names: dict[str, int]) -> None:
        self._names = names
        self._pairs = _Pairs(full_names)

    def after(self, name: str) -> dict[str, int]:
        """Give the names that news has right after a name, and how often."""
        return self._pairs.beside(name, last=False)

    def before(self, name: str) -> dict[str, int]:
        """Give the names that news has right before a name, and how often."""
        return self._pairs.beside(name, last=True)

    @cached_property
    def _by_skeleton(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        names = [
            name
            for name, count in self._names.items()
            if count >= _LEAST_COUNT and len(name) > 3 and name.isalpha() and not name.isupper()
        ]
        for key, name in zip(sounds.skeletons(names), names, strict=True):
            found[key].append(name)
        return found

    def alike(self, name: str) -> list[str]:
        """Give names whose consonants are those of a name, save one at most.

        Parameters
        ----------
        name : str
            Of names with fewer than three classes of consonants only the same ones are found.
        """
        found: list[str] = []
        for key in _near(sounds.skeleton(name)):
            found += self._by_skeleton.get(key, ())
            if len(found) > _MOST_FOUND:
                break
        return found[:_MOST_FOUND]


def _near(skeleton: str) -> Iterator[str]:
    yield skeleton
    if not 3 <= len(skeleton) <= 8:
        return
    for i in range(len(skeleton)):
        yield skeleton[:i] + skeleton[i + 1 :]
    for i in range(len(skeleton) + 1):
        for c in sounds.CLASSES:
            yield skeleton[:i] + c + skeleton[i:]
            if i < len(skeleton) and c != skeleton[i]:
                yield skeleton[:i] + c + skeleton[i + 1 :]


_WIDTH = 8
_NEWLINE = 10
_MOST_KEPT = 8_192


class _Pairs:
    """Pairs of names, found by either: an article has few, and sorting all of them in takes long.

    They are sorted by a few bytes at their beginning, and by a few at their end; those that agree
    in these are compared letter by letter.
    """

    def __init__(self, full_names: dict[str, int]) -> None:
        self._pairs = list(full_names)
        self._counts = list(full_names.values())
        edge = b"\n" * _WIDTH
        text = np.frombuffer(edge + "\n".join(self._pairs).encode() + edge, dtype=np.uint8)
        ends = np.flatnonzero(text[: 1 - _WIDTH] == _NEWLINE)[_WIDTH:]
        starts = np.concatenate([[_WIDTH], ends[:-1] + 1])
        starts, ends = starts[: len(self._pairs)], ends[: len(self._pairs)]  # of none, no line
        # The byte at the edge counts most, so that what shares it and the next stands in a row.
        heads, tails = (at[:, None] + np.arange(_WIDTH) for at in (starts, ends - _WIDTH))
        keys = [
            text[at].view(order)[:, 0].astype(np.uint64)
            for at, order in ((heads, ">u8"), (tails, "<u8"))
        ]
        self._order = [np.argsort(k, kind="stable") for k in keys]
        self._keys = [k[order] for k, order in zip(keys, self._order, strict=True)]
        self._known: dict[tuple[str, bool], dict[str, int]] = {}

    def beside(self, name: str, *, last: bool) -> dict[str, int]:
        """Give the names that a name stands beside, as the last of two or the first."""
        known = self._known.get((name, last))
        if known is None:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            known = self._known[name, last] = self._found(name, last)
        return known

    def _found(self, name: str, last: bool) -> dict[str, int]:
        if last:
            key = f" {name}".encode("utf-8", "replace")[: -_WIDTH - 1 : -1]
        else:
            key = f"{name} ".encode("utf-8", "replace")[:_WIDTH]
        bounds = [int.from_bytes(key.ljust(_WIDTH, fill), "big") for fill in (b"\0", b"\xff")]
        keys = self._keys[last]
        begin = np.searchsorted(keys, np.uint64(bounds[0]), side="left")
        end = np.searchsorted(keys, np.uint64(bounds[1]), side="right")
        found: dict[str, int] = {}
        for i in np.sort(self._order[last][begin:end]).tolist():
            first, _, second = self._pairs[i].partition(" ")
            if name == (second if last else first):
                found[first if last else second] = self._counts[i]
        return found
