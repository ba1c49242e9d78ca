"""Stories in versions with known makers: originals, wire edits, spun copies, round trips."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from mtdetect.simulate.rewriting import Swap
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.dataset import SpinnerPool
from mtdetect.training.corpora.registry import Split

VersionLabel = Literal["original", "copy", "spun", "translated"]
_FILE = "news_round_trip_web"
_LEAST_PARAGRAPHS = 3
_SAID = re.compile(r"\bsaid\b(?! (?:that|in|on|at|the)\b)")
_DAY = re.compile(r",? on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_TAIL = re.compile(r", [^,.“”\"]{15,80}\.$")


@dataclass(frozen=True)
class Trip:
    """An article in paragraphs, with its round trips by pivot."""

    doc: str
    paragraphs: tuple[str, ...]
    trips: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class MadeVersion:
    """One version of a story and how it was made."""

    text: str
    label: VersionLabel
    maker: str
    swaps: tuple[Swap, ...] = field(default=(), repr=False)


def read_trips(corpora: Corpora, split: Split) -> list[Trip]:
    """Give the articles of one split that went through two languages and back.

    Only those of which every paragraph is there in all three forms.
    """
    humans: dict[str, dict[int, str]] = defaultdict(dict)
    trips: dict[str, dict[str, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    for p in corpora.aligned:
        if p.file != _FILE or p.split != split:
            continue
        doc, place = p.group.split("#")
        side = humans[doc] if p.label == "human" else trips[doc][p.pivot or ""]
        side[int(place)] = p.text
    found = []
    for doc in sorted(humans):
        places = sorted(humans[doc])
        whole = {
            pivot: tuple(texts[p] for p in places)
            for pivot, texts in sorted(trips[doc].items())
            if sorted(texts) == places
        }
        if len(places) >= _LEAST_PARAGRAPHS and len(whole) == 2:
            found.append(Trip(doc, tuple(humans[doc][p] for p in places), whole))
    return found


def cut(paragraphs: Sequence[str], rng: Random) -> list[str]:
    """Cut an article's end and give it a headline, as a paper does that is short of room."""
    kept = max(2, round(len(paragraphs) * rng.uniform(0.5, 0.9)))
    headline = " ".join(paragraphs[min(1, len(paragraphs) - 1)].split()[2:9])
    return [headline, *paragraphs[: min(kept, len(paragraphs) - 1)]]


def reorder(paragraphs: Sequence[str], rng: Random) -> list[str]:
    """Move a paragraph and drop one where there are enough."""
    kept = list(paragraphs)
    if len(kept) > 4:
        del kept[rng.randrange(1, len(kept))]
    at = rng.randrange(1, len(kept))
    moved = kept.pop(at)
    others = [place for place in range(1, len(kept) + 1) if place != at] or [0]
    kept.insert(rng.choice(others), moved)
    return kept


def edit(paragraphs: Sequence[str], rng: Random) -> list[str]:
    """Edit as a desk does: drop clauses and days, name who was told, in some paragraphs."""
    edited = []
    for paragraph in paragraphs:
        if rng.random() < 0.5:
            paragraph = _DAY.sub("", paragraph)
            paragraph = _TAIL.sub(".", paragraph)
            if rng.random() < 0.5:
                paragraph = _SAID.sub("told reporters", paragraph, count=1)
        edited.append(paragraph)
    return edited


def versions(trip: Trip, pool: SpinnerPool, number: int) -> list[MadeVersion]:
    """Make the versions of a story: original, two wire edits, two spun, two round trips."""
    rng = Random(f"versions {trip.doc}")
    made = [MadeVersion(_joined(trip.paragraphs), "original", "person")]
    first, second = cut(trip.paragraphs, rng), reorder(trip.paragraphs, rng)
    if rng.random() < 0.5:
        first = edit(first, rng)
    made += [
        MadeVersion(_joined(first), "copy", "cut"),
        MadeVersion(_joined(second), "copy", "reordered"),
    ]
    for copy in range(2):
        spinner = pool.draw(rng)
        spin = spinner.spin(_joined(trip.paragraphs), 2 * number + copy)
        made.append(MadeVersion(spin.text, "spun", spinner.family, spin.swaps))
    made += [
        MadeVersion(_joined(texts), "translated", pivot) for pivot, texts in trip.trips.items()
    ]
    return made


def _joined(paragraphs: Sequence[str]) -> str:
    return "\n\n".join(paragraphs)
