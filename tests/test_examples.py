"""The examples: told apart, paragraph by paragraph, and not by one paragraph more or less."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import pytest

import mtdetect

FOLDER = Path(__file__).resolve().parents[1] / "examples"
TEXTS = {path.stem: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.txt"))}
HUMAN = [name for name in TEXTS if name.endswith(".human")]
MACHINE = [name for name in TEXTS if not name.endswith(".human")]

# A person's paragraphs on other matters, and what stands around the text of a page.
ADDED = (
    "Marisol Quade has run the bait shop at the end of Pier 9 since her father's stroke in 1998. "
    "She doesn't own a computer. When the county mailed her a tablet to file her taxes on, she "
    "used it to prop open the door.",
    "The vote, 7-2, came just before midnight, after three hours of testimony from parents. "
    "Council member Ines Dufresne, who had been expected to abstain, said she changed her mind "
    "when a fourth-grader asked why the pool was closed.",
    "Temperatures fell to minus 11 overnight and stayed there. Plow drivers worked double shifts "
    "from Garrick to the state line, and two of them were treated for frostbite, the highway "
    "department said. Schools will open two hours late.",
    "“I'm not saying he lied,” the trainer, Boyd Castellane, told reporters outside the stable "
    "on Friday. “I'm saying the horse was fine when I left her, and she wasn't fine at 6 a.m., "
    "and somebody was in between.”",
    "By Ana Lindqvist and Amos Redfern",
    "Comments (3)",
    "Ana Lindqvist is a reporter at the Harbor Times.",
    "Leave a comment",
    "great article!! my cousin lives there and says its all true",
    "Photo: Amos Redfern/Harbor Times",
)


@pytest.fixture(scope="module")
def documents(shipped: mtdetect.Model) -> dict[str, mtdetect.Document]:
    scored = mtdetect.score_many(TEXTS.values(), model=shipped)
    return dict(zip(TEXTS, scored, strict=True))


def test_each_story_comes_in_three_versions() -> None:
    stories = {name.split(".")[0] for name in TEXTS}
    assert len(stories) >= 2
    assert set(TEXTS) == {f"{s}.{v}" for s in stories for v in ("human", "spun", "translated")}


@pytest.mark.parametrize("name", MACHINE)
def test_machine_versions_are_labelled_and_flagged(
    documents: dict[str, mtdetect.Document], name: str
) -> None:
    document = documents[name]
    assert document.label == name.split(".")[1]
    assert document.score is not None
    assert document.score > 0.9
    assert document.flagged
    narration = [p for p in document.paragraphs if p.reason is None]
    assert len(narration) >= 10
    assert sum(p.flagged for p in narration) >= len(narration) * 2 / 3


@pytest.mark.parametrize("story", ["court_ruling", "front_line"])
@pytest.mark.parametrize("places", [range(1, 3), range(3, 6), range(-4, 0)], ids=str)
def test_a_few_spun_paragraphs_do_not_accuse_those_around_them(
    shipped: mtdetect.Model, story: str, places: range
) -> None:
    human, spun = (TEXTS[f"{story}.{v}"].split("\n\n") for v in ("human", "spun"))
    of_spinner = {place % len(human) for place in places}
    mixed = [spun[i] if i in of_spinner else p for i, p in enumerate(human)]
    document = mtdetect.score("\n\n".join(mixed), model=shipped)
    assert len(document.paragraphs) == len(mixed)
    flags = {i for i, p in enumerate(document.paragraphs) if p.flagged}
    judged = {i for i, p in enumerate(document.paragraphs) if p.reason is None}
    assert document.label == "spun"
    assert len(flags & of_spinner) >= len(judged & of_spinner) - 1
    # One beside a run may be taken for its end.
    assert len(flags - of_spinner) <= 1


@pytest.mark.parametrize("name", HUMAN)
def test_human_versions_are_left_alone(documents: dict[str, mtdetect.Document], name: str) -> None:
    document = documents[name]
    assert document.label == document.likeliest == "human"
    assert document.score is not None
    assert document.score < 0.2
    assert not document.flagged
    assert not [p.text for p in document.paragraphs if p.flagged]


@pytest.mark.parametrize("name", TEXTS)
def test_one_paragraph_of_a_person_turns_no_verdict(
    shipped: mtdetect.Model,
    documents: dict[str, mtdetect.Document],
    name: str,
) -> None:
    blocks = TEXTS[name].strip().split("\n\n")
    before = documents[name]
    # At two of four places each, lest this take the longest of all tests.
    places = ((0, len(blocks) // 2), (1, len(blocks)))
    changed = [
        "\n\n".join([*blocks[:at], added, *blocks[at:]])
        for added, here in zip(ADDED, cycle(places), strict=False)
        for at in here
    ]
    for text, after in zip(changed, mtdetect.score_many(changed, model=shipped), strict=True):
        assert after.label == before.label, text
        assert after.flagged == before.flagged, text


@pytest.mark.parametrize("name", MACHINE)
def test_a_person_s_paragraph_inside_a_disguised_article_is_not_the_worst(
    shipped: mtdetect.Model, name: str
) -> None:
    blocks = TEXTS[name].strip().split("\n\n")
    text = "\n\n".join([*blocks, *ADDED[:3]])
    document = mtdetect.score(text, model=shipped)
    theirs = [p.score for p in document.paragraphs if p.text in blocks and p.score is not None]
    added = [p.score for p in document.paragraphs if p.text in ADDED and p.score is not None]
    assert sum(added) / len(added) < sum(theirs) / len(theirs)
