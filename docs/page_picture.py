"""Draw docs/report.png: the beginning of a country's page, as a Chromium on this machine shows it."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import kzsearch

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
COUNTRY = "Kazakhstan"
SIZE = (1280, 1250)
COLOURS = 256
SECONDS = 120


def main() -> int:
    """Draw the picture from the built index; return 1 where there is no browser."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print(f"no browser is here to draw docs/report.png: none of {', '.join(BROWSERS)}", file=sys.stderr)
        return 1
    with kzsearch.open_index("indexes/default") as index:
        html = index.country_html(country=COUNTRY)
    Path(__file__).with_name("report.png").write_bytes(few_colours(screenshot(browser, html)))
    return 0


def screenshot(browser: str, html: str) -> bytes:
    """Return a picture of the beginning of a page."""
    with tempfile.TemporaryDirectory() as folder:
        page, picture = Path(folder, "page.html"), Path(folder, "page.png")
        page.write_text(html, encoding="utf-8")
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                f"--user-data-dir={folder}/profile",
                f"--window-size={SIZE[0]},{SIZE[1]}",
                f"--screenshot={picture}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
        return picture.read_bytes()


def few_colours(picture: bytes) -> bytes:
    """Return a picture with a palette, a third of the size: Pillow comes with matplotlib."""
    from PIL import Image

    drawn = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS)
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
