"""The list of what a version says otherwise: swaps, names, quotations, figures, sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from mtdetect import segment
from mtdetect.compare.pairs import Ints, Pair
from mtdetect.compare.places import keeps_grammar
from mtdetect.compare.reading import CONTENT, MARK, NAME, NUMBER, Passage, Reading, plain_figure
from mtdetect.compare.swaps import Put
from mtdetect.compare.versions import Change, ChangeKind
from mtdetect.segment import Span
from mtdetect.tables.sounds import distance

# A quotation of fewer words is a turn of speech that anybody may put in marks.
_LEAST_QUOTED = 4
# Of a quotation that was reworded so much is still there; of one that was left out, less.
_LEAST_KEPT = 0.2
# Words by which an engine's quotation may begin late or end early.
_SLACK = 3
# A sentence of so many words of which less than this is left was dropped (or added).
_LEAST_SENTENCE, _LOST = 5, 0.2
# A paragraph of which less is left was written anew: its words were not swapped one by one.
_LEAST_EQUAL = 0.25
# Two spellings of one name differ in at most so many consonants a letter.
_MISSPELT = 0.2


class NamePlace(NamedTuple):
    """A name of the source, and how a version writes it there."""

    old: str
    new: str
    ours: Span
    theirs: Span


def changes(pair: Pair, puts: Sequence[Sequence[Put]]) -> tuple[list[Change], list[NamePlace]]:
    """List what a version says otherwise than its source.

    Parameters
    ----------
    pair : Pair
        Its first side is the source.
    puts : sequence of sequence of Put
        The swaps of each block.

    Returns
    -------
    changes : list of Change
        All but names: which spelling of these is wrong, only all versions together tell.
    names : list of NamePlace
        Names that are written otherwise.
    """
    found: list[Change] = []
    names: list[NamePlace] = []
    swaps: dict[tuple[str, str], list[tuple[Span, Span]]] = {}
    believed: set[tuple[str, str]] = set()
    inside = _quoted(pair)
    kept = [p for k, of_block in enumerate(puts) if not _rewritten(pair, k) for p in of_block]
    for put in kept:
        ours, theirs = pair.one.span(*put.ours), pair.other.span(*put.theirs)
        old, new = pair.one.text[slice(*ours)], pair.other.text[slice(*theirs)]
        if _is_name(pair, put, old, new):
            names.append(NamePlace(old, new, ours, theirs))
            continue
        words = old.lower(), new.lower()
        is_figure = _is_figure(pair, put)
        if is_figure and plain_figure(words[0]) != plain_figure(words[1]):
            found.append(_change("figure", pair, ours, theirs))
            continue
        swaps.setdefault(words, []).append((ours, theirs))
        if is_figure or _is_believable(pair, put):
            believed.add(words)
    for words, places in swaps.items():
        first = _change("swap", pair, *places[0], len(places))
        everywhere = tuple((s, e) for _, (s, e) in places)
        found.append(replace(first, places=everywhere, believable=words in believed))
    found += [_change("quotation", pair, ours, theirs) for ours, theirs in inside]
    found += _sentences(pair)
    return sorted(found, key=lambda c: (c.start, c.source_start, c.kind)), names


def name_changes(
    places: Sequence[Sequence[NamePlace]], mentions: Counter[str]
) -> list[list[Change]]:
    """Tell in which version a name disagrees with the majority.

    Parameters
    ----------
    places : sequence of sequence of NamePlace
        Of each version what it writes otherwise than the source.
    mentions : Counter
        In how many versions, the source among them, each plain form stands.
    """
    result: list[list[Change]] = []
    for of_version in places:
        found: dict[tuple[str, str], Change] = {}
        for place in of_version:
            if mentions[_form(place.new)] > mentions[_form(place.old)]:
                continue  # the source is in the minority
            before = found.get((place.old, place.new))
            found[place.old, place.new] = Change(
                "name",
                place.old,
                place.new,
                before.count + 1 if before else 1,
                *((before.start, before.end) if before else place.theirs),
                *((before.source_start, before.source_end) if before else place.ours),
                (*(before.places if before else ()), (place.theirs.start, place.theirs.end)),
            )
        result.append(list(found.values()))
    return result


def _form(name: str) -> str:
    """Give a name as texts are read: with a straight apostrophe, whatever mark a page sets."""
    return "".join(segment.forms(name))


def _change(kind: ChangeKind, pair: Pair, ours: Span, theirs: Span, count: int = 1) -> Change:
    old, new = pair.one.text[slice(*ours)], pair.other.text[slice(*theirs)]
    return Change(kind, old, new, count, *theirs, *ours)


def _rewritten(pair: Pair, block: int) -> bool:
    ours, _ = pair.tokens(pair.blocks[block])
    words = ours[pair.one.kinds[ours] != MARK]
    if pair.equal[words].sum() >= _LEAST_EQUAL * len(words):
        return False
    return not keeps_grammar(pair.one, words, pair.place)


def _is_name(pair: Pair, put: Put, old: str, new: str) -> bool:
    single = put.ours[1] - put.ours[0] == put.theirs[1] - put.theirs[0] == 1
    if not single or pair.one.kinds[put.ours[0]] != NAME or not new[:1].isalpha():
        return False
    a, b = _form(old).lower(), _form(new).lower()
    if a.startswith(b) or b.startswith(a):
        return False  # another number or a nationality, not another spelling
    return a != b and distance(a, b) <= max(1.0, _MISSPELT * len(a))


def _is_figure(pair: Pair, put: Put) -> bool:
    return (
        put.ours[1] - put.ours[0] == put.theirs[1] - put.theirs[0] == 1
        and pair.one.kinds[put.ours[0]] == NUMBER
        and pair.other.kinds[put.theirs[0]] == NUMBER
    )


def _is_believable(pair: Pair, put: Put) -> bool:
    single = put.ours[1] - put.ours[0] == put.theirs[1] - put.theirs[0] == 1
    kinds = {int(pair.one.kinds[put.ours[0]]), int(pair.other.kinds[put.theirs[0]])}
    return put.known or (single and kinds in ({CONTENT}, {NAME}))


def _quoted(pair: Pair) -> list[tuple[Span, Span]]:
    """Find the quotations of the source that the version gives in other words."""
    found = []
    one, other = pair.one, pair.other
    for first, last in one.quotations:
        words = np.arange(first, last)[one.kinds[first:last] != MARK]
        if len(words) < _LEAST_QUOTED:
            continue
        places = pair.place[words]
        kept = places[places >= 0]
        if pair.equal[words].all() and not _put_in(pair, first, last):
            continue
        if len(kept) < max(1, _LEAST_KEPT * len(words)):
            continue
        begin, end = int(kept.min()), int(kept.max()) + 1
        # The version's own marks say best where its rendering begins and ends.
        around = [q for q in other.quotations if q.start < end and q.end > begin]
        if around and around[0].start <= begin + _SLACK and end <= around[-1].end + _SLACK:
            begin, end = around[0].start, around[-1].end
        found.append((one.span(first, last), other.span(begin, end)))
    return found


def _put_in(pair: Pair, first: int, last: int) -> bool:
    """Tell whether the version has more words within a quotation whose own words all stand."""
    words = np.arange(first, last)[pair.one.kinds[first:last] != MARK]
    places = pair.place[words]
    between = np.arange(int(places.min()), int(places.max()) + 1)
    return int((pair.other.kinds[between] != MARK).sum()) != len(words)


def _sentences(pair: Pair) -> list[Change]:
    found = []
    for block in pair.blocks:
        ours = [pair.one.passages[p] for p in block.ours]
        theirs = [pair.other.passages[p] for p in block.theirs]
        if block.moved:
            found.append(_change("moved", pair, Span(*ours[0][:2]), Span(*theirs[0][:2])))
        here = Span(*theirs[0][:1] * 2) if theirs else _gap_after(pair, block.ours)
        for passage in ours:
            for first, last in _lost(pair.one, passage, pair.place):
                found.append(_change("dropped", pair, pair.one.span(first, last), here))
        there = Span(*ours[0][:1] * 2) if ours else Span(0, 0)
        for passage in theirs:
            for first, last in _lost(pair.other, passage, pair.back):
                found.append(_change("added", pair, there, pair.other.span(first, last)))
    return found


def _gap_after(pair: Pair, passages: tuple[int, ...]) -> Span:
    """Give the place in the version where passages that it lacks would stand."""
    first = pair.one.passages[passages[0]].first
    before = pair.place[:first]
    at = pair.other.tokens[int(before.max())].end if (before >= 0).any() else 0
    return Span(at, at)


def _lost(reading: Reading, passage: Passage, place: Ints) -> list[Span]:
    """Find the sentences of a passage that have no counterpart."""
    found: list[Span] = []
    for first, last in reading.sentences(passage):
        telling = reading.weights[first:last]
        words = int((reading.kinds[first:last] != MARK).sum())
        kept = telling[place[first:last] >= 0].sum()
        if (
            words >= _LEAST_SENTENCE
            and kept < _LOST * telling.sum()
            and not keeps_grammar(reading, np.arange(first, last), place)
        ):
            found.append(Span(first, last))
    return found
