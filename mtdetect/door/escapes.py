"""Characters that programs wrote as escapes: =E2=80=99, or a number behind a backslash.

They are read one by one, since a paragraph may end between two of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtdetect.door.edits import Edit

_UTF_16 = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....")


def backslashed(match: re.Match[str]) -> Iterator[Edit]:
    """Read what a backslash escapes: characters by number, breaks, quotation marks."""
    code = match.group()
    if code[1] == "u":
        for unit in _UTF_16.finditer(match.string, *match.span()):
            data = bytes.fromhex(unit.group().replace("\\u", ""))
            yield Edit(*unit.span(), data.decode("utf-16-be", "replace"))
    elif code[1] in "\"'/":
        yield Edit(*match.span(), code[1])
    else:
        yield Edit(*match.span(), "\n" * code.count("n"))


def quoted_printable(match: re.Match[str]) -> Iterator[Edit]:
    """Read bytes of UTF-8 as e-mail writes them, =C3=A9; leave what are none."""
    try:
        read = bytes.fromhex(match.group().replace("=", "")).decode("utf-8")
    except UnicodeDecodeError:
        return
    start = match.start()
    for character in read:
        end = start + len("=XX") * len(character.encode("utf-8"))
        yield Edit(start, end, character)
        start = end
