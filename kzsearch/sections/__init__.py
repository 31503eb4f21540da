"""Report to sections: which heading or cue opens which section, and what in the file is not the report."""

from __future__ import annotations

from kzsearch.sections.outline import outline

__all__ = ["outline"]
