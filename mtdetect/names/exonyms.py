"""Places and bodies under the name that another language has for them: Ginebra, the ONU.

Engines leave such a name where they do not know the word, or take it for a surname. English news
has it only within longer foreign names, such as those of streets, schools and newspapers, in
brackets behind an English name, and as a surname. A name that an article has so once is left alone
throughout.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from mtdetect.names.marks import Marked, with_starts
from mtdetect.names.mentions import TITLES
from mtdetect.names.reading import read
from mtdetect.tables.lexicon import Lexicon

# Each line: the English name, and what Spanish, Portuguese, French, Italian, German and Dutch have.
# Left out is what English has as a word, a surname or a name of its own (Roma, Grecia, Polonia).
_PLACES = """
Athens: Atenas, Athen
Beijing: Pekín, Pequim
Belarus: Bielorrusia, Bielorrússia
Belgium: Bélgica
Berlin: Berlino
Brussels: Bruselas, Bruxelas, Brüssel
Copenhagen: Copenhague, Kopenhagen
Damascus: Damasco
Egypt: Egipto
England: Inglaterra
Geneva: Ginebra, Genebra, Genf
Germany: Alemania, Alemanha, Allemagne
Istanbul: Estambul, Istambul
Japan: Japón, Japão
Jerusalem: Jerusalén
Kyiv: Kiew
Lebanon: Líbano
London: Londres, Londra, Londen
Morocco: Marruecos, Marrocos
Moscow: Moscú, Moscou, Moskou
New York: Nueva York, Nova York, Nova Iorque
North Korea: Corea del Norte, Coreia do Norte
Norway: Noruega
Paris: Parigi, Parijs
Russia: Rusia, Rússia, Russie
Saudi Arabia: Arabia Saudita, Arabia Saudí, Arábia Saudita
Scotland: Escocia
Singapore: Singapur
South Korea: Corea del Sur, Coreia do Sul
Stockholm: Estocolmo
Sweden: Suecia
Switzerland: Suiza, Suíça
Syria: Siria, Síria
Turkey: Turquía
Ukraine: Ucrania, Ucrânia
United Kingdom: Reino Unido, Royaume-Uni
United States: Estados Unidos, États-Unis, EE.UU., EE. UU., EEUU
Warsaw: Varsovia, Varsóvia, Varsovie, Warschau
"""
# These only behind an article, and not where the article explains them in brackets.
_BODIES = """
EU: UE
IAEA: OIEA, AIEA
IMF: FMI
NATO: OTAN
NGO: ONG
OPEC: OPEP
UN: ONU
WHO: OMS
WTO: OMC
"""
# Words of the languages above that link the parts of a longer name.
_LINKS = frozenset(
    ["al", "au", "aux", "da", "das", "de", "del", "den", "der", "des", "di", "do", "dos", "du", "e",
     "el", "em", "en", "et", "la", "las", "le", "les", "los", "na", "no", "van", "von", "y", "zu"]
)  # fmt: skip
_GLUED = re.compile(r"[\w@#/&'(\"_-]$"), re.compile(r"[\w@#/&)\"_-]|\.\w| [^\W\d_a-z]")


def _by_first_word() -> dict[str, list[tuple[str, str, bool]]]:
    found: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
    for lines, is_body in ((_PLACES, False), (_BODIES, True)):
        for line in lines.strip().splitlines():
            name, _, foreign = line.partition(": ")
            for form in foreign.split(", "):
                found[re.split(r"[ .-]", form)[0]].append((form, name, is_body))
    return dict(found)


_BY_FIRST_WORD = _by_first_word()


def foreign_exonyms(text: str, lexicon: Lexicon) -> Iterator[Marked]:
    """Find places and bodies under a foreign name.

    Parameters
    ----------
    text : str
        An article; its first 60,000 characters count.
    lexicon : Lexicon
        Tells whether the words around are English.

    Yields
    ------
    Marked
    """
    reading = read(text)
    flat, tokens = reading.flat, reading.tokens
    starts = [initial for _, initial in with_starts(tokens)]
    alone: dict[str, list[Marked]] = defaultdict(list)
    within: set[str] = set()
    for i, token in enumerate(tokens):
        for form, name, is_body in _BY_FIRST_WORD.get(token.form, ()):
            start, end = token.start, token.start + len(form)
            if not flat.startswith(form, start):
                continue
            before = tokens[i - 1].form if i else "."
            after = next((t.form for t in tokens[i + 1 : i + 5] if t.start >= end), ".")
            sentence = i < 2 or (starts[i - 1] and before.lower() in lexicon.index)
            titled = before == "." and i > 1 and tokens[i - 2].form in TITLES
            if titled or (before[0].isupper() and not sentence) or _glued(flat, start, end):
                within.add(form)
            elif (
                before not in _LINKS
                and after not in _LINKS
                and _in_english(before, after, lexicon)
                and not (is_body and (before.lower() != "the" or f"({form})" in flat))
            ):
                alone[form].append(Marked(start, end, name))
                break
    for form, marks in alone.items():
        if form not in within:
            yield from marks


def _glued(flat: str, start: int, end: int) -> bool:
    """Tell whether a place is part of a longer name, an address or a bracket."""
    left, right = _GLUED
    before = left.search(flat, max(0, start - 1), start)
    return before is not None or right.match(flat, end) is not None


def _in_english(before: str, after: str, lexicon: Lexicon) -> bool:
    numbers = (lexicon.index.get(word.lower()) for word in (before, after) if word[0].isalpha())
    return any(lexicon.is_frequent[n] for n in numbers if n is not None)
