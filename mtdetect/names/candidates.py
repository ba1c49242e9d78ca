"""What a name may have been before it was garbled, and how much speaks for it."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtdetect.errors import InvalidValueError
from mtdetect.names.mentions import TITLES, Name, Names
from mtdetect.names.variants import legitimate
from mtdetect.tables import sounds
from mtdetect.tables.lexicon import Lexicon, word_key
from mtdetect.tables.ngrams import LOG_COUNT
from mtdetect.tables.trees import Forest

# Where the trees are among the arrays of a model.
_PREFIX = "names"

# Beyond these distances the model finds nothing right; a name that no list has may be further
# from one that the article has.
_FURTHEST, _FURTHEST_UNHEARD_OF = 1.65, 2.6
_FURTHEST_PER_SOUND, _PER_SOUND_UNHEARD_OF = 0.36, 0.45
# Bounds for hostile input: how many other names one is compared with, and weighed against.
_MOST_COMPARED = 80
_MOST_CANDIDATES = 40
_MOST_WEIGHED = 16
_MOST_OFTEN = 60
# Sounds that only one of two names has, and letters that one has more.
_MOST_UNLIKE, _MOST_LONGER = 5, 3
# A name that news has more often than this is not held against lists.
_WELL_KNOWN, _RARE, _RARELY_ATTESTED = 60, 15, 6.0
# A pair of words that news has this often is one name.
_SURE_COMPANY = 30
_ALIKE = 1.0
# What it is worth that two names stand behind the same title, beside the same name.
_A_TITLE = 0.25


class Columns(NamedTuple):
    """What the model weighs about a name and another that may have stood there.

    "Company" are the names beside a name: here those beside the other in this article ("same"), or
    those that news has beside the other ("table").
    """

    distance: float
    distance_per_sound: float
    same_sounds: float
    other_beginning: float
    attested: float
    unheard_of: float
    known: float
    known_together: float
    other_known: float
    times: float
    other_in_article: float
    other_count: float
    same_company: float
    other_company: float
    table_company: float
    table_company_alike: float
    never_introduced: float
    other_introduced: float
    rivals: float
    never_alone: float
    common: float
    common_together: float
    known_same_company: float
    attested_same_company: float
    known_in_article: float
    distance_in_article: float
    distance_from_known: float
    only_table: float
    not_ascii: float


COLUMNS: tuple[str, ...] = Columns._fields


@dataclass(frozen=True, eq=False)
class CandidateModel:
    """Boosted trees that tell whether another name stood where a name stands.

    Attributes
    ----------
    forest : Forest
        From :data:`COLUMNS` to log-odds.
    threshold : float
        Probability (0..1) from which on a name is called garbled if the article has the other.
    threshold_alone : float
        The same if only lists have the other.
    """

    forest: Forest = field(default_factory=lambda: Forest.empty(1))
    threshold: float = 1.0
    threshold_alone: float = 1.0

    @classmethod
    def unknown(cls) -> CandidateModel:
        """Give a model that finds nothing."""
        return cls()

    @classmethod
    def from_dict(
        cls, stored: Mapping[str, Any], arrays: dict[str, NDArray[Any]]
    ) -> CandidateModel:
        """Rebuild a model from what :meth:`to_dict` and :meth:`arrays` gave.

        Raises
        ------
        KeyError
            If something is missing.
        InvalidValueError
            If it looks at other columns than this version computes.
        """
        if list(stored["columns"]) != list(COLUMNS):
            raise InvalidValueError(
                f"the model of names looks at {', '.join(stored['columns'])}, this version "
                f"computes {', '.join(COLUMNS)}: retrain the model"
            )
        forest = Forest.from_arrays(arrays, _PREFIX)
        return cls(forest, float(stored["threshold"]), float(stored["threshold_alone"]))

    def to_dict(self) -> dict[str, Any]:
        """Give what is no array as plain data for the manifest."""
        return {
            "columns": list(COLUMNS),
            "threshold": self.threshold,
            "threshold_alone": self.threshold_alone,
        }

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Give the trees as named plain arrays."""
        return self.forest.arrays(_PREFIX)

    def probabilities(self, columns: Sequence[Columns]) -> NDArray[np.float64]:
        """Give the probabilities that the other names stood there, one for each row."""
        if not columns:
            return np.zeros(0)
        odds = self.forest.raw(np.asarray(columns, dtype=np.float64))[:, 0]
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -50.0, 50.0))))

    def convinced(self, candidate: Candidate, probability: float) -> bool:
        """Tell whether a probability is enough."""
        in_article = candidate.columns.other_in_article > 0
        return probability >= (self.threshold if in_article else self.threshold_alone)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name, another that may have stood there, and what the model weighs about them."""

    name: Name
    other: str
    columns: Columns


def candidates(names: Names, lexicon: Lexicon) -> Iterator[Candidate]:
    """Hold every name of an article against the others and against well-attested names.

    A name that any list has is one of its own (Oban, Izmail) unless something vouches for the
    other: the article has it oftener or in the same company, or the one stands beside names that
    the other is known to have beside it.

    Parameters
    ----------
    names : Names
        See :func:`~mtdetect.names.mentions.find_names`.
    lexicon : Lexicon

    Yields
    ------
    Candidate
    """
    forms = list(names.names)
    attested = _attested(forms, lexicon)
    by_key: dict[str, list[str]] = {}
    for form in forms:
        for key in _loose_keys(form):
            by_key.setdefault(key, []).append(form)
    often = [n.form for n in names.names.values() if n.count > 1][:_MOST_OFTEN]
    for form, name in names.names.items():
        others = {o for key in _loose_keys(form) for o in by_key[key]}
        others.discard(form)
        n_known = lexicon.names.get(form, 0)
        strange = unheard_of(form, lexicon)
        if strange and not name.common:
            others.update(o for o in often if names.names[o].count > name.count)
        if n_known < _WELL_KNOWN:
            rare = not name.common and n_known < _RARE and attested[form] < _RARELY_ATTESTED
            # McAllen beside MacAllen: the article vouches for it.
            if rare and len(form) > 4 and not any(legitimate(form, o) for o in others):
                others.update(lexicon.name_index.alike(form))
            others.update(_in_company(name, lexicon))
            others.discard(form)
        if name.common:
            others = {o for o in others if _likelier(name, o, lexicon)}
        near = _nearest(form, others, names, strange=strange)
        for far, other in near[:_MOST_WEIGHED]:
            columns = _columns(name, other, far, len(near), names, lexicon, attested)
            if (
                strange
                or _vouched_for(name, names.names.get(other), columns)
                or _has_company(name, other, lexicon)
            ):
                yield Candidate(name, other, columns)


def _vouched_for(name: Name, twin: Name | None, columns: Columns) -> bool:
    """Tell whether the article has the other name oftener, or in the same company."""
    if columns.table_company_alike > 0 or columns.same_company > _A_TITLE:
        return True
    return twin is not None and twin.count > name.count


def unheard_of(form: str, lexicon: Lexicon) -> bool:
    """Tell whether no list, however long, has a word."""
    if form in lexicon.names or form.lower() in lexicon.index:
        return False
    key = np.asarray([word_key(form)], dtype=np.uint64)
    return not np.isfinite(LOG_COUNT[lexicon.attested.get(key)][0])


def _has_company(name: Name, other: str, lexicon: Lexicon) -> bool:
    table = lexicon.name_index
    return any(other in table.after(x) for x in name.befores) or any(
        other in table.before(x) for x in name.afters
    )


def _likelier(name: Name, other: str, lexicon: Lexicon) -> bool:
    """Tell whether a common word stands where a name is all but certain: Donald Tramp."""
    if other not in lexicon.names:
        return False
    table = lexicon.name_index
    for beside, known in [
        *((x, table.after) for x in name.befores),
        *((x, table.before) for x in name.afters),
    ]:
        together = known(beside)
        if (
            together.get(other, 0) >= _SURE_COMPANY
            and name.form not in together
            and beside in lexicon.names
        ):
            return True
    return False


def _attested(forms: list[str], lexicon: Lexicon) -> dict[str, float]:
    keys = np.asarray([word_key(f) for f in forms], dtype=np.uint64)
    values = np.maximum(LOG_COUNT[lexicon.attested.get(keys)], -1.0)
    return dict(zip(forms, values.tolist(), strict=True))


def _loose_keys(form: str) -> set[str]:
    skeleton = sounds.skeleton(form)
    keys = {skeleton}
    if 3 <= len(skeleton) <= 12:
        keys.update(skeleton[:i] + skeleton[i + 1 :] for i in range(len(skeleton)))
    return keys


def _in_company(name: Name, lexicon: Lexicon) -> set[str]:
    """Names that are known to stand beside those that this one stands beside."""
    table = lexicon.name_index
    found: set[str] = set()
    for before in name.befores:
        found.update(table.after(before))
    for after in name.afters:
        found.update(table.before(after))
    return found


def _nearest(
    form: str, others: set[str], names: Names, *, strange: bool
) -> list[tuple[float, str]]:
    mask = sounds.letter_mask(form)
    length = len(form)
    likely = []
    for other in others:
        if abs(len(other) - length) > _MOST_LONGER or len(other) < 3 or not other[0].isupper():
            continue
        unlike = (mask ^ sounds.letter_mask(other)).bit_count()
        if unlike <= _MOST_UNLIKE and not other.isupper():
            likely.append((unlike, other))
    near = []
    for _, other in heapq.nsmallest(_MOST_COMPARED, likely):
        far = sounds.distance(form, other)
        size = len(sounds.sounds(other))
        if strange and other in names.names:
            most = min(_FURTHEST_UNHEARD_OF, _PER_SOUND_UNHEARD_OF * size)
        else:
            most = min(_FURTHEST, _FURTHEST_PER_SOUND * size)
        if far <= most and not legitimate(form, other):
            near.append((far, other))
    near.sort()
    return near[:_MOST_CANDIDATES]


def _columns(
    name: Name,
    other: str,
    far: float,
    n_near: int,
    names: Names,
    lexicon: Lexicon,
    attested: dict[str, float],
) -> Columns:
    form = name.form
    twin = names.names.get(other)
    table = lexicon.name_index
    a, b = sounds.sounds(form), sounds.sounds(other)
    befores, afters = name.befores, name.afters
    beside = [*((x, table.after) for x in befores), *((x, table.before) for x in afters)]
    together = max((known(x).get(form, 0) for x, known in beside), default=0)
    supported = max((known(x).get(other, 0) for x, known in beside), default=0)
    alike = 0
    if not supported:
        alike = max(
            [
                *(_best_alike(x, table.before(other)) for x in befores),
                *(_best_alike(x, table.after(other)) for x in afters),
                0,
            ]
        )
    same, different = _same_company(name, twin, lexicon) if twin else (0.0, 0.0)
    log_known = math.log1p(lexicon.names.get(form, 0))
    log_other_known = math.log1p(lexicon.names.get(other, 0))
    in_article = float(twin is not None)
    other_count = twin.count if twin else 0
    return Columns(
        distance=far,
        distance_per_sound=far / max(len(a), 1),
        same_sounds=float(far == 0),
        other_beginning=sounds.distance(a[:1], b[:1]),
        attested=attested[form],
        unheard_of=float(attested[form] < 0 and not log_known),
        known=log_known,
        known_together=math.log1p(together),
        other_known=log_other_known,
        times=math.log(name.count),
        other_in_article=in_article,
        other_count=math.log1p(other_count),
        same_company=same,
        other_company=different,
        table_company=math.log1p(supported),
        table_company_alike=math.log1p(alike),
        never_introduced=float(not befores and not afters),
        other_introduced=float(twin is not None and bool(twin.befores or twin.afters)),
        rivals=math.log(n_near),
        never_alone=float(all(m.before or m.after for m in name.mentions)),
        common=float(name.common),
        common_together=float(name.common) * math.log1p(supported),
        known_same_company=same * log_known,
        attested_same_company=same * (attested[form] + 1.0),
        known_in_article=in_article * log_known,
        distance_in_article=in_article * far,
        distance_from_known=in_article * far * log_other_known,
        only_table=float(twin is None and supported + alike == 0),
        not_ascii=float(not form.isascii()),
    )


def _same_company(name: Name, twin: Name, lexicon: Lexicon) -> tuple[float, float]:
    """Tell how far (0..1) two names keep the same company here, and whether another (0 or 1)."""
    same = different = 0.0
    for mine, theirs in ((name.befores, twin.befores), (name.afters, twin.afters)):
        shared = mine & theirs
        if any(x.lower() not in lexicon.index and x not in TITLES for x in shared):
            same = 1.0
        elif shared:  # a title, which many share
            same = max(same, _A_TITLE)
        elif mine and theirs:
            if any(sounds.distance(x, y) <= _ALIKE for x in mine for y in theirs):
                same = max(same, 0.75)
            else:
                different = 1.0
    return same, different


def _best_alike(companion: str, known: dict[str, int]) -> int:
    mask = sounds.letter_mask(companion)
    return max(
        (
            count
            for other, count in known.items()
            if (mask ^ sounds.letter_mask(other)).bit_count() <= 3
            and other[0].isupper()
            and sounds.distance(companion, other) <= _ALIKE
        ),
        default=0,
    )
