"""One instance of a simulated spinner: the small menu it has for every word, and its habits."""

from __future__ import annotations

import re
from itertools import accumulate
from random import Random
from typing import NamedTuple

from mtdetect.errors import InvalidDataError
from mtdetect.simulate.dictionary import SpinnerDictionary
from mtdetect.simulate.habits import FAMILIES, FUNCTION_WORDS, HABITS
from mtdetect.simulate.inflect import Ending, analyses, inflect


class Form(NamedTuple):
    """A substitute as past or plain form, as participle, and without ending."""

    plain: str
    participle: str
    base: str


class Menu(NamedTuple):
    """What an instance puts for one surface form; ``factor`` scales how often it does."""

    function: bool
    factor: float
    forms: tuple[Form, ...]
    cumulative: tuple[float, ...]


NO_MENU = Menu(False, 0.0, (), ())


class SpinnerInstance:
    """Menus and habits of one instance, drawn from a family by a seed, word by word on demand.

    Parameters
    ----------
    family : str
        One of the families of :data:`mtdetect.simulate.simulator.FAMILIES`.
    seed : int
        Draws the instance.
    dictionary : SpinnerDictionary
        Where the menus come from.

    Raises
    ------
    InvalidDataError
        The family is unknown, or the dictionary was built without it.
    """

    def __init__(self, family: str, seed: int, dictionary: SpinnerDictionary) -> None:
        if family not in HABITS:
            raise InvalidDataError(
                f"unknown spinner family {family!r}; choose one of {', '.join(FAMILIES)}"
            )
        self.family = family
        self.seed = seed
        self._dictionary = dictionary
        self._habits = habits = HABITS[family]
        rng = Random(f"{family}|{seed}")
        held = self._dictionary.sources
        own = [name for name in habits.own if name in held]
        if family == "mixed":
            own = [name for name in own if rng.random() < 0.5]
        self._own = tuple(own)
        self._fill = tuple(
            (name, share * rng.uniform(0.2, 1.8)) for name, share in habits.fill if name in held
        )
        if (habits.own and family != "mixed" and habits.own[0] not in held) or not (
            self._own or self._fill
        ):
            raise InvalidDataError(
                f"the dictionary was built without what family {family!r} needs; "
                f"it holds {', '.join(held) or 'nothing'}"
            )
        self._keep_caps = rng.random() < habits.keep_caps
        self._keep_quotes = rng.random() < habits.keep_quotes
        # Real dictionaries of wild families are saner than a whole thesaurus: favour the top.
        self._steepness = rng.uniform(0.4, 1.0) + (0.5 if self._own else 0.0)
        self._menus: dict[str, Menu] = {}
        self._name_menus: dict[str, Menu] = {}
        self._longest: dict[str, int] = {}

    def ordinary_menu(self, word: str) -> Menu:
        """Return the menu of a lower-case word or phrase."""
        menu = self._menus.get(word)
        if menu is None:
            if not word.isalpha() and word not in self._dictionary.heads:
                return NO_MENU  # one of endlessly many phrases: not worth remembering
            menu = self._menus[word] = self._draw(word)
        return menu

    def name_menu(self, word: str) -> Menu:
        """Return the menu of a word or phrase, given in lower case, where it is capitalised."""
        menu = self._name_menus.get(word)
        if menu is None:
            if word not in self._dictionary.name_heads:
                return NO_MENU
            rng = Random(f"{self.family}|{self.seed}|name|{word}")
            found = [s for f in self._own for s in self._dictionary.name_substitutes(f, word)]
            forms = [Form(_titled(s), _titled(s), _titled(s)) for s in dict.fromkeys(found)]
            menu = self._name_menus[word] = self._compose(rng, forms, [], function=False)
        return menu

    def longest_phrase(self, first: str) -> int:
        """Return how many words to look at from here for a phrase that has a menu."""
        longest = self._longest.get(first)
        if longest is None:
            sources = (*self._own, *(name for name, _ in self._fill))
            look = self._dictionary.longest_phrase
            longest = max((look(s, first) for s in sources), default=0)
            longest = max(longest, *(look(s, first, names=True) for s in self._own), 0, 0)
            self._longest[first] = longest
        return longest

    @property
    def keeps_caps(self) -> bool:
        """Whether capitalised words stay clean."""
        return self._keep_caps

    @property
    def keeps_quotes(self) -> bool:
        """Whether everything within quotation marks stays clean."""
        return self._keep_quotes

    @property
    def break_names(self) -> float:
        """How often a word of an institution's name is spun."""
        return 0.0 if self._keep_caps else self._habits.break_names

    @property
    def function_rate(self) -> float:
        """How often a function word that has a pair is swapped."""
        return self._habits.function_rate

    def _draw(self, word: str) -> Menu:
        rng = Random(f"{self.family}|{self.seed}|{word}")
        look, bears = self._dictionary.substitutes, self._dictionary.bears
        function = all(part in FUNCTION_WORDS for part in re.split("[ -]", word))
        readings: list[tuple[str, Ending]] = [(word, "")]
        if not function and word.isalpha():
            readings += analyses(word, self._dictionary.heads)
        own: list[Form] = []
        for base, ending in readings:
            own = [
                _form(s, ending if bears(s, ending) else "")
                for f in self._own
                for s in look(f, base)
                if ending in ("", "s") or bears(s, ending)
            ]
            if own:
                break
        fill: list[tuple[float, Form]] = []
        if not function:
            # A dictionary lists "left" and "trading" in their own right; spinners take either.
            if len(readings) > 1 and rng.random() < 0.65:
                readings.reverse()
            for base, ending in readings:
                fill = [
                    (share / (place + 1.5) ** self._steepness, _form(s, ending))
                    for name, share in self._fill
                    for place, s in enumerate(look(name, base))
                    if bears(s, ending)
                ]
                if fill:
                    break
        return self._compose(rng, own, fill, function=function, word=word)

    def _compose(
        self,
        rng: Random,
        own: list[Form],
        fill: list[tuple[float, Form]],
        *,
        function: bool,
        word: str = "",
    ) -> Menu:
        """Draw a small menu: the family's own substitutes first, then a thesaurus's."""
        low, high = self._habits.menu
        size = rng.randint(low, high)
        weights: dict[Form, float] = {}
        own = [form for form in dict.fromkeys(own) if form.plain != word]
        if self.family == "mixed" and fill and rng.random() < 0.5:
            own = []
        for place, form in enumerate(own[: size + 2]):
            weights[form] = 1.0 / (place + 1) ** 0.5
        weights = dict(_sample(rng, weights, size))
        if not own or (len(own) == 1 and rng.random() < 0.3):
            extra: dict[Form, float] = {}
            for weight, form in fill:
                if form.plain != word and form not in weights:
                    extra[form] = extra.get(form, 0.0) + weight
            if self._own:  # favour what several thesauri agree on
                extra = {form: weight**1.4 for form, weight in extra.items()}
            room = size if not own else 1
            weights |= {form: rng.uniform(0.3, 1.0) for form, _ in _sample(rng, extra, room)}
        # Fewer than two choices from a thesaurus would make one swap nearly constant.
        gap = 0.35 if len(weights) == 1 else 0.05
        if not weights or (not own and rng.random() < gap):
            return NO_MENU
        # Content words without a menu are made up for by the others.
        factor = 1.5 if own else 1.3
        if function:
            factor = rng.uniform(0.5, 1.3) * (0.15 if word in self._habits.rarely else 1.0)
        return Menu(function, factor, tuple(weights), tuple(accumulate(weights.values())))


def _form(substitute: str, ending: Ending) -> Form:
    participle: Ending = "participle" if ending in ("ed", "participle") else ending
    plain: Ending = "past" if ending == "ed" else ending
    return Form(inflect(substitute, plain), inflect(substitute, participle), substitute)


def _titled(name: str) -> str:
    """Capitalise a name's first word; a name given with capitals keeps its own."""
    return name[:1].upper() + name[1:]


def _sample(rng: Random, weights: dict[Form, float], size: int) -> list[tuple[Form, float]]:
    """Draw without replacement, by weight; keep the order of the draw."""
    keyed = [
        (rng.random() ** (1 / weight), n, form) for n, (form, weight) in enumerate(weights.items())
    ]
    chosen = sorted(keyed, key=lambda item: (-item[0], item[1]))[:size]
    return [(form, weights[form]) for _, _, form in chosen]
