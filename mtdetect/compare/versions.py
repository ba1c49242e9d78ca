"""What is said of a version: :class:`Change`, :class:`Version`, :class:`Cluster`."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

from mtdetect.results import Label
from mtdetect.show.verdict import counted

VersionKind = Literal[
    "original",
    "wire copy",
    "edited",
    "spun",
    "translated",
    "independent report",
    "unrelated",
    "too short to tell",
]
ChangeKind = Literal["swap", "name", "quotation", "figure", "dropped", "added", "moved"]
PassageKind = Literal["same", "changed", "moved", "added"]

VERSION_KINDS: tuple[VersionKind, ...] = get_args(VersionKind)
CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
# Versions that a short form names.
_MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class Change:
    """Something that a version says otherwise than its source.

    Attributes
    ----------
    kind : str
        One of :data:`CHANGE_KINDS`. A ``name`` disagrees with the form that most versions have.
    old, new : str
        What the source (for names: the majority) and what the version says; one of them is empty
        where sentences were dropped or added.
    count : int
        How often, of swaps and names; the offsets are those of the first place.
    start, end : int
        Offsets into the text of the version: ``text[start:end] == new``.
    source_start, source_end : int
        Offsets into the text of the source.
    places : tuple of (int, int)
        The offsets of all places in the version, of swaps and names.
    believable : bool
        Of swaps, whether the one may well stand for the other: a thesaurus knows them so, or both
        are single words with a meaning of their own. Else the alignment may have gone wrong, as it
        often has where an engine moved words.
    """

    kind: ChangeKind
    old: str
    new: str
    count: int
    start: int
    end: int
    source_start: int
    source_end: int
    places: tuple[tuple[int, int], ...] = ()
    believable: bool = True


@dataclass(frozen=True, slots=True)
class AlignedPassage:
    """A paragraph of a version (or a piece of an overlong one) beside its counterpart.

    Attributes
    ----------
    start, end : int
        Offsets into the text of the version.
    source_start, source_end : int or None
        Offsets of the counterpart in the text of the source; None where it has none.
    kind : str
        ``same`` word for word, ``changed``, ``moved`` or ``added``.
    equal : float
        Share (0..1) of its words that the counterpart has in the same order.
    score : float or None
        Probability (0..1) that it is spun or translated, given the comparison.
    alone : float or None
        The same without it; None where the detector does not judge the paragraph.
    message : str
        What the comparison shows, in plain words.
    """

    start: int
    end: int
    source_start: int | None
    source_end: int | None
    kind: PassageKind
    equal: float
    score: float | None
    alone: float | None
    message: str


@dataclass(frozen=True)
class Version:
    """One text of a story, with its verdict.

    Attributes
    ----------
    name : str
        As given, or the place in the list, from 1.
    text : str
    kind : str
        One of :data:`VERSION_KINDS`.
    probability : float
        Probability (0..1) of this kind; of an original that it is the one among its copies.
    probabilities : dict
        If ``source`` is the original, those of ``copy`` (wire copy or edited), ``spun``,
        ``translated`` and ``independent``; empty for originals and texts without another version.
    source : str or None
        Name of the version that it was compared with.
    score : float or None
        Probability (0..1) that the article is spun or translated, given the comparison; None where
        nothing could be judged.
    label : str or None
        ``human``, ``spun`` or ``translated``, given the comparison. A wire copy or an edited text
        is what the text is that it copies; what may be the original itself is what it is alone.
    alone, alone_label : float or None, str or None
        What the detector says of the article alone.
    date : str or None
        As given.
    reasons : tuple of str
        What the verdict rests on, in plain words.
    passages : tuple of AlignedPassage
        Its paragraphs in order; empty for originals.
    changes : tuple of Change
    """

    name: str
    text: str = field(repr=False)
    kind: VersionKind
    probability: float
    probabilities: dict[str, float] = field(hash=False)  # so that versions can be put into sets
    source: str | None
    score: float | None
    label: Label | None
    alone: float | None
    alone_label: Label | None
    date: str | None = None
    reasons: tuple[str, ...] = ()
    passages: tuple[AlignedPassage, ...] = field(default=(), repr=False)
    changes: tuple[Change, ...] = field(default=(), repr=False)

    @property
    def reversed(self) -> bool:
        """Whether the comparison changed the verdict that the article had alone."""
        return self.label != self.alone_label

    def to_dict(self, *, text: bool = False) -> dict[str, Any]:
        """Give the fields as plain JSON types, the text only if asked for."""
        record = {
            "name": self.name,
            "kind": self.kind,
            "probability": self.probability,
            "probabilities": self.probabilities,
            "source": self.source,
            "score": self.score,
            "label": self.label,
            "alone": self.alone,
            "alone_label": self.alone_label,
            "reversed": self.reversed,
            "date": self.date,
            "reasons": list(self.reasons),
            "passages": [asdict(p) for p in self.passages],
            "changes": [asdict(c) for c in self.changes],
        }
        if text:
            record["text"] = self.text
        return record


@dataclass(frozen=True)
class Cluster:
    """The versions of one story.

    Attributes
    ----------
    original : str
        Name of the probable original.
    probability : float
        That it is the original among the copies of it (0..1).
    versions : tuple of Version
        The original first, then the others in the order given.
    """

    original: str
    probability: float
    versions: tuple[Version, ...]

    def __repr__(self) -> str:
        """Say which texts tell the story; ``to_dict`` gives all."""
        names = ", ".join(v.name for v in self.versions[:_MOST_NAMES])
        more = ", ..." if len(self.versions) > _MOST_NAMES else ""
        return (
            f"<Cluster of {counted(len(self), 'version')} ({names}{more}), "
            f"original={self.original!r}, probability={self.probability:.3f}>"
        )

    def __len__(self) -> int:
        """Give the number of versions."""
        return len(self.versions)

    def to_dict(self, *, text: bool = False) -> dict[str, Any]:
        """Give the fields as plain JSON types."""
        return {
            "original": self.original,
            "probability": self.probability,
            "versions": [v.to_dict(text=text) for v in self.versions],
        }
