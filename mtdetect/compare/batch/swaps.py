"""The swaps of all stories of a run, out of the records that it wrote."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtdetect.arguments import check_path
from mtdetect.compare.swap_table import Swap, swap_table
from mtdetect.errors import DataError

if TYPE_CHECKING:
    import pandas as pd


def swaps_in(path: str | os.PathLike[str]) -> pd.DataFrame:
    r"""Count the swaps of the spun versions in records, the commonest first.

    Parameters
    ----------
    path : path
        What :func:`~mtdetect.compare.batch.compare_files` wrote.

    Returns
    -------
    pandas.DataFrame
        As of :meth:`mtdetect.Comparison.swaps`: ``to_csv(path, sep="\t", index=False)`` writes
        what ``mtdetect train --swaps`` reads.

    Raises
    ------
    DataError
        If the file cannot be read or holds other records.
    MissingDependencyError
        If pandas is not installed.
    """
    name = check_path("path", path)
    try:
        with open(name, encoding="utf-8") as lines:
            return swap_table(_versions(lines))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise DataError(
            f"{name} holds no records with verdicts ({error!r}): pass what mtdetect compare "
            "--batch wrote without --names-only"
        ) from error


def _versions(lines: Iterator[str]) -> Iterator[Iterator[Swap]]:
    for line in lines:
        for version in json.loads(line)["versions"]:
            yield ((str(odd), str(old), int(n)) for odd, old, n in version["swaps"])
