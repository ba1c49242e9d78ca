"""Judge the stories of a set of candidates and write a record for each."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from mtdetect.api import ModelSource, load_model
from mtdetect.batch.storage import read_json, size_of, write_atomically, write_json
from mtdetect.compare.anchors import AnchorReader
from mtdetect.compare.batch.sketches import Article, Place, read_articles
from mtdetect.compare.candidates import Links
from mtdetect.compare.families import Story, grouped
from mtdetect.compare.fitted import Fitted, weights_of
from mtdetect.compare.reading import Reader, Reading
from mtdetect.compare.run import model_of
from mtdetect.compare.stories import cluster
from mtdetect.compare.swaps import SwapFinder
from mtdetect.compare.texts import Text
from mtdetect.compare.versions import CHANGE_KINDS, ChangeKind, Cluster, Version
from mtdetect.stream import Scorer
from mtdetect.tables.lexicon import Lexicon

# Readings that are kept at once.
_MOST_READ = 400
# Of a story in more versions than this, as many are judged and the others only named.
MOST_JUDGED = 200


@dataclass(frozen=True)
class RecordTask:
    """Sets of articles with the candidate pairs among them, and where their records go."""

    index: int
    folder: str
    sets: tuple[tuple[tuple[Place, ...], Links], ...]
    model: ModelSource = field(repr=False)
    prior: float = 0.5
    verdicts: bool = True
    singles: bool = False


def records_path(folder: str, index: int) -> str:
    """Name the records of a task."""
    return os.path.join(folder, f"records-{index:06d}.jsonl")


def write_records(task: RecordTask) -> dict[str, Any]:
    """Write the records of a task unless that is done.

    Returns
    -------
    dict
        ``clusters`` and ``in_clusters`` (stories of two texts or more, and articles in them),
        ``too_short``, ``kinds`` (how many versions of each), and ``firsts`` and ``lengths``: of
        each record the number of its first article, and its bytes.
    """
    path = records_path(task.folder, task.index)
    known: dict[str, Any] | None = read_json(f"{path}.done")
    if known is not None and size_of(path) == sum(known["lengths"]):
        return known
    clusters = in_clusters = too_short = 0
    kinds: Counter[str] = Counter()
    firsts: list[int] = []
    lengths: list[int] = []
    model = load_model(task.model)
    behind = model_of(model)
    fitted, lexicon = weights_of(behind), behind.resources.lexicon
    with write_atomically(path) as out:
        for places, links in task.sets:
            for story, record in _told(places, links, task, lexicon, model, fitted):
                if len(story.members) > 1:
                    clusters += 1
                    in_clusters += len(story.members)
                    kinds.update(v["kind"] for v in record.get("versions", ()))
                too_short += story.doubtful
                if len(story.members) > 1 or task.singles:
                    firsts.append(places[story.members[0]][0])
                    lengths.append(out.write(json.dumps(record).encode("ascii") + b"\n"))
    counts = {
        "clusters": clusters,
        "in_clusters": in_clusters,
        "too_short": too_short,
        "kinds": dict(kinds),
        "firsts": firsts,
        "lengths": lengths,
    }
    write_json(f"{path}.done", counts)
    return counts


def _told(
    places: Sequence[Place],
    links: Links,
    task: RecordTask,
    lexicon: Lexicon,
    model: Scorer,
    fitted: Fitted,
) -> Iterator[tuple[Story, dict[str, Any]]]:
    """Group a set into stories and give the record of each; of single texts only if asked for."""

    @lru_cache(maxsize=MOST_JUDGED)
    def article(place: int) -> Article:
        return next(read_articles(task.folder, [places[place]]))

    reader = Reader(lexicon)

    @lru_cache(maxsize=_MOST_READ)
    def read(place: int) -> Reading:
        return reader.read(article(place).text)

    finder, anchors = SwapFinder(lexicon), AnchorReader(lexicon)
    for story in grouped(len(places), links, read):
        single = len(story.members) == 1
        if single and not task.singles:
            yield story, {}
            continue
        found = {i: _Where.of(article(i)) for i in story.members}
        names = dict(zip(found, _named(list(found.values())), strict=True))
        if not task.verdicts:
            record: dict[str, Any] = {
                "size": len(story.members),
                "articles": list(names.values()),
            }
            if single:
                record["kind"] = "too short to tell" if story.doubtful else "unrelated"
            yield story, record
            continue
        kept = set(story.members[:MOST_JUDGED])
        families: list[list[Text]] = []
        for family in story.families:
            own = [i for i in family if i in kept]
            articles = [article(i) for i in own]
            documents = model.score_texts([a.text for a in articles], task.prior, 0.01)
            if own:
                families.append(
                    [
                        Text(names[i], a.date, d, read(i), anchors.shingles(a.text))
                        for a, d, i in zip(articles, documents, own, strict=True)
                    ]
                )
        judged = cluster(families, fitted, lexicon, finder, doubtful=story.doubtful)
        others = [names[i] for i in story.members[MOST_JUDGED:]]
        yield story, _record(judged, {names[i]: found[i] for i in kept}, others)


class _Where(NamedTuple):
    """What an article is called, and where it stands."""

    id: str
    file: str
    line: int

    @classmethod
    def of(cls, article: Article) -> _Where:
        return cls(article.id, article.file, article.line)


def _named(articles: Sequence[_Where]) -> list[str]:
    """Name the articles of a story by their ids; where two have the same by their places, too."""
    times = Counter(a.id for a in articles)
    return [a.id if times[a.id] == 1 else f"{a.id} ({a.file}:{a.line})" for a in articles]


def _record(judged: Cluster, where: Mapping[str, _Where], others: Sequence[str]) -> dict[str, Any]:
    return {
        "size": len(judged) + len(others),
        "original": judged.original,
        "probability": round(judged.probability, 4),
        "versions": [
            {
                "id": v.name,
                "file": where[v.name].file,
                "line": where[v.name].line,
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
                "swaps": _pairs(v, "swap") if v.kind == "spun" else [],
                "names": _pairs(v, "name"),
            }
            for v in judged.versions
        ],
        **({"not_judged": list(others)} if others else {}),
    }


def _pairs(version: Version, kind: ChangeKind) -> list[list[str | int]]:
    return [[c.new, c.old, c.count] for c in version.changes if c.kind == kind]
