"""What scrapers of pages and of print leave within paragraphs, above them and below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import wrap

from mtdetect import segment
from mtdetect.simulate.damage.encoding import curled
from mtdetect.simulate.damage.registry import Registry, joined, paragraphs_of

registry = Registry()
_page, _layout, _encoding = registry.add("page"), registry.add("layout"), registry.add("encoding")

_CODE = (
    "(adsbygoogle = window.adsbygoogle || []).push({});",
    ".ad-slot{display:block;min-height:250px}",
    'if (typeof ads != "undefined") { ads.push([[250,250],"box-3"]); }',
)
_COMMENTS = (
    "harbormaster62 • 2 hours ago",
    "About time somebody looked into this lol. My cousin works there and they knew for years",
    "14 • Reply • Share ›",
    "Ana L. • an hour ago",
    "Well said, though I doubt that anything is going to change before the next vote",
    "Reply • Share ›",
)


def _every_other(text: str, change: Callable[[str, int], str]) -> str:
    return joined([change(p, i) if i % 2 == 0 else p for i, p in enumerate(paragraphs_of(text))])


def _in_mid_sentence(paragraph: str, run: str) -> str:
    """Put a run behind the eighth word or later, before one in small letters."""
    words = paragraph.split(" ")
    at = next((i for i in range(8, len(words) - 3) if words[i].islower()), 0)
    return " ".join([*words[:at], run, *words[at:]]) if at else paragraph


@_page
def code_behind_sentences(text: str) -> str:
    return _every_other(text, lambda p, i: f"{p} {_CODE[i // 2 % len(_CODE)]}")


@_page
def watch_live_in_sentences(text: str) -> str:
    return _every_other(text, lambda p, _: _in_mid_sentence(p, "Watch live."))


@_page
def caption_in_sentences(text: str) -> str:
    caption = "A ferry leaves the old harbor of Carden on Tuesday."
    return _every_other(text, lambda p, _: _in_mid_sentence(p, caption))


@_page
def summary_above(text: str) -> str:
    firsts = [p[slice(*segment.sentences(p)[0])].rstrip(".") for p in paragraphs_of(text)[:4]]
    return joined(["\n".join(f"• {sentence}" for sentence in firsts), text])


@_page
def labels_above_paragraphs(text: str) -> str:
    names = ("Ana Lindqvist", "Amos Redfern")
    return joined(
        [
            f"{3 * i + 2} min ago\nFrom the Post’s {names[i % 2]}\n{p}"
            for i, p in enumerate(paragraphs_of(text))
        ]
    )


@_page
def comments_without_heading(text: str) -> str:
    return joined([text, *_COMMENTS])


@_layout
def columns_side_by_side(text: str) -> str:
    lines = [line for p in paragraphs_of(text) for line in wrap("   " + p, 42)]
    half = -(-len(lines) // 2)
    right: Sequence[str] = [*lines[half:], ""]
    return "\n".join(f"{a:48}{b}".rstrip() for a, b in zip(lines[:half], right, strict=False))


@_layout
def printed_pages(text: str) -> str:
    lines = [line for p in paragraphs_of(text) for line in [*wrap(p, 90), ""]]
    for number, at in enumerate(range(9, len(lines), 10), 1):
        lines[at] += f"\n{number}/9\n3/4/21, 10:41 AM          Bridge shut - The Carden Post"
    return "\n".join(lines)


@_layout
def narrow_columns(text: str) -> str:
    return "\n".join(line for p in paragraphs_of(text) for line in wrap(p, 34))


@_encoding
def read_as_dos(text: str) -> str:
    return curled(text).encode("utf-8", "surrogatepass").decode("cp437")


@_encoding
def commas_apart(text: str) -> str:
    return text.replace(", ", " , ")


@_encoding
def apostrophes_to_spaces(text: str) -> str:
    return curled(text).replace("’", " ")
