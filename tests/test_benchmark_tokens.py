"""The benchmark of raw text: how a treebank becomes text, and how it is scored."""

import json

from benchmarks import tokens

TREEBANK = """\
# newdoc id = GUM_news_one
# newpar
# sent_id = 1
# text = He can't.
1\tHe\t_\t_\t_\t_\t_\t_\t_\t_
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\tca\t_\t_\t_\t_\t_\t_\t_\t_
3\tn't\t_\t_\t_\t_\t_\t_\t_\t_
4\t.\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No

# sent_id = 2
# text = (She can.)
1\t(\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\tShe\t_\t_\t_\t_\t_\t_\t_\t_
3\tcan\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
4\t.\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
5\t)\t_\t_\t_\t_\t_\t_\t_\t_

# newpar
# sent_id = 3
# text = No stop
1\tNo\t_\t_\t_\t_\t_\t_\t_\t_
2\tstop\t_\t_\t_\t_\t_\t_\t_\t_

# newdoc id = GUM_bio_two
# sent_id = 4
# text = Alone.
1\tAlone\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\t.\t_\t_\t_\t_\t_\t_\t_\t_

"""


def test_a_treebank_becomes_text(tmp_path):
    """Paragraphs are apart, sentences are joined as the treebank spaces them, and every span covers its words."""
    file = tmp_path / "some.conllu"
    file.write_text(TREEBANK, "utf8")
    passages = list(tokens.conllu(file))
    assert [(p.document, p.text) for p in passages] == [
        ("GUM_news_one", "He can't.(She can.)"),
        ("GUM_news_one", "No stop"),
        ("GUM_bio_two", "Alone."),
    ]
    first = passages[0]
    assert [span.of(first.text) for span in first.sentences] == ["He can't.", "(She can.)"]
    assert [span.of(first.text) for span in first.tokens] == ["He", "ca", "n't", ".", "(", "She", "can", ".", ")"]


def test_joined(tmp_path):
    """A document whose paragraphs are not known is one passage, and its spans cover the same words."""
    file = tmp_path / "some.conllu"
    file.write_text(TREEBANK, "utf8")
    whole = list(tokens.joined(tokens.conllu(file)))
    assert [passage.text for passage in whole] == ["He can't.(She can.) No stop", "Alone."]
    assert [span.of(whole[0].text) for span in whole[0].sentences] == ["He can't.", "(She can.)", "No stop"]
    assert [span.of(whole[0].text) for span in whole[0].tokens][-3:] == [")", "No", "stop"]


def test_ewt(tmp_path):
    """A document of EWT is one passage, for its paragraphs are not told."""
    rows = [
        {"sent_id": "a-b-0001", "text": "It's so", "tok": ["It", "'s", "so"], "nosp": []},
        {"sent_id": "a-b-0002", "text": "Good.", "tok": ["Good", "."], "nosp": [0, 1]},
        {"sent_id": "a-b-0003", "text": "Bad.", "tok": ["Bad", "."], "nosp": [0]},
        {"sent_id": "a-c-0001", "text": "Else.", "tok": ["Else", "."], "nosp": [0]},
    ]
    file = tmp_path / "ewt.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf8")
    assert [(p.document, p.text, len(p.sentences)) for p in tokens.ewt(file)] == [
        ("a-b", "It's so Good.Bad.", 3),
        ("a-c", "Else.", 1),
    ]


def test_scores():
    """F1 counts spans with both ends right."""
    passage = tokens.Passage("one")
    passage.add("He left.", ["He", "left", "."], glued=False)
    passage.add("Then rain fell", ["Then", "rain", "fell"], glued=False)
    assert tokens.score([passage])["sentences"] == tokens.score([passage])["tokens"] == 100
    passage.add("and stayed.", ["and", "stay", "ed", "."], glued=False)
    scored = tokens.score([passage])
    assert (scored["sentences"], scored["precision"], scored["recall"]) == (40.0, 50.0, 33.33)
    assert scored["tokens"] == round(100 * 2 * 8 / (9 + 10), 2)


def test_figures(tmp_path, capsys, monkeypatch):
    """The command prints scores of each file and of its news, speed, and the time that each noise takes."""
    monkeypatch.setattr(tokens, "_NOISE_LENGTH", 100)
    file = tmp_path / "some.conllu"
    file.write_text(TREEBANK, "utf8")
    assert tokens.main(["--conllu", str(file), "--noise", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["some"]["gold_sentences"], figures["some_news"]["gold_sentences"]) == (4, 3)
    assert figures["some_joined"]["gold_sentences"] == 4
    assert figures["words_per_second"] > 0
    assert set(figures["noise_seconds"]) == set(tokens.NOISE)
