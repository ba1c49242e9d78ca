"""What is no narration is declined for the right reason, and narration is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtdetect
from mtdetect.judge import abstain
from mtdetect.results import REASONS, Reason
from mtdetect.tables.encoding import encode

NARRATION = (
    "The ferry company said on Thursday that it would add two boats to the island route before "
    "summer, after passengers complained of waiting for hours in the rain.",
    "Dr. Elin Torgersen, who runs the clinic, said 41 patients had been treated by noon. Most of "
    "them were children from the camp, and all but three were sent home.",
    "“We counted the ballots twice,” said the county clerk, Amos Redfern. He told reporters that "
    "the margin had shrunk to 112 votes and that a recount was likely to follow.",
)
DECLINED: list[tuple[Reason, str]] = [
    (
        "boilerplate",
        "This article was originally published by the Harbor Times and is republished here with "
        "its "
        "kind permission.",
    ),
    ("boilerplate", "Leave a comment"),
    ("boilerplate", "Read more: Ferry company adds two boats"),
    ("boilerplate", "Photo: Ana Lindqvist/Harbor Times"),
    ("boilerplate", "© 2025 The Harbor Times. All rights reserved."),
    ("boilerplate", "Sign up for our newsletter and never miss a story."),
    ("boilerplate", "By Ana Lindqvist and Amos Redfern"),
    ("boilerplate", "Reporting by Ana Lindqvist in Oslo; editing by Amos Redfern"),
    ("boilerplate", "Ana Lindqvist contributed to this report."),
    ("boilerplate", "Updated 9:14 a.m. Thursday"),
    ("boilerplate", "Passengers wait at the pier. (AP Photo/Ana Lindqvist)"),
    ("too_short", "The council voted no."),
    ("too_short", "The council met on Tuesday to vote. " * 20),
    ("too_short", "Some say so. The ferry is late again today. The ferry is late again today."),
    (None, "The council met on Tuesday to vote, and nobody had told the mayor that it would. " * 2),
    ("too_short", "Ferry company adds two boats"),
    ("too_short", "1,200"),
    (
        "not_english",
        "La compañía de transbordadores dijo el jueves que añadiría dos barcos a la ruta de la "
        "isla antes del verano, después de que los pasajeros se quejaran de las esperas.",
    ),
    (
        "not_english",
        "Die Reederei teilte am Donnerstag mit, dass sie vor dem Sommer zwei weitere Schiffe auf "
        "der Strecke einsetzen werde, nachdem sich Fahrgäste über lange Wartezeiten beschwert "
        "hatten.",
    ),
    (
        "not_english",
        "Паромная компания сообщила в четверг, что до лета добавит на маршрут два судна, после "
        "того как пассажиры пожаловались на многочасовое ожидание под дождем.",
    ),
    (
        "not_english",
        "轮渡公司周四表示，在乘客抱怨在雨中等候数小时之后，将在夏季之前为该岛航线增加两艘船。",
    ),
    (
        "quotation",
        "“We counted the ballots twice, and then we counted them again with both parties in the "
        "room, and every time it came out the same way for him.”",
    ),
    (
        "list",
        "- the ferry to the island, at nine\n- the bus to the pier, at half past nine\n"
        "- the train to the capital, at noon\n- the boat back from the island, at six",
    ),
    (
        "list",
        "More on this story\nFerry company adds two boats\nMayor 'sorry' for pier that nobody can "
        "use\nRecount is likely in the county race\nClinic treats 41 by noon",
    ),
    (
        "list",
        "The boat goes out, the boat comes in,\nAnd no one asks it where it's been;\n"
        "The gulls alone go on and on\nAbout the herring that are gone.",
    ),
    ("boilerplate", "We use cookies to make this site work and to see what our readers like."),
    ("boilerplate", "Most read: Mayor sorry for pier, and nine other stories"),
    (
        "letter_case",
        "THE FERRY COMPANY SAID ON THURSDAY THAT IT WOULD ADD TWO BOATS TO THE ISLAND ROUTE BEFORE "
        "SUMMER, AFTER PASSENGERS COMPLAINED.",
    ),
    (
        "letter_case",
        "the ferry company said on thursday that it would add two boats to the island route. "
        "passengers had complained of waiting for hours.",
    ),
    (
        "not_prose",
        '<p class="lead">The ferry company said on Thursday that it would add two boats to the '
        "island route before summer.</p>",
    ),
    (
        "not_prose",
        '{"id": 7, "title": "Ferries", "text": "The ferry company said on Thursday that it would '
        'add two boats to the island route before summer."}',
    ),
    (
        "not_prose",
        "for boat in boats: harbour[boat.pier] = boat; return {k: len(v) for k, v in "
        "harbour.items() if v is not None and v != [] and k in piers_in_use}; return None",
    ),
    ("list", "Oslo 12 3 4 19 Bergen 11 2 5 18 Tromso 9 4 5 14 Molde 7 1 9 11 " * 4),
]


JUDGED_ALL_THE_SAME = (
    "From Bergen in the west to Vadso in the east, boats stayed in port for the third day on "
    "Friday.",
    "By Christmas in 1944 the family had moved four times, and nobody asked any more when it would "
    "be able to go home.",
    "Sponsored by a senator from the coast, the bill would keep two people on the bridge of every "
    "ferry in the country.",
    "The report was first published in 2019 and led to the resignation of two harbour masters, but "
    "nobody has been charged.",
    "Copyright law has not kept up with the machines, said the novelist, who found all of her "
    "books "
    "in a set of data.",
    "Read more than 100 books a year and you will start to see the seams, the critic told a room "
    "full of publishers.",
    "The clerk wrote <b>pier</b> on the card and <i>boat</i> on the other, and gave both of "
    "them to "
    "the man at the <a href='/gate'>gate</a>.",
    "A dozen eggs cost 3.25 at the corner shop on Tuesday, 2.95 at the market and 4.10 at the "
    "pier, "
    "where the boats come in.",
    "They write that p < 0.05 and that n = 212 and R = 1.4 for the ferries, and that no more could "
    "be said of the rest.",
    "Two libraries to close\nCouncil votes nine to six\nThe council voted on Tuesday to close "
    "the two "
    "libraries on the east side of the town after months of argument about the budget.",
    # Broken to a width, where capitals happen to begin most lines.
    "The ferry company said on Thursday that\nIda and Amos Redfern, who had waited for\n"
    "Torgersen for three hours in the rain,\nfrom Monday to Wednesday, would get new boats.",
    "I think that I saw the boat before the others did, but I would not swear to it now.",
    "NATO and the EU said that the U.S. and the U.K. had told the BBC of a plan for the port.",
)


def reasons(model: mtdetect.Model, *texts: str) -> list[Reason | None]:
    lexicon = model.resources.lexicon
    encoded = encode(texts, lexicon)
    return abstain.reasons(encoded, abstain.function_words(encoded, lexicon))


@pytest.mark.parametrize("text", NARRATION)
def test_narration_is_judged(shipped: mtdetect.Model, text: str) -> None:
    assert reasons(shipped, text) == [None]


@pytest.mark.parametrize("text", JUDGED_ALL_THE_SAME)
def test_what_only_looks_like_no_prose_is_judged(shipped: mtdetect.Model, text: str) -> None:
    assert reasons(shipped, text) == [None]


@pytest.mark.parametrize(("reason", "text"), DECLINED)
def test_what_is_no_narration_is_declined(
    shipped: mtdetect.Model, reason: Reason, text: str
) -> None:
    assert reasons(shipped, text) == [reason]


def test_a_long_paragraph_is_never_boilerplate(shipped: mtdetect.Model) -> None:
    long = "Read more about it in the town hall, where the plans are on show. " + NARRATION[0] * 2
    assert reasons(shipped, long) == [None]


def test_a_quotation_in_narration_is_judged(shipped: mtdetect.Model) -> None:
    half = "“We counted the ballots twice,” he said, before he went back into the hall to count on."
    assert reasons(shipped, half) == [None]


TEXTS = st.one_of(
    st.text(st.characters()),
    st.sampled_from(NARRATION),
    st.sampled_from([text for _, text in DECLINED]),
    st.lists(st.sampled_from((NARRATION[0] + " “By ©: \ud800 7").split())).map(" ".join),
)


@given(texts=st.lists(TEXTS, max_size=6))
def test_each_paragraph_is_declined_for_itself(shipped: mtdetect.Model, texts: list[str]) -> None:
    together = reasons(shipped, *texts)
    assert together == [reasons(shipped, text)[0] for text in texts]
    assert set(together) <= {None, *REASONS}


@given(words=st.lists(st.sampled_from(NARRATION[0].split()), max_size=abstain.LEAST_WORDS - 1))
def test_a_few_words_are_never_judged(shipped: mtdetect.Model, words: list[str]) -> None:
    assert reasons(shipped, " ".join(words)) != [None]


COMMENTS = ["Comments (2)", "What a joke this council is, vote them out the lot of em, " * 2] * 2


def _declined(model: mtdetect.Model, texts: list[str]) -> list[Reason | None]:
    n = [len(t.split()) for t in texts]
    return abstain.in_article(texts, reasons(model, *texts), n, n)


def test_what_stands_below_the_heading_of_comments_is_declined(shipped: mtdetect.Model) -> None:
    assert _declined(shipped, [*NARRATION, *COMMENTS]) == [None] * 3 + ["boilerplate"] * 4


def test_such_a_heading_in_a_story_silences_nothing(shipped: mtdetect.Model) -> None:
    texts = [*NARRATION, "Comments (3)", *NARRATION[:2]]
    assert _declined(shipped, texts) == reasons(shipped, *texts)


def test_such_a_heading_on_top_silences_nothing(shipped: mtdetect.Model) -> None:
    texts = ["Comments", *NARRATION]
    assert _declined(shipped, texts) == reasons(shipped, *texts)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("bobby77 • 3 hours ago", "12 • Reply • Share ›"),
        ("Margaret P. | an hour ago", "Like Reply 3"),
        ("TruthSeeker 2 days ago", "Reply"),
    ],
)
def test_comments_need_no_heading_where_readers_may_reply(
    shipped: mtdetect.Model, above: str, below: str
) -> None:
    comments = [part for words in COMMENTS[1:] for part in (above, words, below)]
    assert None not in _declined(shipped, [*NARRATION, *comments])[3:]
    # One such line alone silences nothing, nor do dates without a reply, nor comments on top.
    for texts in (
        [*NARRATION, above, NARRATION[0], below],
        [*NARRATION, above, NARRATION[0], above, NARRATION[1]],
        [above, NARRATION[0][:90], below, *NARRATION, NARRATION[2], below],
    ):
        declined = _declined(shipped, texts)
        for text, reason in zip(texts, declined, strict=True):
            assert reason is None or text not in NARRATION


@given(texts=st.lists(st.one_of(TEXTS, st.sampled_from(COMMENTS)), max_size=8))
def test_an_article_declines_more_than_its_paragraphs_but_keeps_half(
    shipped: mtdetect.Model, texts: list[str]
) -> None:
    by_themselves, n = reasons(shipped, *texts), [len(t.split()) for t in texts]
    together = abstain.in_article(texts, by_themselves, n, n)
    assert all(b == a for a, b in zip(by_themselves, together, strict=True) if a is not None)
    kept, judged = (
        sum(w for w, reason in zip(n, found, strict=True) if reason is None)
        for found in (together, by_themselves)
    )
    assert kept >= judged / 2


LOG = [
    "Monday, 8:14 a.m. Caller on Tanner Street reported white pickup parked across driveway. Owner "
    "located, moved vehicle. No citation issued.",
    "Monday, 11:40 p.m. Noise complaint, 200 block Elm Street. Group of about 15 agreed to go "
    "inside. Second call 1:05 a.m.; resident cited.",
    "Tuesday, 2:22 p.m. Two-vehicle crash, Route 9 and Mill Road. Minor injuries reported, both "
    "vehicles towed. Driver cited, failure to yield.",
    "Wednesday, 9:03 a.m. Man, 34, arrested, outstanding warrant, traffic stop, Harbor Avenue. "
    "Also charged, driving under suspended license. Held on $2,500 bail.",
    "Thursday, 4:30 p.m. Resident, Birch Lane, reported losing $1,800, gift cards, caller claimed "
    "power company ties. Report taken, no suspects.",
    "Friday, 12:15 a.m. Raccoon reported inside kitchen, Pond Street. Animal control advised. "
    "Raccoon left through open window before officer arrived.",
]


def test_a_log_that_leaves_out_small_words_is_declined_throughout(shipped: mtdetect.Model) -> None:
    doc = mtdetect.score("\n\n".join(LOG), model=shipped)
    assert (doc.score, doc.flagged) == (None, False)
    assert {p.reason for p in doc.paragraphs} == {"list"}


def test_an_entry_of_a_log_in_a_story_silences_nothing(shipped: mtdetect.Model) -> None:
    doc = mtdetect.score("\n\n".join([*NARRATION, LOG[0]]), model=shipped)
    assert all(p.reason is None for p in doc.paragraphs[: len(NARRATION)])


@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200), st.booleans()), max_size=6).map(
        lambda rows: [(max(a, b), min(a, b), judged) for a, b, judged in rows]
    )
)
def test_notes_are_told_by_what_is_judged_alone(rows: list[tuple[int, int, bool]]) -> None:
    given_ = [None if judged else "too_short" for _, _, judged in rows]
    words, function = [w for w, _, _ in rows], [f for _, f, _ in rows]
    found = abstain.in_article([""] * len(rows), given_, words, function)
    n = sum(w for w, _, judged in rows if judged)
    few = sum(f for _, f, judged in rows if judged) < abstain.MOST_FUNCTION_IN_NOTES * n
    expected = "list" if few and n >= abstain.LEAST_IN_NOTES else None
    assert found == [expected if judged else "too_short" for _, _, judged in rows]
