"""One run of a spinner over one text: what to leave alone, what to swap, what agrees with it."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from mtdetect.simulate.habits import (
    FUNCTION_WORDS,
    KEPT_SENTENCE_INITIAL,
    NAME_HEADS,
    NAME_PARTS,
    NUMBER_UNITS,
)
from mtdetect.simulate.inflect import article_for, words
from mtdetect.simulate.instance import Menu, SpinnerInstance


class Swap(NamedTuple):
    """One place where the spun text differs from the original.

    Parameters
    ----------
    start, end : int
        Offsets into the spun text.
    text : str
        What stands there now.
    original : str
        What stood there.
    """

    start: int
    end: int
    text: str
    original: str


@dataclass(frozen=True, slots=True)
class Spin:
    """A spun text with the record of its swaps.

    Parameters
    ----------
    text : str
        The spun text.
    swaps : tuple of Swap
        In order, without overlap.  Putting every swap's original back restores the text exactly.
    """

    text: str
    swaps: tuple[Swap, ...]

    def restore(self) -> str:
        """Return the text as it was before spinning.

        Examples
        --------
        >>> Spin("an army", (Swap(0, 2, "an", "a"), Swap(3, 7, "army", "military"))).restore()
        'a military'
        """
        parts: list[str] = []
        end = 0
        for swap in self.swaps:
            parts += (self.text[end : swap.start], swap.original)
            end = swap.end
        return "".join((*parts, self.text[end:]))


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:['’](?!s(?!\w))[^\W\d_]+)*")
_QUOTED = re.compile(r'“[^”\n]*”?|"[^"\n]*"?')
_OPENING = "\"'“‘([{"
_SENTENCE_END = ".!?:\n"
_ABBREVIATIONS = words(
    "mr mrs ms dr gen sen rep gov lt col sgt prof rev st jr sr inc co corp no vs sens reps"
)
_GLUED = frozenset("@#/\\_=&~<>")
_AUXILIARIES = words("have has had having be is are was were been being get gets got by not also")
_BOTCHED_ENDING = 0.03
_WRONG_ARTICLE = 0.08
_ARTICLE_SLIP = 0.02
_LEAK = 0.002


class SpinnerPass:
    """One run over one text.

    Parameters
    ----------
    spinner : SpinnerInstance
        Whose menus and habits to use.
    text : str
        Any text.
    rng : random.Random
        Draws the picks.
    share : float
        Share of the content words to swap, 0 to 1.
    """

    def __init__(self, spinner: SpinnerInstance, text: str, rng: Random, share: float) -> None:
        self.spinner, self.text, self.rng, self.share = spinner, text, rng, share
        self.spans = [match.span() for match in _WORD.finditer(text)]
        self.words = [text[start:end] for start, end in self.spans]
        self.lowers = [word.lower().replace("’", "'") for word in self.words]
        self.quoted = (
            [match.span() for match in _QUOTED.finditer(text)] if spinner.keeps_quotes else []
        )
        self.curly = "’" in text
        self.edits: list[_Edit] = []

    def run(self) -> Spin:
        """Spin the text and return it with its record."""
        quote = 0
        place = 0
        while place < len(self.spans):
            start, end = self.spans[place]
            while quote < len(self.quoted) and self.quoted[quote][1] <= start:
                quote += 1
            inside = quote < len(self.quoted) and self.quoted[quote][0] <= start
            if inside or end - start < 2 or self._glued(start, end):
                place += 1
                continue
            place += self._phrase(place) or self._word(place) or 1
        return self._assemble()

    def _glued(self, start: int, end: int) -> bool:
        """Tell whether the word is part of an address, a handle or an abbreviation."""
        text = self.text
        before, after = text[start - 1 : start], text[end : end + 2]
        if before in _GLUED or after[:1] in _GLUED:
            return True
        if before == "." and start > 1 and text[start - 2].isalnum():
            return True
        return len(after) == 2 and after[0] == "." and after[1].isalnum()

    def _phrase(self, place: int) -> int:
        """Try to swap the longest phrase that begins here; return how many words it took."""
        longest = min(self.spinner.longest_phrase(self.lowers[place]), len(self.words) - place)
        start = self.spans[place][0]
        for count in range(longest, 0, -1):
            end = self.spans[place + count - 1][1]
            for stop in (end + 2, end) if self.text[end : end + 2] in ("'s", "’s") else (end,):
                if count == 1 and stop == end:
                    return 0
                source = self.text[start:stop].lower().replace("’", "'")
                taken = self._swap_phrase(place, count, source, stop)
                if taken:
                    return taken
        return 0

    def _swap_phrase(self, place: int, count: int, source: str, stop: int) -> int:
        words = self.words[place : place + count]
        upper = [word[0].isupper() for word in words]
        if any(upper[1:]) or (upper[0] and not self._initial(place)):
            if self.spinner.keeps_caps:
                return 0
            menu = self.spinner.name_menu(source)
            return count if self._take(place, stop, menu, self.spinner.break_names) else 0
        if upper[0] and self.spinner.keeps_caps:
            return 0
        menu = self.spinner.ordinary_menu(source)
        return count if self._take(place, stop, menu, self._chance(menu)) else 0

    def _word(self, place: int) -> int:
        """Try to swap one word; return 1 if it was."""
        word, lower = self.words[place], self.lowers[place]
        end = self.spans[place][1]
        if not word[0].isupper():
            if lower in NUMBER_UNITS and self._after_number(place):
                return 0
            menu = self.spinner.ordinary_menu(lower)
            return int(bool(menu.forms) and self._take(place, end, menu, self._chance(menu)))
        if self.spinner.keeps_caps or word.isupper() or word[1:] != lower[1:]:
            return 0
        if self._initial(place) and not self._begins_name(place):
            menu = self.spinner.ordinary_menu(lower)
            return int(bool(menu.forms) and self._take(place, end, menu, self._chance(menu)))
        chance = self.spinner.break_names
        menu = self.spinner.name_menu(lower)
        if not menu.forms and lower in NAME_PARTS and self._names_institution(place):
            menu = self.spinner.ordinary_menu(lower)
        return int(bool(menu.forms) and self._take(place, end, menu, chance))

    def _chance(self, menu: Menu) -> float:
        base = self.spinner.function_rate if menu.function else self.share
        return base * menu.factor

    def _take(self, place: int, end: int, menu: Menu, chance: float) -> bool:
        """Swap with the given chance; make, botch or lose what agrees with it."""
        rng = self.rng
        if not menu.forms or rng.random() >= chance:
            return False
        form = menu.forms[bisect(menu.cumulative, rng.random() * menu.cumulative[-1])]
        new = form.plain
        if form.participle != new and place and self.lowers[place - 1] in _AUXILIARIES:
            new = form.participle
        if form.base != new and rng.random() < _BOTCHED_ENDING:
            new = form.base
        start = self.spans[place][0]
        if self.text[start].isupper():
            new = new[:1].upper() + new[1:]
        if self.curly:
            new = new.replace("'", "’")
        if rng.random() < _LEAK:
            new = "{" + new + "}"
        if new != self.text[start:end]:
            self._add(place, start, end, new)
        return True

    def _add(self, place: int, start: int, end: int, new: str) -> None:
        """Record a swap, with the article before it put right, lost or doubled."""
        rng, text = self.rng, self.text
        article = self.lowers[place - 1] if place else ""
        if article in ("a", "an", "the") and text[self.spans[place - 1][1] : start] == " ":
            first, last = self.spans[place - 1]
            free = not self.edits or self.edits[-1].end <= first
            if free and rng.random() < _ARTICLE_SLIP:
                if rng.random() < 0.7 and text[first].islower():
                    start = first
                else:
                    new = article + " " + new
            elif free and article != "the":
                right = article_for(new)
                if right != article and rng.random() >= _WRONG_ARTICLE:
                    if text[first].isupper():
                        right = right[0].upper() + right[1:]
                    self.edits.append(_Edit(first, last, right))
        self.edits.append(_Edit(start, end, new))

    def _after_number(self, place: int) -> bool:
        start = self.spans[place][0]
        return start > 1 and self.text[start - 2 : start - 1].isdigit()

    def _initial(self, place: int) -> bool:
        """Tell whether a word begins a sentence or a quotation, and so is capitalised anyway."""
        text, at = self.text, self.spans[place][0] - 1
        if at >= 0 and text[at] in _OPENING:
            return True
        while at >= 0 and text[at] in " \t”’\"')]}":
            at -= 1
        if at < 0 or text[at] == "\n":
            return True
        if text[at] not in _SENTENCE_END:
            return False
        before = self.lowers[place - 1] if place else ""
        return not (text[at] == "." and (before in _ABBREVIATIONS or len(before) == 1))

    def _begins_name(self, place: int) -> bool:
        """Tell whether a sentence-initial word is rather the first word of a name."""
        lower = self.lowers[place]
        if lower in FUNCTION_WORDS:
            return False
        if lower in KEPT_SENTENCE_INITIAL:
            return True
        after = place + 1
        return (
            after < len(self.words)
            and self.words[after][0].isupper()
            and self.text[self.spans[place][1] : self.spans[after][0]] in (" ", "-")
            and not lower.endswith("ly")
        )

    def _names_institution(self, place: int) -> bool:
        """Tell whether the run of capitalised words around a word names an institution."""
        if self.lowers[place] in NAME_HEADS:
            return True
        for step in (1, -1):
            at = place + step
            while 0 <= at < len(self.words) and abs(at - place) < 5:
                one, other = (at - step, at) if step > 0 else (at, at - step)
                gap = self.text[self.spans[one][1] : self.spans[other][0]]
                if gap != " " or not (
                    self.words[at][0].isupper() or self.lowers[at] in ("of", "and", "for", "the")
                ):
                    break
                if self.words[at][0].isupper() and self.lowers[at] in NAME_HEADS:
                    return True
                at += step
        return False

    def _assemble(self) -> Spin:
        parts: list[str] = []
        swaps: list[Swap] = []
        done = length = 0
        for start, end, new in self.edits:
            length += start - done
            parts += (self.text[done:start], new)
            swaps.append(Swap(length, length + len(new), new, self.text[start:end]))
            length += len(new)
            done = end
        return Spin("".join((*parts, self.text[done:])), tuple(swaps))
