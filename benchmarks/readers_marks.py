"""How much of what readers marked on translated pages is marked here, too.

Run: python benchmarks/readers_marks.py --data DATA

* phrases of wild_calques.tsv.gz in the few words around them: share that hold a word which is
  likely an engine's choice, and share of such words around them;
* damaged places of wild_damage.tsv.gz (a snippet of at most nine words, by kind), set between two
  plain sentences in a paragraph that is held for translated: share with a mark, and with one that
  is not `style`; beside them as many snippets of native news that nothing was made with. Patterns
  and phrases were learnt from the same pages: read the first two as upper bounds.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

from mtdetect import load
from mtdetect.door.arrange import arrange
from mtdetect.evidence.clues.find import find
from mtdetect.evidence.explain import ArticleExplainer, Judged, Piece
from mtdetect.evidence.finding import Evidence
from mtdetect.evidence.wording import LIKELY
from mtdetect.features import matrix
from mtdetect.model import Model
from mtdetect.training.corpora.articles import human_articles
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.fit.lexicon_files import read_table

BEFORE = "The ministry published its report on Monday. "
AFTER = " Officials did not comment further on the matter."
WORDS = 8  # of a snippet


def phrases(table: Sequence[dict[str, str]], model: Model) -> None:
    """Print how many phrases hold a word that is likely an engine's, and how many words around."""
    kept = [r for r in table if "_" in r["context"]]
    parts = [(*r["context"].split("_", 1), r["odd"]) for r in kept]
    analysis = matrix.analyse([a + odd + b for a, b, odd in parts], model.resources)
    encoded, choices = analysis.encoded, analysis.choices
    likely = dict(zip(choices.places.tolist(), choices.engines >= LIKELY, strict=True))
    found = around = of_around = 0
    for row, (before, _, odd) in enumerate(parts):
        start, end = len(before), len(before) + len(odd)
        inside = False
        for number, token in enumerate(encoded.tokens[row]):
            mark = likely.get(int(encoded.first[row]) + number)
            if mark is None:
                continue
            if token.start < end and token.end > start:
                inside |= bool(mark)
            else:
                of_around += 1
                around += bool(mark)
        found += inside
    print(
        f"phrases that readers marked: {found / len(kept):.0%} of {len(kept):,} hold an engine's "
        f"word; of the words around {around / of_around:.0%} are such words"
    )


def marks(snippet: str, model: Model) -> list[Evidence]:
    """Give the marks that touch a snippet between two plain sentences."""
    stop = "" if snippet[-1:] in '.?!"”' else "."
    article = arrange(BEFORE + snippet + stop + AFTER)
    clues = tuple(f._replace(weight=1.0) for f in find(article.text, model.clues.phrases))
    piece = Piece(0, len(article.text), 3.0, clues, 1.0)
    shown = ArticleExplainer(model, article, {0: Judged((piece,), 0.02, 0.95)}).paragraph(0)
    start, end = len(BEFORE), len(BEFORE) + len(snippet) + len(stop)
    return [e for e in shown.evidence if e.start < end and e.end > start]


def snippets(corpora: Corpora, most: int) -> list[str]:
    """Draw snippets of native news of the test split, one a paragraph."""
    rng = Random("snippets")
    articles = human_articles(corpora, "news_native", "test", most)
    found = []
    for article in articles:
        words = rng.choice(article.paragraphs).split()
        if len(words) > WORDS:
            at = rng.randrange(len(words) - WORDS)
            found.append(" ".join(words[at : at + WORDS]))
    return found[:most]


def places(name: str, texts: Sequence[tuple[str, str]], model: Model) -> None:
    """Print how many snippets bear a mark, all and by kind."""
    any_mark: Counter[str] = Counter()
    telling: Counter[str] = Counter()
    of: Counter[str] = Counter(kind for kind, _ in texts)
    for kind, text in texts:
        kinds = {e.kind for e in marks(text.strip(), model)}
        any_mark[kind] += bool(kinds)
        telling[kind] += bool(kinds - {"style"})
    n = len(texts)
    print(
        f"{name}: {telling.total() / n:.0%} of {n:,} bear a mark other than style, "
        f"{any_mark.total() / n:.0%} any"
    )
    if len(of) > 1:
        for kind, number in of.most_common():
            print(f"    {kind}: {telling[kind]} of {number}, any {any_mark[kind]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    model = load()
    phrases(read_table(args.data / "lexicon" / "wild_calques.tsv.gz"), model)
    damage = read_table(args.data / "lexicon" / "wild_damage.tsv.gz")
    wild = [(r["kind"], r["snippet"]) for r in damage if r["source"] == "wild"]
    places("damaged places of translated pages", wild, model)
    people = [("native", text) for text in snippets(Corpora(args.data), len(wild))]
    places("snippets of native news", people, model)


if __name__ == "__main__":
    main()
