"""The bundled model needs neither torch nor onnx: not to be sealed, not to build an index, not to answer."""

from __future__ import annotations

import filecmp
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kzsearch.embedder import bundled
from kzsearch.embedder.draft import Unsealable
from kzsearch.embedder.seal import seal
from kzsearch.embedder.sealed import read_seal
from kzsearch.embedder.source import resolve
from kzsearch.errors import ModelError
from tests.renderings import Shape, known_sections, render

ROOT = Path(__file__).parent.parent.parent
HEAVY = ("torch", "onnx", "transformers", "sentence_transformers")
# As on a machine where the extra `models` is not installed.
WITHOUT = f"import sys\nfor name in {HEAVY!r}: sys.modules[name] = None\n"
BUILD = (
    "import pathlib, sys\n"
    "from kzsearch.adding.calibrated_build import build_index\n"
    "build_index(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))\n"
    f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
)


def without_models(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command line where torch, onnx and sentence-transformers cannot be imported."""
    code = f"{WITHOUT}from kzsearch.cli import main\nsys.argv[0] = 'kzsearch'\nsys.exit(main())\n"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


@pytest.fixture
def short(tmp_path: Path) -> Path:
    """Give a corpus of one short report."""
    (tmp_path / "corpus").mkdir()
    text = render(Shape(), {name: texts[:1] for name, texts in known_sections(2023).items()})
    (tmp_path / "corpus" / "kazakhstan-2023.txt").write_text(text, encoding="utf-8")
    return tmp_path / "corpus"


def test_builds_and_searches_and_a_lost_seal_need_no_heavy_packages(short: Path, tmp_path: Path) -> None:
    # A build from nothing imports nothing heavy, and says nothing.
    index = tmp_path / "indexes" / "default"
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(short), str(index)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")
    found = without_models(
        "search", "shelter funding for foreign victims", "--index", index, "--format", "jsonl"
    )
    assert (found.returncode, found.stderr) == (0, "")
    assert json.loads(found.stdout.splitlines()[0])["report_id"] == "kaz-2023"

    # A seal that has lost a file is made again.
    (folder,) = (tmp_path / "indexes" / "encoders").iterdir()
    (folder / "graph.bin").unlink()
    refused = without_models("search", "shelters", "--index", index)
    assert refused.returncode == 2
    error, hint = refused.stderr.splitlines()
    assert "sealed encoder" in error
    assert "kzsearch index" in hint
    built = without_models("index", "--corpus", short, "--index", index)
    assert (built.returncode, built.stdout) == (0, "")
    (line,) = built.stderr.splitlines()  # no library's last words either
    assert re.fullmatch(rf"indexed 1 report: \d+ passages, \d+ sentences, in {re.escape(str(index))}", line)
    again = without_models("search", "shelter funding for foreign victims", "--index", index)
    assert (again.returncode, again.stderr) == (0, "")


def test_other_models_name_the_extra_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "modules.json").write_text("[]", encoding="utf-8")
    (tmp_path / "tiny" / "model.safetensors").write_bytes(b"weights")
    built = without_models("index", "--model", tmp_path / "tiny", "--index", tmp_path / "i" / "default")
    assert built.returncode == 2
    error, hint = built.stderr.splitlines()
    assert "needs the package sentence_transformers, which is not installed" in error
    assert hint == "hint: Run: pip install 'kzsearch[models]'"


@pytest.mark.slow
def test_the_packages_data_is_what_sentence_transformers_gives(tmp_path: Path) -> None:
    script = ROOT / "tools" / "export_bundled_model.py"
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for name in ("graph.onnx", bundled.RECIPE_FILE):
        assert filecmp.cmp(tmp_path / name, bundled.DATA / name, shallow=False), name
    made, kept = (np.load(folder / bundled.REFERENCE_FILE) for folder in (tmp_path, bundled.DATA))
    np.testing.assert_allclose(made, kept, atol=1e-5)


def test_an_encoder_far_from_the_reference_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for name in bundled.DATA_FILES:
        (data / name).write_bytes((bundled.DATA / name).read_bytes())
    reference = np.load(data / bundled.REFERENCE_FILE)
    reference[3, 7] += 1e-4
    np.save(data / bundled.REFERENCE_FILE, reference)
    monkeypatch.setattr(bundled, "DATA", data)
    with pytest.raises(Unsealable, match="apart"):
        seal(resolve(), tmp_path / "encoder", [])
    assert read_seal(tmp_path / "encoder") is None


def test_a_package_without_its_data_is_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundled, "DATA", tmp_path)
    bundled.recipe.cache_clear()
    with pytest.raises(ModelError, match=r"lacks the file graph\.onnx"):
        seal(resolve(), tmp_path / "encoder", [])
    bundled.recipe.cache_clear()
