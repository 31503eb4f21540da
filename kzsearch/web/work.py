"""Where the work of a request is done: a thread of a small pool, before which only so many requests wait.

hits = await borrowed(request, lambda index, generation: index.search("shelter"))
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from starlette.requests import Request

from kzsearch.library import Index
from kzsearch.serving.live import LiveIndex
from kzsearch.web.errors import BusyError

T = TypeVar("T")


class Workers:
    """Threads that answer from the live index.

    Args:
        live: The index.
        threads: How many requests are answered at once.
        waiting: How many more may wait; the next is turned away.
    """

    def __init__(self, live: LiveIndex, threads: int, waiting: int) -> None:
        self._live = live
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="kzsearch")
        self._room = threads + waiting
        self._inside = 0

    async def run(self, ask: Callable[[Index, str], T]) -> T:
        """Return what a function makes of the index and the name of its generation.

        Raises:
            BusyError: Too many requests wait.
        """
        if self._inside >= self._room:
            raise BusyError
        self._inside += 1
        try:
            work = self._pool.submit(self._asked, ask)
        except BaseException:
            self._inside -= 1
            raise
        loop = asyncio.get_running_loop()
        # Whoever is gone stops waiting, but the room is taken until the thread is done.
        work.add_done_callback(lambda _: loop.call_soon_threadsafe(self._leave))
        return await asyncio.wrap_future(work)

    def begin(self, work: Callable[[], object]) -> None:
        """Have something done that nobody waits for."""
        self._pool.submit(work)

    def close(self) -> None:
        """End the threads, each after what it is doing."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _asked(self, ask: Callable[[Index, str], T]) -> T:
        with self._live.borrowed() as (index, generation):
            return ask(index, generation)

    def _leave(self) -> None:
        self._inside -= 1


async def borrowed(request: Request, ask: Callable[[Index, str], T]) -> T:
    """Return what a function makes of the live index and the name of its generation, in a thread of its own.

    Args:
        request: The request; its application holds the workers.
        ask: What to do. Everything that it needs from the index it takes here: the index is given back after it.

    Raises:
        KzsearchError: Whatever the function raises; `BusyError` where too many requests wait.
    """
    workers: Workers = request.app.state.workers
    return await workers.run(ask)
