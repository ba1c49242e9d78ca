"""Quotation marks that have no partner or stand on the wrong side, as damage to a text's type."""

from __future__ import annotations

from collections.abc import Iterator

from mtdetect.segment import Finding, pair_marks


def broken_marks(text: str, last: bool = True) -> Iterator[Finding[str]]:
    """Find double quotation marks that have no partner or face the wrong way.

    Parameters
    ----------
    text : str
        A paragraph.
    last : bool, default=True
        Marks that never close are damage only where no further paragraph follows: a speech of
        several paragraphs closes once.

    Yields
    ------
    Finding
        Of kind ``quotation_left_open`` or ``quotation_wrong_side``; not in order.

    Examples
    --------
    >>> [(m.kind, m.start) for m in broken_marks('"Hale rose, said, "We left." It was over.')]
    [('quotation_left_open', 0)]
    >>> [(m.kind, m.start) for m in broken_marks('It was over," Hale said.')]
    [('quotation_left_open', 12)]
    """
    marks = pair_marks(text)
    if marks.foreign:
        return
    for at in marks.turned:
        yield Finding("quotation_wrong_side", at, at + 1, text[at])
    lost = marks.closing + (marks.opening[marks.goes_on :] if last else [])
    for at in lost:
        yield Finding("quotation_left_open", at, at + 1, text[at])
