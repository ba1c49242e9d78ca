"""How batch scoring scales with processes and with the amount of work.

    python benchmarks/batch_scaling.py                      # 2 processes against 1, and growth
    python benchmarks/batch_scaling.py --null-model         # reading and writing alone

Prints paragraphs per second for each number of processes, the gain of each over one process, and
the time for ten times the work against ten times the time.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from batch_data import PARAGRAPHS_PER_ARTICLE, NullModel, write_json_lines

from mtdetect.batch import score_files


def measure(source: Path, folder: Path, jobs: int, model: object, repeat: int) -> float:
    """Give the seconds of the fastest of some runs."""
    best = float("inf")
    for i in range(repeat):
        output = folder / f"{source.stem}-{jobs}-{i}.jsonl"
        start = time.perf_counter()
        score_files(source, output, model=model, n_jobs=jobs)
        best = min(best, time.perf_counter() - start)
        output.unlink()
    return best


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--paragraphs", type=int, default=200_000, help="for the gain")
    parser.add_argument(
        "--growth", type=int, nargs="*", default=[10_000, 100_000, 1_000_000],
        help="amounts of paragraphs to compare; empty for none",
    )  # fmt: skip
    parser.add_argument("--repeat", type=int, default=1, help="take the fastest of so many runs")
    parser.add_argument("--null-model", action="store_true", help="measure all but the scoring")
    args = parser.parse_args()
    model = NullModel() if args.null_model else None
    with tempfile.TemporaryDirectory(prefix="batch-scaling-") as name:
        folder = Path(name)
        source = folder / "gain.jsonl"
        write_json_lines(source, args.paragraphs // PARAGRAPHS_PER_ARTICLE)
        seconds = {jobs: measure(source, folder, jobs, model, args.repeat) for jobs in args.jobs}
        print(f"{args.paragraphs:,} paragraphs, {source.stat().st_size / 1e6:.0f} MB")
        for jobs, spent in seconds.items():
            gain = seconds[args.jobs[0]] / spent
            print(f"  {jobs} processes: {args.paragraphs / spent:8,.0f}/s, gain {gain:.2f}")
        print(f"growth, {args.jobs[-1]} processes")
        before: tuple[int, float] | None = None
        for amount in args.growth:
            source = folder / f"growth{amount}.jsonl"
            write_json_lines(source, amount // PARAGRAPHS_PER_ARTICLE)
            spent = measure(source, folder, args.jobs[-1], model, args.repeat)
            line = f"  {amount:9,} paragraphs: {spent:8.1f} s, {amount / spent:8,.0f}/s"
            if before is not None:
                line += f", {amount / before[0]:g} times the work in {spent / before[1]:.2f} times"
            print(line, flush=True)
            before = amount, spent
            source.unlink()


if __name__ == "__main__":
    main()
