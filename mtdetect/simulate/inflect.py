"""A small rule-based English inflector: strip an ending off one word, put it on another.

It serves the simulated spinners, which follow inflection mostly and botch it at times, so it
knows the regular endings ``-s``, ``-ed``, ``-ing`` and the common irregular verbs and plurals,
and nothing finer.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import Literal

Ending = Literal["", "s", "ed", "past", "participle", "ing"]


def words(text: str) -> frozenset[str]:
    """Return the set of the words of a text, for tables written as plain text."""
    return frozenset(text.split())


_VERBS = """
arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|become became become
|begin began begun|bend bent bent|bet bet bet|bid bid bid|bind bound bound|bite bit bitten
|bleed bled bled|blow blew blown|break broke broken|breed bred bred|bring brought brought
|build built built|burn burned burned|burst burst burst|buy bought bought|cast cast cast
|catch caught caught|choose chose chosen|cling clung clung|come came come|cost cost cost
|creep crept crept|cut cut cut|deal dealt dealt|dig dug dug|do did done|draw drew drawn
|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt
|fight fought fought|find found found|flee fled fled|fling flung flung|fly flew flown
|forbid forbade forbidden|forget forgot forgotten|forgive forgave forgiven|freeze froze frozen
|get got gotten|give gave given|go went gone|grind ground ground|grow grew grown|hang hung hung
|have had had|hear heard heard|hide hid hidden|hit hit hit|hold held held|hurt hurt hurt
|keep kept kept|know knew known|lay laid laid|lead led led|leave left left|lend lent lent
|let let let|lie lay lain|light lit lit|lose lost lost|make made made|mean meant meant
|meet met met|mistake mistook mistaken|overcome overcame overcome|pay paid paid|put put put
|quit quit quit|read read read|ride rode ridden|ring rang rung|rise rose risen|run ran run
|say said said|see saw seen|seek sought sought|sell sold sold|send sent sent|set set set
|shake shook shaken|shed shed shed|shine shone shone|shoot shot shot|show showed shown
|shrink shrank shrunk|shut shut shut|sing sang sung|sink sank sunk|sit sat sat|sleep slept slept
|slide slid slid|speak spoke spoken|speed sped sped|spend spent spent|spin spun spun
|split split split|spread spread spread|spring sprang sprung|stand stood stood|steal stole stolen
|stick stuck stuck|sting stung stung|strike struck struck|strive strove striven|swear swore sworn
|sweep swept swept|swim swam swum|swing swung swung|take took taken|teach taught taught
|tear tore torn|tell told told|think thought thought|throw threw thrown|thrust thrust thrust
|tread trod trodden|undergo underwent undergone|understand understood understood
|undertake undertook undertaken|uphold upheld upheld|upset upset upset|wake woke woken
|wear wore worn|weave wove woven|win won won|wind wound wound|withdraw withdrew withdrawn
|withhold withheld withheld|withstand withstood withstood|write wrote written
"""
_PLURALS = """
child children|man men|woman women|foot feet|tooth teeth|person people|wife wives|life lives
|leaf leaves|half halves|knife knives|thief thieves|crisis crises|policeman policemen
|spokesman spokesmen|congressman congressmen|lawman lawmen|businessman businessmen
|fisherman fishermen|shelf shelves|self selves|wolf wolves|loaf loaves|mouse mice
"""
_UNCHANGED = words(
    "series species people police information equipment staff gear news weaponry cattle sheep "
    "data media headquarters"
)
# Verbs whose last consonant doubles although they have two syllables.
_DOUBLING = re.compile(r"(?:mit|fer|cur|pel|bel|get|gin|plan|stop|bat|plot|rob|quip|net|set)$")
_ONE_SYLLABLE = re.compile(r"^[^aeiou]*[aeiou][bdgmnprt]$")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
# Second words that show a phrase to be a verb with its complement: inflect the first word.
_PARTICLES = words(
    "up down out off on in over back away through with to for at into about around along by "
    "of place part care a an the as sure note"
)


def _table(text: str) -> list[list[str]]:
    return [row.split() for row in text.replace("\n", " ").split("|")]


_PAST = {base: (past, participle) for base, past, participle in _table(_VERBS)}
_PLURAL = {row[0]: row[1] for row in _table(_PLURALS)}


def _irregular_forms() -> dict[str, tuple[str, Ending]]:
    forms: dict[str, tuple[str, Ending]] = {}
    for base, (past, participle) in _PAST.items():
        if past == base:
            continue  # "cut", "put": the form tells nothing
        same = past == participle
        forms[past] = (base, "ed" if same else "past")
        if not same and participle != base:
            forms[participle] = (base, "participle")
    for one, many in _PLURAL.items():
        forms[many] = (one, "s")
    # Nouns, adjectives and verbs in their own right far more often than past forms.
    for word in ("ground", "bore", "lay", "wound", "felt", "rose", "people", "bound"):
        forms.pop(word, None)
    return forms


_IRREGULAR = _irregular_forms()


def analyses(word: str, known: Container[str]) -> Iterator[tuple[str, Ending]]:
    """Yield the readings of a lower-case word as (base form, ending), likeliest first.

    Parameters
    ----------
    word : str
        One lower-case word.
    known : Container[str]
        The base forms that exist; only they are yielded.

    Examples
    --------
    >>> list(analyses("judges", {"judge", "judg"}))
    [('judge', 's')]
    >>> list(analyses("chose", {"choose"}))
    [('choose', 'past')]
    """
    irregular = _IRREGULAR.get(word)
    if irregular is not None:
        if irregular[0] in known:
            yield irregular
        return
    for base, ending in _regular(word):
        if len(base) > 2 and base in known:
            yield base, ending


def _regular(word: str) -> Iterator[tuple[str, Ending]]:
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y", "s"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        yield word[:-1], "s"
        if word.endswith("es") and _SIBILANT.search(word[:-2]):
            yield word[:-2], "s"
    elif word.endswith("ied") and len(word) > 4:
        yield word[:-3] + "y", "ed"
    elif word.endswith("ed") and len(word) > 4:
        yield word[:-1], "ed"
        yield word[:-2], "ed"
        if word[-3] == word[-4]:
            yield word[:-3], "ed"
    elif word.endswith("ing") and len(word) > 5:
        yield word[:-3] + "e", "ing"
        yield word[:-3], "ing"
        if word[-4] == word[-5]:
            yield word[:-4], "ing"


@lru_cache(maxsize=65_536)
def inflect(phrase: str, ending: Ending) -> str:
    """Put an ending on a word, or on the word of a phrase that bears it.

    Parameters
    ----------
    phrase : str
        A lower-case base form, or a phrase of base forms.
    ending : {"", "s", "ed", "past", "participle", "ing"}
        ``"ed"`` is the regular form that serves as past and participle alike.

    Returns
    -------
    str
        The inflected phrase.

    Examples
    --------
    >>> inflect("choose", "s"), inflect("take a look at", "past"), inflect("carry", "ed")
    ('chooses', 'took a look at', 'carried')
    >>> inflect("financial institution", "s"), inflect("run", "ing")
    ('financial institutions', 'running')
    """
    if not ending:
        return phrase
    parts = phrase.split(" ")
    place = _bearing_place(parts, ending)
    parts[place] = _inflect_word(parts[place], ending)
    return " ".join(parts)


def bearing_word(phrase: str, ending: Ending) -> str:
    """Return the word of a phrase that :func:`inflect` puts the ending on.

    Examples
    --------
    >>> bearing_word("take part", "ing"), bearing_word("state of war", "s")
    ('take', 'state')
    """
    parts = phrase.split(" ")
    return parts[_bearing_place(parts, ending)]


def _bearing_place(parts: list[str], ending: Ending) -> int:
    verbal = ending != "s" or (len(parts) > 1 and parts[1] in _PARTICLES)
    return 0 if verbal else len(parts) - 1


def _inflect_word(word: str, ending: Ending) -> str:
    if ending == "s":
        return _with_s(word)
    if ending == "ing":
        if word.endswith("ie"):
            return word[:-2] + "ying"
        if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
            return word[:-1] + "ing"
        return _doubled(word) + "ing"
    irregular = _PAST.get(word)
    if irregular is not None:
        return irregular[1] if ending == "participle" else irregular[0]
    if word.endswith("e"):
        return word + "d"
    if len(word) > 2 and word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ied"
    return _doubled(word) + "ed"


def _with_s(word: str) -> str:
    if word in _UNCHANGED or word.endswith("ics"):
        return word
    if word in _PLURAL:
        return _PLURAL[word]
    if _SIBILANT.search(word):
        return word + "es"
    if len(word) > 2 and word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word in ("go", "do", "veto", "echo", "hero") else "s")


def _doubled(word: str) -> str:
    if _ONE_SYLLABLE.match(word) or _DOUBLING.search(word):
        return word + word[-1]
    return word


def article_for(phrase: str) -> str:
    """Return the indefinite article, ``"a"`` or ``"an"``, that a phrase takes.

    Examples
    --------
    >>> article_for("army"), article_for("union"), article_for("hour"), article_for("8-year")
    ('an', 'a', 'an', 'an')
    """
    return "an" if _VOWEL_SOUND.match(phrase.lower()) else "a"


_VOWEL_SOUND = re.compile(
    r"(?!uni(?!n|m)|use|usu|euro|eu|ubiq|util|one\b|once\b|ute)[aeiou]"
    r"|hour|honest|honou?r|heir|8|11\b|18\b"
)
