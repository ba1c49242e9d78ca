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
    ("mojibake", "itΓÇÖs ΓÇ£fineΓÇ¥ ΓÇô in S├úo Paulo for ┬ú5", "it’s “fine” – in São Paulo for £5"),
    ("mojibake", "itÔÇÖs ÔÇ£fineÔÇØ ÔÇö in S├úo Paulo", "it’s “fine” — in São Paulo"),
    ("entities", "it#8217s the towns#8217 own,#8221 she said. #8220Fine#8221#8212yes", "it’s the towns’ own,” she said. “Fine”—yes"),
    ("escapes", "\\u201cFine\\u201d", "“Fine”"),
    ("escapes", "it=E2=80=99s", "it’s"),
    ("escapes", "it\\xe2\\x80\\x99s and it\\x92s", "it’s and it’s"),
    ("escapes", "it\\u{2019}s, it\\\\u2019s, it<U+2019>s, itu2019s", "it’s, it’s, it’s, it’s"),
    ("escapes", "\\ldblquote Fine,\\rdblquote  it\\'92s", "“Fine,” it’s"),
    ("escapes", "of \\'92", "of '92"),
    ("escapes", "it%E2%80%99s", "it’s"),
    ("escapes", "The%20town%20said%20%E2%80%9Cno%E2%80%9D", "The town said “no”"),
    ("escapes", "The\\ntown\\nsaid\\nno", "The\ntown\nsaid\nno"),
    ("escapes", "The to=\nwn sa=\nid it =E2=80=\n=99s", "The town said it ’s"),
    ("entities", "it#8217;s, it& rsquo;s, it&#8217s, Brandt amp; Sons", "it’s, it’s, it’s, Brandt & Sons"),
    ("mojibake", "it???s ???fine", "it’s “fine"),
    ("ligatures", "the ﬁrst oﬃce", "the first office"),
    ("letters", "Ｔｈｅ　ｔｏｗｎ", "The town"),
    ("letters", "𝖳𝗁𝖾 𝗍𝗈𝗐𝗇", "The town"),
    ("invisible", "the\u200b to\u00adwn", "the town"),
    ("accents", "cafe\u0301", "café"),
    ("spaces", "the  old   town", "the old town"),
    ("lookalikes", "the p\u0430per and \u0430 pen", "the paper and a pen"),
    ("tags", "the <b>old</b> town", "the old town"),
    ("markdown", "the **old** town and *its* __new__ bridge", "the old town and its new bridge"),
    ("tags", "the <st1:place w:st=\"on\">old</st1:place> <x-a>town</x-a><o:p></o:p>", "the old town"),
    ("tags", "the <a href=\"/t?a=1>2\" t='<b>'>old</a> town", "the old town"),
    ("tags", "It fell.<script>go(1 < 2);</script> It rose.<svg><path d=\"M0\"/></svg>", "It fell. It rose."),
    ("tags", "It fell.<ref name=\"a\" /><ref>{{cite|a={{b}}|[[c]]}}</ref> It rose.", "It fell. It rose."),
    ("tags", "It fell. ads.push(function() { ads.show('a'); }); It rose.", "It fell. It rose."),
    ("tags", "It fell. (a = window.a || []).push({}); It rose.", "It fell. It rose."),
    ("templates", "It fell.{{sfn|Hale|p={{{1}}}}} It ${name}rose.", "It fell. It rose."),
    ("templates", "[row][col a=\"1/2\"]It fell.[/col][/row]", "It fell."),
    ("templates", "{ HYPERLINK \"http://a.example\" \\o \"b\" }Old Tolby", "Old Tolby"),
    ("times", "It fell. [00:12:03] It rose.", "It fell. It rose."),
    ("times", "1\n00:00:01,000 --> 00:00:02,000\nIt fell", "\nIt fell"),
    ("markdown", "[http://a.example Old Tolby] and [New Tolby]{.x}", "Old Tolby and New Tolby"),
    ("markdown", "<http://a.example|Old Tolby>, `New Tolby <http://b.example>`_", "Old Tolby, New Tolby"),
    ("markdown", "Old Tolby (/places/old-tolby) is \\emph{very} old", "Old Tolby is very old"),
    ("footnotes", "It said no.[^1] Then it left.", "It said no. Then it left."),
    ("links", "Tolby (opens in new tab) is old", "Tolby is old"),
    ("related", "It fell. Read more: Ferry line adds two boats The town wept.", "It fell. The town wept."),
    ("advertisements", "It fell. ADVERTISEMENT The town wept.", "It fell. The town wept."),
    ("footnotes", "It fell.【3†source】 It rose.", "It fell. It rose."),
    ("hyphens", "the engi‧neers", "the engineers"),
    ("colors", "the \x1b[1mold\x1b[0m town", "the old town"),
    ("dropped capitals", "T\nhe town", "The town"),
    ("letters", "so l said that", "so I said that"),
    ("hyphens", "the engi¬ neers", "the engineers"),
    ("marks", "”Fine,” she said", "“Fine,” she said"),
    ("marks", "''Fine,'' she said", "“Fine,” she said"),
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
    "Bug #8217 of hale/bridge#8217 was closed, and so were #8220, #8221 and flight SK#8212.",
    "│ Tolby ├ Carden ┬ Ravenport │ and the Γ function; Ôter la pierre.",
    "AT&T and R&D cost 5 < 6 & 7 > 6; a*b, 2*3*4 and snake_case_name, f***ing and f**k.",
    "She called [the bill] a “mess” and [sic] a fraud; it's [a] shame.",
    "The plot covers 5 km² or 3 m². The #MeToo movement is the #1 topic, @hale said.",
    "Жук и Маша told α-helix from β-sheet; Yıldız met Çelik, Søren, Łukasz and Ναι.",
    "Nine. 14.32 percent of it was lost; at 14:32 he left. 5.45 million were not.",
    "The MARCHÉ» was “É” and Ärzte; is it? Sure. Why?\nBy noon the town was quiet.",
    "A first- and second-hand car, 6'2\" tall, the 1960s’ best - or worst — of all… ",
    "{finally|at last} the [[x] y] ended",
    "He wrote <laughs> and [the] {sic} a < b or c > d; the function (of state) {was} kept.",
    "The summer of '92 was hot, 20% 30% and 40% of it; a first- and a second- or third-hand car.",
    "“Nobody,” he said. ”Fine. We sold 1,200 of them l'été dernier; see l. 14.",
    "Read more books: it helps. He opens a new window on the past (opens at nine).",
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


def test_a_line_ends_behind_the_word_that_was_broken_at_its_end() -> None:
    text = "The engi-\nneers, who saw the bridge, left the well-\nknown town with sor-\nrow in May."
    door = open_door(text)
    assert door.text == (
        "The engineers,\nwho saw the bridge, left the well-known\ntown with sorrow\nin May."
    )
    at = door.text.index("engineers")
    assert text[slice(*door.span(at, at + 9))] == "engi-\nneers"


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
    "boxes": "['a', " * (LONG // 6), "rows": 'a,"' * (LONG // 3), "rows of two": "a,b\n" * (LONG // 4),
    "braces": "{{" * (LONG // 2), "scripts": "<script>" * (LONG // 8), "elements": "<x>" * (LONG // 3),
    "values": "<a ='<a ' " * (LONG // 10), "shortcodes": "[abc]" * (LONG // 5),
    "functions": "a.push(function(){" * (LONG // 18), "cues": "\n \n" * (LONG // 3),
    "headlines": ". Read more: " + "a " * LONG, "fields": 'HYPERLINK "a' * (LONG // 12),
    "soft breaks": "a=\n" * (LONG // 3), "bytes": "\\x41" * (LONG // 4), "tokens": 'a , " b . ' * (LONG // 10),
    "bylines": "By A\n" * (LONG // 5), "names": "By " + "A b " * (LONG // 4), "stops": "a." * (LONG // 2),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_long_hostile_text_passes_in_linear_time(name: str) -> None:
    # Quadratic work on so much would take many minutes.
    assert open_door(HOSTILE[name]).original == HOSTILE[name]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor [spin]spoke[/spin] of it on Tuesday.",
        "The mayor {{spoke|talked} of it|{said|told} so} on Tuesday.",
        "The mayor {spoke|{talked|said}} of it on Tuesday.",
    ],
)
def test_what_a_spinning_tool_left_is_evidence_and_stays(text: str) -> None:
    assert open_door(text).text == text
