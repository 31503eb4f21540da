"""Page furniture: the parts of a web page that are not its text, such as menus, footers and scripts.

An element is furniture by its tag (a menu, a form, a script) or by its class. A class is only a name that somebody
gave, so that an element with much of the page's running text is never left out for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborNode

BLOCK_TAGS: Final = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p section summary table "
    "tbody tfoot thead tr ul".split()
)
_NEVER_TEXT: Final = frozenset(
    "script style noscript template svg math canvas iframe object embed audio video map select option optgroup "
    "datalist button input textarea meter progress head title link meta img picture source dialog -comment "
    "-document:type -cdata".split()
)
_NOT_PROSE: Final = _NEVER_TEXT | {"a"}
# Elements and roles around a page's text.
_AROUND: Final = frozenset(("nav", "footer", "form", "aside"))
_AROUND_ROLES: Final = frozenset(
    "navigation banner contentinfo search complementary menu menubar dialog alertdialog toolbar tablist".split()
)
# Names that only furniture has, and names that parts of a text have too, as in `report-toc__section-2`.
_PLAIN_NAMES: Final = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|addthis|addtoany|breadcrumbs?|cookies?|consent|gdpr|cmplz|navbar|"
    r"navigation|mininav|masthead|side-?(?:bar|box)|search(?:-?(?:box|form))?|newsletter|subscribe|pagination|pager|skip-?links?|"
    r"screen-reader-text|sr-only|visually-?hidden|popup|modal|advert|ads)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LOOSE_NAMES: Final = re.compile(
    r"(?:^|[\s_-])(?:footer|banner|alert|tags|feedback|toolbar|no-?print)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LINK_NAMES: Final = re.compile(r"(?:^|[\s_-])(?:menus?|nav|toc|related)(?:$|[\s_-])", re.IGNORECASE)
# Elements with text of their own are never left out for their name.
_TEXT_TAGS: Final = frozenset(
    "h1 h2 h3 h4 h5 h6 p li dd dt td th blockquote pre article main body b i em strong".split()
)
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAIN: Final = ("main", "[role=main]", "article", "#content", "#main", ".entry-content", "#report_content")
_MAIN_SHARE: Final = 0.8  # of the page's running text; teasers of other articles are the rest
_MUCH: Final = 0.3  # of the page's running text
_FEWEST: Final = 0.6  # of the page's running text that must remain
_LITTLE: Final = 300  # characters of running text: a notice, not a part of a report
_SENTENCE: Final = 60  # characters: a text of this length is running text, a shorter text may be a label
_FOOTNOTE_MARK: Final = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§¶]{1,3}|[ivx]{1,5})[\])]?")
_FEW_LINKS: Final = 2
_MOSTLY: Final = 0.5


class Furniture:
    """Tells the furniture of one page from its text.

    Args:
        body: The page's body.
        by_name: Whether an element with running text can be furniture by its name or tag.
    """

    def __init__(self, body: LexborNode, *, by_name: bool = True) -> None:
        self._body = body
        self._all = max(1, _running_text(body))
        self._much = _MUCH * self._all if by_name else 0
        self._little = _LITTLE if by_name else 0

    def lost(self, lengths: Iterable[int]) -> bool:
        """Whether texts of these lengths are so little of the page that its text was taken for furniture.

        Each part of a report may be in an element with a name of furniture, and none of the parts is long.
        """
        return sum(length for length in lengths if length >= _SENTENCE) < _FEWEST * self._all

    def main(self) -> LexborNode:
        """Return the smallest element that holds the page's running text."""
        best = self._body
        for selector in _MAIN:
            found = [
                node for node in self._body.css(selector) if _running_text(node) >= _MAIN_SHARE * self._all
            ]
            if found and _running_text(found[-1]) <= _running_text(best):
                return found[-1]
        return best

    def holds(self, node: LexborNode) -> bool:  # noqa: PLR0911  one line for each kind of furniture
        """Whether a node is furniture, with its content."""
        tag = node.tag or ""
        if tag == "-text" or node.mem_id == self._body.mem_id:
            return False
        if tag in _NEVER_TEXT:
            return True
        if tag == "sup":
            return _FOOTNOTE_MARK.fullmatch((node.text() or "").strip()) is not None
        attributes = node.attributes
        if not attributes and tag not in _AROUND | {"ul", "ol", "header"}:
            return False
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if tag in _AROUND or (attributes.get("role") or "").strip().lower() in _AROUND_ROLES:
            return _running_text(node) <= self._much
        if tag == "header":
            return node.css_first("nav") is not None and _running_text(node) <= self._much
        if tag not in _TEXT_TAGS and _PLAIN_NAMES.search(names):
            return _running_text(node) <= self._much
        # Text that a button unfolds is hidden on a saved page, and may be the report's.
        hidden = "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style") or "")
        if hidden or (tag not in _TEXT_TAGS and _LOOSE_NAMES.search(names)):
            return _running_text(node) <= self._little
        if tag not in _TEXT_TAGS and _LINK_NAMES.search(names):
            return _running_text(node) <= self._little and _link_share(node) >= _MOSTLY
        return tag in {"ul", "ol"} and len(node.css("a")) >= _FEW_LINKS and _link_share(node) >= 1


def _link_share(node: LexborNode) -> float:
    """Return the share of an element's text in links; lists of nothing but links are menus."""
    whole = len("".join((node.text() or "").split()))
    return sum(len("".join((link.text() or "").split())) for link in node.css("a")) / max(1, whole)


def _running_text(node: LexborNode) -> int:
    """Return the number of characters of an element in texts as long as sentences, without links."""
    total = 0
    for text in node.traverse(include_text=True):
        if text.tag == "-text" and (text.parent is None or text.parent.tag not in _NOT_PROSE):
            length = len((text.text_content or "").strip())
            total += length if length >= _SENTENCE else 0
    return total
