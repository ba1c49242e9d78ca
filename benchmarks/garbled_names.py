"""How many garbled names are found, and how many names of real news are flagged by mistake.

    python benchmarks/garbled_names.py --data DATA
    python benchmarks/garbled_names.py --data DATA --fit      # prints new weights too

* held-out native news with names respelt, each mention with probability 0.5, by the rules of
  languages that nothing was tuned on: share of respelt mentions that a finding overlaps;
* the same news as it is: findings per 1,000 words; RT and human translations likewise;
* the pairs of garbled_names.tsv.gz, which were seen on real pages, set into the sentences below;
  the half that rules were tuned on and the half that only measures are counted apart (a true name
  is in one half only, by its hash).
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import time
from collections import Counter, defaultdict
from pathlib import Path
from random import Random

from mtdetect.names.garbles import Garble, garbled_names
from mtdetect.tables.lexicon import Lexicon
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.garble import LANGUAGES, garble
from mtdetect.training.fit import tables
from mtdetect.training.fit.garbles import TUNING_LANGUAGES, fit

HELD_OUT = tuple(language for language in LANGUAGES if language not in TUNING_LANGUAGES)
# A text that gives the right name twice and the garbled one once, and one that gives only that.
SENTENCES = {
    "person": (
        "Reporters waited for {} outside the building on Tuesday morning.",
        "A lawyer for the group said that {} had read the letter and would answer it.",
        "By the evening {} had left the city without a word to the press.",
    ),
    "place": (
        "The roads around {} were closed after the storm on Tuesday.",
        "Buses to {} ran late, and two schools nearby stayed shut.",
        "People in {} said they had not seen such rain for years.",
    ),
    "other": (
        "The report that was published on Tuesday deals with {} at length.",
        "Two former members of the panel asked why {} is named only once.",
        "A letter about {} was read aloud before the vote.",
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--lexicon", type=Path, help="lexicon.npz; built if not given")
    parser.add_argument("--corpora", type=Path, help="the corpora, pickled")
    parser.add_argument("--documents", type=int, default=1000, help="articles a group")
    parser.add_argument("--fit", action="store_true", help="learn the weights anew")
    parser.add_argument("--show", type=int, default=0, help="findings to print a group")
    args = parser.parse_args()
    corpora: Corpora = (
        pickle.loads(args.corpora.read_bytes()) if args.corpora else Corpora(args.data)
    )
    lexicon = Lexicon.load(args.lexicon) if args.lexicon else tables.build(corpora)
    groups = samples(corpora, args.documents)
    if args.fit:
        weights, intercept = fit(groups["to learn from"], lexicon)
        print("weights", weights, "intercept", intercept)
    del groups["to learn from"]
    respelt_news(groups["native news, test"], lexicon)
    for group, texts in groups.items():
        clean_texts(group, texts, lexicon, args.show)
    for right_too in (True, False):
        real_pairs(args.data, lexicon, right_too=right_too, show=args.show)


def samples(corpora: Corpora, n: int) -> dict[str, list[str]]:
    """Draw articles of each group of writers."""
    drawn: dict[str, list[str]] = {}
    for split in ("train", "test"):
        for name, file in (("native news", "news_native"), ("RT", "news_nonnative")):
            texts = [d.text for d in corpora.human[file] if d.split == split]
            drawn[f"{name}, {split}"] = _draw(texts, n)
        translations = {
            a.text
            for a in corpora.aligned
            if a.label == "human" and a.human_kind == "human_translation" and a.split == split
        }
        drawn[f"human translations, {split}"] = _draw(sorted(translations), 3 * n)
    learnt = [drawn.pop(name) for name in list(drawn) if name.endswith("train")]
    drawn["to learn from"] = [text for texts in learnt for text in texts]
    return drawn


def _draw(texts: list[str], n: int) -> list[str]:
    return Random(1).sample(texts, min(n, len(texts)))


def overlaps(found: list[Garble], start: int, end: int) -> Garble | None:
    """Give the finding that shares a character with a span."""
    return next((g for g in found if g.start < end and start < g.end), None)


def respelt_news(texts: list[str], lexicon: Lexicon) -> None:
    """Print recall per mention, by language, by kind and by how well the name is known."""
    hits: dict[str, Counter[bool]] = defaultdict(Counter)
    suggested = mistaken = words = 0
    for i, text in enumerate(texts):
        language = HELD_OUT[i % len(HELD_OUT)]
        record = garble(text, language, i, words=lexicon.index)
        found = garbled_names(record.text, lexicon)
        words += len(record.text.split())
        mistaken += sum(
            not any(m.start < g.end and g.start < m.end for m in record.mentions) for g in found
        )
        for m in record.mentions:
            hit = overlaps(found, m.start, m.end)
            suggested += hit is not None and hit.suggestion == m.original
            times = lexicon.names.get(m.original, 0)
            fame = "unknown" if times < 3 else "seldom" if times < 100 else "famous"
            for key in ("all", f"language {language}", f"by {m.how}", f"original {fame}"):
                hits[key][hit is not None] += 1
    print(f"respelt names in native news, {len(texts)} articles, languages {' '.join(HELD_OUT)}")
    for key, counts in sorted(hits.items()):
        print(f"  {key:22} {counts.total():7} mentions, found {counts[True] / counts.total():.3f}")
    print(f"  findings on right names there: {1000 * mistaken / words:.2f} per 1,000 words")
    print(f"  suggestion is the original among those found: {suggested / hits['all'][True]:.3f}")


def clean_texts(group: str, texts: list[str], lexicon: Lexicon, show: int) -> None:
    """Print findings per 1,000 words of text that nobody garbled."""
    found: list[Garble] = []
    words = 0
    took = []
    for text in texts:
        begin = time.perf_counter()
        found += garbled_names(text, lexicon)
        took.append(time.perf_counter() - begin)
        words += len(text.split())
    kinds = dict(Counter(g.how for g in found))
    took.sort()
    print(
        f"{group}: {len(texts)} texts, {words} words, {1000 * len(found) / words:.3f} findings per "
        f"1,000 words {kinds}; {1000 * sum(took) / len(took):.1f} ms a text, "
        f"99 in 100 under {1000 * took[int(0.99 * len(took))]:.0f} ms"
    )
    for g in Random(2).sample(found, min(show, len(found))):
        print(f"    {g.text} > {g.suggestion} ({g.how}, {g.sureness:.2f})")


def real_pairs(data: Path, lexicon: Lexicon, *, right_too: bool, show: int) -> None:
    """Print how many of the pairs seen on real pages are found."""
    hits: dict[str, Counter[bool]] = defaultdict(Counter)
    missed = []
    for garbled, true, kind, how, *_ in list(
        tables.read_tsv(data / "lexicon" / "garbled_names.tsv.gz")
    )[1:]:
        first, second, third = SENTENCES.get(kind, SENTENCES["other"])
        before = f"{first.format(true)} {second.format(true)} " if right_too else ""
        text = before + third.format(garbled)
        start = len(before) + third.index("{")
        hit = overlaps(garbled_names(text, lexicon), start, start + len(garbled)) is not None
        spelt = how in ("transliteration", "letter lost") and kind in ("person", "place")
        hits["all"][hit] += 1
        hits[_half(true)][hit] += 1
        hits[how][hit] += 1
        if spelt:
            hits["persons and places respelt"][hit] += 1
            hits[f"of them, {_half(true)}"][hit] += 1
        if not hit and spelt:
            missed.append(f"{true} > {garbled}")
    company = "beside the right name" if right_too else "alone"
    print(f"pairs seen on real pages, {company}")
    for key, counts in hits.items():
        print(
            f"  {key:34} {counts[True]:4} of {counts.total():4}: "
            f"{counts[True] / counts.total():.2f}"
        )
    if show:
        print("  missed:", "; ".join(missed))


def _half(true: str) -> str:
    odd = hashlib.sha256(true.lower().encode()).digest()[-1] % 2
    return "half that only measures" if odd else "half that tuned"


if __name__ == "__main__":
    main()
