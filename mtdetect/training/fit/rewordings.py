"""Learn what people wrote where engines put other words, from news and its round trips."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from mtdetect import segment
from mtdetect.evidence.house_spelling import spelt
from mtdetect.evidence.rewordings import LONGEST, Rewordings
from mtdetect.training.fit.wording import Pair, aligned

# A suggestion stood there so often, and in this share of all places where the engine's words are.
_LEAST, _LEAST_SHARE = 3, 0.25


def learn_rewordings(pairs: Iterable[Pair]) -> Rewordings:
    """Count which of a person's words an engine's replaced, and keep the most frequent.

    Parameters
    ----------
    pairs : iterable of Pair
    """
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        for machine, human in _replaced(pair):
            found[machine][human] += 1
    kept = []
    for machine, counts in sorted(found.items()):
        human, n = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if n >= _LEAST and n >= _LEAST_SHARE * counts.total():
            kept.append((machine, human))
    return Rewordings.of(kept)


def _is_word(form: str) -> bool:
    """Tell a word from names and marks, and from units: the m of £4.1m is no word for a million."""
    return form.isalpha() and form.islower() and (len(form) > 1 or form == "a")


def _replaced(pair: Pair) -> Iterator[tuple[str, str]]:
    """Give what stands for what: words in small letters on both sides, a few at the most."""
    human, machine = (
        [t.form for t in segment.tokens(text)] for text in (pair.human, pair.machine.text)
    )
    for kind, i, i_end, j, j_end in aligned(human, machine).get_opcodes():
        sides = machine[j:j_end], human[i:i_end]
        if kind != "replace" or max(map(len, sides)) > LONGEST:
            continue
        words = all(_is_word(form) for side in sides for form in side)
        if words and [*map(spelt, sides[0])] != [*map(spelt, sides[1])]:
            yield " ".join(sides[0]), " ".join(sides[1])
