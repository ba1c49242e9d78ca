"""Packed files that are cut short or altered: what can be read is, and the damage is told."""

import csv
import gzip
import io
import random

import pytest
import zstandard

from mtdetect.readers import BadRecord, ReadOptions, Record, cut_file, read_piece

OPTIONS = ReadOptions()
PACK = {"gz": gzip.compress, "zst": zstandard.ZstdCompressor(write_checksum=True).compress}


def read_all(path, *, target=2**20):
    pieces = list(cut_file(str(path), OPTIONS, target=target))
    assert all(piece.weight <= max(target, path.stat().st_size, 2**22) for piece in pieces)
    found = [item for piece in pieces for item in read_piece(piece, OPTIONS)]
    return (
        [item for item in found if isinstance(item, Record)],
        [item for item in found if isinstance(item, BadRecord)],
    )


def rows_of(number, *, quoted=True):
    rng = random.Random(number)
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["id", "text"])
    for i in range(number):
        words = [f"{rng.getrandbits(64):x}" for _ in range(30)]
        writer.writerow([f"a{i}", ("\n" if quoted else " ").join(words)])
    return stream.getvalue().encode()


@pytest.mark.parametrize("suffix", PACK)
@pytest.mark.parametrize("target", [500, 2**20])
@pytest.mark.parametrize("quoted", [True, False])
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_a_table_cut_short_gives_its_first_rows_and_one_error(
    tmp_path, suffix, target, quoted, share
):
    data = rows_of(600, quoted=quoted)
    packed = PACK[suffix](data)
    path = tmp_path / f"a.csv.{suffix}"
    path.write_bytes(packed[: int(len(packed) * share)])
    good, bad = read_all(path, target=target)
    assert [record.id for record in good] == [f"a{i}" for i in range(len(good))]
    assert len(good) < 600
    (told,) = bad
    assert told.cause.startswith("compressed file is damaged")
    assert told.cause.endswith("nothing behind this can be read")
    # The row that was cut, not the line of it that was.
    start = data.index(f"a{len(good)},".encode())
    assert (told.position.offset, told.position.line) == (start, data[:start].count(b"\n") + 1)


def test_damage_within_the_first_row_makes_no_article_of_the_header(tmp_path):
    path = tmp_path / "a.csv.gz"
    packed = gzip.compress(b"id,text\n", mtime=0)[:-8]  # ends where the row would begin
    path.write_bytes(packed)
    good, bad = read_all(path)
    assert not good
    assert [b.position.line for b in bad] == [2]
    whole = gzip.compress(rows_of(1), mtime=0)
    for size in range(12, len(whole)):
        path.write_bytes(whole[:size])
        good, bad = read_all(path)
        assert [record.id for record in good] in ([], ["a0"])
        assert len(bad) == 1
        assert "damaged" in bad[0].cause


@pytest.mark.parametrize("suffix", PACK)
@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_an_altered_file_is_told_wherever_it_is_cut(tmp_path, suffix, kind):
    rng = random.Random(7)
    if kind == "csv":
        data = rows_of(3000)
    else:
        data = b"".join(
            b'{"id": "a%d", "text": "%x"}\n' % (i, rng.getrandbits(2000)) for i in range(4000)
        )
    packed = bytearray(PACK[suffix](data))
    for at in (0.3, 0.6):
        place = int(len(packed) * at)
        altered = bytes(packed[:place]) + rng.randbytes(200) + bytes(packed[place + 200 :])
        path = tmp_path / f"a.{kind}.{suffix}"
        path.write_bytes(altered)
        for target in (2000, 50_000, 300_000, 2**22):
            _, bad = read_all(path, target=target)
            assert "damaged" in bad[-1].cause, (at, target)
