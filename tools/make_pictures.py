"""Make the pictures in docs/ from an example: the terminal view, the page in light and dark.

Run from the root of the repository, with mtdetect installed and Chromium on the path::

    python tools/make_pictures.py [EXAMPLE]
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from rich.console import Console

import mtdetect
from mtdetect.report import page
from mtdetect.terminal import render

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = "examples/court_ruling.spun.txt"
WIDTH, HEIGHT = 1280, 1150
# Taller than the page, so that going to a mark does not scroll the heading out of the picture.
WINDOW = 6000
SCHEMES = {"dark": 0, "light": 1}  # Blink's own numbers


def picture_terminal(doc: mtdetect.Document, name: str, path: Path) -> None:
    """Write the terminal view as SVG."""
    console = Console(
        record=True, width=88, force_terminal=True, color_system="truecolor", file=io.StringIO()
    )
    render(doc, console, name=name)
    path.write_text(console.export_svg(title=f"mtdetect score {name}"), encoding="utf-8")


def picture_page(doc: mtdetect.Document, name: str, scheme: str, path: Path) -> None:
    """Write the top of the page as PNG, with one mark's side note open."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("make_pictures needs Chromium (Debian: apt-get install chromium)")
    # A mark with a suggestion that lies in the picture's lower half.
    numbered = list(enumerate(doc.evidence, 1))
    shown = next((n for n, e in numbered[3:] if e.suggestion and e.weight > 1), 1)
    with tempfile.TemporaryDirectory() as folder:
        html = Path(folder, "page.html")
        html.write_text(page(doc, title=name), encoding="utf-8")
        shot = Path(folder, "page.png")
        subprocess.run(
            [
                *(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
                *("--no-first-run", "--disable-background-networking", "--disable-sync"),
                *(f"--user-data-dir={folder}/profile", f"--window-size={WIDTH},{WINDOW}"),
                f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}",
                *(f"--screenshot={shot}", f"{html.as_uri()}#e{shown}"),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        with Image.open(shot) as image:
            image.crop((0, 0, WIDTH, HEIGHT)).convert("RGB").save(path, optimize=True)


def main() -> None:
    """Make every picture."""
    name = sys.argv[1] if len(sys.argv) > 1 else EXAMPLE
    doc = mtdetect.score((ROOT / name).read_text(encoding="utf-8"))
    docs = ROOT / "docs"
    docs.mkdir(exist_ok=True)
    picture_terminal(doc, name, docs / "terminal.svg")
    for scheme in SCHEMES:
        picture_page(doc, Path(name).name, scheme, docs / f"page-{scheme}.png")


if __name__ == "__main__":
    main()
