"""Words with a hyphen that came back in other letters: tai-quondo for tae-kwondo.

One part is as it was; the other is known from nowhere and sounds like the part that it stands for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mtdetect.names.marks import Marked, unheard_of
from mtdetect.names.reading import read
from mtdetect.names.variants import legitimate
from mtdetect.tables import sounds
from mtdetect.tables.lexicon import Lexicon

_WORD = re.compile(r"(?<![\w-])[A-Za-z]{2,30}(?:-[A-Za-z]{2,30})?(?![\w-])")
# How far the changed parts may be apart, for each sound of the part and of the whole.
_PER_SOUND, _PER_SOUND_OF_ALL = 0.55, 0.3
_SAME_PART = 4
_SHORT = 4
# Bounds for hostile input.
_MOST_COMPOUNDS, _MOST_WORDS = 60, 300


def respelt_compounds(text: str, lexicon: Lexicon) -> Iterator[Marked]:
    """Find words with a hyphen that the article has more often in other letters.

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
    words = list(_WORD.finditer(read(text).flat))
    compounds = [m for m in words if "-" in m[0]][:_MOST_COMPOUNDS]
    if not compounds:
        return
    times = Counter(m[0] for m in words if len(m[0]) > _SAME_PART + 1).most_common(_MOST_WORDS)
    often = {word: n for word, n in times if n > 1}
    here = Counter(m[0] for m in compounds)
    for m in compounds:
        options = (r for r, n in often.items() if n > here[m[0]] and _respelt(m[0], r, lexicon))
        right = next(options, None)
        if right is not None:
            yield Marked(m.start(), m.end(), right)


def _respelt(odd: str, right: str, lexicon: Lexicon) -> bool:
    first, _, second = odd.partition("-")
    whole = right.lower()
    most = _PER_SOUND_OF_ALL * len(sounds.sounds(whole))
    for changed, part in (
        (first, _without_end(whole, second.lower())),
        (second, _without_start(whole, first.lower())),
    ):
        if part is None or legitimate(changed, part):
            continue
        if len(changed) < _SHORT:
            strange = changed.lower() not in lexicon.index
        else:
            strange = unheard_of(changed, lexicon)
        far = sounds.distance(changed, part)
        if strange and far <= min(most, _PER_SOUND * len(sounds.sounds(part))):
            return True
    return False


def _without_end(whole: str, end: str) -> str | None:
    if len(end) < _SAME_PART or not whole.endswith(end) or whole == end:
        return None
    return whole.removesuffix(end).rstrip("-")


def _without_start(whole: str, start: str) -> str | None:
    if len(start) < _SAME_PART or not whole.startswith(start) or whole == start:
        return None
    return whole.removeprefix(start).lstrip("-")
