"""A real Chromium, driven by Playwright; tests that need one are skipped, and say so, where there is none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_NAMES = ("chromium", "chromium-browser", "google-chrome")
LEFT_OUT = (
    "no Chromium on the PATH: left out is whether the pages can be used in a browser: by keyboard, without a script, "
    "on a narrow screen, with a screen reader (axe)"
)


def executable() -> str | None:
    """Return the path of a Chromium of this machine, if there is one."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a Chromium, and end it."""
    path = executable()
    if path is None:
        pytest.skip(LEFT_OUT)
    from playwright.sync_api import sync_playwright

    # A browser of root's has no sandbox to run in.
    as_root = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as settings, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=as_root,
            env={**os.environ, "XDG_CONFIG_HOME": settings},  # a folder that it can write into
        )
        try:
            yield browser
        finally:
            browser.close()
