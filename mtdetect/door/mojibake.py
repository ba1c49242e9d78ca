"""Characters that were read in a wrong encoding: â€™ for ’.

ftfy does this and more; it is not used, since it gives back a text without the way from its offsets
to those of the original, which an alignment would have to guess. What news pages suffer from is
UTF-8 read as Windows-1252 (once or twice), as Mac Roman or in an encoding of DOS, and control
characters of Windows-1252: few enough patterns to undo where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtdetect.door.edits import Edit
from mtdetect.expressions import Expression


def _wrongly_read(low: int, high: int, encoding: str) -> str:
    """Give what bytes of a range turn into, by a decoder or as control characters, for a class."""
    read = {chr(byte) for byte in range(low, high + 1)}
    read |= {bytes([b]).decode(encoding, "ignore") for b in range(low, high + 1)} - {""}
    return re.escape("".join(sorted(read)))


_TAIL = f"[{_wrongly_read(0x80, 0xBF, 'cp1252')}]"
# First bytes of Latin letters and signs, of punctuation and signs, of ligatures and the byte order
# mark, of emoji; other first bytes are letters that English news does write: É, ü.
_UTF8 = rf"[ÂÃÄÅ]{_TAIL}|â{_TAIL}{{2}}|ï{_TAIL}{{2}}|ð{_TAIL}{{3}}"
_MAC = "‚Ä[ôòúùìîÄ¶¢]|√[©®±°®∫º§•†¥≥]"
# The same in encodings of DOS, American and Western. Where first bytes are lines of boxes, a letter
# stands beside them, or it is a box.
_DOS = "|".join(
    rf"{first}[{_wrongly_read(0x80, 0xBF, encoding)}]"
    for encoding, firsts in (
        ("cp437", ("Γ[Çé]", "(?<=\\w)[├┬]", "[├┬](?=.\\w)")),
        ("cp850", ("Ô[Çé]", "(?<=\\w)[├┬]", "[├┬](?=.\\w)")),
    )
    for first in firsts
)
# The closing mark ends in a byte that Windows-1252 leaves empty and copying drops: â€ alone.
_CUT = "â€(?=[\\s.,;:!?)]|$)"
_CONTROL = "[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]"
_LOST = (
    "(?<=[A-Za-z])[\ufffd?]{1,3}(?=(?:s|t|re|ve|ll|d|m)\\b)"  # don?t, a question mark a byte
    "|(?<!\\S)(?:\ufffd{1,3}|\\?{3})(?=\\w)|(?<=[\\w.,!?])\ufffd{1,3}(?!\\w)"
    "|(?<=[.,])\\?{3}(?!\\S)|(?<=\\s)(?:\ufffd{1,3}|\\?{3})(?=\\s)"
)
WRONGLY_READ = Expression(f"{_UTF8}|{_CUT}|{_MAC}|{_DOS}|{_CONTROL}|{_LOST}")
TRIGGERS = frozenset("ÂÃÄÅâïð‚√ΓÔ├┬?\ufffd") | {chr(c) for c in range(0x80, 0xA0)} - {"\x85"}


def undo(match: re.Match[str]) -> Iterator[Edit]:
    """Read a match of :data:`WRONGLY_READ` anew, as what it must have been."""
    read = _read(match)
    if read is not None:
        yield Edit(*match.span(), read)


def _read(match: re.Match[str]) -> str | None:
    wrong = match.group()
    first = wrong[0]
    if first in "\ufffd?":
        return _guess(match)
    if first in "‚√":
        return _decoded(wrong.encode("mac_roman", "ignore"))
    if first in "ΓÔ├┬":
        return _decoded(wrong.encode("cp437", "ignore")) or _decoded(
            wrong.encode("cp850", "ignore")
        )
    if len(wrong) == 1:
        return wrong.encode("latin-1").decode("cp1252", "ignore") or None
    if wrong == "â€":
        return "”"
    data = b"".join(_bytes(c) for c in wrong)
    return _decoded(data)


def _bytes(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1", "ignore")


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _guess(match: re.Match[str]) -> str | None:
    """Guess by its place what a character was that cannot be read any more."""
    text, (at, end) = match.string, match.span()
    before, after = text[at - 1 : at] if at else "", text[end : end + 1]
    if before.isspace() and after.isspace():
        return "–"
    if not before or before.isspace():
        return "“"
    return "’" if after.isalpha() else "”"
