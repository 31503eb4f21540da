"""How the server is set up."""

from __future__ import annotations

import os
from dataclasses import dataclass

WAITING = 128


def usual_threads() -> int:
    """Return how many requests are answered at once where nobody says: one for each core, and two at least."""
    return max(2, min(os.cpu_count() or 2, 8))


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """How the server is set up.

    Attributes:
        host: The address that it listens at.
        token: What a request must bring; empty where it need not.
        origins: Origins whose pages may read the API (CORS).
        names: Further names that this server is called by (`Host`).
        threads: How many requests are answered at once; 0 for the usual number.
        waiting: How many more may wait.
    """

    host: str = "127.0.0.1"
    token: str = ""
    origins: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    threads: int = 0
    waiting: int = WAITING
