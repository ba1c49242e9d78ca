"""Where an article names persons and places, and in whose company each name stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mtdetect import segment
from mtdetect.names.reading import read
from mtdetect.tables.lexicon import Lexicon

# Beyond this an article tells nothing new; it bounds the time for hostile input.
MOST_NAMES = 300
# Capitalised words before a name that are no part of it and no common words either.
TITLES = frozenset(["Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "Prof", "Col", "Lt", "St"])

# One capital, or two after a prefix; "SmithThe" is glued type and no name.
_NAME = re.compile(
    r"(?:(?:Ma?c|O'|D'|L'|Al|De|Di|Du|La|Le|Van|Fitz)(?=[^\W\d_a-z]))?[^\W\d_a-z][^\W\d_A-Z]*"
    r"(?:'[^\W\d_A-Z]+)?"
)
# What remains of a curly quotation mark in a text that was decoded wrongly.
_MISREAD = re.compile("[âÂÃ€™]")
_GLUE = re.compile(r" {1,2}(?:[A-Z]\. ?){0,2}")
_BEFORE = frozenset("@#/_.&-")


@dataclass(frozen=True, slots=True)
class Mention:
    """One word of a name as it stands in the article.

    Attributes
    ----------
    form : str
    start, end : int
        Offsets into the article.
    before, after : str or None
        The capitalised words right before and after it, initials skipped.
    initial : bool
        Whether it begins a sentence.
    """

    form: str
    start: int
    end: int
    before: str | None
    after: str | None
    initial: bool


@dataclass(slots=True)
class Name:
    """All mentions of one form; ``common`` where it is a common word in lower case."""

    form: str
    common: bool = False
    mentions: list[Mention] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How often it stands in the article."""
        return len(self.mentions)

    @property
    def befores(self) -> set[str]:
        """The capitalised words before it."""
        return {m.before for m in self.mentions if m.before}

    @property
    def afters(self) -> set[str]:
        """The capitalised words after it."""
        return {m.after for m in self.mentions if m.after}


@dataclass(frozen=True, slots=True)
class Names:
    """What an article names.

    Attributes
    ----------
    names : dict of str to Name
        Words of names by form; common words only where they stand inside a sentence.
    words : list of Mention
        Every capitalised word in order, common ones too.
    lower : set of str
        The lower-case words of the article.
    """

    names: dict[str, Name]
    words: list[Mention]
    lower: set[str]


def find_names(text: str, lexicon: Lexicon) -> Names:
    """Find the words of names in an article.

    Parameters
    ----------
    text : str
        An article; its first 60,000 characters count.
    lexicon : Lexicon
        Tells common words from names.
    """
    reading = read(text)
    flat, tokens = reading.flat, reading.tokens
    lower: set[str] = set()
    kept: list[tuple[segment.Token, bool]] = []
    starting = True
    for token in tokens:
        form = token.form
        c = form[0]
        if c.isalpha():
            if c.islower():
                lower.add(form)
            elif _is_name(flat, token):
                kept.append((token, starting))
            starting = False
        elif c.isdigit():
            starting = False
        elif c in '.!?:"':
            starting = True
    linked = [
        i + 1 < len(kept) and _GLUE.fullmatch(flat, token.end, kept[i + 1][0].start) is not None
        for i, (token, _) in enumerate(kept)
    ]
    words = [
        Mention(
            token.form,
            token.start,
            token.end,
            kept[i - 1][0].form if i and linked[i - 1] else None,
            kept[i + 1][0].form if linked[i] else None,
            initial or flat[token.start - 1 : token.start] == "\n",
        )
        for i, (token, initial) in enumerate(kept)
    ]
    names: dict[str, Name] = {}
    for mention in words:
        form = mention.form
        low = form.lower()
        if len(form) < 4 or form.isupper() or low in lower:
            continue
        common = low in lexicon.index and form not in lexicon.names
        if common and mention.initial:
            continue
        name = names.get(form)
        if name is None:
            if len(names) >= MOST_NAMES:
                continue
            name = names[form] = Name(form, common)
        name.mentions.append(mention)
    return Names(names, words, lower)


def _is_name(flat: str, token: segment.Token) -> bool:
    form = token.form
    if len(form) < 2 or "." in form:
        return False
    if token.start and (flat[token.start - 1] in _BEFORE or flat[token.start - 1].isalnum()):
        return False
    if flat[token.end : token.end + 1] in ("@", "_", "/", "-"):
        return False
    if not form.isascii() and _MISREAD.search(form):
        return False
    return _NAME.fullmatch(form) is not None
