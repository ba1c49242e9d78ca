"""The verdict on each version of a family of copies, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtdetect.compare.changes import NamePlace, changes, name_changes
from mtdetect.compare.dates import earliest
from mtdetect.compare.fitted import Fitted
from mtdetect.compare.origin import SIGNS, signs
from mtdetect.compare.pairs import Pair, pair
from mtdetect.compare.passages import aligned_passages
from mtdetect.compare.reading import MARK
from mtdetect.compare.swaps import SwapFinder
from mtdetect.compare.texts import Text
from mtdetect.compare.traces import TRACES, log_odds, of_scores, traces
from mtdetect.compare.versions import Change, Version, VersionKind
from mtdetect.results import Label
from mtdetect.tables.lexicon import Lexicon

Floats = NDArray[np.float64]

# What an article's date says, in nats: a copy is hardly ever older than what it was made from, but
# pages carry wrong dates.
_EARLIEST = 2.0
# By definition: a wire copy stands word for word but for a paragraph or two, whatever was cut,
# added or moved; what has more changed within its paragraphs was edited.
_WIRE_EQUAL, _WIRE_WHOLE = 0.97, 0.5
# A version that may be the original itself with more than this chance is not accused: between two
# texts alone it is often open which was made of which.
_MOST_DOUBT = 0.1
# So many of the commonest signs are told as reasons.
_MOST_REASONS = 4


@dataclass(frozen=True)
class Judged:
    """The verdicts on a family: the original first."""

    versions: list[Version]
    probability: float


def judge(texts: Sequence[Text], fitted: Fitted, lexicon: Lexicon, finder: SwapFinder) -> Judged:
    """Find the original of a family and judge all others against it.

    Parameters
    ----------
    texts : sequence of Text
        Versions of one text.
    fitted : Fitted
    lexicon : Lexicon
    finder : SwapFinder
    """
    chosen, chances, why = _original(texts, fitted, lexicon)
    source, chance = texts[chosen], chances[chosen]
    others = [(t, chances[k]) for k, t in enumerate(texts) if k != chosen]
    found = [_Measured(source, t, fitted, finder, rival) for t, rival in others]
    mentions = Counter(form for t in texts for form in {token.form for token in t.reading.tokens})
    named = name_changes([m.names for m in found], mentions)
    versions = [_of_original(source, chance, why)]
    versions += [m.version(extra) for m, extra in zip(found, named, strict=True)]
    return Judged(versions, chance)


def alone(text: Text, *, doubtful: bool = False) -> Version:
    """Give the verdict on a text that no other tells, or of which one cannot say."""
    document = text.document
    reason = (
        "there is no text" if not text.reading.tokens else "no other text here tells this story"
    )
    if doubtful:
        reason = (
            "another text here shares names or figures with it, and so few words that copies and "
            "reports on one topic look alike"
        )
    return Version(
        text.name,
        text.document.text,
        "too short to tell" if doubtful else "unrelated",
        1.0,
        {},
        None,
        document.score,
        document.label,
        document.score,
        document.label,
        text.date,
        (reason,),
    )


def _original(
    texts: Sequence[Text], fitted: Fitted, lexicon: Lexicon
) -> tuple[int, list[float], tuple[str, ...]]:
    """Give the original's place, of each text the chance that it is the original, and why."""
    # Copies of one wording stand or fall together: the first of them by date, then as given.
    groups: dict[bytes, list[int]] = {}
    for place, text in enumerate(texts):
        groups.setdefault(text.reading.keys.tobytes(), []).append(place)
    heads = []
    for group in groups.values():
        first_of_group = earliest([texts[k].date for k in group])
        heads.append(group[first_of_group.index(True)] if any(first_of_group) else group[0])
    measured = signs(
        [texts[k].reading for k in heads],
        [texts[k].shingles for k in heads],
        [log_odds(texts[k].document) for k in heads],
        lexicon,
    )
    first = earliest([texts[k].date for k in heads])
    prior = [_EARLIEST if is_first else 0.0 for is_first in first]
    p = fitted.original(measured, prior)
    best = int(np.argmax(p))
    same = len(groups[texts[heads[best]].reading.keys.tobytes()])
    why = _why_original(measured, best, first[best] and not all(first), same)
    chances = [0.0] * len(texts)
    for head, group, chance in zip(heads, groups.values(), p.tolist(), strict=True):
        for k in group:
            # What is word for word the original is a copy of it, and no rival.
            chances[k] = 0.0 if head == heads[best] and k != head else chance
    return heads[best], chances, why


def _why_original(measured: Floats, best: int, first: bool, same: int) -> tuple[str, ...]:
    if len(measured) == 1:
        return ("all copies are word for word the same: any may be the first",)
    row = dict(zip(SIGNS, measured[best].tolist(), strict=True))
    others = np.delete(measured, best, axis=0)
    reasons = []
    if first:
        reasons.append("the earliest date")
    if row["accounts_most"]:
        reasons.append(f"it has {row['accounts']:.0%} of the names and figures of the others")
    if row["nearest_most"]:
        reasons.append("its wording is nearest to that of all others")
    column = SIGNS.index("human")
    if row["human"] > others[:, column].max():
        reasons.append("it reads most like a person's text")
    column = SIGNS.index("attested")
    if row["attested"] > others[:, column].max():
        reasons.append("its wording is the best attested")
    if same > 1:
        reasons.append(f"{same} copies of it are word for word the same")
    return tuple(reasons[:_MOST_REASONS]) or ("on balance of all signs",)


def _of_original(source: Text, chance: float, why: tuple[str, ...]) -> Version:
    document = source.document
    return Version(
        source.name,
        document.text,
        "original",
        chance,
        {},
        None,
        document.score,
        document.label,
        document.score,
        document.label,
        source.date,
        why,
    )


class _Measured:
    """A version beside its source, before the names of all are compared."""

    def __init__(
        self, source: Text, text: Text, fitted: Fitted, finder: SwapFinder, rival: float
    ) -> None:
        self.source, self.text, self.rival = source, text, rival
        self.pair: Pair = pair(source.reading, text.reading)
        puts = finder.find(self.pair)
        self.traces = dict(zip(TRACES, traces(self.pair, puts).tolist(), strict=True))
        columns = np.concatenate(
            [list(self.traces.values()), of_scores(source.document, text.document)]
        )
        self.probabilities = fitted.kinds(columns)
        self.changes: list[Change]
        self.names: list[NamePlace]
        self.changes, self.names = changes(self.pair, puts)

    def version(self, names: Sequence[Change]) -> Version:
        p = self.probabilities
        if self._is_verbatim():
            p = {**dict.fromkeys(p, 0.0), "copy": 1.0}
        best = max(p, key=p.__getitem__)
        document, of = self.text.document, self.source.document
        kind: VersionKind
        label: Label | None
        machine = p["spun"] + p["translated"]
        score: float | None = machine
        if best == "copy":
            wire = (
                self.traces["outside_quotations"] >= _WIRE_EQUAL
                or self.traces["whole_blocks"] >= _WIRE_WHOLE
            )
            kind = "wire copy" if wire else "edited"
            # A copy is whatever the text is that it copies.
            judged = document if of.score is None else of
            label = judged.label
            score = None if judged.score is None else machine + p["copy"] * judged.score
        elif best == "independent":
            # Nothing that it shares says who wrote the rest.
            kind, label, score = "independent report", document.label, document.score
        elif best == "spun":
            kind, label = "spun", "spun"
        else:
            kind, label = "translated", "translated"
        if self.rival > _MOST_DOUBT:
            label = document.label
        if score is not None:
            # Where it is itself the original, what it is alone is all that is known.
            score = (1 - self.rival) * score + self.rival * (document.score or 0.0)
        every = sorted([*self.changes, *names], key=lambda c: (c.start, c.source_start, c.kind))
        if kind == "independent report":
            # It changed nothing: it was never made from the other.
            every = [c for c in every if c.kind in ("quotation", "figure", "name")]
        return Version(
            self.text.name,
            document.text,
            kind,
            p[best] * (1 - self.rival),
            p,
            self.source.name,
            score,
            label,
            document.score,
            document.label,
            self.text.date,
            self._reasons(every, kind, label),
            aligned_passages(self.pair, of, document, score or 0.0),
            tuple(every),
        )

    def _is_verbatim(self) -> bool:
        """Whether every aligned passage stands just so: then it is a copy, whatever was cut."""
        other = self.text.reading
        words = other.kinds != MARK
        found = (self.pair.back >= 0) & words
        return bool(
            found.sum() >= 0.5 * max(words.sum(), 1) and not any(self.pair.gaps) and found.any()
        )

    def _reasons(
        self, every: Sequence[Change], kind: VersionKind, label: Label | None
    ) -> tuple[str, ...]:
        t = self.traces
        counts = Counter(c.kind for c in every)
        said = [
            f"{t['outside_quotations']:.0%} of the words outside quotations stand in "
            f"{self.source.name}"
        ]
        if kind == "spun":
            said.append(
                f"{sum(c.count for c in every if c.kind == 'swap')} swaps of single words or "
                f"phrases; {t['equal_function']:.0%} of the words of grammar are left"
            )
        if kind == "translated" and counts["quotation"]:
            said.append(
                f"{_count(counts['quotation'], 'quotation')} reworded: people do not reword them"
            )
        if kind == "translated":
            said.append(f"{t['equal_function']:.0%} of the words of grammar are left")
        if counts["name"]:
            said.append(f"{_count(counts['name'], 'name')} spelt otherwise than in the others")
        if kind in ("wire copy", "edited"):
            said.append(f"{t['whole_blocks']:.0%} of its shared paragraphs stand word for word")
            if label not in (None, "human"):
                said.append(f"it copies {self.source.name}, which is judged {label}")
        if kind == "independent report":
            said.append(f"{t['theirs_found']:.0%} of it has a counterpart, mostly quotations")
        if self.rival > _MOST_DOUBT:
            said.append(
                f"it may be the original itself ({self.rival:.0%}): it keeps the label it has alone"
            )
        if None not in (label, alone := self.text.document.label) and label != alone:
            said.append(f"alone it was {'not flagged' if alone == 'human' else f'judged {alone}'}")
        return tuple(said)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
