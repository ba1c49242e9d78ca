"""Respell the names of a text as translation through another language does.

A name is rarely garbled wherever it stands: every mention is drawn by itself, so that the right
spelling and one or two wrong ones stand side by side. The rules by language were read off
translated news and back-translated web pages.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from mtdetect import segment

# Letters in front of the sign turn into those behind it; "-" is nothing at all. A rule given
# twice is twice as likely.
_RULES: dict[str, str] = {
    "ar": "p>b p>b v>f v>f g>gh g>j g>k o>u o>a e>i e>i e>a ch>sh i>e u>o a>- e>- i>- -ll>l ee>i",
    "fa": "o>u o>a e>i w>v th>s c>k ch>sh ll>l e>- a>e ck>k gh>q",
    "hi": "w>v v>w th>t z>j e>i a>e o>u -e>- y>i k>ck g>gh ll>l er>ar c>k ee>i",
    "ja": "l>r l>r r>l v>b v>b th>s tu>chu ff>v er>a or>a ar>a ur>a c>k berg>burg ss>s ll>l tt>t "
    "nn>n i>e u>a o>a f>h -e>- si>shi ti>chi",
    "zh": "r>l r>l l>r n>ng ng>n v>w th>s th>z t>d g>k c>k e>a i>e o>u u>o z>s ff>v er>e h>- t>-",
    "ko": "f>p v>b z>j r>l l>r th>s ea>e ei>i i>e o>eo c>k g>k",
    "ru": "y>i y>i ya>a ye>e ks>x x>ks h>g w>v w>u u>a a>e ck>k c>k ll>l nn>n ss>s rr>r ei>ey "
    "ai>ay ie>y th>t h>- e>- y>- s>z",
    "uk": "y>i y>i i>y h>g g>h i>e i>o k>c w>v v>w e>y o>a c>k x>ks ii>i ya>a s>- a>e",
    "he": "v>b b>v p>f f>p w>v v>w a>e e>a o>u u>o c>k k>c e>- a>- h>- z>s s>sh i>y ei>ai ph>f",
    "cs": "y>i e>- w>v h>g c>k o>a j>y ou>u -$>a ck>k ph>f",
    "pl": "w>v v>w -$>a -$>a -$>u -$>em e>- x>ks c>k y>i j>y sh>sz",
    "de": "z>s y>j v>w w>v c>k ph>f ey>ei th>t sh>sch oo>u ie>i",
    "es": "y>i y>i ll>l nn>n ss>s tt>t ff>f ph>f k>c w>v th>t mm>m",
}  # fmt: skip
LANGUAGES: tuple[str, ...] = tuple(sorted(_RULES))

# Given names and surnames that are words, and the word that comes back.
NAMES_AS_WORDS: dict[str, tuple[str, ...]] = {
    "Bill": ("Invoice", "Account", "Project"), "Mark": ("Brand", "Sign"), "Frank": ("Honest",),
    "Grant": ("Subsidy", "Scholarship"), "Rob": ("Steal",), "Chuck": ("Mandrel", "Throw"),
    "Rich": ("Wealthy",), "Pat": ("Tap",), "Drew": ("Painted",), "Grace": ("Mercy",),
    "Hope": ("Expectation",), "Faith": ("Belief",), "Joy": ("Happiness",), "Will": ("Desire",),
    "Hunter": ("Huntsman",), "Chase": ("Pursuit",), "Jack": ("Plug",), "Gene": ("Heredity",),
    "Dean": ("Rector",), "Rose": ("Pink",), "Bush": ("Shrub",), "Rice": ("Paddy",),
    "Brown": ("Chestnut",), "King": ("Monarch",), "Cook": ("Chef",), "Stone": ("Rock",),
    "Price": ("Cost",), "Banks": ("Shores",), "Young": ("Youthful",), "Cotton": ("Textile",),
    "Page": ("Sheet",), "Bishop": ("Prelate",), "Fields": ("Meadows",), "Power": ("Strength",),
}  # fmt: skip

_SPARED_TEXT = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December Mr Mrs Ms Dr Sen Rep Gov President "
    "Republican Republicans Democrat Democrats Democratic Senate Congress House Twitter Facebook "
    "Google Internet English Catholic Muslim Muslims Christian Christians Jewish Islamic Islam "
    "Christmas Covid Olympic Olympics United States York America American Americans"
)
_SPARED = frozenset(_SPARED_TEXT.split())
_DEMONYM = re.compile(r"(?:[aeiou]ns?|ish|ese|is?|ic)$")
_TRANSLATED_SHARE = 0.25
_SWAPPED_SHARE = 0.03
_SAME_AGAIN = 0.6
# How often an engine that does not know a name writes one that it knows: Sanders for Saunders.
_KNOWN_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class GarbledMention:
    """A name as it stands in the garbled text.

    Attributes
    ----------
    start, end : int
        Offsets into the garbled text.
    text, original : str
    how : str
        "letters", "word" or "swapped".
    """

    start: int
    end: int
    text: str
    original: str
    how: str


@dataclass(frozen=True, slots=True)
class GarbledText:
    """A text with garbled names and a record of each."""

    text: str
    mentions: tuple[GarbledMention, ...]


def respell(name: str, language: str, rng: random.Random) -> str:
    """Respell one word of a name by one to three rules of a language.

    Parameters
    ----------
    name : str
    language : str
        One of :data:`LANGUAGES`.
    rng : random.Random

    Returns
    -------
    str
        The name itself where no rule fits.

    Examples
    --------
    >>> respell("Padov", "ar", random.Random(1))[0]
    'B'
    """
    rules = [rule.split(">") for rule in _RULES[language].split()]
    times = 1 if len(name) < 6 else rng.choice((1, 1, 2, 2, 3))
    word = name
    for _ in range(times):
        options = []
        for old, new in rules:
            pattern = old.strip("-$")
            replacement = new.strip("-")
            if old == "-$":
                if word[-1] not in "aeiou":
                    options.append((len(word), len(word), replacement))
                continue
            options += [
                (m.start(), m.end(), replacement)
                for m in re.finditer(re.escape(pattern), word.lower())
                if m.end() - m.start() < len(word) and (replacement or m.start())
            ]
        options = [o for o in options if o[1] <= len(word)]
        if not options:
            break
        start, end, new = rng.choice(options)
        word = word[:start] + new + word[end:]
    return word[:1].upper() + word[1:]


def garble(
    text: str,
    language: str,
    seed: int = 0,
    *,
    words: Container[str] = frozenset(),
    rate: float = 0.5,
    alike: Callable[[str], Sequence[str]] | None = None,
) -> GarbledText:
    """Respell names of a text, each mention by itself.

    Parameters
    ----------
    text : str
    language : str
        The language that the text is supposed to have gone through, one of :data:`LANGUAGES`.
    seed : int, default=0
    words : container of str, optional
        Lower-case words that are no names, however they are written.
    rate : float, default=0.5
        Probability (0..1) that a mention is garbled.
    alike : callable, optional
        Gives names that sound like a name: every tenth garbled name turns into one of these.

    Returns
    -------
    GarbledText

    Raises
    ------
    KeyError
        If the language has no rules.

    Examples
    --------
    >>> record = garble("We hear Vardek met Pavlik.", "ar", 3, words={"we"}, rate=1.0)
    >>> [m.original for m in record.mentions]
    ['Vardek', 'Pavlik']
    """
    rng = random.Random(f"{seed}/{language}")
    known: dict[str, str] = {}
    pieces: list[str] = []
    mentions: list[GarbledMention] = []
    last = length = 0

    def put(start: int, end: int, new: str, how: str) -> None:
        nonlocal last, length
        before = text[last:start]
        pieces.extend((before, new))
        length += len(before)
        mentions.append(GarbledMention(length, length + len(new), new, text[start:end], how))
        length += len(new)
        last = end

    for run in _names(text, words):
        if rng.random() >= rate:
            continue
        if len(run) == 2 and rng.random() < _SWAPPED_SHARE:
            first, second = run
            between = text[first.end : second.start]
            put(first.start, second.end, second.form + between + first.form, "swapped")
            continue
        chosen = [t for t in run if rng.random() < 0.8] or [rng.choice(run)]
        for token in chosen:
            menu = NAMES_AS_WORDS.get(token.form)
            if menu and rng.random() < _TRANSLATED_SHARE and len(run) > 1:
                put(token.start, token.end, rng.choice(menu), "word")
            elif token.form.lower() not in words and len(token.form) > 3:
                new = known.get(token.form)
                if new is None or rng.random() > _SAME_AGAIN:
                    nearby = alike(token.form) if alike and rng.random() < _KNOWN_SHARE else ()
                    new = rng.choice(nearby) if nearby else respell(token.form, language, rng)
                    known[token.form] = new
                if new != token.form:
                    put(token.start, token.end, new, "letters")
    pieces.append(text[last:])
    return GarbledText("".join(pieces), tuple(mentions))


def _names(text: str, words: Container[str]) -> list[list[segment.Token]]:
    """Find mentions of persons and places: runs of capitalised words that are no common words."""
    runs: list[list[segment.Token]] = []
    end = -1
    for token in segment.tokens(text):
        form = token.form
        if not (form[0].isupper() and form.isalpha() and form[1:].islower()):
            continue
        if form in _SPARED or (_DEMONYM.search(form) and len(form) > 7):
            continue
        if form.lower() in words and form not in NAMES_AS_WORDS:
            continue
        if token.start == end + 1 and text[end] == " ":
            runs[-1].append(token)
        else:
            runs.append([token])
        end = token.end
    return [run for run in runs if len(run) > 1 or run[0].form.lower() not in words]
