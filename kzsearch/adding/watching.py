"""An index that follows its corpus folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from kzsearch.adding.calibrated_build import build_index
from kzsearch.errors import KzsearchError, ReportError, TableError
from kzsearch.index.write.build import BuildResult, Progress, silent

if TYPE_CHECKING:
    from watchfiles import Change

_QUIET_MS = 1_000  # a file that is being copied changes for a while
_LONGEST_MS = 10_000
_IDLE_MS = 1_000


def watch(
    corpus: Path,
    index: Path,
    tell: Callable[[BuildResult | KzsearchError], None],
    *,
    model: str | None = None,
    stated: Mapping[str, Mapping[str, str]] | None = None,
    progress: Progress = silent,
    stop: Event | None = None,
    store: str | None = None,
) -> None:
    """Build an index, and again whenever the corpus folder has changed, until interrupted.

    After an error the watch goes on: the index stays as it was until the corpus is corrected.

    Args:
        corpus: The corpus folder.
        index: The index folder.
        tell: Called with the result or the error of each build.
        model: As for `build_index`.
        stated: As for `build_index`.
        progress: As for `build_index`.
        stop: Ends the watch when set.
        store: As for `build_index`.
    """
    last_error = ""
    behind = True
    # The watcher is at work before the first build and during each, so that nothing is missed.
    for changes in _follow(corpus, index, stop):
        if not (changes or behind):
            continue
        try:
            tell(build_index(corpus, index, model=model, stated=stated, progress=progress, store=store))
            last_error, behind = "", False
        except (KzsearchError, OSError) as error:
            failed = _with_hint(error)
            # An error that is not the corpus's own may pass (another builder ends, a disk gets room): build again.
            behind = not isinstance(failed, ReportError | TableError)
            if changes or failed.message != last_error:
                tell(failed)
            last_error = failed.message


def _with_hint(error: KzsearchError | OSError) -> KzsearchError:
    if isinstance(error, KzsearchError):
        return error
    return KzsearchError(
        f"{error.filename}: {error.strerror}", "see that it is there and that you may use it"
    )


def _follow(corpus: Path, index: Path, stop: Event | None) -> Iterator[set[tuple[Change, str]]]:
    """Yield the changes of a corpus folder in groups; every second without a change, an empty group."""
    from watchfiles import watch as follow

    index, root = index.resolve(), corpus.resolve()

    def is_of_the_corpus(_change: Change, path: str) -> bool:
        changed = Path(path)
        if changed.is_relative_to(index):
            return False
        inside = changed.relative_to(root) if changed.is_relative_to(root) else changed
        return not any(part.startswith(".") for part in inside.parts)

    return follow(
        root,
        watch_filter=is_of_the_corpus,
        debounce=_LONGEST_MS,
        step=_QUIET_MS,
        rust_timeout=_IDLE_MS,
        yield_on_timeout=True,
        stop_event=stop,
        ignore_permission_denied=True,
    )
