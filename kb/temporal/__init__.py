"""Time expressions: Document → Timexes, each with TIMEX3 attributes, EDTF and bounds from one structure."""

from __future__ import annotations

from kb.temporal.tagger import annotate, tag

__all__ = ["annotate", "tag"]
