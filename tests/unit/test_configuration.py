"""Defaults come from the environment, the project's file and the user's file, in this order."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from kzsearch.configuration import (
    FILE_NAME,
    KEYS,
    Setting,
    project_file,
    stated_settings,
    user_file,
)
from kzsearch.errors import ConfigurationError


def environment(tmp_path: Path, **variables: str) -> dict[str, str]:
    return {"XDG_CONFIG_HOME": str(tmp_path / "config"), **variables}


def write(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / FILE_NAME
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


def test_without_file_and_variable_nothing_is_stated(tmp_path: Path, project: Path) -> None:
    assert stated_settings(project, environment(tmp_path)) == {}


@pytest.mark.skipif(sys.platform != "linux", reason="the user's file follows the XDG rule on Linux only")
def test_the_environment_counts_before_the_project_and_that_before_the_user(
    tmp_path: Path, project: Path
) -> None:
    of_user = write(tmp_path / "config" / "kzsearch", 'k = 1\nformat = "csv"\ncolor = "never"')
    of_project = write(project, 'k = 2\nformat = "md"')
    assert stated_settings(project, environment(tmp_path, KZSEARCH_K="3")) == {
        "k": Setting(3, "KZSEARCH_K"),
        "format": Setting("md", str(of_project)),
        "color": Setting("never", str(of_user)),
    }


def test_the_nearest_file_upwards_is_the_projects(tmp_path: Path, project: Path) -> None:
    outer = write(project, "k = 1")
    inner = write(project / "a", "k = 2")
    (project / "a" / "b").mkdir()
    assert project_file(project / "a" / "b") == inner
    assert project_file(project) == outer
    assert stated_settings(project / "a" / "b", environment(tmp_path))["k"].value == 2


def test_a_path_in_a_file_counts_from_its_folder(tmp_path: Path, project: Path) -> None:
    write(project, 'index = "built/one"\ncorpus = "~/reports"')
    (project / "deep").mkdir()
    settings = stated_settings(project / "deep", environment(tmp_path, HOME=str(tmp_path)))
    assert settings["index"].value == project / "built" / "one"
    assert settings["corpus"].value == Path("~/reports").expanduser()


def test_colour_is_color(tmp_path: Path, project: Path) -> None:
    write(project, 'colour = "always"')
    assert stated_settings(project, environment(tmp_path))["color"].value == "always"


def test_an_empty_variable_states_nothing(tmp_path: Path, project: Path) -> None:
    variables = {key.variable: "" for key in KEYS.values()}
    assert stated_settings(project, environment(tmp_path, **variables)) == {}


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("k = ", "cannot be read", "correct it"),
        ('fromat = "csv"', "not known: fromat", "did you mean format?"),
        ("zebra = 1", "not known: zebra", "the keys are index, corpus"),
        ('k = "five"', "k in .* is 'five'", "give a number"),
        ("k = true", "k in .* is True", "give a number"),
        ("k = 0", "k in .* is 0", "at least 1"),
        ('format = "jsno"', "format in .* is 'jsno'", "did you mean json?"),
        ('color = "purple"', "color in .* is 'purple'", "one of auto, always, never"),
        ("format = 3", "format in .* is 3", "give a text in quotation marks"),
        ('index = ""', "index in .* is ''", "give a path in quotation marks"),
        ("index = 3", "index in .* is 3", "give a path in quotation marks"),
        ("[index]\nfolder = 1", "index in .* is ", "give a path in quotation marks"),
    ],
)
def test_a_wrong_file_is_one_error_that_names_it(
    tmp_path: Path, project: Path, text: str, message: str, hint: str
) -> None:
    write(project, text)
    with pytest.raises(ConfigurationError, match=message) as raised:
        stated_settings(project, environment(tmp_path))
    assert FILE_NAME in raised.value.message
    assert hint in raised.value.hint


def test_a_file_that_is_no_text_is_one_error(tmp_path: Path, project: Path) -> None:
    (project / FILE_NAME).write_bytes(b"\xff\xfe\x00k")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        stated_settings(project, environment(tmp_path))


@pytest.mark.parametrize(
    ("name", "text"),
    [("KZSEARCH_K", "x"), ("KZSEARCH_K", "0"), ("KZSEARCH_K", "-1"), ("KZSEARCH_FORMAT", "jsn")],
)
def test_a_wrong_variable_is_one_error_that_names_it(
    tmp_path: Path, project: Path, name: str, text: str
) -> None:
    with pytest.raises(ConfigurationError, match=name):
        stated_settings(project, environment(tmp_path, **{name: text}))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked")
@pytest.mark.parametrize("base", [None, "/elsewhere", "", "relative"])
def test_the_users_file_lies_where_platformdirs_has_it(
    monkeypatch: pytest.MonkeyPatch, base: str | None
) -> None:
    if base is None:
        monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_CONFIG_HOME", base)
    assert user_file() == platformdirs.user_config_path("kzsearch", appauthor=False) / FILE_NAME
