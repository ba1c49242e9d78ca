"""Names and words that are known from somewhere: the news, people, places, general English."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from pathlib import Path

import numpy as np

from mtdetect.tables.lexicon import word_key
from mtdetect.tables.ngrams import NgramTable, quantise
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.fit.lexicon_files import read_tsv, word_frequencies

_LEAST_FULL_NAME = 2


def well_attested_names(lexicon_dir: Path, in_news: Counter[str]) -> Counter[str]:
    """Gather single words of names: those of the news, then people and places."""
    names = Counter(in_news)
    for person, _, *_ in read_tsv(lexicon_dir / "notable_people.tsv.gz"):
        for part in re.findall(r"[^\W\d_]{3,}", person):
            if part[0].isupper():
                names[part] += 1
    for place, _, people, *_ in read_tsv(lexicon_dir / "places_geonames_1000.tsv.gz"):
        if int(people or 0) >= 100_000:
            for part in re.findall(r"[^\W\d_]{3,}", place):
                if part[0].isupper():
                    names[part] += 2
    return Counter({n: c for n, c in names.items() if c >= 3 and "\n" not in n})


def full_names(corpora: Corpora, names: Container[str]) -> Counter[str]:
    """Count capitalised words that stand side by side in news, at least one of them a name.

    Parameters
    ----------
    corpora : Corpora
        Only native documents of the split ``tables`` are counted.
    names : container of str
        Single words of names.
    """
    stream = corpora.stream[np.repeat(corpora.table_mask(), np.diff(corpora.bounds))]
    capital = np.asarray(
        [f[0].isupper() and f.isalpha() and not f.isupper() for f in corpora.forms], dtype=bool
    )
    known = np.asarray([f in names for f in corpora.forms], dtype=bool)
    first, second = stream[:-1].astype(np.int64), stream[1:].astype(np.int64)
    wanted = capital[first] & capital[second] & (known[first] | known[second])
    keys, times = np.unique(first[wanted] * len(corpora.forms) + second[wanted], return_counts=True)
    often = times >= _LEAST_FULL_NAME
    found: Counter[str] = Counter()
    for key, n in zip(keys[often].tolist(), times[often].tolist(), strict=True):
        one, other = divmod(key, len(corpora.forms))
        found[f"{corpora.forms[one]} {corpora.forms[other]}"] = n
    return found


def attested_words(corpora: Corpora, lexicon_dir: Path) -> NgramTable:
    """Gather every word or name known from somewhere, with how common it is.

    A word of general English has its frequency per thousand million words; one known only from
    the news, from people or from places has a small number.
    """
    common: dict[str, float] = {}
    for person, _, *_ in read_tsv(lexicon_dir / "notable_people.tsv.gz"):
        for part in re.findall(r"[^\W\d_]{3,}", person):
            common[part.lower()] = 2.0
    for place, *_ in read_tsv(lexicon_dir / "places_geonames_1000.tsv.gz"):
        for part in re.findall(r"[^\W\d_]{3,}", place):
            common[part.lower()] = 2.0
    stream = corpora.stream[np.repeat(corpora.table_mask(), np.diff(corpora.bounds))]
    times = np.bincount(stream, minlength=len(corpora.forms))
    for form, n in zip(corpora.forms, times.tolist(), strict=True):
        if n >= 2 and form.isalpha() and len(form) > 2:
            common[form.lower()] = 2.0
    for word, frequency in word_frequencies(lexicon_dir).items():
        if word.isalpha() and len(word) > 2:
            common[word] = max(2.0, 1e9 * frequency)
    keys = {word_key(word): n for word, n in common.items()}
    return NgramTable.build(
        np.asarray(list(keys), dtype=np.uint64), quantise(np.asarray(list(keys.values())))
    )
