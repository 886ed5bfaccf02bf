"""Whose words claims rest on."""

from dataclasses import replace

from kb.link.voices import Voices
from kb.model import Article, Block, Section, Span
from tests.link.test_link import claim

BOX = "Linz Castle burned down in the night of 4 May and was never built again."


def told(text):
    """Return an article and a claim whose words are those of its last sentence."""
    article = Article(text=text, sections=(Section(span=Span(0, len(text)), block=Block.PARAGRAPH),))
    start = text.rindex(". ") + 2 if ". " in text else 0
    return article, replace(claim(article, "burn"), quote=Span(start, len(text)))


def sources(*texts):
    """Return how many sources there are for the last sentences of some texts."""
    pairs = [told(text) for text in texts]
    voices = Voices([one for _, one in pairs], {article.id: article for article, _ in pairs})
    return len({voices.of(one) for _, one in pairs})


def test_a_sentence_that_articles_share_is_one_source():
    """A box of facts that two articles print is told once, whatever else they say."""
    assert sources(f"The mayor spoke on Friday. {BOX}", f"Three firms have made bids. {BOX}") == 1


def test_other_words_are_other_sources():
    """The same told in other words counts for each."""
    assert sources(f"The mayor spoke on Friday. {BOX}", f"Three firms have made bids. {BOX[:-1]}, they say.") == 2


def test_a_few_words_are_anybodys():
    """A short sentence comes to two writers by themselves."""
    assert (
        sources("The mayor spoke on Friday. The castle burned down.", "Firms made bids. The castle burned down.") == 2
    )
