"""What only a whole text tells to be the page's and not the writer's: marks on nearly every line.

A dash before a line or two marks the items of a list, and a missing space is a slip; the same
throughout an article was done by a page or by a scraper.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mtdetect.door import boxes
from mtdetect.door.edits import Edit
from mtdetect.door.rule import WHOLE, Rule, drop, put
from mtdetect.expressions import Expression

_NONE: frozenset[str] = frozenset()
BOX = Rule("boxes", frozenset("[{\"';\t"), WHOLE, boxes.unbox, ('"', "'", ";"))

# What stands so often is no slip.
LEAST_THROUGHOUT = 3


def _breaks(match: re.Match[str]) -> Iterator[Edit]:
    yield Edit(*match.span(), "\n" * match.group().count("n") or " ")


def _bytes(match: re.Match[str]) -> Iterator[Edit]:
    yield Edit(*match.span(), bytes.fromhex(match.group()[1:]).decode("cp1252", "replace"))


_BETWEEN_STRINGS = Expression(
    r"(?<=[.!?…”\"’)])(?:\"\s?,\s{0,3}[\"']|'\s?,\s{0,3}[\"'])(?=[\"“‘'(]?[A-Z0-9])"
)
_FIRST = Expression(r"(?:[^\n\"']{0,40}[\[({]\s?)?[\"'](?=\w)")
_LAST = Expression(r"[\"']\s?[\])}]?\s*\Z")


def _parted(match: re.Match[str]) -> Iterator[Edit]:
    """Part what stands in a list that cannot be read as one, for the marks within it."""
    text = match.string
    places = [m.span() for m in _BETWEEN_STRINGS.compiled.finditer(text)]
    if len(places) < LEAST_THROUGHOUT - 1:
        return
    first = _FIRST.compiled.match(text)
    if first is not None and first.end() < places[0][0]:
        yield Edit(*first.span(), "")
    for start, end in places:
        yield Edit(start, end, "\n\n")
    last = _LAST.compiled.search(text, max(places[-1][1], len(text) - 9))
    if last is not None:
        yield Edit(*last.span(), "")


LISTED_STRINGS = Rule("boxes", _NONE, WHOLE, _parted, ('", ', "', ", '","', "','", '",\n', "',\n"))
# Lines as e-mail breaks them, in mid-word, too; breaks and tabs as programs write them.
BEFORE_DECODING = (
    Rule("escapes", _NONE, Expression(r"(?<=\S)\+(?=\S)"), put(" "), ("%2C+",)),
    Rule(
        "escapes", _NONE, Expression("%(?:2[0-9A-F]|3[A-F]|0[AD]|5[BDEF])"), _bytes, ("%20", "%2C")
    ),
    Rule("escapes", _NONE, Expression(r"=[^\S\n]{0,3}\r?\n"), drop, ("=\n", "=\r\n", "= \n")),
    Rule(
        "escapes", frozenset("\\"), Expression(r"(?:\\{1,2}(?!r(?:dbl)?quote)[nrt]){1,9}"), _breaks
    ),
)
# Behind what decodes UTF-8, of which these may be the last bytes.
BEHIND_DECODING = (
    Rule("escapes", frozenset("="), Expression("=(?:[01289A][0-9A-F]|3D)(?![0-9A-F])"), _bytes),
)
# Hyphens of lines that end no more where they did; "first- and second-hand" is another matter.
BROKEN_WORDS = Rule(
    "hyphens",
    _NONE,
    Expression(
        r"(?<=[a-z]{2})- (?!(?:and|or|to|nor|but|than|then|the|a|an|in|on|of|who|which|that|as|with"
        r"|for|from|by|at|is|are|was|were|it|he|she|they|we|you|not|no|this|if|when|while|even|so"
        r"|like|versus|plus)\b)(?=[a-z]{2})"
    ),
    drop,
    ("- ",),
)

# So many lines, and this share of all, begin with a mark where it is no list's.
LEAST_LISTED, LISTED = 3, 0.8
LINES = Expression(r"^[^\S\n]{0,200}\S", re.MULTILINE)
_MARKS = "-–—*•·▪■●▶►‣⁃◦→"
_DIGITS = frozenset("0123456789")
LIST_MARKS = (
    Rule(
        "list marks",
        frozenset(_MARKS),
        Expression(rf"^[^\S\n]{{0,8}}[{_MARKS}][^\S\n]{{1,3}}(?=\S)", re.MULTILINE),
        drop,
    ),
    Rule(
        "list marks",
        frozenset("|│┃"),
        Expression(r"^[^\S\n]{0,8}[|│┃](?:[^\S\n]{1,3}|$)", re.MULTILINE),
        drop,
    ),
    Rule(
        "list marks",
        _DIGITS,
        Expression(r"^[^\S\n]{0,8}(?:\d{1,3}[.)]|\(\d{1,3}\))[^\S\n]{1,3}(?=\S)", re.MULTILINE),
        drop,
    ),
    # Dates and times, numbers of parts: 2021-03-04T14:10:00Z, [04/03/2021, 14:10], 3/12, 2.1.
    Rule(
        "list marks",
        _DIGITS,
        Expression(
            r"^[^\S\n]{0,8}(?:[\[(]?\d[\d.:/,TZ-]{0,30}+[\])]?[^\S\n]{1,4}){1,3}+(?=\S)",
            re.MULTILINE,
        ),
        drop,
    ),
)

# So many paragraphs of so many words, and this share of them, end alike by no chance.
_LEAST_ENDS, _ENDS, _LEAST_SPACES, _MOST_WORDS = 4, 0.8, 7, 12
_NUMBER = re.compile(r"\d+")
_STOPS = (".", "!", "?", "…")
_CLOSING = "\"”’')]"


def common_end(text: str) -> Rule | None:
    r"""Give a rule against what nearly every paragraph ends with behind its last sentence.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> lines = [f"The council of Tolby voted for the {i}th time on it. 3 comments" for i in "4567"]
    >>> rule = common_end("\n".join(lines))
    >>> [lines[0][edit.start:] for match in rule.pattern.compiled.finditer(lines[0])
    ...  for edit in rule.edits(match)]
    [' 3 comments']
    """
    ends = [
        _NUMBER.sub("0", line[-200:]).split()[-_MOST_WORDS:]
        for line in text.split("\n")
        if line.count(" ") >= _LEAST_SPACES
    ]
    if len(ends) < _LEAST_ENDS:
        return None
    common: tuple[str, ...] = ()
    for words in range(1, _MOST_WORDS):
        (end, times), *_ = Counter(tuple(e[-words:]) for e in ends).most_common(1)
        if times < _ENDS * len(ends) or (common and end[0].rstrip(_CLOSING)[-1:] in _STOPS):
            break
        common = end
    if not common:
        return None
    words_of_it = "".join(
        r"[^\S\n]{1,9}" + r"\d+".join(map(re.escape, word.split("0"))) for word in common
    )
    pattern = Expression(words_of_it + r"[^\S\n]{0,9}$", re.MULTILINE)
    return Rule("ends", _NONE, pattern, _drop_behind_stop, (common[-1][-1:],))


def _drop_behind_stop(match: re.Match[str]) -> Iterator[Edit]:
    before = match.string[max(0, match.start() - 4) : match.start()].rstrip(_CLOSING)
    if before[-1:] in _STOPS:
        cut = len("...") if before.endswith("....") else 0
        yield Edit(match.start() - cut, match.end(), "")


def _part(match: re.Match[str]) -> Iterator[Edit]:
    yield Edit(match.start(), match.end(), match.group() + "\n\n")


GLUED = Rule(
    "glued paragraphs",
    frozenset(".!?"),
    Expression(r"(?<=[a-z]{2})[.!?][\"”’]?(?=[\"“‘]?[A-Z][a-z])"),
    _part,
    (".",),
)

# Of so many marks this share is set off from the word before: a text for programs that count words.
LEAST_APART, APART = 8, 0.7
MARKS = Expression(r"(?<=\S)[^\S\n]?[,.;:!?](?!\S)")
MARKS_APART = Expression(r"(?<=\S)[^\S\n][,.;:!?](?!\S)")

# One mark may be set off and no other. Semicolons, colons, marks of questions and exclamation are
# set off by people who write as in French; that tells of them and stays.
ONE_APART = tuple(
    (
        Expression(rf"(?<=[^\s.])[^\S\n]?{mark}(?!\S)(?![^\S\n]\.)"),
        Expression(rf"(?<=[^\s.])[^\S\n]{mark}(?!\S)(?![^\S\n]\.)"),
        Rule("tokens", _NONE, Expression(rf"(?<=[^\s.])[^\S\n](?={mark}(?!\S))"), drop, (needs,)),
    )
    for mark, needs in ((",", " ,"), (r"\.", " ."))
)


def _quoted(match: re.Match[str]) -> Iterator[Edit]:
    """Set straight marks to what they open and close, in turn."""
    opened = False
    for mark in re.finditer(r'\n|(?P<before> )?"(?P<behind> )?', match.string):
        if mark.group() == "\n":
            opened = False
            continue
        opened = not opened
        side = "behind" if opened else "before"
        if mark[side]:
            yield Edit(*mark.span(side), "")


def _middle(match: re.Match[str]) -> Iterator[Edit]:
    yield Edit(*match.span(), match[1])


TOKENS = tuple(
    Rule("tokens", _NONE, pattern, edits, needs)
    for pattern, edits, needs in (
        (Expression(r"-L[RS]B- ?"), put("("), ("-LRB-", "-LSB-")),
        (Expression(r" ?-R[RS]B-"), put(")"), ("-RRB-", "-RSB-")),
        (Expression(r" @([-,.–—/])@ "), _middle, ("@",)),
        (WHOLE, _quoted, ('"',)),
        (
            Expression(r"(?<=``) (?=\S)|(?<=\S) (?='')|(?<=[(“]) (?=\S)|(?<=\S) (?=[)”])"),
            drop,
            (" ",),
        ),
        (Expression(r"(?<=\S) (?=(?:[,;:!?%]|\.{1,3})(?!\w))"), drop, (" ",)),
        (Expression(r"(?<=\w) (?=(?:n?['’]t|['’](?:s|re|ve|ll|d|m))\b)"), drop, ("'", "’")),
    )
)

# So many quotation marks, and this share of all, have a space on the inner side, or on both sides
# where they are straight.
LEAST_SPACED, SPACED = 4, 0.8
# All of a kind, those with spaces, and what sets them to their words.
SPACED_MARKS = (
    (
        Expression("[“”]"),
        Expression(r"“[^\S\n](?=\S)|(?<=\S)[^\S\n]”"),
        Rule(
            "quotation marks",
            _NONE,
            Expression(r"(?<=“)[^\S\n](?=\S)|(?<=\S)[^\S\n](?=”)"),
            drop,
            ("“ ", " ”"),
        ),
    ),
    # Guillemets with spaces are set as French sets them, and count as such without.
    (
        Expression("[«»]"),
        Expression(r"«[^\S\n](?=\S)|(?<=\S)[^\S\n]»"),
        Rule(
            "quotation marks",
            _NONE,
            Expression(r"(?<=«)[^\S\n](?=\S)|(?<=\S)[^\S\n](?=»)"),
            drop,
            ("« ", " »"),
        ),
    ),
    (
        Expression('"'),
        Expression(r'(?<!\S)"(?!\S)'),
        Rule("quotation marks", _NONE, WHOLE, _quoted, (' " ',)),
    ),
)

# Apostrophes that became spaces, in a text that has kept none: "you d", "the year s".
APOSTROPHES = frozenset("'’‘´`′")
_PRONOUNS = ("I", "he", "we", "it", "she", "you", "who", "they", "that", "there", "what")
_PRONOUN = "|".join(rf"(?<=\b{word})|(?<=\b{word.capitalize()})" for word in _PRONOUNS)
LOST_APOSTROPHES = Rule(
    "marks",
    _NONE,
    Expression(
        rf"(?:(?<=[A-Za-z]{{2}})[^\S\n](?=s\b)|(?<=[a-z]n)[^\S\n](?=t\b)"
        rf"|(?:{_PRONOUN})[^\S\n](?=(?:d|ll|ve|re|m)\b))(?!\w{{1,2}}[-'])"
    ),
    put("’"),
    (" s ", " t ", " d ", " ll ", " ve ", " re ", " m "),
)
