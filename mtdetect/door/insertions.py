"""What a page puts into the middle of sentences, such as "Watch live." or a caption.

Who writes ends no sentence before a small letter. A run that ends in a stop there, again and again
and between other words each time, is the page's; once or twice it is damage, which may tell of a
machine.
"""

from __future__ import annotations

import re
from collections import defaultdict

from mtdetect.door.rule import Rule, drop
from mtdetect.expressions import Expression
from mtdetect.segment import ABBREVIATIONS

# A sentence ends, and the next word begins small; names and initials end in a stop, too.
_CUT = Expression(r"(?:[a-z\d][.!?…]|\w[.!?…]?\)|[.!?…][\"”’])(?=\s{1,3}[a-z]{2})")
_WORD = re.compile(r"\S+")
_STOP = re.compile(r"[.!?…:][\"”’)]?$")
_LOWER = re.compile(r"[a-z’'-]{3,}\W*$")
# So many characters and words a run has at the most, and so often it stands between other words.
_MOST_CHARACTERS, _MOST_WORDS = 240, 25
LEAST_RECURRING = 3


def recurring(text: str) -> Rule | None:
    r"""Give a rule against what stands in mid-sentence time and again and ends in a stop.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> lines = [f"In Tolby the {who} Watch live. {did} on Monday."
    ...          for who, did in (("mayor", "left"), ("cook", "stayed"), ("nurse", "slept"))]
    >>> rule = recurring("\n\n".join(lines))
    >>> rule.pattern.compiled.findall(lines[0])
    ['Watch live. ']
    >>> recurring(lines[0]) is None
    True
    """
    cuts = [match.end() for match in _CUT.compiled.finditer(text)]
    if len(cuts) < LEAST_RECURRING:
        return None
    before: defaultdict[str, set[str]] = defaultdict(set)
    behind: defaultdict[str, set[str]] = defaultdict(set)
    of_cuts: list[list[str]] = []
    for end in cuts:
        following = _WORD.search(text, end)
        runs = _runs(text, end)
        of_cuts.append([run for run, _ in runs])
        for run, word in runs:
            before[run].add(word)
            behind[run].add(following.group() if following else "")
    # Of a name the same words stand before or behind it.
    beside = {run: min(len(before[run]), len(behind[run])) for run in before}
    found = {run for runs in of_cuts if (run := _most_common(runs, beside))}
    if not found:
        return None
    either = "|".join(_pattern(run) for run in sorted(found, key=len, reverse=True))
    pattern = Expression(rf"(?<=[^\s.!?…:][^\S\n])(?:{either})\s{{1,3}}(?=\S)")
    return Rule("insertions", frozenset(), pattern, drop, tuple(run.split(" ")[0] for run in found))


def _runs(text: str, end: int) -> list[tuple[str, str]]:
    """Give what may have been put in before a place, the shortest first, each with the word before.

    It begins with a capital within the sentence.
    """
    start = max(0, end - _MOST_CHARACTERS)
    start = max(start, text.rfind("\n\n", start, end))
    words = _WORD.findall(text, start, end)[-_MOST_WORDS - 1 :]
    if not words or words[-1].strip('.!?…()"”’').lower() in ABBREVIATIONS:
        return []
    found = []
    for i in range(len(words) - 1, 0, -1):
        if i < len(words) - 1 and _STOP.search(words[i]) and words[i][-1] != ":":
            break
        bare = words[i].lstrip('(["“‘')
        if not bare[:1].isupper() or len(words) - i < 2 or _STOP.search(words[i - 1]):
            continue
        if words[i][0] in "([" or any(_LOWER.match(word) for word in words[i + 1 :]):
            found.append((" ".join(words[i:]), words[i - 1]))
    return found


def _most_common(runs: list[str], beside: dict[str, int]) -> str:
    """Give the run that stands between most other words, the longest of equals."""
    best = max(runs, key=lambda run: (beside[run], len(run)), default="")
    return best if best and beside[best] >= LEAST_RECURRING else ""


def _pattern(run: str) -> str:
    return r"\s{1,3}".join(map(re.escape, run.split(" ")))
