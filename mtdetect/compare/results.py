"""What a comparison gives: :class:`Comparison`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mtdetect.compare.frame import frame
from mtdetect.compare.page import comparison_html
from mtdetect.compare.swap_table import swap_table
from mtdetect.compare.versions import ChangeKind, Cluster, Version
from mtdetect.show.verdict import counted

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Comparison:
    """Texts sorted into stories, with originals, verdicts and changes.

    Attributes
    ----------
    clusters : tuple of Cluster
        Stories, the largest first; a text without another version is one of its own.

    Examples
    --------
    >>> from pathlib import Path
    >>> import mtdetect
    >>> folder = Path("examples/versions")
    >>> names = ["herald", "courier", "buzz"]
    >>> texts = [(folder / f"{name}.txt").read_text("utf-8") for name in names]
    >>> found = mtdetect.compare(texts, names)
    >>> found
    <Comparison of 3 texts, 1 story in several versions, original='herald'>
    >>> [(name, found[name].kind) for name in found]
    [('herald', 'original'), ('courier', 'wire copy'), ('buzz', 'spun')]
    """

    clusters: tuple[Cluster, ...]

    def __repr__(self) -> str:
        """Say how many texts and stories there are; ``to_dict`` gives all."""
        texts = counted(len(self), "text")
        stories = counted(sum(len(c) > 1 for c in self.clusters), "story", "stories")
        return f"<Comparison of {texts}, {stories} in several versions, original={self.original!r}>"

    @property
    def original(self) -> str | None:
        """Name of the original of the largest story; None where no two texts tell the same."""
        first = self.clusters[0] if self.clusters else None
        return first.original if first is not None and len(first) > 1 else None

    @property
    def versions(self) -> tuple[Version, ...]:
        """All versions of all stories."""
        return tuple(v for cluster in self.clusters for v in cluster.versions)

    def __iter__(self) -> Iterator[str]:
        """Go through the names of the versions, which are what ``found[name]`` takes."""
        return (v.name for v in self.versions)

    def __len__(self) -> int:
        """Give the number of versions."""
        return len(self.versions)

    def __contains__(self, name: object) -> bool:
        """Tell whether a version has this name."""
        return any(v.name == name for v in self.versions)

    def __getitem__(self, name: str) -> Version:
        """Give the version of a name."""
        for version in self.versions:
            if version.name == name:
                return version
        raise KeyError(name)

    def to_dict(self, *, text: bool = False) -> dict[str, Any]:
        """Give everything as plain JSON types.

        Parameters
        ----------
        text : bool, default=False
            Whether to include the texts.
        """
        return {
            "original": self.original,
            "clusters": [c.to_dict(text=text) for c in self.clusters],
        }

    def to_json(self, *, text: bool = False) -> str:
        """Give everything as one line of JSON."""
        return json.dumps(self.to_dict(text=text))

    def to_frame(self) -> pd.DataFrame:
        """Give a pandas table, one row a version.

        Raises
        ------
        MissingDependencyError
            If pandas is not installed.
        """
        rows = [
            {
                "cluster": number,
                "name": v.name,
                "kind": v.kind,
                "probability": v.probability,
                "source": v.source,
                "score": v.score,
                "label": v.label,
                "alone": v.alone,
                "alone_label": v.alone_label,
                **{
                    column: sum(c.count for c in v.changes if c.kind == kind)
                    for kind, column in _COUNTS.items()
                },
            }
            for number, cluster in enumerate(self.clusters)
            for v in cluster.versions
        ]
        return frame(rows, _VERSION_COLUMNS)

    def swaps(self) -> pd.DataFrame:
        r"""Give the swaps of spun versions, one row a pair of forms, the commonest first.

        Returns
        -------
        pandas.DataFrame
            ``odd_form``, ``expected_form``, ``count``, ``versions`` (in how many it stands),
            without "a" for "an", which follows from the next word. Written with
            ``to_csv(path, sep="\t", index=False)`` it is what ``mtdetect train --swaps`` reads.

        Raises
        ------
        MissingDependencyError
            If pandas is not installed.
        """
        return swap_table(
            ((c.new, c.old, c.count) for c in v.changes if c.kind == "swap")
            for v in self.versions
            if v.kind == "spun"
        )

    def _repr_html_(self) -> str:
        return comparison_html(self.clusters)


_COUNTS: dict[ChangeKind, str] = {
    "swap": "swaps",
    "name": "names",
    "quotation": "quotations",
    "figure": "figures",
    "dropped": "dropped",
    "added": "added",
    "moved": "moved",
}
_VERSION_COLUMNS = (
    "cluster",
    "name",
    "kind",
    "probability",
    "source",
    "score",
    "label",
    "alone",
    "alone_label",
    *_COUNTS.values(),
)
