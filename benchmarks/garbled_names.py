"""How many garbled names are found, and how many names of real news are marked by mistake.

    python benchmarks/garbled_names.py --data DATA
    python benchmarks/garbled_names.py --data DATA --fit      # fit the model of names anew first

* the pairs of garbled_names.tsv.gz, which were seen on real pages, set into the sentences below,
  beside the right name and alone; rules were once tuned on one half, the other was kept aside (a
  true name is in one half only, by its hash);
* native news and RT that training did not see: marks (garbled names, lost capitals) per 1,000
  words, all of them wrong or a writer's slip;
* the native news with names respelt, each mention with probability 0.5, by the rules of languages
  that nothing was fitted on: share of respelt mentions that a mark overlaps;
* translated articles beside what people wrote: marks on names that people spell as suggested, and
  other marks.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import re
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random

from mtdetect import segment
from mtdetect.model import Model
from mtdetect.names.candidates import CandidateModel
from mtdetect.names.capitals import lost_capitals
from mtdetect.names.find import How, garbled_names
from mtdetect.segment import Finding
from mtdetect.tables.encoding import encode
from mtdetect.tables.lexicon import Lexicon
from mtdetect.tables.paths import model_dir
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.garble import LANGUAGES, garble
from mtdetect.training.fit.garbles import TUNING_LANGUAGES, fit_candidates, machine_articles
from mtdetect.training.fit.lexicon_files import read_tsv

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
    parser.add_argument("--model", type=Path, help="folder of a model; the shipped one by default")
    parser.add_argument("--corpora", type=Path, help="the corpora, pickled")
    parser.add_argument("--native", type=int, default=500, help="native articles")
    parser.add_argument("--rt", type=int, default=300, help="articles of RT")
    parser.add_argument("--machine", type=int, default=300, help="translated articles")
    parser.add_argument("--fit", action="store_true", help="fit the model of names anew")
    parser.add_argument("--show", type=int, default=0, help="marks to print a group")
    args = parser.parse_args()
    model = Model.load(args.model or model_dir())
    lexicon, names = model.resources.lexicon, model.names
    corpora: Corpora = (
        pickle.loads(args.corpora.read_bytes()) if args.corpora else Corpora(args.data)
    )
    if args.fit:
        names = fit_candidates(corpora, lexicon)
        print(names.to_dict())
    for right_too in (True, False):
        real_pairs(args.data, lexicon, names, right_too=right_too, show=args.show)
    native = unseen(corpora, "news_native", ("test",), args.native)
    human_news("native news", native, lexicon, names, args.show)
    rt = unseen(corpora, "news_nonnative", ("test", "calibrate"), args.rt)
    human_news("RT", rt, lexicon, names, args.show)
    respelt_news(native, lexicon, names)
    translated_news(machine_articles(corpora, "test", args.machine), lexicon, names)


def unseen(corpora: Corpora, file: str, splits: Sequence[str], n: int) -> list[str]:
    """Give the articles of some splits whose hashes come first."""
    texts = [d.text for split in splits for d in corpora.human[file] if d.split == split]
    return sorted(texts, key=_hash)[:n]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def overlaps(found: list[Finding[How]], start: int, end: int) -> Finding[How] | None:
    """Give the finding that shares a character with a span."""
    return next((g for g in found if g.start < end and start < g.end), None)


def respelt_news(texts: list[str], lexicon: Lexicon, names: CandidateModel) -> None:
    """Print recall per mention, by language, by kind and by how well the name is known."""
    hits: dict[str, Counter[bool]] = defaultdict(Counter)
    suggested = mistaken = words = 0
    for i, text in enumerate(texts):
        language = HELD_OUT[i % len(HELD_OUT)]
        record = garble(text, language, i, words=lexicon.index)
        found = garbled_names(record.text, lexicon, names)
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


def human_news(
    group: str, texts: list[str], lexicon: Lexicon, names: CandidateModel, show: int
) -> None:
    """Print marks per 1,000 words of text that nobody garbled."""
    found: list[str] = []
    n_garbled = words = 0
    took = []
    for text in texts:
        begin = time.perf_counter()
        garbles = garbled_names(text, lexicon, names)
        took.append(time.perf_counter() - begin)
        found += [f"{g.text} > {g.suggestion} ({g.weight:.2f})" for g in garbles]
        n_garbled += len(garbles)
        encoded = encode([text[start:end] for start, end in segment.paragraphs(text)], lexicon)
        found += [encoded.token_at(p)[1].form for p in lost_capitals(encoded, lexicon).tolist()]
        words += len(text.split())
    n_lost = len(found) - n_garbled
    took.sort()
    print(
        f"{group}: {len(texts)} texts, {words} words; marks per 1,000 words: "
        f"{1000 * len(found) / words:.3f} (garbled names {1000 * n_garbled / words:.3f}, lost "
        f"capitals {1000 * n_lost / words:.3f}); {1000 * sum(took) / len(took):.1f} ms a text, "
        f"99 in 100 under {1000 * took[int(0.99 * len(took))]:.0f} ms"
    )
    for mark in Random(2).sample(found, min(show, len(found))):
        print(f"    {mark}")


def translated_news(
    articles: Sequence[tuple[str, str]], lexicon: Lexicon, names: CandidateModel
) -> None:
    """Print how often people spell a marked name as suggested, and not as it stands."""
    counts: Counter[bool] = Counter()
    for text, people in articles:
        theirs = set(re.findall(r"\w+", people))
        for g in garbled_names(text, lexicon, names):
            odd, right = (set(re.findall(r"\w+", form)) for form in (g.text, g.suggestion))
            counts[right <= theirs and not odd <= theirs] += 1
    words = sum(len(text.split()) for text, _ in articles)
    print(
        f"translated news: {len(articles)} articles, {words} words; marks that people's own "
        f"spelling confirms {counts[True]}, others {counts[False]}"
    )


def real_pairs(
    data: Path, lexicon: Lexicon, names: CandidateModel, *, right_too: bool, show: int
) -> None:
    """Print how many of the pairs seen on real pages are found."""
    hits: dict[str, Counter[bool]] = defaultdict(Counter)
    missed = []
    for garbled, true, kind, how, *_ in list(read_tsv(data / "lexicon" / "garbled_names.tsv.gz"))[
        1:
    ]:
        first, second, third = SENTENCES.get(kind, SENTENCES["other"])
        before = f"{first.format(true)} {second.format(true)} " if right_too else ""
        text = before + third.format(garbled)
        start = len(before) + third.index("{")
        found = garbled_names(text, lexicon, names)
        hit = overlaps(found, start, start + len(garbled)) is not None
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
    return "kept aside" if odd else "tuned"


if __name__ == "__main__":
    main()
