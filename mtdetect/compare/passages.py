"""What the comparison says of each paragraph of a version."""

from __future__ import annotations

from mtdetect.compare.pairs import Pair
from mtdetect.compare.paragraphs import Block
from mtdetect.compare.reading import MARK, Passage
from mtdetect.compare.versions import AlignedPassage, PassageKind
from mtdetect.results import Document, Paragraph

# From here on a paragraph stands word for word: a comma's worth of difference says nothing.
_SAME = 0.985
# A paragraph of which so much was changed shares the verdict on its article in full.
_REWRITTEN = 0.15
# A paragraph of the source of which less stands in a passage is not its counterpart.
_PART = 0.15


def aligned_passages(
    pair: Pair, source: Document, version: Document, score: float
) -> tuple[AlignedPassage, ...]:
    """Judge each passage of a version by its counterpart.

    Parameters
    ----------
    pair : Pair
        Source and version.
    source, version : Document
        What the detector says of both alone.
    score : float
        Probability (0..1) that the version is spun or translated, given the comparison.
    """
    counterpart = {p: block for block in pair.blocks for p in block.theirs}
    found = []
    for place, passage in enumerate(pair.other.passages):
        block = counterpart[place]
        alone = _alone(version, passage.start)
        if not block.ours:
            found.append(
                AlignedPassage(
                    passage.start, passage.end, None, None, "added", 0.0, alone, alone,
                    "the source does not have it",
                )
            )  # fmt: skip
            continue
        ours = _beside(pair, block, passage)
        tokens = range(passage.first, passage.last)
        words = [t for t in tokens if pair.other.kinds[t] != MARK]
        equal = sum(
            pair.back[t] >= 0 and pair.one.keys[pair.back[t]] == pair.other.keys[t] for t in words
        ) / max(len(words), 1)
        kind: PassageKind
        if equal >= _SAME:
            # A copy of the source's text is whatever the source's paragraph is.
            kind = "moved" if block.moved else "same"
            own = _alone(source, ours[0].start)
            given = own if own is None or alone is None else min(own, alone)
            message = "word for word as in the source"
        else:
            kind = "moved" if block.moved else "changed"
            weight = min(1.0, (1 - equal) / _REWRITTEN)
            given = (
                1 - (1 - (alone or 0.0)) * (1 - score * weight)
                if score >= 0.5
                else (None if alone is None else min(alone, score))
            )
            message = f"{equal:.0%} of its words stand in its counterpart"
            if score >= 0.5:
                message += ", which says the same in the words of a better witness"
        found.append(
            AlignedPassage(
                passage.start,
                passage.end,
                ours[0].start,
                ours[-1].end,
                kind,
                equal,
                given,
                alone,
                message,
            )
        )
    return tuple(found)


def _beside(pair: Pair, block: Block, passage: Passage) -> list[Passage]:
    """Give those of a block's passages of the source whose words stand in a passage."""
    back = pair.back[passage.first : passage.last]
    found = [pair.one.passages[p] for p in block.ours]
    held = [int(((back >= p.first) & (back < p.last)).sum()) for p in found]
    least = _PART * max(sum(held), 1)
    return [p for p, n in zip(found, held, strict=True) if n >= least] or found


def _alone(document: Document, start: int) -> float | None:
    paragraph: Paragraph | None = next(
        (p for p in document.paragraphs if p.start <= start < p.end), None
    )
    return paragraph.score if paragraph is not None else None
