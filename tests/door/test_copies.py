"""What stands twice is found, whatever its breaks, and nothing else is."""

# ruff: noqa: E501 (cases are easier to read in one line each)
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtdetect.door.arrange import arrange
from mtdetect.door.copies import first_occurrences

ONE = "The council of Tolby voted on Monday to keep the bridge shut until the end of May at least."
TWO = "Engineers had found cracks in two more of the beams that carry the northbound lane, it said."
THREE = "A footbridge will be put up beside the old one, and scaffolders were there on Tuesday."


def test_exact_and_near_copies_are_found() -> None:
    near = ONE.replace("until the end of May", "until about the end of May")
    assert first_occurrences([ONE, TWO, near, THREE, TWO.upper()]) == [0, 1, 0, 3, 1]


def test_a_copy_with_other_breaks_is_found() -> None:
    assert first_occurrences([f"{ONE} {TWO}", THREE, ONE, f"{TWO} {THREE}"])[2:] == [0, 0]


def test_paragraphs_that_share_a_phrase_are_no_copies() -> None:
    again = "The council of Tolby voted on Tuesday to open the baths, the library and the old mill."
    assert first_occurrences([ONE, again, TWO, "Nobody knew.", "Nobody knew.", "Nobody cared."]) == [
        0, 1, 2, 3, 3, 5,
    ]  # fmt: skip


@given(st.lists(st.one_of(st.text(max_size=30), st.sampled_from([ONE, TWO, THREE])), max_size=12))
def test_an_origin_comes_first_and_is_none_itself(texts: list[str]) -> None:
    origins = first_occurrences(texts)
    assert all(0 <= origin <= i for i, origin in enumerate(origins))
    assert all(origins[origin] == origin for origin in origins)
    assert first_occurrences([*texts, *texts])[len(texts) :] == origins


def test_what_is_not_judged_is_nobodys_original() -> None:
    article = [f"{ONE} {TWO}", f"{THREE} {ONE.replace('Monday', 'Friday')}"]
    for above in (
        f"• {ONE}\n• {TWO}\n• {THREE}",
        f"{ONE[:-1]}\n{TWO[:-1]}\n{THREE[:-1]}",
        f"{ONE[:30]}\n{TWO[:40]}\n{THREE[:35]}",
        f"Read more: {ONE}",
    ):
        arranged = arrange("\n\n".join([above, *article]))
        assert arranged.origins == list(range(len(arranged.units.spans)))
    # Prose is, and so is a list whose lines are sentences.
    for above in (ONE, f"{ONE}\n{TWO}\n{THREE}"):
        assert arrange("\n\n".join([above, ONE + " " + ONE])).origins[-1] == 0
