"""Names that are right but for their letters: case endings, stray capitals, gaps, small letters.

Each needs the right name in the same article, more often than the odd one, and most need that the
odd form is known from nowhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from mtdetect import segment
from mtdetect.names.mentions import TITLES
from mtdetect.names.reading import read
from mtdetect.names.variants import legitimate
from mtdetect.tables import sounds
from mtdetect.tables.lexicon import Lexicon, word_key
from mtdetect.tables.ngrams import LOG_COUNT

# Slavic case endings that stay on a name.
_ENDINGS = frozenset(["a", "u", "em", "om", "owi", "ovi", "iem", "ie", "ou", "ov"])
_ALIKE = 0.65
DETERMINERS = frozenset(
    ["the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "this", "that", "every",
     "no"]
)  # fmt: skip
_NEVER = 1_000_000
_SHORTEST = 4
# Bounds for hostile input.
_MOST_NAMES = 60
_MOST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Marked:
    """A span, and the name that probably stood there."""

    start: int
    end: int
    suggestion: str


def wrong_letters(text: str, lexicon: Lexicon) -> Iterator[Marked]:
    """Find names of an article that stand there once more with other letters.

    Parameters
    ----------
    text : str
        An article; its first 60,000 characters count.
    lexicon : Lexicon
        Tells what is known.

    Yields
    ------
    Marked
    """
    reading = read(text)
    flat, tokens = reading.flat, reading.tokens
    yield from _misspelt(tokens, lexicon)
    yield from _parted(tokens, flat, lexicon)
    yield from _bare_surnames(tokens, flat)
    yield from _with_article(tokens, lexicon)


def with_starts(tokens: Sequence[segment.Token]) -> Iterator[tuple[segment.Token, bool]]:
    """Give each token, and whether it begins a sentence."""
    starting = True
    for token in tokens:
        yield token, starting
        c = token.form[0]
        if c.isalnum():
            starting = False
        elif c in '.!?:"':
            starting = True


def acronym_times(tokens: Sequence[segment.Token]) -> Counter[str]:
    """Count the words in capitals that stand among others; headlines and calls are no acronyms."""
    return Counter(
        two.form
        for one, two, three in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if two.form.isupper()
        and two.form.isalpha()
        and len(two.form) > 2
        and one.form[0].isalpha()
        and not one.form.isupper()
        and not three.form.isupper()
    )


def _misspelt(tokens: Sequence[segment.Token], lexicon: Lexicon) -> Iterator[Marked]:
    times = Counter(t.form for t in tokens if t.form[0].isupper() and t.form.isalpha())
    often = [f for f, n in times.most_common(_MOST_WORDS) if n >= 2 and len(f) > 2]
    acronyms = [f for f, n in acronym_times(tokens).most_common(_MOST_NAMES) if n >= 2]
    names = [f for f in often if f[1:].islower()][:_MOST_NAMES]
    known: dict[str, tuple[str | None, str | None]] = {}
    for token, initial in with_starts(tokens):
        form = token.form
        if len(form) < 3 or form not in times or form.isupper():
            continue
        if form not in known:
            if len(known) >= _MOST_WORDS:
                return
            name = _recapitalised(form, names, lexicon) or _with_ending(form, times, lexicon)
            known[form] = name, None if name else _acronym(form, acronyms, lexicon)
        name, acronym = known[form]
        right = name if name or initial else acronym
        if right is not None and times[right] > times[form]:
            yield Marked(token.start, token.end, right)


def unheard_of(form: str, lexicon: Lexicon) -> bool:
    """Tell whether no list, however long, has a word."""
    low = form.lower()
    if form in lexicon.names or low in lexicon.index:
        return False
    key = np.asarray([word_key(low)], dtype=np.uint64)
    return not np.isfinite(LOG_COUNT[lexicon.attested.get(key)][0])


def _recapitalised(form: str, names: Sequence[str], lexicon: Lexicon) -> str | None:
    """Find Hegseth for HegeSeth: a capital inside that the name has nowhere else."""
    if form[1:].islower() or form in lexicon.names:
        return None
    near = (n for n in names if n[0] == form[0] and abs(len(n) - len(form)) <= 2)
    return next((n for n in near if sounds.distance(n, form) <= _ALIKE), None)


def _with_ending(form: str, times: Counter[str], lexicon: Lexicon) -> str | None:
    """Find Musk for Muska."""
    if not unheard_of(form, lexicon):
        return None
    for n in (1, 2, 3):
        stem, ending = form[:-n], form[-n:]
        if (
            len(stem) >= _SHORTEST
            and ending in _ENDINGS
            and times[stem] > times[form]
            and stem.lower() not in lexicon.index
            and not legitimate(stem, form)
        ):
            return stem
    return None


def _acronym(form: str, acronyms: Sequence[str], lexicon: Lexicon) -> str | None:
    """Find DOGE for Dogge and ICE for Ice: an acronym that was read as a word.

    Nato for NATO is left alone: newsrooms differ, and one may quote another.
    """
    if form in lexicon.names:
        return None
    first = sounds.sounds(form)[:1]
    for name in acronyms:
        if name.lower() == form.lower():
            if form.lower() in lexicon.index:
                return name
        elif (
            len(name) >= _SHORTEST
            and sounds.sounds(name)[:1] == first
            and sounds.distance(name, form) <= _ALIKE
        ):
            return name
    return None


def _parted(tokens: Sequence[segment.Token], flat: str, lexicon: Lexicon) -> Iterator[Marked]:
    """Find SpaceX for Space X."""
    times = Counter(t.form for t in tokens if t.form[0].isupper())
    for one, two in pairwise(tokens):
        whole = one.form + two.form
        if (
            len(one.form) >= _SHORTEST
            and one.form.istitle()
            and two.form[0].isupper()
            and flat[one.end : two.start] == " "
            and times[whole] >= 2
            and f"{one.form} {two.form}" not in lexicon.full_names
        ):
            yield Marked(one.start, two.end, whole)


def _bare_surnames(tokens: Sequence[segment.Token], flat: str) -> Iterator[Marked]:
    """Find Mr. Lyons for Mr. Lyon: behind a title no plural stands."""
    titled: dict[str, list[segment.Token]] = defaultdict(list)
    for i in range(2, len(tokens)):
        if tokens[i].form[0].isupper() and flat[tokens[i - 1].end : tokens[i].start] == " ":
            title = tokens[i - 2].form if tokens[i - 1].form == "." else tokens[i - 1].form
            if title in TITLES:
                titled[tokens[i].form].append(tokens[i])
    for form, places in titled.items():
        if len(titled.get(form + "s", ())) > len(places):
            for token in places:
                yield Marked(token.start, token.end, form + "s")


def _with_article(tokens: Sequence[segment.Token], lexicon: Lexicon) -> Iterator[Marked]:
    """Find Signal for the signal: a name that is a word got an article and lost its capital."""
    alone: dict[str, int] = defaultdict(int)
    lowered: dict[str, list[segment.Token]] = defaultdict(list)
    for i in range(1, len(tokens) - 1):
        form, before, after = tokens[i].form, tokens[i - 1].form, tokens[i + 1].form
        low = form.lower()
        if len(form) < _SHORTEST or low not in lexicon.index:
            continue
        if form.islower():
            if before == "the":
                lowered[low].append(tokens[i])
            else:
                alone[low] -= _NEVER
        elif before.islower() and before not in DETERMINERS and not after[0].isupper():
            alone[low] += 1
        else:
            alone[low] -= _NEVER
    for low, places in lowered.items():
        if alone[low] >= 2 and len(places) < alone[low]:
            for token in places:
                yield Marked(token.start, token.end, token.form.capitalize())
