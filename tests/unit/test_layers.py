"""The house: imports go downwards only, modules stay small, names say what lives there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent.parent / "kzsearch"
MODULES = sorted(PACKAGE.rglob("*.py"))


def _layers() -> dict[str, int]:
    """Return the layer of each module and package as the table in ARCHITECTURE.md gives it."""
    page = (PACKAGE.parent / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([1-7]) \|(.*)\|$", page, re.MULTILINE)
    return {name: int(layer) for layer, row in rows for name in re.findall(r"`(\w+)/?`", row)}


LAYERS = _layers()
# The package's own face looks up what it offers when it is asked; `python -m kzsearch` is the command line.
FACES = {"__init__", "__main__"}
# One page of records, most of it the docstrings that say what each field means.
LONG_MODULES = {"types.py"}
LONGEST = 300
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "base", "core"}


def _home(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


def _imports(path: Path) -> list[str]:
    """Return the dotted names of what a module imports, wherever in it the import stands."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            found += [f"{node.module}.{name.name}" for name in node.names]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_downwards_only(path: Path) -> None:
    home = _home(path)
    if home in FACES:
        return
    assert home in LAYERS, f"{home} has no layer in ARCHITECTURE.md"
    for name in _imports(path):
        top, _, rest = name.partition(".")
        if top != "kzsearch":
            continue
        other = rest.partition(".")[0]
        if other not in ("", "__version__", home):
            assert other in LAYERS, f"{other} has no layer in ARCHITECTURE.md"
            assert LAYERS[other] <= LAYERS[home], f"{home} imports {other}, which is above it"


def test_no_two_parts_import_each_other() -> None:
    edges = {
        (_home(path), name.split(".")[1])
        for path in MODULES
        for name in _imports(path)
        if name.startswith("kzsearch.") and _home(path) not in FACES
    }
    ours = {(home, other) for home, other in edges if home != other and other in LAYERS}
    assert ours
    assert {(a, b) for a, b in ours if (b, a) in ours} == set()


def test_every_module_has_a_layer_that_is_written_down() -> None:
    assert sorted(set(LAYERS.values())) == [1, 2, 3, 4, 5, 6, 7]
    assert {_home(path) for path in MODULES} - FACES - LAYERS.keys() == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_are_small_and_named_for_what_they_hold(path: Path) -> None:
    assert not EMPTY_NAMES & set(path.relative_to(PACKAGE).with_suffix("").parts)
    if path.name not in LONG_MODULES:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_torch_is_imported_in_one_function_only() -> None:
    places = []
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [
            node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        for node in ast.walk(tree):
            names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.partition(".")[0] == "torch" for name in names):
                inside = [f.name for f in functions if node in ast.walk(f)]
                places.append(f"{path.relative_to(PACKAGE)}:{inside[-1] if inside else 'module'}")
    assert len(set(places)) <= 1, places
    assert not any(place.endswith(":module") for place in places)


def test_nothing_heavy_is_imported_at_a_modules_top() -> None:
    heavy = {
        "numpy",
        "torch",
        "onnxruntime",
        "faiss",
        "sentence_transformers",
        "pycountry",
        "yaml",
        "rich",
        "sentencex",
    }
    found = []
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{path.name}: {name}" for name in names if name.partition(".")[0] in heavy]
    assert found == []
