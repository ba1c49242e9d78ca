"""Fit models/versions.json, the weights that versions of one story are judged with.

Run whenever the model changes, since the detector's scores are among what they weigh::

    python tools/fit_versions.py --data DATA
"""

from __future__ import annotations

import argparse
from pathlib import Path

import mtdetect
from mtdetect.training.fit.versions import fit_versions

MODELS = Path(__file__).resolve().parent.parent / "models"


def main() -> None:
    """Fit the weights for the model of this checkout and write them beside it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, default=MODELS, help="folder of the model")
    args = parser.parse_args()
    fit_versions(args.data, mtdetect.load(args.out), args.out, print)


if __name__ == "__main__":
    main()
