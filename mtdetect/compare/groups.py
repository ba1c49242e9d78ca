"""Disjoint sets: what hangs together by its links."""

from __future__ import annotations


class Groups:
    """Disjoint sets of 0 to n - 1 (union-find)."""

    def __init__(self, n: int) -> None:
        self._head = list(range(n))

    def find(self, i: int) -> int:
        """Give the least member of the set that has ``i``."""
        while self._head[i] != i:
            self._head[i] = self._head[self._head[i]]
            i = self._head[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Make one set of two."""
        a, b = self.find(i), self.find(j)
        self._head[max(a, b)] = min(a, b)

    def members(self) -> dict[int, list[int]]:
        """Give the sets by their least members."""
        found: dict[int, list[int]] = {}
        for i in range(len(self._head)):
            found.setdefault(self.find(i), []).append(i)
        return found
