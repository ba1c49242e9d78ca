"""Quotation marks of an article: turned, parted from their words, glued to others, foreign, lost.

Marks are judged in the article: a speech of several paragraphs closes once, and what a paragraph
opens the next may close.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mtdetect.features.quotation_marks import broken_marks
from mtdetect.segment import Finding, Span

_SAYING = (
    r"(?:said|says|added|adds|told|stated|explained|wrote|noted|stressed|assured|concluded|"
    r"admitted|continued|he|she|they|according|emphasi[sz]ed|declared)\b"
)
_VERB = _SAYING.replace("he|she|they|according|", "")
_FOREIGN = re.compile(r"[«»„]|(?<=[\s(]),,(?=\w)|^,,(?=\w)", re.MULTILINE)
# An opening mark where one closes; a closing one where one opens.
_TURNED = re.compile(
    rf"(?<=[\w,.!?…])“(?=[.,;:)]|\s|$|{_SAYING})"
    r"|(?<=[\w,.!?…] )“(?=[.,;:]|\s*\n|\s*\Z)"
    rf"|(?<=[,.!?…] )“(?={_VERB})"
    r"|(?<=[\w,.] )”(?=[A-Za-z][a-z]* [a-z])(?![A-Za-z]+ (?:said|says))"
    r"|(?<=\w)“(?=[a-z])"
)
# A mark with a space between it and what it closes or opens.
_SPACED = re.compile(
    r"(?<=[\w,.!?…] )”(?=[\s.,;)]|\Z)|“ (?=\w)|(?<=[\w,.!?])[”\"](?= [.,](?:\s(?!\.)|\Z))"
)
_LOOSE = re.compile(r'(?<=[\w.,!?] )"(?=[.,;](?![.])|\n|\Z)|(?:(?<=\n)|\A)" (?=\w)')
# fell, ”said the mayor / fell, "said the mayor
# but: told me, "he said so: a straight mark before a pronoun may well open a quotation.
_PARTED = re.compile(
    rf"(?<=[\w][,.!?…] )”(?={_SAYING})|(?<=[\w][,.!?…] )\"(?={_VERB})"
    rf"|(?<=[\w][,.!?…] )”(?=[A-Z][a-z]+ {_SAYING})"
)
# fell,”said / fell”The mayor
_GLUED = re.compile(rf"(?<=[\w,.!?…])”(?=[A-Za-z]{{2,}})|(?<=[\w,.!?…])\"(?={_SAYING})")
_OPENING = "\"“«„‘'"


def quotation_marks(text: str, spans: Sequence[Span]) -> Iterator[Finding[str]]:
    """Find damaged quotation marks.

    Parameters
    ----------
    text : str
        An article.
    spans : sequence of Span
        Its paragraphs.

    Examples
    --------
    >>> text = "He was calm “. The town slept, ”said Hale."
    >>> [(f.kind, f.start) for f in quotation_marks(text, [Span(0, len(text))])]
    [('quote_turned', 12), ('quote_parted', 31)]
    """
    found: list[Finding[str]] = []
    taken: set[int] = set()

    def take(kind: str, start: int, end: int) -> None:
        if start not in taken:
            taken.add(start)
            found.append(Finding(kind, start, end, text[start:end]))

    foreign = False
    for m in _FOREIGN.finditer(text):
        foreign = True
        take("quote_foreign", *m.span())
    if "“" in text or "”" in text or '"' in text:
        if not foreign:  # „so“ turns what is right in its own language
            for m in _TURNED.finditer(text):
                take("quote_turned", *m.span())
        for kind, pattern in (
            ("quote_parted", _PARTED),
            ("quote_spaced", _SPACED),
            ("quote_loose", _LOOSE),
            ("quote_glued", _GLUED),
        ):
            for m in pattern.finditer(text):
                take(kind, m.start(), m.start() + 1)
        for kind, start in _without_partner(text, spans):
            take(kind, start, start + 1)
    yield from found


def _without_partner(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, int]]:
    open_before = False
    for i, (start, end) in enumerate(spans):
        paragraph = text[start:end]
        follows = i + 1 < len(spans) and text[spans[i + 1].start] in _OPENING
        marks = sorted(broken_marks(paragraph, last=True), key=lambda mark: mark.start)
        opened = False
        for mark in marks:
            if mark.kind == "quotation_wrong_side":
                yield "quote_turned", start + mark.start
                continue
            opens = _opens(paragraph, mark.start)
            if opens:
                opened = True
                if follows and mark is marks[-1]:
                    continue  # a speech that the next paragraph goes on with
            elif open_before:
                open_before = False
                continue  # it closes what the paragraph before opened
            yield "quote_lost", start + mark.start
        open_before = opened or (not marks and open_before and paragraph[:1] in _OPENING)


def _opens(paragraph: str, at: int) -> bool:
    before = paragraph[at - 1 : at]
    return paragraph[at] in "“„«" or not before or before.isspace() or before in "([-–—"
