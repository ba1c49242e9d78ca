"""What the door puts right, what it leaves alone, and that the way back always holds."""

# ruff: noqa: E501 (cases are easier to read in one line each)
from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mtdetect import segment
from mtdetect.door import open_door, rules
from mtdetect.simulate.damage import DAMAGES

STORY = (
    "Tolby's council voted 7-4 on Monday to keep the old bridge shut, after engineers found cracks "
    "in two beams. “I've got a bakery,” said Ruth Anscombe; nobody laughed.\n\n"
    "The café on Mill Lane lost £2,300 in a week (and its cook). Its owner wouldn't say more – "
    "she's 61 and doesn't care for the fuss."
)
PUT_RIGHT = [
    ("entities", "didn&#8217;t say &ldquo;why&rdquo;", "didn’t say “why”"),
    ("entities", "Brandt &amp; Sons", "Brandt & Sons"),
    ("entities", "didn&amp;#8217;t", "didn’t"),
    ("entities", "R&amp;amp;D", "R&D"),
    ("mojibake", "itâ€™s â€œfineâ€\x9d in SÃ£o Paulo", "it’s “fine” in São Paulo"),
    ("mojibake", "â€œFineâ€, she said", "“Fine”, she said"),
    ("mojibake", "Ã¢â‚¬Å“FineÃ¢â‚¬\x9d", "“Fine”"),
    ("mojibake", "it‚Äôs", "it’s"),
    ("mojibake", "it\x92s \x93fine\x94", "it’s “fine”"),
    ("mojibake", "it\ufffds \ufffdfine\ufffd", "it’s “fine”"),
    ("mojibake", "she didn?t know", "she didn’t know"),
    ("escapes", "\\u201cFine\\u201d", "“Fine”"),
    ("escapes", "it=E2=80=99s", "it’s"),
    ("ligatures", "the ﬁrst oﬃce", "the first office"),
    ("letters", "Ｔｈｅ　ｔｏｗｎ", "The town"),
    ("letters", "𝖳𝗁𝖾 𝗍𝗈𝗐𝗇", "The town"),
    ("invisible", "the\u200b to\u00adwn", "the town"),
    ("accents", "cafe\u0301", "café"),
    ("spaces", "the  old   town", "the old town"),
    ("lookalikes", "the p\u0430per and \u0430 pen", "the paper and a pen"),
    ("tags", "the <b>old</b> town", "the old town"),
    ("markdown", "the **old** town and *its* __new__ bridge", "the old town and its new bridge"),
    ("markdown", "## The town", "The town"),
    ("markdown", "in [Old Tolby](http://a.example/x_(y) \"t\") now", "in Old Tolby now"),
    ("markdown", "![a pier](http://a.example/p.jpg)The town", "The town"),
    ("footnotes", "It said no.[1][23] Then it left.[citation needed]", "It said no. Then it left."),
    ("footnotes", "It said no.¹² Then it left.", "It said no. Then it left."),
    ("links", "It said no. https://t.co/aB3x", "It said no."),
    ("links", "It said no (https://a.example/b?c=d).", "It said no."),
    ("hashtags", "It said no. #Tolby #bridge", "It said no."),
    ("times", "14.32 The town said no.", "The town said no."),
    ("times", "2 hours ago The town said no.", "The town said no."),
    ("bylines", "By Ruth Anscombe | The town said no.", "The town said no."),
    ("hyphens", "the engi-\nneers and a well-\nknown man", "the engineers and a well-known man"),
    ("marks", "``Fine,'' she said", "“Fine,” she said"),
    ("marks", 'She said: ""Fine.""', 'She said: "Fine."'),
]  # fmt: skip
LEFT_ALONE = [
    "AT&T and R&D cost 5 < 6 & 7 > 6; a*b, 2*3*4 and snake_case_name, f***ing and f**k.",
    "She called [the bill] a “mess” and [sic] a fraud; it's [a] shame.",
    "The plot covers 5 km² or 3 m². The #MeToo movement is the #1 topic, @hale said.",
    "Жук и Маша told α-helix from β-sheet; Yıldız met Çelik, Søren, Łukasz and Ναι.",
    "Nine. 14.32 percent of it was lost; at 14:32 he left. 5.45 million were not.",
    "The MARCHÉ» was “É” and Ärzte; is it? Sure. Why?\nBy noon the town was quiet.",
    "A first- and second-hand car, 6'2\" tall, the 1960s’ best - or worst — of all… ",
    "{finally|at last} the [[x] y] ended",
]


@pytest.mark.parametrize(("kind", "damaged", "right"), PUT_RIGHT)
def test_what_scraping_did_is_put_right(kind: str, damaged: str, right: str) -> None:
    door = open_door(damaged)
    assert door.text == right
    assert door.original == damaged
    assert (kind in door.repairs) == (damaged != right)


@pytest.mark.parametrize("text", [*LEFT_ALONE, STORY])
def test_what_people_write_is_left_alone(text: str) -> None:
    door = open_door(text)
    assert door.text.rstrip() == text.rstrip()
    assert door.repairs == {}
    assert door.deceits == ()
    assert door.span(3, 9) == (3, 9)


def test_a_disguised_word_is_told_where_it_stands() -> None:
    text = "&ldquo;The c\u043euncil&rdquo; of Ж"
    (deceit,) = open_door(text).deceits
    assert text[deceit.start : deceit.end] == "c\u043euncil"
    assert deceit.suggestion == "council"


def test_a_turkish_or_russian_name_is_no_disguise() -> None:
    assert not open_door("Yıldız and Жуков met Ναι and Çelik on the Αθήνα road.").deceits


def test_an_evidence_never_begins_within_an_entity() -> None:
    text = "Caf&eacute; owners said &quot;no&quot;"
    door = open_door(text)
    assert text[slice(*door.span(3, 4))] == "&eacute;"
    assert text[slice(*door.span(0, 4))] == "Caf&eacute;"
    assert text[slice(*door.span(0, 3))] == "Caf"
    assert text[slice(*door.span(5, 11))] == "owners"


@pytest.mark.parametrize("name", DAMAGES)
def test_the_words_of_a_damaged_story_lead_back_to_their_places(name: str) -> None:
    text = DAMAGES[name].apply(STORY)
    door = open_door(text)
    plain = text.isascii() or not door.repairs
    for word in ("council", "bakery", "fuss"):
        at = door.text.find(word)
        if at < 0:
            continue
        start, end = door.span(at, at + len(word))
        assert 0 <= start < end <= len(text)
        if plain and DAMAGES[name].group == "markup":
            assert text[start:end] == word


@pytest.mark.parametrize("kind", ["invisible", "ligatures"])
def test_every_character_that_a_class_matches_makes_its_rule_apply(kind: str) -> None:
    (rule,) = (rule for rule in rules.RULES if rule.kind == kind)
    every = "\n".join(map(chr, range(0x110000)))
    assert set(rule.pattern.compiled.findall(every)) == rule.triggers


PIECES = [
    *STORY.split(), "&amp;#8217;", "&nbsp;", "â€™", "\\u2019", "[1]", "[a](b)", "**", "_", "<b>", "</p>",
    "http://a.b/c", "#tag", "14.32 The", "ﬁ", "Ｆ", "p\u0430per", "e\u0301", "\u200b", "\u00ad\n", "-\n",
    "``a''", "\ud800", "\x00", "\n\n", "\r\n", "  ", "By Ana Hale | The", "¹",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(), max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
)


@given(TEXTS)
@settings(max_examples=400)
def test_every_span_leads_back_and_in_order(text: str) -> None:
    door = open_door(text)
    assert door.original == text
    n = len(door.text)
    cuts = list(range(0, n, 3))
    spans = list(pairwise([*cuts, n]))
    found = door.spans(spans)
    assert all(0 <= s.start < s.end <= len(text) for s in found)
    assert all(a.start <= b.start and a.end <= b.end for a, b in pairwise(found))
    for deceit in door.deceits:
        assert text[deceit.start : deceit.end]
    if not door.repairs:
        assert found == spans


@given(TEXTS)
@example("\ufffd <p> \x85")
@example("\\u0030\\u00B6\\u0030")
@example("=C3=A9=C2=B6=C3=A9")
@example("aa.Aaa.Aaa.\u00b9Aa")
def test_a_paragraph_has_a_place_of_its_own_whatever_its_letters_were(text: str) -> None:
    door = open_door(text)
    spans = segment.paragraphs(door.text)
    places = door.spans(spans, outer=True)
    assert all(place.start < place.end for place in places)
    assert all(a.end <= b.start for a, b in pairwise(places))


LONG = 250_000
HOSTILE = {
    "ampersands": "&" * LONG, "entities": "&amp;" * (LONG // 5), "brackets": "[" * LONG,
    "links": "[a](" * (LONG // 4), "stars": "*a" * (LONG // 2), "lines": "_ " * (LONG // 2),
    "tags": "<b " * (LONG // 3), "comments": "<!-- " * (LONG // 5), "hashtags": "#a " * (LONG // 3),
    "addresses": "http://" * (LONG // 7), "spaces": " " * LONG, "accents": "e\u0301" * (LONG // 2),
    "letters": "\u0430a" * (LONG // 2), "mojibake": "â€" * (LONG // 2), "escapes": "\\u" * (LONG // 2),
    "hyphens": "a-\n" * (LONG // 3), "ticks": "'" * LONG, "equals": "=C" * (LONG // 2),
    "times": "1.10 \n" * (LONG // 6), "hashes": "#" * LONG, "quotes": "> " * (LONG // 2),
    "bylines": "By A\n" * (LONG // 5), "names": "By " + "A b " * (LONG // 4), "stops": "a." * (LONG // 2),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_long_hostile_text_passes_in_linear_time(name: str) -> None:
    # Quadratic work on so much would take many minutes.
    assert open_door(HOSTILE[name]).original == HOSTILE[name]
