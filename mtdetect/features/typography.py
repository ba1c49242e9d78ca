"""Damage to type and sentences that translation leaves behind: quotation marks, spacing, breaks.

Each pattern is one that a reader can check; how sources differ only in house style (curly or
straight marks, kinds of dashes) is left out on purpose. The catalogue follows damage seen on
translated pages and in translated news of known origin.
"""

# ruff: noqa: SIM905 (lists of words are easier to read and to extend as text)
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mtdetect import segment
from mtdetect.features.quotation_marks import broken_marks
from mtdetect.segment import Finding
from mtdetect.tables.encoding import MOST_CHARACTERS

# What is found in paragraphs, by their text; kinds are those of SUBTYPES.
Damage = Mapping[str, Sequence[Finding[str]]]
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

# subtype: (pattern over plain text, what to put there). Groups are linear and bounded.
_PATTERNS: dict[str, tuple[re.Pattern[str], str | None]] = {
    # $ 40, £ 3 (but US$ 40, which people write, too)
    "spaced_currency": (re.compile(r"(?<![A-Za-z])[$£€] (?=\d)"), "{symbol}"),
    # word , next / word . (but ". . ." is how some houses set an ellipsis)
    "space_before_mark": (
        re.compile(r"(?<=[A-Za-z]{2}) (?:[,;:!?]|\.(?! \.))(?=\s|$)"),
        "{stripped}",
    ),
    # .. ,, ;, ., "" (three stops are an ellipsis, which people do write)
    "doubled_mark": (
        re.compile(
            r"(?<![.,;:!?\s.])(?:,\s?,|;\s?;|\.\s?,(?=\s)|,\s?\.(?=\s|$)"
            r"|\. \.(?! ?\.)|(?<![A-Z])\.\.(?![.\w]))"
            r'|"{2,}'
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
    "glued_quotation": (re.compile(r'(?<=[a-z])"(?=[A-Za-z]{2})|(?<=[a-z],)"(?=[A-Z])'), None),
    # a mark with a space on both sides: it belongs to neither
    "loose_quotation": (re.compile(r'(?<=[\w,.?!]) "(?: (?=\w)|\s*$|(?=[,;]))'), None),
    # an opening mark, then a space
    "space_inside_quotation": (re.compile(r'(?<=[\s(])" (?=[A-Za-z])|^" (?=[A-Za-z])'), '"'),
    # the the, of of, Deputy Deputy Deputy (but not "hand-to-hand hand")
    "doubled_word": (
        re.compile(r"(?<![-'])\b([A-Za-z]{2,})(?:\s+\1\b(?![-']))+", re.IGNORECASE),
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
# A full stop and a space, what stands before and what stands after: a sentence cut in two.
_STOP = re.compile(r"\. (?=[A-Za-z])")
_LONGEST_BEFORE = 24
_CUTS = [
    (re.compile(before + "$"), re.compile(after))
    for before, after in (
        # the 9. League, on 5. October, 5 July. October: ranks as other languages write them
        (r"\b[Tt]he \d{1,2}", "[A-Z][a-z]{3}"),
        (r"\b\d{1,2}", rf"(?:{_MONTHS})\b"),
        (rf"\b\d{{1,2}} (?:{_MONTHS})", rf"(?:{_MONTHS})\b"),
        # 6 million. Euro
        (
            r"(?:\d|[mb]illion|thousand)",
            r"(?:Euros?|Dollars?|Pounds?|Yen|EUR|USD|GBP|JPY|CNY|RUB|UAH|PLN|CZK|HUF|RON|BGN|TRY"
            r"|SEK|NOK|DKK|ISK|CHF|INR)\b",
        ),
        # Daniel J. said. Ortiz / Mr. said. Ortiz / praise for Mr. from: a name cut in two (but
        # Mr. trump has lost a capital)
        (r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr)\.? (?:said|says|added)", "[A-Z]"),
        (
            r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Prof)",
            r"(?:from|said|says|who|was|is|has|had|in|on|at|to|of|with|for|as|by|will|that|told)\b",
        ),
        # For example. Brandt has / On the 18. In June: too little for a sentence
        (
            r"(?:^|(?<=[.?!] ))(?:[Ff]or example"
            r"|(?:(?:On|In|At|By|Since|From)(?: the)?|The) \d{1,4})",
            "[A-Z]",
        ),
        # 450 square meters. m. It was / according to p. The council: letters of abbreviations
        ("[a-z]{3}", r"[a-z]\. "),
        ("[a-z]{2} [b-hj-uw-z]", "[A-Z]"),
    )
]
_SAID_TWICE = re.compile(
    r"\b(said|told|says|added|stated) (?:that )?(?:he|she|they|it) \1\b"
    r"|\b(?:he|she|they|it) (said|told|says|added|stated) (?:that )?(?:he|she|they|it) \2\b"
)
_WORDS_TWICE = re.compile(r"\b((?:[A-Za-z0-9]+ ){2,8}[A-Za-z]{2,})[,.]? \1\b")
# to be to be ready / flood control, flood control; but: when it rains it rains
_PAIR_TWICE = re.compile(
    r"(?<![Ww]hen )(?<![Ii]f )(?<![Oo]nce )\b(([A-Za-z0-9]+) ([A-Za-z]{2,})) \1\b(?! \2)"
    r"|\b((?:\d+|[A-Za-z]{5,}) [A-Za-z]{5,}), \4\b"
)
# commerce and commerce / the repeal of the repeal, but bigger and bigger, hours and hours
_JOINED = re.compile(r" (?:and|of the) ([a-z]{6,})(?<!er)(?<!s)\b")
_FINE_JOINED = frozenset("again around through little slowly further minute majority".split())
_LONGEST_TWICE = 9
_BETWEEN = frozenset(
    "and or to in by on for of at after with upon from vs against over than the a".split()
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
# "$ 4" is the rule in much English of the world, and far rarer in the corpora than there: as a
# column it would weigh several times what any other damage does. Beside other clues it may count.
_NO_COLUMN = frozenset(["spaced_currency"])
_COUNTED = tuple(name for name in SUBTYPES if name not in _NO_COLUMN)
COLUMNS = tuple(f"typography.{name}_per_100_words" for name in _COUNTED)


def findings(text: str, last: bool = True) -> list[Finding[str]]:
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
    >>> [(f.kind, text[f.start:f.end], f.suggestion) for f in findings(text)]
    [('spaced_currency', '$ ', '$'), ('doubled_word', 'and and', 'and'), \
('quotation_left_open', '“', None), ('sentence_break', '. ', ' ')]
    """
    text = text[:MOST_CHARACTERS]
    # An ellipsis is one stop to a reader of words, yet no full stop to a reader of type.
    flat = "…".join(segment.plain(piece) for piece in text.split("…"))
    plainly = [*_matches(flat), *_breaks(flat), *_begun_twice(flat)]
    # Found in plain characters, told in those of the text.
    found = [f._replace(text=text[f.start : f.end]) for f in plainly]
    found += broken_marks(text, last)
    if segment.count_lookalikes(text):
        for t in re.finditer(r"\w+", text):
            word = t.group()
            # Within one word: a Greek letter or a Russian name by itself is honest.
            if _MIXED.search(word) and segment.plain(word).isascii():
                found.append(Finding("lookalike_letters", *t.span(), word, segment.plain(word)))
    return sorted(found, key=lambda f: (f.start, f.end))


def _matches(flat: str) -> Iterator[Finding[str]]:
    for name, (pattern, put) in _PATTERNS.items():
        for m in pattern.finditer(flat):
            if name == "doubled_word" and m.group(1).lower() in _FINE_TWICE:
                continue
            if name == "doubled_word" and _is_name_of_two(m.group()):
                continue
            if (
                name == "doubled_mark"
                and m.group() in (".,", "..")
                and _abbreviated(flat, m.start())
            ):
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
            yield Finding(name, *m.span(), m.group(), suggestion)


def _is_name_of_two(words: str) -> bool:
    """Tell whether a word stands twice because a name does so: Sirhan Sirhan, Pago Pago."""
    capitals = [word[0].isupper() for word in words.split()]
    return len(capitals) == 2 and all(capitals)


def _abbreviated(flat: str, stop: int) -> bool:
    """Tell whether the full stop at an offset belongs to the word before it."""
    before = _LAST_WORD.search(flat, max(0, stop - 24), stop)
    if before is None:
        return False
    word = before.group()
    return word.lower().rstrip(".") in segment.ABBREVIATIONS or "." in word or len(word) == 1


def _breaks(flat: str) -> Iterator[Finding[str]]:
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
        yield Finding("sentence_break", m.start(1), m.end(), flat[m.start(1) : m.end()], " ")
    for m in _STOP.finditer(flat):
        start, end = m.span()
        for before, after in _CUTS:
            if after.match(flat, end) and before.search(
                flat, max(0, start - _LONGEST_BEFORE), start
            ):
                yield Finding("sentence_break", start, end, flat[start:end], " ")
                break


def _begun_twice(flat: str) -> Iterator[Finding[str]]:
    spans = [m.span() for m in _SAID_TWICE.finditer(flat)]
    if _may_repeat(flat):
        spans += [m.span() for m in _WORDS_TWICE.finditer(flat)]
        spans += _pairs_twice(flat)
    for m in _JOINED.finditer(flat):
        word = m.group(1)
        start = m.start() - len(word)
        twice = flat.endswith(word, 0, m.start()) and not flat[start - 1 : start].isalnum()
        if twice and word not in _FINE_JOINED:
            spans.append((start, m.end()))
    reached = -1
    for start, end in sorted(spans):
        if start >= reached:
            yield Finding("begun_twice", start, end, flat[start:end])
            reached = end


def _may_repeat(flat: str) -> bool:
    """Tell whether two words stand again so soon that a run of words may stand twice."""
    words = flat.lower().replace(",", "").replace(".", "").split()
    seen: dict[tuple[str, str], int] = {}
    for i, pair in enumerate(pairwise(words)):
        if 2 <= i - seen.get(pair, i) <= _LONGEST_TWICE:
            return True
        seen[pair] = i
    return False


def _pairs_twice(flat: str) -> Iterator[tuple[int, int]]:
    for m in _PAIR_TWICE.finditer(flat):
        first, second = m.group(2) or "", m.group(3) or ""
        if m.group(1) and (first.lower() == second.lower() or second.lower() in _BETWEEN):
            continue  # no no no no is a doubled word; door to door to, more and more and
        if first.istitle() and second.istitle():
            continue  # a name that captions repeat
        if first.lower() in _BETWEEN and flat.endswith(f"{second} ", 0, m.start()):
            continue  # ... more and more and more
        yield m.span()


def columns(
    damage: Sequence[Sequence[Finding[str]]], n_words: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Count damaged places by subtype.

    Parameters
    ----------
    damage : sequence of (sequence of Finding)
        What :func:`findings` gives of each paragraph.
    n_words : ndarray of float64, shape (n_paragraphs,)
        Their numbers of words.

    Returns
    -------
    ndarray of shape (n_paragraphs, len(COLUMNS))
    """
    place = {name: i for i, name in enumerate(_COUNTED)}
    counts = np.zeros((len(damage), len(COLUMNS)))
    for i, found in enumerate(damage):
        for finding in found:
            if finding.kind in place:
                counts[i, place[finding.kind]] += 1
    return 100 * np.minimum(counts, 5) / np.maximum(n_words, 20.0)[:, None]
