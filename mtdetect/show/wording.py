"""Small words that the page, the terminal and the plot have in common."""

from __future__ import annotations

from mtdetect.door.arrange import MOST_PARAGRAPHS
from mtdetect.judge.labels import Label
from mtdetect.show.shown import Document

BAR_WORDS: dict[Label, str] = {
    "human": "not flagged",
    "spun": "spun",
    "translated": "translated",
}
"""What a bar of a strip of scores is called by the label of its paragraph."""


def suggestion_words(suggestion: str) -> str:
    """Give a suggestion so that it can be seen, also where a mark should go.

    Examples
    --------
    >>> suggestion_words("said"), suggestion_words(" "), suggestion_words("")
    ('said', '(a space)', '(nothing)')
    """
    if suggestion.strip():
        return suggestion
    return "(a space)" if suggestion else "(nothing)"


def left_over_words(doc: Document) -> str:
    """Say that a text goes on behind the paragraphs that were looked at; empty where it does not.

    Examples
    --------
    >>> from mtdetect.results import Document
    >>> left_over_words(Document(text="", score=None, label=None, flagged=False))
    ''
    """
    if len(doc.paragraphs) < MOST_PARAGRAPHS:
        return ""
    left = len(doc.text[doc.paragraphs[-1].end :].strip())
    if not left:
        return ""
    return (
        f"The text goes on: behind its first {MOST_PARAGRAPHS:,} paragraphs, {left:,} characters "
        "were not looked at."
    )
