"""Join the parts of finished shards into the output, in the order of the input."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, BinaryIO

from mtdetect.batch.plan import Plan
from mtdetect.batch.shard import Paths
from mtdetect.batch.storage import remove, write_atomically, write_json
from mtdetect.batch.tally import Tally
from mtdetect.batch.writers import join_json_lines, join_parquet
from mtdetect.errors import DataError
from mtdetect.readers.files import is_url, open_binary

_CHUNK = 2**20


def merge(
    plan: Plan, run: str, paths: Paths, markers: Sequence[dict[str, Any]], tally: Tally
) -> None:
    """Write the output and its error records, then the marker of the whole run.

    Killed at any moment, it begins again from the parts, which stay until that marker stands.

    Parameters
    ----------
    plan : Plan
        The run.
    run : str
        Its key.
    paths : Paths
        Where its files are.
    markers : sequence of dict
        Marker of every shard, in order.
    tally : Tally
        Counts of the whole run.

    Raises
    ------
    DataError
        If a part is not what its marker says.
    OutputError
        If the output cannot be written.
    """
    with write_atomically(paths.output) as target:
        rows = _parts(paths, markers, "rows", paths.part)
        if paths.parquet:
            join_parquet(rows, target, evidence=plan.settings.evidence)
        else:
            join_json_lines(rows, target)
        size, digest = target.size, target.sha256
    with write_atomically(paths.errors) as target:
        join_json_lines(_parts(paths, markers, "errors", paths.part_errors), target)
    complete = {"run": run, "bytes": size, "sha256": digest, "counts": tally.to_dict()}
    write_json(paths.complete, complete)


def _parts(
    paths: Paths, markers: Sequence[dict[str, Any]], kind: str, name: Callable[[int], str]
) -> Iterator[BinaryIO]:
    for marker in markers:
        index = marker["shard"]
        path = name(index)
        with open_binary(path) as part:
            digest = hashlib.sha256()
            while chunk := part.read(_CHUNK):
                digest.update(chunk)
            if digest.hexdigest() != marker[kind]["sha256"]:
                raise DataError(
                    f"{path} is not what its marker says (disk fault, or changed by hand); delete "
                    f"{paths.marker(index)} and give the same command again"
                )
            part.seek(0)
            yield part


def abandon(paths: Paths) -> None:
    """Delete the folder of a run that came to no plan; the caller holds its lock."""
    if is_url(paths.folder):  # has no lock, and where nothing is written mostly no folder either
        return
    remove(paths.lock)
    with suppress(OSError):  # somebody put something there
        os.rmdir(paths.folder)
