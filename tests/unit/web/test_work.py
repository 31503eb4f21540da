from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from kzsearch.library import Index
from kzsearch.serving.live import LiveIndex
from kzsearch.web.errors import BusyError
from kzsearch.web.work import Workers
from tests.indexes import build_fake


@pytest.fixture
def live(tmp_path: Path) -> LiveIndex:
    build_fake(
        tmp_path / "corpus",
        tmp_path / "index",
        {"albania-2019.txt": "TIER 1\n\nThe police opened a shelter.\n"},
    )
    return LiveIndex(tmp_path / "index")


def test_only_so_many_wait_and_whoever_stops_waiting_keeps_its_room_until_the_thread_is_done(
    live: LiveIndex,
) -> None:
    go_on = threading.Event()

    def slow(index: Index, _: str) -> int:
        go_on.wait(30)
        return len(index.reports())

    async def ask() -> None:
        workers = Workers(live, threads=1, waiting=1)
        first, second = asyncio.create_task(workers.run(slow)), asyncio.create_task(workers.run(slow))
        await asyncio.sleep(0.05)
        with pytest.raises(BusyError):
            await workers.run(slow)
        first.cancel()
        await asyncio.sleep(0.05)
        with pytest.raises(BusyError):
            await workers.run(slow)
        go_on.set()
        assert await second == 1
        assert await workers.run(slow) == 1
        workers.close()

    asyncio.run(ask())
    live.close()


def test_an_error_of_the_work_is_the_error_of_who_asks(live: LiveIndex) -> None:
    def wrong(_: Index, generation: str) -> str:
        raise ZeroDivisionError(generation)

    async def ask() -> None:
        workers = Workers(live, threads=1, waiting=0)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await workers.run(wrong)
        workers.close()

    asyncio.run(ask())
    live.close()
