"""The gold set of claims: articles, stand-off annotation, and the tools that made it.

`articles.toml` lists the articles. Those written for this project are in `articles/`; the Wikinews documents of GUM stay where they are, and
`articles.py` rebuilds their text from GUM's CoNLL-U. `claims/` holds one file an article with offsets and labels only. GUIDE.md says what they mean.
"""
