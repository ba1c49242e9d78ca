"""The committed notebooks: they run, and their outputs are those of the shipped model."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

import mtdetect

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
# Each with the number of pictures in it.
PICTURES = {"explore_article": 2, "versions": 0}

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")

# The kernel and its messaging warn of their own affairs.
pytestmark = pytest.mark.filterwarnings("default")


def _texts(notebook: Any) -> list[list[str]]:
    """Give what each code cell printed or showed of ours: pandas and matplotlib vary."""
    shown = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            html = [output.get("data", {}).get("text/html", "") for output in cell.outputs]
            ours = [text for text in html if "mtdetect mtd-cell" in text]
            printed = [output.text for output in cell.outputs if output.get("name") == "stdout"]
            shown.append([*printed, *ours])
    return shown


@pytest.fixture(scope="module", params=PICTURES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def committed(name: str) -> Any:
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)


def test_it_is_committed_with_its_outputs(committed: Any, name: str) -> None:
    shown = _texts(committed)
    assert any("mtdetect mtd-cell" in text for texts in shown for text in texts)
    pictures = [
        output
        for cell in committed.cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    assert len(pictures) == PICTURES[name]


def test_it_runs_and_gives_the_outputs_it_was_committed_with(
    committed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The kernel scores with the package that these tests import.
    package = Path(mtdetect.__file__).resolve().parent
    path = [str(package.parent), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path))
    fresh = nbformat.v4.new_notebook(cells=[dict(c) for c in committed.cells])
    fresh = nbformat.from_dict(fresh)
    for cell in fresh.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    client = nbclient.NotebookClient(
        fresh,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": str(NOTEBOOKS)}},
    )
    client.execute()
    assert _texts(fresh) == _texts(committed)
