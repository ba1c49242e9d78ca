"""Laws of cutting text, and the cases that English newspapers throw at it."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtdetect import segment

ANY_TEXT = st.one_of(
    st.text(),
    st.text(st.characters()),  # lone surrogates too
    st.text("ab.!?'\"“”„«»‘’ \n\t\r\u00a0\u200b\x00…-—$1,A", max_size=80),
    st.lists(
        st.sampled_from(
            [
                "He",
                "said",
                "U.S.",
                "Mr.",
                "“Go",
                "on.”",
                '"No',
                "6'2\"",
                "\n\n",
                "\n",
                "\ud800",
                "—",
            ]
        )
    ).map(" ".join),
)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(ANY_TEXT)
@settings(max_examples=400)
def test_paragraphs_are_in_order_and_hold_every_character_that_shows(text: str) -> None:
    spans = segment.paragraphs(text)
    assert all(s.start < s.end for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    pieces = [text[s:e] for s, e in spans]
    assert all(p == p.strip() for p in pieces)
    assert squeezed("".join(pieces)) == squeezed(text)


@given(ANY_TEXT)
@settings(max_examples=300)
def test_sentences_are_in_order_and_hold_every_character_that_shows(text: str) -> None:
    spans = segment.sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert squeezed("".join(text[s:e] for s, e in spans)) == squeezed(text)


@given(ANY_TEXT)
@settings(max_examples=300)
def test_tokens_stand_where_they_say(text: str) -> None:
    found = segment.tokens(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for token in found:
        assert token.form
        assert segment.forms(text[token.start : token.end]) == [token.form] or "'" in token.form
    assert [t.form for t in found] == segment.forms(text)


@given(st.text(st.characters(exclude_characters="\u200b\u00ad\u2060\ufeff\x00"), max_size=60))
def test_the_plain_text_holds_every_token_form(text: str) -> None:
    flat = segment.plain(text)
    for token in segment.tokens(text):
        if not segment.count_lookalikes(flat):
            assert flat[token.start : token.end] == token.form


@given(ANY_TEXT)
@settings(max_examples=300)
def test_plain_keeps_the_length_and_has_no_more_to_do(text: str) -> None:
    flat = segment.plain(text)
    assert len(flat) == len(text)
    assert segment.plain(flat) == flat


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_changes_nothing_typed_on_a_typewriter_but_grave_accents_and_tabs(text: str) -> None:
    assert segment.plain(text) == text.replace("`", "'").replace("\t", " ")
    assert segment.count_lookalikes(text) == 0


@given(ANY_TEXT)
@settings(max_examples=300)
def test_quotations_are_in_order_and_one_left_open_runs_to_words_of_speech_or_the_end(
    text: str,
) -> None:
    found = segment.quotations(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for q in found:
        assert text[q.start] in '"“”„«»'
        if q.closed:
            assert text[q.end - 1] in '"“”„«»'
        else:
            assert q.end == len(text) or text[q.end - 1] in ",?!"


@given(st.lists(st.sampled_from([*'"“”„«»', ", ", ". ", "said Hale", "we left", " "]), max_size=30))
@settings(max_examples=300)
def test_every_mark_belongs_to_a_quotation_or_has_no_partner(parts: list[str]) -> None:
    text = "".join(parts)
    marks = segment.pair_marks(text)
    alone = [*marks.opening, *marks.closing]
    assert len(set(alone)) == len(alone)
    assert all(text[at] in '"“”„«»' for at in [*alone, *marks.turned])
    assert sum(char in '"“”„«»' for char in text) % 2 == len(alone) % 2
    # What closes without having been opened stands outside of every closed quotation.
    whole = [q for q in marks.quotations if q.closed]
    assert not any(q.start <= at < q.end for q in whole for at in marks.closing)


@given(ANY_TEXT, st.lists(st.integers(0, 90)))
def test_inside_agrees_with_looking_at_every_span(text: str, offsets: list[int]) -> None:
    spans = segment.quotations(text)
    expected = [any(s.start <= o < s.end for s in spans) for o in offsets]
    assert segment.inside(spans, offsets) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n\t", []),
        ("One.", ["One."]),
        ("One.\nTwo.\n", ["One.", "Two."]),
        ("One,\nstill one.\n\nTwo.", ["One,\nstill one.", "Two."]),
        ("\n\nOne.\nTwo.\n\n", ["One.", "Two."]),  # blank lines at the ends mark nothing
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
        ("One.\r\nTwo.", ["One.", "Two."]),
        ("One.\rTwo.", ["One.", "Two."]),
        ("One.\n \u00a0 \nTwo.", ["One.", "Two."]),  # a blank line that holds spaces
        ("  One.  \n\n  Two.", ["One.", "Two."]),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [text[s:e] for s, e in segment.paragraphs(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("don't O'Brien's", ["don't", "O'Brien", "'s"]),
        ("the U.S. at 9:30 a.m.", ["the", "U.S.", "at", "9:30", "a.m."]),
        ("$1,200.50 (3%)", ["$", "1,200.50", "(", "3", "%", ")"]),
        ("rock 'n' roll", ["rock", "'", "n", "'", "roll"]),
        ("wait... what--now", ["wait", "...", "what", "--", "now"]),
        ("two-year-old", ["two", "-", "year", "-", "old"]),
        ("James’s dogs’", ["James", "'s", "dogs", "'"]),
        ("na\u00efve S\u00e3o", ["na\u00efve", "S\u00e3o"]),
        ("h\u200bid\u00adden", ["hidden"]),  # characters that do not show
        ("\u0440r\u0435ss", ["press"]),  # Cyrillic letters that look like p and e
        ("snake_case", ["snake", "case"]),
        ("", []),
    ],
)
def test_forms(text: str, expected: list[str]) -> None:
    assert segment.forms(text) == expected


def test_a_token_around_an_invisible_character_spans_it() -> None:
    assert segment.tokens("a h\u200bid") == [segment.Token("a", 0, 1), segment.Token("hid", 2, 6)]


@pytest.mark.parametrize(
    "pieces",
    [
        ["He left.", "She stayed."],
        ["Mr. Hale met Sen. Ortiz on Jan. 5.", "They agreed."],
        ['"Why?"', "He did not say."],
        ["It fell 3.5 percent.", "It rose."],
        ["Is it?!", "It is..."],
        ["He said (twice.)", "She left."],
        ["“It ended,” he said.", "“At last.”"],
        ["J. R. Brandt spoke at 9 a.m. on Friday."],
        ["no capital follows. so it goes on"],
        ["Whatever"],
    ],
)
def test_sentences(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert [text[s:e] for s, e in segment.sentences(text)] == pieces


@pytest.mark.parametrize(
    "text",
    [
        "It was made in the U.S. The buyer was not.",  # an abbreviation that also ends a sentence
        "The answer was no. He left.",  # "no." as in "no. 5"
        "The caller was I. She knew.",
    ],
)
def test_known_failure_a_sentence_that_ends_in_an_abbreviation_runs_on(text: str) -> None:
    assert len(segment.sentences(text)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"One," he said. "Two."', [('"One,"', True), ('"Two."', True)]),
        ("“One,” he said. “Two.", [("“One,”", True), ("“Two.", False)]),
        ("«One» „two”", [("«One»", True), ("„two”", True)]),
        ("so be it,” he said", []),
        ('a 9" nail and a 12" board', []),
        ('He is 6\'2" and said "Hi" twice', [('"Hi"', True)]),
        ('"He is 6\'2" tall," she said', [('"He is 6\'2" tall,"', True)]),
        ('"It was 1984" and "so on"', [('"It was 1984"', True), ('"so on"', True)]),
        ("'single marks are not looked at'", []),
        # Marks that lost their partner or face the wrong way.
        ("“We wait, “ assured the mayor. It was late.", [("“We wait, “", True)]),
        ('"We wait, "said the mayor. It was late.', [('"We wait, "', True)]),
        ('"We wait, Hale said. It was late.', [('"We wait,', False)]),
        ("“We wait? asked Ann Hale, who left. “No.”", [("“We wait?", False), ("“No.”", True)]),
        ('"We wait. Then he rose. "No," he said.', [('"No,"', True)]),
        ('It was late," he said. He left.', []),
        ("„Wir warten“, said the mayor. “No.”", [("„Wir warten“", True), ("“No.”", True)]),
        ("»We wait«, she said. »No«", [("»We wait«", True), ("»No«", True)]),
    ],
)
def test_quotations(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(text[q.start : q.end], q.closed) for q in segment.quotations(text)] == expected


def test_lookalikes_are_counted_with_what_does_not_show() -> None:
    assert segment.count_lookalikes("plain ascii") == 0
    assert segment.count_lookalikes("caf\u00e9 “quoted”") == 0
    assert segment.count_lookalikes("\u0430 b\u200bc") == 2


LONG = 250_000
HOSTILE = {
    "dots": "." * LONG,
    "dots and quotes": ".'" * (LONG // 2),
    "quotes": '"' * LONG,
    "openers": "“" * LONG,
    "spaces": " " * LONG + "x",
    "a dot and spaces": "." + " " * LONG + "x",
    "newlines": "x" + "\n " * (LONG // 2) + "x",
    "returns": "\r" * LONG,
    "one word": "a" * LONG,
    "initials": "a." * (LONG // 2),
    "abbreviations": "Mr. A " * (LONG // 6),
    "sentences": "He ran. " * (LONG // 8),
    "apostrophes": "a'" * (LONG // 2),
    "digits": "1," * (LONG // 2),
    "invisible": "a\u200b" * (LONG // 2),
    "brackets": ". " + "(" * LONG,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_long_hostile_text_is_cut_in_linear_time(name: str) -> None:
    # Quadratic work on so much would take many minutes.
    text = HOSTILE[name]
    assert segment.paragraphs(text)[-1].end <= len(text) if text.strip() else True
    segment.sentences(text)
    segment.tokens(text)
    segment.forms(text)
    segment.quotations(text)
    segment.count_lookalikes(text)


STORY = (
    "The ferry company said on Thursday that it would add two boats to the island route before "
    "summer, after passengers had complained of waiting for hours in the rain at the old pier.",
    "Nobody was hurt.",
    "Ida Redfern, the county clerk, told reporters that a recount was likely to follow in May, "
    "when the courts are open again and the last of the ballots have come in from abroad.",
)


@pytest.mark.parametrize("width", [48, 60, 72, 80, 99])
def test_lines_that_were_broken_to_a_width_are_joined(width: int) -> None:
    text = "\n".join(textwrap.fill(paragraph, width) for paragraph in STORY)
    found = [" ".join(text[s:e].split()) for s, e in segment.paragraphs(text)]
    assert " ".join(found) == " ".join(STORY)
    assert len(found) <= len(STORY)  # a full last line hides the end of a paragraph


def test_lines_that_are_paragraphs_stay_apart() -> None:
    text = "\n".join([*STORY, "Leave a comment", *STORY])
    assert [text[s:e] for s, e in segment.paragraphs(text)] == text.split("\n")


@pytest.mark.parametrize("mark", ["\r", "\r\n", "\u2028", "\u2029", "\x85", "\f"])
def test_other_systems_break_lines_with_other_marks(mark: str) -> None:
    text = mark.join(STORY)
    assert [text[s:e] for s, e in segment.paragraphs(text)] == list(STORY)


def test_an_indented_line_begins_a_paragraph() -> None:
    long = [paragraph for paragraph in STORY if len(paragraph) > 40] * 2
    text = "\n".join(textwrap.fill(p, 65, initial_indent="    ") for p in long)
    assert [" ".join(text[s:e].split()) for s, e in segment.paragraphs(text)] == long


@pytest.mark.parametrize("width", [28, 34, 40])
def test_a_long_name_that_did_not_fit_ends_no_paragraph(width: int) -> None:
    long = [
        "It was the first time that envoys of Tolby sat in one room with Montgomeryshire's own and "
        "those of Brandenburg-Anscombe. The mediator, a former minister of Ravenportshire, called "
        "that progress. Nobody had expected more of the talks, least of all Featherstonehaugh.",
        "Asked whether they had shaken hands, he said that there had been a good deal of soup. "
        "Engineers found cracks in two of the beams, and Worcestershire-Hale will mend them.",
    ]
    text = "\n".join(
        textwrap.fill(p, width, break_on_hyphens=False, break_long_words=False) for p in long
    )
    found = [" ".join(text[s:e].split()) for s, e in segment.paragraphs(text)]
    assert " ".join(found) == " ".join(long)
    assert all(p.endswith(".") for p in found)


def test_a_headline_above_a_wrapped_paragraph_stays_one() -> None:
    body = textwrap.fill("The council of Tolby voted on Monday to close the old bridge. " * 4, 50)
    text = f"Bridge shut\n{body}"
    first, *_ = segment.paragraphs(text)
    assert text[first.start : first.end] == "Bridge shut"
