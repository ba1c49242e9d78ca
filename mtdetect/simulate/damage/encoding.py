"""Characters written otherwise than the writer wrote them: entities, encodings, typesetting."""

from __future__ import annotations

import html
import re
import unicodedata
from random import Random

from mtdetect.simulate.damage.registry import Registry

registry = Registry()
_encoding = registry.add("encoding")
_CURLY = {"“": "ldquo", "”": "rdquo", "‘": "lsquo", "’": "rsquo", "—": "mdash", "–": "ndash",
          "\u00a0": "nbsp", "…": "hellip"}  # fmt: skip


def curled(text: str) -> str:
    """Set straight marks curly, as most pages have them."""
    text = re.sub(r'(?<![^\s(\[])"', "“", text).replace('"', "”")
    return re.sub(r"(?<![^\s(\[“])'", "‘", text).replace("'", "’")


def straightened(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


@_encoding
def curly_marks(text: str) -> str:
    return curled(text)


@_encoding
def straight_marks(text: str) -> str:
    return straightened(text)


@_encoding
def named_entities(text: str) -> str:
    escaped = html.escape(curled(text), quote=False)
    return "".join(f"&{_CURLY[c]};" if c in _CURLY else c for c in escaped)


@_encoding
def numeric_entities(text: str) -> str:
    escaped = html.escape(curled(text), quote=False)
    return "".join(f"&#{ord(c)};" if ord(c) > 126 else c for c in escaped)


@_encoding
def double_entities(text: str) -> str:
    return numeric_entities(text).replace("&", "&amp;")


@_encoding
def quotation_entities(text: str) -> str:
    return html.escape(straightened(text))


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # halves of characters are scraped as well


@_encoding
def mojibake(text: str) -> str:
    data = _utf8(curled(text))
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in data)


@_encoding
def mojibake_cut(text: str) -> str:
    return mojibake(text).replace("\x9d", "")


@_encoding
def mojibake_twice(text: str) -> str:
    once = _utf8(mojibake(text))
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in once)


@_encoding
def mojibake_of_the_mac(text: str) -> str:
    return _utf8(curled(text)).decode("mac_roman")


@_encoding
def control_characters_for_marks(text: str) -> str:
    return curled(text).encode("cp1252", "replace").decode("latin-1")


@_encoding
def lost_characters(text: str) -> str:
    return re.sub("[^\x00-\x7f]", "\ufffd", curled(text))


@_encoding
def question_marks_for_apostrophes(text: str) -> str:
    return re.sub(r"(?<=[a-z])'(?=[a-z])", "?", straightened(text))


@_encoding
def json_escapes(text: str) -> str:
    ascii_only = re.sub("[^\x00-\x7f]", lambda m: f"\\u{ord(m.group()):04x}", curled(text))
    return ascii_only.replace("\n", "\\n")


@_encoding
def quoted_printable(text: str) -> str:
    return "".join(
        c if ord(c) < 127 else "".join(f"={b:02X}" for b in _utf8(c)) for c in curled(text)
    )


@_encoding
def ligatures(text: str) -> str:
    for plain, ligature in (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ")):
        text = text.replace(plain, ligature)
    return text


@_encoding
def soft_hyphens(text: str) -> str:
    return re.sub(r"([a-z]{4})([a-z]{4})", "\\1\u00ad\\2", text)


@_encoding
def no_break_spaces(text: str) -> str:
    rng = Random("no break")
    return re.sub(" ", lambda m: "\u00a0" if rng.random() < 0.3 else " ", text)


@_encoding
def thin_spaces(text: str) -> str:
    return text.replace(" ", "\u2009")


@_encoding
def decomposed_accents(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@_encoding
def french_quotation_marks(text: str) -> str:
    return curled(text).replace("“", "«").replace("”", "»")


@_encoding
def doubled_quotation_marks(text: str) -> str:
    return straightened(text).replace('"', '""')


@_encoding
def marks_of_typesetters(text: str) -> str:
    return curled(text).replace("“", "``").replace("”", "''")


@_encoding
def backslashes_before_marks(text: str) -> str:
    return re.sub(r"([\"'])", r"\\\1", straightened(text))


@_encoding
def double_hyphens_for_dashes(text: str) -> str:
    return re.sub("\\s?[—–]\\s?", " -- ", text)


@_encoding
def byte_order_marks(text: str) -> str:
    return "\ufeff" + text.replace("\n\n", "\n\n\ufeff")
