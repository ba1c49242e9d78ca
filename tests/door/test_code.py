"""Code between sentences goes; sentences with brackets, signs and semicolons stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdetect.door import open_door

STORY = "The council of Tolby voted on Monday. “We knew,” said Ruth Anscombe."
CODE = [
    "(adsbygoogle = window.adsbygoogle || []).push({});",
    "if (typeof ads != \"undefined\") { ads.push([[250,250],\"box-3\"]); }",
    "document.write(new Date().getFullYear());",
    "fbq('track', 'ViewContent');",
    "$(document).ready(function(){$('.slick').slick({dots:true});});",
    "window.a = window.a || []; a.push({mode:'thumbnails-a',container:'below'});",
    "var q = q || []; q.push(['_setAccount', 'UA-1']);",
    "googletag.cmd.push(() => { googletag.display('x'); });",
    "(function(d,s){var js=d.createElement(s);if(d.a)return;js.id=s;})(document,'script');",
    "!function(e,t){e.a=t}(window,1);",
    "try { window.ads.load(); } catch (e) { console.log(e); }",
    "const el = document.querySelector('.x'); if (el) { el.remove(); } else { go(1); }",
    "new Chart(ctx, {type: 'bar'});",
    "/* <![CDATA[ */ var x = {\"a\":1}; /* ]]> */",
    ".ad-slot{display:block;min-height:250px}",
    "#signup{background:#fff; clear:left; font:14px Helvetica,Arial,sans-serif; }",
    ".css-1x{margin:0 auto 20px;}@media (min-width:740px){.css-1x{width:100%;}}",
    "h2.title a:hover, .x > p {color: #fff !important}",
    "a[href^=\"http\"] {color:red;}",
]  # fmt: skip
PROSE = [
    "Total = 5 (of 9); Hale left.",
    "Smith(Lab); Jones(Con); Hale(LD);",
    "He (Hale) left; she stayed.",
    "A = apples; B = bread;",
    "(See page 4); He left.",
    "The {town|city} voted; it was {slow: or quick|fast}.",
    "iOS.app (Apple); Windows.",
    "x(1) was the name; it stayed.",
    "Hale Inc.(NYSE: HAL); Others fell.",
    "#metoo (the movement); Others spoke.",
    "If x = 5 (or more) the bridge holds; Hale left.",
]


@pytest.mark.parametrize("code", CODE)
def test_statements_behind_a_sentence_are_taken_away(code: str) -> None:
    for shown, text in (
        (STORY, f"{STORY} {code}"),
        (f"{STORY}\n\n{STORY}", f"{STORY} {code}\n\n{STORY}"),
        (f"{STORY} {STORY}", f"{STORY} {code} {STORY}"),
    ):
        door = open_door(text)
        assert door.text == shown
        assert door.repairs["tags"] >= 1
        assert door.span(len(shown) - 9, len(shown)) == (
            text.rindex("Anscombe."),
            text.rindex("Anscombe.") + 9,
        )


@pytest.mark.parametrize("prose", PROSE)
def test_sentences_are_no_statements(prose: str) -> None:
    assert open_door(f"{STORY} {prose}").text == f"{STORY} {prose}"


@given(
    st.lists(st.sampled_from([*"(){};=.'\"", " ", "a", "a.b", "It fell. ", "\n"]), max_size=40).map(
        "".join
    )
)
def test_what_is_no_code_is_left_whole(text: str) -> None:
    door = open_door(f"{STORY} {text}\n\n{STORY}")
    assert door.text.startswith("The council of Tolby voted")
    assert door.text.endswith(STORY)
