"""Finding a model, and the fingerprint of all files that decide its vectors."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kzsearch.embedder import source
from kzsearch.embedder.source import resolve
from kzsearch.errors import ModelError
from tests.tiny_models import save_folder

if TYPE_CHECKING:
    from pathlib import Path


def test_the_fingerprint_does_not_depend_on_where_the_folder_lies(tmp_path: Path) -> None:
    save_folder(tmp_path / "one")
    save_folder(tmp_path / "deep" / "two")
    one, two = resolve(str(tmp_path / "one")), resolve(str(tmp_path / "deep" / "two"))
    assert one.fingerprint == two.fingerprint
    assert one.name != two.name


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("model.safetensors", "other weights"),
        ("config.json", '{"hidden_act": "relu"}'),
        ("1_Pooling/config.json", '{"pooling_mode": "cls"}'),
        ("config_sentence_transformers.json", '{"prompts": {"query": "query: "}}'),
        ("sentence_bert_config.json", '{"max_seq_length": 128}'),
        ("tokenizer.json", "{}"),
    ],
)
def test_whatever_decides_a_vector_changes_the_fingerprint(tmp_path: Path, file: str, content: str) -> None:
    save_folder(tmp_path / "model")
    before = resolve(str(tmp_path / "model")).fingerprint
    (tmp_path / "model" / file).write_text(content, encoding="utf-8")
    assert resolve(str(tmp_path / "model")).fingerprint != before


@pytest.mark.parametrize("file", ["README.md", "data_config.json", ".gitattributes", "pytorch_model.bin"])
def test_what_decides_nothing_leaves_the_fingerprint(tmp_path: Path, file: str) -> None:
    save_folder(tmp_path / "model")
    before = resolve(str(tmp_path / "model")).fingerprint
    (tmp_path / "model" / file).write_text("{}", encoding="utf-8")
    assert resolve(str(tmp_path / "model")).fingerprint == before


@pytest.mark.parametrize("model", ["./absent", "/absent/model", "a/b/c", "", "two words", "~/absent"])
def test_what_is_neither_folder_nor_name_is_refused(model: str) -> None:
    with pytest.raises(ModelError, match="neither") as caught:
        resolve(model)
    assert "\n" not in caught.value.message + caught.value.hint


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no model"):
        resolve(str(tmp_path))


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    save_folder(tmp_path / "model")
    (tmp_path / "model" / "model.safetensors").unlink()
    with pytest.raises(ModelError, match="no weights"):
        resolve(str(tmp_path / "model"))


@pytest.mark.parametrize("listing", ["{", "[1]", '[{"name": "0"}]'])
def test_a_damaged_list_of_modules_is_refused(tmp_path: Path, listing: str) -> None:
    save_folder(tmp_path / "model")
    (tmp_path / "model" / "modules.json").write_text(listing, encoding="utf-8")
    with pytest.raises(ModelError, match="damaged"):
        resolve(str(tmp_path / "model"))


def test_other_weights_in_the_bundle_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "bundle_of_this_test"
    save_folder(package / "model")
    (package / "__init__.py").write_text("raise RuntimeError('it must not be run')", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(source, "_BUNDLE", package.name)
    with pytest.raises(ModelError, match="not the ones"):
        resolve()


def test_an_absent_bundle_says_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_BUNDLE", "bundle_that_nobody_has")
    with pytest.raises(ModelError, match="not installed") as caught:
        resolve()
    assert "pip install" in caught.value.hint


def test_a_name_that_cannot_be_had_fails_soon_and_in_one_line(tmp_path: Path) -> None:
    # In a process of its own, as the library reads its settings once; port 9 of this machine answers nothing.
    script = (
        "from kzsearch.embedder.source import resolve\n"
        "from kzsearch.errors import ModelError\n"
        "try: resolve('nobody/no-such-model')\n"
        "except ModelError as error: print(error.message)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"HF_ENDPOINT": "http://127.0.0.1:9", "HF_HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    message = "The model 'nobody/no-such-model' is not on this machine and cannot be downloaded.\n"
    assert (done.stdout, done.stderr) == (message, "")


def test_importing_the_package_imports_nothing_heavy() -> None:
    script = (
        "import sys, kzsearch.embedder, kzsearch.embedder.seal, kzsearch.embedder.source\n"
        "heavy = {'numpy', 'torch', 'onnxruntime', 'tokenizers', 'huggingface_hub'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"
