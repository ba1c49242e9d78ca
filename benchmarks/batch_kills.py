"""Kill a batch run at random moments, resume it, and compare with an uninterrupted run.

    python benchmarks/batch_kills.py                        # 20 kills, two processes
    python benchmarks/batch_kills.py --null-model           # without waiting for the scoring

Prints after each kill how many shards were finished, and at the end whether output and error
records are the same byte for byte. Exit code 1 if they are not.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from batch_data import NullModel, write_json_lines

SHARD_BYTES = 64 * 1024


def child(source: str, output: str, jobs: int, null_model: bool) -> None:
    """Score; this runs in a process of its own."""
    from mtdetect.batch import score_files

    model = NullModel() if null_model else None
    score_files(source, output, model=model, n_jobs=jobs, shard_bytes=SHARD_BYTES)


def result(output: Path) -> list[bytes]:
    """Give output and error records, sorted."""
    return [
        b"".join(sorted(path.read_bytes().splitlines(keepends=True)))
        for path in (output, Path(f"{output}.errors.jsonl"))
    ]


def main() -> int:
    """Kill, resume, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--articles", type=int, default=4_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--null-model", action="store_true")
    parser.add_argument("--child", nargs=2, metavar=("SOURCE", "OUTPUT"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        child(*args.child, args.jobs, args.null_model)
        return 0
    rng = random.Random(args.seed)
    with tempfile.TemporaryDirectory(prefix="batch-kills-") as name:
        source = Path(name) / "news.jsonl"
        write_json_lines(source, args.articles)
        with source.open("ab") as file:
            file.write(b'{"text": null}\n{"text": "cut\n' * 20)
        whole, killed = Path(name) / "whole.jsonl", Path(name) / "killed.jsonl"
        command = [sys.executable, __file__, "--jobs", str(args.jobs)]
        command += ["--null-model"] * args.null_model
        start = time.monotonic()
        subprocess.run([*command, "--child", str(source), str(whole)], check=True)
        spent = time.monotonic() - start
        parts = Path(f"{killed}.parts")
        done = 0
        for kill in range(1, args.kills + 1):
            resume = [*command, "--child", str(source), str(killed)]
            with subprocess.Popen(resume, start_new_session=True) as process:
                try:
                    # Between the start of the interpreter and an even share of the whole run.
                    process.wait(rng.uniform(0.2, 0.8 + 1.5 * spent / args.kills))
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    done += 1
            finished = len(list(parts.glob("*.done.json"))) if parts.exists() else 0
            print(f"kill {kill}: {finished} shards finished, code {process.returncode}", flush=True)
        subprocess.run([*command, "--child", str(source), str(killed)], check=True)
        same = result(whole) == result(killed)
    print(f"{done} kills hit a running process; output and error records", end=" ")
    print("identical" if same else "DIFFER")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
