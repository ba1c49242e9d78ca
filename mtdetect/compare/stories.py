"""One story from its families of copies: whose original comes first, who wrote for himself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mtdetect.compare.fitted import Fitted
from mtdetect.compare.swaps import SwapFinder
from mtdetect.compare.texts import Text
from mtdetect.compare.verdicts import alone, judge
from mtdetect.compare.versions import Cluster, Version
from mtdetect.tables.lexicon import Lexicon


def cluster(
    families: Sequence[Sequence[Text]],
    fitted: Fitted,
    lexicon: Lexicon,
    finder: SwapFinder,
    *,
    doubtful: bool = False,
) -> Cluster:
    """Judge the versions of one story.

    Parameters
    ----------
    families : sequence of sequence of Text
        Copies of one text each, the largest family first.
    fitted : Fitted
    lexicon : Lexicon
    finder : SwapFinder
    doubtful : bool, default=False
        Whether a single text is near another that is too short to tell.
    """
    if len(families) == 1 and len(families[0]) == 1:
        return Cluster(families[0][0].name, 1.0, (alone(families[0][0], doubtful=doubtful),))
    versions: list[Version] = []
    probability = 1.0
    for number, family in enumerate(families):
        judged = judge(family, fitted, lexicon, finder)
        if number == 0:
            versions += judged.versions
            probability = judged.probability
            continue
        first = judged.versions[0]
        versions += [
            replace(
                first,
                kind="independent report",
                source=versions[0].name,
                reasons=("it tells of the same event in its own words",),
            ),
            *judged.versions[1:],
        ]
    return Cluster(versions[0].name, probability, tuple(versions))
