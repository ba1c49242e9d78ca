"""Write the notebooks with their outputs, as the shipped model gives them.

Run whenever the model changes, after `pip install '.[notebook]'`::

    python tools/make_notebook.py

It scores with the package and the model of this checkout, whatever is installed.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"

# Cells in order; those that begin with "#" are Markdown.
EXPLORE_ARTICLE = [
    """# Read one article

Score an article, read what the verdict rests on, and see how the same story looks before and \
after a disguise. Needs `pip install '.[notebook]'` in a clone; nothing is downloaded.""",
    """from pathlib import Path

import pandas as pd
from matplotlib import pyplot as plt

import mtdetect
from mtdetect.show.plotting import plot_paragraphs

examples = Path("../examples")
doc = mtdetect.score((examples / "court_ruling.spun.txt").read_text(encoding="utf-8"))
print(f"score {doc.score:.3f}, label {doc.label}, flagged {doc.flagged}, share {doc.share:.2f}")""",
    """## The marked text

A document shows itself. Point at a mark, or reach it with the Tab key, to read what is wrong \
there and what probably stood there. A score is a statistical estimate; it proves nothing about \
who wrote the text.""",
    "doc",
    """## The run of its paragraphs

One bar a paragraph, as wide as it is long. Paragraphs that the detector does not judge (too \
short, all quotation) leave a gap.""",
    "ax = plot_paragraphs(doc)",
    """### As a table

`alone` is the score of a paragraph by itself; `score` takes the rest of the article into \
account.""",
    """paragraphs = doc.to_frame()
paragraphs[["paragraph", "score", "alone", "label", "flagged", "reason"]].round(3)""",
    "## The evidence, by kind",
    """evidence = doc.to_frame(by="evidence")
kinds = evidence.groupby("kind").agg(spans=("text", "size"), weight=("weight", "sum"))
kinds.sort_values("weight", ascending=False).round(2)""",
    """### The heaviest marks

A mark is a guess, a heavy one too: some fall on words that nobody swapped. Here the story as it \
was written is at hand, and `in original` tells whether it has the words anywhere. What it has was \
hardly put there by a spinner, and what is suggested for it is wrong.""",
    """original = (examples / "court_ruling.human.txt").read_text(encoding="utf-8")
heaviest = evidence.sort_values("weight", ascending=False).head(12)
heaviest["in original"] = [text in original for text in heaviest["text"]]
heaviest[["kind", "text", "suggestion", "weight", "in original"]].round(2)""",
    """### One paragraph

The weights of a paragraph's evidence and the part that no span carries (`remainder`) add up to \
its own log-odds.""",
    """p = max((p for p in doc.paragraphs if p.score is not None), key=lambda p: len(p.evidence))
spans = sum(e.weight for e in p.evidence)
print(f"{spans:+.2f} in spans, {p.remainder:+.2f} elsewhere: {p.log_odds:+.2f}")
p""",
    """## The same story, before and after

The story as it was written, with its words swapped by a spinner, and as it came out of machine \
translation.""",
    """versions = {}
for version in ("human", "spun", "translated"):
    path = examples / f"court_ruling.{version}.txt"
    versions[version] = mtdetect.score(path.read_text(encoding="utf-8"))

rows = {
    version: {
        "score": d.score,
        "label": d.label,
        "flagged": d.flagged,
        "paragraphs flagged": sum(p.flagged for p in d.paragraphs),
        "spans of evidence": len(d.evidence),
    }
    for version, d in versions.items()
}
pd.DataFrame.from_dict(rows, orient="index").round(3)""",
    """figure, axes = plt.subplots(3, 1, figsize=(8, 5), sharex=True, layout="constrained")
for ax, (version, d) in zip(axes, versions.items(), strict=True):
    plot_paragraphs(d, ax=ax)
    ax.set_title(version, loc="left")
    ax.set_xlabel("" if ax is not axes[-1] else ax.get_xlabel())""",
    """## What the detector measures

Every feature of every paragraph is one call away, under a name that a person can read.""",
    """features = mtdetect.LexicalFeatures().set_output(transform="pandas")
first = {version: d.paragraphs[1].text for version, d in versions.items()}
table = features.fit_transform(list(first.values())).set_axis(list(first)).T
table[table.nunique(axis=1) > 1].round(2).head(25)""",
]

VERSIONS = [
    """# Versions of one story

Scraped news holds the same story many times. Side by side the copies give themselves away. The \
story here is invented: what a paper wrote (`herald`), two papers that took it over (`courier`, \
`evening`), two spun copies (`buzz`, `insight`), two that went through another language \
(`digest`, `monitor`), and a report by somebody else who was there (`gazette`). Needs \
`pip install '.[notebook]'` in a clone; nothing is downloaded.""",
    """from pathlib import Path

import mtdetect

folder = Path("../examples/versions")
texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
found = mtdetect.compare(texts.values(), texts)
print(found.original, [(v.name, v.kind) for v in found.versions])""",
    """## What each version is

A comparison shows itself: the verdicts with their reasons, and the changes of each version behind \
its name. A verdict that an article had alone and lost beside its sisters is crossed out.""",
    "found",
    """### As a table

`alone` is the score of each text by itself, `score` takes the comparison into account.""",
    """versions = found.to_frame().drop(columns="cluster")
versions[["name", "kind", "probability", "alone", "score", "swaps", "quotations"]].round(2)""",
    """## What was changed

People do not reword a quotation. Of each version that does, what it says and what was said.""",
    """for v in found.versions:
    for change in v.changes:
        if change.kind == "quotation" and v.kind == "translated":
            print(f"{v.name}: {change.new!r}\\n    instead of {change.old!r}")""",
    """### Names and figures

A name that disagrees with most versions, a figure that was altered.""",
    """for v in found.versions:
    for change in v.changes:
        if change.kind in ("name", "figure"):
            print(f"{v.name}: {change.old} became {change.new}, {change.count} times")""",
    """## A paragraph beside its counterpart""",
    """digest, herald = found["digest"], found["herald"]
for p in digest.passages[3:5]:
    print(f"{p.kind}, {p.equal:.0%} equal; score {p.score:.2f}, alone {p.alone or 0:.2f}")
    print("  ", digest.text[p.start : p.end])
    print("  ", herald.text[p.source_start : p.source_end])""",
    """## A table of swaps

The swaps of spun versions, over any number of stories: what `mtdetect train --swaps` adds to a \
model of your own. Read the table before it is learnt, and delete what is no swap: one in thirty \
is an alignment gone wrong, such as words of grammar put beside each other (`as` for `to`), and \
most of these are seen once.""",
    "found.swaps().head(12)",
]
NOTEBOOK_CELLS = {"explore_article": EXPLORE_ARTICLE, "versions": VERSIONS}


def main() -> None:
    """Build the notebooks, run them, and write them with their outputs."""
    for name, cells in NOTEBOOK_CELLS.items():
        make(name, cells)


def make(name: str, sources: Sequence[str]) -> None:
    """Build one notebook, run it, and write it with its outputs."""
    cells = [
        new_markdown_cell(source) if source.startswith("#") else new_code_cell(source)
        for source in sources
    ]
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number:02d}"  # the same at every run
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    # The kernel runs in another folder and must still find this checkout first.
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    place = {"metadata": {"path": str(NOTEBOOKS)}}
    NotebookClient(notebook, timeout=300, resources=place, record_timing=False).execute()
    notebook.metadata.language_info = {"name": "python"}
    nbformat.write(notebook, NOTEBOOKS / f"{name}.ipynb")


if __name__ == "__main__":
    main()
