"""Work that begins in a thread before its result is needed."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Ahead(Generic[Result]):
    """A call at work in a thread. Its exception is raised by `result`.

    `concurrent.futures` does the same and more, but its import takes as long as the work that is to be hidden.

    Args:
        call: Called once, at once. The process does not end before the call.
    """

    def __init__(self, call: Callable[[], Result]) -> None:
        self._call = call
        self._value: list[Result] = []
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._value.append(self._call())
        except BaseException as error:  # noqa: BLE001  `result` raises it
            self._error = error

    def result(self) -> Result:
        """Wait for the call to end and return what it returned."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._value[0]

    def wait(self) -> None:
        """Wait for the call to end, however it ends."""
        self._thread.join()
