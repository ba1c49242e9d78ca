"""What is judged by itself: stretches as long as the paragraphs that the model knows.

The same article may come with a paragraph for every sentence, or without any break. Short
paragraphs in a row are judged together, overlong ones in pieces, so that neither layout makes
evidence out of itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mtdetect import segment
from mtdetect.segment import Span

# Paragraphs of fewer words are joined with such neighbours, until there are as many as that.
SHORT, JOINED_WORDS = 40, 60
_LEAST_WORDS = 2
_ENDED = re.compile(r"""[.!?…]["”’')\]]*$""")
_BEGUN = re.compile(r"""["“‘'(\[]*[A-Z0-9$£€]""")
_ITEM = re.compile(r"(?:[-*•·–]|\d{1,2}[.)])\s")


@dataclass(frozen=True)
class Units:
    """Stretches of a text that are judged each by itself.

    Attributes
    ----------
    spans : list of Span
        In order, without overlap.
    of_paragraph : list of range
        For each paragraph the numbers of its units; paragraphs that are judged together share one.
    joined : list of bool
        Whether a unit is several paragraphs.
    """

    spans: list[Span]
    of_paragraph: list[range]
    joined: list[bool]


def units(text: str, paragraphs: Sequence[Span], apart: Sequence[bool]) -> Units:
    """Join short paragraphs and cut overlong ones.

    Parameters
    ----------
    text : str
    paragraphs : sequence of Span
    apart : sequence of bool
        Paragraphs that are never joined with others, such as captions.

    Examples
    --------
    >>> text = "The council of Tolby voted on it. Nobody there was surprised. " * 9
    >>> paragraphs = segment.sentences(text)
    >>> found = units(text, paragraphs, [False] * len(paragraphs))
    >>> len(paragraphs), len(found.spans), found.of_paragraph[1], found.of_paragraph[-1]
    (18, 1, range(0, 1), range(0, 1))
    """
    spans: list[Span] = []
    of: list[range] = []
    joined: list[bool] = []
    run: list[int] = []

    def close() -> None:
        for group in _groups(run, words):
            number = len(spans)
            spans.append(Span(paragraphs[group[0]].start, paragraphs[group[-1]].end))
            of.extend([range(number, number + 1)] * len(group))
            joined.append(len(group) > 1)
        run.clear()

    words = [text.count(" ", s, e) + text.count("\n", s, e) + 1 for s, e in paragraphs]
    for i, (start, end) in enumerate(paragraphs):
        if words[i] < SHORT and not apart[i] and _is_sentence(text, start, end, words[i]):
            run.append(i)
            continue
        close()
        cut = segment.pieces(text[start:end])
        of.append(range(len(spans), len(spans) + len(cut)))
        spans += [Span(start + s, start + e) for s, e in cut]
        joined += [False] * len(cut)
    close()
    return Units(spans, of, joined)


def _is_sentence(text: str, start: int, end: int, words: int) -> bool:
    """Tell whether a short paragraph is prose, no heading and no item of a list."""
    return (
        words >= _LEAST_WORDS
        and _ENDED.search(text, max(start, end - 5), end) is not None
        and _BEGUN.match(text, start, end) is not None
        and _ITEM.match(text, start, end) is None
    )


def _groups(run: Sequence[int], words: Sequence[int]) -> list[list[int]]:
    """Group short paragraphs in a row; what is left at the end goes to the last group."""
    groups: list[list[int]] = []
    group: list[int] = []
    for i in run:
        group.append(i)
        if sum(words[k] for k in group) >= JOINED_WORDS:
            groups.append(group)
            group = []
    if group and groups:
        groups[-1] += group
    elif group:
        groups.append(group)
    return groups
