"""Lines of the page between the writer's: labels above paragraphs, headers of printed pages.

Once, a line may be anything; what recurs above paragraphs or tears sentences again and again was
put there by a page. Lines are alike if they differ in digits alone, and bylines whoever they name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mtdetect.door.edits import Edit
from mtdetect.door.rule import WHOLE, Rule
from mtdetect.expressions import Expression

# So often a line stands there, and above this share of the paragraphs.
LEAST_RECURRING, ABOVE = 3, 1 / 3
_MOST_LABEL, _MOST_WORDS = 80, 9
# A line of so many spaces is prose, and so is a torn one of so many characters.
_PROSE_SPACES, _LEAST_TORN = 6, 25
_MOST_LINE = 160
# So many sentences a line tears that is the page's; pages count themselves.
_LEAST_TEARS, _LEAST_TEARS_COUNTED = 2, 1
_DIGITS = re.compile(r"\d+")
_CREDITED = re.compile(r"(?:^|\s)(?:[Bb]y|BY|[Ff]rom|FROM|[Vv]ia)\s")
_NAMES = re.compile(r"(?<=\s)(?:[A-Z][\w.'’-]*(?:\s|$|,\s|(?=,))|and\s|of\s)+")
_BYLINE = Expression(r"\s{0,3}By(?: [A-Z][\w.'’-]{1,30}){2,4}\s*")
_STOPS = '.,;:!?…–—-”"’'
_GOES_ON = re.compile(r"[\w,]$")


class _Line(NamedTuple):
    start: int
    end: int  # the break behind it included
    text: str


def labels(text: str) -> Rule | None:
    r"""Give a rule against lines that stand above paragraphs throughout, and a byline above one.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> said = "The council of Tolby met for the {}th time on Monday."
    >>> text = "\n\n".join("Key event\n" + said.format(n) for n in "678")
    >>> rule = labels(text)
    >>> [text[edit.start:edit.end] for edit in rule.edits(rule.pattern.compiled.match(text))]
    ['Key event\n', 'Key event\n', 'Key event\n']
    """
    if "\n\n" not in text:
        return None
    above, paragraphs = _first_lines(text)
    counts = Counter(_masked(line.text) for line in above)
    found = [
        line
        for line in above
        if _BYLINE.compiled.fullmatch(line.text)
        or counts[_masked(line.text)] >= max(LEAST_RECURRING, ABOVE * paragraphs)
    ]
    return _without(found)


def _first_lines(text: str) -> tuple[list[_Line], int]:
    """Give short first lines of paragraphs of several lines, and how many paragraphs there are."""
    lines = _lines(text)
    above: list[_Line] = []
    paragraphs = 0
    begins = True
    for i, line in enumerate(lines):
        bare = line.text.strip()
        if begins and bare and i + 1 < len(lines):
            following = lines[i + 1].text.strip()
            if (
                len(bare) <= _MOST_LABEL
                and bare.count(" ") < _MOST_WORDS
                and bare[-1] not in _STOPS
                and following
                and not following[0].islower()
            ):
                above.append(line)
            paragraphs += max(bare.count(" "), following.count(" ")) >= _PROSE_SPACES
        begins = not bare
    return above, paragraphs


def _masked(line: str) -> str:
    """Give a line without its numbers, and a byline without its names."""
    bare = _DIGITS.sub("0", " ".join(line.split()))
    return _NAMES.sub("N ", bare).strip() if _CREDITED.search(bare) else bare


def torn(text: str) -> Rule | None:
    r"""Give a rule against lines that recur and stand in mid-sentence, as on printed pages.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> text = "\n".join(f"It rose on the day before {who} of\n{n}/4 The Post\n{where} arrived."
    ...                  for n, who, where in zip("234", "ABC", ("town", "hill", "land")))
    >>> rule = torn(text)
    >>> [text[edit.start:edit.end] for edit in rule.edits(rule.pattern.compiled.match(text))]
    ['2/4 The Post\n', '3/4 The Post\n', '4/4 The Post\n']
    """
    lines = [line for line in _lines(text) if line.text.strip()]
    masked = [
        _DIGITS.sub("0", " ".join(line.text.split())) if len(line.text) <= _MOST_LINE else ""
        for line in lines
    ]
    # What begins small or ends in a comma is a line of verse.
    counts = Counter(m for m in masked if m and not m[0].islower() and m[-1] not in ",;:—")
    recurring = {m for m, times in counts.items() if times >= LEAST_RECURRING}
    if not recurring:
        return None
    tears: Counter[str] = Counter()
    prose = [i for i, m in enumerate(masked) if m not in recurring]
    for before, behind in pairwise(prose):
        if behind - before > 1 and _is_torn(*(lines[i].text.strip() for i in (before, behind))):
            tears.update(set(masked[before + 1 : behind]))
    of_page = {
        m
        for m, times in tears.items()
        if times >= (_LEAST_TEARS_COUNTED if "0" in m else _LEAST_TEARS)
    }
    return _without([line for line, m in zip(lines, masked, strict=True) if m in of_page])


def _is_torn(before: str, behind: str) -> bool:
    return (
        len(before) >= _LEAST_TORN
        and behind[0].islower()
        and behind.count(" ") >= 1
        and _GOES_ON.search(before) is not None
    )


def _lines(text: str) -> list[_Line]:
    found, at = [], 0
    for line in text.split("\n"):
        end = min(len(text), at + len(line) + 1)
        found.append(_Line(at, end, line))
        at = end
    return found


def _without(lines: Sequence[_Line]) -> Rule | None:
    if not lines:
        return None

    def edits(match: re.Match[str]) -> Iterator[Edit]:
        yield from (Edit(line.start, line.end, "") for line in lines)

    return Rule("page lines", frozenset(), WHOLE, edits, ("\n",))
