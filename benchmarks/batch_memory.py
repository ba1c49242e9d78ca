"""Peak memory of each process while a large JSON Lines file is scored.

    python benchmarks/batch_memory.py                       # 2 GB, to the end
    python benchmarks/batch_memory.py --stop-after 120      # only its first two minutes

Prints the resident memory of the largest process over the run, in ten steps, and its peak. Linux
only: it reads /proc.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from batch_data import NullModel, write_json_lines

PATIENCE = 0.25


def children(process: int) -> list[int]:
    """List a process and all that descend from it."""
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            names = task.read_text().split()
        except OSError:
            continue
        for name in names:
            found += children(int(name))
    return found


def resident(process: int) -> float:
    """Give the resident memory of a process, in megabytes."""
    try:
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def write_large(path: Path, gigabytes: float) -> None:
    """Write the same made-up articles again and again until the file is large enough."""
    block = path.with_suffix(".block")
    write_json_lines(block, 5_000)
    data = block.read_bytes()
    block.unlink()
    with path.open("wb") as file:
        while file.tell() < gigabytes * 1e9:
            file.write(data)


def child(source: str, output: str, jobs: int, null_model: bool) -> None:
    """Score; this runs in a process of its own."""
    from mtdetect.batch import score_files

    score_files(source, output, model=NullModel() if null_model else None, n_jobs=jobs)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gigabytes", type=float, default=2.0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--stop-after", type=float, metavar="SECONDS", default=float("inf"))
    parser.add_argument("--null-model", action="store_true", help="measure all but the scoring")
    parser.add_argument("--child", nargs=2, metavar=("SOURCE", "OUTPUT"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        child(*args.child, args.jobs, args.null_model)
        return
    with tempfile.TemporaryDirectory(prefix="batch-memory-") as name:
        source = Path(name) / "large.jsonl"
        write_large(source, args.gigabytes)
        command = [sys.executable, __file__, "--jobs", str(args.jobs)]
        command += ["--null-model"] * args.null_model
        command += ["--child", str(source), str(Path(name) / "out.jsonl")]
        samples: list[float] = []
        start = time.monotonic()
        with subprocess.Popen(command, start_new_session=True) as process:
            while process.poll() is None and time.monotonic() - start < args.stop_after:
                samples.append(max(resident(p) for p in children(process.pid)))
                time.sleep(PATIENCE)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
        spent = time.monotonic() - start
        size = source.stat().st_size / 1e9
    step = max(1, len(samples) // 10)
    print(f"{size:.2f} GB, {args.jobs} processes, {spent:.0f} s")
    print("largest process over time, MB:", *(f"{s:.0f}" for s in samples[step - 1 :: step]))
    print(f"peak: {max(samples):.0f} MB")


if __name__ == "__main__":
    main()
