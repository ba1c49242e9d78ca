"""Which words were put for which: the differences of two aligned versions, word by word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mtdetect.compare.pairs import Gap, Pair
from mtdetect.compare.reading import FUNCTION, MARK, Reading
from mtdetect.tables.lexicon import Lexicon
from mtdetect.tables.ngrams import keys_of
from mtdetect.tables.origins import LONGEST

# Between equal words, more than so many words were written anew and not swapped.
_MOST_WORDS = 12
_MOST_PHRASE = 4
# What a way to pair words is worth: one the thesauri know, one of the same ending, a word for a
# word; each further word of a phrase costs, and so does a bare word of grammar for one with a
# meaning.
_KNOWN, _ENDING, _SINGLE, _FURTHER, _UNLIKE = 2.0, 0.4, 1.0, 0.6, 0.7
# A word that nothing was put for costs more than one more word of a phrase.
_LEFT_OVER = -0.8


@dataclass(frozen=True)
class Put:
    """Words of the one version and what the other puts in their place, as ranges of tokens."""

    ours: tuple[int, int]
    theirs: tuple[int, int]
    known: bool


class SwapFinder:
    """Pairs the words of gaps with the help of the thesauri.

    Parameters
    ----------
    lexicon : Lexicon
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._asked: dict[tuple[str, str], bool] = {}

    def find(self, pair: Pair) -> list[list[Put]]:
        """Find the swaps in every block of a pair."""
        there = {ours: theirs for ours, theirs in enumerate(pair.place.tolist()) if theirs >= 0}
        back = {theirs: ours for ours, theirs in there.items()}

        def puts(gap: Gap) -> list[Put]:
            if gap.ours and gap.theirs:
                return self._of_gap(pair.one, pair.other, gap)
            return self._beside_a_kept_word(pair, gap, back if gap.theirs else there)

        return [[put for gap in gaps for put in puts(gap)] for gaps in pair.gaps]

    def _beside_a_kept_word(self, pair: Pair, gap: Gap, kept: Mapping[int, int]) -> list[Put]:
        """Find a word that was put for a phrase that holds it, or the other way round.

        A thesaurus has "violent storm" for "storm", and to the alignment the storm was kept:
        ``kept`` leads from a token of the side that has more to the same token of the other.
        """
        more = gap.theirs or gap.ours
        for beside in (more[-1] + 1, more[0] - 1):
            phrase = min(more[0], beside), max(more[-1], beside) + 1
            if beside not in kept or phrase[1] - phrase[0] > _MOST_PHRASE:
                continue
            word = kept[beside], kept[beside] + 1
            ours, theirs = (word, phrase) if gap.theirs else (phrase, word)
            old, new = (
                " ".join(t.form.lower() for t in reading.tokens[start:end])
                for reading, (start, end) in ((pair.one, ours), (pair.other, theirs))
            )
            if self._known(old, new):
                return [Put(ours, theirs, known=True)]
        return []

    def _of_gap(self, one: Reading, other: Reading, gap: Gap) -> list[Put]:
        ours = [t for t in gap.ours if one.kinds[t] != MARK]
        theirs = [t for t in gap.theirs if other.kinds[t] != MARK]
        if not ours or not theirs or max(len(ours), len(theirs)) > _MOST_WORDS:
            return []
        left = [one.tokens[t].form.lower() for t in ours]
        right = [other.tokens[t].form.lower() for t in theirs]
        light = [one.kinds[t] == FUNCTION for t in ours]
        theirs_light = [other.kinds[t] == FUNCTION for t in theirs]
        n, m = len(left), len(right)
        worst = -99.0
        best = [[worst] * (m + 1) for _ in range(n + 1)]
        back: dict[tuple[int, int], tuple[int, int, bool]] = {}
        best[0][0] = 0.0
        for i in range(n + 1):
            for j in range(m + 1):
                if best[i][j] == worst:
                    continue
                for k in range(min(_MOST_PHRASE, n - i) + 1):
                    for length in range(min(_MOST_PHRASE, m - j) + 1):
                        if (k == 0 and length == 0) or ((k == 0 or length == 0) and k + length > 1):
                            continue
                        if k and length:
                            a, b = left[i : i + k], right[j : j + length]
                            known = self._known(" ".join(a), " ".join(b))
                            gain = _SINGLE - _FURTHER * (k + length - 2) + _KNOWN * known
                            gain += _ENDING * (a[-1][-2:] == b[-1][-2:])
                            if all(light[i : i + k]) != all(theirs_light[j : j + length]):
                                gain -= _UNLIKE
                        else:
                            known = False
                            gain = _LEFT_OVER
                        if best[i][j] + gain > best[i + k][j + length]:
                            best[i + k][j + length] = best[i][j] + gain
                            back[i + k, j + length] = (k, length, known)
        found = []
        i, j = n, m
        while i or j:
            k, length, known = back[i, j]
            i, j = i - k, j - length
            if k and length and left[i : i + k] != right[j : j + length]:
                found.append(
                    Put(
                        (ours[i], ours[i + k - 1] + 1),
                        (theirs[j], theirs[j + length - 1] + 1),
                        known,
                    )
                )
        return found[::-1]

    def _known(self, one: str, other: str) -> bool:
        """Tell whether a thesaurus or a menu of spinners has one for the other."""
        key = (one, other)
        known = self._asked.get(key)
        if known is None:
            known = self._asked[key] = self._look_up(one, other)
        return known

    def _look_up(self, one: str, other: str) -> bool:
        index = self._lexicon.index
        ours = [index.get(w) for w in one.split()]
        theirs = [index.get(w) for w in other.split()]
        if None in ours or None in theirs:
            return False
        if max(len(ours), len(theirs)) > LONGEST:
            return False
        a, b = (np.asarray(ids, dtype=np.int64) for ids in (ours, theirs))
        if len(a) == len(b) == 1 and (
            b[0] in self._lexicon.synonyms.row(int(a[0]))
            or a[0] in self._lexicon.synonyms.row(int(b[0]))
        ):
            return True
        row = int(self._lexicon.origins.find(keys_of(*(b[k : k + 1] for k in range(len(b)))))[0])
        if row < 0:
            return False
        phrases, _ = self._lexicon.origins.row(row)
        wanted = np.zeros(phrases.shape[1], dtype=np.int64)
        wanted[: min(len(a), len(wanted))] = a[: len(wanted)]
        return bool((phrases == wanted).all(axis=1).any())
