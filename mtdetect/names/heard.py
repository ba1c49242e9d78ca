"""Surnames that were heard as common words: mask had left, where Musk had."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np

from mtdetect.names.marks import DETERMINERS, Marked, acronym_times, with_starts
from mtdetect.names.reading import read
from mtdetect.names.variants import legitimate
from mtdetect.tables import sounds
from mtdetect.tables.encoding import word_number
from mtdetect.tables.lexicon import NAME, Lexicon
from mtdetect.tables.ngrams import keys_of

# By how much a name must fit better than a word, in nats.
_BETTER = 7.0
_ALIKE = 0.65
_UNSEEN = math.log(0.5)  # the most that a pair of words counts that was never seen
_SHORTEST = 4
_MOST_NAMES = 60


def heard_as_words(text: str, lexicon: Lexicon) -> Iterator[Marked]:
    """Find words that sound like a name of the article and stand where only a name fits.

    Parameters
    ----------
    text : str
        An article; its first 60,000 characters count.
    lexicon : Lexicon
        Tells which neighbours names and words have.

    Yields
    ------
    Marked
    """
    reading = read(text)
    flat, tokens = reading.flat, reading.tokens
    inside = Counter(
        t.form
        for t, initial in with_starts(tokens)
        if not initial and t.form[0].isupper() and not t.form.isupper()
    )
    inside += acronym_times(tokens)
    words = Counter(t.form for t in tokens if t.form[0].islower())
    by_skeleton: dict[str, list[str]] = defaultdict(list)
    for name, n in inside.most_common(_MOST_NAMES):
        if n >= 2 and name.isalpha() and len(name) >= _SHORTEST:
            by_skeleton[sounds.skeleton(name)].append(name)
    index = lexicon.index
    heard: dict[str, str | None] = {}
    for i in range(1, len(tokens) - 1):
        form = tokens[i].form
        if len(form) < _SHORTEST or not form[1:].islower() or form.lower() not in index:
            continue
        if form not in heard:
            heard[form] = _alike(form, by_skeleton, index)
        right = heard[form]
        if right is None or form in lexicon.names:
            continue
        if form[0].isupper():
            beside = flat[tokens[i].end : tokens[i].end + 2]
            alone = not tokens[i - 1].form[0].isupper() and not beside[1:2].isupper()
            fits = alone and 0 < inside[form] < inside[right]
        elif tokens[i - 1].form.lower() in DETERMINERS:
            continue
        else:
            gain = fits_better(tokens[i - 1].form, form, tokens[i + 1].form, lexicon)
            fits = gain >= _BETTER and words[form] < inside[right]
        if fits:
            yield Marked(tokens[i].start, tokens[i].end, right)


def _alike(form: str, by_skeleton: dict[str, list[str]], index: dict[str, int]) -> str | None:
    options = [
        (sounds.distance(word, name), name)
        for word in {form, form.removesuffix("s")}
        for name in by_skeleton.get(sounds.skeleton(word), ())
        if _heard(form, word, name, index)
    ]
    return min(options)[1] if options else None


def _heard(form: str, word: str, name: str, index: dict[str, int]) -> bool:
    if form.lower() == name.lower():
        return name.isupper() and form.islower() and len(name) > _SHORTEST
    if name.isupper() or name.lower() in index or legitimate(form, name):
        return False
    return sounds.distance(word, name) <= _ALIKE


def fits_better(before: str, word: str, after: str, lexicon: Lexicon) -> float:
    """Weigh a name against a word by the words on either side.

    Parameters
    ----------
    before, word, after : str
        A word of an article and its neighbours.
    lexicon : Lexicon

    Returns
    -------
    float
        By how much a name is likelier there than the word, in nats.
    """
    one, here, two = (word_number(w, lexicon.index) for w in (before, word, after))
    left = np.asarray([one, NAME, one, here])
    right = np.asarray([NAME, two, here, two])
    times = lexicon.log_news
    # A pair that was never seen counts what chance would make of it, but less than one.
    chance = np.minimum(times[left] + times[right] - math.log(lexicon.n_news), _UNSEEN)
    counts = np.maximum(lexicon.bigrams.log_counts(keys_of(left, right)), chance)
    gain = float(counts[0] + counts[1] - counts[2] - counts[3])
    return gain - float(times[NAME] - times[here])
