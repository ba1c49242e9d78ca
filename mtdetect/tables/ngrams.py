"""A compact read-only table from n-grams of word numbers to quantised counts.

A Bloomier filter: every key is hashed to three slots whose XOR holds a 16-bit fingerprint and an
8-bit value, so that four million n-grams take 15 MB, load as plain arrays and are looked up by
the million in numpy. A key that was never stored is taken for a stored one with probability
2**-16.

References
----------
Chazelle, Kilian, Rubinfeld, Tal, "The Bloomier filter", SODA 2004.
Graf, Lemire, "Xor filters", ACM JEA 2020, https://arxiv.org/abs/1912.08258.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtdetect.errors import DataError

Keys = NDArray[np.uint64]

_SLOTS_PER_KEY = 1.24
_STEPS_PER_OCTAVE = 8
_BITS = np.uint64(20)  # of a word number within a key
# Keys looked up at once: what is made of them on the way fits into the processor's cache.
_CHUNK = 8_192
# Made once, since most lookups are of few keys.
_FIRST, _SECOND, _THIRD = np.uint64(30), np.uint64(27), np.uint64(31)
_FIRST_FACTOR, _SECOND_FACTOR = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_OTHER = np.uint64(0xD6E8FEB86659FD93)
_LOW, _HALF, _TOP = np.uint64(0xFFFFFFFF), np.uint64(32), np.uint64(48)


def keys_of(*ids: NDArray[np.integer]) -> Keys:
    """Pack word numbers (each below 2**20) of up to three columns into one key a row."""
    key = ids[0].astype(np.uint64)
    for column in ids[1:]:
        key = (key << _BITS) | column.astype(np.uint64)
    return key


def quantise(counts: NDArray[np.integer] | NDArray[np.floating]) -> NDArray[np.uint8]:
    """Turn counts (1 or more) into steps of an eighth of an octave; 0 is kept for unknown."""
    steps = 1 + np.rint(_STEPS_PER_OCTAVE * np.log2(np.maximum(counts, 1)))
    return np.asarray(np.minimum(steps, 255), dtype=np.uint8)


# Natural logarithm of the count that a step stands for; minus infinity for unknown.
LOG_COUNT: NDArray[np.float32] = np.concatenate(
    [[-np.inf], np.arange(255) / _STEPS_PER_OCTAVE * np.log(2)]
).astype(np.float32)


def mix(h: Keys) -> Keys:
    """Hash 64-bit keys: the finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014)."""
    h = h ^ (h >> _FIRST)
    h *= _FIRST_FACTOR
    h ^= h >> _SECOND
    h *= _SECOND_FACTOR
    h ^= h >> _THIRD
    return h


@dataclass(frozen=True, slots=True)
class NgramTable:
    """Quantised counts of n-grams.

    Attributes
    ----------
    fingerprints : ndarray of uint16, shape (n_slots,)
    values : ndarray of uint8, shape (n_slots,)
    seed : int
        The seed that the construction succeeded with.
    """

    fingerprints: NDArray[np.uint16]
    values: NDArray[np.uint8]
    seed: int

    @classmethod
    def build(cls, keys: Keys, values: NDArray[np.uint8]) -> NgramTable:
        """Store distinct keys with values of 1 to 255.

        Raises
        ------
        DataError
            If no seed of a hundred works, which means that keys repeat.

        Examples
        --------
        >>> table = NgramTable.build(np.array([7, 9], dtype=np.uint64), np.array([1, 200], "u1"))
        >>> table.get(np.array([9, 8, 7], dtype=np.uint64)).tolist()
        [200, 0, 1]
        """
        segment = int(len(keys) * _SLOTS_PER_KEY / 3) + 8
        for seed in range(100):
            slots, prints = _places(keys, segment, seed)
            order = _peel(slots, 3 * segment)
            if order is None:
                continue
            fingerprints = np.zeros(3 * segment, dtype=np.uint16)
            stored = np.zeros(3 * segment, dtype=np.uint8)
            for peeled, slot in reversed(order):
                three = slots[:, peeled]
                others = fingerprints[three[0]] ^ fingerprints[three[1]] ^ fingerprints[three[2]]
                fingerprints[slot] ^= others ^ prints[peeled]
                others8 = stored[three[0]] ^ stored[three[1]] ^ stored[three[2]]
                stored[slot] ^= others8 ^ values[peeled]
            return cls(fingerprints, stored, seed)
        raise DataError(f"no table of {len(keys)} n-grams could be built: are the keys distinct?")

    @classmethod
    def empty(cls) -> NgramTable:
        """Give a table that knows no key."""
        return cls.build(np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint8))

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """Give the table as named plain arrays."""
        return {
            f"{prefix}.fingerprints": self.fingerprints,
            f"{prefix}.values": self.values,
            f"{prefix}.seed": np.asarray(self.seed),
        }

    @classmethod
    def from_arrays(cls, stored: dict[str, NDArray[Any]], prefix: str) -> NgramTable:
        """Rebuild the table from what :meth:`arrays` gave."""
        return cls(
            stored[f"{prefix}.fingerprints"],
            stored[f"{prefix}.values"],
            int(stored[f"{prefix}.seed"]),
        )

    def get(self, keys: Keys) -> NDArray[np.uint8]:
        """Look up values; 0 where a key is unknown.

        Parameters
        ----------
        keys : ndarray of uint64, any shape

        Returns
        -------
        ndarray of uint8, same shape
        """
        flat = keys.ravel()
        if len(flat) <= _CHUNK:
            return self._get(flat).reshape(keys.shape)
        found = np.empty(len(flat), dtype=np.uint8)
        for start in range(0, len(flat), _CHUNK):
            here = slice(start, start + _CHUNK)
            found[here] = self._get(flat[here])
        return found.reshape(keys.shape)

    def _get(self, keys: Keys) -> NDArray[np.uint8]:
        (a, b, c), prints = _places(keys, len(self.values) // 3, self.seed)
        found = self.fingerprints.take(a)
        found ^= self.fingerprints.take(b)
        found ^= self.fingerprints.take(c)
        known = np.flatnonzero(found == prints)
        values = np.zeros(len(keys), dtype=np.uint8)
        if len(known):  # of triples few are
            three = (self.values.take(slot.take(known)) for slot in (a, b, c))
            values[known] = reduce(np.bitwise_xor, three)
        return values

    def log_counts(self, keys: Keys) -> NDArray[np.float32]:
        """Look up natural logarithms of counts; minus infinity where a key is unknown."""
        return np.take(LOG_COUNT, self.get(keys))


def _places(keys: Keys, segment: int, seed: int) -> tuple[NDArray[np.int64], NDArray[np.uint16]]:
    h = mix(keys + np.uint64((seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) % 2**64))
    g = mix(h ^ _OTHER)
    length = np.uint64(segment)
    slots = np.empty((3, len(keys)), dtype=np.uint64)
    np.bitwise_and(h, _LOW, out=slots[0])
    np.right_shift(h, _HALF, out=slots[1])
    np.bitwise_and(g, _LOW, out=slots[2])
    slots *= length
    slots >>= _HALF
    slots[1] += length
    slots[2] += np.uint64(2 * segment)
    g >>= _TOP
    return slots.view(np.int64), g.astype(np.uint16)


def _peel(
    slots: NDArray[np.int64], n_slots: int
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]] | None:
    """Order the keys so that each has a slot that no later one uses; None if there is none."""
    n_keys = slots.shape[1]
    degree = np.bincount(slots.ravel(), minlength=n_slots)
    holder = np.zeros(n_slots, dtype=np.int64)
    for row in slots:
        np.bitwise_xor.at(holder, row, np.arange(n_keys))
    order: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    left = n_keys
    lone = np.flatnonzero(degree == 1)
    while len(lone):
        peeled, first = np.unique(holder[lone], return_index=True)
        order.append((peeled, lone[first]))
        left -= len(peeled)
        touched = slots[:, peeled]
        for row in touched:
            np.subtract.at(degree, row, 1)
            np.bitwise_xor.at(holder, row, peeled)
        near = np.unique(touched)
        lone = near[degree[near] == 1]
    return order if left == 0 else None
