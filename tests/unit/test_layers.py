"""The layers: imports go downwards only and never in a circle, modules stay small, names tell what a module holds."""

from __future__ import annotations

import ast
import re
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "kzsearch"
PATHS = sorted(PACKAGE.rglob("*.py"))
# Of the package's own face: it looks up what it offers when it is asked, so only its version is imported from it.
TOP = {"kzsearch", "kzsearch.__main__"}
LONGEST = 300
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "base", "core"}
# Tests of the package as a whole, of the fake that other tests stand on, and of what every output format promises.
TESTS_OF_NO_MODULE = {"layers", "public_api", "fake_embedder", "render/every_format"}


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


NAMES = {_name(path) for path in PATHS}
FACES = {_name(path) for path in PATHS if path.name == "__init__.py"}


@cache
def _modules() -> dict[str, ast.Module]:
    return {_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in PATHS}


def _layers() -> dict[str, int]:
    """Return the layer of each part in the table of ARCHITECTURE.md, by the part's dotted name."""
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| `([\w/]+)` \|", page, re.MULTILINE)
    return {f"kzsearch.{part.strip('/').replace('/', '.')}": int(layer) for layer, part in rows}


LAYERS = _layers()


def _part(module: str) -> str:
    """Return the part that a module belongs to: the innermost that the table names."""
    names = module.split(".")
    outward = [".".join(names[:count]) for count in range(len(names), 1, -1)]
    return next((name for name in outward if name in LAYERS), "")


def _imports(tree: ast.Module) -> set[str]:
    """Return the modules of the package that a module imports, also inside functions."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names if name.name in NAMES}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a relative import"
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                # A face may give a function of the name of one of its modules; then it is the face that is asked.
                from_face = node.module in FACES and name.name in _given(str(node.module))
                found.add(whole if whole in NAMES and not from_face else str(node.module))
    return found & NAMES


@cache
def _given(face: str) -> set[str]:
    """Return the names that a package's `__init__` binds."""
    return {
        alias.asname or alias.name
        for node in _modules()[face].body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    } | {node.name for node in _modules()[face].body if isinstance(node, ast.FunctionDef)}


@cache
def _graph() -> dict[str, set[str]]:
    return {module: _imports(tree) - TOP for module, tree in _modules().items() if module not in TOP}


def _upward(graph: dict[str, set[str]]) -> list[str]:
    """Return the imports that do not go down: to a layer as high or higher, or to another part of the same."""
    return [
        f"{module} (layer {LAYERS[_part(module)]}) imports {other} (layer {LAYERS[_part(other)]})"
        for module, others in graph.items()
        for other in sorted(others)
        if _part(module) != _part(other) and LAYERS[_part(other)] >= LAYERS[_part(module)]
    ]


def _circle(graph: dict[str, set[str]]) -> list[str]:
    """Return modules that import one another in a circle, if any do."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_every_module_belongs_to_a_part_and_every_part_is_there() -> None:
    assert [module for module in NAMES if module not in TOP and not _part(module)] == []
    assert {_part(module) for module in NAMES if module not in TOP} == LAYERS.keys()
    # A folder inside `reading/` or `index/` is a part of its own, with a line of its own.
    folders = {face for face in FACES if face.startswith(("kzsearch.reading", "kzsearch.index"))}
    assert folders <= LAYERS.keys()


def test_imports_go_strictly_downwards() -> None:
    assert _upward(_graph()) == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert _circle(_graph()) == []


def test_nothing_inside_a_package_asks_the_packages_face() -> None:
    graph = _graph()
    assert [f"{a} imports {b}" for a in graph for b in graph[a] & FACES if a.startswith(f"{b}.")] == []


def test_what_does_not_go_down_is_found() -> None:
    up = {"kzsearch.index.format.schema": {"kzsearch.index.read.rows"}}
    assert len(_upward(up)) == 1
    beside = {"kzsearch.render.plain": {"kzsearch.evaluation.measures"}}
    assert len(_upward(beside)) == 1
    down_or_within = {
        "kzsearch.index.read.rows": {"kzsearch.index.format.schema", "kzsearch.index.read.records"}
    }
    assert _upward(down_or_within) == []
    assert _circle({**up, "kzsearch.index.read.rows": {"kzsearch.index.format.schema"}})
    assert _circle(down_or_within) == []
    assert len(_graph()) > 100


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_are_small_and_named_for_what_they_hold(path: Path) -> None:
    assert not EMPTY_NAMES & set(path.relative_to(PACKAGE).with_suffix("").parts)
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_unit_tests_lie_as_the_modules_do() -> None:
    unit = ROOT / "tests" / "unit"
    tested = {
        path.relative_to(unit).with_name(path.stem.removeprefix("test_")) for path in unit.rglob("test_*.py")
    }
    strays = {str(name) for name in tested if not (PACKAGE / f"{name}.py").exists()}
    assert strays - TESTS_OF_NO_MODULE == set()


def test_torch_is_imported_in_one_function_only() -> None:
    places = []
    for module, tree in _modules().items():
        nodes = list(ast.walk(tree))
        functions = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        for node in nodes:
            names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.partition(".")[0] == "torch" for name in names):
                inside = [f.name for f in functions if node in ast.walk(f)]
                places.append(f"{module}:{inside[-1] if inside else 'module'}")
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
    for module, tree in _modules().items():
        for node in tree.body:
            names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{module}: {name}" for name in names if name.partition(".")[0] in heavy]
    assert found == []
