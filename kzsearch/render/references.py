r"""References for reference managers: BibTeX, RIS and CSL-JSON, and plain lines for footnotes.

BibTeX is written in UTF-8; characters that TeX obeys are escaped, an author that is an institution stands in double
braces, so that no part of its name is taken for a first name, and the country is kept in capitals. RIS has one field a
line, and its lines end in a line feed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from kzsearch.render.machine import json_array
from kzsearch.render.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kzsearch.types.references import Reference

_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\{",
    "}": r"\}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
_TEX_OBEYS = re.compile(r"[\\~^{}&%$#_]")
_KEY = re.compile(r"[^A-Za-z0-9:._/+-]+")


def bibtex(references: Iterable[Reference]) -> Iterator[str]:
    """Yield an entry a reference, each reference once, with an empty line between them."""
    for number, reference in enumerate(_once(references)):
        yield ("\n" if number else "") + _bibtex(reference)


def ris(references: Iterable[Reference]) -> Iterator[str]:
    """Yield a record a reference, each reference once, with an empty line between them."""
    for number, reference in enumerate(_once(references)):
        yield ("\n" if number else "") + _ris(reference)


def csl_json(references: Iterable[Reference]) -> Iterator[str]:
    """Yield an array of CSL-JSON, an item a reference, each reference once."""
    return json_array(reference.to_dict() for reference in _once(references))


def footnotes(references: Iterable[Reference]) -> Iterator[str]:
    """Yield a line a reference, each reference once."""
    return (f"{one_line(reference.citation)}\n" for reference in _once(references))


def _once(references: Iterable[Reference]) -> Iterator[Reference]:
    seen: set[str] = set()
    for reference in references:
        if reference.key not in seen:
            seen.add(reference.key)
            yield reference


def _bibtex(reference: Reference) -> str:
    # A title's capitals are the style's to change, but not those of a name.
    series, colon, country = one_line(reference.title).rpartition(": ")
    title = f"{_tex(series)}{colon}{{{_tex(country)}}}"
    fields = {
        "author": f"{{{_tex(reference.author)}}}" if reference.author else "",
        "title": title,
        "institution": f"{{{_tex(reference.author)}}}" if reference.author else "",
        "year": str(reference.year),
        "pages": "--".join(map(str, sorted(set(reference.pages)))) if reference.pages else "",
        "url": _address(reference.url),
        "urldate": reference.accessed,
        "note": _tex(reference.note),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@techreport{{{_KEY.sub('-', reference.key)},\n{lines}}}\n"


def _ris(reference: Reference) -> str:
    first, last = reference.pages or ("", "")
    fields = [
        ("TY", "RPRT"),
        ("ID", reference.key),
        # A comma would part a last name from a first one.
        ("AU", reference.author.replace(",", "")),
        ("TI", reference.title),
        ("T2", reference.series),
        ("PY", str(reference.year)),
        ("PB", reference.author),
        ("SP", str(first)),
        ("EP", str(last)),
        ("UR", reference.url),
        ("Y2", reference.accessed.replace("-", "/")),
        ("N1", reference.note),
    ]
    lines = [f"{tag}  - {one_line(value)}\n" for tag, value in fields if value]
    return "".join([*lines, "ER  - \n"])


def _tex(text: str) -> str:
    return _TEX_OBEYS.sub(lambda found: _TEX[found[0]], one_line(text))


def _address(url: str) -> str:
    """Return an address whose braces, backslashes and spaces are encoded: in a field `url`, TeX takes all else."""
    return quote(one_line(url), safe=":/?#[]@!$&'()*+,;=%~-._")
