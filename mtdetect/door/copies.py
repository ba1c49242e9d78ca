"""Find what stands twice in an article: it is said once.

Runs of words (shingles) of each stretch are looked up among those of all stretches before it, so
that a copy is found wherever its breaks fall.

References
----------
Broder, "On the resemblance and containment of documents", Proceedings of SEQUENCES 1997,
https://doi.org/10.1109/SEQUEN.1997.666900.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
SHINGLE = 4
# The share of a stretch's shingles that stand before it already.
LEAST_KNOWN = 0.7
_LEAST_WORDS = 8


def first_occurrences(texts: Sequence[str], apart: Sequence[bool] = ()) -> list[int]:
    """Give for each stretch the number of the earlier one that it copies, or its own.

    Parameters
    ----------
    texts : sequence of str
        Stretches of one article, in order.
    apart : sequence of bool, optional
        Which of them are nobody's original, nor copies.

    Examples
    --------
    >>> story = "The council of Ashford voted on Monday to close the old bridge for repairs."
    >>> first_occurrences([story, "Nobody was hurt.", story.upper() + " More soon.", "Who?"])
    [0, 1, 0, 3]
    >>> first_occurrences(["• " + story, story], apart=[True, False])
    [0, 1]
    """
    seen: dict[int, int] = {}
    whole: dict[str, int] = {}
    origins = list(range(len(texts)))
    for i, text in enumerate(texts):
        if apart and apart[i]:
            continue
        words = _WORD.findall(text.lower())
        key = " ".join(words) or text
        if key in whole:
            origins[i] = whole[key]
            continue
        whole[key] = i
        if len(words) < _LEAST_WORDS:
            continue
        shingles = [hash(tuple(words[k : k + SHINGLE])) for k in range(len(words) - SHINGLE + 1)]
        known = Counter(seen[s] for s in shingles if s in seen)
        if known.total() >= LEAST_KNOWN * len(shingles):
            origins[i] = known.most_common(1)[0][0]
            whole[key] = origins[i]
            continue
        for shingle in shingles:
            seen.setdefault(shingle, i)
    return origins
