"""When to decline: too short, boilerplate, one quotation, a list, not English."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from mtdetect import segment
from mtdetect.encoding import Encoded
from mtdetect.lexicon import NAME, NUMBER, RARE, Lexicon
from mtdetect.results import Reason

_BOILERPLATE = re.compile(
    r"""^\W*(?:
      leave\ a\ (?:comment|reply) | (?:see|read)\ (?:also|more|next)\b | read\ the\ full
    | related\b.{0,40}$
    | (?:photo|image|picture|video|credit|source|caption)s?
      \ ?(?:credit|by|courtesy|via)?\ ?[:/©]
    | ©|copyright\b
    | (?:sign|log)\ (?:up|in)\b | subscribe\b | click\ here
    | follow\ (?:us|me|him|her|them)\b | share\ this
    | all\ rights\ reserved | advertisement | sponsored
    | get\ (?:our|the|more)\ .{0,60}(?:newsletter|app|inbox)
    | (?:by|reporting\ by|editing\ by|additional\ reporting|written\ by|from)
      \ (?-i:[A-Z][\w.'-]+\ (?:[A-Z][\w.'-]+\ ?){0,3}(?:,|and\b|in\b|;|$))
    | (?:this|the)\ (?:article|story|post|report)
      \ (?:was\ (?:originally|first)|has\ been\ updated|(?:originally|first)\ (?:appeared|ran))
    | copy\ link
    | (?:last\ )?(?:updated|published|posted)\b.{0,60}$ | more\ (?:on|from)\ .{0,60}$
    | correction\s*:
    | comments?\ (?:\(\d+\)|are\ closed) | loading\b.{0,20}$ | privacy\ policy
    | terms\ of\ (?:use|service) | contact\ us
    | .{0,40}\bcontributed\ to\ this\ (?:report|story|article) | cookie\ (?:policy|settings|notice)
    | download\ (?:the|our)\ .{0,40}\bapp\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_PHOTO = re.compile(r"\((?:photo|ap photo|reuters|getty|afp|image)[^)]{0,80}\)\s*$", re.IGNORECASE)
_LIST_LINE = re.compile(r"^\s*(?:[-*•·–]|\d{1,2}[.)])\s")
# Words that every English paragraph is full of and that few other languages share.
_ENGLISH = (
    "the", "of", "and", "to", "in", "that", "is", "was", "for", "with", "on", "as", "by", "are",
    "at", "from", "be", "has", "it", "his", "he", "have", "were",
)  # fmt: skip

MOST_BOILERPLATE_WORDS = 45
LEAST_WORDS = 15
LEAST_ENGLISH = 0.10
LEAST_KNOWN = 0.5
MOST_QUOTED = 0.96
MOST_NUMBERS = 0.35


def reasons(encoded: Encoded, lexicon: Lexicon) -> list[Reason | None]:
    """Tell for each paragraph why it should not be judged, or None.

    Parameters
    ----------
    encoded : Encoded
    lexicon : Lexicon

    Returns
    -------
    list of str or None
        ``"not_english"``, ``"boilerplate"``, ``"list"``, ``"quotation"`` or ``"too_short"``.
    """
    english = [lexicon.index[w] for w in _ENGLISH if w in lexicon.index]
    ids, word = encoded.ids, encoded.is_word
    n_words = encoded.n_words
    columns = [n_words] + [
        encoded.sums(chosen) / np.maximum(n_words, 1.0)
        for chosen in (
            np.isin(ids, english) & word,
            (ids == RARE) & word,
            (ids == NAME) & word,
            ids == NUMBER,
            encoded.quoted & word,
        )
    ]
    rows = np.stack(columns, axis=1).tolist()
    return [_reason(text, _Shares(*row)) for text, row in zip(encoded.texts, rows, strict=True)]


class _Shares(NamedTuple):
    """How many words a paragraph has, and the share (0..1) of each sort among them."""

    n_words: float
    function: float
    unknown: float
    names: float
    numbers: float
    quoted: float


def _reason(text: str, share: _Shares) -> Reason | None:
    n_words = share.n_words
    if n_words <= MOST_BOILERPLATE_WORDS and (_BOILERPLATE.match(text) or _PHOTO.search(text)):
        return "boilerplate"
    letters = sum(c.isalpha() for c in text[:2_000])
    foreign = sum(c.isalpha() and ord(c) > 0x24F for c in segment.plain(text[:2_000]))
    if letters and foreign > 0.3 * letters:
        return "not_english"
    if n_words < LEAST_WORDS:
        return "too_short"
    if share.unknown > 1 - LEAST_KNOWN or (share.function < LEAST_ENGLISH and share.unknown > 0.25):
        return "not_english"
    lines = text.split("\n")
    if (
        share.numbers > MOST_NUMBERS
        or (share.function < 0.04 and share.names + share.numbers > 0.5)
        or (len(lines) >= 3 and sum(bool(_LIST_LINE.match(s)) for s in lines) > len(lines) / 2)
    ):
        return "list"
    if share.quoted > MOST_QUOTED:
        return "quotation"
    return None
