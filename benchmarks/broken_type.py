"""How much broken type is found: quotation marks and sentence breaks, labelled by hand.

Run: python benchmarks/broken_type.py --data DATA
The labels (broken_type_labels.json) hold no text: a paragraph is named by its record and checked
by the beginning of its SHA-1, a place by offsets. Paragraphs were drawn from translations and
round trips of the test and calibrate splits by signs wider than those the library looks for
(counts of marks that are odd or differ from the human version, lower case after a stop, words
that stand twice, short sentences, ordinals and the like), and judged by reading. Some quotations
can be mended at either of several marks: each of these marks counts. The half "tune" was used to
improve the patterns, "measure" only to measure; paragraphs of one article share a half.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random

from mtdetect import segment
from mtdetect.features.typography import findings
from mtdetect.segment import Finding
from mtdetect.training.corpora.corpus import Corpora

LABELS = Path(__file__).with_name("broken_type_labels.json")
# A finding this many characters away still points at the place.
REACH = 3
# Places that look odd and are sound: abbreviations, initials, a name at the end of one sentence
# and at the start of the next.
SOUND = "sound"


def points_at(found: Iterable[Finding[str]], spans: Iterable[tuple[int, int]]) -> bool:
    """Tell whether a finding stands at one of the spans."""
    found = list(found)
    return any(
        f.start < end + REACH and f.end > start - REACH for start, end in spans for f in found
    )


def fingerprint(text: str) -> str:
    """Give the beginning of the SHA-1 of a paragraph, as the labels hold it."""
    return hashlib.sha1(text.encode()).hexdigest()[:12]


def measure_labels(corpora: Corpora) -> None:
    """Print the share of labelled places found, and the false marks, for each half."""
    keys: dict[tuple[str, str, str | None, str | None, str], str] = {}
    for p in corpora.aligned:
        keys.setdefault((p.file, p.group, p.system, p.pivot, fingerprint(p.text)), p.text)
    places: Counter[tuple[str, str]] = Counter()
    hits: Counter[tuple[str, str]] = Counter()
    undamaged: Counter[str] = Counter()
    false_marks: Counter[str] = Counter()
    makers = set()
    for record in json.loads(LABELS.read_text()):
        text = keys[
            record["file"], record["group"], record["system"], record["pivot"], record["sha1"]
        ]
        half = record["half"]
        found = findings(text)
        for place in record["places"]:
            places[half, place["kind"]] += 1
            hits[half, place["kind"]] += points_at(found, place["at"])
            if place["kind"] != SOUND:
                makers.add((record["file"], record["system"], record["pivot"]))
        if record["undamaged"]:
            undamaged[half] += 1
            false_marks[half] += len(found)
    print(f"damaged places come from {len(makers)} combinations of set, engine and pivot")
    for half in ("tune", "measure"):
        kinds = [kind for h, kind in sorted(places) if h == half and kind != SOUND]
        for kind in kinds:
            share = hits[half, kind] / places[half, kind]
            print(f"{half:8} {kind:10} {places[half, kind]:4} places, found {share:.3f}")
        n = sum(places[half, kind] for kind in kinds)
        share = sum(hits[half, kind] for kind in kinds) / n
        print(f"{half:8} {'both':10} {n:4} places, found {share:.3f}")
        print(
            f"{half:8} undamaged: {false_marks[half]} marks in {undamaged[half]} paragraphs; "
            f"{hits[half, SOUND]} of {places[half, SOUND]} odd but sound places marked"
        )


def measure_native(corpora: Corpora, documents: int) -> None:
    """Print the marks on native news, which has slips of its own."""
    for split in ("calibrate", "test"):
        texts = [d.text for d in corpora.human["news_native"] if d.split == split]
        Random(3).shuffle(texts)
        words = 0
        marks: Counter[str] = Counter()
        for text in texts[:documents]:
            words += len(text.split())
            for start, end in segment.paragraphs(text):
                marks.update(f.kind for f in findings(text[start:end]))
        rate = 1000 * sum(marks.values()) / words
        print(f"native news, {split}: {rate:.2f} marks per 1,000 words of {words}")
        for subtype, n in marks.most_common():
            print(f"    {subtype}: {1000 * n / words:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=400, help="native articles of each split")
    args = parser.parse_args()
    corpora = Corpora(args.data)
    measure_labels(corpora)
    measure_native(corpora, args.articles)


if __name__ == "__main__":
    main()
