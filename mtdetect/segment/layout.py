"""Paragraphs, as blank lines, line breaks and lines broken to a width show them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtdetect.segment.spans import Span, trimmed

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
# What other systems break lines with, each one character.
_OTHER_BREAKS = str.maketrans(dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"))


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
    spans = [span for both in map(Span, starts, ends) if (span := trimmed(text, both)) is not None]
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
_WORD = re.compile(r"\S+")
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
        # In a narrow column a line is short where a long name did not fit.
        above = lines[i - 1].end - lines[i - 1].start
        roomy = above + 1 + _first_word(text, line) <= width
        short = not full[i - 1] and (ended[i - 1] or (roomy and not goes_on[i]))
        if short or indent[i] > usual + 1:
            blocks.append(line)
        else:
            blocks[-1] = Span(blocks[-1].start, line.end)
    return blocks


def _first_word(text: str, line: Span) -> int:
    """Give the length of the word that a line begins with."""
    word = _WORD.match(text, line.start, line.end)
    return word.end() - line.start if word else 0


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
