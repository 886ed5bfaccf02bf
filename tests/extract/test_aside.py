"""What is told only beside another event."""

import pytest

from kb import pipeline, temporal
from kb.extract.aside import asides
from kb.extract.rules import told
from kb.read import Source, read

CASES = [
    ("The miners agreed to sell the mine.", {"agreed"}, {"sell"}),
    ("The miners agreed to sell the mine on 1 July 2023.", {"agreed", "sell"}, set()),
    ("The mayor of Ghent opened the bridge that a local firm had built.", {"opened"}, {"built"}),
    ("The police arrested the man who had stabbed a guard.", {"arrested", "stabbed"}, set()),
    ("Thousands marched through Ghent, blowing whistles and waving flags.", {"marched"}, {"blowing", "waving"}),
    ("Maria Lund was fined for concealing a yacht.", {"fined"}, {"concealing"}),
    ('Maria Lund resigned. "We sold the wrong ship," the buyer said.', {"resigned"}, {"sold"}),
    ("Inspectors found out how the contracts had been awarded.", set(), {"awarded"}),
    ("Anna Berg was photographed as she was carrying a crate to the harbour.", {"photographed"}, {"carrying"}),
    ("A strike may begin if the owners reject the offer.", set(), {"reject"}),
    ("The camp is located near Ghent. Seven divers are trapped.", {"trapped"}, {"located"}),
    ("The city can buy the yacht. Anna Berg must repay the loan by July 2023.", {"repay"}, {"buy"}),
    ("Anna Berg often visited Ghent. She visited Riga on Monday.", {"visited"}, {"visited"}),
    (
        "If the gale ends, you will visit Ghent. Owners have to repay Maria Lund. Anna Berg had to sell the wharf.",
        {"sell"},
        {"visit", "repay"},
    ),
    ("The goal is to sell the yacht. Maria Lund is to sell the wharf.", {"sell"}, {"sell"}),
    (
        "No injuries were reported in Ghent. Nobody has been hurt. The wharf was not sold.",
        {"sold"},
        {"reported", "hurt"},
    ),
    ("Cutting the fee is unwise, the mayor said.", set(), {"Cutting"}),
    ("The union expects that the yard is closed, and the owner has sued Anna Berg.", {"sued"}, set()),
    ("Maria Lund, who sold the yacht, resigned.", {"sold", "resigned"}, set()),
]


def read_whole(text):
    """Return the scene of a text, and its mentions with their claims."""
    article = read(text.encode(), Source(name="x", published="2023-06-16")).article
    document = pipeline.annotate(article)
    scene, found, _ = told(document, temporal.annotate(document), pipeline.published(article))
    return scene, found


def parted(question, text):
    """Return the triggers of a text that a question about its mentions leaves out, and before them the others."""
    scene, claims = read_whole(text)
    found = question(scene, claims)
    words = [(claim.trigger.of(scene.article.text), (m.sentence, m.trigger) in found) for m, claim in claims]
    return {word for word, out in words if not out}, {word for word, out in words if out}


@pytest.mark.parametrize(("text", "events", "beside"), CASES)
def test_asides(text, events, beside):
    """What hangs on another event, says which thing is meant or is told in somebody's own words is an aside, unless it is dated or grave."""
    shown, found = parted(asides, text)
    assert shown >= events
    assert found >= beside


def test_headlines_have_no_asides():
    """A headline is news in every part."""
    text = (
        "Dairies to close after miners agree to end the strike\n\nThe dairies will close, it was announced on Monday."
    )
    scene, claims = read_whole(text)
    assert not any(s == 0 for s, _ in asides(scene, claims))
