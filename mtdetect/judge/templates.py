"""What spinning tools leave in a text: menus of words, placeholders, tags.

A tool writes {finally|at last} and picks one each time, or fills %town% in. Where it failed, the
template itself is published. Nothing that people write for readers looks so: program code, JSON and
the markup of wikis do, and a note such as {sic}, and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from mtdetect.segment import Finding
from mtdetect.tables.encoding import MOST_CHARACTERS

What = Literal["menu", "placeholder", "tag"]

# Words, spaces and the marks of prose: no quotation marks, equals signs or brackets of code.
_WORDS = r"[\w ,.'’!?&-]{0,80}"
# {finally|at last}; of nested menus the innermost. {{cite|name}} is a wiki's.
_MENU = re.compile(rf"\{{{_WORDS}(?:\|{_WORDS}){{1,40}}\}}")
# {news}, {%town%}, {{first name}}, %keyword%, [keyword]
_PLACEHOLDERS = (
    re.compile(
        r"(?<![\w$@#\\{(\[=:])\{{1,2}%?[A-Za-z][A-Za-z_ -]{1,28}[A-Za-z]%?\}{1,2}(?![\w({=:])"
    ),
    re.compile(r"(?<![\w%/&=?])%[A-Za-z][a-z_]{2,28}%(?![\w%])"),
    re.compile(r"\[(?:keyword|KEYWORD|Keyword|main keyword|article title)\]"),
)
_TAG = re.compile(r"\[/?(?:spin|spintax|spinner|nospin)\]|\{/?(?:spin|spintax|nospin)\}", re.I)
# Notes that editors put in braces, though most use brackets.
_NOTES = frozenset(
    ["sic", "laughs", "laughter", "applause", "pause", "pauses", "inaudible", "unintelligible",
     "crosstalk", "emphasis added", "emphasis mine", "expletive", "redacted", "continued",
     "end quote", "applauds", "sighs", "cheers", "cheering", "music"]
)  # fmt: skip
# A line that holds one of these, or a brace within quotation marks, is code or data.
_CODE = re.compile(
    r"[{,]\s*[\"'][\w -]{1,40}[\"']\s*:|;\s*\}|\{\s*\}|=>|==|\)\s*\{|\bfunction\b.{0,40}\{"
    r"|\\[a-z]{2,12}\{|</?[a-z]{1,10}>|\bf[\"'].{0,80}\{|\$\{|\{%\s"
    r"|\b(?:def|class|return|import) \w+\W*[({=;]"
)


def leftovers(text: str) -> list[Finding[What]]:
    """Find pieces of templates in a paragraph.

    Parameters
    ----------
    text : str
        A paragraph; its first 20,000 characters count.

    Returns
    -------
    list of Finding
        In the order of the text, without overlap.

    Examples
    --------
    >>> text = "The mayor {finally|at last} spoke in %town% about the {school_name}."
    >>> [(f.kind, f.text) for f in leftovers(text)]
    [('menu', '{finally|at last}'), ('placeholder', '%town%'), ('placeholder', '{school_name}')]
    """
    text = text[:MOST_CHARACTERS]
    if not any(c in text for c in "{%[") or _CODE.search(text):
        return []
    found: list[Finding[What]] = []
    for leftover in sorted(_all(text), key=lambda f: (f.start, -f.end)):
        if not found or leftover.start >= found[-1].end:
            found.append(leftover)
    return found


def _all(text: str) -> Iterator[Finding[What]]:
    for m in _TAG.finditer(text):
        yield Finding("tag", *m.span(), m.group())
    for m in _MENU.finditer(text):
        of_wiki = text[m.start() - 1 : m.start()] == "{" and text[m.end() : m.end() + 1] == "}"
        if not of_wiki and any(c.isalpha() for c in m.group()):
            yield Finding("menu", *m.span(), m.group())
    for pattern in _PLACEHOLDERS:
        for m in pattern.finditer(text):
            inside = m.group().strip("{}%[] ").lower()
            if inside not in _NOTES and not inside.startswith("laugh"):
                yield Finding("placeholder", *m.span(), m.group())
