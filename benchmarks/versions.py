"""How well versions of one story are told apart, on stories that nothing was fitted on.

Run: python benchmarks/versions.py --data DATA [--stories 300] [--scaling 10000 20000]

Stories are native articles of news_round_trip_web of the test split,
each with two wire edits, two spun copies (spinners of the test seeds) and its round trips through
French and Portuguese; native articles of the same weeks, near in topic, are set beside them.
Independent reports are pairs of native articles of one day, by two outlets, that share a
quotation. With --leave-out, the weights are fitted without the round trips of one language and
measured on those, each language in turn or those named; where the detector behind them shall not
know that language either, --model takes one that was trained without it. With --sweep, the limits
of mtdetect/compare/families.py are varied on stories of the calibration split and articles of other
years.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np

import mtdetect
from mtdetect import segment
from mtdetect.compare import families as limits
from mtdetect.compare.anchors import AnchorReader
from mtdetect.compare.batch import compare_files
from mtdetect.compare.families import stories as group
from mtdetect.compare.fitted import Fitted, weights_of
from mtdetect.compare.reading import Reader
from mtdetect.compare.stories import cluster
from mtdetect.compare.swaps import SwapFinder
from mtdetect.compare.texts import Text
from mtdetect.compare.versions import Version
from mtdetect.model import Model
from mtdetect.simulate.dictionary import shipped_dictionary
from mtdetect.simulate.rewriting import Swap
from mtdetect.training.corpora.corpus import Corpora, read_jsonl
from mtdetect.training.corpora.dataset import SpinnerPool
from mtdetect.training.corpora.versions import MadeVersion, read_trips, versions
from mtdetect.training.fit.detector import FIRST_SPINNER
from mtdetect.training.fit.versions import examples, fit, independent_reports

PIVOTS = ("fr", "pt")
COPIES = {"wire copy": "copy", "edited": "copy"}


def read_all(texts: Sequence[str], model: Model) -> list[Text]:
    reader, anchors = Reader(model.resources.lexicon), AnchorReader(model.resources.lexicon)
    return [
        Text(str(i), None, document, reader.read(document.text), anchors.shingles(document.text))
        for i, document in enumerate(mtdetect.score_many(texts, model=model))
    ]


def share(right: int, of: int) -> str:
    return f"{right / of:.1%} ({right:,} of {of:,})" if of else "none"


def pairwise(found: Iterable[Sequence[int]], truth: Sequence[int]) -> str:
    together = {p for members in found for p in combinations(sorted(members), 2)}
    real = defaultdict(list)
    for place, story in enumerate(truth):
        real[story].append(place)
    wanted = {p for members in real.values() for p in combinations(members, 2)}
    right = len(together & wanted)
    precision, recall = right / max(len(together), 1), right / max(len(wanted), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}"


def neighbours(data: Path, most: int, year: str = "2018") -> list[str]:
    """Draw native articles in runs of one week, so that they are on the topics of that week."""
    weeks = defaultdict(list)
    for r in read_jsonl(data / "human" / "news_native.jsonl.gz"):
        if r["source"] == "allsides" and (r["date"] or "")[:4] == year:
            weeks[r["date"][:8] + str(int(r["date"][8:10]) // 7)].append(r["text"])
    rng = Random("neighbours")
    found: list[str] = []
    for week in rng.sample(sorted(weeks), len(weeks)):
        found += weeks[week][:40]
    return found[:most]


def swaps_found(made: MadeVersion, version: Version) -> tuple[int, int, int, int]:
    """Count swaps found, right ones among them, swaps made, and recovered ones."""
    made_swaps = [s for s in made.swaps if _words(s.text) != _words(s.original)]
    made_swaps = [_trimmed(s) for s in made_swaps if _words(s.text) and _words(s.original)]
    # A change counts as often as it was found; its first place stands for all of the same forms.
    pairs = defaultdict(int)
    for s in made_swaps:
        pairs[_words(s.original), _words(s.text)] += 1
    found = right = recovered = 0
    for c in version.changes:
        if c.kind not in ("swap", "name", "figure"):
            continue
        found += c.count
        whole = [s for s in made_swaps if c.start <= s.start and s.end <= c.end]
        if whole and _restored(version.text, c.start, c.end, whole) == _words(c.old):
            right += c.count
            # Several swaps side by side may be told as one change.
            recovered += c.count * len(whole)
    return found, right, len(made_swaps), min(recovered, len(made_swaps))


def _trimmed(swap: Swap) -> Swap:
    """Leave out what was put for itself at either end: "in the", "within the"; and marks there."""
    new, old = (
        [t for t in segment.tokens(text) if t.form[0].isalnum()]
        for text in (swap.text, swap.original)
    )
    first = last = 0
    while first < min(len(new), len(old)) - 1 and new[first].form == old[first].form:
        first += 1
    while last < min(len(new), len(old)) - first - 1 and new[-1 - last].form == old[-1 - last].form:
        last += 1
    begin, end = new[first].start, new[-1 - last].end
    original = swap.original[old[first].start : old[-1 - last].end]
    return Swap(swap.start + begin, swap.start + end, swap.text[begin:end], original)


def _words(text: str) -> tuple[str, ...]:
    return tuple(f.lower() for f in segment.forms(text) if f[0].isalnum())


def _restored(text: str, start: int, end: int, swaps: Sequence) -> tuple[str, ...]:
    parts, at = [], start
    for s in swaps:
        parts += [text[at : s.start], s.original]
        at = s.end
    return _words("".join([*parts, text[at:end]]))


def quotations_found(
    paragraphs: Sequence[str], copy: str, version: Version
) -> tuple[int, int, int]:
    """Count quotations told as reworded, right ones among them, and those that were reworded."""
    whole = f" {' '.join(_words(copy))} "
    quoted = {
        _words(p[q.start : q.end])
        for p in paragraphs
        for q in segment.quotations(p)
        if len(_words(p[q.start : q.end])) >= 4
    }
    reworded = {q for q in quoted if f" {' '.join(q)} " not in whole}
    told = {_words(c.old) for c in version.changes if c.kind == "quotation"}
    # One that was left out wholly is told as dropped.
    dropped = [c.old for c in version.changes if c.kind == "dropped"]
    lost = {q for q in reworded if any(" ".join(q) in " ".join(_words(d)) for d in dropped)}
    return len(told), len(told & reworded), len(reworded - lost)


def measure(
    args: argparse.Namespace,
    corpora: Corpora,
    model: Model,
    fitted: Fitted,
    pivots: Sequence[str],
) -> None:
    pool = SpinnerPool(shipped_dictionary(), instances=6, first_seed=FIRST_SPINNER["test"])
    trips = read_trips(corpora, "test")
    Random("test versions").shuffle(trips)
    made = [versions(t, pool, n) for n, t in enumerate(trips[: args.stories])]
    others = neighbours(args.data, args.neighbours)
    flat = [m for story in made for m in story]
    truth = [n for n, story in enumerate(made) for _ in story]
    truth += list(range(len(made), len(made) + len(others)))
    texts = read_all([m.text for m in flat] + others, model)
    lexicon, finder = model.resources.lexicon, SwapFinder(model.resources.lexicon)
    found = group([t.shingles for t in texts], lambda i: texts[i].reading)
    families = [family for story in found for family in story.families]
    print(f"{len(texts):,} articles, {len(made)} stories in versions, {len(others)} others")
    print(f"clusters, families of copies: {pairwise(families, truth)}")
    print(f"clusters, with independent reports: {pairwise([s.members for s in found], truth)}")
    named = 0
    right, n_of = defaultdict(int), defaultdict(int)
    alone, together, lengths = defaultdict(int), defaultdict(int), defaultdict(int)
    swaps, quoted = np.zeros(4, dtype=int), np.zeros(3, dtype=int)
    wrong: dict[tuple[str, str], int] = defaultdict(int)
    at = 0
    for story, trip in zip(made, trips, strict=False):
        places = range(at, at + len(story))
        at += len(story)
        result = cluster([[texts[i] for i in places]], fitted, lexicon, finder)
        named += result.original == str(places[0])
        for v in result.versions:
            m = story[int(v.name) - places[0]]
            if m.label == "original" or (m.label == "translated" and m.maker not in pivots):
                continue
            kind = COPIES.get(v.kind, v.kind)
            n_of[m.label] += 1
            right[m.label] += kind == m.label
            if kind != m.label:
                wrong[m.label, v.kind] += 1
            if m.label == "translated":
                length = (
                    "3 to 4"
                    if len(trip.paragraphs) < 5
                    else ("5 to 8" if len(trip.paragraphs) < 9 else "9")
                )
                document = texts[int(v.name)].document
                lengths[length] += 1
                alone[length, "flagged"] += document.flagged
                alone[length, "label"] += document.label == "translated"
                together[length] += kind == "translated"
            if v.source != str(places[0]):
                continue
            if m.label == "spun":
                swaps += swaps_found(m, v)
            if m.label in ("spun", "translated", "copy"):
                quoted += quotations_found(trip.paragraphs, m.text, v)
    print(f"original named: {share(named, len(made))}")
    print(f"verdicts right: {share(sum(right.values()), sum(n_of.values()))}")
    for kind in n_of:
        print(f"    {kind}: {share(right[kind], n_of[kind])}")
    print(f"    wrong: {dict(wrong)}")
    for length in sorted(lengths):
        n = lengths[length]
        print(
            f"translated, {length} paragraphs: alone flagged {share(alone[length, 'flagged'], n)},"
            f" alone so labelled {share(alone[length, 'label'], n)}, with the comparison "
            f"{share(together[length], n)}"
        )
    print(f"swaps: precision {share(swaps[1], swaps[0])}; recall {share(swaps[3], swaps[2])}")
    print(f"quotations: precision {share(quoted[1], quoted[0])}; recall "
          f"{share(quoted[1], quoted[2])}")  # fmt: skip
    pairs_alone(made, texts, fitted, model)
    reports = independent_reports(corpora, model, ("2017", "2018", "2019"), args.reports)
    copies = 0
    for one, other in reports:
        pair = read_all([one, other], model)
        readings = [t.reading for t in pair]
        if len(group([t.shingles for t in pair], readings.__getitem__)[0].families) > 1:
            continue  # told apart before any verdict
        [version] = cluster([pair], fitted, lexicon, finder).versions[1:]
        copies += version.kind != "independent report"
    print(f"independent reports called copies: {share(copies, len(reports))}")


def pairs_alone(
    made: Sequence[Sequence[MadeVersion]], texts: Sequence[Text], fitted: Fitted, model: Model
) -> None:
    """Compare each disguised version with its original alone: two texts and nothing else."""
    lexicon, finder = model.resources.lexicon, SwapFinder(model.resources.lexicon)
    n = named = accused = labelled = first = 0
    for story in made:
        for k, m in enumerate(story):
            if m.label not in ("spun", "translated"):
                continue
            found = cluster([[texts[first], texts[first + k]]], fitted, lexicon, finder)
            version = {v.name: v for v in found.versions}
            original, copy = version[str(first)], version[str(first + k)]
            n += 1
            named += found.original == str(first)
            accused += original.reversed and original.label not in ("human", None)
            labelled += copy.label in ("spun", "translated")
        first += len(story)
    print(f"pairs: original named {share(named, n)}; original accused by it {share(accused, n)}; "
          f"the other labelled {share(labelled, n)}")  # fmt: skip


def leave_out(args: argparse.Namespace, corpora: Corpora, model: Model) -> None:
    pool = SpinnerPool(shipped_dictionary(), instances=4, first_seed=FIRST_SPINNER["calibrate"])
    trips = read_trips(corpora, "calibrate")
    Random("fit versions").shuffle(trips)
    fitted_on = [versions(t, pool, n) for n, t in enumerate(trips[: args.fit_stories])]
    reports = independent_reports(corpora, model, ("2014", "2015"), 60)
    for pivot in args.leave_out or PIVOTS:
        kept = [[m for m in story if m.maker != pivot] for story in fitted_on]
        print(f"--- weights fitted without {pivot}")
        measure(args, corpora, model, fit(examples(kept, reports, model)), [pivot])


LIMITS = {
    "LEAST_SHARE": (0.0, 0.02, 0.03, 0.045, 0.06, 0.08, 0.1, 0.15, 0.2),
    "LEAST_SHINGLES": (1, 2, 3, 4, 6, 9, 12, 20),
    "_LEAST_COPIED": (0.8, 0.9, 1.0, 1.05, 1.1, 1.15, 1.2, 1.3),
    "_QUOTED": (4, 5, 6, 7, 8, 10),
}


def sweep(args: argparse.Namespace, corpora: Corpora, model: Model) -> None:
    """Vary one limit of families at a time; nothing is judged."""
    pool = SpinnerPool(shipped_dictionary(), instances=4, first_seed=FIRST_SPINNER["calibrate"])
    trips = read_trips(corpora, "calibrate")
    Random("sweep").shuffle(trips)
    stories = [[m.text for m in versions(t, pool, n)] for n, t in enumerate(trips[:150])]
    stories += [[text] for text in neighbours(args.data, 400, "2017")]
    copies = len(stories)
    stories += map(list, independent_reports(corpora, model, ("2013", "2014", "2015"), 60))
    texts = [text for story in stories for text in story]
    of_story = [n for n, story in enumerate(stories) for _ in story]
    # Two reports of one event are one story, and no copies.
    of_family = [n if n < copies else len(stories) + i for i, n in enumerate(of_story)]
    reader, anchors = Reader(model.resources.lexicon), AnchorReader(model.resources.lexicon)
    read = [reader.read(text) for text in texts].__getitem__
    shingles = [anchors.shingles(text) for text in texts]
    for limit, values in LIMITS.items():
        usual = getattr(limits, limit)
        for value in values:
            setattr(limits, limit, value)
            found = group(shingles, read)
            copied = pairwise([family for story in found for family in story.families], of_family)
            told = pairwise([story.members for story in found], of_story)
            print(f"{limit} {value}: families {copied}; stories {told}", flush=True)
        setattr(limits, limit, usual)


def scaling(sizes: Sequence[int], jobs: int, verdicts: bool) -> None:
    """Time the search for clusters in files of invented articles, a fifth of them copies."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "articles.jsonl.gz"
            _write_invented(path, size)
            began, busy = time.monotonic(), _cpu()
            summary = compare_files(
                [path], Path(folder) / "clusters.jsonl", n_jobs=jobs, verdicts=verdicts
            )
            used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(
                f"{size:,} articles: {time.monotonic() - began:.0f} s, {_cpu() - busy:.0f} s of "
                f"processor, {summary.clusters:,} clusters, peak {used:.0f} MB here, "
                f"{workers:.0f} MB in a worker",
                flush=True,
            )


def _cpu() -> float:
    uses = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in uses)


def _write_invented(path: Path, size: int) -> None:
    rng = Random(size)
    words = [w for w in mtdetect.load().resources.lexicon.words[:30_000] if w.isalpha()]
    weights = 1 / np.arange(10, len(words) + 10)
    cumulative = np.cumsum(weights).tolist()
    names = [w.capitalize() for w in words[5_000:]]
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
        before: list[str] = []
        for number in range(size):
            if before and rng.random() < 0.2:
                # A copy of one of the last articles with a tenth of its words exchanged.
                article = [
                    rng.choice(words) if rng.random() < 0.1 and w.islower() else w for w in before
                ]
            else:
                article = rng.choices(words, cum_weights=cumulative, k=350)
                cast = rng.choices(names, k=12)
                article = [rng.choice(cast) if rng.random() < 0.08 else w for w in article]
                article = [w + "." if rng.random() < 0.05 else w for w in article]
                before = article
            lines = [" ".join(article[i : i + 50]) for i in range(0, len(article), 50)]
            file.write(json.dumps({"id": str(number), "text": "\n\n".join(lines)}) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--stories", type=int, default=250)
    parser.add_argument("--neighbours", type=int, default=250)
    parser.add_argument("--reports", type=int, default=50)
    parser.add_argument("--fit-stories", type=int, default=120)
    parser.add_argument("--leave-out", nargs="*", choices=PIVOTS, help="default: each in turn")
    parser.add_argument("--model", type=Path, help="a model to measure instead of the shipped one")
    parser.add_argument("--sweep", action="store_true")
    parser.add_argument("--scaling", type=int, nargs="*", default=())
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--verdicts", action="store_true", help="judge the clusters, too")
    args = parser.parse_args()
    model = mtdetect.load() if args.model is None else mtdetect.load(args.model)
    if args.data is not None:
        corpora = Corpora(args.data)
        if args.sweep:
            sweep(args, corpora, model)
        elif args.leave_out is not None:
            leave_out(args, corpora, model)
        else:
            measure(args, corpora, model, weights_of(model), PIVOTS)
    scaling(args.scaling, args.jobs, args.verdicts)


if __name__ == "__main__":
    main()
