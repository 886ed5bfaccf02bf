"""The extraction stage: Document and Timexes → Claims, what the article says of which events.

An extractor is a module with `VERSION` and `extract(document, timexes, published) -> tuple[Claim, ...]`, a pure function. It raises nothing on any
document. `rules` is the default; others join through the entry-point group `kb.extract`.
"""
