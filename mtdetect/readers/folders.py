"""Folders of inputs: links followed, every file once, and what is passed over told with its why."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Sequence
from enum import Enum

from mtdetect.errors import DataError
from mtdetect.readers.leavings import is_page, leavings

PACKED = (
    ".zip", ".tar", ".tar.gz", ".tar.zst", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".lz4", ".br",
    # Packed within already; warcio reads gzip alone.
    ".parquet.gz", ".parquet.zst", ".pq.gz", ".pq.zst", ".warc.zst", ".wet.zst",
)  # fmt: skip
"""Suffixes of archives and of packing that is not read."""
_PAGES = (".html", ".htm")


class Why(Enum):
    """Why a file is not read."""

    UNKNOWN = "its suffix tells no format"
    WRITTEN = "mtdetect wrote it"
    PACKED = "it must be unpacked first"
    UNREADABLE = "it cannot be opened"
    HIDDEN = "its name begins with a dot, or that of its folder does"
    AGAIN = "it is read under another name"


class Skipped(str):
    """The name of a file that is not read, and ``why``."""

    why: Why

    def __new__(cls, name: str, why: Why = Why.UNKNOWN) -> Skipped:
        """Give the name with its why."""
        skipped = super().__new__(cls, name)
        skipped.why = why
        return skipped


def list_tree(root: str) -> tuple[list[str], list[Skipped]]:
    """List the files of a folder, folder by folder in order, and what cannot be opened.

    Links are followed, those to folders last. Every folder is entered once, so that links cannot
    lead in a circle, and none that the root lies in.

    Raises
    ------
    DataError
        If the folder itself cannot be listed.
    """
    tree = _Tree()
    top = os.path.realpath(root)
    tree.enter(root, top)
    if tree.skipped and tree.skipped[0] == root:
        raise DataError(f"folder {root} cannot be read; check its permissions")
    while tree.links:
        name, target = tree.links.popleft()
        if top.startswith(os.path.join(target, "")):
            tree.skipped.append(Skipped(name, Why.AGAIN))
        else:
            tree.enter(name, target)
    return tree.files, tree.skipped


class _Tree:
    def __init__(self) -> None:
        self.files: list[str] = []
        self.skipped: list[Skipped] = []
        self.links: deque[tuple[str, str]] = deque()
        self._seen: set[str] = set()

    def enter(self, root: str, true_root: str) -> None:
        """List what lies below a folder, given by its name and by its true one."""
        stack = [(root, true_root)]
        while stack:
            folder, true = stack.pop()
            if true in self._seen:
                self.skipped.append(Skipped(folder, Why.AGAIN))
                continue
            self._seen.add(true)
            try:
                with os.scandir(folder) as entries:
                    found = sorted(entries, key=lambda entry: entry.name)
            except OSError:
                self.skipped.append(Skipped(folder, Why.UNREADABLE))
                continue
            below = []
            for entry in found:
                path = os.path.join(folder, entry.name)
                if entry.is_dir(follow_symlinks=False):
                    below.append((path, os.path.join(true, entry.name)))
                elif entry.is_symlink() and os.path.isdir(path):
                    self.links.append((path, os.path.realpath(path)))
                elif os.path.isfile(path) and os.access(path, os.R_OK):
                    self.files.append(path)
                else:
                    self.skipped.append(Skipped(path, Why.UNREADABLE))
            stack += reversed(below)


def sort_out(
    paths: Sequence[str], suffixes: tuple[str, ...], root: str
) -> tuple[list[str], list[Skipped]]:
    """Give what of a folder's files is to be read, and what is not and should be told.

    Hidden files are leavings of other programs; those of no known suffix are not even told.
    """
    ours = leavings(paths)
    hidden = {p for p in paths if is_hidden(p, root)}
    members: list[str] = []
    skipped: list[Skipped] = []
    for path in paths:
        known = path.lower().endswith(suffixes)
        if path in hidden or path in ours:
            if known:
                skipped.append(Skipped(path, Why.HIDDEN if path in hidden else Why.WRITTEN))
        elif known:
            members.append(path)
        else:
            packed = path.lower().endswith(PACKED)
            skipped.append(Skipped(path, Why.PACKED if packed else Why.UNKNOWN))
    return members, skipped


def is_hidden(path: str, root: str) -> bool:
    """Tell whether a file in a folder, or a folder on the way to it, begins with a dot.

    Examples
    --------
    >>> is_hidden("news/._a.txt", "news"), is_hidden("news/._a.txt", "news/")
    (True, True)
    >>> is_hidden("./news/a.txt", "./news")
    False
    """
    # A root may end with a slash, and what follows it then begins with none.
    return "/." in "/" + path[len(root) :].replace(os.sep, "/")


def members_of(name: str, suffixes: tuple[str, ...]) -> tuple[list[str], list[Skipped]]:
    """Give the files of a local folder that are to be read, and those that are not.

    Raises
    ------
    DataError
        If there is nothing to read.
    """
    paths, closed = list_tree(name)
    members, others = sort_out(paths, suffixes, name)
    if not members:
        shut = f" ({len(closed):,} cannot be opened)" if closed else ""
        raise DataError(
            f"folder {name} holds no file with a known suffix{shut}: {', '.join(suffixes)}"
        )
    pages = {m for m in members if m.lower().endswith(_PAGES) and is_page(m)}
    others += [Skipped(m, Why.WRITTEN) for m in members if m in pages]
    return [m for m in members if m not in pages], others + closed


class TrueNames:
    """Where files really lie, links resolved; folders are looked at once."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}

    def of_folder(self, path: str) -> str:
        """Give the true path of a folder."""
        if path not in self._folders:
            self._folders[path] = os.path.realpath(path)
        return self._folders[path]

    def of(self, path: str) -> str:
        """Give the true path of a file."""
        folder, name = os.path.split(path)
        true = os.path.join(self.of_folder(folder), name)
        return os.path.realpath(true) if os.path.islink(true) else true
