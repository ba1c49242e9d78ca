"""What runs of mtdetect leave in a folder, told so that the next one does not read it as news."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Sequence

# What error records and the state of a run are called, behind the name of the output.
ERRORS, STATE = ".errors.jsonl", ".parts"
_PLANS = ("plan.jsonl", "plan.json")
_PAGE = b'<meta name="generator" content="mtdetect">'
_HEAD = 1024
# What other programs would take for a document, table, image or data of another kind.
_NO_PAGES = (
    ".pdf", ".doc", ".docx", ".odt", ".rtf", ".txt", ".md", ".json", ".jsonl", ".csv", ".tsv",
    ".xml", ".xlsx", ".parquet", ".png", ".jpg", ".jpeg", ".svg", ".gz", ".zst", ".zip",
)  # fmt: skip
_ERROR_RECORD = re.compile(
    rb'\{"file": "(?:[^"\\]|\\.)*", "line": \d+, "offset": (?:\d+|null), "id": '
)


def leavings(paths: Sequence[str]) -> frozenset[str]:
    """Tell which files of a folder a run has written, by their names.

    They are outputs, beside which error records or the state of a run stand, and these
    themselves.

    Parameters
    ----------
    paths : sequence of str
        Every file of the folder.

    Examples
    --------
    >>> found = ["a.jsonl", "o.jsonl", "o.jsonl.errors.jsonl", "o.jsonl.parts/plan.jsonl"]
    >>> sorted(leavings(found))
    ['o.jsonl', 'o.jsonl.errors.jsonl', 'o.jsonl.parts/plan.jsonl']
    >>> sorted(leavings(["o.errors.jsonl", "b.parts/news.jsonl"]))
    []
    """
    names = set(paths)
    states = {
        folder
        for folder, name in map(posixpath.split, names)
        if name in _PLANS and folder.endswith(STATE)
    }
    outputs = {state.removesuffix(STATE) for state in states}
    outputs |= {name for name in names if name + ERRORS in names}
    made = outputs | {output + ERRORS for output in outputs}
    return frozenset(name for name in names if name in made or posixpath.dirname(name) in states)


def is_page(path: str) -> bool:
    """Tell whether a local file is a page that mtdetect wrote: a report, a summary."""
    try:
        with open(path, "rb") as file:
            return _PAGE in file.read(_HEAD)
    except OSError:  # reading it will tell
        return False


def holds_else(path: str) -> bool:
    """Tell whether a local file holds something that is no page by mtdetect."""
    return os.path.isfile(path) and os.path.getsize(path) > 0 and not is_page(path)


def holds_errors(head: bytes) -> bool:
    """Tell from its beginning whether a file holds error records of a run, or nothing.

    Examples
    --------
    >>> holds_errors(b'{"file": "a.jsonl", "line": 3, "offset": null, "id": null, "cause": "..."}')
    True
    >>> holds_errors(b""), holds_errors(b'{"text": "Rain fell."}')
    (True, False)
    """
    return not head or _ERROR_RECORD.match(head) is not None


def misnames_page(path: str) -> str | None:
    """Say that a page would be called what it is not, and what to do; None where it would not.

    Examples
    --------
    >>> misnames_page("out.pdf")
    'out.pdf would not hold what .pdf says: the page is HTML; name it out.html'
    >>> misnames_page("out.html")
    """
    stem, suffix = os.path.splitext(path)
    if suffix.lower() not in _NO_PAGES:
        return None
    return f"{path} would not hold what {suffix} says: the page is HTML; name it {stem}.html"
