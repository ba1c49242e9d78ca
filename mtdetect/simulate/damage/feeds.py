"""What feeds, players and page builders do: marks before every paragraph, lines put in, cuts."""

from __future__ import annotations

import json
import re
from textwrap import wrap

from mtdetect import segment
from mtdetect.simulate.damage.encoding import curled
from mtdetect.simulate.damage.registry import Registry, joined, paragraphs_of

registry = Registry()
_page, _markup = registry.add("page"), registry.add("markup")
_layout, _encoding = registry.add("layout"), registry.add("encoding")


def _before(text: str, mark: str) -> str:
    return joined([mark.format(n=i + 1) + p for i, p in enumerate(paragraphs_of(text))])


def _between(text: str, line: str, every: int) -> str:
    return joined(
        [
            part
            for i, p in enumerate(paragraphs_of(text))
            for part in ([p, line] if i % every == 0 else [p])
        ]
    )


@_markup
def dashes_before(text: str) -> str:
    return _before(text, "- ")


@_markup
def bullets_before(text: str) -> str:
    return _before(text, "• ")


@_markup
def arrows_before(text: str) -> str:
    return _before(text, "▶ ")


@_markup
def numbers_before(text: str) -> str:
    return _before(text, "{n}. ")


@_layout
def numbered_lines(text: str) -> str:
    lines = wrap("\n".join(paragraphs_of(text)), 60)
    return "\n".join(f"{i} {line}" for i, line in enumerate(lines, 1))


@_markup
def pilcrows_between(text: str) -> str:
    return " ¶ ".join(paragraphs_of(text))


@_markup
def pictures_around(text: str) -> str:
    return joined([f"🔴 {p} 👀" for p in paragraphs_of(text)])


@_markup
def tags_with_classes(text: str) -> str:
    return "\n".join(f'<p class="story-text" data-id="3">{p}</p>' for p in paragraphs_of(text))


@_encoding
def json_literal(text: str) -> str:
    return json.dumps(curled(text))[1:-1]


@_encoding
def spaces_within_marks(text: str) -> str:
    return curled(text).replace("“", "“ ").replace("”", " ”")


@_layout
def separators_of_lines(text: str) -> str:
    return text.replace("\n\n", "\u2028")


@_layout
def carriage_returns(text: str) -> str:
    return text.replace("\n", "\r")


@_layout
def two_spaces_after_stops(text: str) -> str:
    return re.sub(r"([.!?]) (?=[A-Z])", r"\1  ", text)


@_layout
def no_space_after_stops(text: str) -> str:
    return re.sub(r"([a-z][.!?]”?) (?=[A-Z])", r"\1", text)


@_layout
def dropped_capitals(text: str) -> str:
    return joined([re.sub(r"^([A-Z])(?=[a-z])", r"\1 ", p) for p in paragraphs_of(text)])


@_page
def advertisements_between(text: str) -> str:
    return _between(text, "Advertisement", 1)


@_page
def shares_between(text: str) -> str:
    return _between(text, "1.2k shares", 3)


@_page
def scripts_between(text: str) -> str:
    return _between(text, "window.dataLayer = window.dataLayer || []; function gtag(){}", 2)


@_page
def table_between(text: str) -> str:
    return _between(text, "Team\tP\tW\tPts\nCarden\t12\t8\t26\nTolby\t12\t7\t24", 3)


@_page
def player_above(text: str) -> str:
    return joined(["Listen to this article\n5 min", text])


@_page
def dates_before(text: str) -> str:
    return (
        "By ANA LINDQVIST, Staff Writer Published: 09:14 GMT, 4 March 2021 | Updated: 11:02 GMT, "
        f"4 March 2021 {text}"
    )


@_page
def author_since(text: str) -> str:
    line = (
        "Ana Lindqvist has covered courts and crime for the Carden Post since 2014. Before that "
        "she worked for radio stations in the north. She lives in Tolby with two dogs."
    )
    return joined([text, "About the author", line])


@_page
def related_below(text: str) -> str:
    headlines = ("Ferry line adds two boats", "What we know about the bridge", "Vote put off again")
    return joined([text, "More from the Carden Post", *headlines])


@_page
def credits_within(text: str) -> str:
    parts = []
    for i, paragraph in enumerate(paragraphs_of(text)):
        sentences = [paragraph[start:end] for start, end in segment.sentences(paragraph)]
        if i % 2 == 0 and len(sentences) > 1:
            sentences.insert(1, "(Photo: Elin Torgersen/Carden Post)")
        parts.append(" ".join(sentences))
    return joined(parts)


@_page
def counted_cut(text: str) -> str:
    *rest, last = paragraphs_of(text) or [text]
    return joined([*rest, f"{last[: len(last) * 2 // 3]}… [+1234 chars]"])
