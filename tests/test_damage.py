"""What scraping does to a page turns no verdict, and every offset leads to the text as given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mtdetect
from mtdetect.results import Document
from mtdetect.simulate import FAMILIES, spin
from mtdetect.simulate.damage import DAMAGES

CASES = Path(__file__).parent / "cases" / "articles"
EXAMPLES = Path(__file__).parents[1] / "examples"
SCRAPING = [d.name for d in DAMAGES.values() if d.group not in ("letters", "words")]
# What no door can undo: letters that are another case or another word.
LOSSY = {
    "case_flipped",
    "lower_case",
    "upper_case",
    "spaces_within_words",
    "shouted_first_paragraph",
}
ATTACKS = [
    d.name for d in DAMAGES.values() if d.group in ("letters", "words") and d.name not in LOSSY
]
# Texts with nothing in them to damage, or little.
HARD = [
    *("", "Ferry", "   ", "\n\n\n", "a", ".", "\0", "a\0b", "\u00ad\u200b", "\ud800"),
    *("🙂", "🙂 🙂\n\n🙂"),
]


@pytest.fixture(scope="module")
def humans() -> list[str]:
    # In the order of benchmarks/scraped.py, so that each is spun by the same family there.
    files = sorted([*CASES.glob("*.txt"), *EXAMPLES.glob("*.human.txt")], key=lambda p: p.name)
    return [path.read_text("utf-8").strip() for path in files]


@pytest.fixture(scope="module")
def machines(humans: list[str]) -> list[str]:
    families = list(FAMILIES)
    spun = [spin(text, family=families[i % len(families)], seed=i) for i, text in enumerate(humans)]
    files = [*EXAMPLES.glob("*.spun.txt"), *EXAMPLES.glob("*.translated.txt")]
    return spun + [path.read_text("utf-8").strip() for path in sorted(files)]


@pytest.fixture(scope="module")
def clean(
    shipped: mtdetect.Model, humans: list[str], machines: list[str]
) -> tuple[list[bool], list[bool]]:
    documents = list(mtdetect.score_many(humans + machines, model=shipped))
    flags = [d.flagged for d in documents]
    return flags[: len(humans)], flags[len(humans) :]


def flags_of(name: str, texts: Sequence[str], model: mtdetect.Model) -> list[bool]:
    documents = mtdetect.score_many([DAMAGES[name].apply(text) for text in texts], model=model)
    return [d.flagged for d in documents]


def share_of(name: str, parts: int) -> slice:
    """Give each damage its share of the articles, so that all damages together meet them all."""
    return slice(list(DAMAGES).index(name) % parts, None, parts)


@pytest.mark.parametrize("name", SCRAPING)
def test_scraping_turns_no_verdict(
    name: str,
    shipped: mtdetect.Model,
    humans: list[str],
    machines: list[str],
    clean: tuple[list[bool], list[bool]],
) -> None:
    people, engines = share_of(name, 3), share_of(name, 4)
    before, found = clean[0][people], clean[1][engines]
    after = flags_of(name, [*humans[people], *machines[engines]], shipped)
    accused, kept = after[: len(before)], after[len(before) :]
    assert sum(a and not b for a, b in zip(accused, before, strict=True)) <= 1
    assert sum(b and not a for a, b in zip(kept, found, strict=True)) <= 1


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks_hide_little(
    name: str,
    shipped: mtdetect.Model,
    machines: list[str],
    clean: tuple[list[bool], list[bool]],
) -> None:
    found = clean[1][::2]
    kept = flags_of(name, machines[::2], shipped)
    least = 0.95 if DAMAGES[name].group == "letters" else 0.8
    assert sum(a and b for a, b in zip(kept, found, strict=True)) >= least * sum(found) - 1


def check_places(document: Document, text: str) -> None:
    assert document.text == text
    last = 0
    for p in document.paragraphs:
        assert last <= p.start < p.end <= len(text)
        assert text[p.start : p.end] == p.text
        last = p.end
        for e in p.evidence:
            assert text[e.start : e.end] == e.text


@pytest.mark.parametrize("name", DAMAGES)
def test_every_offset_is_one_of_the_text_as_given(name: str, shipped: mtdetect.Model) -> None:
    story = (EXAMPLES / "front_line.spun.txt").read_text("utf-8")
    text = DAMAGES[name].apply("\n\n".join(story.split("\n\n")[:4]))
    check_places(mtdetect.score(text, model=shipped), text)


@pytest.mark.parametrize("text", HARD, ids=ascii)
def test_every_damage_takes_hard_texts(text: str) -> None:
    for damage in DAMAGES.values():
        assert damage.apply(text) == damage.apply(text), damage.name


@given(name=st.sampled_from(sorted(DAMAGES)), text=st.text(st.characters(), max_size=200))
@settings(max_examples=300)
def test_a_damage_takes_any_text_and_is_always_the_same(name: str, text: str) -> None:
    damage = DAMAGES[name]
    assert damage.apply(text) == damage.apply(text)


def test_articles_are_many(humans: list[str], machines: list[str]) -> None:
    assert len(humans) + len(machines) >= 40


def test_damages_are_many_and_change_something() -> None:
    story = (EXAMPLES / "front_line.human.txt").read_text("utf-8")
    assert len(DAMAGES) >= 100
    unchanged = {name for name, damage in DAMAGES.items() if damage.apply(story) == story}
    assert unchanged <= {"american_spelling", "decomposed_accents", "straight_marks"}
