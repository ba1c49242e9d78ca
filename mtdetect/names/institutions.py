"""Institutions that were translated part by part: the federal investigation office.

What an institution is called stands elsewhere in the article, or its acronym does and all news
knows what that stands for. Odd is the same name with another kind of body (a ministry for an
agency), with one word changed for its like, or with its words in another order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from mtdetect import segment
from mtdetect.names.marks import acronym_times
from mtdetect.names.meanings import one_word_elsewhere, same_meaning
from mtdetect.names.phrases import Reworded
from mtdetect.names.reading import read
from mtdetect.names.variants import legitimate
from mtdetect.tables import sounds
from mtdetect.tables.encoding import word_number
from mtdetect.tables.lexicon import Lexicon
from mtdetect.tables.ngrams import keys_of

_BODIES = frozenset(
    ["administration", "agency", "authority", "board", "bureau", "center", "centre", "commission",
     "committee", "council", "court", "department", "directorate", "institute", "ministry",
     "office", "organization", "service"]
)  # fmt: skip
# What acronyms of the news stand for.
_ACRONYMS_TEXT = """
FBI Federal Bureau of Investigation
CIA Central Intelligence Agency
NSA National Security Agency
NSC National Security Council
DHS Department of Homeland Security
DOJ Department of Justice
HHS Department of Health and Human Services
HUD Department of Housing and Urban Development
VA Department of Veterans Affairs
DOGE Department of Government Efficiency
OMB Office of Management and Budget
OPM Office of Personnel Management
GAO Government Accountability Office
CBO Congressional Budget Office
GSA General Services Administration
SSA Social Security Administration
SBA Small Business Administration
IRS Internal Revenue Service
FTC Federal Trade Commission
FCC Federal Communications Commission
FEC Federal Election Commission
SEC Securities and Exchange Commission
EEOC Equal Employment Opportunity Commission
FAA Federal Aviation Administration
FDA Food and Drug Administration
EPA Environmental Protection Agency
DEA Drug Enforcement Administration
CFPB Consumer Financial Protection Bureau
NLRB National Labor Relations Board
NTSB National Transportation Safety Board
FEMA Federal Emergency Management Agency
NOAA National Oceanic and Atmospheric Administration
NASA National Aeronautics and Space Administration
USAID Agency for International Development
USCIS Citizenship and Immigration Services
TSA Transportation Security Administration
ONS Office for National Statistics
NHS National Health Service
CPS Crown Prosecution Service
IAEA International Atomic Energy Agency
ICC International Criminal Court
"""
_ACRONYMS = dict(line.split(" ", 1) for line in _ACRONYMS_TEXT.strip().splitlines())
# The Department of Trade is the Trade Department as well.
_EITHER_WAY = frozenset(["department", "ministry", "council", "court"])
_JOINING = frozenset(["and", "&"])
_STOP = frozenset(
    ["the", "a", "an", "of", "for", "in", "on", "to", "at", "by", "with", "from", "his", "her",
     "its", "their", "our", "this", "that", "as", "is", "was", "were", "said", "had", "has",
     "have", "or", "but", "who", "which", "s", "not"]
)  # fmt: skip
_MOST_WORDS = 6
_STEM = 5
_SOUND = 0.5
_IN_ARTICLE = 2
# Bounds for hostile input.
_MOST_INSTITUTIONS, _MOST_PLACES = 60, 300


@dataclass(frozen=True, slots=True)
class _Institution:
    """The kind of a body, the words that tell it from others, the kind's place among them."""

    kind: str
    words: tuple[str, ...]
    place: int
    name: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the kind of a body stands, and where the words before it and behind "of" do."""

    head: int
    before: tuple[int, ...]
    after: tuple[int, ...]


def reworded_institutions(text: str, lexicon: Lexicon) -> Iterator[Reworded]:
    """Find institutions that an article calls by another name than theirs.

    Parameters
    ----------
    text : str
        An article; its first 60,000 characters count.
    lexicon : Lexicon
        Tells which words mean the same, and what news has.

    Yields
    ------
    Reworded
    """
    reading = read(text)
    tokens = reading.tokens
    heads = [i for i, t in enumerate(tokens) if _kind(t.form) in _BODIES][:_MOST_PLACES]
    places = [_place(i, tokens, reading.flat) for i in heads]
    if not places:
        return
    rights = _by_acronym(tokens) + _by_name(tokens, places)
    for right, times in rights.most_common(_MOST_INSTITUTIONS):
        if times < _IN_ARTICLE:
            break
        found = [odd for p in places if (odd := _odd(p, right, tokens, lexicon)) is not None]
        if len(found) < times:
            yield from found


def _kind(form: str) -> str:
    low = form.lower()
    return low if low in _BODIES else low.removesuffix("s")


def _place(head: int, tokens: Sequence[segment.Token], flat: str) -> _Place:
    before: list[int] = []
    i = head - 1
    while i >= 0 and len(before) < _MOST_WORDS and flat[tokens[i].end : tokens[i + 1].start] == " ":
        low = tokens[i].form.lower()
        if low in _STOP or not low[0].isalpha():
            break
        if low not in _JOINING:
            before.append(i)
        i -= 1
    after: list[int] = []
    i = head + 1
    if i < len(tokens) and tokens[i].form in ("of", "for"):
        i += 2 if tokens[i + 1 : i + 2] and tokens[i + 1].form == "the" else 1
        while i < len(tokens) and len(after) < _MOST_WORDS:
            low = tokens[i].form.lower()
            if low in _STOP or not (low[0].isalpha() or low in ("&", ",")):
                break
            if low not in _JOINING and low != ",":
                after.append(i)
            i += 1
    return _Place(head, tuple(reversed(before)), tuple(after))


def _by_acronym(tokens: Sequence[segment.Token]) -> Counter[_Institution]:
    found: Counter[_Institution] = Counter()
    for acronym, times in acronym_times(tokens).items():
        name = _ACRONYMS.get(acronym)
        if name is not None:
            words = [w.lower() for w in name.split() if w not in ("of", "and", "for")]
            kinds = [i for i, w in enumerate(words) if _kind(w) in _BODIES]
            # The General Services Administration is no service.
            at = kinds[0] if kinds[0] == 0 else kinds[-1]
            others = tuple(words[:at] + words[at + 1 :])
            # The acronym itself vouches for the name once more.
            found[_Institution(_kind(words[at]), others, at, name)] = times + 1
    return found


def _by_name(tokens: Sequence[segment.Token], places: Sequence[_Place]) -> Counter[_Institution]:
    found: Counter[_Institution] = Counter()
    for p in places:
        if not tokens[p.head].form[0].isupper():
            continue
        before = _capitals(reversed(p.before), tokens)[::-1]
        after = _capitals(p.after, tokens)
        if 2 <= len(before) + len(after) <= _MOST_WORDS:
            words = tuple(tokens[i].form.lower() for i in (*before, *after))
            first, last = min((*before, p.head)), max((p.head, *after))
            name = " ".join(t.form for t in tokens[first : last + 1]).replace(" ,", ",")
            found[_Institution(_kind(tokens[p.head].form), words, len(before), name)] += 1
    return found


def _capitals(places: Iterator[int] | Sequence[int], tokens: Sequence[segment.Token]) -> list[int]:
    found: list[int] = []
    for i in places:
        if not tokens[i].form.istitle():
            break
        found.append(i)
    return found


def _odd(
    p: _Place, right: _Institution, tokens: Sequence[segment.Token], lexicon: Lexicon
) -> Reworded | None:
    """Hold one mention of a body against the right name of an institution."""
    rest = {i: tokens[i].form.lower() for i in (*p.before, *p.after)}
    if len(rest) < 2:
        return None
    order: list[int] = []
    lost: list[str] = []
    for word in right.words:
        at = next((i for i, w in rest.items() if _one_stem(w, word)), None)
        if at is None:
            lost.append(word)
        else:
            order.append(at)
            del rest[at]
    if len(lost) > 1 or not order:
        return None
    kind = _kind(tokens[p.head].form)
    if not lost:
        if any(tokens[i].form[0].isupper() for i in rest):
            return None
        if kind != right.kind:
            return _changed(p, p.head, right.kind, right, tokens, lexicon)
        order.insert(right.place, p.head)
        if order == sorted(order) or kind in _EITHER_WAY:
            return None
        start, end = tokens[min(order)].start, tokens[max(order)].end
        return Reworded(start, end, right.name, right.name)
    if kind != right.kind and not one_word_elsewhere(kind, right.kind):
        return None
    odd = next((i for i, w in rest.items() if _put_for(w, lost[0], lexicon)), None)
    if odd is None:
        return None
    last = max(p.head, odd, *order)
    if any(tokens[i].form[0].isupper() for i in rest if i != odd and i < last):
        return None
    return _changed(p, odd, lost[0], right, tokens, lexicon)


def _one_stem(word: str, other: str) -> bool:
    if word.removesuffix("s") == other.removesuffix("s"):
        return True
    return word[:_STEM] == other[:_STEM] and min(len(word), len(other)) > _STEM


def _put_for(odd: str, right: str, lexicon: Lexicon) -> bool:
    """Tell whether a word is the beginning of another, sounds like it or means the same."""
    if legitimate(odd, right) or odd not in lexicon.index:
        return False
    if len(odd) >= _STEM - 1 and right.startswith(odd) and len(right) > len(odd) + 2:
        return True
    if odd[0] == right[0] and sounds.distance(odd, right) <= _SOUND:
        return True
    return same_meaning(odd, right, lexicon)


def _changed(
    p: _Place,
    at: int,
    instead: str,
    right: _Institution,
    tokens: Sequence[segment.Token],
    lexicon: Lexicon,
) -> Reworded | None:
    """Give the finding for a changed word, unless news has every three words that hold it."""
    own = {p.head, *p.before, *p.after}
    threes = []
    for i in range(max(at - 2, 0), min(at + 1, len(tokens) - 2)):
        words = [tokens[k].form.lower() for k in range(i, i + 3)]
        if all(i + k in own or words[k] in ("of", "for", "and") for k in range(3)):
            threes.append([word_number(w, lexicon.index) for w in words])
    if not threes:
        return None
    columns = (np.asarray(c) for c in zip(*threes, strict=True))
    if np.isfinite(lexicon.trigrams.log_counts(keys_of(*columns))).all():
        return None
    token = tokens[at]
    suggestion = instead.capitalize() if token.form[0].isupper() else instead
    return Reworded(token.start, token.end, suggestion, right.name)
