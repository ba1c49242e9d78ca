"""Tell from its first bytes what a file is that is taken for text and is none."""

from __future__ import annotations

_AS_TEXT = "save it as plain text in UTF-8"
_UTF16 = "UTF-16, not UTF-8: convert it with iconv -f UTF-16 -t UTF-8"
_UTF32 = "UTF-32, not UTF-8: convert it with iconv -f UTF-32 -t UTF-8"
_OFFICE = f"an office document, not text: {_AS_TEXT}"
_IMAGE = "an image, not text"
_PACKED = (
    "packed, not text: unpack it, or name it as what it is for mtdetect batch (.txt.gz, .jsonl.gz, "
    ".csv.gz, or .zst)"
)
_BY_START = (
    # Before UTF-16, whose mark this one's begins with.
    (b"\xff\xfe\x00\x00", _UTF32),
    (b"\x00\x00\xfe\xff", _UTF32),
    (b"\xff\xfe", _UTF16),
    (b"\xfe\xff", _UTF16),
    (b"%PDF-", "a PDF, not text: take the text out of it, as pdftotext does"),
    (b"\x1f\x8b", _PACKED),
    (b"\x28\xb5\x2f\xfd", _PACKED),
    (b"PK\x03\x04", f"a zip archive or an office document, not text: unpack it or {_AS_TEXT}"),
    (b"\xd0\xcf\x11\xe0", _OFFICE),
    (b"{\\rtf", _OFFICE),
    (b"\x89PNG", _IMAGE),
    (b"\xff\xd8\xff", _IMAGE),
    (b"GIF87a", _IMAGE),
    (b"GIF89a", _IMAGE),
    (b"PAR1", "Parquet, not text: name it .parquet and use mtdetect batch"),
)
# How files begin that are called so.
_BEGINS = {"gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd", "Parquet": b"PAR1"}
# Zstandard passes over frames that begin so.
_SKIPPABLE = tuple(bytes([0x50 + n]) + b"\x2a\x4d\x18" for n in range(16))
_ZEROS = (
    "binary data, not text (it is full of zero bytes): if it is text in UTF-16, convert it with "
    "iconv -f UTF-16LE -t UTF-8"
)
_LOOKED_AT = 4096


def name_binary(data: bytes) -> str | None:
    r"""Say what bytes are that are no text in UTF-8, and what to do; None where nothing tells.

    Examples
    --------
    >>> name_binary(b"%PDF-1.7\n")
    'a PDF, not text: take the text out of it, as pdftotext does'
    >>> name_binary("Rain fell.".encode("utf-16"))
    'UTF-16, not UTF-8: convert it with iconv -f UTF-16 -t UTF-8'
    >>> name_binary(b"Rain fell.")
    """
    for start, cause in _BY_START:
        if data.startswith(start):
            return cause
    # English in UTF-16 is half zeros; one stray zero in a text does no harm.
    head = data[:_LOOKED_AT]
    return _ZEROS if head.count(0) * 10 > len(head) else None


def misnamed(data: bytes, called: str) -> str | None:
    """Say that a file is not packed as its name says, and what to do; None where it is.

    Parameters
    ----------
    data : bytes
        How the file begins.
    called : {"gzip", "zstd", "Parquet"}
        What its name or its format says.

    Examples
    --------
    >>> misnamed(b'{"text": "Rain fell."}', "gzip")
    'no gzip file: it begins as plain text does; name it as what it is'
    >>> misnamed(b"", "Parquet")
    'no Parquet file: it is empty'
    >>> misnamed(b"PAR1", "Parquet")
    """
    if data.startswith(_BEGINS[called]) or (called == "zstd" and data.startswith(_SKIPPABLE)):
        return None
    if not data:
        return f"no {called} file: it is empty"
    for name, start in _BEGINS.items():
        if data.startswith(start):
            return f"no {called} file: it begins as {name} does; name it as what it is"
    what = "as plain text does; name it as what it is"
    if name_binary(data) is not None:
        what = "as none does; it is damaged or something else"
    return f"no {called} file: it begins {what}"
