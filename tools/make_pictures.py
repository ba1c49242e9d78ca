"""Make the pictures in docs/ from an example: the terminal view, the page in light and dark.

Run from the root of the repository, after `pip install '.[test]'` and with Chromium on
the path::

    PYTHONPATH=. python tools/make_pictures.py [EXAMPLE]
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from rich.console import Console
from rich.text import Text

import mtdetect
from mtdetect.show.report import page
from mtdetect.show.terminal import render

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = "examples/court_ruling.spun.txt"
COLUMNS = 88
PARAGRAPHS = 4  # of the terminal view; a reader of the README does not scroll through fourteen
WIDTH, HEIGHT = 1280, 1150
SCHEMES = {"dark": 0, "light": 1}  # Blink's own numbers
# Going to a mark opens its side note, and must not scroll the heading out of the picture.
NO_SCROLLING = "<style>:target { scroll-margin-top: 99999px !important }</style></head>"
FONTS = re.compile(r"@font-face \{.*?\}\s*", re.S)  # fetched from elsewhere


def picture_terminal(doc: mtdetect.Document, name: str, path: Path) -> None:
    """Write the terminal view of the first paragraphs as SVG."""
    whole = Console(
        width=COLUMNS, force_terminal=True, color_system="truecolor", file=io.StringIO()
    )
    render(doc, whole, name=name)
    lines = whole.file.getvalue().rstrip("\n").split("\n")
    plain = [Text.from_ansi(line).plain for line in lines]
    cut = next(
        (i for i, line in enumerate(plain) if line.startswith(f"{PARAGRAPHS + 1:>2}  ")), len(lines)
    )
    # The last block explains the letters.
    legend = len(plain) - plain[::-1].index("")
    shown = lines[:cut]
    if left := len(doc.paragraphs) - PARAGRAPHS:
        shown += [f"    … and {left} more paragraphs", ""]
    shown += lines[max(legend, cut) :]
    console = Console(
        record=True,
        width=COLUMNS,
        force_terminal=True,
        color_system="truecolor",
        file=io.StringIO(),
    )
    for line in shown:
        console.print(Text.from_ansi(line), soft_wrap=True)
    drawn = console.export_svg(title=f"mtdetect score {name}")
    path.write_text(FONTS.sub("", drawn), encoding="utf-8")


def picture_page(doc: mtdetect.Document, name: str, scheme: str, path: Path) -> None:
    """Write the top of the page as PNG, with one mark's side note open."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("make_pictures needs Chromium (Debian: apt-get install chromium)")
    # The weightiest suggestion of the first paragraph with any lies well inside the picture.
    first = next(p for p in doc.paragraphs if any(e.suggestion for e in p.evidence))
    best = max((e for e in first.evidence if e.suggestion), key=lambda e: e.weight)
    shown = doc.evidence.index(best) + 1
    with tempfile.TemporaryDirectory() as folder:
        html = Path(folder, "page.html")
        whole = page(doc, title=name).replace("</head>", NO_SCROLLING, 1)
        html.write_text(whole, encoding="utf-8")
        shot = Path(folder, "page.png")
        subprocess.run(
            [
                *(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
                *("--no-first-run", "--disable-background-networking", "--disable-sync"),
                *("--disable-component-update", f"--user-data-dir={folder}/profile"),
                f"--window-size={WIDTH},{HEIGHT + 200}",
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
