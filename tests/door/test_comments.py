"""Comments of pages: taken away whole, and marks that stay open cost little."""

from __future__ import annotations

import re
from re import _constants, _parser  # type: ignore[attr-defined]

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mtdetect.door.tags import COMMENT, MOST_COMMENT, TAG

# A comment as it is told one by one: no character of it begins the mark that closes it.
SIMPLE = re.compile(rf"<!--(?:[^-]|-(?!->)){{0,{MOST_COMMENT}}}-->")
PIECES = st.sampled_from(["<!--", "-->", "-", "--", ">", "<", "!", "a", "\n", "<b>", "é" * 40])


def places(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [m.span() for m in pattern.finditer(text)]


@given(st.lists(PIECES, max_size=24).map("".join))
@example("<!-->")
@example("<!--->")
@example("<!---->")
@example("<!-- a <!-- b --> c -->")
@settings(max_examples=500)
def test_a_comment_reaches_to_the_first_mark_that_closes_it(text: str) -> None:
    assert places(re.compile(COMMENT), text) == places(SIMPLE, text)


@pytest.mark.parametrize("inner", ["a", "-", ">", "<", "->", "\n"])
@pytest.mark.parametrize("more", [-2, -1, 0, 1, 2])
def test_the_longest_comment_is_as_long_as_it_was(inner: str, more: int) -> None:
    body = (inner * MOST_COMMENT)[: MOST_COMMENT + more].ljust(MOST_COMMENT + more, "a")
    for text in (f"<!--{body}-->", f"<!--{body}--->", f"<!--{body}-->-->"):
        assert places(re.compile(COMMENT), text) == places(SIMPLE, text)


def test_tags_are_found_beside_comments() -> None:
    text = "<!-- <b> --><i>It</i> rained<!-- <p>"
    assert [m.group() for m in TAG.compiled.finditer(text)] == [
        "<!-- <b> -->",
        "<i>",
        "</i>",
        "<p>",
    ]


def test_conditions_and_sections_are_tags_too() -> None:
    for tag in ("<![if !IE]>", "<![endif]>", "<![CDATA[", "]]>"):
        assert [m.group() for m in TAG.compiled.finditer(f"It {tag} rained.")] == [tag]


def test_no_group_of_a_comment_repeats() -> None:
    # Only single characters do, which leaves nothing to try anew; a group is tried each time.
    def repeats(parsed: _parser.SubPattern) -> list[_parser.SubPattern]:
        found = []
        for op, of_op in parsed:
            if op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
                found.append(of_op[2])
            for part in of_op if isinstance(of_op, tuple) else ():
                if isinstance(part, _parser.SubPattern):
                    found += repeats(part)
        return found

    single = (_constants.ANY, _constants.NOT_LITERAL, _constants.IN, _constants.LITERAL)

    def is_single(parsed: _parser.SubPattern) -> bool:
        op, of_op = parsed[0]
        inner = op is _constants.SUBPATTERN and is_single(of_op[-1])
        return len(parsed) == 1 and (op in single or inner)

    found = repeats(_parser.parse(COMMENT))
    assert found
    assert all(map(is_single, found))
    assert not all(map(is_single, repeats(_parser.parse(SIMPLE.pattern))))
