"""Plain characters, one for one, and words, numbers and marks."""

from __future__ import annotations

import re
from typing import NamedTuple

# Length-preserving, so that offsets hold: what differs between sources only by typesetting is
# made the same before any feature looks at it (typography features see the original).
_PLAIN = {
    "‘": "'", "’": "'", "‛": "'", "ʼ": "'", "´": "'", "`": "'", "′": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2003": " ", "\u2002": " ", "\t": " ",
    "…": ".", "！": "!", "？": "?", "，": ",", "。": ".",
}  # fmt: skip
# Letters of other scripts that look like Latin ones (homoglyph attack, RAID benchmark).
_LOOKALIKES = dict(
    zip(
        "аеорсухіјѕԁһԛԝАВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαν",
        "aeopcyxijsdhqwABEKMHOPCTYXIJSABEZHIKMNOPTYXoav",
        strict=True,
    )
)  # fmt: skip
_TRANSLATE = str.maketrans({**_PLAIN, **_LOOKALIKES})
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u0000]")

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., a.m.
    r"|\d+(?:[.,:]\d+)*"  # 1,200.50, 10:30
    r"|[^\W\d_\u200b]+(?:'(?!s\b|S\b)[^\W\d_]+)*"  # words; don't and O'Brien stay whole
    r"|'[sS]\b"  # the possessive stands by itself
    r"|\.{2,}|--+"
    r"|[^\w\s]"
)


class Token(NamedTuple):
    """A word, number or mark: its plain form and where it stands."""

    form: str
    start: int
    end: int


def plain(text: str) -> str:
    r"""Replace typesetting variants and look-alike letters, one character for one.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        A text of the same length, so that offsets into it are offsets into the original.

    Examples
    --------
    >>> plain("“It’s — fine”")
    '"It\'s - fine"'
    """
    return text.translate(_TRANSLATE)


def count_lookalikes(text: str) -> int:
    """Count letters of other scripts that pass for Latin ones, and invisible characters."""
    if text.isascii():
        return 0
    return sum(c in _LOOKALIKES for c in text) + len(_INVISIBLE.findall(text))


def tokens(text: str) -> list[Token]:
    """Cut a paragraph into words, numbers and marks.

    Parameters
    ----------
    text : str
        A paragraph.

    Returns
    -------
    list of Token
        In order; forms are plain (see :func:`plain`) and keep their case.

    Examples
    --------
    >>> [t.form for t in tokens("Biden's aides don't say: $1,200.50, U.S. officials said.")]
    ['Biden', "'s", 'aides', "don't", 'say', ':', '$', '1,200.50', ',', 'U.S.', 'officials', 'said', '.']
    """  # noqa: E501
    text = plain(text)
    if _INVISIBLE.search(text):
        text, origin = _visible(text)
        return [
            Token(m.group(), origin[m.start()], origin[m.end() - 1] + 1)
            for m in _TOKEN.finditer(text)
        ]
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def forms(text: str) -> list[str]:
    """Give the plain forms of the tokens without their offsets (faster than :func:`tokens`)."""
    return _TOKEN.findall(_INVISIBLE.sub("", plain(text)))


def _visible(text: str) -> tuple[str, list[int]]:
    kept = [i for i, c in enumerate(text) if not _INVISIBLE.match(c)]
    return "".join(text[i] for i in kept), kept
