"""Words that nobody puts between their neighbours, where a text is translated.

Spinners leave such words and the detector weighs them; so do engines that take a word in another of
its senses ("his powerful rackets"), which is what a reader marks most on translated pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtdetect.evidence.finding import ODD_HERE, Kind, on_tokens
from mtdetect.features.matrix import Analysis
from mtdetect.segment import Finding
from mtdetect.tables import fluency
from mtdetect.tables.lexicon import RESERVED, Lexicon

# Log-odds of the word model that a word was put there. One snippet of eight words of native news
# in twenty holds a word that is as odd, and beside neighbours that news never has it beside.
_ODD = -2.75


def lone_words(analysis: Analysis, lexicon: Lexicon) -> Iterator[Finding[Kind]]:
    """Find words that are odd where they stand, and unknown beside either neighbour.

    Parameters
    ----------
    analysis : Analysis
        One paragraph.
    lexicon : Lexicon

    Yields
    ------
    Finding
        In the order of the text.
    """
    encoded, places = analysis.encoded, analysis.words.places
    ids = encoded.ids
    # Beside marks and names any word is unknown.
    common = encoded.is_word & (encoded.case == 0) & (ids >= RESERVED)
    told = common[places - 1] | common[places + 1]
    known = fluency.has_pair(lexicon, ids[places - 1], ids[places])
    known |= fluency.has_pair(lexicon, ids[places], ids[places + 1])
    odd = common[places] & told & ~known & (analysis.word_log_odds > _ODD)
    for place in places[odd].tolist():
        yield on_tokens(encoded, [place], "collocation", ODD_HERE, weight=0.0)
