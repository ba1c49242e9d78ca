"""A name with an apostrophe is one name, whatever mark a page sets."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest

import mtdetect
from mtdetect.compare.changes import NamePlace, name_changes
from mtdetect.segment import Span

HERE = Span(0, 7)
MARKS = list(product("'’", repeat=2))
PARAGRAPHS = [
    "The harbor master of Cobre closed the northern pier on Friday after a storm, and {} of the "
    "council said that it would stay closed until June.",
    "Commissioner Theo Baptiste wants $38 million for a new breakwater made of Norwegian granite, "
    "which {} has called a waste of 1,200 jobs.",
    "“Nobody was hurt, and nobody will be,” said Petra Lindqvist, who runs the ferries to Pell and "
    "has known {} since 1997.",
    "Bakers on the island bought flour for eleven weeks and sold loaves by candlelight, as {} and "
    "Aurelio Santangelo remember of the winter of 1985.",
]


def judged(old: str, new: str, mentions: dict[str, int]) -> list[str]:
    [found] = name_changes([[NamePlace(old, new, HERE, HERE)]], Counter(mentions))
    return [change.new for change in found]


@pytest.mark.parametrize(("mark", "other"), MARKS)
def test_the_minority_is_accused_whatever_the_mark(mark: str, other: str) -> None:
    old, new = f"O{mark}Brien", f"O{other}Brian"
    assert judged(old, new, {"O'Brien": 1, "O'Brian": 3}) == []
    assert judged(old, new, {"O'Brien": 3, "O'Brian": 1}) == [new]


@pytest.mark.parametrize(("mark", "other"), MARKS)
def test_three_copies_are_not_accused_by_a_source_of_its_own_spelling(
    shipped: object, mark: str, other: str
) -> None:
    whole = "\n\n".join(PARAGRAPHS).replace("{}", f"O{mark}Brien")
    # Each leaves out another paragraph, so that none but the first has all.
    cut = ["\n\n".join([*PARAGRAPHS[:k], *PARAGRAPHS[k + 1 :]]) for k in (1, 2, 3)]
    copies = [text.replace("{}", f"O{other}Brian") for text in cut]
    found = mtdetect.compare([whole, *copies], dates=["2024-01-01", *["2024-02-02"] * 3])
    assert len(found.clusters) == 1
    assert found.original == "1"
    assert not [c for v in found.versions for c in v.changes if c.kind == "name"]
