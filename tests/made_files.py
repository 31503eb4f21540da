"""Web pages, PDFs and office documents made for tests: small, complete, and like published files."""

from __future__ import annotations

import html
import io
import textwrap
import zipfile
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from kzsearch.types import Section
from tests.renderings import Shape


class Part(NamedTuple):
    """A heading, paragraph or list item."""

    kind: Literal["heading", "paragraph", "item"]
    text: str


_NAMES: Final = {Section.PROFILE: "trafficking profile"}


def parts(shape: Shape, content: dict[Section, list[str]]) -> list[Part]:
    """Return a report in a shape, as marked-up parts; its list of recommendations is a list of items."""
    found = [Part("heading", shape.tier)] if shape.tier else []
    for section in shape.order:
        if section is Section.RECOMMENDATIONS:
            if shape.recommendations:
                found.append(Part("heading", shape.recommendations))
            found += [Part("item", f"{item[0].upper()}{item[1:]}.") for item in content[section]]
            continue
        if section not in shape.lost:
            found.append(Part("heading", shape.heading(_NAMES.get(section, section.value))))
        found += [Part("paragraph", text) for text in content[section]]
    return found


MENU: Final = "".join(
    f'<li><a href="/{word}">{word}</a></li>' for word in ("Home", "About", "Policy Issues", "Countries")
)


def web_page(
    report: Sequence[Part], *, title: str = "Kazakhstan", address: str = "", bold_headings: bool = False
) -> str:
    """Return a page as ministries and embassies publish reports, with its page furniture."""
    body, items = [], []
    for part in [*report, Part("paragraph", "")]:
        text = html.escape(part.text)
        if part.kind == "item":
            items.append(f"<li>{text}</li>")
            continue
        if items:
            body.append(f"<ul>{''.join(items)}</ul>")
            items = []
        if part.kind == "heading":
            body.append(f"<p><strong>{text}</strong></p>" if bold_headings else f"<h2 id='toc-x'>{text}</h2>")
        else:
            body.append(f"<p>{text}</p>")
    canonical = f'<link rel="canonical" href="{address}">' if address else ""
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{title} - United States Department of Example</title>{canonical}
<meta property="og:site_name" content="United States Department of Example">
<meta property="article:published_time" content="2023-06-15T14:00:00+00:00">
<script>var text = "<p>This is a script, which nobody reads as a paragraph of the report at hand.</p>";</script>
<style>p {{ color: black }}</style></head><body>
<div class="cookie-consent"><p>We use cookies to improve your experience on this site; accept all of them.</p></div>
<header role="banner"><nav><ul>{MENU}</ul></nav></header>
<div class="breadcrumbs"><a href="/">Home</a> &gt; <a href="/reports">Reports</a></div>
<main><article><h1>{title}</h1><div class="social-share"><button>Share</button><a href="#">Print this page</a></div>
<nav class="report-toc"><ol><li><a href="#a">PROSECUTION</a></li><li><a href="#b">PROTECTION</a></li></ol></nav>
<div class="entry-content">{"".join(body)}</div>
<ul class="tags"><li><a href="/t">Human Trafficking</a></li><li><a href="/c">Central Asia</a></li></ul>
</article></main>
<footer><ul>{MENU}</ul><p>Office of the Spokesperson. External links are no endorsement.</p></footer>
</body></html>"""


def docx(report: Sequence[Part], *, extra: str = "") -> bytes:
    """Return a Word document."""
    body = []
    for part in report:
        style = {
            "heading": '<w:pPr><w:pStyle w:val="Heading2"/></w:pPr>',
            "item": '<w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr>',
            "paragraph": "",
        }[part.kind]
        half = len(part.text) // 2
        runs = "".join(
            f'<w:r><w:t xml:space="preserve">{html.escape(text)}</w:t></w:r>'
            for text in (part.text[:half], part.text[half:])
        )
        body.append(f"<w:p>{style}{runs}</w:p>")
    document = (
        '<?xml version="1.0" encoding="UTF-8"?><w:document '
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"{''.join(body)}{extra}</w:body></w:document>"
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": document,
            "word/header1.xml": "<w:p>Draft</w:p>",
        }
    )


def odt(report: Sequence[Part]) -> bytes:
    """Return an OpenDocument text."""
    tags = {"heading": ("<text:h>", "</text:h>"), "paragraph": ("<text:p>", "</text:p>")}
    tags["item"] = ("<text:list><text:list-item><text:p>", "</text:p></text:list-item></text:list>")
    body = "".join(f"{tags[part.kind][0]}{html.escape(part.text)}{tags[part.kind][1]}" for part in report)
    content = (
        '<office:document-content xmlns:office="urn:o" xmlns:text="urn:t"><office:body><office:text>'
        f"{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def zipped(files: dict[str, str]) -> bytes:
    """Return a ZIP archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


# Widths of Helvetica's letters in thousandths, near enough to lay out a page.
_NARROW: Final = dict.fromkeys("ijlt.,;:'|!()[]fI ", 280)
_WIDE: Final = dict.fromkeys("mwMW%", 850) | dict.fromkeys("ABCDEGHKNOPQRSTUVXY", 690)
_WIDTHS: Final = _NARROW | _WIDE
_USUAL: Final = 556


def width_of(text: str, size: float) -> float:
    """Return the width of a text in Helvetica, in points."""
    return sum(_WIDTHS.get(letter, _USUAL) for letter in text) * size / 1000


class Run(NamedTuple):
    """Text at a place of a page."""

    left: float
    bottom: float
    size: float
    bold: bool
    text: str


def pdf(
    report: Sequence[Part],
    *,
    columns: int = 1,
    running: str = "TRAFFICKING IN PERSONS REPORT",
    notes: bool = False,
    across: bool = False,
    hyphens: bool = False,
    title: str = "",
) -> bytes:
    """Return a PDF.

    Args:
        report: What is in it.
        columns: Columns a page.
        running: A line that stands at the top of every page; the number of the page stands at its foot.
        notes: Whether sentences end in small raised numbers, and pages in notes.
        across: Whether the file writes the columns row by row, as some programs do.
        hyphens: Whether words are divided at line ends.
        title: What the file says is its title.
    """
    size, leading, top, foot = 10.0, 12.0, 720.0, 110.0 if notes else 80.0
    width = (468.0 - 24.0 * (columns - 1)) / columns
    lines = [line for part in report for line in _lines(part, int(width / (size * 0.5)), hyphens=hyphens)]
    per_column = int((top - foot) / leading)
    pages: list[list[Run]] = []
    for number, start in enumerate(range(0, len(lines), per_column * columns), start=1):
        runs = []
        for place, (text, bold) in enumerate(lines[start : start + per_column * columns]):
            column, row = divmod(place, per_column)
            left, bottom = 72.0 + column * (width + 24.0), top - leading * row
            runs.append(Run(left, bottom, size, bold, text))
            if notes and text.endswith(".") and not bold:
                end = left + width_of(text, size)
                runs.append(Run(end + 0.5, bottom + 4.0, 6.0, False, str(place % 9 + 1)))
        if across:
            runs.sort(key=lambda run: (-run.bottom, run.left))
        if notes:
            runs.append(
                Run(
                    72.0,
                    90.0,
                    7.0,
                    False,
                    f"{number} See the annex to this report for a list of sources used.",
                )
            )
        runs += [Run(200.0, 760.0, 8.0, False, running), Run(300.0, 40.0, 8.0, False, str(number))]
        pages.append(runs)
    return pdf_of(pages, title)


def _lines(part: Part, width: int, *, hyphens: bool) -> list[tuple[str, bool]]:
    if part.kind == "heading":
        return [("", False), (part.text, True)]
    text = f"• {part.text}" if part.kind == "item" else part.text
    wrapped = textwrap.wrap(text, width - 6 if hyphens else width, break_on_hyphens=True)
    if hyphens:
        wrapped = _divided(wrapped)
    return [("", False), *((line, False) for line in wrapped)]


def _divided(lines: list[str]) -> list[str]:
    """Return lines of which some end in the first half of the next line's first word."""
    for index in range(0, len(lines) - 1, 3):
        word, _, rest = lines[index + 1].partition(" ")
        if word.isalpha() and word.islower() and len(word) > 7 and not lines[index].endswith("-"):
            lines[index] += f" {word[:4]}-"
            lines[index + 1] = f"{word[4:]} {rest}"
    return lines


def pdf_of(pages: Sequence[Sequence[Run]], title: str = "") -> bytes:
    """Return a PDF with these runs of text on its pages."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    widths = " ".join(str(_WIDTHS.get(chr(code), _USUAL)) for code in range(32, 256))
    objects += [
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding "
        f"/FirstChar 32 /LastChar 255 /Widths [{widths}] >>".encode()
        for name in ("Helvetica", "Helvetica-Bold")
    ]
    kids = []
    for runs in pages:
        stream = b"".join(_operator(run) for run in runs)
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects) + 2} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects.append(b"<< /Title (%s) >>" % title.encode("cp1252"))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        start,
    )
    return bytes(out)


def _operator(run: Run) -> bytes:
    data = run.text.encode("cp1252", "replace")
    for sign in (b"\\", b"(", b")"):
        data = data.replace(sign, b"\\" + sign)
    font = b"F2" if run.bold else b"F1"
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET\n" % (font, run.size, run.left, run.bottom, data)
