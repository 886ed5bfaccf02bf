"""Knowledge → text in some format, one file a format.

Each part has `SUFFIX`, `TIMELINE` and/or `GRAPH` set true, and `write(knowledge) -> Iterator[str]`.
"""
