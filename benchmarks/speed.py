"""What importing, loading and scoring cost on one core.

    python benchmarks/speed.py

Prints the time to import the library and load the model beside the time to import numpy and
scikit-learn alone, paragraphs per second on the examples, and how many times slower than splitting
the same text at white space that is.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

import mtdetect

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
THEIRS = "import numpy, sklearn.base, sklearn.linear_model, sklearn.ensemble"
OURS = "import mtdetect; mtdetect.load()"


def seconds_in_a_new_process(code: str, repeat: int) -> float:
    """Give the median time that a fresh interpreter takes for some code, without its own start."""
    timed = f"import time; t = time.perf_counter(); {code}; print(time.perf_counter() - t)"
    spent = []
    for _ in range(repeat):
        done = subprocess.run(
            [sys.executable, "-c", timed], capture_output=True, text=True, check=True
        )
        spent.append(float(done.stdout))
    return statistics.median(spent)


def fastest(run: Callable[[], object], repeat: int) -> float:
    """Give the seconds of the fastest of some runs, by processor time."""
    best = float("inf")
    for _ in range(repeat):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--copies", type=int, default=50, help="how often the examples are scored")
    parser.add_argument("--repeat", type=int, default=5, help="runs of each measurement")
    args = parser.parse_args()

    theirs = seconds_in_a_new_process(THEIRS, args.repeat)
    both = seconds_in_a_new_process(f"{THEIRS}; {OURS}", args.repeat)
    print(f"numpy and scikit-learn: {theirs:.2f} s to import")
    print(
        f"with mtdetect, loaded:  {both:.2f} s ({both / theirs:.2f} times, {both - theirs:+.2f} s)"
    )

    model = mtdetect.load()
    articles = [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    each = sum(len(d) for d in mtdetect.score_many(articles, model=model))
    texts = articles * args.copies
    paragraphs, words = each * args.copies, sum(len(text.split()) for text in texts)

    def score() -> None:
        for _ in mtdetect.score_many(texts, model=model):
            pass

    def explain() -> None:
        for document in mtdetect.score_many(articles, model=model):
            len(document.evidence)

    split = fastest(lambda: [text.split() for text in texts], args.repeat * 5)
    spent = fastest(score, args.repeat)
    print(f"{paragraphs:,} paragraphs, {words:,} words, one core")
    print(f"str.split: {words / split:12,.0f} words/s")
    print(f"scored:    {words / spent:12,.0f} words/s, {paragraphs / spent:,.0f} paragraphs/s")
    print(f"           {spent / split:.0f} times the time of str.split")
    print(f"explained: {each / fastest(explain, args.repeat):,.0f} paragraphs/s")


if __name__ == "__main__":
    with threadpool_limits(1):
        main()
