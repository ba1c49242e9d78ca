"""Counts of a run, added up over records, shards and machines."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mtdetect.readers.records import BadRecord, Record
from mtdetect.results import Document

BINS = 10
_MOST_SWAPS = 1000
ABSTAINED = "abstained"


@dataclass
class SourceTally:
    """Counts of one outlet: articles, flagged ones, and a histogram of article scores."""

    articles: int = 0
    flagged: int = 0
    scores: list[int] = field(default_factory=lambda: [0] * BINS)

    def add(self, other: SourceTally) -> None:
        """Add the counts of another."""
        self.articles += other.articles
        self.flagged += other.flagged
        self.scores = [a + b for a, b in zip(self.scores, other.scores, strict=True)]


@dataclass
class Tally:
    """Counts of a shard or of a whole run.

    Attributes
    ----------
    articles, flagged, paragraphs, flagged_paragraphs : int
        What was scored, and how much of it was flagged.
    errors : int
        Records that could not be read or scored.
    labels, paragraph_labels : Counter
        By label; ``"abstained"`` where there is none.
    reasons : Counter
        Why paragraphs were declined.
    causes : Counter
        Why records failed, without their particulars.
    sources : dict
        By outlet.
    swaps : Counter
        ``(found, probably stood there)``; of each shard the 1,000 commonest.
    lacking : Counter
        How many scored articles had not the fields to carry along, by field.
    without_id : int
        How many scored articles had no field that gave their id.
    """

    articles: int = 0
    flagged: int = 0
    paragraphs: int = 0
    flagged_paragraphs: int = 0
    errors: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    paragraph_labels: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)
    sources: dict[str, SourceTally] = field(default_factory=dict)
    swaps: Counter[tuple[str, str]] = field(default_factory=Counter)
    lacking: Counter[str] = field(default_factory=Counter)
    without_id: int = 0

    def count_document(
        self,
        record: Record,
        document: Document,
        *,
        evidence: bool,
        keep_fields: Sequence[str] = (),
    ) -> None:
        """Count a scored article; ``keep_fields`` are the fields it should have had."""
        self.lacking.update(name for name in set(keep_fields) if name not in record.fields)
        self.without_id += not record.own_id
        self.articles += 1
        self.flagged += document.flagged
        self.labels[document.label or ABSTAINED] += 1
        source = self.sources.setdefault(record.source, SourceTally())
        source.articles += 1
        source.flagged += document.flagged
        if document.score is not None:
            source.scores[min(BINS - 1, int(document.score * BINS))] += 1
        for paragraph in document.paragraphs:
            self.paragraphs += 1
            self.flagged_paragraphs += paragraph.flagged
            self.paragraph_labels[paragraph.label or ABSTAINED] += 1
            if paragraph.reason is not None:
                self.reasons[paragraph.reason] += 1
            if evidence:
                for span in paragraph.evidence:
                    if span.kind == "odd_swap" and span.suggestion is not None:
                        self.swaps[span.text.lower(), span.suggestion] += 1

    def count_error(self, bad: BadRecord) -> None:
        """Count a record that failed."""
        self.errors += 1
        self.causes[bad.cause.partition(":")[0].partition(" (")[0]] += 1

    def add(self, other: Tally) -> None:
        """Add the counts of another."""
        self.articles += other.articles
        self.flagged += other.flagged
        self.paragraphs += other.paragraphs
        self.flagged_paragraphs += other.flagged_paragraphs
        self.errors += other.errors
        self.labels.update(other.labels)
        self.paragraph_labels.update(other.paragraph_labels)
        self.reasons.update(other.reasons)
        self.causes.update(other.causes)
        self.swaps.update(other.swaps)
        self.lacking.update(other.lacking)
        self.without_id += other.without_id
        for name, counts in other.sources.items():
            self.sources.setdefault(name, SourceTally()).add(counts)

    @property
    def scores(self) -> list[int]:
        """Histogram of all article scores, in ten steps from 0 to 1."""
        columns = zip(*(s.scores for s in self.sources.values()), strict=True)
        return [sum(column) for column in columns] or [0] * BINS

    def to_dict(self) -> dict[str, Any]:
        """Give the counts as plain JSON types."""
        return {
            "articles": self.articles,
            "flagged": self.flagged,
            "paragraphs": self.paragraphs,
            "flagged_paragraphs": self.flagged_paragraphs,
            "errors": self.errors,
            "labels": dict(sorted(self.labels.items())),
            "paragraph_labels": dict(sorted(self.paragraph_labels.items())),
            "reasons": dict(sorted(self.reasons.items())),
            "causes": dict(sorted(self.causes.items())),
            "sources": {
                name: [s.articles, s.flagged, *s.scores] for name, s in sorted(self.sources.items())
            },
            "swaps": [[a, b, n] for (a, b), n in commonest(self.swaps, _MOST_SWAPS)],
            "lacking": dict(sorted(self.lacking.items())),
            "without_id": self.without_id,
        }

    @classmethod
    def from_dict(cls, counts: Mapping[str, Any]) -> Tally:
        """Rebuild the counts that :meth:`to_dict` gave."""
        return cls(
            articles=counts["articles"],
            flagged=counts["flagged"],
            paragraphs=counts["paragraphs"],
            flagged_paragraphs=counts["flagged_paragraphs"],
            errors=counts["errors"],
            labels=Counter(counts["labels"]),
            paragraph_labels=Counter(counts["paragraph_labels"]),
            reasons=Counter(counts["reasons"]),
            causes=Counter(counts["causes"]),
            sources={n: SourceTally(c[0], c[1], list(c[2:])) for n, c in counts["sources"].items()},
            swaps=Counter({(a, b): n for a, b, n in counts["swaps"]}),
            # A run may have begun before these were counted.
            lacking=Counter(counts.get("lacking", {})),
            without_id=counts.get("without_id", 0),
        )


def commonest(counts: Counter[tuple[str, str]], most: int) -> list[tuple[tuple[str, str], int]]:
    """Give the commonest entries; among equals in alphabetical order, so that reruns agree."""
    return heapq.nsmallest(most, counts.items(), key=lambda entry: (-entry[1], entry[0]))
