"""What markup leaves in a text: markdown, tags, links, footnotes, hashtags, times."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from mtdetect import segment
from mtdetect.simulate.damage.registry import Registry, joined, paragraphs_of

registry = Registry()
_markup = registry.add("markup")


def after_sentences(text: str, mark: str, every: int = 1) -> str:
    """Put a mark behind every n-th sentence; ``{n}`` counts them."""
    number = 0
    parts = []
    for paragraph in paragraphs_of(text):
        out = []
        for start, end in segment.sentences(paragraph):
            number += 1
            sentence = paragraph[start:end]
            out.append(sentence + mark.format(n=number) if number % every == 0 else sentence)
        parts.append(" ".join(out))
    return joined(parts)


@_markup
def footnote_numbers(text: str) -> str:
    return after_sentences(text, "[{n}]")


@_markup
def first_footnote_everywhere(text: str) -> str:
    return after_sentences(text, "[1]")


@_markup
def footnotes_set_off(text: str) -> str:
    return after_sentences(text, " [{n}]", 2)


@_markup
def footnotes_in_letters(text: str) -> str:
    return after_sentences(text, "[a][b]", 2)


@_markup
def superscript_footnotes(text: str) -> str:
    return after_sentences(text, "¹²", 2)


@_markup
def citations_needed(text: str) -> str:
    return after_sentences(text, "[citation needed]", 3)


@_markup
def links_at_the_end(text: str) -> str:
    return joined([f"{p} https://t.co/aB3{i}xYz9Q" for i, p in enumerate(paragraphs_of(text))])


@_markup
def links_and_hashtags(text: str) -> str:
    return joined(
        [f"{p} https://www.harbortimes.example/{i}?s=1&u=b #news #Harbor" for i, p in
         enumerate(paragraphs_of(text))]
    )  # fmt: skip


@_markup
def links_in_brackets(text: str) -> str:
    return after_sentences(text, " (https://www.harbortimes.example/news/{n})", 3)


@_markup
def hashtags(text: str) -> str:
    return joined([f"{p} #Breaking #WorldNews #2024" for p in paragraphs_of(text)])


@_markup
def markdown_links(text: str) -> str:
    return on_names(text, lambda name: f"[{name}](https://harbortimes.example/t/{len(name)})")


@_markup
def markdown_links_with_titles(text: str) -> str:
    return on_names(text, lambda name: f'[{name}](https://a.example/x_(y) "{name} news")')


@_markup
def markdown_bold_and_headings(text: str) -> str:
    parts = on_names(text, lambda name: f"**{name}**").split("\n\n")
    return joined([f"## {parts[0]}", *parts[1:]])


@_markup
def markdown_italics(text: str) -> str:
    return on_names(text, lambda name: f"_{name}_")


@_markup
def bold_first_paragraph(text: str) -> str:
    first, *rest = paragraphs_of(text) or [text]
    return joined([f"**{first}**", *rest])


@_markup
def markdown_escapes(text: str) -> str:
    return re.sub(r"([.\-()!])", r"\\\1", text)


@_markup
def block_quotation(text: str) -> str:
    return joined([f"> {p}" for p in paragraphs_of(text)])


@_markup
def wiki_links(text: str) -> str:
    return on_names(text, lambda name: f"[[{name} (person)|{name}]]")


@_markup
def forum_tags(text: str) -> str:
    return on_names(text, lambda name: f"[b]{name}[/b]")


@_markup
def tags_inline(text: str) -> str:
    return on_names(text, lambda name: f'<a href="/t/{len(name)}" class="x">{name}</a>')


@_markup
def tags_of_paragraphs(text: str) -> str:
    return "".join(f"<p>{p}</p>" for p in paragraphs_of(text))


@_markup
def tags_of_breaks(text: str) -> str:
    return "<br/><br/>".join(paragraphs_of(text))


@_markup
def images_between(text: str) -> str:
    image = "![a pier in the rain](https://img.example/pier.jpg)"
    return joined([part for p in paragraphs_of(text) for part in (p, image)])


@_markup
def rules_between(text: str) -> str:
    return "\n\n* * *\n\n".join(paragraphs_of(text))


@_markup
def times_before(text: str) -> str:
    return joined(
        [f"{9 + i % 12}.{(i * 7) % 60:02} {p}" for i, p in enumerate(paragraphs_of(text))]
    )


@_markup
def times_with_zones(text: str) -> str:
    return joined(
        [f"{9 + i % 12}:{(i * 7) % 60:02} BST - {p}" for i, p in enumerate(paragraphs_of(text))]
    )


@_markup
def ages_before(text: str) -> str:
    return joined([f"{i + 2} minutes ago {p}" for i, p in enumerate(paragraphs_of(text))])


@_markup
def byline_before(text: str) -> str:
    return f"By Ana Lindqvist | {text}"


_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")


def on_names(text: str, change: Callable[[str], str]) -> str:
    """Change most names in mid-sentence."""
    rng = Random("names")
    return _NAME.sub(lambda m: change(m.group()) if rng.random() < 0.7 else m.group(), text)
