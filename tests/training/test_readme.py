"""The README's figures: what matters first, the worst of each protocol, nothing else touched."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from mtdetect.errors import DataError
from mtdetect.training.measure.readme import FIGURES_BEGIN, FIGURES_END, readme_block, update_readme

MODEL: Any = SimpleNamespace(digest="0123456789abcdef")


def rates(flagged: float) -> dict[str, float]:
    return {
        "articles": 1200, "paragraphs": 20_000, "abstained": 0.1, "declined": 0.01,
        "beginnings": 90, "beginnings_flagged_at_0.01": 0.011,
        "articles_flagged_at_0.01": flagged, "articles_bound_at_0.01": 0.25,
        "articles_flagged_at_0.01_everyone": 0.002, "articles_bound_at_0.01_everyone": 0.05,
        "paragraphs_flagged_at_0.01": 0.004, "paragraphs_bound_at_0.01": 0.006,
    }  # fmt: skip


def found(auroc: float, own: float | None = None) -> dict[str, float]:
    figures = {"auroc": auroc, "tpr_at_1": auroc - 0.5, "auroc_pooled_5": 0.99, "n_machine": 7.0}
    return figures if own is None else {**figures, "auroc_own": own}


@pytest.fixture
def figures() -> dict[str, Any]:
    return {
        "false_positives": {
            "RT (non-native newsroom)": rates(0.03),
            "native news, all": rates(0.007),
            "native news: Some Paper": rates(0.4),
        },
        "unseen_spinner": {
            "main": found(0.97),
            "moby": found(0.81),
            "mythes, wordnet": found(0.95),
            "bilingual": found(0.96),
        },
        "unseen_engine": {
            "google": found(0.86, 0.7),
            "deepl": found(0.84, 0.62),
            "round trips of news through Portuguese, all of these left out": (
                found(0.77, float("nan"))
            ),
        },
        "unseen_pivot": {"Slavic": found(0.88, 0.71)},
        "unseen_year": {"wmt21": found(0.85, 0.66)},
        "articles": {
            "spun, 10 or more paragraphs": {
                "articles": 300, "stories": 40, "found_at_1": 0.91, "found_at_1_everyone": 0.85,
                "found_at_native_1": 0.99, "right_label": 0.98, "found_low": 0.8,
                "found_high": 0.95,
            },
            "run of 3 spun paragraphs in a human article": {
                "articles": 250, "auroc_inside_the_article": 0.96,
            },
            "calibration error of articles": 0.021,
        },
        "seen": {
            "spun: all": found(0.98),
            "translated: news_round_trip_pt": found(0.87, 0.78),
        },
        "baselines": {
            "TF-IDF + logistic regression": {
                "spun": found(0.9),
                "translated (Portuguese round trips)": found(0.7, 0.6),
            }
        },
    }  # fmt: skip


def rows(block: str) -> list[list[str]]:
    lines = [line for line in block.splitlines() if "|" in line]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]


def test_false_positives_come_first_and_only_for_the_main_groups(figures: dict[str, Any]) -> None:
    names = [row[0] for row in rows(readme_block(MODEL, figures))]
    native = names.index("native news, 2004 to 2024")
    assert names[native + 1].startswith("RT")
    assert native < names.index("a spinner with its dictionary (3 in turn)")
    assert not any("Some Paper" in name for name in names)


def test_a_rate_stands_beside_its_bound(figures: dict[str, Any]) -> None:
    row = next(r for r in rows(readme_block(MODEL, figures)) if r[0].startswith("native"))
    assert row[1:] == [
        "1,200", "0.7%", "25.0%", "1.1% of 90 (5.2%)", "0.2%", "5.0%", "1.0%", "20,000", "0.4%",
        "0.6%",
    ]  # fmt: skip


def test_the_worst_left_out_comes_first_then_the_median(figures: dict[str, Any]) -> None:
    row = next(r for r in rows(readme_block(MODEL, figures)) if r[0].startswith("a spinner"))
    assert row[1] == "0.810, 0.950"
    known = next(r for r in rows(readme_block(MODEL, figures)) if r[0].startswith("a dialect"))
    assert known[1] == "0.970"
    assert row[3] == ""  # spun text has no own human version among these figures


def test_a_set_left_out_as_a_whole_is_no_engine(figures: dict[str, Any]) -> None:
    table = rows(readme_block(MODEL, figures))
    engines = next(r for r in table if r[0].startswith("a translation engine"))
    assert engines[0].endswith("(2 in turn)")
    assert engines[1] == "0.840, 0.850"
    apart = next(r for r in table if r[0].startswith("round trips"))
    assert apart[1:4] == ["0.770", "27.0%", ""]


def test_what_was_not_measured_is_named_and_has_no_row(figures: dict[str, Any]) -> None:
    del figures["unseen_spinner"], figures["baselines"]
    block = readme_block(MODEL, figures)
    assert "| a spinner with its dictionary" not in block
    named = next(line for line in block.splitlines() if line.startswith("Not measured"))
    assert "unseen spinner" in named
    assert "baselines" in named
    assert "unseen pivot" not in named


def test_what_is_of_an_earlier_model_is_named_with_it(figures: dict[str, Any]) -> None:
    of = {"seen": MODEL.digest, "unseen_engine": "fedcba9876543210"}
    head = readme_block(MODEL, {**figures, "of": of}).split("**Human texts")[0]
    assert head.endswith("With an earlier model, `fedcba987654`: unseen engine.\n\n")
    assert "earlier model" not in readme_block(MODEL, figures)


def test_whole_articles_are_found_at_both_limits(figures: dict[str, Any]) -> None:
    row = next(r for r in rows(readme_block(MODEL, figures)) if r[0].startswith("spun, 10"))
    assert row[1:] == [
        "300 of 40 stories",
        "91.0% flagged [80.0% to 95.0%] "
        "(85.0% with everyone spared, 99.0% where 1% of native news is), "
        "98.0% of the right likeliest kind",
    ]


def test_every_row_of_a_table_has_its_cells(figures: dict[str, Any]) -> None:
    width = 0
    for line in readme_block(MODEL, figures).splitlines():
        cells = line.count("|") if line.startswith("|") else 0
        assert width == 0 or cells in (0, width)
        width = cells


def test_only_what_lies_between_the_markers_changes(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(f"before\n{FIGURES_BEGIN}\nold\n{FIGURES_END}\nafter\n", "utf-8")
    update_readme(path, "new")
    update_readme(path, "| newer |\n")
    assert path.read_text("utf-8") == (
        f"before\n{FIGURES_BEGIN}\n| newer |\n{FIGURES_END}\nafter\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        FIGURES_BEGIN,
        f"{FIGURES_END} {FIGURES_BEGIN}",
        f"{FIGURES_BEGIN} {FIGURES_BEGIN} {FIGURES_END}",
        f"{FIGURES_BEGIN} {FIGURES_END} {FIGURES_END}",
    ],
)
def test_a_readme_without_its_markers_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "README.md"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError, match="once each"):
        update_readme(path, "new")
    assert path.read_text("utf-8") == text
