"""A comparison in the terminal: a table of versions, then the changes of each."""

from __future__ import annotations

from collections import Counter

from rich.table import Table
from rich.text import Text

from mtdetect.compare.page import headline
from mtdetect.compare.results import Comparison
from mtdetect.compare.versions import CHANGE_KINDS, ChangeKind, Version
from mtdetect.compare.wording import KEY, alone_words, in_order, swap_noun
from mtdetect.show.terminal import PipedConsole
from mtdetect.show.verdict import CAVEAT, printable, score_words

_COLOURS = {"spun": "red", "translated": "cyan", "original": "bold green"}
_NOUNS = frozenset({"swap", "name", "quotation", "figure"})
# Changes of each kind that are shown; the page and --json have all.
_MOST_SHOWN = 8
_LONGEST = 70


def render(comparison: Comparison, console: PipedConsole | None = None) -> None:
    """Print a comparison.

    Parameters
    ----------
    comparison : Comparison
    console : PipedConsole, optional
        Where to print; standard output by default.
    """
    out = PipedConsole() if console is None else console
    out.print(Text(printable(headline(comparison.clusters)), style="bold"))
    out.print(Text(CAVEAT, style="italic dim"))
    if any(len(cluster) > 1 for cluster in comparison.clusters):
        out.print(Text(KEY, style="italic dim"))
    for cluster in comparison.clusters:
        if len(cluster) < 2:
            continue
        table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
        for head in ("version", "verdict", "p", "alone", "changes"):
            table.add_column(head, overflow="fold")
        for v in cluster.versions:
            table.add_row(
                Text(printable(v.name)),
                Text(v.kind, style=_COLOURS.get(v.kind, "")),
                score_words(v.probability),
                alone_words(v),
                _counts(v),
            )
        out.print()
        out.print(table)
        for v in cluster.versions:
            out.print()
            _details(v, out)
    singles = [c.versions[0] for c in comparison.clusters if len(c) == 1]
    if singles and len(singles) < len(comparison.clusters):
        out.print()
    for v in singles:
        out.print(Text(f"{printable(v.name)}: {v.reasons[0]}"))


def _counts(version: Version) -> str:
    counts: Counter[ChangeKind] = Counter(dict.fromkeys(CHANGE_KINDS, 0))
    for c in version.changes:
        counts[c.kind] += c.count
    return ", ".join(f"{n} {_noun(version, kind, n)}" for kind, n in counts.items() if n)


def _noun(version: Version, kind: ChangeKind, number: int = 1) -> str:
    noun = swap_noun(version) if kind == "swap" else kind
    return f"{noun}s" if number > 1 and kind in _NOUNS else noun


def _details(version: Version, out: PipedConsole) -> None:
    out.print(Text(f"{printable(version.name)}: {version.kind}", style="bold"))
    for reason in version.reasons:
        out.print(Text(f"  {printable(reason)}"))
    for kind in CHANGE_KINDS:
        found = [c for c in in_order(version) if c.kind == kind]
        noun = _noun(version, kind)
        # Of words put for others only those that may well stand for each other are examples.
        shown = [c for c in found if c.believable or version.kind == "spun"]
        for c in sorted(shown, key=lambda c: -c.count)[:_MOST_SHOWN]:
            times = f" ({c.count} times)" if c.count > 1 else ""
            said = " → ".join(_short(words) for words in (c.old, c.new) if words)
            out.print(Text(f"  {noun}: {said}{times}", style="dim" if kind == "dropped" else ""))
        if left := len(found) - min(len(shown), _MOST_SHOWN):
            more = f"and {left} more" if shown else f"{left}, see the page or --json"
            out.print(Text(f"  {noun}: {more}", style="dim"))


def _short(words: str) -> str:
    flat = " ".join(printable(words).split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
