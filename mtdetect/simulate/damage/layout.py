"""Paragraphs and lines broken otherwise than the writer broke them, and text that stands twice."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from random import Random

from mtdetect import segment
from mtdetect.simulate.damage.registry import Registry, joined, paragraphs_of

registry = Registry()
_layout, _copies = registry.add("layout"), registry.add("copies")


def _sentences(paragraph: str) -> list[str]:
    return [paragraph[start:end] for start, end in segment.sentences(paragraph)]


def _wrapped(paragraph: str, width: int) -> list[str]:
    return textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)


def _every_paragraph(change: Callable[[str], str], text: str) -> str:
    return joined([change(p) for p in paragraphs_of(text)])


@_layout
def sentence_a_paragraph(text: str) -> str:
    return joined([s for p in paragraphs_of(text) for s in _sentences(p)])


@_layout
def two_sentences_a_paragraph(text: str) -> str:
    sentences = [s for p in paragraphs_of(text) for s in _sentences(p)]
    return joined([" ".join(sentences[i : i + 2]) for i in range(0, len(sentences), 2)])


@_layout
def sentence_a_line(text: str) -> str:
    return "\n".join(s for p in paragraphs_of(text) for s in _sentences(p))


@_layout
def one_line(text: str) -> str:
    return " ".join(text.split())


@_layout
def single_breaks(text: str) -> str:
    return "\n".join(paragraphs_of(text))


@_layout
def windows_breaks(text: str) -> str:
    return text.replace("\n", "\r\n")


@_layout
def wrapped_at_45(text: str) -> str:
    return "\n".join("\n".join(_wrapped(p, 45)) for p in paragraphs_of(text))


@_layout
def wrapped_at_72(text: str) -> str:
    return "\n".join("\n".join(_wrapped(p, 72)) for p in paragraphs_of(text))


@_layout
def wrapped_at_200(text: str) -> str:
    return "\n".join("\n".join(_wrapped(p, 200)) for p in paragraphs_of(text))


@_layout
def wrapped_within_blocks(text: str) -> str:
    return joined(["\n".join(_wrapped(p, 68)) for p in paragraphs_of(text)])


@_layout
def wrapped_without_paragraphs(text: str) -> str:
    return "\n".join(_wrapped(" ".join(text.split()), 70))


@_layout
def blank_after_each_line(text: str) -> str:
    return joined([line for p in paragraphs_of(text) for line in _wrapped(p, 66)])


@_layout
def wrapped_then_one_long_line(text: str) -> str:
    parts = paragraphs_of(text) or [text]
    short = "\n".join("\n".join(_wrapped(p, 60)) for p in parts[:-1])
    return f"{short}\n{parts[-1]}" if short else text


@_layout
def indented_paragraphs(text: str) -> str:
    return "\n".join(
        textwrap.fill(p, 70, initial_indent="    ", break_long_words=False)
        for p in paragraphs_of(text)
    )


@_layout
def hyphenated_line_ends(text: str) -> str:
    def cut(paragraph: str) -> str:
        lines = _wrapped(paragraph, 60)
        for i, line in enumerate(lines[:-1]):
            word, _, rest = lines[i + 1].partition(" ")
            if len(word) > 7 and word.isalpha() and word.islower() and i % 2:
                lines[i], lines[i + 1] = f"{line} {word[:4]}-", f"{word[4:]} {rest}".strip()
        return "\n".join(lines)

    return _every_paragraph(cut, text)


@_layout
def page_breaks_in_paragraphs(text: str) -> str:
    def cut(paragraph: str) -> str:
        words = paragraph.split(" ")
        if len(words) < 30:
            return paragraph
        place = next(
            (i for i in range(len(words) // 2, len(words)) if words[i][:1].islower()
             and words[i - 1][-1:].isalpha()),
            None,
        )  # fmt: skip
        if place is None:
            return paragraph
        return " ".join(words[:place]) + "\n\n" + " ".join(words[place:])

    return _every_paragraph(cut, text)


@_layout
def two_paragraphs_joined(text: str) -> str:
    parts = paragraphs_of(text)
    return joined([" ".join(parts[i : i + 2]) for i in range(0, len(parts), 2)])


@_layout
def spaces_doubled(text: str) -> str:
    return "\n\n".join("  ".join(p.split(" ")) for p in text.split("\n\n"))


@_layout
def spaces_at_line_ends(text: str) -> str:
    return text.replace("\n", "  \n \t")


@_layout
def many_blank_lines(text: str) -> str:
    return text.replace("\n\n", "\n \n\t\n\n\n")


@_copies
def each_paragraph_twice(text: str) -> str:
    return joined([copy for p in paragraphs_of(text) for copy in (p, p)])


@_copies
def article_twice(text: str) -> str:
    return f"{text}\n\n{text}"


@_copies
def article_twice_in_one_line(text: str) -> str:
    return f"{one_line(text)} {one_line(text)}"


@_copies
def article_ten_times(text: str) -> str:
    return joined([text] * 10)


@_copies
def first_paragraph_as_teaser(text: str) -> str:
    parts = paragraphs_of(text)
    if not parts:
        return text
    cut = " ".join(parts[0].split(" ")[:40])
    return joined([cut + " ...", *parts])


@_copies
def nearly_copied_paragraphs(text: str) -> str:
    rng = Random("nearly")

    def nearly(paragraph: str) -> str:
        words = paragraph.split(" ")
        if len(words) > 14:
            del words[rng.randrange(4, len(words) - 4)]
        return " ".join(words)

    return joined([copy for p in paragraphs_of(text) for copy in (p, nearly(p))])


@_copies
def pull_quotes(text: str) -> str:
    parts = []
    for i, paragraph in enumerate(paragraphs_of(text)):
        parts.append(paragraph)
        sentences = _sentences(paragraph)
        if i % 2 and sentences:
            parts.append(max(sentences, key=len))
    return joined(parts)
