"""What an alignment shows of how a version was made: numbers that verdicts are read from.

A spinner keeps the words of grammar and the order and puts one word for one; an engine changes
words of grammar, moves words and turns quotations; an editor leaves most paragraphs as they are;
a reporter of his own shares with another little but quotations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mtdetect.compare.pairs import Pair
from mtdetect.compare.reading import CONTENT, FUNCTION, MARK, NAME, NUMBER
from mtdetect.compare.swaps import Put
from mtdetect.results import Document

Floats = NDArray[np.float64]

TRACES = (
    "ours_found",  # share of the one version's words that stand in aligned passages
    "theirs_found",
    "equal_content",  # of aligned words with a meaning, those that stand in both
    "equal_function",
    "equal_names",
    "equal_figures",
    "equal_marks",
    "whole_blocks",  # aligned passages without any change
    "least_block",  # equal words where most was changed (a tenth of the passages)
    "put",  # aligned words that another single word or phrase was put for
    "put_known",  # of these, those in a thesaurus
    "put_function",  # of these, those of grammar
    "moved_words",  # changed words that stand elsewhere in the same passage
    "length",  # logarithm of how much longer the aligned passages are
    "quotations",  # words of quotations that stand in both
    "outside_quotations",  # equal words outside quotations
)
"""Names of what :func:`traces` gives, in order."""

OF_SCORES = ("spun", "translated", "spun_source", "translated_source")
"""Names of what :func:`of_scores` gives, in order."""

_STEEPEST = 8.0  # nats that the score of one version counts for at most


def traces(pair: Pair, puts: Sequence[Sequence[Put]]) -> Floats:
    """Measure what one version did to the other.

    Parameters
    ----------
    pair : Pair
        Its first side is the supposed source.
    puts : sequence of sequence of Put
        The swaps of each block.
    """
    one, other = pair.one, pair.other
    both = [(k, block) for k, block in enumerate(pair.blocks) if block.ours and block.theirs]
    ours = np.zeros(len(one.tokens), dtype=bool)
    theirs = np.zeros(len(other.tokens), dtype=bool)
    shares, whole, moved, changed = [], 0, 0, 0
    for k, block in both:
        mine, their = pair.tokens(block)
        ours[mine] = theirs[their] = True
        words = mine[one.kinds[mine] != MARK]
        share = pair.equal[words].mean() if len(words) else 1.0
        shares.append(float(share))
        whole += not pair.gaps[k]
        lost = [t for g in pair.gaps[k] for t in g.ours if one.kinds[t] != MARK]
        new = [t for g in pair.gaps[k] for t in g.theirs if other.kinds[t] != MARK]
        old_keys, new_keys = (
            Counter(r.keys[np.asarray(side, dtype=np.int64)].tolist())
            for r, side in ((one, lost), (other, new))
        )
        moved += (old_keys & new_keys).total()
        changed += len(new)
    flat = [put for of_block in puts for put in of_block]
    put_words = sum(p.theirs[1] - p.theirs[0] for p in flat)
    quoted = np.zeros(len(one.tokens), dtype=bool)
    for first, last in one.quotations:
        quoted[first:last] = True
    words = one.kinds != MARK
    n_words = max(int((theirs & (other.kinds != MARK)).sum()), 1)
    n_ours = max(int((ours & words).sum()), 1)
    grammar = sum(bool((one.kinds[p.ours[0] : p.ours[1]] == FUNCTION).all()) for p in flat)

    def equal(which: NDArray[np.bool_]) -> float:
        here = ours & which
        # A little of the whole, so that a few words weigh little.
        total = float(pair.equal[ours & words].mean()) if (ours & words).any() else 0.0
        return float((pair.equal[here].sum() + 2 * total) / (here.sum() + 2))

    return np.asarray(
        [
            _share(ours & words, words),
            _share(theirs & (other.kinds != MARK), other.kinds != MARK),
            equal(one.kinds == CONTENT),
            equal(one.kinds == FUNCTION),
            equal(one.kinds == NAME),
            equal(one.kinds == NUMBER),
            equal(one.kinds == MARK),
            whole / max(len(both), 1),
            float(np.quantile(shares, 0.1)) if shares else 0.0,
            put_words / n_words,
            sum(p.known for p in flat) / (len(flat) + 2),
            grammar / (len(flat) + 2),
            (moved + 0.2) / (changed + 2),
            float(np.clip(np.log(n_words / n_ours), -1, 1)),
            equal(quoted & words),
            equal(~quoted & words),
        ]
    )


def _share(part: NDArray[np.bool_], whole: NDArray[np.bool_]) -> float:
    return float(part.sum() / max(whole.sum(), 1))


def of_scores(source: Document, version: Document) -> Floats:
    """Give what the detector says of both versions alone: log-odds against human, in nats."""
    return np.asarray([*log_odds(version), *log_odds(source)])


def log_odds(document: Document) -> tuple[float, float]:
    """Give the log-odds of spun and of translated against human, in nats; 0 where it abstains."""
    p = document.probabilities
    if p is None:
        return 0.0, 0.0
    human = max(p["human"], 1e-9)
    spun, translated = (
        float(np.clip(np.log(max(p[kind], 1e-9) / human), -_STEEPEST, _STEEPEST))
        for kind in ("spun", "translated")
    )
    return spun, translated
