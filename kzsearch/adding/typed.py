"""`kzsearch add` as the user typed it: what it states of each file, and the whole command again for hints.

VALUE is stated of every file, FILE=VALUE of one, named as on the command line or by its bare name; `*=VALUE` is
VALUE, for a title that begins like FILE=.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from kzsearch.domain import countries, series
from kzsearch.errors import QueryError
from kzsearch.reading import is_report_name
from kzsearch.reading.facts.table import FIRST_YEAR, last_year, parse_year
from kzsearch.suggestion import nearest
from kzsearch.types.adding import RowValues

KEYS = {
    "country": "country",
    "year": "year",
    "title": "title",
    "publisher": "publisher",
    "licence": "licence",
    "source": "url",
    "series": "series",
}
"""The table's key for each option that states a fact."""

_EVERY_FILE = "*"
_NEVER_WITH_EQUALS = ("country", "year")


@dataclass(frozen=True, slots=True)
class Typed:
    """A command line of `kzsearch add`.

    Attributes:
        files: The files.
        stated: The values of each option that states a fact, by the option's name.
        others: The other options, as words.
    """

    files: Sequence[Path]
    stated: Mapping[str, Sequence[str]] = field(default_factory=dict)
    others: Sequence[str] = ()

    def again(self, *more: str, instead_of: tuple[str, str] | None = None) -> str:
        """Return the whole command, ready to be pasted.

        Args:
            more: Words to add at its end.
            instead_of: Option and value to leave out.
        """
        import shlex

        words = ["kzsearch", "add", *(_no_option(file) for file in self.files)]
        for option, values in self.stated.items():
            for value in values:
                if (option, value) != instead_of:
                    words += [f"--{option}", value]
        return shlex.join([*words, *self.others, *more])

    def naming(self, file: Path, value: str) -> str:
        """Return what states a value of one of the files: FILE=VALUE, or VALUE where there is only one."""
        return f"{file}={value}" if len(self.files) > 1 else value

    def by_file(self) -> dict[Path, RowValues]:
        """Return what is stated of each file, by the table's keys; of FILE=VALUE and VALUE, the former counts.

        Raises:
            QueryError: A value names a file that is not given, or has no meaning; or two values contradict each other.
        """
        for_all: dict[str, str | int] = {}
        for_one: dict[Path, dict[str, str | int]] = {file: {} for file in self.files}
        for option, values in self.stated.items():
            for value in values:
                file, words = self._parted(option, value)
                into = for_all if file is None else for_one[file]
                meaning = self._meaning(option, value, file, words)
                if into.setdefault(KEYS[option], meaning) != meaning:
                    of = "every file" if file is None else str(file)
                    raise QueryError(
                        f'the {option} of {of} is stated twice: "{into[KEYS[option]]}", "{meaning}"',
                        f"keep one: {self.again(instead_of=(option, value))}",
                    )
        return {file: {**for_all, **facts} for file, facts in for_one.items()}

    def _parted(self, option: str, value: str) -> tuple[Path | None, str]:
        """Return the file that a value names, or None for every file, and the rest of the value."""
        starts = [value[:place] for place, character in enumerate(value) if character == "="]
        for start in reversed(starts):  # names may hold `=` too
            rest = value[len(start) + 1 :]
            if start == _EVERY_FILE:
                return None, rest
            if file := self._named(option, start, rest):
                return file, rest
        if option in _NEVER_WITH_EQUALS and starts:
            raise self._not_given(option, value, starts[-1])
        for start in starts:
            if self._looks_like_a_file(start):
                raise self._not_given(option, value, start)
        return None, value

    def _named(self, option: str, name: str, rest: str) -> Path | None:
        if not name:
            return None
        exact = [file for file in self.files if file == Path(name)]
        found = exact or [file for file in dict.fromkeys(self.files) if file.name == name]
        if len(found) > 1:
            command = self.again(f"--{option}", f"{found[0]}={rest}", instead_of=(option, f"{name}={rest}"))
            raise QueryError(
                f"{name} may be {' or '.join(map(str, found))}",
                f"name it as you gave it: {command}",
            )
        return found[0] if found else None

    def _looks_like_a_file(self, start: str) -> bool:
        name = PurePath(start).name
        return "://" not in start and (
            is_report_name(name) or any(start == file.name.partition(".")[0] for file in self.files)
        )

    def _not_given(self, option: str, value: str, start: str) -> QueryError:
        rest = value[len(start) + 1 :]
        written = {str(file): file for file in self.files} | {file.name: file for file in self.files}
        close = nearest(start, written)
        meant = written[close] if close else self.files[0] if len(self.files) == 1 else None
        # A title may well begin with a file's name and `=`.
        free = "" if option in _NEVER_WITH_EQUALS else f"; *=VALUE states a {option} that begins so"
        message = f"--{option} {value} names {start}, which is none of the files to add{free}"
        if meant is None:
            return QueryError(message, f"the files are {', '.join(map(str, self.files))}")
        command = self.again(f"--{option}", self.naming(meant, rest), instead_of=(option, value))
        return QueryError(message, f"did you mean: {command}")

    def _meaning(self, option: str, value: str, file: Path | None, words: str) -> str | int:
        words = words.strip()
        wrong = ""
        close: str | None = None
        hint = f"state it of {file or 'all files'}, or leave it out: {self.again(instead_of=(option, value))}"
        if not words:
            wrong = "states nothing"
        elif not words.isprintable():
            wrong = "has characters that cannot be printed"
        elif option == "year" and parse_year(words) is None:
            wrong = "is no report year"
            hint = f"a report year is a number from {FIRST_YEAR} to {last_year()}"
        elif option == "country" and countries.parse(words) is None:
            wrong, close = "is no known country", countries.nearest(words)
            hint = "use its English name or its ISO 3166 alpha-3 code"
        elif option == "series" and series.parse(words) is None:
            wrong = "is no series"
            hint = f"use a code or a name: {', '.join(known.code for known in series.KNOWN)}"
        if close:
            right = close if file is None else f"{file}={close}"
            hint = f"did you mean: {self.again(f'--{option}', right, instead_of=(option, value))}"
        if wrong:
            raise QueryError(f"--{option} {value}: {words!r} {wrong}", hint)
        return int(words) if option == "year" else words


def _no_option(file: Path) -> str:
    return f"./{file}" if str(file).startswith("-") else str(file)
