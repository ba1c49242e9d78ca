"""Well-attested names, to be found by their sound and by the names that they stand beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

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
        self.after: dict[str, dict[str, int]] = defaultdict(dict)
        self.before: dict[str, dict[str, int]] = defaultdict(dict)
        for pair, count in full_names.items():
            first, _, second = pair.partition(" ")
            self.after[first][second] = count
            self.before[second][first] = count
        self._names = names

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
