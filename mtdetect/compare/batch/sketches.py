"""What the search needs of each article: a sketch of its shingles, and where its text lies."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtdetect.api import ModelSource, load_model
from mtdetect.batch.storage import size_of, write_atomically
from mtdetect.compare.anchors import AnchorReader, Hashes
from mtdetect.compare.dates import iso
from mtdetect.compare.run import model_of
from mtdetect.compare.sameness import text_key
from mtdetect.readers import BadRecord, Piece, ReadOptions, read_piece
from mtdetect.tables.arrays import read_arrays, write_arrays

Place = tuple[int, int, int]
"""Of an article its number, its piece, and the offset of its text."""

# The smallest hashes of an article: a sample that is the same ones in every version.
MOST_HASHES = 192


@dataclass(frozen=True)
class SketchTask:
    """A piece of the input, and where its sketch goes."""

    index: int
    piece: Piece
    options: ReadOptions
    folder: str
    model: ModelSource = field(repr=False)
    date_field: str | None = None


@dataclass(frozen=True)
class Sketch:
    """The articles of a piece.

    Attributes
    ----------
    hashes, owners : ndarray
        Sorted hashes, and whose they are.
    sizes : ndarray of int64
        Hashes of each article.
    keys : ndarray of uint64
        Of each article, the same for the same words; 0 where there are none.
    offsets : ndarray of int64
        Of their texts.
    dates : ndarray of int64, shape (2,)
        Articles with a date, and those of which it is in no form that is read.
    """

    hashes: Hashes
    owners: NDArray[np.int64]
    sizes: NDArray[np.int64]
    keys: Hashes
    offsets: NDArray[np.int64]
    dates: NDArray[np.int64]


def sketch_path(folder: str, index: int) -> str:
    """Name the sketch of a piece."""
    return os.path.join(folder, f"{index:06d}.npz")


def texts_path(folder: str, index: int) -> str:
    """Name the file of the texts of a piece."""
    return os.path.join(folder, f"{index:06d}.texts.jsonl")


def errors_path(folder: str, index: int) -> str:
    """Name the file of the records of a piece that cannot be read."""
    return os.path.join(folder, f"{index:06d}.errors.jsonl")


def make_sketch(task: SketchTask) -> int:
    """Sketch the articles of a piece unless that is done; give the index of the piece."""
    path = sketch_path(task.folder, task.index)
    if size_of(path) is not None:
        return task.index
    read = AnchorReader(model_of(load_model(task.model)).resources.lexicon)
    hashes: list[Hashes] = []
    offsets: list[int] = []
    keys: list[int] = []
    dates = [0, 0]
    with (
        write_atomically(texts_path(task.folder, task.index)) as texts,
        write_atomically(errors_path(task.folder, task.index)) as errors,
    ):
        for item in read_piece(task.piece, task.options):
            if isinstance(item, BadRecord):
                errors.write(json.dumps(item.to_dict()).encode("ascii") + b"\n")
                continue
            given = item.fields.get(task.date_field) if task.date_field else None
            date = iso(given)
            if date is not None:
                dates[0] += 1
            elif given not in (None, ""):
                dates[1] += 1
            offsets.append(texts.tell())
            where = item.position
            record = [item.id, item.text, date, where.file, where.line]
            texts.write(json.dumps(record).encode("ascii") + b"\n")
            hashes.append(read.shingles(item.text)[:MOST_HASHES])
            keys.append(text_key(item.text))
    sizes = np.asarray([len(h) for h in hashes], dtype=np.int64)
    flat = np.concatenate([np.zeros(0, dtype=np.uint64), *hashes])
    owners = np.repeat(np.arange(len(hashes), dtype=np.int64), sizes)
    order = np.argsort(flat, kind="stable")
    # The sketch comes last: where it stands, the texts do.
    temporary = f"{path}.{os.getpid()}.tmp.npz"
    write_arrays(
        Path(temporary),
        {
            "hashes": flat[order],
            "owners": owners[order],
            "sizes": sizes,
            "keys": np.asarray(keys, dtype=np.uint64),
            "dates": np.asarray(dates, dtype=np.int64),
            "offsets": np.asarray(offsets, dtype=np.int64),
        },
    )
    os.replace(temporary, path)
    return task.index


def load_sketch(folder: str, index: int) -> Sketch:
    """Read the sketch of a piece."""
    stored = read_arrays(Path(sketch_path(folder, index)), "sketch")
    return Sketch(**stored)


@dataclass(frozen=True)
class Article:
    """An article of the input by its number, and where it stands there."""

    number: int
    id: str
    text: str
    date: str | None
    file: str
    line: int


class Articles:
    """Where the texts of articles lie, by number."""

    def __init__(self, firsts: Sequence[int], offsets: Sequence[Sequence[int]]) -> None:
        self._firsts = np.asarray(firsts, dtype=np.int64)
        self._offsets = offsets

    def places(self, numbers: Iterable[int]) -> list[Place]:
        """Give number, piece and offset of articles, for :func:`read_articles`."""
        found = []
        for number in numbers:
            piece = int(np.searchsorted(self._firsts, number, side="right")) - 1
            offset = int(self._offsets[piece][number - int(self._firsts[piece])])
            found.append((number, piece, offset))
        return found


def read_articles(folder: str, places: Sequence[Place]) -> Iterator[Article]:
    """Read articles, one at a time."""
    for number, piece, offset in places:
        with open(texts_path(folder, piece), "rb") as file:
            file.seek(offset)
            yield Article(number, *json.loads(file.readline()))
