"""The types of events: each example of senses.toml, words whose type hangs on what stands beside them, and the table itself."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from kb import language, resources, temporal
from kb.extract import rules, senses
from kb.model import Article, Block, Bounds, Section, Span

TABLE = senses.table()
TYPES = set(re.findall(r"skos:notation \"([\w-]+)\"", (resources.path("ontology") / "types.ttl").read_text("utf8")))
LEXICON = tomllib.loads((Path(rules.__file__).parent / "lexicon.toml").read_text("utf8"))
ENTRIES = [(type_, entry) for type_, entries in TABLE["senses"].items() for entry in entries]
CASES = [
    ("Guards opened fire on the prisoners in Lima.", "open", "attack"),
    ("The bishop opened a new hospital in Lima.", "open", "produce-launch"),
    ("Peru cut all ties with Bolivia.", "cut", "sanction-coerce"),
    ("The bank cut its interest rates.", "cut", "econ-change"),
    ("Sweden has moved closer to NATO.", "move", "other"),
    ("The editor moved to Lisbon.", "move", "move-travel"),
    ("The ministry raised taxes on fuel.", "raise", "econ-change"),
    ("The envoy raised concerns about the plan.", "raise", "statement"),
    ("The gunmen held two nurses hostage.", "hold", "kidnap-escape"),
    ("Both sides held talks in Oslo.", "talk", "meet-consult"),
    ("The Greens won the election.", "win", "govern-decide"),
    ("Anna Keller won the final.", "win", "sport-compete"),
    ("The yard won a contract from Norway.", "win", "transaction"),
    ("The chairman stepped down on Friday.", "step", "personnel"),
    ("War broke out in May 2001.", "break", "attack"),
    ("Burglars broke into the chapel.", "break", "crime"),
    ("Anna Keller broke the world record.", "break", "sport-compete"),
    ("Anna Keller was born in Ghent.", "bear", "life"),
    ("The union cancelled the strike.", "cancel", "protest"),
    ("The pianist cancelled all plans for May.", "cancel", "start-stop"),
    ("The minister warned that the dam could fail.", "warn", "threaten-warn"),
    ("Anna Keller said on Monday that the dam had failed.", "say", "statement"),
    ("An earthquake hit Peru on Monday.", "hit", "disaster-accident"),
    ("The news hit the town on Monday.", "hit", "other"),
]


@pytest.fixture(scope="module")
def told():
    """Return sentence → its claims, all read in one go as paragraphs of one article."""
    sentences = list(dict.fromkeys([entry["example"] for _, entry in ENTRIES] + [case[0] for case in CASES]))
    text, sections = "", []
    for sentence in sentences:
        sections.append(Section(span=Span(len(text), len(text) + len(sentence)), block=Block.PARAGRAPH))
        text += sentence + "\n\n"
    document = language.load()(Article(text=text, sections=tuple(sections)))
    claims = rules.extract(document, temporal.annotate(document), Bounds())
    return {
        sentence: [claim for claim in claims if section.span.covers(claim.trigger)]
        for sentence, section in zip(sentences, sections, strict=True)
    }


def test_examples_are_collected():
    """The table is read whole."""
    assert len(ENTRIES) == 191


@pytest.mark.parametrize(("type_", "entry"), ENTRIES, ids=[entry["example"] for _, entry in ENTRIES])
def test_example(told, type_, entry):
    """The example of a sense has a claim of its type, told by one of its words."""
    words = set((entry.get("verbs", "") + " " + entry.get("nouns", "")).split())
    claims = told[entry["example"]]
    assert type_ in {c.type for c in claims}, [(c.lemma, c.type) for c in claims]
    assert any(word in entry["example"].lower() or word in {c.lemma for c in claims} for word in words)


@pytest.mark.parametrize(("sentence", "lemma", "type_"), CASES, ids=[case[0] for case in CASES])
def test_beside(told, sentence, lemma, type_):
    """A word's type follows from what stands beside it."""
    assert [c.type for c in told[sentence] if c.lemma == lemma] == [type_]


def test_types_are_known():
    """Every type of the table is in the ontology."""
    assert len(TYPES) == 31
    assert set(TABLE["verbs"]) | set(TABLE["nouns"]) | set(TABLE["senses"]) <= TYPES


@pytest.mark.parametrize("kind", ["verbs", "nouns"])
def test_words_have_one_type(kind):
    """No word has two types of its own, or one and none, nor one that lexicon.toml gives it already."""
    words = Counter(word for lemmas in (*TABLE[kind].values(), TABLE["unsure"][kind]) for word in lemmas.split())
    assert [word for word, count in words.items() if count > 1] == []
    if kind == "nouns":
        assert words.keys() & {word for lemmas in LEXICON["events"].values() for word in lemmas.split()} == set()


def test_classes():
    """Every class that a sense names is there, every class is named, and a sense has conditions and one kind of words."""
    fields = [field for _, entry in ENTRIES for field in entry.values()] + list(TABLE["classes"].values())
    named = {word[1:] for field in fields for word in field.split() if word[0] == "@"}
    assert named | {"thin"} == set(TABLE["classes"])
    for _, entry in ENTRIES:
        assert len({"verbs", "nouns"} & set(entry)) == 1
        conditions = set(entry) - {"verbs", "nouns", "example"}
        assert conditions
        assert conditions <= {"object", "subject", "beside", "to", "modifier", "form"}
