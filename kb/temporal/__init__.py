"""Time expressions: Document → Timexes, each with TIMEX3 attributes, EDTF and bounds from one structure."""
