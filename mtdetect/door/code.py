r"""Code between the sentences of a page: calls, assignments, conditions and rules of style.

Scrapers that drop the tags keep what stands between them. Code is known by how its statements are
built, ``name.name(...)``, ``selector{property:value}``; a list of what advertisers call would be
out of date in a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtdetect.door.edits import Edit
from mtdetect.expressions import Expression

# A function that a page calls in mid-text.
FUNCTION = Expression(
    r"(?:[\w$.]{1,80}\()?\bfunction ?[\w$]{0,40}\([\w$, ]{0,60}\) ?"
    r"\{(?:[^{}\n]|\{[^{}\n]{0,300}\}){0,600}+\}\)?;?"
)


def uncall(match: re.Match[str]) -> Iterator[Edit]:
    """Take away a function that does something."""
    if any(mark in match.group() for mark in ";="):
        yield Edit(*match.span(), "")


# What cannot lack in a text with statements in it.
NEEDS = (");", "};", "})", "];", ";}", "}", '";', "';", ") {", " = ")
# Where they may begin: behind a sentence.
START = Expression(r"(?<=[.!?…\"”’)])[^\S\n]{1,3}(?=[\w$(!.#@/])")
_NAME = r"[A-Za-z_$][\w$]{0,60}"
_CHAIN = rf"{_NAME}(?:\??\.{_NAME}|\[[^\[\]\n]{{1,60}}\]){{0,12}}"
# What a call is given that no sentence has in brackets right behind a word.
_ARGUMENT = r"\s?(?:[\"'`{\[$!\d)]|function\b|new\b|this\b|\w{1,40}(?:\.\w|\s?=|\s?\(|\)\.\w))"
_VALUE = r"(?=[\w\"'`{\[$!(+-])"
_CALL = rf"{_NAME}(?:\??\.{_NAME}){{1,12}}\s?\(|{_CHAIN}\((?={_ARGUMENT})"
_DECLARED = r"(?:var |let |const |(?=[a-z_$])|(?=\w{1,60}\.))"
_HEAD = Expression(
    # f.g(...), f("..."), f(g(...)), new F(...)
    rf"new {_CHAIN}\(|(?:new |return |await |void |!)?(?:{_CALL})"
    # x = ..., var x = ...
    rf"|{_DECLARED}{_CHAIN}\s?(?:\|\||\+)?=(?![=>])\s?{_VALUE}"
    # (x = x || []).push(...), (function() {...})()
    rf"|[!+]?\((?:{_CHAIN}\s?(?:=|\|\|)|(?:async )?function\b|\(\)\s?=>)"
    r"|(?:if|for|while|switch)\s?\((?=[^()\n]{0,80}(?:[=!<>.&|(]|\)\s?\{))"
    r"|(?:try|else|do|finally)\s?\{|else\s(?=if\b)|catch\s?\(\w{0,20}\)\s?(?=\{)"
    rf"|(?:[!+]|async )?function\s?(?:{_NAME})?\s?\("
)
# A rule of style; braces with a choice of words are what a spinning tool left.
_DECLARATION = r"\s{0,3}[a-z-]{2,40}\s?:\s?[^{}:;|\n]{1,200}"
_SELECTOR = r"(?:[.#@*:]?[a-z][\w-]{0,60}|[.#][\w-]{1,60}|\*)"
_PART = r"(?:[ ,>+~:#*()=^$|\"'\[\]]|\.(?! )){1,3}[\w-]{1,60}"
_STYLE = Expression(
    r"(?:@(?:media|supports|font-face|keyframes)[^{}\n]{0,120}\{\s?)?"
    rf"{_SELECTOR}(?:{_PART}){{0,20}}+[)\]\"']{{0,3}}+\s?"
    rf"\{{{_DECLARATION}(?:;{_DECLARATION}){{0,40}}+\s?;?\s?\}}(?:\s?\}})?"
)
_COMMENT = Expression(r"/\*[^\n]{0,500}?\*/|//[^\n]{0,200}$")
_STRING = Expression(r"\"(?:[^\"\\\n]|\\.){0,500}+\"|'(?:[^'\\\n]|\\.){0,500}+'|`[^`\n]{0,500}+`")
_CALLS = Expression(r"[({\[]|\w\.[a-z]|\b(?:var|let|const)\b")
# Words in a row outside brackets and strings are a sentence.
_WORDS = Expression(
    r"(?!(?:var|let|const|new|return|typeof|else|function|in|of)\b)[a-z]{2,20} [a-z]{2,20}\b"
)
# What a run may begin with.
_FIRST = (_HEAD, _STYLE, _COMMENT)
_GOES_ON = Expression(r"\s?[();.,]")
_SPACE = Expression(r"[^\S\n]{0,40}")
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_MOST = 3_000
# So many places are tried a line, and no more: a line of sentences ends in no code.
_MOST_TRIED = 60
_BEHIND = Expression(r"[^\S\n]{0,40}(?:$|[\"“‘(]?[A-Z][\w’'-]{0,30} )", re.MULTILINE)


def statements(match: re.Match[str]) -> Iterator[Edit]:
    """Take away statements from behind a sentence to the next, or to the end of the line."""
    text = match.string
    done, line, tried = 0, 0, 0
    for start in START.compiled.finditer(text):
        at = start.end()
        if at < done or not any(p.compiled.match(text, at) for p in _FIRST):
            continue
        if at > line:
            end_of_line = text.find("\n", at)
            line, tried = (len(text) if end_of_line < 0 else end_of_line), 0
        tried += 1
        if tried > _MOST_TRIED:
            continue
        end = _run(text, at, line)
        if end > at and _does_something(text[at:end]) and _BEHIND.compiled.match(text, end):
            done = end
            yield Edit(start.start(), end, "")


def _does_something(run: str) -> bool:
    """Tell code from the key of a table, A = apples; B = bread."""
    return any(c in run for c in ";}") and _CALLS.compiled.search(run) is not None


def _run(text: str, at: int, line: int) -> int:
    """Give where a run of statements ends, or where it would begin if there is none."""
    end = at
    while True:
        begin = _space(text, end)
        comment = _COMMENT.compiled.match(text, begin, line)
        style = comment or _STYLE.compiled.match(text, begin, line)
        after = style.end() if style else _statement(text, begin, line)
        if after <= begin:
            return end
        end = after


def _space(text: str, at: int) -> int:
    space = _SPACE.compiled.match(text, at)
    return space.end() if space else at


def _statement(text: str, at: int, line: int) -> int:
    """Give where one statement ends, or where it would begin if it is none."""
    head = _HEAD.compiled.match(text, at, line)
    if head is None:
        return at
    open_for: list[str] = []
    place, last = at, min(line, at + _MOST)
    while place < last:
        mark = text[place]
        string = _STRING.compiled.match(text, place, last) if mark in "\"'`" else None
        if string is not None:
            place = string.end()
            continue
        place += 1
        if mark in _BRACKETS:
            open_for.append(_BRACKETS[mark])
        elif mark in ")]}":
            if not open_for or open_for.pop() != mark:
                return at
            if mark == "}" and not open_for and not _GOES_ON.compiled.match(text, place, last):
                break
        elif not open_for and mark == ";":
            break
        elif not open_for and mark == " " and _WORDS.compiled.match(text, place, last):
            return at
    if open_for or text[place - 1] not in ";})":
        return at
    return place
