"""What scraping and disguise do to verdicts: each damage applied to every text of a folder.

    python benchmarks/scraped.py FOLDER [--group layout] [--model MODEL]

A text is a .txt file whose name says what it is: NAME.human.txt, NAME.spun.txt or
NAME.translated.txt, as in ``examples``; any other .txt file is taken for human. With ``--spin`` the
human texts are spun, too, one family of spinner after the other.

Printed for each damage: human articles newly flagged, machine articles lost, labels changed, and
where the log-odds moved to (5th, 50th and 95th percentile of the change). At the end: how many
damages change no label, one, two and so on.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from pathlib import Path

import numpy as np

import mtdetect
from mtdetect.results import Document
from mtdetect.simulate import FAMILIES, spin
from mtdetect.simulate.damage import DAMAGES


def read(folder: Path, spun: bool) -> list[tuple[str, bool]]:
    """Give texts and whether each is a machine's."""
    found = []
    for path in sorted(folder.rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        machine = path.name.endswith((".spun.txt", ".translated.txt"))
        found.append((text, machine))
    if spun:
        humans = [text for text, machine in found if not machine]
        families = list(FAMILIES)
        found += [
            (spin(text, family=families[i % len(families)], seed=i), True)
            for i, text in enumerate(humans)
        ]
    return found


def odds(document: Document) -> float:
    score = 0.5 if document.score is None else min(max(document.score, 1e-12), 1 - 1e-12)
    return math.log(score / (1 - score))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--group", nargs="*", default=None, help="groups of damages; all")
    parser.add_argument("--damage", nargs="*", default=None, help="names of damages; all")
    parser.add_argument("--spin", action="store_true", help="spin the human texts, too")
    parser.add_argument("--model", default=None)
    args = parser.parse_args()
    texts = read(args.folder, args.spin)
    model = mtdetect.load(args.model)
    is_machine = np.asarray([machine for _, machine in texts])
    before = list(mtdetect.score_many([text for text, _ in texts], model=model))
    flagged = np.asarray([d.flagged for d in before])
    print(
        f"{len(texts)} texts, {(~is_machine).sum()} human of which {(flagged & ~is_machine).sum()} "
        f"are flagged, {is_machine.sum()} machine-made of which {(flagged & is_machine).sum()} are"
    )
    print(f"{'damage':34}{'group':10}{'flagged':>8}{'lost':>6}{'labels':>8}   odds moved")
    changed: Counter[int] = Counter()
    for damage in DAMAGES.values():
        if args.group and damage.group not in args.group:
            continue
        if args.damage and damage.name not in args.damage:
            continue
        after = list(mtdetect.score_many([damage.apply(t) for t, _ in texts], model=model))
        now = np.asarray([d.flagged for d in after])
        moved = np.asarray([odds(b) - odds(a) for a, b in zip(before, after, strict=True)])
        labels = sum(a.label != b.label for a, b in zip(before, after, strict=True))
        changed[labels] += 1
        low, middle, high = np.quantile(moved, (0.05, 0.5, 0.95))
        print(
            f"{damage.name:34}{damage.group:10}{(now & ~flagged & ~is_machine).sum():8}"
            f"{(flagged & ~now & is_machine).sum():6}{labels:8}   "
            f"{low:+.1f} {middle:+.1f} {high:+.1f}",
            flush=True,
        )
    print("labels changed by so many damages:", dict(sorted(changed.items())))


if __name__ == "__main__":
    main()
