"""Which texts are versions of one another, and which tell of the same event in their own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from mtdetect.compare.anchors import Hashes
from mtdetect.compare.candidates import Links, gather, likely, shared_pairs
from mtdetect.compare.groups import Groups
from mtdetect.compare.pairs import pair
from mtdetect.compare.paragraphs import align
from mtdetect.compare.reading import MARK, Reading
from mtdetect.compare.sameness import text_key, with_same

# All four were swept by ``benchmarks/versions.py --sweep``: 150 stories of the calibration split in
# seven versions each, among 400 articles of weeks of 2017 and 60 pairs of reports on one event.
#
# Only what shares so much is compared. Families are the same with any share from 0 to 0.1. Below
# 0.06 more articles on one topic come into one story (precision 0.946, and 0.928 at 0, where eight
# times as many pairs are compared); above 0.08 reports on one event are lost.
# The number is for texts of a few shingles, of which one is share enough: of whole articles 1 to 6
# give the same and 9 loses versions; of their first 25 words three in four links are right with 6,
# and one in four with 4.
LEAST_SHARE, LEAST_SHINGLES = 0.06, 6
# Of a version, the share of words whose paragraphs have a counterpart and the share of shingles
# that stand in both come to this together. Reports on one event from two desks stay below it, and
# so do some copies of copies, which their common source brings together. F1 of families is 0.960
# at 0.8, 0.975 at 1.0, 0.984 at 1.1, 0.983 up to 1.2, and 0.974 at 1.3.
_LEAST_COPIED = 1.1
# Short texts on one topic share a few names, and these are most of what anchors they have. Of texts
# of up to so many words, copies have this share of the shorter's words in one order: on the
# calibration split 99.8% of copies of a story's first 25, 40 and 90 words do, and of other links
# three in four do not.
SHORT_WORDS, _LEAST_EQUAL = 120, 0.4
# Two reports of one event share a quotation of so many words. With 4 what many say passes for one
# speech (precision of stories 0.893, and 0.946 with 6); from 8 on reports that cut it are lost.
_QUOTED = 6


@dataclass(frozen=True)
class Story:
    """Texts that tell the same: families of copies, each of one text, on one event.

    Attributes
    ----------
    families : tuple of tuple of int
        Places of the texts, the largest family first.
    doubtful : bool
        Whether it is a single text, and another is near it that is too short to tell.
    """

    families: tuple[tuple[int, ...], ...]
    doubtful: bool = False

    @property
    def members(self) -> tuple[int, ...]:
        """The places of all texts, in order."""
        return tuple(sorted(i for family in self.families for i in family))


def stories(shingles: Sequence[Hashes], read: Callable[[int], Reading]) -> list[Story]:
    """Group texts into stories.

    Parameters
    ----------
    shingles : sequence of ndarray of uint64
        Of each text, from :class:`~mtdetect.compare.anchors.AnchorReader`.
    read : callable
        Gives the reading of the text at a place; only asked for candidates.

    Returns
    -------
    list of Story
        In the order of their first texts; a text without another version stands alone.
    """
    pairs = shared_pairs(*gather(shingles), most_texts=len(shingles))
    sizes = np.asarray([len(s) for s in shingles], dtype=np.int64)
    links = likely(pairs, sizes, LEAST_SHARE, LEAST_SHINGLES)
    keys = np.zeros(len(shingles), dtype=np.uint64)
    for k in np.flatnonzero(sizes < LEAST_SHINGLES).tolist():
        keys[k] = text_key(read(k).text)
    return grouped(len(shingles), with_same(links, keys), read)


def grouped(n: int, links: Links, read: Callable[[int], Reading]) -> list[Story]:
    """Group ``n`` texts by candidate links; see :func:`stories`."""
    family = Groups(n)
    events: list[tuple[int, int]] = []
    doubtful: set[int] = set()
    # The surest first: most others are then in one family already and need not be compared.
    order = np.argsort(-links.share, kind="stable")
    for k in order.tolist():
        i, j = int(links.first[k]), int(links.second[k])
        if family.find(i) == family.find(j):
            continue
        one, other = read(i), read(j)
        if covered(one, other) + links.share[k] >= _LEAST_COPIED:
            if told_apart_by_words(one, other):
                doubtful |= {i, j}
            else:
                family.join(i, j)
        elif quoted_runs(one) & quoted_runs(other):
            events.append((i, j))
    families = family.members()
    # A family joins the largest on its event, and no chain of events makes one of all.
    size = {head: len(members) for head, members in families.items()}
    hub = {head: head for head in families}
    linked = {(family.find(i), family.find(j)) for i, j in events}
    for one_head, other_head in sorted(
        linked, key=lambda p: (-max(size[p[0]], size[p[1]]), min(p), max(p))
    ):
        big, small = sorted((one_head, other_head), key=lambda head: (-size[head], head))
        if big == small or hub[small] != small or hub[big] != big or small in hub_targets(hub):
            continue
        hub[small] = big
    found: dict[int, list[tuple[int, ...]]] = {}
    for head in sorted(families, key=lambda head: (-size[head], head)):
        found.setdefault(hub[head], []).append(tuple(families[head]))
    told = [
        Story(tuple(f), len(f) == len(f[0]) == 1 and f[0][0] in doubtful) for f in found.values()
    ]
    return sorted(told, key=lambda story: story.members[0])


def told_apart_by_words(one: Reading, other: Reading) -> bool:
    """Tell whether two texts, of which one is short, share too few words in order for copies."""
    shorter = min(_words(r, range(len(r.passages))) for r in (one, other))
    if shorter > SHORT_WORDS:
        return False
    beside = pair(one, other)
    return int((beside.place[one.kinds != MARK] >= 0).sum()) < _LEAST_EQUAL * shorter


def hub_targets(hub: dict[int, int]) -> set[int]:
    """Give the families that others have joined."""
    return {target for head, target in hub.items() if head != target}


def covered(one: Reading, other: Reading) -> float:
    """Give the share of the words of the shorter text whose passages the longer one has too."""
    blocks = [b for b in align(one, other) if b.ours and b.theirs]
    ours = _words(one, (p for b in blocks for p in b.ours))
    theirs = _words(other, (p for b in blocks for p in b.theirs))
    return max(
        ours / max(_words(one, range(len(one.passages))), 1),
        theirs / max(_words(other, range(len(other.passages))), 1),
    )


def _words(reading: Reading, passages: Iterable[int]) -> int:
    return sum(
        int((reading.kinds[reading.passages[p].first : reading.passages[p].last] != MARK).sum())
        for p in passages
    )


def quoted_runs(reading: Reading) -> set[tuple[str, ...]]:
    """Give the runs of words within quotations that only the same speech gives."""
    found: set[tuple[str, ...]] = set()
    for first, last in reading.quotations:
        forms = [t.form.lower() for t in reading.tokens[first:last] if t.form[0].isalnum()]
        found.update(zip(*(forms[k:] for k in range(_QUOTED)), strict=False))
    return found
