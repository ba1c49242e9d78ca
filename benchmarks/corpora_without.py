"""Corpora without some of their records, for models that never saw what is measured."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mtdetect.training.corpora.corpus import read_jsonl


def write_without(
    data: Path, folder: str, pattern: str, left_out: Callable[[dict[str, Any]], bool], out: Path
) -> None:
    """Write anew the files of a folder of the corpora that fit a pattern; all others are linked."""
    (out / folder).mkdir(parents=True)
    for path in data.iterdir():
        if path.name != folder:
            (out / path.name).symlink_to(path.resolve())
    for path in sorted((data / folder).iterdir()):
        written = out / folder / path.name
        if not path.match(pattern):
            written.symlink_to(path.resolve())
            continue
        with gzip.open(written, "wt", encoding="utf-8") as file:
            for record in read_jsonl(path):
                if not left_out(record):
                    file.write(json.dumps(record, ensure_ascii=False) + "\n")
