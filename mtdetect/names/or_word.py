"""Names that are words besides: a knight, lemon zest, the old fort, a cup of china.

The counted news has some words nearly always as names, yet any writer may mean the thing. What
tells is the lexicon where it can: inflections, what a word is derived from, whether news ever puts
an article before the name. A list has the rest.
"""

# ruff: noqa: SIM905 (lists of words are easier to read and to extend as text)
from __future__ import annotations

import math
from collections.abc import Iterator

from mtdetect.tables.lexicon import Lexicon

# A word is no mere name if an inflection of it has so large a part of its uses, and no fewer.
_INFLECTED, _LEAST_INFLECTED = 0.01, 10
# How often news must have what a word is derived from, and its fewest letters.
_LEAST_STEM, _SHORTEST_STEM = 50, 4
_SUFFIXES = ("ly", "hood", "ship", "ness", "less")
_ARTICLES = ("The", "A", "An")
# Names in most of the news that are counted, whose inflections are not common there: lemmas of
# WordNet in lower case, and what houses write small (labour, a state capitol).
_ALSO_WORDS = frozenset(
    """
    aboriginal anchorage android apprentice arctic aurora avenue baker banks baron beau beltway
    bender bible bishop boulevard brotherhood brown buffalo bullock burr bush cabinet cantor cape
    capitol cedar chevron chrome clapper coca cola columbine concord confederacy confederate
    congress constitution cooper county cypress dame delta democratic dreamer dreamers drudge duke
    earth east easter episcopal flake flint ford fox furthermore gallant gates gill gore grant
    griffin gulf heather hicks holder hunter huntsman internet jack javelin jersey keystone king
    knight labour lance lancet lemon lent manor marsh mart mason milky moody moon moreover newt
    nick north observatory oval paddock parenthood parkland parliament peacock phoenix playboy
    polish pope porter potter prairie queen raja reed replay rice robin rouge rowan ruddy savannah
    sawyer senate sentinel sessions seventy sheikh silicon smith south stinger stockman stone
    stormy sultan summit sun supreme tapper telegram tomahawk townhall trump turkey tusk united
    valley vineyard vista warren weaver weld west whitewater wicker woods
    """.split()
)
# What stands behind a name in the name of a thing, for which many houses use no capital.
_THINGS = {
    name: frozenset(things.split())
    for name, things in {
        "afghan": "hound hounds",
        "arabic": "numeral numerals",
        "bermuda": "shorts",
        "bordeaux": "mixture",
        "brazil": "nut nuts",
        "brussels": "sprout sprouts",
        "caesar": "salad salads",
        "china": "bowl bowls cabinet clay cup cups dish dishes doll dolls plate plates set sets "
        "shop tea teacup teacups teapot vase vases",
        "cuban": "heel heels",
        "danish": "pastries pastry",
        "dutch": "courage door doors oven ovens",
        "english": "breakfast muffin muffins",
        "french": "bean beans braid braids bread door doors dressing fries fry horn horns kiss "
        "kisses knot leave polish press stick toast window windows",
        "german": "measles shepherd shepherds",
        "graham": "cracker crackers",
        "guinea": "fowl fowls pig pigs",
        "india": "ink rubber",
        "indian": "ink summer",
        "irish": "coffee setter setters stew",
        "manila": "envelope envelopes folder folders",
        "panama": "hat hats",
        "peking": "duck",
        "roman": "candle candles numeral numerals",
        "russian": "dressing roulette",
        "scotch": "egg eggs tape whisky",
        "siamese": "cat cats twin twins",
        "swiss": "chard cheese roll rolls",
        "turkish": "bath baths delight towel towels",
        "venetian": "blind blinds",
        "vienna": "sausage sausages",
        "welsh": "dresser dressers rarebit",
    }.items()
}


def is_word_too(form: str, times: int, lexicon: Lexicon) -> bool:
    """Tell whether a lower-case form is a word besides a name.

    Parameters
    ----------
    form : str
        In lower case.
    times : int
        How often news has it as a name.
    lexicon : Lexicon
        News that has an inflection of it so often, or what it is derived from, has the word.
    """
    if form in _ALSO_WORDS:
        return True
    least = math.log(max(_LEAST_INFLECTED, _INFLECTED * times))
    return _has(_inflections(form), least, lexicon) or _has(
        _stems(form), math.log(_LEAST_STEM), lexicon
    )


def is_thing(form: str, following: str) -> bool:
    """Tell whether a name and the word behind it name a thing: french fries, a brazil nut."""
    return following in _THINGS.get(form, ())


def takes_article(name: str, lexicon: Lexicon) -> bool:
    """Tell whether news puts an article before a name, as in The Senate or An English."""
    known = lexicon.name_index.before.get(name, {})
    return any(article in known for article in _ARTICLES)


def _has(forms: Iterator[str], least: float, lexicon: Lexicon) -> bool:
    numbers = (lexicon.index.get(form) for form in forms)
    return any(lexicon.log_news[n] >= least for n in numbers if n is not None)


def _inflections(form: str) -> Iterator[str]:
    """Spell what may be inflections of a word; most are no words at all."""
    for ending in ("s", "es", "d", "ed", "ing", "ly", "ally"):
        yield form + ending
    if form.endswith("s"):
        yield form[:-1]
    if form.endswith("y"):
        yield form[:-1] + "ies"
    if form.endswith("e"):
        yield form[:-1] + "ing"


def _stems(form: str) -> Iterator[str]:
    """Spell what a word may be derived from: additionally from additional."""
    for suffix in _SUFFIXES:
        stem = form.removesuffix(suffix)
        if stem != form and len(stem) >= _SHORTEST_STEM:
            yield stem
