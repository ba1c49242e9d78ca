"""Learn what people wrote where engines put other words, from news and its round trips.

What stood for what is counted on some pairs; which of it is right in a place is learnt from others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from random import Random

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from mtdetect import segment
from mtdetect.errors import DataError
from mtdetect.evidence.house_spelling import spelt
from mtdetect.evidence.rewordings import LONGEST, MEASURES, Rewording, Rewordings
from mtdetect.evidence.wording import LIKELY
from mtdetect.features import matrix
from mtdetect.features.matrix import Resources
from mtdetect.training.fit.wording import Pair, aligned

# An engine's words were replaced so often, and a person's stood there so often, in this share.
_LEAST_REPLACED, _LEAST_TIMES, _LEAST_SHARE = 3, 2, 0.05
_MOST_PAIRS, _CHUNK, _SEED, _DIGITS = 2_500, 200, 11, 4
_ARTICLES = frozenset(["a", "an", "the"])  # by itself no rewording of anything
_LEAST = 20  # suggestions that are right


def learn_rewordings(
    counted: Sequence[Pair], others: Sequence[Pair], resources: Resources
) -> Rewordings:
    """Count what stood for what, and learn what is right in a place.

    Parameters
    ----------
    counted : sequence of Pair
    others : sequence of Pair
        Of other stories: what was counted looks surer than it is.
    resources : Resources
        Its model of wording tells which words are looked at.

    Raises
    ------
    DataError
        If the others hold too few places to learn from.
    """
    known = count_rewordings(counted)
    some = Random(_SEED).sample(others, min(_MOST_PAIRS, len(others)))
    parts = [
        _judged(known, some[start : start + _CHUNK], resources)
        for start in range(0, len(some), _CHUNK)
    ]
    right = [is_right for _, of_part in parts for is_right in of_part]
    if sum(right) < _LEAST:
        raise DataError(
            f"{sum(right)} of {len(right)} suggestions are what a person had written; give round "
            f"trips of which {_LEAST} are"
        )
    if all(right):
        return known  # there is nothing to tell them by
    model = make_pipeline(StandardScaler(), LogisticRegression())
    model.fit(np.vstack([measured for measured, _ in parts]), right)
    scaler, logistic = model
    slopes = logistic.coef_[0] / scaler.scale_
    weights = np.append(slopes, logistic.intercept_[0] - slopes @ scaler.mean_)
    return Rewordings(known.text, known.counts, np.round(weights, _DIGITS))


def count_rewordings(pairs: Iterable[Pair]) -> Rewordings:
    """Count which words an engine put for a person's, and how often these were the same.

    A pair is kept in the direction that is the more frequent, and in neither where both are:
    engines put "began" for "started" as often as the other way round.
    """
    found: dict[str, Counter[str]] = defaultdict(Counter)
    same: list[list[str]] = []
    for pair in pairs:
        human, machine = _forms(pair.human), _forms(pair.machine.text)
        for kind, i, i_end, j, j_end in aligned(human, machine).get_opcodes():
            if kind == "equal":
                words = groupby(machine[j:j_end], _is_word)
                same += [[*forms] for are_words, forms in words if are_words]
            elif kind == "replace" and _are_rewordings(machine[j:j_end], human[i:i_end]):
                found[" ".join(machine[j:j_end])][" ".join(human[i:i_end])] += 1
    often = {m: counts for m, counts in found.items() if counts.total() >= _LEAST_REPLACED}
    kept = Counter(phrase for words in same for phrase in _phrases(words) if phrase in often)
    return Rewordings.of(
        {
            (machine, human): (n, counts.total() - n, kept[machine])
            for machine, counts in sorted(often.items())
            for human, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            if n >= _LEAST_TIMES
            and n >= _LEAST_SHARE * counts.total()
            and n > found.get(human, Counter())[machine]
        }
    )


def _forms(text: str) -> list[str]:
    return [token.form for token in segment.tokens(text)]


def _is_word(form: str) -> bool:
    """Tell a word from names and marks, and from units: the m of £4.1m is no word for a million."""
    return form.isalpha() and form.islower() and (len(form) > 1 or form == "a")


def _are_rewordings(machine: Sequence[str], human: Sequence[str]) -> bool:
    """Tell whether both are words in small letters, a few at the most, and not spelt otherwise."""
    return (
        max(len(machine), len(human)) <= LONGEST
        and not _ARTICLES.issuperset(human)
        and all(_is_word(form) for form in (*machine, *human))
        and [*map(spelt, machine)] != [*map(spelt, human)]
    )


def _phrases(words: Sequence[str]) -> Iterator[str]:
    for size in range(1, LONGEST + 1):
        for begin in range(len(words) - size + 1):
            yield " ".join(words[begin : begin + size])


def _judged(
    known: Rewordings, pairs: Sequence[Pair], resources: Resources
) -> tuple[NDArray[np.float64], list[bool]]:
    """Measure what may have stood in the places that look like an engine's; tell what did."""
    analysis = matrix.analyse([pair.machine.text for pair in pairs], resources)
    measured = [np.empty((0, len(MEASURES)))]
    right: list[bool] = []
    for row, pair in enumerate(pairs):
        alone = analysis.alone(row)
        first = int(alone.encoded.first[0])
        places = alone.choices.places[alone.choices.engines >= LIKELY] - first
        machine = [token.form.lower() for token in alone.encoded.tokens[0]]
        human = [form.lower() for form in _forms(pair.human)]
        candidates = [
            *dict.fromkeys(c for place in places.tolist() for c in known.candidates(machine, place))
        ]
        if candidates:
            measured.append(known.measures(resources.lexicon, alone.encoded, candidates))
            right += right_ones(candidates, human, machine)
    return np.vstack(measured), right


def right_ones(
    candidates: Sequence[Rewording], human: Sequence[str], machine: Sequence[str]
) -> list[bool]:
    """Tell which of a person's words stand in the original where the engine's text differs."""
    replaced = [code for code in aligned(human, machine).get_opcodes() if code[0] == "replace"]
    return [
        any(
            begin < j_end and end > j and _holds(human[i:i_end], suggested.split(" "))
            for _, i, i_end, j, j_end in replaced
        )
        for begin, end, suggested, _ in candidates
    ]


def _holds(words: Sequence[str], phrase: Sequence[str]) -> bool:
    n = len(phrase)
    return any([*words[i : i + n]] == [*phrase] for i in range(len(words) - n + 1))
