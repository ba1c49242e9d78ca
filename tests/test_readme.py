"""What README and docs promise: code runs, commands parse, links lead somewhere."""

from __future__ import annotations

import gzip
import json
import re
import shlex
from pathlib import Path

import pytest

from mtdetect.cli import main as cli
from mtdetect.simulate.sources import read_swaps

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]


def fenced(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text("utf-8"), re.S | re.M)


def test_its_python_runs_from_top_to_bottom(
    monkeypatch: pytest.MonkeyPatch, shipped: object
) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    blocks = fenced(README, "python")
    assert blocks
    for block in blocks:
        exec(compile(block, str(README), "exec"), names)


def test_the_python_of_the_page_on_versions_runs(
    monkeypatch: pytest.MonkeyPatch, shipped: object, tmp_path: Path
) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    articles = [p.read_text("utf-8") for p in sorted(ROOT.glob("examples/versions/*.txt"))]
    with gzip.open("archive.jsonl.gz", "wt", encoding="utf-8") as archive:
        archive.writelines(json.dumps({"text": text}) + "\n" for text in articles)
    page = ROOT / "docs" / "versions.md"
    names: dict[str, object] = {}
    for block in fenced(page, "python"):
        exec(compile(block, str(page), "exec"), names)
    assert read_swaps(tmp_path / "swaps.tsv")  # it is what training reads


def test_the_test_command_is_the_block_after_its_marker() -> None:
    text = README.read_text("utf-8")
    assert text.count("<!-- test command -->") == 1
    assert re.search(r"<!-- test command -->\n```bash\n[^\n]+\n```\n", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_its_commands_are_understood(page: Path) -> None:
    for block in fenced(page, "(?:console|bash)"):
        for line in block.replace("\\\n", " ").splitlines():
            for command in line.removeprefix("$ ").split("&&"):
                words = shlex.split(command, comments=True)
                if words[:1] == ["mtdetect"]:
                    words = [w.replace("$SLURM_ARRAY_TASK_ID", "1") for w in words]
                    assert callable(cli._parsed(words[1:]).run)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_its_links_lead_to_files(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8"))
    lost = [a for a in links if "://" not in a and not (page.parent / a).exists()]
    assert lost == []
