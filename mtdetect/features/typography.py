"""Damage to type and sentences that translation leaves behind: quotation marks, spacing, breaks.

Each pattern is one that a reader can check; how sources differ only in house style (curly or
straight marks, kinds of dashes) is left out on purpose. The catalogue follows damage seen on
translated pages and in translated news of known origin.
"""

# ruff: noqa: SIM905 (lists of words are easier to read and to extend as text)
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtdetect import segment
from mtdetect.encoding import MOST_CHARACTERS


class Finding(NamedTuple):
    """A damaged place: its subtype, offsets into the paragraph, and what probably stood there."""

    subtype: str
    start: int
    end: int
    suggestion: str | None


# subtype: (pattern over plain text, what to put there). Groups are linear and bounded.
_PATTERNS: dict[str, tuple[re.Pattern[str], str | None]] = {
    # $ 40, £ 3
    "spaced_currency": (re.compile(r"[$£€] (?=\d)"), "{symbol}"),
    # word , next / word . (but ". . ." is how some houses set an ellipsis)
    "space_before_mark": (
        re.compile(r"(?<=[A-Za-z]{2}) (?:[,;:!?]|\.(?! \.))(?=\s|$)"),
        "{stripped}",
    ),
    # .. ,, ;, ., (three stops are an ellipsis, which people do write)
    "doubled_mark": (
        re.compile(
            r"(?<![.,;:!?\s.])(?:,\s?,|;\s?;|\.\s?,(?=\s)|,\s?\.(?=\s|$)"
            r"|\. \.(?! ?\.)|(?<![A-Z])\.\.(?![.\w]))"
        ),
        "{first}",
    ),
    # anti -war, out -of (but "first- and second-hand", "sixth- through eighth-graders")
    "spaced_hyphen": (
        re.compile(
            r"(?<=[A-Za-z]) -(?=[A-Za-z])"
            r"|(?<=[a-z])- (?!(?:and|or|to|through|but|nor|versus|vs|plus|as|from|into)\b)(?=[a-z])"
        ),
        "-",
    ),
    # word"word or said: "text"next
    "glued_quotation": (re.compile(r'(?<=[a-z]{2})"(?=[A-Za-z]{2})'), None),
    # a mark with a space on both sides: it belongs to neither
    "loose_quotation": (re.compile(r'(?<=[\w,.]) " (?=\w)'), None),
    # an opening mark, then a space
    "space_inside_quotation": (re.compile(r'(?<=[\s(])" (?=[A-Za-z])|^" (?=[A-Za-z])'), '"'),
    # the the, of of (but not "hand-to-hand hand")
    "doubled_word": (
        re.compile(r"(?<![-'])\b([A-Za-z]{2,})\s+\1\b(?![-'])", re.IGNORECASE),
        "{group1}",
    ),
}
_FINE_TWICE = frozenset(
    "that had very so no ha bye blah her is more many yes now far really way much too long big "
    "well hear there knock night yada never ever again please go wait do".split()
)
_BREAK = re.compile(r"(?<=[\w)])([.?!][\"']?) (?=[a-z]{2})")
_LOWER_START = frozenset("www http https pic de von van al el bin di da le la".split())
# 1. or 12. at the start of a line or after a bracket: an item of a list.
_ITEM = re.compile(r"(?:^|[\n(])\s*\d{1,2}$")
_CURLY_WRONG = re.compile(r"(?<=[A-Za-z,.])“(?=\s|$)|(?:^|(?<=\s))”(?=[A-Za-z])")
# “We agreed, “Mr. Hale said: opened where it should close.
_OPENED_AGAIN = re.compile(r",\s“(?=(?:he|she|they|it|the|[A-Z]\w+) said)")
_FEET_AND_INCHES = re.compile(r"(?<=\d)(['’′]\s?\d{1,2})[\"”]")
_BEGUN_TWICE = re.compile(
    r"\b(said|told|says|added|stated) (?:that )?(?:he|she|they|it) \1\b"
    r"|\b((?:[A-Za-z]+ ){2,4}[A-Za-z]{3,}),? \2\b"
)

_LAST_WORD = re.compile(r"[A-Za-z.]+$")
_FOLLOWING = re.compile("[a-z]+")
# A Latin letter next to one that only looks Latin.
_MIXED = re.compile(r"[A-Za-z][^\W\d_a-zA-Z]|[^\W\d_a-zA-Z][A-Za-z]")

SUBTYPES = (
    *_PATTERNS,
    "quotation_left_open",
    "quotation_wrong_side",
    "sentence_break",
    "begun_twice",
    "lookalike_letters",
)
COLUMNS = tuple(f"typography.{name}_per_100_words" for name in SUBTYPES)


def findings(text: str, last: bool = True) -> list[Finding]:
    """Find damaged places in a paragraph.

    Parameters
    ----------
    text : str
        A paragraph; of a very long one the first 20,000 characters count.
    last : bool, default=True
        Unused marks at the end are damage only where no further paragraph follows: a speech of
        several paragraphs closes once.

    Returns
    -------
    list of Finding
        In the order of the text.

    Examples
    --------
    >>> text = "It cost $ 40 and and “he said he left. the town, Mr. Hale said."
    >>> [(f.subtype, text[f.start:f.end], f.suggestion) for f in findings(text)]
    [('spaced_currency', '$ ', '$'), ('doubled_word', 'and and', 'and'), \
('quotation_left_open', '“', None), ('sentence_break', '. ', ' ')]
    """
    text = text[:MOST_CHARACTERS]
    # An ellipsis is one stop to a reader of words, yet no full stop to a reader of type.
    flat = "…".join(segment.plain(piece) for piece in text.split("…"))
    found = [*_matches(flat), *_quotation_marks(text, last), *_breaks(flat)]
    for m in _BEGUN_TWICE.finditer(flat):
        found.append(Finding("begun_twice", m.start(), m.end(), None))
    if segment.count_lookalikes(text):
        for t in re.finditer(r"\w+", text):
            word = t.group()
            # Within one word: a Greek letter or a Russian name by itself is honest.
            if _MIXED.search(word) and segment.plain(word).isascii():
                found.append(Finding("lookalike_letters", t.start(), t.end(), segment.plain(word)))
    return sorted(found, key=lambda f: (f.start, f.end))


def _matches(flat: str) -> Iterator[Finding]:
    for name, (pattern, put) in _PATTERNS.items():
        for m in pattern.finditer(flat):
            if name == "doubled_word" and m.group(1).lower() in _FINE_TWICE:
                continue
            if name == "doubled_word" and m.group(1)[0].isupper():
                continue  # Sirhan Sirhan, Pago Pago
            if name == "doubled_mark" and m.group()[0] == "." and _abbreviated(flat, m.start()):
                continue  # Hale Inc., of Akron, Ohio
            suggestion = put
            if put == "{symbol}":
                suggestion = m.group()[0]
            elif put == "{stripped}":
                suggestion = m.group().strip()
            elif put == "{first}":
                suggestion = m.group()[0]
            elif put == "{group1}":
                suggestion = m.group(1)
            yield Finding(name, m.start(), m.end(), suggestion)


def _abbreviated(flat: str, stop: int) -> bool:
    """Tell whether the full stop at an offset belongs to the word before it."""
    before = _LAST_WORD.search(flat, max(0, stop - 24), stop)
    if before is None:
        return False
    word = before.group()
    return word.lower().rstrip(".") in segment.ABBREVIATIONS or "." in word or len(word) == 1


def _quotation_marks(text: str, last: bool) -> Iterator[Finding]:
    text = _FEET_AND_INCHES.sub(r"\1 ", text)
    surplus = text.count("“") - text.count("”")
    for m in _CURLY_WRONG.finditer(text):
        if "„" not in text:  # “ closes what „ opens
            yield Finding("quotation_wrong_side", m.start(), m.end(), None)
    if surplus > 0:
        for m in _OPENED_AGAIN.finditer(text):
            yield Finding("quotation_wrong_side", m.start(), m.end(), None)
    quotations = segment.quotations(text)
    if last and quotations and not quotations[-1].closed:
        start = quotations[-1].start
        # At the very start of a paragraph an open quotation is a speech that goes on.
        if text[:start].strip():
            yield Finding("quotation_left_open", start, start + 1, None)
    if surplus < 0 and "„" not in text and '"' not in text:
        at = text.index("”")
        inches = at > 0 and text[at - 1].isdigit()
        if not inches and not 0 <= text.find("“") < at:
            yield Finding("quotation_left_open", at, at + 1, None)


def _breaks(flat: str) -> Iterator[Finding]:
    for m in _BREAK.finditer(flat):
        if m.group(1) != ".":
            continue  # "Why?" he asked; Yahoo! said
        following = _FOLLOWING.match(flat, m.end())
        if (
            _abbreviated(flat, m.start())
            or (following and following.group() in _LOWER_START)
            or _ITEM.search(flat, max(0, m.start() - 8), m.start())
        ):
            continue
        yield Finding("sentence_break", m.start(1), m.end(), " ")


def columns(texts: Sequence[str], n_words: NDArray[np.float64]) -> NDArray[np.float64]:
    """Count damaged places by subtype.

    Parameters
    ----------
    texts : sequence of str
        Paragraphs.
    n_words : ndarray of float64, shape (n_paragraphs,)
        Their numbers of words.

    Returns
    -------
    ndarray of shape (n_paragraphs, len(COLUMNS))
    """
    place = {name: i for i, name in enumerate(SUBTYPES)}
    counts = np.zeros((len(texts), len(SUBTYPES)))
    for i, text in enumerate(texts):
        for finding in findings(text):
            counts[i, place[finding.subtype]] += 1
    return 100 * np.minimum(counts, 5) / np.maximum(n_words, 20.0)[:, None]
