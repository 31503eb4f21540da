"""Take the pictures of the pages that docs/pages.md shows, in a real Chromium, from the built index."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser

HERE = Path(__file__).parent
COLOURS = 64  # a page has few; more would make the files larger and no clearer
GAP = 24


class View(NamedTuple):
    """A page as it is shown: its address, and how wide, high and dark the screen is."""

    address: str
    width: int = 1280
    height: int = 860
    scheme: str = "light"
    opened: str = ""  # what is clicked before


PICTURES = {
    "pages-search": [View("/search?q=shelter+funding+for+foreign+victims")],
    "pages-report": [View("/reports/kaz-2023#kaz-2023-protection-03-s3")],
    "pages-compare": [View("/compare?section=Prevention#changes", scheme="dark")],
    "pages-figures": [View("/figures")],
    "pages-narrow": [
        View("/", 390, 844),
        View("/search?q=hotline+calls", 390, 844, opened="summary:has-text('Why it was found')"),
        View("/timeline?q=hotline", 390, 844, "dark"),
    ],
}


def main() -> None:
    """Take every picture."""
    command = [Path(sys.executable).with_name("kzsearch"), "serve", "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=HERE.parent)
    try:
        address = _listening(server)
        with sync_playwright() as playwright:
            path = next(
                filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
            )
            if path is None:
                sys.exit("the pictures need a Chromium on the PATH")
            as_root = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
            browser = playwright.chromium.launch(executable_path=path, args=as_root)
            for name, views in PICTURES.items():
                _write(HERE / f"{name}.png", [_taken(browser, address, view) for view in views])
            browser.close()
    finally:
        server.terminate()
        server.wait()


def _listening(server: subprocess.Popen[str]) -> str:
    """Return the address that a server says it listens at."""
    for line in server.stderr or ():
        if found := re.search(r"http://[\w.:]+", line):
            return found[0]
    sys.exit("the server did not start")


def _taken(browser: Browser, address: str, view: View) -> Image.Image:
    context = browser.new_context(
        base_url=address,
        viewport={"width": view.width, "height": view.height},
        color_scheme="dark" if view.scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(view.address)
    if view.opened:
        page.locator(view.opened).first.click()
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return picture


def _write(path: Path, pictures: Sequence[Image.Image]) -> None:
    """Write pictures side by side into one small file."""
    width = sum(picture.width for picture in pictures) + GAP * (len(pictures) - 1)
    whole = Image.new("RGB", (width, max(picture.height for picture in pictures)), "#8b949e")
    left = 0
    for picture in pictures:
        whole.paste(picture, (left, 0))
        left += picture.width + GAP
    whole.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
