"""Web archives: every page is found, and a damage costs only the records that it hits."""

import gzip
import io

import pytest

from mtdetect.readers import BadRecord, ReadOptions, Record, cut_file, read_piece
from mtdetect.readers.lines import Cut
from mtdetect.readers.warc import read_warc

OPTIONS = ReadOptions()
PAGE = """<html><head><title>Flood</title></head><body><nav>Home Sports</nav><article><h1>Flood</h1>
<p>The river rose by a foot on day {0}, and the town council closed the old bridge to traffic.</p>
<p>Crews carried sand to the school, while number {0} of the volunteers cooked for them all.</p>
</article></body></html>"""


def read_all(path, *, target=2**20, wanted=None):
    pieces = list(cut_file(str(path), OPTIONS, target=target, wanted=wanted))
    return [item for piece in pieces for item in read_piece(piece, OPTIONS)]


def texts(items):
    return [item.text for item in items if isinstance(item, Record)]


def causes(items):
    return [item.cause for item in items if isinstance(item, BadRecord)]


def write_warc(path, pages, *, packed):
    pack = gzip.compress if packed else bytes
    with path.open("wb") as file:
        file.write(pack(warc_record("warcinfo", "", 0, b"software: none\r\n")))
        for i in range(pages):
            url = f"https://news{i % 3}.example/{i}"
            for kind, body in (("text/html; charset=utf-8", PAGE.format(i)), ("image/png", "x")):
                http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{body}".encode()
                file.write(pack(warc_record("response", url, f"{i}-{kind[:5]}", http)))


def warc_record(kind, url, name, payload):
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:test:{name}>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2024-05-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(payload)}"
    )
    return head.encode() + b"\r\n\r\n" + payload + b"\r\n\r\n"


@pytest.mark.parametrize("packed", [True, False])
def test_every_page_of_an_archive_is_found(tmp_path, packed):
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    write_warc(path, 200, packed=packed)
    options = ReadOptions(keep_fields=("url",))
    pieces = list(cut_file(str(path), options, target=20_000))
    found = [item for piece in pieces for item in read_piece(piece, options)]
    assert len(pieces) > 3
    assert len(texts(found)) == 200
    for i, record in enumerate(found):
        assert f"on day {i}, and" in record.text
        assert record.fields["url"] == f"https://news{i % 3}.example/{i}"
        assert record.source == f"news{i % 3}.example"
        assert record.position.line == 2 * i + 2
    assert len({record.id for record in found}) == 200


@pytest.mark.parametrize("name", ["a.wet", "a.wet.gz"])
def test_the_texts_of_an_archive_of_texts_are_found(tmp_path, name):
    pack = gzip.compress if name.endswith(".gz") else bytes
    texts_of_pages = ["Home\nNews\nThe river rose by a foot.", "Rain fell on the café."]
    data = pack(warc_record("warcinfo", "", 0, b"software: none\r\n"))
    for n, text in enumerate([*texts_of_pages, "caf\xe9"]):
        body = text.encode("latin-1" if n == 2 else "utf-8")
        head = warc_record("conversion", f"https://a.example/{n}", n, body)
        data += pack(head.replace(b"application/http; msgtype=response", b"text/plain"))
    (tmp_path / name).write_bytes(data)
    found = read_all(tmp_path / name)
    assert texts(found) == texts_of_pages
    assert [item.source for item in found[:2]] == ["a.example"] * 2
    assert [item.position.line for item in found] == [2, 3, 4]
    assert causes(found)[0].startswith("bad UTF-8")


def test_an_archive_that_is_packed_in_one_piece_is_told_where_it_begins(tmp_path):
    write_warc(tmp_path / "a.warc", 3, packed=False)
    whole = tmp_path / "b.warc.gz"
    whole.write_bytes(gzip.compress((tmp_path / "a.warc").read_bytes()))
    (bad,) = [item for item in read_all(whole) if isinstance(item, BadRecord)]
    assert "packed in one piece" in bad.cause
    assert bad.position.offset == 0


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("target", [400, 2**20])
@pytest.mark.parametrize("cut", [8, 40, 250, 300])
def test_archive_cut_short(tmp_path, packed, target, cut):
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    write_warc(path, 9, packed=packed)
    whole = path.stat().st_size
    write_warc(path, 10, packed=packed)
    path.write_bytes(path.read_bytes()[: whole + cut])
    found = read_all(path, target=target)
    assert len(texts(found)) == 9
    (bad,) = [item for item in found if isinstance(item, BadRecord)]
    assert bad.cause.startswith("WARC record is cut short")
    assert (bad.position.line, bad.position.offset) == (20, whole)


def test_archive_pages_as_servers_send_them(tmp_path):
    body = gzip.compress(PAGE.format(1).encode())
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: Text/HTML\r\nContent-Encoding: gzip\r\n"
    page = b"HTTP/1.1 %s\r\nContent-Type: text/html\r\n\r\n" + PAGE.format(2).encode()
    payloads = [
        head + b"\r\n" + body,
        head + b"Transfer-Encoding: chunked\r\n\r\n" + chunked,
        page % b"404 Not Found",
        b"no headers at all",
        b"",
        head + b"\r\n" + body[:40],
        page % b"200 OK",
    ]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(
        b"".join(
            gzip.compress(warc_record("response", f"https://a.example/{i}", f"{i}", payload))
            for i, payload in enumerate(payloads)
        )
    )
    found = read_all(path)
    assert ["day 1" in t for t in texts(found)] == [True, True, False]
    assert "day 2" in texts(found)[-1]
    assert [r.position.line for r in found][-1] == 7


def test_archive_with_rubbish_in_the_middle(tmp_path):
    path = tmp_path / "a.warc.gz"
    write_warc(path, 5, packed=True)
    data = path.read_bytes()
    path.write_bytes(data + b"rubbish" * 100 + data)
    found = read_all(path)
    assert len(texts(found)) >= 5
    assert causes(found)


def test_archive_packed_in_one_piece(tmp_path):
    path = tmp_path / "a.warc"
    write_warc(path, 5, packed=False)
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(path.read_bytes()))
    found = read_all(tmp_path / "b.warc.gz")
    assert any("non-chunked gzip" in cause for cause in causes(found))


def days(items):
    """Give which days the pages that were read tell of, in order."""
    return [int(text.partition("on day ")[2].partition(",")[0]) for text in texts(items)]


def page_record(day, *, length=None):
    payload = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE.format(day)}".encode()
    record = warc_record("response", f"https://a.example/{day}", f"{day}", payload)
    right = f"Content-Length: {len(payload)}"
    return record.replace(right.encode(), f"Content-Length: {length or len(payload)}".encode())


@pytest.mark.parametrize("name", ["a.warc", "a.jsonl"])
def test_what_is_no_archive_is_one_error_and_nothing_is_printed(tmp_path, capsys, name):
    path = tmp_path / name
    # Four spaces in the first line: it could pass for a header of ARC, an older format.
    path.write_text('{"text": "Rain fell all day."}\n{"text": "Then it stopped."}\n' * 3)
    found = read_all(path, wanted="warc")
    assert texts(found) == []
    (cause,) = causes(found)
    assert "no WARC file" in cause
    assert "--format" in cause
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("target", [400, 2**20])
@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(
    "rubbish", [b"rubbish\r\n", b"rubbish" * 100, b"rub bish\r\n\r\n" * 9, bytes(5000)]
)
def test_rubbish_between_records_costs_none_of_them(tmp_path, capfd, packed, rubbish, target):
    pack = gzip.compress if packed else bytes
    records = [pack(page_record(day)) for day in range(6)]
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(records[:3]) + rubbish + b"".join(records[3:]))
    found = read_all(path, target=target)
    assert days(found) == [0, 1, 2, 3, 4, 5]
    assert len(causes(found)) == 1
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("target", [400, 2**20])
@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("length", [-5, 40, 10**6])
def test_a_wrong_length_costs_its_own_record(tmp_path, capfd, packed, length, target):
    pack = gzip.compress if packed else bytes
    records = [pack(page_record(day)) for day in (0, 1)]
    records += [pack(page_record(2, length=length)), pack(page_record(3)), pack(page_record(4))]
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(records))
    found = read_all(path, target=target)
    assert [day for day in days(found) if day != 2] == [0, 1, 3, 4]
    assert causes(found)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("target", [400, 2**20])
@pytest.mark.parametrize("within", [30, 200, -20])
def test_altered_bytes_cost_the_record_that_they_are_in(tmp_path, capfd, within, target):
    records = [gzip.compress(page_record(day)) for day in range(5)]
    place = within % len(records[2])
    records[2] = records[2][:place] + b"\xff" * 12 + records[2][place + 12 :]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(records))
    found = read_all(path, target=target)
    assert days(found) == [0, 1, 3, 4]
    assert len(causes(found)) == 1
    assert capfd.readouterr() == ("", "")


def test_a_damaged_body_is_told_and_not_printed(tmp_path, capfd):
    body = gzip.compress(PAGE.format(1).encode())
    body = body[:90] + b"\xff" * 20 + body[110:]
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    path = tmp_path / "a.warc"
    path.write_bytes(warc_record("response", "https://a.example/1", "1", head + body))
    found = read_all(path)
    assert len(found) == len(causes(found)) == 1
    assert capfd.readouterr() == ("", "")


def test_a_record_cut_short_is_told_though_it_is_no_page(tmp_path):
    path = tmp_path / "a.warc"
    request = warc_record("request", "https://a.example/1", "1", b"GET / HTTP/1.1\r\n" * 9)
    path.write_bytes(page_record(0) + request[:-40])
    found = read_all(path)
    assert days(found) == [0]
    assert [cause.startswith("WARC record is cut short") for cause in causes(found)] == [True]


def test_a_line_behind_the_last_record_is_told(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(page_record(0).rstrip(b"\r\n") + b"the rest of the page\r\n")
    found = read_all(path)
    assert days(found) == [0]
    assert ["its length may be wrong" in cause for cause in causes(found)] == [True]


class Counting(io.BytesIO):
    """A file that counts the bytes that are read from it."""

    taken = 0

    def read(self, size=-1):
        data = super().read(size)
        self.taken += len(data)
        return data


def test_records_that_claim_more_than_there_is_are_not_each_read_to_the_end():
    page = warc_record("response", "https://a.example/1", "n", b"x" * 30_000)
    data = page.replace(b"Content-Length: 30000", b"Content-Length: 99000000") * 200
    stream = Counting(data)
    found = list(read_warc(stream, Cut(0, len(data), 1), "a.warc", OPTIONS))
    assert [item.id for item in found] == ["<urn:test:n>"] * 200
    assert set(causes(found)) == {"WARC record is cut short"}
    # From each to the end, it would be a hundred times.
    assert stream.taken < 10 * len(data)
