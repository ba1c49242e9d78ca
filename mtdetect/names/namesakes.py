"""Offices under the name that they have in other countries: finance minister, public prosecutor.

An article that has a treasury secretary, and a finance minister of no country, has one office under
two names. One mention with a country or an owner is enough to believe that there are two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mtdetect.names.marks import Marked
from mtdetect.names.reading import read

# An office as English has it, and names that other languages have for it, word by word.
_NAMESAKES: dict[str, tuple[str, ...]] = {
    "secretary of state": ("foreign minister", "state minister", "minister of foreign affairs",
                           "minister of external affairs"),
    "state department": ("foreign ministry", "state ministry", "ministry of foreign affairs"),
    "foreign secretary": ("foreign minister", "minister of foreign affairs"),
    "treasury secretary": ("finance minister", "minister of finance"),
    "treasury department": ("finance ministry", "ministry of finance"),
    "defense secretary": ("war minister", "minister of war"),
    "home secretary": ("interior minister", "minister of the interior",
                       "minister of internal affairs"),
    "home office": ("interior ministry", "ministry of the interior",
                    "ministry of internal affairs"),
    "homeland security": ("interior security", "domestic security", "internal security",
                          "homeland safety", "internal safety", "home security"),
    "attorney general": ("general prosecutor", "prosecutor general", "public prosecutor",
                         "general attorney", "general lawyer", "minister of justice"),
    "solicitor general": ("general solicitor", "general lawyer", "public lawyer"),
    "surgeon general": ("general surgeon", "chief surgeon", "public surgeon"),
    "inspector general": ("general inspector", "chief inspector", "public inspector"),
    "chief of staff": ("head of staff", "chief of employees", "chief of personnel",
                       "chief of cabinet", "head of cabinet"),
    "press secretary": ("press minister", "press officer", "secretary of the press"),
    "house speaker": ("president of the house", "house president", "chairman of the house"),
    "majority leader": ("leader of the majority", "head of the majority"),
    "minority leader": ("leader of the minority", "head of the minority"),
    "executive order": ("executive command", "executive decree", "executive decision"),
    "vice president": ("deputy president", "assistant president"),
    "district judge": ("regional judge", "provincial judge", "area judge"),
    "task force": ("work force", "working force", "mission force"),
    "national guard": ("national protection", "national guards"),
}  # fmt: skip
# A secretary or department of anything is a minister or ministry, a deputy is an assistant.
_MINISTRY = r"\b(?:{0} minist(?:er|ry)|minist(?:er|ry) (?:of|for) (?:the )?{0})\b"
_OF_ANYTHING = (
    (re.compile(r"\b([a-z]{5,30}) (?:secretary|department)\b"), _MINISTRY),
    (re.compile(r"\b(?:secretary|department) (?:of|for) (?:the )?([a-z]{5,30})\b"), _MINISTRY),
    (re.compile(r"\bdeputy ([a-z]{5,30})\b"), r"\b{0}'s (?:assistant|deputy|vice)\b"),
)
# Ministries of Britain beside its secretaries.
_BRITISH = frozenset(["defence", "justice"])
_IN_ARTICLE = 2
# A country or a person, but no word that begins a sentence.
_OWNER = re.compile(
    r"(?:\b(?!(?:The|A|An|And|But|Then|Later|When|As|If|For|In)\b)[A-Z]\w*|'s?"
    r"|\b(?:its|their|his|her)) $"
)
# Several ministers are those of several countries.
_SEVERAL_OR_COUNTRY = re.compile(r"s\b| (?:of|in|for) (?:the )?[A-Z]|'s")
_MOST_OFFICES = 40


def foreign_namesakes(text: str) -> Iterator[Marked]:
    """Find offices that an article has twice under their own name and once under a foreign one.

    Parameters
    ----------
    text : str
        An article; its first 60,000 characters count.

    Yields
    ------
    Marked

    Examples
    --------
    >>> text = "The solicitor general met the solicitor general. Reporters asked a public lawyer."
    >>> [(text[m.start : m.end], m.suggestion) for m in foreign_namesakes(text)]
    [('public lawyer', 'solicitor general')]
    """
    flat = read(text).flat
    low = _lower(flat)
    for right, times, places in (*_well_known(low), *_of_anything(low)):
        if not places or times < max(_IN_ARTICLE, len(places) + 1):
            continue
        if not any(_owned(flat, start, end) for start, end in places):
            for start, end in places:
                yield Marked(start, end, right)


def _lower(text: str) -> str:
    """Lower the letters of a text, one character for one."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _owned(flat: str, start: int, end: int) -> bool:
    if _OWNER.search(flat, max(0, start - 30), start):
        return True
    return _SEVERAL_OR_COUNTRY.match(flat, end) is not None


_Found = tuple[str, int, list[tuple[int, int]]]


def _well_known(low: str) -> Iterator[_Found]:
    for right, others in _NAMESAKES.items():
        places = [
            (m.start(), m.end())
            for other in others
            if other in low
            for m in re.finditer(rf"\b{other}(?=s?\b)", low)
        ]
        if places:
            yield right, _times(right, low), places


def _times(right: str, low: str) -> int:
    word, _, office = right.rpartition(" ")
    times = low.count(right)
    if office in ("secretary", "department", "speaker"):
        times += low.count(f"{office} of {word}") + low.count(f"{office} of the {word}")
    return times


def _of_anything(low: str) -> Iterator[_Found]:
    if "minist" not in low and "'s assistant" not in low and "'s deputy" not in low:
        return
    for own, foreign in _OF_ANYTHING:
        found: Counter[str] = Counter()
        wholes: dict[str, str] = {}
        for m in own.finditer(low):
            found[m[1]] += 1
            wholes.setdefault(m[1], m[0])
        for word, times in found.most_common(_MOST_OFFICES):
            if times >= _IN_ARTICLE and word not in _BRITISH:
                odd = re.compile(foreign.format(word))
                yield wholes[word], times, [(m.start(), m.end()) for m in odd.finditer(low)]
