"""CSV and Parquet: rows with their position, in bounded memory."""

from __future__ import annotations

import csv
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from mtdetect.errors import missing
from mtdetect.readers.lines import (
    TO_THE_END,
    Cut,
    DamagedError,
    Line,
    lines,
    too_long,
    within_limit,
)
from mtdetect.readers.records import (
    BadRecord,
    Position,
    ReadOptions,
    Record,
    make_record,
    not_utf8,
)

_DELIMITERS = ",;\t|"
_PARQUET_BATCH = 64
PARQUET_DAMAGE = (ValueError, OSError, NotImplementedError)
"""What pyarrow raises for files that are damaged or hold what it does not read."""
# What a reader of CSV must have read to take the next line for part of a quoted cell.
_WITHIN_QUOTES = '"\n'


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a CSV file, or why it is none."""

    number: int
    start: int
    stop: int
    cells: list[str]
    cause: str | None = None


class _TooLongError(Exception):
    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


def csv_rows(
    source: Iterator[Line], delimiter: str, width: int | None, limit: int
) -> Iterator[Row]:
    """Read rows, whose quoted cells may run over several lines.

    A row that is broken costs itself only. One with too many cells or too few ends where it ends;
    where quotes are broken reading goes on with the line after the first one, so that a quotation
    mark which never closes does not swallow the rows behind it. A row that runs
    into a damage of the file is told where it begins: from there on all is lost.

    Parameters
    ----------
    source : iterator of Line
        The lines of the file.
    delimiter : str
        One character.
    width : int or None
        Number of cells of a good row; None accepts any.
    limit : int
        Longest row, in bytes.

    Raises
    ------
    DamagedError
        If nothing more of the file can be read.
    """
    if csv.field_size_limit() <= limit + 1:
        csv.field_size_limit(limit + 2)  # with the two characters of _WITHIN_QUOTES
    # Lines that broken rows read and gave back. Each was entered within quotes, so whatever row
    # enters one comes to the same end: that of the broken row, or what the lines behind bring.
    again: deque[Line] = deque()
    end: csv.Error | None = None

    def text_of(line: Line, head: Line) -> str:
        if line.data is None or line.stop - head.start > limit:
            raise _TooLongError(line.stop - head.start)
        # Bad bytes are parsed round and reported with the whole row.
        return line.data.decode("utf-8", "surrogateescape")

    def from_the_last(head: Line) -> Iterator[str]:
        yield _WITHIN_QUOTES
        yield text_of(again[-1], head)
        while (line := next(source, None)) is not None:
            again.append(line)
            yield text_of(line, head)

    def feed(taken: list[Line]) -> Iterator[str]:
        nonlocal end
        head = taken[0]
        yield text_of(head, head)
        if again:
            if end is not None:
                raise end
            try:
                next(csv.reader(from_the_last(head), delimiter=delimiter, strict=True))
            except csv.Error as error:
                end = error
                raise
        while (line := again.popleft() if again else next(source, None)) is not None:
            taken.append(line)
            yield text_of(line, head)

    while (head := again.popleft() if again else next(source, None)) is not None:
        taken = [head]
        cells: list[str] = []
        cause = None
        try:
            cells = next(csv.reader(feed(taken), delimiter=delimiter, strict=True), [])
            b"".join(line.data or b"" for line in taken).decode("utf-8")
        except _TooLongError as error:
            cause = too_long(error.size, limit)
            end = end if again else None
        except csv.Error as error:
            cause = f"bad CSV: {error}"
            end = end if again else error
        except DamagedError as error:
            raise DamagedError(head.number, head.start, error.cause) from error
        except UnicodeDecodeError as error:
            yield Row(head.number, head.start, taken[-1].stop, [], not_utf8(error.reason))
            continue
        if cause is None and cells and width is not None and len(cells) != width:
            # Its quotes close where cells end, so its lines are its own: they are no rows.
            cause = f"bad CSV: {len(cells)} cells in a row, {width} in the header"
            yield Row(head.number, head.start, taken[-1].stop, [], cause)
        elif cause is not None:
            again.extendleft(reversed(taken[1:]))
            yield Row(head.number, head.start, head.stop, [], cause)
        elif cells:
            yield Row(head.number, head.start, taken[-1].stop, cells)


@dataclass(frozen=True, slots=True)
class Header:
    """What the first row of a CSV file says of the others.

    Attributes
    ----------
    names : list of str
        The columns.
    delimiter : str
        What stands between the cells.
    line, stop : int
        Its line, and the offset of the byte behind it.
    """

    names: list[str]
    delimiter: str
    line: int
    stop: int


def _header(source: Iterator[Line], limit: int, *, tabs: bool) -> Header | None:
    head = next((line for line in source if line.data is None or line.data.strip()), None)
    if head is None or head.data is None:
        return None
    text = head.data.decode("utf-8", "replace")
    delimiter = "\t" if tabs and "\t" in text else max(_DELIMITERS, key=text.count)
    row = next(csv_rows(iter([head]), delimiter, None, limit), None)
    if row is None or row.cause is not None:
        return None
    return Header([name.strip() for name in row.cells], delimiter, head.number, head.stop)


def header_fault(header: Header | None, options: ReadOptions) -> str | None:
    """Say why no row can be read under a header; None where nothing is wrong with it.

    Examples
    --------
    >>> header_fault(Header(["id", "text", "text"], ",", 1, 13), ReadOptions())
    "bad CSV: the header names column 'text' twice; rename one of them"
    >>> header_fault(Header(["text", "n", "n"], ",", 1, 9), ReadOptions())  # n is not asked for
    """
    if header is None:
        return "bad CSV: no header that names the columns"
    twice = _named_twice(header.names, options)
    return None if twice is None else f"bad CSV: the header names {twice}"


def _named_twice(names: Sequence[str], options: ReadOptions) -> str | None:
    times = Counter(names)
    twice = [name for name in options.columns(names) if times[name] > 1]
    return f"column {twice[0]!r} twice; rename one of them" if twice else None


def cut_csv(stream: BinaryIO, target: int, options: ReadOptions, *, tabs: bool) -> Iterator[Cut]:
    """Cut a CSV file into ranges of about ``target`` bytes that end with a row.

    ``tabs`` says that the file is named as one of cells between tabs.
    """
    limit = options.max_record_bytes
    source = lines(stream, 0, None, 1, limit)
    try:
        header = _header(source, limit, tabs=tabs)
    except DamagedError:
        header = None
    if header is None or header_fault(header, options) is not None:
        # Reading it reports what is wrong with the header.
        yield Cut(0, 1, 1)
        return
    start, first, stop = header.stop, header.line + 1, header.stop
    try:
        for row in csv_rows(source, header.delimiter, len(header.names), limit):
            if row.start - start >= target:
                yield Cut(start, row.start, first)
                start, first = row.start, row.number
            stop = row.stop
    except DamagedError:
        stop = TO_THE_END
    if stop > start:
        yield Cut(start, stop, first)


def read_csv_header(stream: BinaryIO, limit: int, *, tabs: bool) -> Header | None:
    """Give what the header says, or None where there is none; ``tabs`` as in :func:`cut_csv`."""
    return _header(lines(stream, 0, None, 1, limit), limit, tabs=tabs)


def read_csv(
    stream: BinaryIO,
    header: Header,
    cut: Cut,
    file: str,
    options: ReadOptions,
) -> Iterator[Record | BadRecord]:
    """Read the rows of a range as records; the first row of a file names the fields."""
    limit = options.max_record_bytes
    texts = options.of_text(header.names)
    source = lines(stream, cut.start, cut.stop, cut.first, limit)
    for row in csv_rows(source, header.delimiter, len(header.names), limit):
        position = Position(file, row.number, row.start)
        if row.cause is not None:
            yield BadRecord(position, row.cause)
        else:
            # An empty cell is how CSV writes a missing value; a text may be empty in any format.
            cells = zip(header.names, row.cells, strict=True)
            fields = {n: c if c or n in texts else None for n, c in cells}
            yield make_record(fields, position, options)


def _parquet() -> Any:
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise missing("Parquet", "pyarrow", "batch") from error
    return parquet


def open_parquet(stream: BinaryIO) -> Any:
    """Open a Parquet file for reading page by page, without loading a whole row group."""
    return _parquet().ParquetFile(stream, buffer_size=2**20, pre_buffer=False)


def cut_parquet(stream: BinaryIO, size: int, target: int, most: int) -> Iterator[tuple[Cut, int]]:
    """Cut a Parquet file into ranges of rows, with the weight of each in bytes.

    A row group can only be read from its beginning, so it is cut into ``most`` ranges or fewer.
    """
    meta = open_parquet(stream).metadata
    row = 0
    for index in range(meta.num_row_groups):
        rows = meta.row_group(index).num_rows
        weight = max(1, size * rows // max(1, meta.num_rows))
        parts = min(most, max(1, rows), -(-weight // target))
        for part in range(parts):
            begin, end = row + rows * part // parts, row + rows * (part + 1) // parts
            if end > begin:
                yield Cut(begin, end, begin + 1), weight // parts
        row += rows


def read_parquet(
    stream: BinaryIO, cut: Cut, file: str, options: ReadOptions
) -> Iterator[Record | BadRecord]:
    """Read a range of rows as records."""
    table = open_parquet(stream)
    names = table.schema_arrow.names
    twice = _named_twice(names, options)
    if twice is not None:
        if cut.start == 0:
            yield BadRecord(Position(file, 1), f"Parquet file names {twice}")
        return
    columns = options.columns(names)
    groups, row = _groups(table.metadata, cut)
    batches = table.iter_batches(_PARQUET_BATCH, row_groups=groups, columns=columns)
    for batch in batches:
        for i in range(batch.num_rows):
            if cut.start <= row < cut.stop:
                yield _parquet_record(batch, i, Position(file, row + 1), options, names)
            row += 1
        if row >= cut.stop:
            return


def _groups(meta: Any, cut: Cut) -> tuple[list[int], int]:
    groups: list[int] = []
    row = first_row = 0
    for index in range(meta.num_row_groups):
        rows = meta.row_group(index).num_rows
        if row < cut.stop and row + rows > cut.start:
            if not groups:
                first_row = row
            groups.append(index)
        row += rows
    return groups, first_row


def _parquet_record(
    batch: Any, row: int, position: Position, options: ReadOptions, names: Sequence[str]
) -> Record | BadRecord:
    fields = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            fields[name] = column[row].as_py()
        except UnicodeDecodeError as error:
            return BadRecord(position, f"bad UTF-8 in field {name!r}: {error.reason}")
        except (ValueError, OverflowError, LookupError, NotImplementedError) as error:
            return BadRecord(position, f"field {name!r} cannot be read: {error}")
    return within_limit(make_record(fields, position, options, names), options.max_record_bytes)
