"""Adding and removing reports: shown first, all or nothing; a report that is added twice is there once."""

from __future__ import annotations

import codecs
import errno
import re
from importlib import import_module
from pathlib import Path

import pytest

from kzsearch.adding.changing import add, remove
from kzsearch.adding.plan import plan_addition
from kzsearch.adding.rows import rewritten
from kzsearch.errors import IndexFolderError, KzsearchError, QueryError, TableError
from kzsearch.index import open_index
from kzsearch.index.write.build import known_reports
from kzsearch.types import Origin
from tests.fake_embedder import FakeEmbedder
from tests.indexes import build_with, bundled_model
from tests.renderings import Shape, known_sections, render

TABLE = """# What is known.

[[report]]
file = "kazakhstan-2017.txt" # found in a drawer
country = 'Kazakhstan'
year = 2017
"""


def _report(country: str, word: str = "shelter") -> str:
    sections = {name: texts[:1] for name, texts in known_sections(2023).items()}
    text = render(Shape(), sections).replace("KAZAKHSTAN", country.upper())
    return text.replace("Kazakhstan", country).replace("victims", f"victims of the {word}")


@pytest.fixture(autouse=True)
def fast_model(monkeypatch: pytest.MonkeyPatch) -> None:
    build_with(FakeEmbedder(max_tokens=64), monkeypatch, bundled_model())
    monkeypatch.setattr("kzsearch.adding.calibrated_build.thresholds", lambda *_: {})


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "kazakhstan-2017.txt").write_text(_report("Kazakhstan"), encoding="utf-8")
    (tmp_path / "corpus" / "reports.toml").write_text(TABLE, encoding="utf-8")
    (tmp_path / "laos-2019.txt").write_text(_report("Laos"), encoding="utf-8")
    import_module("kzsearch.adding.calibrated_build").build_index(tmp_path / "corpus", tmp_path / "index")
    return tmp_path


def _state(place: Path) -> dict[str, bytes]:
    """Return every file of corpus and index except the lock."""
    return {
        str(path.relative_to(place)): path.read_bytes()
        for folder in ("corpus", "index")
        for path in (place / folder).rglob("*")
        if path.is_file() and path.name != "lock"
    }


def _reports(place: Path) -> list[str]:
    with open_index(place / "index") as opened:
        return [report.report_id for report in opened.store.reports()]


def test_a_plan_shows_what_was_read_and_changes_nothing(place: Path) -> None:
    before = _state(place)
    plan = plan_addition([place / "laos-2019.txt"], place / "corpus", place / "index", {"title": "T"})
    assert _state(place) == before
    (addition,) = plan.additions
    assert (addition.name, addition.replaces, addition.already) == ("laos-2019.txt", (), None)
    ((report, sections),) = addition.reports
    assert report.report_id == "lao-2019"
    assert report.facts["year"].origin is Origin.FILE_NAME
    assert report.facts["title"].origin is Origin.TABLE
    assert [section.section.value for section in sections][:2] == ["overview", "recommendations"]
    assert all(section.passages and section.first and section.last for section in sections)


def test_adding_changes_files_table_and_index_and_keeps_the_tables_style(place: Path) -> None:
    plan = plan_addition([place / "laos-2019.txt"], place / "corpus", place / "index", {"url": "http://a"})
    result, aside = add(plan, place / "corpus", place / "index")
    assert (result.counts.reports, result.taken_over, aside) == (2, 1, [])
    assert _reports(place) == ["kaz-2017", "lao-2019"]
    assert (place / "corpus" / "laos-2019.txt").read_bytes() == (place / "laos-2019.txt").read_bytes()
    table = (place / "corpus" / "reports.toml").read_text("utf-8")
    assert table == TABLE + '\n[[report]]\nfile = "laos-2019.txt"\nurl = "http://a"\n'


def test_the_same_content_again_is_nothing_to_add(place: Path) -> None:
    (place / "other-name-2019.txt").write_bytes((place / "corpus" / "kazakhstan-2017.txt").read_bytes())
    plan = plan_addition([place / "other-name-2019.txt"], place / "corpus", place / "index", {})
    assert plan.additions[0].already == "kazakhstan-2017.txt"


def test_another_version_needs_replace_and_the_old_one_is_kept_aside(place: Path) -> None:
    new = place / "kazakhstan-2017.txt"
    new.write_text(_report("Kazakhstan", "refuge"), encoding="utf-8")
    old = (place / "corpus" / "kazakhstan-2017.txt").read_bytes()
    with pytest.raises(QueryError, match="kaz-2017 is there already") as told:
        plan_addition([new], place / "corpus", place / "index", {})
    assert "--replace" in told.value.hint
    plan = plan_addition([new], place / "corpus", place / "index", {}, replace=True)
    result, aside = add(plan, place / "corpus", place / "index")
    assert result.counts.reports == 1
    assert [path.read_bytes() for path in aside] == [old]
    assert (place / "corpus" / "kazakhstan-2017.txt").read_bytes() == new.read_bytes()
    # What is kept aside is not read, nor is it a change.
    again = import_module("kzsearch.adding.calibrated_build").build_index(place / "corpus", place / "index")
    assert (again.changed, again.problems) == (False, ())


def test_a_file_that_cannot_be_added_keeps_no_other_out(place: Path) -> None:
    (place / "scan.txt").write_text("Nothing that names a country or a year.\n", encoding="utf-8")
    files = [place / "scan.txt", place / "laos-2019.txt", place / "missing.txt"]
    plan = plan_addition(files, place / "corpus", place / "index", {})
    assert [addition.name for addition in plan.additions] == ["laos-2019.txt"]
    assert ["scan.txt" in plan.problems[0].message, "missing.txt" in plan.problems[1].message] == [True, True]
    add(plan, place / "corpus", place / "index")
    assert _reports(place) == ["kaz-2017", "lao-2019"]


def test_a_file_that_is_in_the_corpus_without_its_facts_gets_its_row(place: Path) -> None:
    scan = place / "corpus" / "scan.txt"
    scan.write_text(re.sub(r"\b20\d\d\b", "that year", _report("Georgia")), encoding="utf-8")
    plan = plan_addition([scan], place / "corpus", place / "index", {"year": 2016})
    assert plan.additions[0].name == "scan.txt"
    add(plan, place / "corpus", place / "index")
    assert _reports(place) == ["geo-2016", "kaz-2017"]
    assert sorted(path.name for path in (place / "corpus").iterdir() if path.suffix == ".txt") == [
        "kazakhstan-2017.txt",
        "scan.txt",
    ]


def test_a_name_that_another_report_has_is_marked(place: Path) -> None:
    plan = plan_addition(
        [place / "laos-2019.txt"], place / "corpus", place / "index", {"country": "Laos", "year": 2019}
    )
    add(plan, place / "corpus", place / "index")
    (place / "laos-2019.txt").write_text(_report("Laos", "refuge"), encoding="utf-8")
    facts: dict[str, str | int] = {"country": "Laos", "year": 2020}
    plan = plan_addition([place / "laos-2019.txt"], place / "corpus", place / "index", facts)
    assert plan.additions[0].name.startswith("laos-2019-")
    add(plan, place / "corpus", place / "index")
    assert _reports(place) == ["kaz-2017", "lao-2019", "lao-2020"]


def test_a_failure_leaves_everything_as_it_was(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _state(place)
    plan = plan_addition([place / "laos-2019.txt"], place / "corpus", place / "index", {})

    def fail(*_: object, **__: object) -> None:
        raise IndexFolderError("the disk is full", "make room")

    monkeypatch.setattr("kzsearch.adding.changing.build_index", fail)
    with pytest.raises(IndexFolderError, match="the disk is full"):
        add(plan, place / "corpus", place / "index")
    assert _state(place) == before
    with pytest.raises(IndexFolderError, match="the disk is full"):
        add(
            plan_addition([place / "laos-2019.txt"], place / "corpus", place / "index", {}),
            place / "corpus",
            place / "index",
        )
    assert _state(place) == before


def test_removing_takes_file_row_and_rows_of_the_index(place: Path) -> None:
    before = (place / "corpus" / "reports.toml").read_text("utf-8")
    add(
        plan_addition([place / "laos-2019.txt"], place / "corpus", place / "index", {"year": 2019}),
        place / "corpus",
        place / "index",
    )
    result, aside = remove(["lao-2019"], place / "corpus", place / "index")
    assert result.counts.reports == 1
    assert _reports(place) == ["kaz-2017"]
    assert aside["laos-2019.txt"].read_bytes() == (place / "laos-2019.txt").read_bytes()
    assert (place / "corpus" / "reports.toml").read_text("utf-8") == before
    for name in ("lao-2020", "kaz-2017"):  # not there, and the last one
        with pytest.raises(QueryError, match=r"there is no report lao-2020|is the only report"):
            remove([name], place / "corpus", place / "index")


def test_what_was_stated_when_the_index_was_built_still_holds(place: Path) -> None:
    (place / "corpus" / "scan.txt").write_text(_report("Georgia"), encoding="utf-8")
    stated = {"scan.txt": {"year": "2016"}}
    import_module("kzsearch.adding.calibrated_build").build_index(
        place / "corpus", place / "index", stated=stated
    )
    plan = plan_addition([place / "laos-2019.txt"], place / "corpus", place / "index", {})
    add(plan, place / "corpus", place / "index")
    assert _reports(place) == ["geo-2016", "kaz-2017", "lao-2019"]


def test_a_file_that_is_too_large_is_refused_without_being_read(place: Path) -> None:
    huge = place / "laos-2020.txt"
    with huge.open("wb") as stream:
        stream.truncate(1 << 40)  # a file of holes, which takes no room
    with pytest.raises(KzsearchError, match="at most 21 MB"):
        plan_addition([huge], place / "corpus", place / "index", {})


@pytest.mark.parametrize("name", ["laos\udcff-2020.txt", "laos\n2020.txt"])
def test_a_name_that_cannot_be_printed_is_refused(place: Path, name: str) -> None:
    try:
        (place / name).write_text(_report("Laos"), encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such names")
    with pytest.raises(KzsearchError, match="cannot be printed") as caught:
        plan_addition([place / name], place / "corpus", place / "index", {})
    assert caught.value.message.isprintable()


def test_a_report_of_which_no_text_is_left_is_told(place: Path) -> None:
    of_another = "UZBEKISTAN (Tier 2)\n\nThe Government of Uzbekistan convicted two traffickers.\n"
    (place / "laos-2020.txt").write_text(of_another, encoding="utf-8")
    with pytest.raises(KzsearchError, match="no text of a report on Laos"):
        plan_addition([place / "laos-2020.txt"], place / "corpus", place / "index", {"country": "Laos"})


@pytest.mark.parametrize(
    "text",
    [
        "report = 1\n",
        "[[report]\n",
        'report = [{file = "a"}]\n',
        f"a = {'[' * 5_000}{']' * 5_000}\n",
        f"a = {'9' * 5_000}\n",
    ],
    ids=["a number", "cut off", "inline", "nested deep", "digits"],
)
def test_a_table_of_another_shape_is_left_alone(text: str) -> None:
    with pytest.raises(TableError):
        rewritten(text, (), [{"file": "b.txt"}])


def test_a_table_keeps_its_mark_and_its_line_ends(place: Path) -> None:
    table = place / "corpus" / "reports.toml"
    before = codecs.BOM_UTF8 + table.read_text(encoding="utf-8").replace("\n", "\r\n").encode()
    table.write_bytes(before)
    plan = plan_addition([place / "laos-2019.txt"], place / "corpus", place / "index", {"title": "T"})
    add(plan, place / "corpus", place / "index")
    after = table.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(b"\r\n") > before.count(b"\n")
    remove(["lao-2019"], place / "corpus", place / "index")
    assert table.read_bytes().rstrip() == before.rstrip()


def test_a_full_disk_takes_nothing_away(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No byte can be written once the build begins, so files can be put back only by renaming them."""
    (place / "kazakhstan-2017.txt").write_text(_report("Kazakhstan", "dock"), encoding="utf-8")
    before = _state(place)
    plan = plan_addition(
        [place / "kazakhstan-2017.txt"], place / "corpus", place / "index", {"title": "T"}, replace=True
    )
    changing = import_module("kzsearch.adding.changing")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def build(*_: object, **__: object) -> None:
        monkeypatch.setattr(changing, "put", full)
        full()

    monkeypatch.setattr(changing, "build_index", build)
    with pytest.raises(QueryError, match="No space left"):
        add(plan, place / "corpus", place / "index")
    assert _state(place) == before


def test_what_cannot_be_put_back_is_told_with_its_place(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "kazakhstan-2017.txt").write_text(_report("Kazakhstan", "dock"), encoding="utf-8")
    old = (place / "corpus" / "kazakhstan-2017.txt").read_bytes()
    plan = plan_addition(
        [place / "kazakhstan-2017.txt"], place / "corpus", place / "index", {"title": "T"}, replace=True
    )
    changing = import_module("kzsearch.adding.changing")

    def build(*_: object, **__: object) -> None:
        monkeypatch.setattr(Path, "replace", refused)
        raise QueryError("it failed", "hint")

    def refused(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(changing, "build_index", build)
    with pytest.raises(KzsearchError, match="could not be put back") as caught:
        add(plan, place / "corpus", place / "index")
    (kept,) = re.findall(r"the old kazakhstan-2017.txt is kept at ([^;]+)", caught.value.message)
    assert Path(kept).read_bytes() == old


def test_what_a_user_confirms_is_stated_from_then_on_and_nothing_else(place: Path) -> None:
    where = (place / "corpus", place / "index")
    plan = plan_addition([place / "laos-2019.txt"], *where, {})
    assert plan.additions[0].row == {"file": "laos-2019.txt"}
    confirmed = plan.confirmed()
    assert confirmed.additions[0].row == {"file": "laos-2019.txt", "country": "Laos", "year": 2019}
    result, _ = add(confirmed, *where)
    (report,) = (known for known in known_reports(*where) if known.report_id == "lao-2019")
    assert {report.facts[name].origin for name in ("country", "year")} == {Origin.TABLE}
    passages = sum(section.passages for _, shown in plan.additions[0].reports for section in shown)
    remove(["lao-2019"], *where)
    again, _ = add(plan, *where)
    assert passages
    assert again.counts.passages == result.counts.passages


def test_the_row_of_a_file_with_several_reports_states_neither_country_nor_year(place: Path) -> None:
    both = "\n\n".join(_report(country) for country in ("Laos", "Georgia", "Armenia"))
    (place / "countries-2019.txt").write_text(both, encoding="utf-8")
    where = (place / "corpus", place / "index")
    plan = plan_addition([place / "countries-2019.txt"], *where, {}).confirmed()
    assert len(plan.additions[0].reports) == 3
    assert plan.additions[0].row == {"file": "countries-2019.txt"}
    add(plan, *where)
    assert _reports(place) == ["arm-2019", "geo-2019", "kaz-2017", "lao-2019"]
    before = _state(place)
    with pytest.raises(QueryError, match="holds other reports too") as told:
        remove(["lao-2019", "geo-2019"], *where)
    words = told.value.hint.partition("kzsearch remove ")[2].split()
    assert _state(place) == before
    remove([*words, words[0]], *where)
    assert _reports(place) == ["kaz-2017"]


def test_of_several_reports_none_is_removed_if_one_is_not_there(place: Path) -> None:
    where = (place / "corpus", place / "index")
    add(plan_addition([place / "laos-2019.txt"], *where, {}), *where)
    before = _state(place)
    with pytest.raises(QueryError, match="there is no report lao-2020"):
        remove(["lao-2019", "lao-2020"], *where)
    with pytest.raises(QueryError, match="are all of the reports"):
        remove(["lao-2019", "kaz-2017"], *where)
    assert _state(place) == before


def test_a_file_of_which_an_option_stated_facts_can_be_removed(place: Path) -> None:
    where = (place / "corpus", place / "index")
    (place / "corpus" / "scan.txt").write_text(_report("Georgia"), encoding="utf-8")
    import_module("kzsearch.adding.calibrated_build").build_index(
        *where, stated={"scan.txt": {"year": "2016"}}
    )
    remove(["geo-2016"], *where)
    assert _reports(place) == ["kaz-2017"]


def test_the_row_of_a_file_in_the_corpus_keeps_what_it_states(place: Path) -> None:
    where = (place / "corpus", place / "index")
    scan = place / "corpus" / "scan.txt"
    scan.write_text(re.sub(r"\b20\d\d\b", "that year", _report("Georgia")), encoding="utf-8")
    row = '\n[[report]]\nfile = "scan.txt"\npublisher = "P"\n'
    (place / "corpus" / "reports.toml").write_text(TABLE + row, encoding="utf-8")
    with pytest.raises(KzsearchError) as told:
        plan_addition([scan], *where, {})
    assert told.value.hint == f"state it: kzsearch add {scan} --year YEAR"
    plan = plan_addition([scan], *where, {"year": 2016})
    assert plan.additions[0].row == {"file": "scan.txt", "publisher": "P", "year": 2016}
