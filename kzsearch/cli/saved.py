"""`kzsearch saved`, and what `kzsearch search --save` keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from kzsearch.cli.appearance import ColorOption, ColourOption, PagerOption, WidthOption, links_to
from kzsearch.cli.looks import Looks
from kzsearch.cli.options import (
    ContextOption,
    ExplainOption,
    FormatOption,
    FullOption,
    OutputOption,
    View,
    view,
)
from kzsearch.cli.shape import BomOption, FieldsOption, OnelineOption, Shape, record_pieces, shape, with_bom
from kzsearch.cli.streams import FOUND, NOT_FOUND, fail, note, tell, write
from kzsearch.errors import KzsearchError, QueryError, one_line

if TYPE_CHECKING:
    from kzsearch.index import OpenIndex
    from kzsearch.render import Folded
    from kzsearch.saving.searches import Option, SavedSearch
    from kzsearch.search import Answer, Settings
    from kzsearch.types import Hit

EXAMPLES = (
    'Examples: kzsearch search "shelter funding" --country Kazakhstan --save shelters · kzsearch saved · '
    "kzsearch saved shelters · kzsearch saved --new · kzsearch saved --remove shelters"
)
_COLUMNS = ("name", "query", "options", "index", "saved", "looked")


def saved(
    saved_name: Annotated[
        str | None, typer.Argument(help="A saved search; without it they are listed.", metavar="NAME")
    ] = None,
    run_all: Annotated[bool, typer.Option("--all", help="Run every saved search.")] = False,
    new: Annotated[
        bool,
        typer.Option(
            "--new",
            help="Only what came since the last look, of NAME or of every search; prints nothing and exits with 1 "
            "where nothing came.",
        ),
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Remove the saved search NAME.")] = False,
    context: ContextOption = 0,
    explain: ExplainOption = False,
    output: OutputOption = FormatOption.AUTO,
    full: FullOption = False,
    color: ColorOption = ColourOption.AUTO,
    width: WidthOption = None,
    no_pager: PagerOption = False,
    fields: FieldsOption = None,
    oneline: OnelineOption = False,
    bom: BomOption = False,
) -> int:
    """List saved searches, run them again, or show only what came since the last look.

    Saved searches lie in the user's data folder, one file each, with the index that they search.
    """
    from kzsearch.saving import folder
    from kzsearch.search.query import check_context

    check_context(context)
    if remove:
        if saved_name is None or new or run_all:
            raise QueryError("--remove removes one saved search", "kzsearch saved --remove NAME")
        folder.remove(saved_name)
        note(f"the saved search {saved_name} is removed")
        return FOUND
    if saved_name is not None and run_all:
        raise QueryError("--all runs every saved search", "leave the name or --all out")
    if saved_name is None and not new and not run_all:
        return _list(view(output, color, width), fields, bom=bom)
    how = shape(output, view(output, color, width, references=True), fields=fields, oneline=oneline, bom=bom)
    run = _Run(how, new=new, context=context, explain=explain, full=full or context > 0)
    run.of([folder.read(saved_name).name] if saved_name is not None else folder.names())
    run.write(color, paged=not no_pager)
    return run.code


def keep(
    opened: OpenIndex,
    name: str,
    query: str,
    settings: Settings,
    typed: Mapping[str, object],
    corpus: Path | None,
) -> None:
    """Keep a search under a name, with what is there now.

    Args:
        opened: Its index.
        name: A name that is free.
        query: The query.
        settings: How it searches.
        typed: The options as they were typed; those that were not are None, false or empty.
        corpus: The corpus folder, if the user named one.
    """
    from datetime import UTC, datetime

    from kzsearch.saving import folder
    from kzsearch.saving.looking import look
    from kzsearch.saving.searches import SavedSearch

    options = {
        name: value for name, value in typed.items() if value is not None and value not in (False, [], ())
    }
    search = SavedSearch(
        name=name,
        query=query,
        index=opened.path.absolute(),
        corpus=None if corpus is None else corpus.absolute(),
        options=cast("Mapping[str, Option]", options),
        saved=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    folder.save(look(opened, search, replace(settings, rerank=None)).search)
    note(f"saved as {name}; kzsearch saved --new {name} shows what comes from now on")


def _list(how: View, fields: str | None, *, bom: bool) -> int:
    from kzsearch.places import from_here
    from kzsearch.render import render_table
    from kzsearch.saving import folder

    rows: list[dict[str, object]] = []
    code = NOT_FOUND
    for name in folder.names():
        try:
            search = folder.read(name)
        except KzsearchError as error:
            code = fail(error.message, error.hint)
            continue
        rows.append(
            {
                "name": name,
                "query": search.query,
                "options": _options(search),
                "index": from_here(search.index),
                "saved": search.saved,
                "looked": search.looked,
            }
        )
    if rows and fields is not None:
        write(record_pieces(rows, how, fields=fields, bom=bom))
    elif rows:
        write(with_bom(render_table(_COLUMNS, rows, **how), how, bom=bom))
    elif code == NOT_FOUND:
        tell("no search is saved; kzsearch search QUERY --save NAME saves one")
    return FOUND if rows and code == NOT_FOUND else code


def _options(search: SavedSearch) -> str:
    """Return the options of a search as they are typed."""
    import shlex

    words: list[str] = []
    for name, value in search.options.items():
        for one in value if isinstance(value, list) else [value]:
            option = "-k" if name == "k" else f"--{name}"
            words += [option] if one is True else [option, str(one)]
    return shlex.join(words)


class _Run:
    """Runs saved searches, and keeps what they found until it is printed.

    Args:
        how: How to print.
        new: Whether only what came since the last look is wanted.
        context: How many neighbouring passages.
        explain: Whether hits are explained.
        full: Whether whole passages are shown.
    """

    def __init__(self, how: Shape, *, new: bool, context: int, explain: bool, full: bool) -> None:
        self.code = NOT_FOUND
        self._how = how
        self._new = new
        self._context = context
        self._explain = explain
        self._full = full
        self._found: list[tuple[SavedSearch, Answer, Settings, Path]] = []
        self._count = 0

    def of(self, names: list[str]) -> None:
        """Run these searches; one that fails does not keep the others from being run."""
        self._count = len(names)
        for name in names:
            try:
                self._one(name)
            except KzsearchError as error:
                self.code = fail(f"{name}: {error.message}", error.hint)
        if not names:
            tell("no search is saved; kzsearch search QUERY --save NAME saves one")

    def write(self, color: ColourOption, *, paged: bool) -> None:
        """Print what was found, and remember it once it is printed."""
        from kzsearch.cli.pager import write_paged
        from kzsearch.saving import folder

        if any(answer.hits for _, answer, _, _ in self._found):
            corpus = self._found[0][3]
            looks = Looks(
                self._how, self._full, all_of_them=False, paged=paged, links=links_to(corpus, color)
            )
            write_paged(looks.rendered(self._hits(looks), batch=self._count > 1), allowed=paged)
            self.code = FOUND if self.code == NOT_FOUND else self.code
        for search, _, _, _ in self._found:
            folder.record(search)

    def _one(self, name: str) -> None:
        from kzsearch.cli.opening import open_chosen
        from kzsearch.saving import folder
        from kzsearch.saving.looking import look, look_for_new, settings_of

        search = folder.read(name)
        with open_chosen(search.index, search.corpus) as opened:
            settings = settings_of(search, opened.store)
            settings = replace(settings, context=self._context, explain=self._explain)
            found = (look_for_new if self._new else look)(opened, search, settings)
            self._found.append((found.search, found.answer, settings, opened.corpus))
            if self._new and not found.answer.hits:
                return  # a message would become a letter that cron sends
            for line in dict.fromkeys([*opened.notes, *found.answer.notes]):
                note(line)
            if not found.answer.hits:
                tell(f"nothing found for {one_line(search.query)!r}: {found.answer.reason}")

    def _hits(self, looks: Looks) -> Iterator[Hit | Folded]:
        from kzsearch.types import Hit

        for search, answer, settings, _ in self._found:
            stated = looks._replace(all_of_them=self._new or "k" in search.options)
            for hit in stated.shown(answer, settings) if answer.hits else ():
                yield replace(hit, saved=search.name) if isinstance(hit, Hit) else hit
