"""A text file's header: YAML front matter, or a block of `Key: value` lines above the report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kzsearch.domain.tiers import parse_tier_line
from kzsearch.errors import ReportError
from kzsearch.types import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    import yaml

_OWN_KEYS: Final = (
    "country, year, tier, title, publisher, licence, url, encoding, author, cite as, date, document type, language, "
    "published, site, reporting period, retrieved, accessed, series, topics"
).split(", ")
# kzsearch's name of every key of a header block. Any other word before a colon is text.
_KEYS: Final[Mapping[str, str]] = {key: key for key in _OWN_KEYS} | {
    "country name": "country",
    "report year": "year",
    "tier placement": "tier",
    "license": "licence",
    "rights": "licence",
    "source": "url",
    "source url": "url",
    "link": "url",
    "charset": "encoding",
    "publication date": "published",
}
MAX_CHARACTERS: Final = 64 * 1024
"""Longest front matter; that of a report has a few hundred characters."""

_DEEPEST: Final = 8
_FENCE: Final = re.compile(r"---[ \t]*(?:\r\n|\r|\n)")
_CLOSING_FENCE: Final = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_LINE: Final = re.compile(r"[^\r\n\f]*(?:\r\n|\r|\n|\f|$)")
_PAIR: Final = re.compile(
    r"(?P<key>[A-Za-z][A-Za-z _-]{2,30}?)\s*(?::(?=\s|$)|\t)\s*(?P<value>.*)", re.DOTALL
)


def split(text: str, label: str) -> tuple[dict[str, str], Span]:
    """Return the header, under kzsearch's own keys, and the extent of the body.

    Args:
        text: The source text.
        label: The file's name in messages.

    Raises:
        ReportError: The front matter is no valid YAML, or the header states a key twice, differently.
    """
    start = len(text) - len(text.lstrip("\ufeff\r\n"))
    opening = _FENCE.match(text, start)
    if opening:
        within = text[: opening.end() + MAX_CHARACTERS].replace("\r", "\n")
        closing = _CLOSING_FENCE.search(within, opening.end())
        if closing:
            pairs = _yaml(text[opening.end() : closing.start()], label)
            if pairs is not None:
                return _normalised(pairs, label), Span(closing.end(), len(text))
        elif _known_key(text[opening.end() : opening.end() + 200].split("\n", 1)[0]):
            raise ReportError(
                f"The front matter of {label} has no end within its first {MAX_CHARACTERS:,} characters.",
                'Close it with a line of three hyphens, "---".',
            )
    pairs, end = _block(text)
    return _normalised(pairs, label), Span(end, len(text))


def _yaml(block: str, label: str) -> list[tuple[str, str]] | None:
    """Return the pairs of a YAML mapping, or None where the block between the rules is prose."""
    import yaml

    if not block.strip():
        return []
    is_header = _known_key(block.strip().splitlines()[0]) or re.match(r"\s*[\w -]+:\s", block)
    try:
        node = _composed(block)
    except (yaml.YAMLError, _TooMuchError) as error:
        if not is_header:
            return None
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 2})" if mark else ""
        why = str(error) if isinstance(error, _TooMuchError) else f"is not valid YAML{where}"
        raise _not_pairs(label, why) from error
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode) or (len(node.value) == 1 and parse_tier_line(block.strip())):
        return None  # prose, or the report's own first line: `KAZAKHSTAN: Tier 2`
    if not all(isinstance(key, yaml.ScalarNode) for key, _ in node.value):
        raise _not_pairs(label, "is not valid YAML")
    return [(str(key.value), _flat(value)) for key, value in node.value]


def _not_pairs(label: str, why: str) -> ReportError:
    return ReportError(
        f"The front matter of {label} {why}.",
        'Write one "key: value" a line, with quotation marks around a value that holds a colon.',
    )


class _TooMuchError(Exception):
    """A YAML block has aliases, which may expand without end, or nests too deep."""


def _composed(block: str) -> yaml.Node | None:
    """Return the root node of a YAML block without aliases and deep nesting."""
    import yaml

    depth = 0
    for event in yaml.parse(block, Loader=yaml.BaseLoader):
        if isinstance(event, yaml.AliasEvent):
            raise _TooMuchError("has an alias, which is not followed")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise _TooMuchError(f"is nested more than {_DEEPEST} deep")
    return yaml.compose(block, Loader=yaml.BaseLoader)


def _flat(node: object) -> str:
    """Return a YAML value as text; the parts of a list are joined by commas."""
    value = getattr(node, "value", "")
    if isinstance(value, str):
        return value.strip()
    return ", ".join(filter(None, (_flat(part) for part in value if not isinstance(part, tuple))))


def _block(text: str) -> tuple[list[tuple[str, str]], int]:
    """Return the pairs of a header block and its end; no pairs and 0 where there is no block.

    A blank line, a tier line or the end of the file must follow the block.
    """
    pairs: list[tuple[str, str]] = []
    end = position = 0
    after_blank = True
    while position < len(text):
        if position > MAX_CHARACTERS:
            return [], 0  # no report states so much of itself
        match = _LINE.match(text, position)
        line = match[0] if match else ""
        position += max(len(line), 1)
        bare = line.strip()
        if not bare:
            after_blank = True
            continue
        pair = _PAIR.fullmatch(bare)
        if pair and _known_key(bare) and not parse_tier_line(bare):
            pairs.append((pair["key"], pair["value"].strip()))
        elif pairs and line[0] in " \t" and not after_blank:
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]} {bare}".strip())
        elif after_blank or parse_tier_line(bare):
            return pairs, end
        else:
            return [], 0
        after_blank = False
        end = position
    return pairs, min(end, len(text))


def _known_key(line: str) -> bool:
    pair = _PAIR.match(line.strip())
    return pair is not None and _key(pair["key"]) in _KEYS


def _key(written: str) -> str:
    return re.sub(r"[\s_-]+", " ", written).strip().lower()


def _normalised(pairs: list[tuple[str, str]], label: str) -> dict[str, str]:
    header: dict[str, str] = {}
    for written, value in pairs:
        key = _KEYS.get(_key(written), _key(written))
        if key == "url" and _key(written) == "source" and not re.match(r"(?:https?:|www\.)", value):
            key = "source"  # a source in words is no address
        if not value:
            continue
        if header.get(key, value) != value:
            raise ReportError(
                f'The header of {label} states {key} twice: "{header[key]}" and "{value}".',
                "Keep the right one.",
            )
        header[key] = value
    return header
