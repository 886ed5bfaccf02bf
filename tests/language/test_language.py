import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.errors import KbError
from kb.language import conllu, load, network
from kb.language.lemmas import Lemmas
from kb.language.names import names, tags
from kb.language.network import WEIGHTS
from kb.model import Article, Block, Section, Span

STORY = (
    "Ministers of the two countries met in Oslo on Tuesday. Norway's leader did not attend the talks, officials said."
)


def article(text, block=Block.PARAGRAPH):
    sections = (Section(span=Span(0, len(text)), block=block),) if text.strip() else ()
    return Article(text=text, sections=sections)


@pytest.fixture(scope="module")
def language():
    return load()


def test_a_plain_story(language):
    """Tags, lemmas, names, predicates and roles of two plain sentences are as a linguist would have them."""
    first, second = language(article(STORY)).sentences
    met = next(p for p in first.predicates if first.tokens[p.token].text == "met")
    assert (first.tokens[met.token].lemma, first.tokens[met.token].upos, met.type) == ("meet", "VERB", "meet-consult")
    assert met.factuality > 0.5
    assert ("ARG0", "Ministers") in {(role.label, first.tokens[role.head].text) for role in met.roles}
    assert [first.tokens[n.first].text for n in first.names] == ["Oslo"]
    attend = next(p for p in second.predicates if second.tokens[p.token].text == "attend")
    assert "NEG" in {role.label for role in attend.roles}


def check(document):
    """Check what must hold for any document."""
    text = document.article.text
    for sentence in document.sentences:
        tokens = sentence.tokens
        assert all(token.span.of(text) == token.text for token in tokens)
        assert [token.head for token in tokens].count(-1) == 1
        assert all(token.deprel == "root" if token.head < 0 else token.head != i for i, token in enumerate(tokens))
        assert all(
            0 <= p.token < len(tokens) and 0 <= p.eventive <= 1 and 0 <= p.news <= 1 for p in sentence.predicates
        )
        assert all(0 <= role.head < len(tokens) for p in sentence.predicates for role in p.roles)
        assert all(n.first < n.last <= len(tokens) for n in sentence.names)


@given(st.text(st.characters(codec=None), max_size=300))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_a_document(language, text):
    """Any Unicode text, lone surrogates included, gives a well-formed document."""
    check(language(article(text)))


@pytest.mark.parametrize(
    "text", ["a" * 3000, "x " * 3000, "日本" * 800, "\U0001f600" * 400, "1" * 2000, "-" * 999, "\u0301" * 500]
)
def test_noise_gives_a_document(language, text):
    """Long noise is cut into sentences that the network can hold."""
    check(language(article(text)))


def test_neighbours_and_threads_change_nothing(language):
    """An article gives the same document after another article, and with two threads."""
    before = language(article(STORY))
    language(article("Something else happened elsewhere. " * 30))
    assert language(article(STORY)) == before == load(threads=2)(article(STORY))


def test_a_crowd_changes_nothing(language):
    """A sentence is read the same alone, among others of any length, and in another order."""
    lines = [f"{STORY} Number {n} of the crew of the {'very ' * n}old ship fell ill in May." for n in range(25)]
    parts = [[s for line in order for s in language(article(line)).sentences] for order in (lines, lines[::-1])]
    together = language(article("\n\n".join(lines))).sentences
    alone = [tuple((t.text, t.head, t.deprel, t.feats) for t in s.tokens) for s in parts[0]]
    assert [tuple((t.text, t.head, t.deprel, t.feats) for t in s.tokens) for s in together] == alone
    assert [(s.predicates, s.names) for s in together] == [(s.predicates, s.names) for s in parts[0]]
    assert sorted(map(repr, parts[0])) == sorted(map(repr, parts[1]))


def test_only_narration_is_read(language):
    """Captions and navigation give no sentences."""
    assert language(article(STORY, Block.CAPTION)).sentences == ()


def test_conllu_is_well_formed(language):
    """CoNLL-U has ten columns, heads in range, and the text in comments."""
    lines = "".join(conllu.write(language(article(STORY)))).splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert {len(row) for row in rows} == {10}
    assert sum(row[6] == "0" for row in rows) == 2
    assert lines[0] == "# sent_id = 1"


def test_missing_weights_are_a_clear_error(monkeypatch, tmp_path):
    """An installation without weights says so."""
    monkeypatch.setattr(network, "WEIGHTS", tmp_path)
    with pytest.raises(KbError, match="language model"):
        network.Network()


@pytest.mark.parametrize(
    ("form", "upos", "rule", "lemma"),
    [
        ("snubbed", "VERB", "2|", "snub"),
        ("shook", "VERB", "0|", "shake"),
        ("fled", "VERB", "0|", "flee"),
        ("overran", "VERB", "0|", "overrun"),
        ("freed", "VERB", "2|", "free"),
        ("applies", "VERB", "1|", "apply"),
        ("upgraded", "VERB", "2|", "upgrade"),
        ("weaponized", "VERB", "2|", "weaponize"),
        ("Finns", "PROPN", "=1|", "Finn"),
        ("quizzaciously", "ADV", "0|", "quizzaciously"),
        ("a", "NOUN", "9|x", "a"),
    ],
)
def test_lemmas(form, upos, rule, lemma):
    """Known words are looked up or undone to a known word, if need be of another kind; unknown ones follow the network's edit, and spelling."""
    assert Lemmas(WEIGHTS / "lemmas.tsv")(form, upos, rule) == lemma


def test_names_from_bio():
    """A B- opens a name, an I- goes on with its own kind only."""
    found = [(n.first, n.last, n.kind) for n in names(["B-PER", "I-PER", "B-PER", "I-LOC", "O", "I-ORG"])]
    assert found == [(0, 2, "PER"), (2, 3, "PER"), (3, 4, "LOC"), (5, 6, "ORG")]


LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"]


@pytest.mark.parametrize(
    ("scores", "labels"),
    [
        ([[0, 0, 0, 9, 0], [0, 5, 6, 0, 0]], ["B-ORG", "B-PER"]),
        ([[0, 4, 0, 5, 0], [0, 0, 6, 0, 0]], ["B-PER", "I-PER"]),
        ([[0, 0, 5, 4, 0], [0, 0, 0, 0, 5]], ["B-ORG", "I-ORG"]),
        ([[9, 0, 0, 0, 0], [3, 0, 5, 0, 0]], ["O", "O"]),
    ],
)
def test_labels_are_well_formed(scores, labels):
    """An I- that continues nothing gives way to the best sequence in which names are whole."""
    assert tags(np.array(scores, np.float32), LABELS) == labels


RUN_TOGETHER = [
    (
        "The Port of Arland The minister opened the new quay on Monday",
        ["The Port of Arland", "The minister opened the new quay on Monday"],
    ),
    ("Great service They fixed my car in an hour", ["Great service", "They fixed my car in an hour"]),
    ("The minister opened the new quay on Monday.", ["The minister opened the new quay on Monday."]),
]


@pytest.mark.parametrize(("text", "sentences"), RUN_TOGETHER)
def test_sentences_without_a_stop(language, text, sentences):
    """Where nothing but the sense parts two sentences, the network does; each is a tree of its own."""
    document = language(article(text))
    check(document)
    assert [sentence.span.of(text) for sentence in document.sentences] == sentences
