"""Which inputs each regression of a :class:`mtdetect.Detector` sees."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mtdetect.features import matrix
from mtdetect.judge.labels import Label
from mtdetect.judge.linear import MACHINES


def inputs_used() -> dict[Label, NDArray[np.bool_]]:
    """Say which of the columns, and of the n-gram scores behind them, each regression sees."""
    families = [name.split(".")[0] for name in matrix.COLUMNS]
    return {
        machine: np.asarray(
            [
                (family in ("typography", "wording")) == (machine == "translated")
                for family in families
            ]
            + [other == machine for other in MACHINES]
        )
        for machine in MACHINES
    }
