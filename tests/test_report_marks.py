from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from mtdetect.show.report_marks import Mark, nest

_RANGES = st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40)), max_size=12)


def _walk(mark: Mark) -> Iterator[Mark]:
    for inner in mark.inside:
        yield inner
        yield from _walk(inner)


@given(_RANGES)
def test_every_span_is_there_once(spans: list[tuple[int, int]]) -> None:
    marks = list(_walk(nest(spans, 0, 30)))
    assert sorted(m.index for m in marks) == list(range(len(spans)))


@given(_RANGES)
def test_marks_are_in_order_disjoint_and_within_their_parent(spans: list[tuple[int, int]]) -> None:
    root = nest(spans, 0, 30)
    for mark in [root, *_walk(root)]:
        at = mark.start
        for inner in mark.inside:
            assert at <= inner.start <= inner.end <= mark.end
            at = inner.end


@given(_RANGES)
def test_a_mark_ends_where_its_span_ends(spans: list[tuple[int, int]]) -> None:
    for mark in _walk(nest(spans, 0, 30)):
        start, end = spans[mark.index]
        if 0 <= start <= end <= 30:
            assert mark.end == end
            assert mark.start >= start


@given(st.lists(st.integers(0, 6), min_size=2, max_size=2), st.integers(8, 20))
def test_a_span_within_another_keeps_its_place(inside: list[int], end: int) -> None:
    first, last = sorted(inside)
    outer = nest([(first, last), (0, end)], 0, 30).inside[0]
    assert outer.index == 1
    assert [(m.start, m.end) for m in outer.inside] == [(first, last)]


def test_of_two_that_cross_the_later_begins_where_the_earlier_ends() -> None:
    root = nest([(4, 9), (2, 6)], 0, 12)
    assert [(m.index, m.start, m.end) for m in root.inside] == [(1, 2, 6), (0, 6, 9)]
