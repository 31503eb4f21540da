"""A wheel of the project answers in an empty folder, outside the checkout; the command finds its folders."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run, environment

MULTILINGUAL = [
    f"kzsearch/embedder/multilingual-e5-small/{name}"
    for name in ("questions.tsv", "reference.npy", "statements.tsv")
]
TREE = ("kzsearch", "corpus", "docs", "pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a wheel from a copy of the checkout, in which an unknown report lies about."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in TREE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source / name)
    (source / "corpus" / "secret-2020.txt").write_text("not of the project", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    build: list[str | Path] = [
        *pip,
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        folder,
        source,
    ]  # from no network
    subprocess.run(build, check=True, timeout=300)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an environment that sees this one's libraries, but not the checkout."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", "--python", str(python)]
    subprocess.run([*pip, "install", "--no-deps", str(wheel)], check=True, timeout=300)
    # The lines of a .pth file are put on the path, and the .pth file of the checkout there is not read again.
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    Path(site, "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder


def run_installed(installed: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command in an empty folder, as a user with an empty home."""
    empty = home / "empty"
    empty.mkdir(parents=True, exist_ok=True)
    variables = {name: value for name, value in environment().items() if name != "PYTHONPATH"}
    return subprocess.run(
        [installed / "bin" / "kzsearch", *arguments],
        cwd=empty,
        env={**variables, "HOME": str(home), "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_the_wheel_holds_the_package_its_data_and_the_two_reports(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    data = [
        re.sub(r"kzsearch-[\d.]+\.(data|dist-info)", r"*.\1", name)
        for name in names
        if not name.endswith(".py")
    ]
    assert sorted(data) == [
        "*.data/data/share/man/man1/kzsearch.1",
        "*.dist-info/METADATA",
        "*.dist-info/RECORD",
        "*.dist-info/WHEEL",
        "*.dist-info/entry_points.txt",
        "*.dist-info/licenses/LICENSE",
        "*.dist-info/top_level.txt",
        "kzsearch/corpus/kazakhstan-2017.txt",
        "kzsearch/corpus/kazakhstan-2023.txt",
        "kzsearch/corpus/reports.toml",
        "kzsearch/embedder/all-MiniLM-L6-v2/graph.onnx",
        "kzsearch/embedder/all-MiniLM-L6-v2/recipe.json",
        "kzsearch/embedder/all-MiniLM-L6-v2/reference.npy",
        *MULTILINGUAL,
        "kzsearch/py.typed",
        "kzsearch/search/glossary.tsv",
        "kzsearch/search/off_topic.txt",
        "kzsearch/web/api/examples.json",
        "kzsearch/web/pages/static/icon.svg",
        "kzsearch/web/pages/static/site.css",
        "kzsearch/web/pages/static/site.js",
    ]
    modules = {name for name in names if name.endswith(".py")}
    in_checkout = {path.relative_to(ROOT).as_posix() for path in (ROOT / "kzsearch").rglob("*.py")}
    assert modules == in_checkout


def test_the_installed_pages_have_their_stylesheet_and_script(installed: Path, tmp_path: Path) -> None:
    code = (
        "from kzsearch.web.pages.files import static_file as file; "
        "print(*(len(file(name).content) > 100 for name in ('site.css', 'site.js', 'icon.svg')))"
    )
    variables = {name: value for name, value in environment().items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [installed / "bin" / "python", "-c", code],
        cwd=tmp_path,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (done.stdout, done.returncode) == ("True True True\n", 0), done.stderr


@pytest.fixture(scope="module")
def searched(
    installed: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Search once, as a user with an empty home; return the home and what came out."""
    home = tmp_path_factory.mktemp("home")
    return home, run_installed(installed, home, "search", "hotline calls", "-k", "1", "--format", "jsonl")


def test_in_an_empty_folder_a_search_builds_the_users_index_once_and_answers(
    installed: Path, searched: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    home, first = searched
    shutil.copytree(home, tmp_path, dirs_exist_ok=True)
    assert first.returncode == 0, first.stderr
    assert [line.partition(" ")[0] for line in first.stderr.splitlines()] == ["note:", "note:"]
    hit = json.loads(first.stdout)
    path, _, line = hit["citation"].rpartition("(")[2].rstrip(")").rpartition(":")
    cited = (tmp_path / "empty" / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert "hotline" in cited.casefold()
    second = run_installed(installed, tmp_path, "hotline calls", "-k", "1", "--format", "jsonl")
    assert (second.stdout, second.stderr) == (first.stdout, "")
    verified = run_installed(installed, tmp_path, "verify")
    assert "35 intact, 0 moved" in verified.stderr
    manual = installed / "share" / "man" / "man1" / "kzsearch.1"
    assert manual.read_bytes() == (ROOT / "docs" / "kzsearch.1").read_bytes()


def test_a_report_is_added_to_the_users_own_corpus(
    installed: Path, searched: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    shutil.copytree(searched[0], tmp_path, dirs_exist_ok=True)
    report = tmp_path / "empty" / "laos-2019.txt"
    report.write_text(
        "LAOS: Tier 3\n\nThe Government of Laos does not fully meet the minimum standards.\n\n"
        "PROTECTION\n\nThe government identified 26 victims and ran one shelter.\n",
        encoding="utf-8",
    )
    added = run_installed(installed, tmp_path, "add", "laos-2019.txt", "--yes")
    assert added.returncode == 0, added.stderr
    assert "the index now holds 3 reports" in added.stderr
    corpora = list(tmp_path.rglob("laos-2019.txt"))
    assert len(corpora) == 2  # the user's file, and its copy in the user's data folder
    removed = run_installed(installed, tmp_path, "remove", "kaz-2017", "--yes")
    assert removed.returncode == 0, removed.stderr
    listed = run_installed(installed, tmp_path, "reports", "--fields", "report_id", "--format", "csv")
    assert listed.stdout.split() == ["report_id", "kaz-2023", "lao-2019"]


def test_a_package_without_its_reports_says_so_in_one_line(installed: Path, tmp_path: Path) -> None:
    (data,) = installed.rglob("kzsearch/corpus")
    data.rename(data.with_name("away"))
    try:
        done = run_installed(installed, tmp_path, "search", "shelters")
    finally:
        data.with_name("away").rename(data)
    assert done.returncode == 2
    error, hint = done.stderr.splitlines()
    assert "lacks its reports" in error
    assert hint.startswith("hint: install kzsearch again")


def test_the_printed_path_is_valid_from_a_folder_below(run: Run, indexes: Path, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    text = "KAZAKHSTAN (Tier 2)\n\nPROTECTION\n\nThe government ran a hotline, which received 120 calls.\n"
    (tmp_path / "corpus" / "kazakhstan-2017.txt").write_text(text, encoding="utf-8")
    table = '[[report]]\nfile = "kazakhstan-2017.txt"\ncountry = "Kazakhstan"\nyear = 2017\n'
    (tmp_path / "corpus" / "reports.toml").write_text(table, encoding="utf-8")
    shutil.copytree(indexes / "encoders", tmp_path / "indexes" / "encoders")
    below = tmp_path / "notes" / "draft"
    below.mkdir(parents=True)
    built = run(
        "search", "hotline calls", "-k", "1", "--format", "jsonl", cwd=below, XDG_DATA_HOME=str(tmp_path)
    )
    assert built.returncode == 0, built.stderr
    assert built.stderr.startswith("note: building the index of ../../corpus")
    hit = json.loads(built.stdout)
    assert "(../../corpus/kazakhstan-2017.txt:" in hit["citation"]
    assert hit["source"] == "kazakhstan-2017.txt"


def test_config_tells_what_holds_and_from_where(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kzsearch.toml").write_text('k = 1\ncolour = "never"\n', encoding="utf-8")
    below = tmp_path / "below"
    below.mkdir()
    done = run("config", "--format", "jsonl", cwd=below, KZSEARCH_FORMAT="csv")
    assert done.returncode == 0
    told = {row["key"]: (row["value"], row["origin"]) for row in map(json.loads, done.stdout.splitlines())}
    file = str(tmp_path / "kzsearch.toml")
    assert told == {
        "index": (os.path.join("..", "indexes", "default"), "found above the working directory"),  # noqa: PTH118
        "corpus": (os.path.join("..", "corpus"), "found above the working directory"),  # noqa: PTH118
        "format": ("csv", "KZSEARCH_FORMAT"),
        "k": (1, file),
        "color": ("never", file),
    }


def test_defaults_of_the_file_hold_until_an_option_says_otherwise(
    run: Run, indexes: Path, tmp_path: Path
) -> None:
    text = f'index = "{indexes / "default"}"\nk = 2\nformat = "jsonl"\n'
    (tmp_path / "kzsearch.toml").write_text(text, encoding="utf-8")
    by_file = run("search", "victims", cwd=tmp_path)
    assert [json.loads(line)["rank"] for line in by_file.stdout.splitlines()] == [1, 2]
    by_variable = run("search", "victims", cwd=tmp_path, KZSEARCH_K="3")
    assert len(by_variable.stdout.splitlines()) == 3
    by_option = run("search", "victims", "-k", "1", "--format", "csv", cwd=tmp_path)
    assert by_option.stdout.startswith("query,rank,")
    as_json = run("search", "victims", "--json", cwd=tmp_path)
    assert len(json.loads(as_json.stdout)) == 2


def test_a_wrong_configuration_is_one_line_but_help_still_comes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kzsearch.toml").write_text("fromat = 'csv'\n", encoding="utf-8")
    for arguments in (("search", "victims"), ("config",), ("reports",)):
        done = run(*arguments, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        error, hint = done.stderr.splitlines()
        assert "kzsearch.toml has a key that is not known: fromat" in error
        assert "did you mean format?" in hint
    assert run("search", "--help", cwd=tmp_path).returncode == 0
