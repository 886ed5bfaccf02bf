"""Dateline: news articles in; a dated, sourced knowledge base of events out.

>>> import kb
>>> story = "PARIS, 3 May 2023 — France and Spain signed a treaty in Paris on Tuesday."
>>> for event in kb.read(story):
...     print(event.when.edtf, event.label)
2023-05-02 France and Spain signed a treaty in Paris

`kb.open("knowledge")` gives a knowledge base on disk: `base.add("story.html")`, `base.timeline(who="NATO")`,
`base.query("SELECT …")`, and `base.graph`, an rdflib Dataset. The nouns are in `kb.model`.
"""

__version__ = "0.1.0"
