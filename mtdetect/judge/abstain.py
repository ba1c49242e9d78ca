"""When to decline: too short, boilerplate, a quotation, a list, other languages, no prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtdetect import segment
from mtdetect.door.furniture import is_furniture
from mtdetect.judge.labels import Reason
from mtdetect.judge.languages import is_foreign, leans_foreign
from mtdetect.judge.templates import leftovers
from mtdetect.tables.encoding import Encoded
from mtdetect.tables.lexicon import NAME, NUMBER, RARE, Lexicon

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
# What a page sets below and above each comment: "12 • Reply • Share ›", "bobby77 • 3 hours ago".
_REPLY = re.compile(
    r"\W*(?:\d+\W+)?(?:(?:likes?|share|report|flag|upvote|\d+)\W+){0,4}repl(?:y|ies)"
    r"(?:\W+(?:likes?|share|report|flag|edit|upvote|\d+)){0,5}\W*",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"[^!?\n]{2,60}\s(?:\d+|an?)\ (?:minute|min|hour|day|week|month|year)s?\ ago\W*", re.IGNORECASE
)
# Two comments are no slip; a live blog has dates and no replies.
_LEAST_REPLIES = 2
# Words that every English paragraph is full of and that few other languages share.
_ENGLISH = (
    "the", "of", "and", "to", "in", "that", "is", "was", "for", "with", "on", "as", "by", "are",
    "at", "from", "be", "has", "it", "his", "he", "have", "were",
)  # fmt: skip

LEAST_WORDS = 15
LEAST_ENGLISH = 0.10
LEAST_KNOWN = 0.5
MOST_QUOTED = 0.96
MOST_NUMBERS, MOST_FUNCTION_IN_TABLES = 0.35, 0.15
LEAST_LETTERS = 20
# Of articles of so many words, one in some thousands by newsrooms has a smaller share of them, and
# hardly a translated one. Police logs, entries of a diary and minutes leave them out.
LEAST_IN_NOTES, MOST_FUNCTION_IN_NOTES = 100, 0.14
MOST_CAPITALS = 0.6
MOST_CODE = 0.05
# So many characters at the beginning or the end of a paragraph tell whether a sentence is repeated.
_REPEATED = 12
# Where fewer stand outside quotations, what these say is what the paragraph is.
LEAST_OWN_WORDS = 5


def reasons(encoded: Encoded, n_function: NDArray[np.float64]) -> list[Reason | None]:
    """Tell for each paragraph why it should not be judged, or None.

    Parameters
    ----------
    encoded : Encoded
    n_function : ndarray of shape (n_paragraphs,)
        From :func:`function_words`.

    Returns
    -------
    list of str or None
        Reasons of :data:`mtdetect.results.REASONS`.
    """
    ids, word = encoded.ids, encoded.is_word
    n_words = encoded.n_words
    columns = [n_words, n_function / np.maximum(n_words, 1.0)] + [
        encoded.sums(chosen) / np.maximum(n_words, 1.0)
        for chosen in (
            (ids == RARE) & word,
            (ids == NAME) & word,
            ids == NUMBER,
            encoded.quoted & word,
        )
    ]
    rows = np.stack(columns, axis=1).tolist()
    return [
        _reason(text, _Shares(*row), is_foreign(_own_forms(encoded, i)))
        for i, (text, row) in enumerate(zip(encoded.texts, rows, strict=True))
    ]


def function_words(encoded: Encoded, lexicon: Lexicon) -> NDArray[np.float64]:
    """Count the words of each paragraph that all English prose is full of.

    Parameters
    ----------
    encoded : Encoded
    lexicon : Lexicon
    """
    english = [lexicon.index[w] for w in _ENGLISH if w in lexicon.index]
    return np.asarray(encoded.sums(np.isin(encoded.ids, english) & encoded.is_word))


def _own_forms(encoded: Encoded, row: int) -> list[str]:
    """Give what a paragraph says outside quotations: English reporters quote other languages."""
    tokens = encoded.tokens[row]
    start = int(encoded.first[row])
    quoted = encoded.quoted[start : start + len(tokens)].tolist()
    own = [t.form for t, within in zip(tokens, quoted, strict=True) if not within]
    if sum(form[0].isalpha() for form in own) < LEAST_OWN_WORDS:
        return [t.form for t in tokens]
    return own


class _Shares(NamedTuple):
    """How many words a paragraph has, and the share (0..1) of each sort among them."""

    n_words: float
    function: float
    unknown: float
    names: float
    numbers: float
    quoted: float


def _reason(text: str, share: _Shares, other_words: bool) -> Reason | None:
    n_words = share.n_words
    if is_furniture(text, n_words):
        return "boilerplate"
    letters = sum(c.isalpha() for c in text[:2_000])
    foreign = sum(c.isalpha() and ord(c) > 0x24F for c in segment.plain(text[:2_000]))
    if letters and foreign > 0.3 * letters:
        return "not_english"
    if n_words < LEAST_WORDS or _says_little(text):
        return "too_short"
    if not _is_prose(text):
        return "not_prose"
    if (
        other_words
        or share.unknown > 1 - LEAST_KNOWN
        or (share.function < LEAST_ENGLISH and share.unknown > 0.25)
    ):
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


def _says_little(text: str) -> bool:
    """Tell whether it takes repeated sentences to make as many words as can be judged."""
    start, end = text[:_REPEATED], text[-_REPEATED:]
    if text.count(start) < 2 and text.count(end) < 2:
        return False  # as nearly always, and quickly told
    different = {text[s:e] for s, e in segment.sentences(text)}
    return sum(sentence.count(" ") + 1 for sentence in different) < LEAST_WORDS


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
    texts: Sequence[str],
    given: Sequence[Reason | None],
    n_words: Sequence[float],
    n_function: Sequence[float],
) -> list[Reason | None]:
    """Decline what readers wrote below an article, too, the rest of one in another language, notes.

    Where most of what could be judged is not in English, a paragraph needs but a word or two of
    another language to be so, too; what is English beside it stays judged.

    Notes that leave out the small words throughout ("Caller reported vehicle across driveway") are
    a list of entries, however they are set: what is odd about them is no spinner's work.

    Behind a heading such as "Comments (3)" all is boilerplate, provided that most of the words
    stand before it and that it looks like comments, which end without a full stop or are dated: a
    stray line must not silence an article. Without a heading it is so from the first mark of a
    comment on, if that is one of several.

    Parameters
    ----------
    texts : sequence of str
        The paragraphs of one article, in order.
    given : sequence of str or None
        What :func:`reasons` says of each by itself.
    n_words, n_function : sequence of float
        How many words each has, and from :func:`function_words`.

    Returns
    -------
    list of str or None
    """
    found = _in_language(texts, given, n_words)
    if _are_notes(found, n_words, n_function):
        return [reason or "list" for reason in found]
    judged = [
        words if reason is None else 0.0 for words, reason in zip(n_words, found, strict=True)
    ]
    half = sum(judged) / 2
    before = 0.0
    replies = sum(map(_replies, texts))
    for i, (text, words) in enumerate(zip(texts, judged, strict=True)):
        before += words
        if (
            before > half
            and _HEADING.fullmatch(text.split("\n", 1)[0].strip())
            and _look_like_comments(texts[i:], found[i:])
        ):
            return found[:i] + [reason or "boilerplate" for reason in found[i:]]
        if before - words > half and replies >= _LEAST_REPLIES and _has_mark(text):
            return found[:i] + [reason or "boilerplate" for reason in found[i:]]
        replies -= _replies(text)
    return found


def _replies(text: str) -> int:
    """Count the lines that offer to reply."""
    if "repl" not in text.lower():
        return 0
    return sum(_REPLY.fullmatch(line) is not None for line in text.split("\n"))


def _has_mark(text: str) -> bool:
    """Tell whether a comment begins or ends here."""
    lines = text.split("\n")
    return any(p.fullmatch(line) for line in (lines[0], lines[-1]) for p in (_DATED, _REPLY))


def _are_notes(
    given: Sequence[Reason | None], n_words: Sequence[float], n_function: Sequence[float]
) -> bool:
    words, function = (
        sum(n for n, reason in zip(counts, given, strict=True) if reason is None)
        for counts in (n_words, n_function)
    )
    return words >= LEAST_IN_NOTES and function < MOST_FUNCTION_IN_NOTES * words


def _in_language(
    texts: Sequence[str], given: Sequence[Reason | None], n_words: Sequence[float]
) -> list[Reason | None]:
    """Decline what may be in another language, where most of an article is in one."""
    other, judged = (
        sum(words for words, of in zip(n_words, given, strict=True) if of == reason)
        for reason in ("not_english", None)
    )
    if not other > judged > 0:
        return list(given)
    return [
        "not_english" if reason is None and leans_foreign(text) else reason
        for text, reason in zip(texts, given, strict=True)
    ]


def _look_like_comments(texts: Sequence[str], given: Sequence[Reason | None]) -> bool:
    if any(_FURNITURE.match(line) for text in texts for line in text.split("\n")):
        return True
    judged = [text for text, reason in zip(texts, given, strict=True) if reason is None]
    return 3 * sum(not _ENDED.search(text) for text in judged) >= max(1, len(judged))
