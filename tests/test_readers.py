import csv
import gzip
import io
import itertools
import json
import sys
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from mtdetect.errors import DataError
from mtdetect.readers import (
    SUFFIXES,
    BadRecord,
    ReadOptions,
    Record,
    cut_file,
    detect_format,
    read_piece,
)
from mtdetect.readers.files import expand
from mtdetect.readers.folders import Why
from mtdetect.readers.lines import cut_lines, lines
from mtdetect.readers.records import Position, make_record
from mtdetect.readers.tables import csv_rows

OPTIONS = ReadOptions()


def read_all(path, *, target=2**20, options=OPTIONS, wanted=None):
    pieces = list(cut_file(str(path), options, target=target, wanted=wanted))
    return [item for piece in pieces for item in read_piece(piece, options)]


def texts(items):
    return [item.text for item in items if isinstance(item, Record)]


def causes(items):
    return [item.cause for item in items if isinstance(item, BadRecord)]


def write_json_lines(path, objects):
    path.write_text("".join(json.dumps(o) + "\n" for o in objects), encoding="utf-8")
    return path


# Lines


@given(st.binary(max_size=200).map(lambda b: b.replace(b"a", b"\n")), st.integers(1, 40))
def test_lines_join_to_the_file(data, limit):
    found = list(lines(io.BytesIO(data), 0, None, 1, limit))
    assert [line.number for line in found] == list(range(1, len(found) + 1))
    assert all(a.stop == b.start for a, b in itertools.pairwise(found))
    assert (found[-1].stop if found else 0) == len(data)
    for line in found:
        whole = data[line.start : line.stop]
        if line.data is not None:
            assert line.data == (whole.removeprefix(b"\xef\xbb\xbf") if line.start == 0 else whole)
        else:
            assert len(whole) > limit


@given(st.binary(max_size=300).map(lambda b: b.replace(b"a", b"\n")), st.integers(1, 60))
def test_cuts_cover_the_file_and_end_with_a_line(data, target):
    cuts = list(cut_lines(io.BytesIO(data), target))
    assert b"".join(data[c.start : c.stop] for c in cuts) == data
    for cut in cuts:
        assert cut.first == data[: cut.start].count(b"\n") + 1
        assert cut.start == 0 or data[cut.start - 1] == 10


def test_line_over_the_limit_is_not_held():
    class Stream(io.BytesIO):
        largest = 0

        def readline(self, size=-1):
            data = super().readline(size)
            self.largest = max(self.largest, len(data))
            return data

    stream = Stream(b"x" * 5_000_000 + b"\ny\n")
    found = list(lines(stream, 0, None, 1, 1000))
    assert [line.data for line in found] == [None, b"y\n"]
    assert stream.largest <= 2**20


# JSON Lines


@pytest.mark.parametrize("pack", [None, "gz", "zst"])
def test_pieces_give_the_records_of_the_whole(tmp_path, pack):
    objects = [{"id": i, "text": f"Article {i}, naïve “quote”."} for i in range(300)]
    data = "".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects).encode()
    path = tmp_path / "news.jsonl"
    if pack == "gz":
        path = tmp_path / "news.jsonl.gz"
        data = gzip.compress(data[:5000]) + gzip.compress(data[5000:])
    elif pack == "zst":
        path = tmp_path / "news.jsonl.zst"
        packer = zstandard.ZstdCompressor()
        data = packer.compress(data[:5000]) + packer.compress(data[5000:])
    path.write_bytes(data)
    pieces = list(cut_file(str(path), OPTIONS, target=700))
    found = [item for piece in pieces for item in read_piece(piece, OPTIONS)]
    assert len(pieces) > 5
    assert [(r.id, r.text) for r in found] == [(str(o["id"]), o["text"]) for o in objects]
    assert [r.position.line for r in found] == list(range(1, 301))


def test_byte_order_mark_crlf_blank_lines_and_no_last_newline(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "One."}\r\n\r\n  \n{"text": "Two."}')
    found = read_all(path)
    assert texts(found) == ["One.", "Two."]
    assert [(r.position.line, r.position.offset) for r in found] == [(1, 0), (4, 26)]
    assert not causes(found)


def test_every_kind_of_broken_line_is_reported_where_it_stands(tmp_path):
    good = b'{"id": "%d", "text": "The river rose by a foot."}\n'
    broken = {
        b'{"text": "\xff\xfe"}\n': "bad UTF-8",
        b'{"text": "cut sho\n': "bad JSON",
        b'{"title": "No text here"}\n': "no text field",
        b'{"text": null}\n': "field 'text' is null",
        b"null\n": "JSON with null, not an object with fields",
        b'{"text": "a\tb"}\n': "bad JSON: Invalid control character (character ",
        b'{"text": 12}\n': "field 'text' is a number",
        b"[1, 2]\n": "JSON with an array",
        b"[" * 100_000 + b"\n": "bad JSON",
        b'{"text": "' + b"x" * 3_000_000 + b'"}\n': "record is over the limit",
    }
    expected, data = [], b""
    for i, (line, cause) in enumerate(broken.items()):
        data += good % i
        expected.append((2 * i + 2, len(data), cause))
        data += line
    path = tmp_path / "a.jsonl"
    path.write_bytes(data)
    found = read_all(path, target=10_000, options=ReadOptions(max_record_bytes=1_000_000))
    bad = [item for item in found if isinstance(item, BadRecord)]
    assert len(texts(found)) == len(broken)
    assert [(b.position.line, b.position.offset) for b in bad] == [e[:2] for e in expected]
    for b, (_, _, cause) in zip(bad, expected, strict=True):
        assert b.cause.startswith(cause)


def test_fields_are_tried_in_order(tmp_path):
    path = write_json_lines(
        tmp_path / "a.jsonl",
        [
            {"content": "e", "articleBody": "d", "raw_text": "c", "maintext": "b", "text": "a"},
            {"content": "e", "articleBody": "d", "raw_text": "c", "maintext": "b"},
            {"content": "e", "articleBody": "d", "raw_text": "c", "text": None},
            {"content": "e", "articleBody": "d"},
            {"content": "e", "text": ""},
        ],
    )
    assert texts(read_all(path)) == ["a", "b", "c", "d", "e"]


def test_named_fields_kept_fields_and_host(tmp_path):
    objects = [{"key": 7, "body": "Rain.", "text": "no", "url": "https://www.Gazette.example/x"}]
    path = write_json_lines(tmp_path / "a.jsonl", objects)
    options = ReadOptions(text_field="body", id_field="key", keep_fields=("url", "absent"))
    (record,) = read_all(path, options=options)
    assert (record.id, record.text, record.source) == ("7", "Rain.", "gazette.example")
    assert record.fields == {"url": "https://www.Gazette.example/x"}


@pytest.mark.parametrize("suffix", ["gz", "zst"])
@pytest.mark.parametrize("target", [500, 2**20])
def test_cut_compressed_file_gives_what_can_be_read(tmp_path, suffix, target):
    data = b"".join(b'{"text": "Article %d %d."}\n' % (i, i * 7919 % 997) for i in range(3000))
    pack = gzip.compress if suffix == "gz" else zstandard.ZstdCompressor().compress
    packed = pack(data)
    path = tmp_path / f"a.jsonl.{suffix}"
    path.write_bytes(packed[: len(packed) - 40])
    found = read_all(path, target=target)
    assert texts(found) == [json.loads(n)["text"] for n in data.splitlines()][: len(texts(found))]
    assert len(causes(found)) == 1
    assert "compressed file is damaged" in causes(found)[0]


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [
        ("a.jsonl.gz", b'{"text": "Not packed."}\n', "no gzip file: it begins as plain text does"),
        ("a.txt.gz", b"Not packed.", "no gzip file: it begins as plain text does"),
        ("a.csv.zst", gzip.compress(b"text\nRain.\n"), "no zstd file: it begins as gzip does"),
        ("a.jsonl.gz", b"\x28\xb5\x2f\xfd....", "no gzip file: it begins as zstd does"),
        ("a.parquet", b"text,id\n", "no Parquet file: it begins as plain text does"),
        ("a.json.gz", bytes(range(200, 256)) + bytes(40), "no gzip file: it begins as none does"),
        ("a.txt.gz", b"", "no gzip file: it is empty"),
    ],
)
def test_a_file_that_is_not_packed_as_it_is_called(tmp_path, name, data, cause):
    (tmp_path / name).write_bytes(data)
    (bad,) = read_all(tmp_path / name)
    assert bad.cause.startswith(cause)


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.txt"])
def test_bytes_of_another_encoding_are_told_with_what_to_do(tmp_path, name):
    start = {"a.jsonl": '{"text": "', "a.csv": "text\n", "a.txt": ""}[name]
    end = '"}\n' if name == "a.jsonl" else "\n"
    (tmp_path / name).write_bytes((start + "Cafés reopen." + end).encode("latin-1"))
    (bad,) = read_all(tmp_path / name)
    assert bad.cause.startswith("bad UTF-8: ")
    assert "iconv -f WINDOWS-1252 -t UTF-8" in bad.cause


def test_changed_file_is_refused_and_touched_file_accepted(tmp_path):
    path = write_json_lines(tmp_path / "a.jsonl", [{"text": "One."}])
    (piece,) = cut_file(str(path), OPTIONS, target=1000)
    path.write_bytes(path.read_bytes())
    assert texts(read_piece(piece, OPTIONS)) == ["One."]
    write_json_lines(path, [{"text": "Two."}])
    with pytest.raises(DataError, match="has changed since the run began"):
        list(read_piece(piece, OPTIONS))


# JSON files


def test_json_object_array_and_lines(tmp_path):
    (tmp_path / "one.json").write_text(json.dumps({"text": "One."}, indent=1))
    (tmp_path / "array.json").write_text(json.dumps([{"text": "Two."}, {"text": "Three."}, 4]))
    (tmp_path / "lines.json").write_text('{"text": "Four."}\n{"text": "Five."}\n')
    assert texts(read_all(tmp_path / "one.json")) == ["One."]
    array = read_all(tmp_path / "array.json")
    assert texts(array) == ["Two.", "Three."]
    assert causes(array) == ["JSON with a number, not an object with fields"]
    assert texts(read_all(tmp_path / "lines.json")) == ["Four.", "Five."]


@pytest.mark.parametrize("space", [64, 5_000])
def test_white_space_before_an_array_does_no_harm(tmp_path, space):
    path = tmp_path / "a.json"
    path.write_text(" \n" * space + json.dumps([{"text": "One."}, {"text": "Two."}]))
    assert texts(read_all(path)) == ["One.", "Two."]
    path.write_text(" " * 5_000)
    assert len(causes(read_all(path))) == 1


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (json.dumps({"text": "x" * 5_000}), "over the limit"),
        ('{"text": "cut sho', "bad JSON"),
    ],
)
def test_json_lines_are_known_by_the_second_line_too(tmp_path, first, told):
    path = tmp_path / "a.json"
    path.write_text(first + '\n{"text": "Two."}\n{"text": "Three."}\n')
    bad, *good = read_all(path, options=ReadOptions(max_record_bytes=1024))
    assert texts(good) == ["Two.", "Three."]
    assert bad.position.line == 1
    assert told in bad.cause


def test_one_object_over_lines_is_not_taken_for_json_lines(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"text": "One.", "by":\n{"name": "Hale"}\n}')
    assert texts(read_all(path)) == ["One."]


@pytest.mark.parametrize("form", ["array.json", "rows.parquet"])
def test_a_text_over_the_limit_is_told_in_bytes_whatever_the_format(tmp_path, form):
    # 1,000 letters of two bytes are under a limit of 1,024 in letters alone; 512 are at it.
    records = [{"id": "a", "text": "é" * 512}, {"id": "b", "text": "é" * 1000}]
    path = tmp_path / form
    if form.endswith("json"):
        path.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    else:
        pq.write_table(pa.Table.from_pylist(records), path)
    good, bad = read_all(path, options=ReadOptions(max_record_bytes=1024))
    assert (good.id, bad.id, bad.position.line) == ("a", "b", 2)
    assert bad.cause.startswith("record is over the limit: 2,000 bytes, 1,024 allowed")


# CSV

cells = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=8)


@given(st.lists(st.tuples(cells, cells), max_size=12), st.integers(1, 40))
def test_csv_pieces_give_the_rows_of_the_whole(tmp_path_factory, rows, target):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["id", "text"])
        writer.writerows([str(i), "x" + a + b] for i, (a, b) in enumerate(rows))
    found = read_all(path, target=target)
    assert [(r.id, r.text) for r in found] == [
        (str(i), "x" + a + b) for i, (a, b) in enumerate(rows)
    ]


def test_csv_broken_rows_cost_only_themselves(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(
        b"\xef\xbb\xbfid;text\r\n1;Good.\r\n"
        b'2;"Never closes.\r\n3;Good too.\r\n4;too;many\r\n5;\xff\r\n6;"Two\r\nlines."\r\n7;\r\n'
    )
    found = read_all(path)
    assert texts(found) == ["Good.", "Good too.", "Two\r\nlines.", ""]
    assert [r.position.line for r in found] == [2, 3, 4, 5, 6, 7, 9]
    assert [c.partition(":")[0] for c in causes(found)] == [
        "bad CSV",
        "bad CSV",
        "bad UTF-8",
    ]


@pytest.mark.parametrize("broken", ['2,"{}"', '2,"{}",url,more'], ids=["short", "long"])
def test_lines_of_a_csv_row_with_other_cells_are_no_rows(tmp_path, broken):
    text = "Rain, it said, fell.\nNobody, it said, came.\nThe ferry, at last, left."
    good = '{},"{}",url'
    path = tmp_path / "a.csv"
    rows = [good.format(1, text), broken.format(text), good.format(3, text)]
    path.write_text("id,text,url\n" + "\n".join(rows) + "\n")
    found = read_all(path)
    assert texts(found) == [text, text]
    assert [r.position.line for r in found] == [2, 5, 8]
    assert [c.partition(":")[0] for c in causes(found)] == ["bad CSV"]


def test_an_empty_cell_is_an_empty_text_and_a_missing_field(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('id,note,body,text\n1,,,""\n2,,,\n,,,\n4,,Rain fell.,\n')
    found = read_all(path, options=ReadOptions(keep_fields=("note",)))
    assert causes(found) == []
    assert texts(found) == ["", "", "", "Rain fell."]
    assert [record.id for record in found] == ["1", "2", f"{path}:4", "4"]
    assert all(record.fields == {"note": None} for record in found)


def test_csv_row_over_the_limit():
    source = lines(io.BytesIO(b'a,"' + b"x\n" * 3000 + b"\nb,c\n"), 0, None, 1, 1000)
    rows = list(csv_rows(source, ",", 2, 1000))
    assert "over the limit" in rows[0].cause
    assert rows[-1].cells == ["b", "c"]


def test_tab_separated_and_without_header(tmp_path):
    (tmp_path / "a.tsv").write_text("text\tid\nOne, two.\t5\n")
    (tmp_path / "b.csv").write_text('"never closed\n')
    assert [(r.id, r.text) for r in read_all(tmp_path / "a.tsv")] == [("5", "One, two.")]
    assert causes(read_all(tmp_path / "b.csv")) == ["bad CSV: no header that names the columns"]


@pytest.mark.parametrize("name", ["a.tsv", "a.TSV.gz"])
def test_tabs_decide_where_the_name_says_so(tmp_path, name):
    data = b"text\tpeople, places, dates\nOne, two.\tRome, 1999, x\n"
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    assert texts(read_all(tmp_path / name)) == ["One, two."]
    (tmp_path / "b.tsv").write_text("text,id\nOne.,5\n")  # only named so
    assert [(r.id, r.text) for r in read_all(tmp_path / "b.tsv")] == [("5", "One.")]


@pytest.mark.parametrize("target", [10, 2**20])
def test_blank_lines_and_spaces_of_a_header_do_no_harm(tmp_path, target):
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbf\r\n  \r\n id , text \r\n\r\n7,One.\r\n8,Two.\r\n")
    found = read_all(path, target=target)
    assert [(r.id, r.text, r.position.line) for r in found] == [("7", "One.", 5), ("8", "Two.", 6)]


def test_a_column_that_stands_twice_is_refused_where_it_is_asked_for(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,text,note,text ,note\n" + "7,One.,x,Two.,y\n" * 50)
    assert causes(read_all(path, target=100)) == [
        "bad CSV: the header names column 'text' twice; rename one of them"
    ]
    path.write_text("id,text,note,note\n7,One.,x,y\n")
    assert texts(read_all(path)) == ["One."]
    (cause,) = causes(read_all(path, options=ReadOptions(keep_fields=("note",))))
    assert "column 'note' twice" in cause


# Parquet


@pytest.mark.parametrize("target", [300, 2**20])
def test_parquet_rows_and_nulls(tmp_path, target):
    texts_in = [f"Article {i}." if i % 10 else None for i in range(100)]
    table = pa.table({"id": list(range(100)), "maintext": texts_in, "other": [0.5] * 100})
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=30)
    found = read_all(tmp_path / "a.parquet", target=target)
    assert [r.position.line for r in found] == list(range(1, 101))
    assert texts(found) == [t for t in texts_in if t is not None]
    assert causes(found) == ["field 'maintext' is null"] * 10


def test_decimals_are_ids_and_a_missing_number_is_none(tmp_path):
    ids = [Decimal("12345678901234567890"), Decimal("1E+2"), None]
    decimals = pa.array(ids, pa.decimal128(38, 0))
    numbers = pa.array([1.5, float("nan"), None])
    for name, column in (("a", decimals), ("b", numbers)):
        pq.write_table(pa.table({"id": column, "text": ["Rain."] * 3}), tmp_path / name)
    found = read_all(tmp_path / "a", wanted="parquet")
    assert [r.id for r in found] == ["12345678901234567890", "100", f"{tmp_path}/a:3"]
    assert [r.own_id for r in found] == [True, True, False]
    found = read_all(tmp_path / "b", wanted="parquet")
    assert [r.id for r in found] == ["1.5", f"{tmp_path}/b:2", f"{tmp_path}/b:3"]


def test_damaged_parquet(tmp_path):
    table = pa.table({"text": [f"Article {i} {i * 7919 % 997}." for i in range(5000)]})
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=1000)
    data = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "cut.parquet").write_bytes(data[:-100])
    (tmp_path / "hole.parquet").write_bytes(data[:9000] + bytes(3000) + data[12000:])
    assert "Parquet file is damaged" in causes(read_all(tmp_path / "cut.parquet"))[0]
    hole = read_all(tmp_path / "hole.parquet", target=1)
    assert texts(hole)
    assert any("damaged" in cause for cause in causes(hole))


@pytest.mark.parametrize("target", [1, 2**20])
def test_a_column_of_parquet_that_stands_twice_is_refused_where_it_is_asked_for(tmp_path, target):
    columns = [pa.array(["One."] * 9), pa.array(["Two."] * 9), pa.array([1] * 9)]
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_arrays(columns, names=["text", "text", "n"]), path)
    assert causes(read_all(path, target=target)) == [
        "Parquet file names column 'text' twice; rename one of them"
    ]
    pq.write_table(pa.Table.from_arrays(columns, names=["text", "note", "note"]), path)
    assert texts(read_all(path, target=target)) == ["One."] * 9


def test_what_pyarrow_does_not_read_is_told(tmp_path, monkeypatch):
    def refuse(*args, **kwargs):
        raise NotImplementedError("cannot read it")

    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["One."]}), path)
    monkeypatch.setattr("pyarrow.parquet.ParquetFile.iter_batches", refuse)
    assert causes(read_all(path)) == [
        "Parquet file is damaged: cannot read it; nothing behind this can be read"
    ]


def test_a_time_in_a_zone_that_there_is_not_costs_its_row(tmp_path):
    path = tmp_path / "a.parquet"
    when = pa.array([None, 1], pa.timestamp("us", tz="Mars/Olympus"))
    pq.write_table(pa.table({"text": ["One.", "Two."], "when": when}), path)
    good, bad = read_all(path, options=ReadOptions(keep_fields=("when",)))
    assert (good.text, bad.position.line) == ("One.", 2)
    assert bad.cause.startswith("field 'when' cannot be read")


def test_bad_utf8_in_parquet(tmp_path):
    offsets = pa.array([0, 2, 5], pa.int32()).buffers()[1]
    column = pa.Array.from_buffers(pa.string(), 2, [None, offsets, pa.py_buffer(b"\xff\xfeabc")])
    pq.write_table(pa.table({"text": column}), tmp_path / "a.parquet")
    found = read_all(tmp_path / "a.parquet")
    assert texts(found) == ["abc"]
    assert causes(found)[0].startswith("bad UTF-8 in field 'text'")


# Text, pages, archives

PAGE = """<html><head><title>Flood</title></head><body><nav>Home Sports</nav><article><h1>Flood</h1>
<p>The river rose by a foot on day {0}, and the town council closed the old bridge to traffic.</p>
<p>Crews carried sand to the school, while number {0} of the volunteers cooked for them all.</p>
</article></body></html>"""


def test_text_files(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfOne.\r\n\r\nTwo.")
    (tmp_path / "b.txt").write_bytes(b"caf\xe9")
    (tmp_path / "c.txt").write_bytes(b"x" * 2000)
    (record,) = read_all(tmp_path / "a.txt")
    assert record.text == "One.\r\n\r\nTwo."
    assert record.id == str(tmp_path / "a.txt")
    assert causes(read_all(tmp_path / "b.txt"))[0].startswith("bad UTF-8")
    options = ReadOptions(max_record_bytes=1500)
    assert causes(read_all(tmp_path / "c.txt", options=options))[0].startswith("record is over")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("The river rose.".encode("utf-16"), "iconv -f UTF-16 -t UTF-8"),
        ("The river rose.".encode("utf-32"), "iconv -f UTF-32 -t UTF-8"),
        ("The river rose.".encode("utf-16-be"), "iconv -f UTF-16LE -t UTF-8"),
        ("Der Fluß stieg.".encode("latin-1"), "iconv -f WINDOWS-1252 -t UTF-8"),
        (b"%PDF-1.4\n1 0 obj\n", "a PDF, not text"),
        (gzip.compress(b"The river rose."), "packed, not text: unpack it"),
        (zstandard.compress(b"The river rose."), "packed, not text: unpack it"),
        (b"\x89PNG\r\n\x1a\n", "an image, not text"),
        (b"PK\x03\x04\x14", "save it as plain text in UTF-8"),
        (bytes(100), "binary data, not text"),
    ],
)
def test_what_is_no_utf_8_is_told_apart_with_what_to_do(tmp_path, data, told):
    (tmp_path / "a.txt").write_bytes(data)
    (cause,) = causes(read_all(tmp_path / "a.txt"))
    assert told in cause


def test_a_stray_zero_byte_does_no_harm(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"The river\0 rose by a foot.")
    assert texts(read_all(tmp_path / "a.txt")) == ["The river\0 rose by a foot."]


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_a_record_without_text_is_told_with_its_fields(tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    if kind == "jsonl":
        write_json_lines(path, [{"title": "Flood", "story": "The river rose."}])
    elif kind == "csv":
        path.write_text("title,story\nFlood,The river rose.\n")
    else:
        pq.write_table(pa.table({"title": ["Flood"], "story": ["The river rose."]}), path)
    (cause,) = causes(read_all(path))
    assert cause.startswith("no text field; name it with --text-field (looked for: text, ")
    assert cause.endswith("there are: title, story)")
    (cause,) = causes(read_all(path, options=ReadOptions(text_field="txt")))
    assert cause == "no text field (looked for: txt; there are: title, story)"
    assert texts(read_all(path, options=ReadOptions(text_field="story"))) == ["The river rose."]


def test_a_record_of_many_fields_is_told_in_short(tmp_path):
    path = write_json_lines(tmp_path / "a.jsonl", [{f"{i:1000}": i for i in range(1000)}])
    (cause,) = causes(read_all(path))
    assert len(cause) < 700
    assert cause.endswith(", ...)")


def test_a_page_under_the_name_of_a_text_is_read_as_a_page(tmp_path, monkeypatch):
    for name in ("a.html", "a.txt"):
        (tmp_path / name).write_text(PAGE.format(3))
    (page,), (text,) = (read_all(tmp_path / name) for name in ("a.html", "a.txt"))
    assert text.text == page.text
    monkeypatch.setitem(sys.modules, "trafilatura", None)  # as if it were not installed
    (cause,) = causes(read_all(tmp_path / "a.txt"))
    assert "a web page under this name" in cause
    assert "trafilatura" in cause


def test_html_files(tmp_path):
    (tmp_path / "a.html").write_text(PAGE.format(3))
    (tmp_path / "b.html").write_text("<html></html>")
    (record,) = read_all(tmp_path / "a.html")
    assert "rose by a foot on day 3" in record.text
    assert "Home Sports" not in record.text
    assert record.extracted
    assert len(causes(read_all(tmp_path / "b.html"))) == 1


# Names and folders


def test_unknown_format_is_refused():
    with pytest.raises(DataError, match="name its format with --format"):
        detect_format("dump.bin")
    with pytest.raises(DataError, match="'yaml' is unknown"):
        detect_format("dump.bin", "yaml")


@pytest.mark.parametrize("suffix", ["jsonl", "json", "csv", "parquet"])
@pytest.mark.parametrize("name", ["Text", "TEXT", "Body", "ArticleBody", "Content"])
def test_the_usual_fields_are_found_in_any_case(tmp_path, suffix, name):
    row = {"Title": "Rain", name: "Rain fell.", "ID": "r1"}
    path = tmp_path / f"a.{suffix}"
    if suffix == "parquet":
        pq.write_table(pa.table({key: [value] for key, value in row.items()}), path)
    elif suffix == "csv":
        path.write_text("\n".join(",".join(cells) for cells in (row, row.values())) + "\n")
    else:
        path.write_text(json.dumps(row) + "\n")
    (record,) = read_all(path)
    assert (record.text, record.id) == ("Rain fell.", "r1")
    # A name that was given is meant to the letter.
    (bad,) = read_all(path, options=ReadOptions(text_field=name.swapcase()))
    assert bad.cause.startswith("no text field (looked for: ")


def test_the_usual_order_of_fields_holds_and_the_usual_case_comes_first():
    fields = {"Body": "b", "TEXT": "T", "text": "t", "Text": ""}
    assert ReadOptions().of_text(fields) == ["text", "TEXT", "Text", "Body"]
    assert make_record({"Body": "b", "Text": ""}, Position("a", 1), ReadOptions()).text == "b"


@pytest.mark.parametrize(
    "name",
    ["a.zip", "a.tar.gz", "a.jsonl.bz2", "A.CSV.XZ", "a.parquet.gz", "a.pq.zst", "a.warc.zst"],
)
@pytest.mark.parametrize("wanted", [None, "jsonl"])
def test_archives_must_be_unpacked_first(tmp_path, name, wanted):
    with pytest.raises(DataError, match=f"{name} is an archive, .*: unpack it first"):
        detect_format(name, wanted)
    (tmp_path / name).touch()
    (tmp_path / "a.warc.gz").touch()
    found, skipped = expand([str(tmp_path)], SUFFIXES, [])
    assert found == [f"{tmp_path}/a.warc.gz"]
    assert [(str(one), one.why) for one in skipped] == [(f"{tmp_path}/{name}", Why.PACKED)]


@pytest.mark.parametrize("kind", ["jsonl", "json", "csv", "tsv", "txt", "html", "warc", "parquet"])
def test_what_is_read_packed_is_what_the_readme_says(kind):
    read = {"": None, ".gz": "gzip", ".zst": "zstd"}
    refused = {"warc": [".zst"], "parquet": [".gz", ".zst"]}.get(kind, [])
    for suffix, compression in read.items():
        if suffix in refused:
            with pytest.raises(DataError, match="unpack it first"):
                detect_format(f"a.{kind}{suffix}")
        else:
            expected = "csv" if kind == "tsv" else kind
            assert detect_format(f"a.{kind}{suffix}") == (expected, compression)


@pytest.mark.parametrize("kind", ["jsonl", "json", "csv", "jsonl.gz"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "gzip", "parquet"])
def test_what_holds_no_lines_of_text_is_told_once(tmp_path, kind, encoding):
    text = "".join(f'{{"text": "The river rose by {i} feet."}}\n' for i in range(500))
    told = {
        "utf-16": "UTF-16, not UTF-8: convert it",
        "utf-16-le": "iconv -f UTF-16LE -t UTF-8",
        "gzip": "packed, not text: unpack it, or name it as what it is",
        "parquet": "Parquet, not text: name it .parquet",
    }[encoding]
    if encoding == "gzip":
        data = gzip.compress(text.encode())
    else:
        data = b"PAR1" + text.encode() if encoding == "parquet" else text.encode(encoding)
    path = tmp_path / f"a.{kind}"
    path.write_bytes(gzip.compress(data) if kind.endswith("gz") else data)
    (bad,) = read_all(path, target=1000)
    assert told in bad.cause
    assert (bad.position.line, bad.position.offset) == (1, 0)


def test_expand_folders_in_order_and_without_own_output(tmp_path):
    for name in ("b/2.txt", "b/1.txt", "a.jsonl", "notes.md", "out.jsonl", "out.jsonl.parts/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    own = [str(tmp_path / "out.jsonl"), str(tmp_path / "out.jsonl.parts")]
    found, skipped = expand([str(tmp_path)], (".txt", ".jsonl"), own)
    assert found == [str(tmp_path / name) for name in ("a.jsonl", "b/1.txt", "b/2.txt")]
    assert skipped == [str(tmp_path / "notes.md")]


@pytest.mark.parametrize("form", ["{}", "file://{}"])
def test_files_of_no_known_suffix_are_listed_unless_hidden(tmp_path, form):
    folder = tmp_path / ".news"  # what is named by the caller is meant
    for name in ("a.txt", "x.pdf", "b/y.PDF", ".DS_Store", ".git/config", "b/.z"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    found, skipped = expand([form.format(folder)], (".txt",), [])
    assert found == [form.format(folder / "a.txt")]
    assert sorted(skipped) == [form.format(folder / name) for name in ("b/y.PDF", "x.pdf")]


@pytest.mark.parametrize("form", ["{}", "{}/", "file://{}"])
def test_hidden_files_of_a_folder_are_skipped_and_told(tmp_path, form):
    folder = tmp_path / ".news"  # what is named by the caller is meant
    for name in ("a.txt", "._a.txt", ".checkpoints/a.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    found, skipped = expand([form.format(folder)], (".txt",), [])
    root = form.format(folder).rstrip("/")
    assert found == [f"{root}/a.txt"]
    assert set(skipped) == {f"{root}/._a.txt", f"{root}/.checkpoints/a.txt"}
    assert {name.why for name in skipped} == {Why.HIDDEN}
    named, _ = expand([str(folder / "._a.txt")], (".txt",), [])
    assert named == [str(folder / "._a.txt")]


@pytest.mark.parametrize("kind", ["missing", "empty", "twice"])
def test_inputs_that_cannot_be_meant(tmp_path, kind):
    (tmp_path / "a.txt").touch()
    (tmp_path / "empty").mkdir()
    inputs, words = {
        "missing": (["nowhere.txt"], "does not exist"),
        "empty": (["empty"], "holds no file"),
        "twice": (["a.txt", "a.txt"], "given twice"),
    }[kind]
    with pytest.raises(DataError, match=words):
        expand([str(tmp_path / name) for name in inputs], (".txt",), [])


def test_fsspec_addresses(tmp_path):
    path = write_json_lines(tmp_path / "a.jsonl", [{"text": f"Article {i}."} for i in range(50)])
    urls, skipped = expand([f"file://{tmp_path}"], (".jsonl",), [])
    assert (urls, skipped) == ([f"file://{path}"], [])
    assert texts(read_all(urls[0], target=300)) == [f"Article {i}." for i in range(50)]


@pytest.mark.parametrize("name", ["a.csv.gz", "a.jsonl.gz", "a.tsv.gz", "a.txt.gz", "a.json.gz"])
def test_a_file_damaged_from_its_first_byte_is_an_error_record(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x00")
    options = ReadOptions()
    pieces = list(cut_file(str(tmp_path / name), options, target=100))
    (found,) = [record for piece in pieces for record in read_piece(piece, options)]
    assert isinstance(found, BadRecord)
    assert "damaged" in found.cause


@pytest.mark.parametrize("name", ["a.jsonl.zst.gz", "a.txt.gz.zst", "a.csv.gz.gz"])
def test_what_is_packed_twice_by_its_name_is_refused(name: str) -> None:
    with pytest.raises(DataError, match="packed twice"):
        detect_format(name)
