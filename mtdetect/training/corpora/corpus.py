"""Read the corpora and split them so that nothing leaks.

Native news is split by document, everything aligned by story (see :mod:`.stories`), since test
sets of several languages and years hold the same articles under other names. The documents that
the paragraphs of ``news_round_trip_pt`` come from are found by their words and take their split
along. No document that shares text with another one stands where it would tell of it beforehand:
in the count tables, or in a split that is used before the other's.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from mtdetect import segment
from mtdetect.errors import DataError
from mtdetect.simulate.sources import BROKEN
from mtdetect.training.corpora.registry import (
    GROUP_SHARES,
    HUMAN,
    HUMAN_FILES,
    NATIVE_SHARES,
    HumanCorpus,
    Shares,
    Split,
)
from mtdetect.training.corpora.stories import stories
from mtdetect.training.corpora.token_stream import encode, lower_ids, shingles

MACHINE_FILES = (
    "newstest_2008_2020",
    "wmt21",
    "ht_vs_mt_de",
    "flores_round_trip",
    "news_round_trip_pt",
    "news_round_trip_web",
)
# An outlet with a larger share of the documents of a kind is no single author.
_MOST_OF_AUTHOR = 0.1
_MOST_SHARED = 0.08
_FOOTER = 12


@dataclass(frozen=True, slots=True)
class HumanDocument:
    """An article or essay written by a person."""

    text: str
    kind: str
    outlet: str
    date: str
    source: str
    split: Split


@dataclass(frozen=True, slots=True)
class AlignedParagraph:
    """A paragraph with the group of paragraphs that say the same, and the story it is from.

    ``in_native`` tells that native news holds the article which it was made from.
    """

    text: str
    label: Literal["human", "mt", "round_trip"]
    human_kind: str | None
    group: str
    pivot: str | None
    system: str | None
    year: int
    file: str
    split: Split
    story: str = ""
    in_native: bool = False


def percentile_of(key: str) -> int:
    """Give a stable number 0..99 for a string."""
    return int.from_bytes(hashlib.sha1(key.encode("utf-8", "replace")).digest()[:4], "big") % 100


def _split_of(key: str, shares: Shares) -> Split:
    place = percentile_of(key)
    return next(split for limit, split in shares if place < limit)


def splits_of(corpus: HumanCorpus, records: list[dict[str, Any]]) -> list[Split]:
    """Split documents; an author's stay together where the corpus says so."""
    if not corpus.by_outlet:
        return [_split_of(r["text"], corpus.shares) for r in records]
    of_kind = Counter(r["kind"] for r in records)
    of_outlet = Counter((r["kind"], r["outlet"]) for r in records)
    found: list[Split] = []
    for r in records:
        share = of_outlet[r["kind"], r["outlet"]] / of_kind[r["kind"]]
        single = bool(r["outlet"]) and share <= _MOST_OF_AUTHOR
        found.append(_split_of(r["outlet"] if single else r["text"], corpus.shares))
    return found


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Read the records of a gzipped JSON Lines file.

    Raises
    ------
    DataError
        If the file is missing, cut short or altered, or a line of it is not JSON.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield json.loads(line)
                except ValueError as error:
                    raise DataError(f"{path}, line {number}: not JSON ({error})") from error
    except BROKEN as error:
        raise DataError(f"{path} cannot be read: {error}; pass the corpora's folder") from error


def article_of(group: str) -> str:
    """Name the article that a group of aligned paragraphs belongs to.

    Examples
    --------
    >>> article_of("wmt08.cs-en:h104#3")
    'wmt08.cs-en:h104'
    """
    return group.split("#")[0]


# Languages that a set calls by their English names.
_CODES = {"French": "fr", "Portuguese": "pt"}


def _named(record: dict[str, Any]) -> dict[str, Any]:
    """Name article and paragraph of a record as the other sets do."""
    if "doc" in record:
        record["group"] = f"{record['doc']}#{record['para']}"
        record["pivot"] = _CODES.get(record["pivot"], record["pivot"])
    return record


class Corpora:
    """All corpora in memory, each record with its split.

    Parameters
    ----------
    data : Path
        The folder that holds ``human``, ``machine`` and ``lexicon``.

    Raises
    ------
    DataError
        If a file is missing or damaged, or there is no native news.
    """

    def __init__(self, data: Path) -> None:
        self.data = data
        raw = {name: list(read_jsonl(data / "human" / f"{name}.jsonl.gz")) for name in HUMAN_FILES}
        if not raw["news_native"]:
            raise DataError(f"{data}: human/news_native.jsonl.gz is empty, all is measured by it")
        machine = {
            name: [_named(r) for r in read_jsonl(data / "machine" / f"{name}.jsonl.gz")]
            for name in MACHINE_FILES
        }
        self.forms, self.stream, self.bounds = encode([r["text"] for r in raw["news_native"]])
        native_splits, group_splits = self._native_splits(
            [r["text"] for r in raw["news_native"]],
            machine["news_round_trip_pt"],
            machine["news_round_trip_web"],
        )
        self.human: dict[str, list[HumanDocument]] = {}
        for name, records in raw.items():
            splits = native_splits if name == "news_native" else splits_of(HUMAN[name], records)
            self.human[name] = [
                HumanDocument(
                    r["text"], r["kind"], r["outlet"] or "", r["date"] or "", r["source"], split
                )
                for r, split in zip(records, splits, strict=True)
            ]
        of_articles: dict[str, list[str]] = defaultdict(list)
        for r in (r for records in machine.values() for r in records):
            of_articles[article_of(r["group"])] += [r["text"]] if r["label"] == "human" else []
        story_of = stories(of_articles)
        # A story that native news tells too goes where that goes.
        homes: dict[str, set[Split]] = defaultdict(set)
        for article, split in group_splits.items():
            homes[story_of[article]].add(split)
        self.aligned: list[AlignedParagraph] = []
        for name, records in machine.items():
            for r in records:
                story = story_of[article_of(r["group"])]
                split, *others = homes.get(story) or {_split_of(story, GROUP_SHARES)}
                if others or split == "left_out":
                    continue  # told on both sides of the split: on neither is it unseen
                self.aligned.append(
                    AlignedParagraph(
                        r["text"],
                        r["label"],
                        r["human_kind"],
                        r["group"],
                        r["pivot"],
                        r["system"],
                        r["year"] or 0,
                        name,
                        split,
                        story,
                        article_of(r["group"]) in group_splits,
                    )
                )

    def _native_splits(
        self,
        texts: list[str],
        round_trips: list[dict[str, Any]],
        named: list[dict[str, Any]],
    ) -> tuple[list[Split], dict[str, Split]]:
        """Split native news; ``named`` are round trips that tell which documents they are of."""
        splits: list[Split] = [_split_of(text, NATIVE_SHARES) for text in texts]
        document_of = {
            hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(): i
            for i, text in enumerate(texts)
        }
        lower = lower_ids(self.forms)
        stream = lower[self.stream]
        runs = shingles(stream)
        document = np.repeat(np.arange(len(texts)), np.diff(self.bounds))[: len(runs)]
        # Where do the originals of the round trips come from?
        index = {form: i for i, form in enumerate(self.forms)}
        originals = [r for r in round_trips if r["label"] == "human"]
        marks: list[int] = []
        group_of: list[str] = []
        for r in originals:
            ids = [index.get(t.form, -1) for t in segment.tokens(r["text"])]
            known = np.asarray([lower[i] if i >= 0 else -1 for i in ids], dtype=np.int64)
            hashes = shingles(known)
            # Several runs of words, since any one may stand in another article too.
            for quarter in (1, 2, 3):
                if len(hashes) > 4:
                    marks.append(int(hashes[quarter * len(hashes) // 4]))
                    group_of.append(r["group"])
        order = np.argsort(runs, kind="stable")
        ordered = runs[order]
        first = np.searchsorted(ordered, np.asarray(marks, dtype=np.uint64))
        last = np.searchsorted(ordered, np.asarray(marks, dtype=np.uint64), side="right")
        homes: dict[str, Counter[int]] = defaultdict(Counter)
        for group, start, stop in zip(group_of, first.tolist(), last.tolist(), strict=True):
            homes[group].update(
                {int(document[order[at]]) for at in range(start, min(stop, start + 20))}
            )
        home_of: dict[str, int] = {}
        for group, votes in homes.items():
            if votes:
                home_of[group] = votes.most_common(1)[0][0]
        for r in named:
            home = document_of.get(r["native_md5"] or "", -1)
            if home >= 0:
                home_of[article_of(r["group"])] = home
        for home in home_of.values():
            if splits[home] == "tables":
                splits[home] = _split_of(texts[home][::-1], GROUP_SHARES)
        self._part_copies(splits, runs, document)
        return splits, {group: splits[home] for group, home in home_of.items()}

    @staticmethod
    def _part_copies(
        splits: list[Split], runs: NDArray[np.uint64], document: NDArray[np.int64]
    ) -> None:
        """Leave out what repeats a document that is measured on, or move it to its side."""
        lengths = np.maximum(1, np.bincount(document, minlength=len(splits)))
        moves: tuple[tuple[Split, tuple[Split, ...], Split], ...] = (
            ("calibrate", ("test",), "left_out"),
            ("train", ("calibrate", "test"), "left_out"),
            ("tables", ("calibrate", "test"), "left_out"),
            ("tables", ("train",), "train"),
        )
        for first, later, goes_to in moves:
            here, there = (
                np.asarray([s in wanted for s in splits])[document] for wanted in ((first,), later)
            )
            outside, times = np.unique(runs[there], return_counts=True)
            # What stands in many articles is a newsletter's footer, not a story.
            outside = outside[times < _FOOTER]
            repeated = np.zeros(len(runs), dtype=bool)
            repeated[here] = np.isin(runs[here], outside)
            share = np.bincount(document, repeated, len(splits)) / lengths
            for i in np.flatnonzero(share > _MOST_SHARED):
                splits[i] = goes_to

    def table_mask(self) -> NDArray[np.bool_]:
        """Tell for each native document whether the count tables are built from it."""
        return np.asarray([d.split == "tables" for d in self.human["news_native"]])
