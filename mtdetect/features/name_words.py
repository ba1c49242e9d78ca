"""Names translated as words, and given name and surname swapped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mtdetect.features.name_mentions import Mention, Names
from mtdetect.lexicon import Lexicon


def translated(names: Names, lexicon: Lexicon) -> Iterator[tuple[Mention, str]]:
    """Find words that stand where a name should, and mean what the name means as a word.

    Yields
    ------
    mention, suggestion
        The word and the name.
    """
    index, table = lexicon.index, lexicon.name_index
    pairs = Counter((m.form, m.after) for m in names.words if m.after is not None)
    partners: dict[str, set[str]] = {}
    for first, second in pairs:
        partners.setdefault(second, set()).add(first)
    followers: dict[str, set[str]] = {}
    for first, second in pairs:
        followers.setdefault(first, set()).add(second)
    for m in names.words:
        low = m.form.lower()
        if low not in index or (m.form in lexicon.names and lexicon.names[m.form] > 20):
            continue
        for beside, elsewhere, known in (
            (m.after, partners, table.before),
            (m.before, followers, table.after),
        ):
            if beside is None or (beside.lower() in index and beside not in lexicon.names):
                continue
            together = known.get(beside, {})
            if m.form in together:
                continue
            options = {n: 5 for n in elsewhere.get(beside, ()) if n != m.form}
            options |= {n: c for n, c in together.items() if c >= 5}
            alike = [n for n in options if _means(low, n.lower(), lexicon)]
            if alike:
                yield m, max(alike, key=lambda n: (options[n], n))
                break


def _means(word: str, other: str, lexicon: Lexicon) -> bool:
    index = lexicon.index
    if word == other or other not in index:
        return False
    if word[:4] == other[:4]:
        return False
    a, b = index[word], index[other]
    return b in lexicon.synonyms.row(a) or a in lexicon.synonyms.row(b)


def swapped(names: Names, lexicon: Lexicon) -> Iterator[tuple[Mention, Mention]]:
    """Find surnames before given names where the article has them the usual way round too.

    Yields
    ------
    first, second
        The two mentions in the order of the text.
    """
    times = Counter((m.form, m.after) for m in names.words if m.after is not None)
    table = lexicon.full_names
    for m, following in zip(names.words, names.words[1:], strict=False):
        if m.after != following.form or m.form == following.form:
            continue
        here, there = times[m.form, following.form], times[following.form, m.form]
        usual = table.get(f"{following.form} {m.form}", 0)
        if m.before is not None or following.after is not None:
            continue
        if f"{m.form} {following.form}" in table:
            continue
        if m.form.lower() in lexicon.index and following.form.lower() in lexicon.index:
            continue
        if there > here or (there == here and there and usual) or usual >= 20:
            yield m, following
