"""What files are called where people read it."""

from __future__ import annotations

import os
from collections.abc import Sequence


def short_names(files: Sequence[str]) -> list[str]:
    """Drop the folder that all files have in common: it tells nothing of any of them.

    Parameters
    ----------
    files : sequence of str
        As given; a dash stands for standard input.

    Returns
    -------
    list of str
        As many, and as different, as the files.

    Examples
    --------
    >>> short_names(["news/2024/herald.txt", "news/2025/buzz.txt"])
    ['2024/herald.txt', '2025/buzz.txt']
    >>> short_names(["herald.txt", "-"])
    ['herald.txt', '-']
    """
    folders = [os.path.dirname(name) for name in files if name != "-"]
    try:
        common = os.path.commonpath(folders)
    except ValueError:  # none, or some absolute and others not
        return list(files)
    if not common:
        return list(files)
    return [name if name == "-" else os.path.relpath(name, common) for name in files]
