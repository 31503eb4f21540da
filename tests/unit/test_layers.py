"""The house: imports go downwards only, modules stay small, names say what lives there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent.parent / "kzsearch"
MODULES = sorted(PACKAGE.rglob("*.py"))

# As in ARCHITECTURE.md. A module or package that is not here has no layer, and the test says so.
LAYERS = {
    "errors": 1,
    "types": 1,
    "cite": 2,
    "countries": 2,
    "headings": 2,
    "list_markers": 2,
    "text": 2,
    "tiers": 2,
    "chunker": 3,
    "embedder": 3,
    "fusion": 3,
    "reading": 3,
    "sections": 3,
    "index": 4,
    "evaluation": 5,
    "building": 5,
    "search": 5,
    "render": 6,
    "cli": 7,
}
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
        if other in ("", "__version__"):
            continue
        if other != home:
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


def test_every_layer_is_written_down() -> None:
    page = (PACKAGE.parent / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = {
        int(line.split("|")[1]): line for line in page.splitlines() if line.startswith(("| 1", "| 2", "| 3"))
    }
    rows |= {
        int(line.split("|")[1]): line
        for line in page.splitlines()
        if line.startswith(("| 4", "| 5", "| 6", "| 7"))
    }
    missing = [name for name, layer in LAYERS.items() if f"`{name}" not in rows[layer]]
    assert missing == []


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
