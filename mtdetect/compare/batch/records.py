"""Judge the stories of a set of candidates and write a record for each."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from mtdetect.api import ModelSource, load_model
from mtdetect.batch.storage import read_json, size_of, write_atomically, write_json
from mtdetect.compare.anchors import AnchorReader
from mtdetect.compare.batch.sketches import Article, read_articles
from mtdetect.compare.candidates import Links
from mtdetect.compare.families import grouped
from mtdetect.compare.fitted import shipped_weights
from mtdetect.compare.reading import Reader, Reading
from mtdetect.compare.run import lexicon_of
from mtdetect.compare.stories import cluster
from mtdetect.compare.swaps import SwapFinder
from mtdetect.compare.texts import Text
from mtdetect.compare.versions import CHANGE_KINDS, Cluster

# Readings that are kept at once.
_MOST_READ = 400
# Of a story in more versions than this, as many are judged and the others only named.
MOST_JUDGED = 200


@dataclass(frozen=True)
class RecordTask:
    """Sets of candidates, and where their records go."""

    index: int
    folder: str
    sets: tuple[tuple[tuple[tuple[int, int, int], ...], Links], ...]
    model: ModelSource = field(repr=False)
    prior: float = 0.5
    verdicts: bool = True


def records_path(folder: str, index: int) -> str:
    """Name the records of a task."""
    return os.path.join(folder, f"records-{index:06d}.jsonl")


def write_records(task: RecordTask) -> dict[str, int]:
    """Write the records of a task unless that is done; give counts."""
    path = records_path(task.folder, task.index)
    known = read_json(f"{path}.done")
    if known is not None and size_of(path) == known["bytes"]:
        return {k: int(v) for k, v in known.items()}
    model = load_model(task.model)
    lexicon = lexicon_of(model)
    counts = {"clusters": 0, "articles": 0}
    with write_atomically(path) as out:
        for places, pairs in task.sets:
            for record in _records(places, pairs, task, lexicon, model):
                out.write(json.dumps(record).encode("ascii") + b"\n")
                counts["clusters"] += 1
                counts["articles"] += record["size"]
        counts["bytes"] = out.size
    write_json(f"{path}.done", counts)
    return counts


def _records(
    places: Sequence[tuple[int, int, int]], pairs: Links, task: RecordTask, lexicon: Any, model: Any
) -> list[dict[str, Any]]:
    def article(place: int) -> Article:
        return next(read_articles(task.folder, [places[place]]))

    reader = Reader(lexicon)

    @lru_cache(maxsize=_MOST_READ)
    def read(place: int) -> Reading:
        return reader.read(article(place).text)

    found = []
    finder, anchors = SwapFinder(lexicon), AnchorReader(lexicon)
    for story in grouped(len(places), pairs, read):
        if len(story.members) < 2:
            continue
        if not task.verdicts:
            members = [article(i) for i in story.members]
            found.append({"size": len(members), "articles": [a.id for a in members]})
            continue
        kept = set(story.members[:MOST_JUDGED])
        families: list[list[Text]] = []
        for family in story.families:
            articles = [article(i) for i in family if i in kept]
            documents = model.score_texts([a.text for a in articles], task.prior, 0.01)
            if articles:
                families.append(
                    [
                        Text(a.id, a.date, d, read(i), anchors.shingles(a.text))
                        for a, d, i in zip(
                            articles, documents, [i for i in family if i in kept], strict=True
                        )
                    ]
                )
        judged = cluster(families, shipped_weights(), lexicon, finder)
        found.append(_record(judged, [article(i).id for i in story.members[MOST_JUDGED:]]))
    return found


def _record(judged: Cluster, others: Sequence[str]) -> dict[str, Any]:
    return {
        "size": len(judged) + len(others),
        "original": judged.original,
        "probability": round(judged.probability, 4),
        "versions": [
            {
                "id": v.name,
                "kind": v.kind,
                "probability": round(v.probability, 4),
                "source": v.source,
                "score": v.score if v.score is None else round(v.score, 4),
                "label": v.label,
                "alone": v.alone if v.alone is None else round(v.alone, 4),
                "alone_label": v.alone_label,
                "changes": {
                    kind: n
                    for kind in CHANGE_KINDS
                    if (n := sum(c.count for c in v.changes if c.kind == kind))
                },
                "swaps": [[c.new, c.old, c.count] for c in v.changes if c.kind in ("swap", "name")]
                if v.kind == "spun"
                else [],
            }
            for v in judged.versions
        ],
        **({"not_judged": list(others)} if others else {}),
    }
