"""Sentences cut by a stop and paragraphs that begin in the middle, judged in the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mtdetect.features import typography
from mtdetect.segment import Finding, Span

# What the finder of a paragraph calls a place, and the clue that it is here.
_CLUES = {
    "spaced_currency": "spaced_currency",
    "space_before_mark": "stray_space",
    "spaced_hyphen": "stray_space",
    "doubled_mark": "doubled_stop",
    "doubled_word": "doubled_word",
    "begun_twice": "begun_twice",
    "lookalike_letters": "lookalike_letters",
}
# possible.” to draw up / pending for." police had
_CUT_AFTER_QUOTE = re.compile(
    r"(?<=[a-z]{2})\.[\"”] (?!(?:he|she|they|said|says|asked|wrote|the|it|and|but|or|in|on|at|i)\b)"
    r"(?=[a-z]{2,} [a-z])"
)
# Words of a script that news in English does not use, and no more than names in brackets.
_LETTERS = "\u0400-\u052f\u0590-\u06ff\u0900-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af"
_SCRIPT = re.compile(rf"(?<![\w(\"“])[{_LETTERS}]{{2,}}(?:[ ,-]+[{_LETTERS}]+)*")
# Where a larger share of the paragraphs begins so, it is a list, a poem or a house that writes so.
_LIST_SHARE = 0.2
_WORD = re.compile(r"[a-z]{2,}(?![\w.@/])")


def breaks(
    text: str,
    flat: str,
    spans: Sequence[Span],
    damage: typography.Damage | None = None,
) -> Iterator[Finding[str]]:
    """Find cut sentences, lower-case beginnings, words and stops set twice, stray spaces.

    Parameters
    ----------
    text : str
        An article.
    flat : str
        The same in plain characters, of the same length.
    spans : sequence of Span
        Its paragraphs.
    damage : Damage, optional
        Damaged type of paragraphs, where it is known already.

    Examples
    --------
    >>> text = "The guard left before that. chose to stay."
    >>> [(f.kind, f.text, f.suggestion) for f in breaks(text, text, [Span(0, len(text))])]
    [('cut_lower', '. ', ' ')]
    """
    known = damage or {}
    for start, end in spans:
        paragraph = text[start:end]
        found = known.get(paragraph)
        for f in typography.findings(paragraph) if found is None else found:
            kind = _CLUES.get(f.kind)
            if f.kind == "sentence_break":
                following = flat[start + f.end : start + f.end + 1]
                kind = "cut_lower" if following.islower() else "cut_capital"
            if kind is not None:
                place = start + f.start, start + f.end
                yield Finding(kind, *place, paragraph[f.start : f.end], f.suggestion)
    for m in _CUT_AFTER_QUOTE.finditer(text):
        yield Finding("cut_quote", m.start(), m.end(), m.group())
    if not text.isascii():
        for m in _SCRIPT.finditer(text):
            yield Finding("other_script", m.start(), m.end(), m.group())
    yield from _lower_starts(text, flat, spans)


def _lower_starts(text: str, flat: str, spans: Sequence[Span]) -> Iterator[Finding[str]]:
    lower = []
    for i, (start, end) in enumerate(spans):
        word = _WORD.match(text, start, end)
        before = flat[spans[i - 1].start : spans[i - 1].end].rstrip("\"')") if i else "."
        if word and word.end() < end and before[-1:] in ".!?":
            lower.append(word)
    if len(lower) > max(1.0, _LIST_SHARE * len(spans)):
        return
    for word in lower:
        start, end = word.span()
        yield Finding("lower_start", start, end, text[start:end], word.group().capitalize())
