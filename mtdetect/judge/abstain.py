"""When to decline: too short, boilerplate, a quotation, a list, other languages, no prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from mtdetect import segment
from mtdetect.judge.labels import Reason
from mtdetect.judge.templates import leftovers
from mtdetect.tables.encoding import Encoded
from mtdetect.tables.lexicon import NAME, NUMBER, RARE, Lexicon

# What may begin a sentence of prose, too, counts only where there is hardly more.
_SHORT_BOILERPLATE = re.compile(
    r"""^\W*(?:
      (?:see|read)\ (?:also|more|next)\b | related\b.{0,40}$
    | (?:source|credit)s?\ ?(?:by|via)?\ ?[:/] | copyright\b
    | (?:sign|log)\ (?:up|in)\b | subscribe\b | follow\ (?:us|me|him|her|them)\b | share\ this
    | advertisement\b | sponsored\b | get\ (?:our|the|more)\ .{0,60}(?:newsletter|app|inbox)
    | (?:by|from)\ (?-i:[A-Z][\w.'-]+\ (?:[A-Z][\w.'-]+\ ?){0,3}(?:,|and\b|in\b|;|$))
    | the\ (?:article|story|post|report)
      \ (?:was\ (?:originally|first)|has\ been\ updated|(?:originally|first)\ (?:appeared|ran))
    | (?:last\ )?(?:updated|published|posted)\b.{0,60}$ | more\ (?:on|from)\ .{0,60}$
    | correction\s*: | loading\b.{0,20}$ | privacy\ policy | contact\ us
    | most\ (?:read|popular|viewed|shared|commented)\b | (?:recommended|trending)\b.{0,40}$
    | you\ (?:may|might)\ also\ like\b | (?:top|latest)\ (?:stories|news|headlines)\b.{0,40}$
    | (?:tags|topics|filed\ under)\s*: | have\ your\ say\b | join\ the\ conversation\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_BOILERPLATE = re.compile(
    r"""^\W*(?:
      leave\ a\ (?:comment|reply) | (?:see\ also|read\ (?:more|next))\s*:
    | read\ the\ full\ \w+\ (?:on|at|here)
    | (?:photo|image|picture|video|caption)s?\ ?(?:credit|by|courtesy|via)?s?\ ?[:/©]
    | © | copyright\ (?:©|\(c\)|\d{4})
    | (?:sign|log)\ (?:up|in)\ (?:for|to|with|here|now)\b
    | subscribe\ (?:now|today|here|to\ (?:our|the|get|read)\b) | click\ here
    | follow\ (?:us|me)\ on\b | share\ this\ (?:article|story|page|post|on|with|via)\b
    | all\ rights\ reserved
    | get\ (?:our|the|more)\ .{0,60}(?:newsletter|inbox)
    | (?:(?:additional\ )?reporting|editing|written|compiled)\ by\ (?-i:[A-Z])
    | this\ (?:article|story|post|report)
      \ (?:was\ (?:originally|first)\ published|has\ been\ updated
        |(?:originally|first)\ (?:appeared|ran))
    | copy\ link | comments?\ (?:\(\d+\)|are\ closed) | terms\ of\ (?:use|service)\b
    | .{0,40}\bcontributed\ to\ this\ (?:report|story|article)
    | cookie\ (?:policy|settings|notice)
    | (?:we|this\ (?:web)?site)\ (?:and\ our\ partners\ )?uses?\ cookies\b
    | by\ (?:using\ this\ site|continuing\ to\ (?:use|browse))\b
    | download\ (?:the|our)\ .{0,40}\bapp\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_PHOTO = re.compile(r"\((?:photo|ap photo|reuters|getty|afp|image)[^)]{0,80}\)\s*$", re.IGNORECASE)
_LIST_LINE = re.compile(r"^\s*(?:[-*•·–]|\d{1,2}[.)])\s")
# Where the lines of headlines, menus and verse break: no sentence ends, and the next begins anew.
_CUT_LINE = re.compile(r"""[^\s.!?"”’'…][^\S\n]*\n\s*["“‘'(]?[A-Z0-9]""")
_CAPITAL = re.compile(r"""\s*["“‘'(]?[A-Z]""")
# Tags of blocks; scrapers leave those of a few words in (<b>, <a href="...">), and prose stays so.
_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|hr|img|t[drh]|table|li|[uo]l|html|head|body|meta|link|script|style|section"
    r"|article|figure|figcaption|blockquote|iframe|nav|footer|header|main|button|form|input|time"
    r"|svg|video|noscript)(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_INLINE_TAG = re.compile(
    r"</?(?:a|b|i|u|em|strong|span|font|small|sup|sub|br|cite|mark|abbr)(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_RECORD = re.compile(r"""[{,\[]\s*["'][\w-]+["']\s*:""")
_CODE = re.compile(r"[{}_;\\|\[\]]|(?<! )[<>=]|[<>=](?! )")
_ENDED = re.compile(r"""[.!?:…"”’')\]]\s*$""")
_FURNITURE = re.compile(
    r"\s*(?:(?:\d+|an?)\ (?:minute|hour|day|week|month|year)s?\ ago|repl(?:y|ies)|\d+\ likes?"
    r"|likes?|report(?:\ (?:this|comment|abuse))?)\b.{0,20}$",
    re.IGNORECASE | re.VERBOSE,
)
_HEADING = re.compile(
    r"(?:\d+\ )?(?:(?:readers?'?\ )?comments?|replies|responses)(?:\ ?\(\d+\))?\ ?:?",
    re.VERBOSE | re.IGNORECASE,
)
# Words that every English paragraph is full of and that few other languages share.
_ENGLISH = (
    "the", "of", "and", "to", "in", "that", "is", "was", "for", "with", "on", "as", "by", "are",
    "at", "from", "be", "has", "it", "his", "he", "have", "were",
)  # fmt: skip

MOST_BOILERPLATE_WORDS = 45
MOST_SHORT_BOILERPLATE_WORDS = 14
LEAST_WORDS = 15
LEAST_ENGLISH = 0.10
LEAST_KNOWN = 0.5
MOST_QUOTED = 0.96
MOST_NUMBERS, MOST_FUNCTION_IN_TABLES = 0.35, 0.15
LEAST_LETTERS = 20
MOST_CAPITALS = 0.6
MOST_CODE = 0.05


def reasons(encoded: Encoded, lexicon: Lexicon) -> list[Reason | None]:
    """Tell for each paragraph why it should not be judged, or None.

    Parameters
    ----------
    encoded : Encoded
    lexicon : Lexicon

    Returns
    -------
    list of str or None
        Reasons of :data:`mtdetect.results.REASONS`.
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
    if n_words <= MOST_SHORT_BOILERPLATE_WORDS and _SHORT_BOILERPLATE.match(text):
        return "boilerplate"
    letters = sum(c.isalpha() for c in text[:2_000])
    foreign = sum(c.isalpha() and ord(c) > 0x24F for c in segment.plain(text[:2_000]))
    if letters and foreign > 0.3 * letters:
        return "not_english"
    if n_words < LEAST_WORDS:
        return "too_short"
    if not _is_prose(text):
        return "not_prose"
    if share.unknown > 1 - LEAST_KNOWN or (share.function < LEAST_ENGLISH and share.unknown > 0.25):
        return "not_english"
    lines = [line for line in text.split("\n") if line.strip()]
    if (
        (share.numbers > MOST_NUMBERS and share.function < MOST_FUNCTION_IN_TABLES)
        or (share.function < 0.04 and share.names + share.numbers > 0.5)
        or (len(lines) >= 3 and sum(bool(_LIST_LINE.match(s)) for s in lines) > len(lines) / 2)
        or (len(lines) >= 3 and _is_in_lines(lines))
    ):
        return "list"
    if share.quoted > MOST_QUOTED:
        return "quotation"
    if _has_one_case(text):
        return "letter_case"
    return None


def _is_in_lines(lines: Sequence[str]) -> bool:
    """Tell whether lines are headlines, entries or verse, and no prose broken to a width.

    They break though no sentence ends and the next word would have had room, or all of four and
    more begin with a capital.
    """
    width = max(map(len, lines))
    if 2 * width > sum(map(len, lines)):
        return False  # headlines above a paragraph
    breaks = [
        (
            bool(_CUT_LINE.search(f"{line}\n{following}")),
            len(line) + len(following.split(None, 1)[0]),
        )
        for line, following in pairwise(lines)
    ]
    cut = sum(within for within, _ in breaks)
    roomy = sum(within and length < width for within, length in breaks)
    begun = all(_CAPITAL.match(line) for line in lines)
    return 2 * roomy >= len(breaks) or (begun and len(lines) > 3 and 2 * cut >= len(breaks))


def _is_prose(text: str) -> bool:
    """Tell whether a paragraph is free of markup of blocks, records and code.

    What spinning tools leave behind is no code, {finally|at last}, nor are a few words in bold.
    """
    start = text[:2_000]
    if _TAG.match(start.lstrip()) or len(_TAG.findall(start)) > 1:
        return False
    if "<" in start:
        start = _INLINE_TAG.sub("", start)
    most = MOST_CODE * len(start)
    code = len(_CODE.findall(start))
    if code > most:
        code -= sum(len(_CODE.findall(start, f.start, f.end)) for f in leftovers(start))
    return code <= most and len(_RECORD.findall(start)) < 2


def _has_one_case(text: str) -> bool:
    """Tell whether a paragraph has hardly anything but capitals, or no capital at all.

    Names are told from words by their case; without it the verdict would mean nothing.
    """
    start = text[:2_000]
    capitals, small = sum(map(str.isupper, start)), sum(map(str.islower, start))
    if capitals + small < LEAST_LETTERS:
        return False
    return capitals > MOST_CAPITALS * (capitals + small) or not capitals


def in_article(
    texts: Sequence[str], given: Sequence[Reason | None], n_words: Sequence[float]
) -> list[Reason | None]:
    """Decline what readers wrote below an article, too.

    Behind a heading such as "Comments (3)" all is boilerplate, provided that most of the words
    stand before it and that it looks like comments, which end without a full stop or are dated: a
    stray line must not silence an article.

    Parameters
    ----------
    texts : sequence of str
        The paragraphs of one article, in order.
    given : sequence of str or None
        What :func:`reasons` says of each by itself.
    n_words : sequence of float

    Returns
    -------
    list of str or None
    """
    found = list(given)
    judged = [
        words if reason is None else 0.0 for words, reason in zip(n_words, given, strict=True)
    ]
    half = sum(judged) / 2
    before = 0.0
    for i, (text, words) in enumerate(zip(texts, judged, strict=True)):
        before += words
        if (
            before > half
            and _HEADING.fullmatch(text.split("\n", 1)[0].strip())
            and _look_like_comments(texts[i:], given[i:])
        ):
            return found[:i] + [reason or "boilerplate" for reason in found[i:]]
    return found


def _look_like_comments(texts: Sequence[str], given: Sequence[Reason | None]) -> bool:
    if any(_FURNITURE.match(line) for text in texts for line in text.split("\n")):
        return True
    judged = [text for text, reason in zip(texts, given, strict=True) if reason is None]
    return 3 * sum(not _ENDED.search(text) for text in judged) >= max(1, len(judged))
