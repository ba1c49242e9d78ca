"""How a comparison puts things for people: the same words on its page and in the terminal."""

from __future__ import annotations

from mtdetect.compare.versions import Change, Version
from mtdetect.show.verdict import score_words

KEY = (
    "Beside a verdict stands its probability. “Alone” is what the text is taken for by itself, "
    "with its score: the probability that a machine spun or translated it."
)


def alone_words(version: Version) -> str:
    """Say what the detector makes of a text alone.

    Its score is the probability of a machine: beside "human" it would read as one of a person.

    Examples
    --------
    >>> alone_words(Version("a", "", "edited", 0.9, {}, "b", 0.7, "human", 0.75, "human"))
    'not flagged, 0.75'
    >>> alone_words(Version("a", "", "spun", 0.9, {}, "b", 0.9, "spun", 0.999, "spun"))
    'spun, >0.99'
    """
    if version.alone is None:
        return "not judged"
    flagged = version.alone_label not in (None, "human")
    return f"{version.alone_label if flagged else 'not flagged'}, {score_words(version.alone)}"


def swap_noun(version: Version) -> str:
    """Say what words put for others are: swaps in what was spun, else a rewording.

    Examples
    --------
    >>> swap_noun(Version("a", "", "translated", 0.9, {}, "b", 0.9, "translated", 0.9, "human"))
    'rewording'
    """
    return "swap" if version.kind == "spun" else "rewording"


def in_order(version: Version) -> list[Change]:
    """Give the changes, of words put for others those last that may be no counterparts.

    An engine moves words: what is left between those that stayed need not be one for the other.
    A spinner moves none, and its changes stay in the order of the text.
    """
    if version.kind == "spun":
        return list(version.changes)
    return sorted(version.changes, key=lambda c: c.kind == "swap" and not c.believable)
