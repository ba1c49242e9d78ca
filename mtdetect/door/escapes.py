"""Characters that programs wrote as escapes: =E2=80=99, or a number behind a backslash.

They are read one by one, since a paragraph may end between two of them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from mtdetect.door.edits import Edit
from mtdetect.expressions import Expression

BACKSLASHED = Expression(
    r"\\{1,4}u(?:[0-9a-fA-F]{4}(?:\\{1,4}u[0-9a-fA-F]{4}){0,200}|\{[0-9a-fA-F]{1,6}\})"
    r"|\\x(?:[0-9a-f]{2}(?:\\x[0-9a-f]{2}){0,200}|\{[0-9a-fA-F]{1,6}\})"
    # Rich text gives bytes in hexadecimal, too; an apostrophe before a year is none.
    r"|(?<=[\w.,!?])\\'[89a-f][0-9a-f]|\\'9[13](?=\w)|\\'9[67](?=\s)"
    r"|\\(?P<name>[lr](?:dbl)?quote|e[mn]dash|par)\b ?\n?"
    r"|(?:(?:\\r)?\\n){1,9}(?![a-z])|\\[\"'/]"
)
_NAMES = {
    "ldblquote": "“", "rdblquote": "”", "lquote": "‘", "rquote": "’", "emdash": "—",
    "endash": "–", "par": "\n\n",
}  # fmt: skip
_UTF_16 = re.compile(
    r"\\{1,4}u[dD][89abAB]..\\{1,4}u[dD][c-fC-F]..|\\{1,4}u[0-9a-fA-F]{4}|\\[ux]\{[0-9a-fA-F]+\}"
)


def backslashed(match: re.Match[str]) -> Iterator[Edit]:
    """Read what a backslash escapes: characters by number or name, breaks, quotation marks."""
    code = match.group()
    bare = code.lstrip("\\")
    if match["name"]:
        yield Edit(*match.span(), _NAMES[match["name"]])
    elif bare[0] == "u" or bare.startswith("x{"):
        for unit in _UTF_16.finditer(match.string, *match.span()):
            number = re.sub(r"[\\ux{}]", "", unit.group())
            yield Edit(*unit.span(), _character(number))
    elif bare[0] == "x":
        yield from _bytes(match, r"\x")
    elif bare[0] == "'" and len(bare) > 1:
        yield Edit(*match.span(), bytes.fromhex(bare[1:]).decode("cp1252", "replace"))
    elif bare[0] in "\"'/":
        yield Edit(*match.span(), bare)
    else:
        yield Edit(*match.span(), "\n" * code.count("n"))


def _character(number: str) -> str:
    if len(number) in (4, 8):
        return bytes.fromhex(number).decode("utf-16-be", "replace")
    code = int(number, 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _bytes(match: re.Match[str], mark: str) -> Iterator[Edit]:
    """Read bytes of UTF-8, each behind a mark; those of Windows-1252 if they are no such."""
    data = bytes.fromhex(match.group().replace(mark, ""))
    try:
        read, width = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        read, width = data.decode("cp1252", "replace"), "cp1252"
    start = match.start()
    for character in read:
        size = len(character.encode("utf-8")) if width == "utf-8" else 1
        end = start + (len(mark) + 2) * size
        yield Edit(start, end, character)
        start = end


IN_BYTES = Expression(
    r"(?:=[C-F][0-9A-F](?:=[89AB][0-9A-F]){1,3}){1,50}"
    r"|(?:%[C-F][0-9A-F](?:%[89AB][0-9A-F]){1,3}){1,50}"
)


def in_bytes(match: re.Match[str]) -> Iterator[Edit]:
    """Read bytes of UTF-8 as e-mail and addresses write them, =C3=A9; leave what are none."""
    mark = match.group()[0]
    try:
        bytes.fromhex(match.group().replace(mark, "")).decode("utf-8")
    except UnicodeDecodeError:
        return
    yield from _bytes(match, mark)


# Numbers of characters as statistics programs print them, and as they stay when a backslash or an
# ampersand is lost on the way.
BY_NUMBER = Expression(
    r"<U\+(?P<code>[0-9A-F]{4,6})>|(?<![0-9A-Z])u(?P<bare>20(?:1[0-9a-f]|2[0-6]|ac)|00[a-f][0-9a-f])"
)


def by_number(match: re.Match[str]) -> Iterator[Edit]:
    """Read <U+2019>, and the u2019 that is left of an escape."""
    yield Edit(*match.span(), _character((match["code"] or match["bare"]).zfill(4)))


_ENTITY = r"(?:[lr][sd]quo|[mn]dash|hellip|nbsp|quot|apos|amp)"
SPOILT_ENTITY = Expression(
    rf"& (?P<spaced>{_ENTITY}|\#\d{{2,5}});|(?<![&#])(?P<number>\#8\d{{3}});"
    # Without ampersand and semicolon marks are told from numbers by what stands beside them.
    r"|(?<![&#\w])(?P<opening>\#82(?:16|20))(?=[A-Za-z])"
    r"|(?:(?<=[A-Za-z])|(?<=\#8221))(?P<within>\#82(?:1[1267]|20))(?=[A-Za-z])"
    r"|(?:(?<=[.,!?])|(?<=[a-z]))(?P<closing>\#8221)(?![\d;])|(?<=s)(?P<plural>\#8217)(?=\s)"
    rf"|(?<=[A-Za-z])(?P<mark>\#0?39);|(?<!&)(?P<bare>{_ENTITY});|&(?P<open>\#8\d{{3}})(?![\d;])"
)


def entity(match: re.Match[str]) -> Iterator[Edit]:
    """Read an entity that lost its ampersand or its semicolon, or got a space."""
    yield Edit(*match.span(), html.unescape(f"&{match[match.lastgroup or 0]};"))
