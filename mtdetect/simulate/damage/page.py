"""Furniture of the page left between an article's paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from mtdetect.simulate.damage.registry import Registry, joined, paragraphs_of

registry = Registry()
_page = registry.add("page")

_CAPTIONS = (
    "FILE PHOTO: A ferry leaves the old harbor of Carden, Norway, March 3, 2021. REUTERS/Ana "
    "Lindqvist/File Photo",
    "The mayor of Ravenport, Amos Redfern, speaks to reporters outside the town hall on Monday. "
    "(Photo by Elin Torgersen/Getty Images)",
    "Image caption, Residents say the bridge has been closed for most of the year",
    "A farmer inspects his field near Tolby after the flood. Photograph: Ida Moreau/Carden Post",
)
_RELATED = (
    "Read more: Ferry line adds two boats before summer",
    "RELATED: What we know about the closed bridge",
    "More on this story: Town council puts off vote on the harbor",
)
_COMMENTS = (
    "Comments (3)",
    "harbormaster62 2 hours ago",
    "About time somebody looked into this lol. My cousin works there and they knew for years",
    "Reply Like 14",
    "Well said, though I doubt that anything is going to change before the next vote",
    "Report",
)


def _between(text: str, lines: Sequence[str], every: int = 2) -> str:
    parts: list[str] = []
    for i, paragraph in enumerate(paragraphs_of(text)):
        parts.append(paragraph)
        if i % every == 0:
            parts.append(lines[i // every % len(lines)])
    return joined(parts)


@_page
def captions_between(text: str) -> str:
    return _between(text, _CAPTIONS)


@_page
def caption_first(text: str) -> str:
    return joined([_CAPTIONS[1], text])


@_page
def related_headlines_between(text: str) -> str:
    return _between(text, _RELATED, 3)


@_page
def cookie_notice(text: str) -> str:
    return joined(
        [
            "We and our partners use cookies to give you the best experience on our site and to "
            "show you ads that may interest you. By clicking Accept you agree to this use; you can "
            "change your settings at any time.",
            text,
        ]
    )


@_page
def paywall(text: str) -> str:
    first, *rest = paragraphs_of(text) or [text]
    line = (
        "You have reached your limit of free articles this month. Subscribe today for unlimited "
        "access to all our reporting, from just $1 a week. Already a subscriber? Log in here."
    )
    return joined([first, line, *rest])


@_page
def newsletter(text: str) -> str:
    line = (
        "Sign up for our morning briefing and get the most important stories of the day delivered "
        "to your inbox every weekday."
    )
    return joined([*paragraphs_of(text), line])


@_page
def agency_credits(text: str) -> str:
    line = (
        "(Reporting by Ana Lindqvist in Oslo and Amos Redfern in Carden; Additional reporting by "
        "Ida Moreau; Editing by Elin Torgersen)"
    )
    return joined([text, line])


@_page
def correction(text: str) -> str:
    line = (
        "This article was amended on 4 March 2021. An earlier version said that the bridge was "
        "built in 1961; in fact it was opened in 1971."
    )
    return joined([text, line])


@_page
def disclaimer(text: str) -> str:
    line = (
        "The views expressed in this article are those of the author and do not necessarily "
        "reflect the editorial policy of the Carden Post."
    )
    return joined([text, line])


@_page
def author_note(text: str) -> str:
    line = (
        "Ana Lindqvist is a senior reporter at the Carden Post, where she covers ports and "
        "shipping. Follow her on Twitter at @analindqvist or write to ana@cardenpost.example."
    )
    return joined([text, line])


@_page
def comments_below(text: str) -> str:
    return joined([text, *_COMMENTS])


@_page
def shouted_first_paragraph(text: str) -> str:
    first, *rest = paragraphs_of(text) or [text]
    return joined([first.upper(), *rest])


@_page
def shouted_first_words(text: str) -> str:
    def shout(paragraph: str) -> str:
        words = paragraph.split(" ")
        return " ".join([*(w.upper() for w in words[:4]), *words[4:]])

    first, *rest = paragraphs_of(text) or [text]
    return joined([shout(first), *rest])


@_page
def menu_above(text: str) -> str:
    return joined(["Home\nNews\nSport\nWeather\nVideo\nMore", "Share\nTweet\nEmail\nPrint", text])


@_page
def whole_page(text: str) -> str:
    parts = paragraphs_of(captions_between(text))
    return joined(
        [
            "Home | News | Sport | Weather",
            "By Ana Lindqvist, Staff Reporter",
            "Published 4 March 2021, 14:32 GMT",
            cookie_notice("").strip(),
            *parts,
            "Share this article",
            "Topics: Harbor, Ferries, Carden",
            *_RELATED,
            "© 2021 The Carden Post. All rights reserved.",
        ]
    )
