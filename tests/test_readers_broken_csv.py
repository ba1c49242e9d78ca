"""Rows of CSV whose quotation marks do not close: what is lost, and what it costs to find out."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtdetect.readers.lines import Line, lines, too_long
from mtdetect.readers.tables import Row, csv_rows

PIECES = st.sampled_from(['"', '"', '""', ",", "a", "b", "\n", "\n", "\r\n", "é"])


def split(data: bytes, limit: int) -> list[Line]:
    return list(lines(io.BytesIO(data), 0, None, 1, limit))


class TooLongError(Exception):
    """A row is longer than is allowed; told with its bytes."""


def read_again_from_each(whole: Sequence[Line], width: int, limit: int) -> list[Row]:
    """Read row after row; behind a broken one, from the line after its first, to the very end."""
    rows: list[Row] = []
    at = 0
    while at < len(whole):
        head, n = whole[at], 0

        def text(at: int = at, head: Line = head):  # type: ignore[no-untyped-def]
            nonlocal n
            for line in whole[at:]:
                n += 1
                if line.data is None or line.stop - head.start > limit:
                    raise TooLongError(line.stop - head.start)
                yield line.data.decode("utf-8")

        cause = None
        try:
            cells = next(csv.reader(text(), strict=True), [])
        except TooLongError as error:
            cells, n, cause = [], 1, too_long(error.args[0], limit)
        except csv.Error as error:
            cells, n, cause = [], 1, f"bad CSV: {error}"
        if cells and len(cells) != width:
            cells, cause = [], f"bad CSV: {len(cells)} cells in a row, {width} in the header"
        if cells or cause:
            rows.append(Row(head.number, head.start, whole[at + n - 1].stop, cells, cause))
        at += n
    return rows


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from([4, 9, 15, 1_000]))
@settings(max_examples=1_000)
def test_broken_rows_cost_what_they_cost_read_from_each_line(text: str, limit: int) -> None:
    whole = split(text.encode("utf-8"), limit)
    assert list(csv_rows(iter(whole), ",", 2, limit)) == read_again_from_each(whole, 2, limit)


class Counted(bytes):
    """Bytes of a line that count how often they are read as text."""

    read = 0

    def decode(self, *arguments: str) -> str:  # type: ignore[override]
        Counted.read += 1
        return super().decode(*arguments)


@pytest.mark.parametrize("line", [b'a","b\n', b'"a\n', b'"a"b"\n', b'a,"b\n'])
@pytest.mark.parametrize("limit", [200, 100_000])
def test_each_line_is_read_a_few_times_however_many_quotes_stay_open(
    line: bytes, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Counted, "read", 0)
    whole = [Line(k + 1, k * len(line), (k + 1) * len(line), Counted(line)) for k in range(2_000)]
    assert list(csv_rows(iter(whole), ",", 2, limit))
    assert Counted.read <= 5 * len(whole)
