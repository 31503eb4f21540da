"""The starting reports as pages of their publishers, with the markup and page furniture of each site."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from typing import Final

from kzsearch.types import Section
from tests.layouts import OLD_ORDER
from tests.made_files import MENU, Part, parts
from tests.renderings import Shape, titled

OLD: Final = Shape(order=OLD_ORDER, lost=frozenset({Section.OVERVIEW, Section.PROFILE}), heading=titled)
FURNITURE: Final = (
    "Skip to",
    "Diplomacy in Action",
    "mobile copy",
    "Facebook",
    "endorsement",
    "manages this site",
    "electronic archive",
    "UNHCR",
    "Disclaimers",
    "Search",
    "Home",
    "Office to Monitor",
    "Bureau of",
    "MINUTE READ",
    "Permalink",
    "survey",
    "Document #",
    "Periodical Report",
    "Cite as",
)
"""Words that no passage of these pages may hold."""

_LINKS_OUT: Final = (
    "External links to other Internet sites should not be construed as an endorsement of the views or privacy "
    "policies contained therein."
)


def _joined(report: Sequence[Part], bold: str, paragraph: Callable[[str], str]) -> str:
    found = []
    for part in report:
        text = html.escape(part.text).replace(". ", ".&nbsp; ")
        if part.kind == "heading":
            text = f"<{bold}>{text}</{bold}>"
        found.append(paragraph(f"&bull;&nbsp;{text}" if part.kind == "item" else text))
    return "\n".join(found)


def _page(head: str, body: str) -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def old_state(report: Sequence[Part], year: int) -> str:
    """Return a page of the department's own site of 2009 to 2018."""
    text = _joined(report, "b", lambda words: f"<p>{words}</p>")
    return _page(
        f'<title>Kazakhstan</title><link rel="canonical" '
        f'href="http://www.state.gov/j/tip/rls/tiprpt/countries/{year}/271216.htm">',
        f"""<a href="#content">Skip to content</a><div id="tagline">U.S. Department of State<br/>
Diplomacy in Action</div>
<ul id="topnav">{MENU}</ul><div id="breadcrumb"><a>Home</a> &raquo; <a>Bureau of Democracy</a></div>
<div id="centerblock"><h2 id="doctitle">Kazakhstan</h2>
<div><div>Office To Monitor and Combat Trafficking in Persons</div><div>{year} Trafficking in Persons Report</div></div>
<div class="addthis_toolbox"><a>Facebook</a></div><div>[This is a mobile copy of Kazakhstan]</div>
<div><div>{text}</div></div><div><a href="#top">Back to Top</a></div></div>
<div id="footer"><p>The Office of Electronic Information, Bureau of Public Affairs, manages this site as a portal for
information from the U.S. State Department.<br/>{_LINKS_OUT}<br/>Note: documents in Portable Document Format (PDF)
require Adobe Acrobat Reader 5.0 or higher to view, <a>download Adobe Acrobat Reader</a>.</p></div>""",
    )


def archived(report: Sequence[Part], year: int) -> str:
    """Return a page of the archive of 2001 to 2009: tables for layout, and two breaks after a paragraph."""
    text = _joined(report, "b", lambda words: f'<font face="Verdana" size="2">{words}</font><br><br>')
    return _page(
        '<title>Kazakhstan</title><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">',
        f"""<table width="100%"><tr><td colspan="3"><a href="/">U.S. Department of State</a></td></tr>
<tr><td>The State Department web site below is a permanent electronic archive of information released prior to
January 20, 2009. Please see <a>www.state.gov</a> for material released since. This site is not updated so
external links may no longer function.<br>NOTE: {_LINKS_OUT}</td></tr>
<tr><td><table><tr><td><a href="/">Home</a></td></tr><tr><td><a>Contact Us</a></td></tr></table></td>
<td><table><tr><td><h2>{year} Trafficking in Persons Report: Kazakhstan</h2>
<div>Released by the Office to Monitor and Combat Trafficking in Persons<br>June 3, {year}</div>{text}</td></tr></table>
</td></tr><tr><td colspan="3"><font size="1">This site is managed by the Bureau of Public Affairs, U.S. Department of
State. {_LINKS_OUT}<br><a>Copyright Information</a> | <a>Disclaimers</a></font></td></tr></table>""",
    )


def embassy(report: Sequence[Part], year: int) -> str:
    """Return a page of an embassy."""
    text = _joined(report, "strong", lambda words: f'<p style="font-weight: 400;">{words}</p>')
    title = f"{year} Trafficking in Persons Report: Kazakhstan"
    data = f'{{"@type":"WebPage","datePublished":"{year}-06-16T05:00:00+00:00"}}'
    return _page(
        f"<title>{title} - U.S. Embassy in Kazakhstan</title>"
        f'<link rel="canonical" href="https://kz.usembassy.gov/{year}-trafficking-in-persons-report-kazakhstan/">'
        f'<meta property="og:site_name" content="U.S. Embassy in Kazakhstan">'
        f'<script type="application/ld+json">{data}</script>',
        f"""<p>An official website of the United States government</p><nav><ul>{MENU}</ul></nav>
<div class="content-sidebar-wrap"><main><div class="breadcrumb">You are here: <a>Home</a></div>
<article><header><h1>{title}</h1><p>By <a>U.S. Mission Kazakhstan</a> | 4 MINUTE READ | June 16, {year}</p></header>
<div class="sharedaddy"><h3 class="sd-title">Share this:</h3><ul><li><a>Facebook</a></li><li><a>X</a></li></ul></div>
<div class="entry-content">{text}</div></article></main></div>
<footer><p>This is the official website of the U.S. Embassy in Kazakhstan. {_LINKS_OUT}</p></footer>""",
    )


def refworld(report: Sequence[Part], year: int) -> str:
    """Return a page of Refworld, with its record above the text."""
    text = _joined(report, "b", lambda words: f"<p>{words}</p>")
    title = f"{year} Trafficking in Persons Report - Kazakhstan"
    return _page(
        f'<title>Refworld | {title}</title><link rel="canonical" href="https://www.refworld.org/docid/59.html">',
        f"""<ul>{MENU}</ul><div id="content"><h1>{title}</h1><table>
<tr><td>Publisher</td><td><a>United States Department of State</a></td></tr>
<tr><td>Publication Date</td><td>27 June {year}</td></tr>
<tr><td>Cite as</td><td>United States Department of State, <i>{title}</i>, 27 June {year}, available at:
https://www.refworld.org/docid/59.html [accessed 21 November {year + 3}]</td></tr>
<tr><td>Disclaimer</td><td>This is not a UNHCR publication. UNHCR is not responsible for, nor does it necessarily
endorse, its content.</td></tr></table><div>{text}</div>
<div id="sidebox"><h3>Search Refworld</h3><p>by keyword and / or country</p></div></div>
<div>Copyright UNHCR {year + 3}. All rights reserved.</div>""",
    )


def ecoi(report: Sequence[Part], year: int) -> str:
    """Return a page of ecoi.net, with a notice and its record above the text."""
    text = _joined(report, "strong", lambda words: f"<p>{words}</p>")
    title = f"{year} Trafficking in Persons Report: Kazakhstan"
    return _page(
        f"<title>USDOS (Author): “{title}”, Document #20 - ecoi.net</title>"
        f'<meta name="dcterms.date" content="{year}-06-25"/>'
        '<link rel="canonical" href="https://www.ecoi.net/en/document/20.html">',
        f"""<main><section>Dear users of ecoi.net, please take part in our survey. It takes five minutes.</section>
<article><header><h1>Document #20</h1><h2>USDOS – US Department of State (Author)</h2></header>
<dl><dt>Document type</dt><dd>Periodical Report</dd><dt>Published</dt><dd>25 June {year}</dd></dl>
<p>Annual report on trafficking in persons (covering April {year - 1} to March {year})</p>
<blockquote><p><strong>{title}</strong></p>{text}</blockquote><p class="permalink">Permalink</p></article>
<aside><h3>Cite as:</h3><p>USDOS: “{title}”, Document #20 - ecoi.net (accessed on 21 November {year + 3})</p></aside>
</main>""",
    )


PUBLISHERS: Final = {
    "state.gov 2009 to 2018": (old_state, OLD),
    "archive of 2001 to 2009": (archived, OLD),
    "embassy": (embassy, Shape()),
    "Refworld": (refworld, OLD),
    "ecoi.net": (ecoi, Shape()),
}


def published(name: str, content: dict[Section, list[str]], year: int, *, tier_line: bool) -> bytes:
    """Return a report on a publisher's page, in the encoding that the page claims."""
    page, shape = PUBLISHERS[name]
    report = parts(shape, content)
    text = page(report if tier_line else report[1:], year)
    codec = "cp1252" if re.search("iso-8859-1", text) else "utf-8"
    return text.encode(codec, "xmlcharrefreplace")
