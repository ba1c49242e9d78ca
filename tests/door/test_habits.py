"""What a page does throughout is put right; the same once or twice is the writer's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdetect.door import open_door
from mtdetect.door.furniture import is_furniture

LINES = [
    "The council of Tolby voted on Monday.",
    "Nobody there was surprised by it.",
    "“We knew,” said Ruth Anscombe.",
    "The bridge stays shut until June.",
]
CLEAN = "\n\n".join(LINES)


@pytest.mark.parametrize("mark", ["- ", "– ", "• ", "■ ", "→ "])
def test_a_mark_before_every_line_is_the_pages(mark: str) -> None:
    door = open_door("\n\n".join(mark + line for line in LINES))
    assert door.text == CLEAN
    assert door.repairs["list marks"] == len(LINES)


def test_numbers_before_every_line_are_the_pages() -> None:
    assert open_door("\n\n".join(f"{i}. {s}" for i, s in enumerate(LINES, 1))).text == CLEAN
    assert open_door("\n\n".join(f"({i}) {s}" for i, s in enumerate(LINES, 1))).text == CLEAN
    assert open_door("\n\n".join(f"{i} {s}" for i, s in enumerate(LINES, 1))).text == CLEAN


@given(st.sampled_from(["- ", "• ", "2. ", "2 "]), st.sets(st.integers(0, 3), max_size=3))
def test_a_mark_before_some_lines_is_a_list(mark: str, marked: set[int]) -> None:
    text = "\n\n".join(mark * (i in marked) + line for i, line in enumerate(LINES))
    assert open_door(text).text == text


@pytest.mark.parametrize(("opening", "closing"), ["“”", '""', "«»"])
def test_spaces_within_all_quotation_marks_are_the_pages(opening: str, closing: str) -> None:
    spoken = "\n\n".join(
        ["<We knew,> said Ruth Anscombe. <It stays shut.>", "<Until June,> he said."]
    )
    clean = spoken.replace("<", opening).replace(">", closing)
    door = open_door(spoken.replace("<", f"{opening} ").replace(">", f" {closing}"))
    assert door.text == clean
    assert door.repairs.keys() == {"quotation marks"}


@pytest.mark.parametrize(
    "slip",
    [
        "“ We knew,” said Ruth Anscombe. “It stays shut,” she said. “We wait.”",
        '" We knew," said Ruth Anscombe. "It stays shut," she said. "We wait."',
        "“ We knew, ” said Ruth Anscombe.",
    ],
)
def test_a_space_within_some_quotation_marks_stays(slip: str) -> None:
    assert open_door(slip).text == slip


def test_paragraphs_without_a_space_between_them_are_parted() -> None:
    assert open_door("".join(LINES)).text == CLEAN
    slip = "The council voted.Nobody was surprised. The bridge stays shut."
    assert open_door(slip).text == slip


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("🔴 The bridge stays shut. 👀", "The bridge stays shut."),
        ("It fell. (Photo: Ana Hale/Carden Post) It rose.", "It fell. It rose."),
        ("It fell and… [+1234 chars]", "It fell and…"),
        ("It fell. ¶ It rose.", "It fell.\n\nIt rose."),
        ("It fell.\n\nAdvertisement\n\nIt rose.", "It fell.\n\nIt rose."),
        (
            "By ANA HALE, Staff Writer Published: 09:14 GMT, 4 March 2021 | Updated: 11:02 GMT, "
            "4 March 2021 It fell.",
            "It fell.",
        ),
    ],
)
def test_what_pages_put_in_is_taken_away(given: str, shown: str) -> None:
    assert open_door(given).text == shown


@pytest.mark.parametrize(
    "text",
    [
        "A man stands at the pier. (Photo: Ana Hale/Carden Post)",
        "“‘We knew,’ ” said Ruth Anscombe.",
        "The advertisement ran for a week.",
        "Published in 1961, the book sold well. It was Hale’s last.",
    ],
)
def test_what_writers_write_stays(text: str) -> None:
    assert open_door(text).text == text


def test_what_nearly_every_paragraph_ends_with_is_the_pages() -> None:
    ending = [
        f"The council of Tolby voted on it for the {i}th time. {i} comments" for i in range(5)
    ]
    assert open_door("\n\n".join(ending)).text.count("comments") == 0
    saying = [f"“The council of Tolby voted on it {i} times,” Hale said." for i in range(5)]
    assert open_door("\n\n".join(saying)).text == "\n\n".join(saying)


def test_dates_and_bars_before_every_line_are_the_pages() -> None:
    dated = [f"2021-03-04T14:1{i}:00Z {line}" for i, line in enumerate(LINES)]
    assert open_door("\n\n".join(dated)).text == CLEAN
    assert open_door("\n\n".join(f"| {line} |" for line in LINES)).text.count("| ") == 0


def test_words_and_marks_set_apart_are_set_together() -> None:
    apart = "It did n't fall , she said ; it rose @-@ slowly . `` We know , '' he said ( twice ) . "
    shown = "It didn't fall, she said; it rose-slowly. “We know,” he said (twice)."
    assert open_door(apart * 3).text.rstrip() == " ".join([shown] * 3)
    assert open_door("One , two .").text == "One , two ."


@pytest.mark.parametrize("mark", [",", "."])
def test_one_mark_set_apart_throughout_is_set_to_its_word(mark: str) -> None:
    shown = "It rose, fell, and rose. She saw it; did he? It fell, too. It rose. It fell. " * 3
    door = open_door(shown.replace(mark, f" {mark}"))
    assert door.text == shown
    assert door.repairs == {"tokens": shown.count(mark)}
    # Nearly all of it, and often, or it is a slip.
    for slips in (3, 7):
        slip = shown.replace(mark, f" {mark}", slips)
        assert open_door(slip).text == slip


@pytest.mark.parametrize("mark", [" ;", " :", " ?", " !", " . . ."])
def test_marks_that_people_set_apart_stay(mark: str) -> None:
    text = f"It rose{mark} She saw it, and he did, too. " * 9
    assert open_door(text).text == text


def test_words_broken_in_mid_line_are_mended_where_many_are() -> None:
    broken = "The engi- neers of the gov- ernment saw a first- and sec- ond-hand car."
    mended = "The engineers of the government saw a first- and second-hand car."
    assert open_door(broken).text == mended
    assert open_door("The engi- neers left.").text == "The engi- neers left."


def test_scripts_and_who_wrote_it_are_furniture() -> None:
    assert is_furniture("window.dataLayer = window.dataLayer || []; function gtag(){}", 7)
    assert is_furniture("Ana Hale has covered courts for the Carden Post since 2014.", 11)
    assert not is_furniture("Ana Hale has covered the wall of her shop with old maps.", 12)


def test_apostrophes_that_became_spaces_are_put_back() -> None:
    lost = "You d think the year s end didn t matter. I m sure they ll say it s fine; we ve gone."
    door = open_door(lost)
    assert door.text == (
        "You’d think the year’s end didn’t matter. I’m sure they’ll say it’s fine; we’ve gone."
    )
    assert door.repairs == {"marks": 7}
    assert door.span(0, 5) == (0, 5)


@pytest.mark.parametrize(
    "text",
    [
        "The year s end and the town s bridge, but Hale's own.",  # slips of one who has the key
        "At time t the wave is d high. From t to d it rose; when t is d, plan d holds at point t.",
        "He was re-elected, she had a d and a t. Plan s failed.",
    ],
)
def test_letters_alone_are_no_lost_apostrophes(text: str) -> None:
    assert open_door(text).text == text


def test_names_in_brackets_were_links() -> None:
    names = ("Tolby", "Mill Lane", "Brandt & Sons", "Ruth Anscombe", "Carden Post")
    text = "\n\n".join(f"The line to [{name}] is shut. “[He] likes {name}.”" for name in names)
    door = open_door(text)
    assert door.text == "\n\n".join(f"The line to {n} is shut. “[He] likes {n}.”" for n in names)
    at = door.text.index("Mill Lane")
    start = text.index("Mill Lane")
    assert door.span(at, at + 9) == (start, start + 9)


@pytest.mark.parametrize(
    "text",
    [
        "The line to [Tolby] is shut. [Hale] said so. [Rye] was next. [Ely] was not.",
        "".join(
            f"“[{n}] said so,” she said. " for n in ("Hale", "Rye", "Ely", "Ash", "Brandt", "Roe")
        ),
        "".join(
            f"The line to [{n}] is [not] shut. " for n in ("Tolby", "Rye", "Ely", "Ash", "Roe")
        ),
        "".join(f"The line to [{n}] is shut. " for n in ("Tolby", "Rye", "Ely", "Ash", "Roe"))
        + "It fell. " * 1_000,
        "The rights of [Hale] end when [Hale] says so. " * 5,
        "".join(f"[{n}] It was said so. " for n in ("1", "a", "B", "[x]", "12b", "sic")),
    ],
)
def test_brackets_that_writers_set_stay(text: str) -> None:
    assert "links" not in open_door(text).repairs
