"""When to decline: too short, boilerplate, one quotation, a list, not English."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from mtdetect import segment
from mtdetect.encoding import Encoded
from mtdetect.lexicon import NAME, NUMBER, RARE, Lexicon
from mtdetect.results import Reason

_BOILERPLATE = re.compile(
    r"""^\W*(?:
      leave\ a\ (?:comment|reply) | (?:see|read)\ (?:also|more|next)\b | read\ the\ full | related\b.{0,40}$
    | (?:photo|image|picture|video|credit|source|caption)s?\ ?(?:credit|by|courtesy|via)?\ ?[:/©] | ©|copyright\b
    | (?:sign|log)\ (?:up|in)\b | subscribe\b | click\ here | follow\ (?:us|me|him|her|them)\b | share\ this
    | all\ rights\ reserved | advertisement | sponsored | get\ (?:our|the|more)\ .{0,60}(?:newsletter|app|inbox)
    | (?:by|reporting\ by|editing\ by|additional\ reporting|written\ by|from)\ [A-Z][\w.'-]+\ (?:[A-Z][\w.'-]+\ ?){0,3}(?:,|and|in|;|$)
    | (?:this|the)\ (?:article|story|post|report)\ (?:was|has\ been|originally|first|appeared) | copy\ link
    | (?:last\ )?(?:updated|published|posted)\b.{0,60}$ | more\ (?:on|from)\ .{0,60}$ | correction\s*:
    | comments?\ (?:\(\d+\)|are\ closed) | loading\b | privacy\ policy | terms\ of\ (?:use|service) | contact\ us
    | .{0,40}\bcontributed\ to\ this\ (?:report|story|article) | cookie | download\ the
    )""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_PHOTO = re.compile(r"\((?:photo|ap photo|reuters|getty|afp|image)[^)]{0,80}\)\s*$", re.IGNORECASE)
_LIST_LINE = re.compile(r"^\s*(?:[-*•·–]|\d{1,2}[.)])\s")
# Words that every English paragraph is full of and that few other languages share.
_ENGLISH = "the of and to in that is was for with on as by are at from be has it his he have were".split()

MOST_BOILERPLATE_WORDS = 45
LEAST_WORDS = 15
LEAST_ENGLISH = 0.10
LEAST_KNOWN = 0.5
MOST_QUOTED = 0.9
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
    word = encoded.is_word
    english = [lexicon.index[w] for w in _ENGLISH if w in lexicon.index]
    ids = encoded.ids
    n_words = encoded.n_words
    counted = np.maximum(n_words, 1.0)
    function_share = encoded.sums(np.isin(ids, english) & word) / counted
    unknown_share = encoded.sums((ids == RARE) & word) / counted
    name_share = encoded.sums((ids == NAME) & word) / counted
    number_share = encoded.sums(ids == NUMBER) / counted
    return [
        _reason(
            text,
            float(n_words[i]),
            float(function_share[i]),
            float(unknown_share[i]),
            float(name_share[i]),
            float(number_share[i]),
            encoded.quoted,
            word,
            encoded,
            i,
        )
        for i, text in enumerate(encoded.texts)
    ]


def _reason(
    text: str,
    n_words: float,
    function_share: float,
    unknown_share: float,
    name_share: float,
    number_share: float,
    quoted: NDArray[np.bool_],
    word: NDArray[np.bool_],
    encoded: Encoded,
    row: int,
) -> Reason | None:
    if n_words <= MOST_BOILERPLATE_WORDS and (_BOILERPLATE.match(text) or _PHOTO.search(text)):
        return "boilerplate"
    letters = sum(c.isalpha() for c in text[:2_000])
    foreign = sum(c.isalpha() and ord(c) > 0x24F for c in segment.plain(text[:2_000]))
    if letters and foreign > 0.3 * letters:
        return "not_english"
    if n_words < LEAST_WORDS:
        return "too_short"
    if unknown_share > 1 - LEAST_KNOWN or (
        function_share < LEAST_ENGLISH and unknown_share > 0.25
    ):
        return "not_english"
    lines = text.count("\n") + 1
    if (
        number_share > MOST_NUMBERS
        or (function_share < 0.04 and name_share + number_share > 0.5)
        or (lines >= 3 and sum(bool(_LIST_LINE.match(l)) for l in text.split("\n")) > lines / 2)
    ):
        return "list"
    start = int(encoded.first[row])
    stop = start + len(encoded.tokens[row])
    inside = int((quoted[start:stop] & word[start:stop]).sum())
    if inside > MOST_QUOTED * n_words:
        return "quotation"
    return None
