"""Put the records of all tasks into one file, in the order of their first articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import groupby
from typing import Any

import numpy as np

from mtdetect.batch.storage import read_json, write_atomically
from mtdetect.compare.batch.records import records_path


class Counts:
    """What the tasks of a run found, added up."""

    def __init__(self) -> None:
        self.clusters = self.in_clusters = self.too_short = 0
        self.kinds: Counter[str] = Counter()

    def add(self, told: Mapping[str, Any]) -> None:
        """Add what :func:`~mtdetect.compare.batch.records.write_records` gave."""
        self.clusters += told["clusters"]
        self.in_clusters += told["in_clusters"]
        self.too_short += told["too_short"]
        self.kinds.update(told["kinds"])


def join_records(folder: str, target: str, tasks: int) -> None:
    """Write the records of all tasks to the output.

    A task has the stories of sets that hang together; those of several sets are interleaved.
    """
    columns = [np.zeros((0, 4), dtype=np.int64)]
    for task in range(tasks):
        told = read_json(f"{records_path(folder, task)}.done") or {"firsts": [], "lengths": []}
        lengths = np.asarray(told["lengths"], dtype=np.int64)
        firsts = np.asarray(told["firsts"], dtype=np.int64)
        begins = np.cumsum(lengths) - lengths
        columns.append(np.stack([firsts, np.full(len(firsts), task), begins, lengths], axis=1))
    rows = np.concatenate(columns)
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    with write_atomically(target) as out:
        for task, run in groupby(rows, key=lambda row: int(row[1])):
            with open(records_path(folder, task), "rb") as part:
                for _, _, begin, length in run:
                    part.seek(int(begin))
                    out.write(part.read(int(length)))
