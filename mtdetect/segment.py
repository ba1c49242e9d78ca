"""Cut a text into paragraphs, sentences, quotations and tokens, with offsets into the original.

Every function keeps offsets: ``text[start:end]`` is the piece itself. Patterns are compiled,
linear in the length of the text and never raise, whatever the string.
"""

# ruff: noqa: SIM905 (lists of words are easier to read and to extend as text)
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal, NamedTuple

# Length-preserving, so that offsets hold: what differs between sources only by typesetting is
# made the same before any feature looks at it (typography features see the original).
_PLAIN = {
    "‘": "'", "’": "'", "‛": "'", "ʼ": "'", "´": "'", "`": "'", "′": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2003": " ", "\u2002": " ", "\t": " ",
    "…": ".", "！": "!", "？": "?", "，": ",", "。": ".",
}  # fmt: skip
# Letters of other scripts that look like Latin ones (homoglyph attack, RAID benchmark).
_LOOKALIKES = dict(
    zip(
        "аеорсухіјѕԁһԛԝАВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαν",
        "aeopcyxijsdhqwABEKMHOPCTYXIJSABEZHIKMNOPTYXoav",
        strict=True,
    )
)  # fmt: skip
_TRANSLATE = str.maketrans({**_PLAIN, **_LOOKALIKES})
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u0000]")

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
# What other systems break lines with, each one character.
_OTHER_BREAKS = str.maketrans(dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"))
_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., a.m.
    r"|\d+(?:[.,:]\d+)*"  # 1,200.50, 10:30
    r"|[^\W\d_\u200b]+(?:'(?!s\b|S\b)[^\W\d_]+)*"  # words; don't and O'Brien stay whole
    r"|'[sS]\b"  # the possessive stands by itself
    r"|\.{2,}|--+"
    r"|[^\w\s]"
)
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov gen lt col maj sgt capt adm st mt jr sr inc corp co ltd vs etc "
    "jan feb mar apr jun jul aug sept sep oct nov dec no vol fig dept rev hon pres u.s u.k u.n d.c "
    "a.m p.m e.g i.e mon tue wed thu fri sat sun ave blvd rd bros est approx ft op cit al fr "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb "
    "nev okla ore pa tenn tex vt va wash wis wyo cos assn assoc univ natl intl supt atty cmdr "
    "cpl pvt pfc spc brig sec penn messrs esq lbs oz pct nos pp hwy cf tues thurs weds".split()
)
# Possessive, and begun only where a run of marks begins: a megabyte of dots is read once.
_SENTENCE_END = re.compile(r"(?<![.!?])[.!?]++[\"')\]]*+(?:(?=\s+[\"'(\[]*+[A-Z0-9])|\s*$)")
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.]*)$")


class Span(NamedTuple):
    """A half-open range of offsets."""

    start: int
    end: int


class Quotation(NamedTuple):
    """A direct quotation, from its opening mark to its closing one (or to the paragraph's end)."""

    start: int
    end: int
    closed: bool


class Token(NamedTuple):
    """A word, number or mark: its plain form and where it stands."""

    form: str
    start: int
    end: int


def plain(text: str) -> str:
    r"""Replace typesetting variants and look-alike letters, one character for one.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        A text of the same length, so that offsets into it are offsets into the original.

    Examples
    --------
    >>> plain("“It’s — fine”")
    '"It\'s - fine"'
    """
    return text.translate(_TRANSLATE)


def count_lookalikes(text: str) -> int:
    """Count letters of other scripts that pass for Latin ones, and invisible characters."""
    if text.isascii():
        return 0
    return sum(c in _LOOKALIKES for c in text) + len(_INVISIBLE.findall(text))


def paragraphs(text: str) -> list[Span]:
    r"""Find the paragraphs: blocks between blank lines or, where no line is blank, lines.

    Lines that were broken to a width are put together again.

    Parameters
    ----------
    text : str
        An article.

    Returns
    -------
    list of Span
        Offsets of each paragraph without the white space around it; none is empty.

    Examples
    --------
    >>> text = "One.\n\nTwo,\nstill two."
    >>> [text[s:e] for s, e in paragraphs(text)]
    ['One.', 'Two,\nstill two.']
    >>> paragraphs("One.\nTwo.")
    [Span(start=0, end=4), Span(start=5, end=9)]
    """
    # Length-preserving: the offsets stay those of the original.
    text = text.replace("\r\n", " \n").translate(_OTHER_BREAKS)
    # White space at the ends says nothing about how the text marks its paragraphs.
    first = len(text) - len(text.lstrip())
    last = len(text.rstrip())
    blanks = [m.span() for m in _BLANK_LINES.finditer(text, first, last)]
    if not blanks:
        blanks = [(i, i + 1) for i in _breaks(text, first, last)]
    starts = [first, *(end for _, end in blanks)]
    ends = [*(start for start, _ in blanks), last]
    spans = [
        trimmed for span in map(Span, starts, ends) if (trimmed := _trim(text, span)) is not None
    ]
    return _unwrapped(text, spans)


def _breaks(text: str, first: int, last: int) -> Iterator[int]:
    at = text.find("\n", first, last)
    while at >= 0:
        yield at
        at = text.find("\n", at + 1, last)


# Wider lines are paragraphs, unless they break in mid-sentence, too.
_WIDEST = 160
# The share of line breaks that must fall in mid-sentence where the next word had no room; and how
# much of the width a line fills that is full.
_WRAPPED, _FULL_LINE = 0.3, 0.8
_LINE_END = re.compile(r"""[.!?:…]["”’')\]]*\s*$""")
# What breaks in mid-sentence and is longer is no item of a list.
_LEAST_TORN = 25


def _unwrapped(text: str, lines: list[Span]) -> list[Span]:
    """Join lines that were broken to a width, each run of narrow ones by itself, and torn ones."""
    whole = _block(text, lines)
    if len(whole) < len(lines):
        return _mended(text, whole)
    joined: list[Span] = []
    run: list[Span] = []
    for line in lines:
        if line.end - line.start > _WIDEST or "\n" in text[line.start : line.end]:
            joined += _block(text, run)
            joined.append(line)
            run = []
        else:
            run.append(line)
    return _mended(text, joined + _block(text, run))


def _block(text: str, lines: list[Span]) -> list[Span]:
    """Join lines if many break in mid-sentence; a short line ends a block unless that goes on."""
    if len(lines) < 4:
        return lines
    width = max(e - s for s, e in lines)
    indent = [_indent(text, s) for s, _ in lines]
    usual = sorted(indent)[len(indent) // 2]
    ended = [_LINE_END.search(text, max(s, e - 9), e) is not None for s, e in lines]
    goes_on = [text[s].islower() for s, _ in lines]
    full = [e - s >= _FULL_LINE * width for s, e in lines]
    wrapped = sum(
        on and not end and wide for end, wide, on in zip(ended, full, goes_on[1:], strict=False)
    )
    if wrapped < _WRAPPED * (len(lines) - 1):
        return lines
    blocks = [lines[0]]
    for i, line in enumerate(lines[1:], 1):
        short = not full[i - 1] and (ended[i - 1] or not goes_on[i])
        if short or indent[i] > usual + 1:
            blocks.append(line)
        else:
            blocks[-1] = Span(blocks[-1].start, line.end)
    return blocks


def _indent(text: str, start: int) -> int:
    before = text[max(0, start - 40) : start]
    return len(before) - len(before.rstrip(" \t"))


def _mended(text: str, blocks: list[Span]) -> list[Span]:
    """Join what a line break or a blank line tears in mid-sentence."""
    mended: list[Span] = []
    for block in blocks:
        if mended and text[block.start].islower():
            start, end = mended[-1]
            long = end - start >= _LEAST_TORN and block.end - block.start >= _LEAST_TORN
            if long and _TORN.search(text, max(start, end - 2), end):
                mended[-1] = Span(start, block.end)
                continue
        mended.append(block)
    return mended


_TORN = re.compile(r"[\w,]$")


def _trim(text: str, span: Span) -> Span | None:
    piece = text[span.start : span.end]
    stripped = piece.strip()
    if not stripped:
        return None
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(stripped))


def tokens(text: str) -> list[Token]:
    """Cut a paragraph into words, numbers and marks.

    Parameters
    ----------
    text : str
        A paragraph.

    Returns
    -------
    list of Token
        In order; forms are plain (see :func:`plain`) and keep their case.

    Examples
    --------
    >>> [t.form for t in tokens("Biden's aides don't say: $1,200.50, U.S. officials said.")]
    ['Biden', "'s", 'aides', "don't", 'say', ':', '$', '1,200.50', ',', 'U.S.', 'officials', 'said', '.']
    """  # noqa: E501
    text = plain(text)
    if _INVISIBLE.search(text):
        text, origin = _visible(text)
        return [
            Token(m.group(), origin[m.start()], origin[m.end() - 1] + 1)
            for m in _TOKEN.finditer(text)
        ]
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def forms(text: str) -> list[str]:
    """Give the plain forms of the tokens without their offsets (faster than :func:`tokens`)."""
    return _TOKEN.findall(_INVISIBLE.sub("", plain(text)))


def _visible(text: str) -> tuple[str, list[int]]:
    kept = [i for i, c in enumerate(text) if not _INVISIBLE.match(c)]
    return "".join(text[i] for i in kept), kept


def sentences(text: str) -> list[Span]:
    """Cut a paragraph into sentences; a full stop after a known abbreviation does not end one.

    Examples
    --------
    >>> text = 'Gov. Hale met Dr. Ortiz on Jan. 14. "We agreed," he said.'
    >>> [text[s:e] for s, e in sentences(text)]
    ['Gov. Hale met Dr. Ortiz on Jan. 14.', '"We agreed," he said.']
    """
    flat = plain(text)
    spans: list[Span] = []
    start = 0
    last = len(flat.rstrip())
    for end in _SENTENCE_END.finditer(flat):
        before = _LAST_WORD.search(flat, max(start, end.start() - 24), end.start())
        if (
            before is not None
            and end.end() < last
            and end.group() == "."
            and (before.group(1).lower() in ABBREVIATIONS or len(before.group(1)) == 1)
        ):
            continue
        trimmed = _trim(text, Span(start, end.end()))
        if trimmed is not None:
            spans.append(trimmed)
        start = end.end()
    trimmed = _trim(text, Span(start, len(text)))
    if trimmed is not None:
        spans.append(trimmed)
    return spans


# A paragraph of more words than this is judged in pieces, as an article without breaks is.
MOST_WORDS = 180
_PIECE_WORDS = 60
_MOST_PIECES = 400
_MOST_PIECE_CHARACTERS = 100_000


def pieces(text: str) -> list[Span]:
    """Cut an overlong paragraph into runs of sentences that are as long as a paragraph is.

    Parameters
    ----------
    text : str
        A paragraph.

    Returns
    -------
    list of Span
        One span for a paragraph of up to ``MOST_WORDS`` words; never empty, in order. Of a text of
        millions of characters only the beginning is covered.

    Examples
    --------
    >>> [s.end - s.start for s in pieces("The town voted. " * 80)]
    [319, 319, 319, 319]
    """
    text = text[:_MOST_PIECE_CHARACTERS]
    if text.count(" ") <= MOST_WORDS:
        return [Span(0, len(text))]
    found: list[Span] = []
    start, words = -1, 0
    for sentence in sentences(text):
        start = sentence.start if start < 0 else start
        words += text.count(" ", sentence.start, sentence.end) + 1
        if words >= _PIECE_WORDS:
            found.append(Span(start, sentence.end))
            start, words = -1, 0
    if start >= 0:
        end = len(text.rstrip())
        if words < _PIECE_WORDS // 2 and found:
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(Span(start, end))
    return found[:_MOST_PIECES] or [Span(0, len(text))]


def quotations(text: str) -> list[Quotation]:
    """Find direct quotations in double marks, straight or curly, nested or left open.

    Parameters
    ----------
    text : str
        A paragraph.

    Returns
    -------
    list of Quotation
        Outermost quotations in order, marks included. One that never closes runs to the end of
        the paragraph, as it does in a speech of several paragraphs, with ``closed`` false.

    Examples
    --------
    >>> text = 'He said: “She told me “no” twice.” Then: "Go'
    >>> [(text[q.start:q.end], q.closed) for q in quotations(text)]
    [('“She told me “no” twice.”', True), ('"Go', False)]
    """
    found: list[Quotation] = []
    opened: list[int] = []
    straight_open = False
    for mark in _QUOTE_MARK.finditer(text):
        if _measures(text, mark.start(), bool(opened)):
            continue
        kind = _side(text, mark.start(), straight_open)
        if kind == "open":
            opened.append(mark.start())
        elif opened:
            start = opened.pop()
            if not opened:
                found.append(Quotation(start, mark.end(), True))
        if mark.group() == '"':
            straight_open = kind == "open"
    if opened:
        found.append(Quotation(opened[0], len(text), False))
    return found


_QUOTE_MARK = re.compile('["“”„«»]')


_FEET = re.compile(r"\d['’′]\s?\d{1,2}$")


def _measures(text: str, at: int, within: bool) -> bool:
    """Tell whether a mark stands for inches: 6'2", a 9" nail."""
    if text[at] not in '"”' or at == 0 or not text[at - 1].isdigit():
        return False
    if _FEET.search(text, max(0, at - 6), at):
        return True
    return not within and not text[at + 1 : at + 2].isalnum()


def _side(text: str, at: int, straight_open: bool) -> Literal["open", "close"]:
    mark = text[at]
    if mark in "“„«":
        return "open"
    if mark in "”»":
        return "close"
    return "close" if straight_open else "open"


def inside(spans: list[Quotation], starts: list[int]) -> list[bool]:
    """Tell for each offset whether it stands within one of the spans.

    Parameters
    ----------
    spans : list of Quotation
        In order, without overlap.
    starts : list of int
        Offsets.
    """
    if not spans:
        return [False] * len(starts)
    begins = [s.start for s in spans]
    result = []
    for offset in starts:
        i = bisect_right(begins, offset) - 1
        result.append(i >= 0 and offset < spans[i].end)
    return result
