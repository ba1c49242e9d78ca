"""Where an article names persons and places, and in whose company each name stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mtdetect import segment
from mtdetect.names.word_lists import words as words_of
from mtdetect.tables.lexicon import Lexicon

# Beyond these an article tells nothing new; they bound the time for hostile input.
MOST_CHARACTERS = 60_000
MOST_NAMES = 300
# Capitalised words before a name that are no part of it and no common words either.
TITLES = frozenset(["Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "Prof", "Col", "Lt", "St"])

_SHORTEST = 3
# One capital, or two after a prefix; "SmithThe" is glued type and no name.
_NAME = re.compile(
    r"(?:(?:Ma?c|O'|D'|L'|Al|De|Di|Du|La|Le|Van|Fitz)(?=[^\W\d_a-z]))?[^\W\d_a-z][^\W\d_A-Z]*"
    r"(?:'[^\W\d_A-Z]+)?"
)
# What remains of a curly quotation mark in a text that was decoded wrongly.
_MISREAD = re.compile("[âÂÃ€™]")
_GLUE = re.compile(r" {1,2}(?:[A-Z]\. ?){0,2}")
_BEFORE = frozenset("@#/_.&-")
# Capitals that are no company: "In Oban" is no reason to think of "In Obama".
_BEGIN_SENTENCES = words_of("begin_sentences")


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as names are looked for in it: cut short, made plain, cut into tokens.

    Attributes
    ----------
    flat : str
        Its first 60,000 characters in plain type, of the same length; see
        :func:`mtdetect.segment.plain`.
    tokens : list of Token
    """

    flat: str
    tokens: list[segment.Token]


def read(text: str) -> Reading:
    """Read an article.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> [token.form for token in read("Anna’s letter").tokens]
    ['Anna', "'s", 'letter']
    """
    text = text[:MOST_CHARACTERS]
    return Reading(segment.plain(text), segment.tokens(text))


@dataclass(frozen=True, slots=True)
class Mention:
    """One word of a name as it stands in the article.

    Attributes
    ----------
    form : str
    start, end : int
        Offsets into the article.
    before, after : str or None
        The capitalised words right before and after it; initials are skipped, and words that
        begin sentences do not count.
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
    """

    names: dict[str, Name]
    words: list[Mention]


def with_starts(tokens: Sequence[segment.Token]) -> Iterator[tuple[segment.Token, bool]]:
    """Give each token, and whether it begins a sentence."""
    starting = True
    for token in tokens:
        yield token, starting
        c = token.form[0]
        if c.isalnum():
            starting = False
        elif c in '.!?:"':
            starting = True


def acronyms(tokens: Sequence[segment.Token]) -> Counter[str]:
    """Count the words in capitals that stand among others; headlines and calls are no acronyms."""
    return Counter(
        two.form
        for one, two, three in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if two.form.isupper()
        and two.form.isalpha()
        and len(two.form) > 2
        and one.form[0].isalpha()
        and not one.form.isupper()
        and not three.form.isupper()
    )


def find_names(reading: Reading, lexicon: Lexicon) -> Names:
    """Find the words of names in an article.

    Parameters
    ----------
    reading : Reading
        See :func:`read`.
    lexicon : Lexicon
        Tells common words from names.
    """
    flat = reading.flat
    lower = {t.form for t in reading.tokens if t.form[0].islower()}
    kept = [
        (token, starting)
        for token, starting in with_starts(reading.tokens)
        if token.form[0].isalpha() and not token.form[0].islower() and _is_name(flat, token)
    ]
    linked = [
        i + 1 < len(kept) and _GLUE.fullmatch(flat, token.end, kept[i + 1][0].start) is not None
        for i, (token, _) in enumerate(kept)
    ]
    words = [
        Mention(
            token.form,
            token.start,
            token.end,
            _company(kept[i - 1][0].form) if i and linked[i - 1] else None,
            kept[i + 1][0].form if linked[i] else None,
            initial or flat[token.start - 1 : token.start] == "\n",
        )
        for i, (token, initial) in enumerate(kept)
    ]
    names: dict[str, Name] = {}
    for mention in words:
        form = mention.form
        low = form.lower()
        if len(form) < _SHORTEST or form.isupper() or low in lower:
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
    return Names(names, words)


def _company(form: str) -> str | None:
    return None if form in _BEGIN_SENTENCES else form


def _is_name(flat: str, token: segment.Token) -> bool:
    form = token.form
    if len(form) < 2 or "." in form or form.startswith("I'"):
        return False
    if token.start and (flat[token.start - 1] in _BEFORE or flat[token.start - 1].isalnum()):
        return False
    if flat[token.end : token.end + 1] in ("@", "_", "/", "-"):
        return False
    if not form.isascii() and _MISREAD.search(form):
        return False
    return _NAME.fullmatch(form) is not None
