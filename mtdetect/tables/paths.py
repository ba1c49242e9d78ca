"""Where the shipped model files lie: inside an installed package, or beside a checkout."""

from __future__ import annotations

from pathlib import Path


def model_dir() -> Path:
    """Return the directory that holds the shipped model files.

    An installed wheel carries them inside the package; in a source checkout they lie in
    ``models/`` at the root of the repository.

    Returns
    -------
    Path
        The package's own ``models`` directory if it exists, else the ``models`` directory
        beside the package (which may be missing; whoever reads a file from it says so).

    Examples
    --------
    >>> model_dir().name
    'models'
    """
    package = Path(__file__).resolve().parents[1]
    inside = package / "models"
    return inside if inside.is_dir() else package.parent / "models"
