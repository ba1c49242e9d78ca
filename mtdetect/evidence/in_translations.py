"""Wrong, torn and glued words: they weigh nothing and tell a reader of a translation something.

People write such words, too, so that they are shown only where a paragraph is held for translated.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from mtdetect.evidence.finding import HELD_FOR_TRANSLATED, Kind
from mtdetect.evidence.glued_words import glued_words
from mtdetect.evidence.lone_words import lone_words
from mtdetect.evidence.strange_words import strange_words
from mtdetect.features.matrix import Analysis
from mtdetect.segment import Finding
from mtdetect.tables.lexicon import Lexicon

_MOST = 3  # of a kind of mark in a paragraph


def in_translations(
    analysis: Analysis, lexicon: Lexicon, translated: float, marked: Sequence[Finding[Kind]] = ()
) -> list[Finding[Kind]]:
    """Find what is shown of translated paragraphs alone.

    Parameters
    ----------
    analysis : Analysis
        One paragraph.
    lexicon : Lexicon
    translated : float
        Probability that it is translated, 0 to 1; nothing is looked for where that is less likely
        than not.
    marked : sequence of Finding
        What is marked already: a word that is odd there is not marked again.

    Returns
    -------
    list of Finding
        Of each kind of mark the first three.
    """
    if translated < HELD_FOR_TRANSLATED:
        return []
    [text] = analysis.encoded.texts
    torn = [
        *islice(strange_words(text, lexicon), _MOST),
        *islice(glued_words(text, lexicon), _MOST),
    ]
    known = [*marked, *torn]
    lone = (
        word
        for word in lone_words(analysis, lexicon)
        if all(word.end <= f.start or f.end <= word.start for f in known)
    )
    return [*torn, *islice(lone, _MOST)]
