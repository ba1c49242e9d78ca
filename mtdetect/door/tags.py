"""Tags of HTML, XML and word processors, shortcodes, templates and fields: what pages are made of.

What stands between two marks may be long, and marks may stay open: those are found in one walk
through the text, so that a text of nothing but opening marks costs no more than another.
"""

# ruff: noqa: SIM905 (lists of words are easier to read and to extend as text)
from __future__ import annotations

import re
from collections.abc import Iterator

from mtdetect.door.edits import Edit
from mtdetect.expressions import Expression

_INLINE = "a|b|i|u|em|strong|span|font|small|big|sup|sub|cite|mark|abbr|q|ins|del|time|tt|label|wbr"
_BLOCK = "p|div|h[1-6]|li|ul|ol|blockquote|section|article|figure|figcaption|header|footer|main|hr"
# Of pages as such, which are code and are not judged; see ``judge.abstain``.
_PAGES = frozenset("html head body meta link nav form input".split())
_KNOWN = Expression(rf"{_INLINE}|{_BLOCK}|br|img", re.IGNORECASE)
IS_BLOCK = Expression(
    f"{_BLOCK}|block|item|title|description|para(?:graph)?|table|t[drh]", re.IGNORECASE
)
PAGE = re.compile(r"\s{0,9}<(?:!doctype|html|head|body|script|style|table)(?![\w.])", re.IGNORECASE)
# Up to the first mark that closes it. Most marks that stay open are given up by one look ahead, and
# no group repeats: the choices of one would be tried anew behind every mark of a text of them.
MOST_COMMENT = 2_000
COMMENT = rf"<!--(?=[^>]{{0,{MOST_COMMENT + 2}}}+>)[\s\S]{{0,{MOST_COMMENT}}}?-->"
TAG = Expression(
    rf"{COMMENT}"
    r"|<!\[(?:CDATA\[|(?:if|endif)[^<>]{0,200}>)|\]\]>"
    r"|<\?xml[^<>]{0,200}>|<sup[^<>]{0,200}>\s?\[?\d{1,3}\]?\s?</sup>"
    r"|<(?P<closes>/)?(?P<name>[A-Za-z][\w.:-]{0,40})"
    # An attribute's value may hold a tag of its own.
    r"(?P<rest>\s(?:[^<>\"'=]{1,400}+|=\"[^\"]{0,1000}+\"|='[^']{0,1000}+'|[\"'=]){0,60}+)?/?>",
    re.IGNORECASE,
)
# So far on a mark that closes another is looked for.
_NEAR = 3_000


def untag(match: re.Match[str]) -> Iterator[Edit]:
    """Take away a tag; one that parts paragraphs leaves a blank line."""
    name = match["name"] or ""
    if not name or _is_tag(match, name):
        put = ""
        if name.lower() == "br":
            put = "\n"
        elif IS_BLOCK.compiled.fullmatch(name):
            put = "\n\n"
        yield Edit(*match.span(), put)


def _is_tag(match: re.Match[str], name: str) -> bool:
    if _KNOWN.compiled.fullmatch(name):
        return True
    if name.lower() in _PAGES:
        return False
    if match["closes"] or "=" in (match["rest"] or "") or match.group().endswith("/>"):
        return True
    end = match.end()
    return any(c in name for c in ":-.") or match.string.find(f"</{name}", end, end + _NEAR) >= 0


# Elements whose content no reader sees, and notes, which stand below the text.
_UNSEEN = Expression(r"<(script|style|iframe|svg|noscript|video|audio|object|ref)\b", re.IGNORECASE)


def unseen(match: re.Match[str]) -> Iterator[Edit]:
    """Take away scripts, styles, drawings and notes with all that they hold."""
    text = match.string
    lower = text.lower() if len(text.lower()) == len(text) else text
    open_for_good: set[str] = set()
    done = 0
    for opening in _UNSEEN.compiled.finditer(text):
        name = opening[1].lower()
        if opening.start() < done or name in open_for_good:
            continue
        head = text.find(">", opening.end(), opening.end() + 2_000)
        if head < 0 or text[head - 1] == "/":
            continue
        end = lower.find(f"</{name}>", head)
        if end < 0:
            open_for_good.add(name)
            continue
        done = end + len(name) + 3
        yield Edit(opening.start(), done, "")


_BRACES = Expression(r"[{](?:[{]{1,2}|%)|(?:[}]{1,2}|%)[}]|[$][{](?=[\w.]{1,60}[}])")
_MOST_TEMPLATE = 5_000
# Single braces within double ones: a menu of menus that a spinning tool left, {{a|b} c|{d|e}}.
_MENU = Expression(r"(?<!\{)\{(?!\{)|(?<!\})\}(?!\})")


def templates(match: re.Match[str]) -> Iterator[Edit]:
    """Take away what is in double braces, ``{{cite news|...}}``, also one within another."""
    starts: list[int] = []
    found: list[Edit] = []
    text = match.string
    for braces in _BRACES.compiled.finditer(text):
        mark = braces.group()
        if mark == "${":
            if not starts:
                found.append(Edit(braces.start(), text.find("}", braces.end()) + 1, ""))
        elif mark[0] == "{":
            starts.append(braces.start())
        elif starts:
            start, end = starts.pop(), braces.end()
            inner = start + 2, end - 2
            if end - start <= _MOST_TEMPLATE and not _MENU.compiled.search(text, *inner):
                while found and found[-1].start > start:
                    found.pop()
                found.append(Edit(start, end, ""))
    yield from found


_VALUE = r"(?:\"[^\"\n]{0,500}+\"|'[^'\n]{0,500}+'|[^\s\[\]\"']{1,200}+)"
# What a spinning tool left is evidence, and stays: see ``judge.templates``.
SHORTCODE = Expression(
    r"\[(?P<closes>/)?(?P<name>(?!(?:no)?spin)[a-z][a-z0-9_-]{2,30})"
    rf"(?P<rest>(?:\s{{1,3}}[a-z][\w-]{{0,30}}={_VALUE}){{1,20}}+)?\s?/?\]"
)


def unshort(match: re.Match[str]) -> Iterator[Edit]:
    """Take away a shortcode of a page builder: ``[vc_row]``, ``[caption id="3"]``."""
    name, end = match["name"], match.end()
    if match["closes"] or match["rest"] or match.string.find(f"[/{name}]", end, end + _NEAR) >= 0:
        yield Edit(*match.span(), "\n\n" if "_" in name else "")


# What is left of a link when a filter took its brackets.
BROKEN = Expression(r"(?<![<\w])a href=\"[^\"<>\n]{1,1000}\"[^<>\n]{0,300}>|(?<=\w)/a>")
# What a word processor keeps of a link, and what it shows of a cue for subtitles.
FIELD = Expression(
    r"(?:\{\s{0,3})?\bHYPERLINK\s{1,3}(?:\\l\s)?\"[^\"\n]{1,1000}\""
    r"(?:\s{1,3}\\[a-z](?:\s\"[^\"\n]{0,200}\")?){0,3}(?:\s{0,3}\}|\s)?"
)
CUE = Expression(
    r"(?:^|\s{0,9}\n)(?:\d{1,5}\n)?(?:\d\d:)?\d\d:\d\d[.,]\d{3} --> (?:\d\d:)?\d\d:\d\d[.,]\d{3}"
    r"[^\n]{0,80}\n"
)
