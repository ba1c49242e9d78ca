"""Phrases that readers marked are kept where people hardly write them, with what fits elsewhere."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from mtdetect.training.fit.clues import learn_phrases

COLUMNS = ("odd", "expected", "class", "usable")


def never(before: str, word: str) -> bool:
    return False


def lexicon(folder: Path, *rows: tuple[str, str, str, str]) -> Path:
    lines = ["\t".join(row) for row in (COLUMNS, *rows)]
    (folder / "wild_calques.tsv.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    return folder


@pytest.mark.parametrize(
    ("odd", "expected", "suggestion"),
    [
        ("suspended jury", "hung jury", "hung jury"),
        ("useful products", "goods;", "goods"),
        ("plank around", 'plan" around', None),  # cut out of its sentence
        ("the pilot assured", "she said", None),  # who it was is told by the one place alone
        ("useful products", "(cut or recast)", None),
    ],
)
def test_what_fits_one_place_alone_is_not_suggested(
    tmp_path: Path, odd: str, expected: str, suggestion: str | None
) -> None:
    [phrase] = learn_phrases(
        lexicon(tmp_path, (odd, expected, "calque", "yes")), [], [], never
    ).phrases
    assert (phrase.words, phrase.suggestion) == (odd, suggestion)


@pytest.mark.parametrize(
    "row",
    [
        ("suspended jury", "hung jury", "calque", "no"),
        ("suspended jury", "hung jury", "person name garbled", "yes"),
        ("suspended Kroger", "hung jury", "calque", "yes"),
        ("jury", "panel", "calque", "yes"),
        ("he ran", "he left", "calque", "yes"),
        ("jury 12", "panel", "calque", "yes"),
        ("the trial. suspended", "hung", "calque", "yes"),  # of two sentences
        ('suspended" jury', "hung", "calque", "yes"),
    ],
)
def test_names_numbers_and_single_words_are_no_phrases(
    tmp_path: Path, row: tuple[str, str, str, str]
) -> None:
    assert not len(learn_phrases(lexicon(tmp_path, row), [], [], never))


def test_what_people_write_is_no_phrase(tmp_path: Path) -> None:
    folder = lexicon(tmp_path, ("suspended jury", "hung jury", "calque", "yes"))
    article = "It was a suspended jury, and they went home."
    assert len(learn_phrases(folder, [article], [article], never))
    assert not len(learn_phrases(folder, [article, article], [], never))
    assert not len(learn_phrases(folder, [], [article, article], never))


def test_two_words_that_people_write_side_by_side_are_no_phrase(tmp_path: Path) -> None:
    rows = [("suspended jury", "hung jury", "calque", "yes"), ("first page", "", "calque", "yes"),
            ("first page jury", "", "calque", "yes")]  # fmt: skip
    found = learn_phrases(lexicon(tmp_path, *rows), [], [], lambda *pair: pair == ("first", "page"))
    assert [p.words for p in found.phrases] == ["first page jury", "suspended jury"]
