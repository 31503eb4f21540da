"""Characters that no screen should be given, as they stand between the brackets of a regular expression."""

from __future__ import annotations

from typing import Final

SURROGATES: Final = r"\ud800-\udfff"
"""UTF-8 cannot hold them."""
CONTROLS: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
"""A terminal obeys them. Tab, line feed and carriage return are not among them."""
BIDI_OVERRIDES: Final = r"\u202a-\u202e\u2066-\u2069"
"""They reverse the order of the text that follows, also of a citation."""
