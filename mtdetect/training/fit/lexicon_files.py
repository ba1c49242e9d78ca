"""Read the files that the lexicon is built from: frequencies, thesauri, tables."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Collection, Iterator
from pathlib import Path

from mtdetect.errors import DataError
from mtdetect.simulate.sources import BROKEN


def read_tsv(path: Path) -> Iterator[list[str]]:
    """Read the rows of a gzipped table."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def read_table(path: Path) -> list[dict[str, str]]:
    """Read a gzipped table whose first row names its columns.

    Raises
    ------
    DataError
        If there is none, or it is cut short or altered.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    except BROKEN as error:
        raise DataError(f"{path} cannot be read: {error}; pass the corpora's folder") from error


def word_frequencies(lexicon_dir: Path) -> dict[str, float]:
    """Read general word frequencies (wordfreq)."""
    return {r[0]: float(r[1]) for r in read_tsv(lexicon_dir / "wordfreq_en_large.tsv.gz")}


def thesaurus_groups(lexicon_dir: Path, exclude: Collection[str] = ()) -> Iterator[list[str]]:
    """Give groups of words that some thesaurus calls alike, the head first."""
    for name, file in (("mythes", "mythes_en_us"), ("moby", "moby_thesaurus")):
        if name not in exclude:
            for head, alike, *_ in read_tsv(lexicon_dir / f"{file}.tsv.gz"):
                yield [head, *alike.split("|")]
    if "wordnet" not in exclude:
        for _, alike, *_ in read_tsv(lexicon_dir / "wordnet30_synsets.tsv.gz"):
            words = alike.split("|")
            for i, word in enumerate(words):
                yield [word, *words[:i], *words[i + 1 :]]
