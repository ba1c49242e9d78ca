"""The read-only tables that scoring looks words up in: counts, synonyms, odd forms, names.

Everything is numpy arrays in one uncompressed ``.npz``, read without pickle and never changed.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import MISSING, dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtdetect.errors import ModelError
from mtdetect.tables.affinity import FREQUENT, Affinity
from mtdetect.tables.arrays import read_arrays, write_arrays
from mtdetect.tables.name_index import NameIndex
from mtdetect.tables.ngrams import LOG_COUNT, NgramTable
from mtdetect.tables.origins import Origins

# Word numbers with a meaning of their own; words follow.
BOUNDARY, RARE, NAME, NUMBER = range(4)
RESERVED = 4

Floats = NDArray[np.float32]


def word_key(word: str) -> int:
    """Give the 64-bit key that a word has in ``Lexicon.attested``, whatever its case."""
    digest = hashlib.blake2b(word.lower().encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


@dataclass(frozen=True, slots=True)
class Ragged:
    """Lists of word numbers, one list a row, in two flat arrays."""

    indptr: NDArray[np.uint32]
    values: NDArray[np.uint16]

    def row(self, i: int) -> NDArray[np.uint16]:
        """Give the list of row ``i``."""
        return self.values[self.indptr[i] : self.indptr[i + 1]]


@dataclass(frozen=True)
class Lexicon:
    """All tables.

    Attributes
    ----------
    text : ndarray of uint8
        The words, joined by newlines, in UTF-8; word ``i`` has the number ``i + RESERVED``.
    news : ndarray of uint8, shape (n_ids,)
        Quantised counts of single words in news.
    general : ndarray of float32, shape (n_ids,)
        Natural logarithm of a word's frequency in general English.
    bigrams, trigrams, skips, common : NgramTable
        Counts of n-grams in news; ``skips`` holds pairs with one word between, ``common`` pairs
        of general English on the scale of the news counts.
    synonyms : Ragged
        For each word those that a spinner may have found in its place.
    odd_keys, odd_weights, odd_expected
        Forms that spinners leave behind (one to four words, as sorted keys), how telling each is
        in nats, and where its likely original stands in ``odd_text``.
    odd_text : ndarray of uint8
        Likely originals, joined by newlines.
    names_text, names_count : ndarray of uint8
        Well-attested names (single words, joined by newlines) and their quantised counts.
    full_names_text, full_names_count : ndarray of uint8
        Capitalised words that stand side by side in news ("Keir Starmer"), joined by newlines,
        and their quantised counts.
    attested : NgramTable
        How common (on a logarithmic scale) any word or name is that is known from somewhere, by
        :func:`word_key`: a far longer list than ``names_text``, to leave rare real names alone.
    origins : Origins
        What may have stood where a word or phrase stands, by the menus of spinners: only looked
        at to suggest originals, never to judge. Empty in a lexicon that was built without.
    affinity : Affinity
        Vectors of the frequent words: who stands beside whom, who shares a theme with whom.
    elsewhere : NgramTable
        Counts of words and of pairs of words in writing other than news: law, speech, fiction,
        obituaries. What is odd in news alone is known there.
    """

    text: NDArray[np.uint8]
    news: NDArray[np.uint8]
    general: Floats
    bigrams: NgramTable
    trigrams: NgramTable
    skips: NgramTable
    common: NgramTable
    synonyms: Ragged
    odd_keys: NDArray[np.uint64]
    odd_weights: Floats
    odd_expected: NDArray[np.uint16]
    odd_text: NDArray[np.uint8]
    names_text: NDArray[np.uint8]
    names_count: NDArray[np.uint8]
    full_names_text: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, dtype=np.uint8))
    full_names_count: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, dtype=np.uint8))
    attested: NgramTable = field(default_factory=NgramTable.empty)
    origins: Origins = field(default_factory=Origins.empty)
    affinity: Affinity = field(default_factory=Affinity.empty)
    elsewhere: NgramTable = field(default_factory=NgramTable.empty)

    @cached_property
    def words(self) -> list[str]:
        """The words in the order of their numbers, without the reserved ones."""
        return bytes(self.text).decode().split("\n")

    @cached_property
    def index(self) -> dict[str, int]:
        """The number of each word."""
        return dict(zip(self.words, range(RESERVED, self.size), strict=True))

    @cached_property
    def originals(self) -> list[str]:
        """Likely originals of odd forms."""
        return bytes(self.odd_text).decode().split("\n")

    @cached_property
    def names(self) -> dict[str, int]:
        """Well-attested names (single words) and roughly how often news has them."""
        names = bytes(self.names_text).decode().split("\n")
        counts = np.exp(LOG_COUNT[self.names_count]).round().astype(int).tolist()
        return dict(zip(names, counts, strict=True))

    @cached_property
    def full_names(self) -> dict[str, int]:
        """Pairs of capitalised words, with a space between, and how often news has them."""
        if not len(self.full_names_text):
            return {}
        names = bytes(self.full_names_text).decode().split("\n")
        counts = np.exp(LOG_COUNT[self.full_names_count]).round().astype(int).tolist()
        return dict(zip(names, counts, strict=True))

    @cached_property
    def name_index(self) -> NameIndex:
        """The names, by how they sound and by the company they keep."""
        return NameIndex(self.names, self.full_names)

    @cached_property
    def log_news(self) -> Floats:
        """Natural logarithm of each word's count in news; 0 for a word that was not seen."""
        return np.maximum(LOG_COUNT[self.news], 0.0)

    @cached_property
    def n_news(self) -> float:
        """Number of words that the news counts rest on."""
        return float(np.exp(self.log_news[RESERVED:]).sum())

    @cached_property
    def frequency(self) -> Floats:
        """Natural logarithm of each word's frequency, in news or in general if higher there."""
        news: Floats = self.log_news - np.float32(np.log(self.n_news))
        return np.maximum(self.general, news)

    @cached_property
    def mean_synonym_frequency(self) -> Floats:
        """Mean :attr:`frequency` of each word's synonyms; its own where it has none."""
        indptr = self.synonyms.indptr.astype(np.int64)
        lengths = np.diff(indptr)
        filled = np.flatnonzero(lengths)
        mean: Floats = self.frequency.copy()
        if len(filled):
            sums = np.add.reduceat(self.frequency[self.synonyms.values], indptr[filled])
            mean[filled] = sums / lengths[filled]
        return mean

    @cached_property
    def is_frequent(self) -> NDArray[np.bool_]:
        """Words so frequent in news that they carry no theme."""
        return np.asarray(self.log_news > math.log(FREQUENT * self.n_news))

    @property
    def size(self) -> int:
        """One more than the highest word number."""
        return len(self.news)

    def word(self, i: int) -> str:
        """Give the word with a number."""
        return self.words[i - RESERVED]

    def save(self, path: Path) -> None:
        """Write every table to an uncompressed ``.npz``."""
        write_arrays(path, self.arrays())

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Give every table as named plain arrays."""
        found: dict[str, NDArray[Any]] = {}
        for f in fields(self):
            value = getattr(self, f.name)
            if isinstance(value, NgramTable):
                found |= value.arrays(f.name)
            elif isinstance(value, Ragged):
                found[f"{f.name}.indptr"] = value.indptr
                found[f"{f.name}.values"] = value.values
            elif isinstance(value, Origins | Affinity):
                found |= {
                    f"{f.name}.{part.name}": getattr(value, part.name) for part in fields(value)
                }
            else:
                found[f.name] = value
        return found

    @classmethod
    def load(cls, path: Path, sha256: str | None = None) -> Lexicon:
        """Read the tables that :meth:`save` wrote.

        Parameters
        ----------
        path : Path
        sha256 : str, optional
            The digest that the file must have.

        Raises
        ------
        ModelError
            If the file is missing, cut short, altered or not a lexicon.
        """
        stored = read_arrays(path, "lexicon", sha256)
        try:
            return cls.from_arrays(stored)
        except KeyError as error:
            raise ModelError(
                f"{path} is not a whole lexicon: it lacks {error}; reinstall"
            ) from error

    @classmethod
    def from_arrays(cls, stored: dict[str, NDArray[Any]]) -> Lexicon:
        """Rebuild the tables from what :meth:`arrays` gave."""
        parts: dict[str, type[Origins] | type[Affinity]] = {
            "origins": Origins,
            "affinity": Affinity,
        }
        kinds = {"bigrams", "trigrams", "skips", "common", "attested", "elsewhere"}
        values: dict[str, Any] = {}
        for f in fields(cls):
            if f.default_factory is not MISSING and not any(
                name == f.name or name.startswith(f"{f.name}.") for name in stored
            ):
                continue
            if f.name in kinds:
                values[f.name] = NgramTable.from_arrays(stored, f.name)
            elif f.name == "synonyms":
                values[f.name] = Ragged(stored["synonyms.indptr"], stored["synonyms.values"])
            elif f.name in parts:
                kind = parts[f.name]
                values[f.name] = kind(*(stored[f"{f.name}.{p.name}"] for p in fields(kind)))
            else:
                values[f.name] = stored[f.name]
        return cls(**values)
