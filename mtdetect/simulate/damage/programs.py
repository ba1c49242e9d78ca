"""What programs make of a text that they store, send or count: boxes, escapes, words set apart."""

from __future__ import annotations

import csv
import io
import json
import quopri
import re
from random import Random
from textwrap import wrap
from urllib.parse import quote

from mtdetect.simulate.damage.encoding import curled, straightened
from mtdetect.simulate.damage.registry import Registry, joined, paragraphs_of

registry = Registry()
_layout, _encoding = registry.add("layout"), registry.add("encoding")
_NAMES = {"“": "ldquo", "”": "rdquo", "‘": "lsquo", "’": "rsquo", "—": "mdash", "–": "ndash"}
_RICH = {"“": "ldblquote", "”": "rdblquote", "‘": "lquote", "’": "rquote", "—": "emdash"}


def _each_odd(text: str, written: str) -> str:
    """Write each character of no ASCII as a form says, of its number."""
    return re.sub("[^\x00-\x7f]", lambda m: written.format(ord(m.group())), curled(text))


def _row(*fields: object) -> str:
    file = io.StringIO()
    csv.writer(file).writerow(fields)
    return file.getvalue()


@_layout
def list_of_paragraphs(text: str) -> str:
    return repr(paragraphs_of(text))


@_layout
def list_in_lines(text: str) -> str:
    return json.dumps(paragraphs_of(curled(text)), ensure_ascii=False, indent=2)


@_layout
def list_cut(text: str) -> str:
    written = repr(paragraphs_of(text))
    return written[: len(written) * 4 // 5]


@_layout
def record_of_blocks(text: str) -> str:
    blocks = [{"type": "paragraph", "data": {"text": p}} for p in paragraphs_of(text)]
    return json.dumps({"title": "Vote put off", "id": 31, "blocks": blocks})


@_layout
def row_of_a_table(text: str) -> str:
    return _row(31, "2021-03-04", "Vote put off", straightened(text))


@_layout
def rows_of_a_table(text: str) -> str:
    return "".join(_row(i, p) for i, p in enumerate(paragraphs_of(straightened(text))))


@_layout
def strings_added_up(text: str) -> str:
    return " +\n".join(map(repr, paragraphs_of(text)))


@_layout
def bars_before_lines(text: str) -> str:
    return "\n".join(f"| {line}" for p in paragraphs_of(text) for line in [*wrap(p, 68), ""])


@_layout
def bars_around(text: str) -> str:
    return "\n".join(f"| {p} |" for p in paragraphs_of(text))


@_layout
def hyphens_within_lines(text: str) -> str:
    return _torn(text, "- ", Random("hyphens"))


@_layout
def not_signs_for_hyphens(text: str) -> str:
    return _torn(text, "¬ ", Random("not"))


def _torn(text: str, mark: str, rng: Random) -> str:
    """Tear some long words in two."""
    return re.sub(
        r"\b([a-z]{3,5})([a-z]{4,})",
        lambda m: f"{m[1]}{mark}{m[2]}" if rng.random() < 0.08 else m[0],
        text,
    )


@_layout
def dropped_capital_lines(text: str) -> str:
    return joined([re.sub(r"^([A-Z])(?=[a-z])", r"\1\n", p) for p in paragraphs_of(text)])


@_layout
def words_and_marks_apart(text: str) -> str:
    text = re.sub(r"([,;:!?\"()])", r" \1 ", straightened(text))
    text = re.sub(r"(?<=[a-z])\.(?=\s|$)", " .", text)
    text = re.sub(r"(?<=\w)-(?=\w)", " @-@ ", text)
    text = re.sub(r"(?<=\w)'(?=(?:s|t|re|ve|ll|d|m)\b)", " &apos;", text)
    return joined([" ".join(p.split()) for p in paragraphs_of(text)])


@_layout
def marks_of_treebanks(text: str) -> str:
    text = curled(text).replace("“", "`` ").replace("”", " ''").replace("’", "'")
    text = re.sub(r"([,;:!?])(?=\s)", r" \1", text.replace("(", "-LRB- ").replace(")", " -RRB-"))
    return re.sub(r"(?<=[a-z])\.(?=\s|$)", " .", text)


@_layout
def subtitles(text: str) -> str:
    lines = enumerate(wrap(" ".join(text.split()), 42), 1)
    return "\n".join(f"{i}\n00:00:0{i % 10},000 --> 00:00:0{i % 10},900\n{s}\n" for i, s in lines)


@_encoding
def bytes_literal(text: str) -> str:
    return repr(curled(text).encode("utf-8", "replace"))


@_encoding
def bytes_escaped(text: str) -> str:
    return repr(curled(text).encode("cp1252", "ignore"))[2:-1]


@_encoding
def escapes_in_braces(text: str) -> str:
    return _each_odd(text, "\\u{{{:x}}}")


@_encoding
def escapes_without_backslash(text: str) -> str:
    return _each_odd(text, "u{:04x}")


@_encoding
def escapes_twice(text: str) -> str:
    return _each_odd(text, "\\\\u{:04x}").replace("\n", "\\\\n")


@_encoding
def numbers_of_characters(text: str) -> str:
    return _each_odd(text, "<U+{:04X}>")


@_encoding
def entities_without_ampersand(text: str) -> str:
    return "".join(f"{_NAMES[c]};" if c in _NAMES else c for c in curled(text))


@_encoding
def entities_with_spaces(text: str) -> str:
    return _each_odd(text, "& #{};")


@_encoding
def breaks_in_letters(text: str) -> str:
    return text.replace("\n", "\\n").replace(" the ", "\\nthe ")


@_encoding
def rich_text(text: str) -> str:
    named = "".join(f"\\{_RICH[c]} " if c in _RICH else c for c in curled(text))
    return named.replace("\n\n", "\\par\n")


@_encoding
def soft_line_breaks(text: str) -> str:
    return quopri.encodestring(curled(text).encode("utf-8", "replace")).decode("ascii")


@_encoding
def soft_line_breaks_of_windows(text: str) -> str:
    return quopri.encodestring(curled(text).encode("cp1252", "replace")).decode("ascii")


@_encoding
def percents_for_spaces(text: str) -> str:
    return quote(curled(text), safe="", errors="replace")


@_encoding
def question_mark_for_each_byte(text: str) -> str:
    return re.sub("[^\x00-\x7f]", "???", curled(text))


@_encoding
def closing_marks_only(text: str) -> str:
    return curled(text).replace("“", "”")


@_encoding
def two_apostrophes_for_marks(text: str) -> str:
    return straightened(text).replace('"', "''")


@_encoding
def letter_l_for_i(text: str) -> str:
    return re.sub(r"\bI(?= [a-z]|[tn] [a-z])", "l", text)
