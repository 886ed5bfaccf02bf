"""What is left off timelines: by judged texts, never what has a date of its own, and never all of a short text."""

import pytest

from kb import pipeline
from kb.extract import worth
from kb.read import Source, read
from tests.extract.test_aside import read_whole
from training.worth import JUDGED, texts

NEWS = (
    "The harbour board of Vardal dismissed its director, Anna Berg, on Monday after auditors found 3 million euros missing. "
    "Two clerks were arrested. The board will meet again on 4 July. "
)
TALK = (
    "The affair has cast a long shadow over the town. People here often talk of better days. Some might say that trust is hard to win back. "
    "If prices rose, boats could leave for other ports. The quay smells of tar and opens the door to old memories. "
)


def claims(text):
    article = read(text.encode(), Source(name="x", published="2023-06-16")).article
    return article, pipeline.understand(article).claims


def test_news_stays_and_talk_goes():
    """In one text, more of the news stays than of the talk around it, and of the talk hardly anything."""
    article, found = claims(f"{NEWS}{TALK}{TALK.replace('town', 'coast')}{NEWS.replace('Vardal', 'Sund')}".strip())
    kept = [claim.trigger.of(article.text) for claim in found if not claim.aside]
    assert {"dismissed", "arrested", "meet"} <= set(kept)
    assert not {"say", "rose", "leave", "smells"} & set(kept)


def test_what_has_a_date_of_its_own_stays():
    """Whatever else a claim shows, its own date keeps it."""
    for file in sorted(JUDGED.glob("hard-0*.txt")):
        scene, told = read_whole(file.read_text("utf8"))
        left = worth.left_out(scene, told)
        dated = [out for (_, claim), out in zip(told, left, strict=True) if claim.when.own]
        assert dated
        assert not any(dated), file.name


def test_of_a_short_text_not_all_is_left_out():
    """The best of what is told for itself stays: a sentence that says little else has its line."""
    _, found = claims("Anna Berg might sell the museum. The mayor likes old boats.")
    assert any(not claim.aside for claim in found)


def test_signs_are_learned():
    """Every weight is of a sign that some claim shows, and a claim shows what it is."""
    scene, told = read_whole(NEWS)
    found = dict(
        zip([claim.trigger.of(scene.article.text) for _, claim in told], worth.signs(scene, told), strict=True)
    )
    assert found["dismissed"].keys() >= {
        "time relative",
        "verb root",
        "patient named",
        "told in the main",
    }
    assert found["meet"].keys() >= {"status planned", "future"}
    assert found["arrested"].keys() >= {"passive", "no agent"}


@pytest.mark.parametrize("verdict", ["K", "S", "?"])
def test_judgements_stand_at_words(verdict):
    """Each judgement is of a place in its text where a word begins."""
    for file in JUDGED.glob("*.tsv"):
        text = file.with_suffix(".txt").read_text("utf8")
        for line in file.read_text("utf8").splitlines():
            start, judged, _ = line.split("\t")
            if judged == verdict:
                assert text[int(start)].isalnum(), (file.name, line)
                assert int(start) == 0 or not text[int(start) - 1].isalpha(), (file.name, line)


def test_most_judgements_are_met():
    """The product still finds what was judged: of each text four claims in five."""
    by_text = {}
    for judged in texts():
        by_text.setdefault(judged.text, []).append(judged)
    assert len(by_text) == 37
    for name, found in by_text.items():
        lines = (JUDGED / f"{name}.tsv").read_text("utf8").splitlines()
        assert len(found) >= 0.8 * len(lines), name
