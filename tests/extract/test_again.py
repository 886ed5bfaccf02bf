"""What an article tells twice: of two events of which one line says it all, only one is shown."""

import pytest

from kb.extract.again import told_again
from kb.model import Block
from tests.extract.test_aside import parted, read_whole

CASES = [  # text, what has to stay, what has to go
    ("The truce, announced in Riga on Monday, is meant to clear the way for talks.", {"announced"}, {"truce"}),
    ("A drone strike on the port of Riga killed 34 sailors on Monday.", {"killed"}, {"strike"}),
    ("The miners dropped their plan at a meeting with Maria Lund on Monday.", {"dropped"}, {"meeting"}),
    ("Anna Berg left Riga before a meeting with Maria Lund on Monday.", {"left", "meeting"}, set()),
    ("The quake of 24 February destroyed the port of Riga last week.", {"quake", "destroyed"}, set()),
    ("Nobody was hurt in Monday's attack on the port of Riga.", {"attack"}, set()),
    ("Senators voted on Monday to close the port of Riga.", {"voted"}, {"close"}),
    ("Senators voted on Monday to close the port of Riga on 1 July 2023.", {"voted", "close"}, set()),
    ("A leak forced the engineers to drain the tank of the Kestrel.", {"forced"}, {"drain"}),
    ("Maria Lund denied that any shells had hit Riga.", {"denied"}, {"hit"}),
    ("Maria Lund admitted that she had sold the yacht.", {"sold"}, {"admitted"}),
    ("Maria Lund confirmed on Monday that she had sold the yacht.", {"confirmed", "sold"}, set()),
    ("Maria Lund predicted that Vexel would open a mine in 2024.", {"open"}, {"predicted"}),
    ("Maria Lund accused the board of selling the yacht.", {"accused"}, set()),
    (
        "Vexel swallowed Orm last year, Kestrel completed its takeover of Lund Mining in March, and both sell ore.",
        {"swallowed", "takeover"},
        set(),
    ),
    ("The man who robbed the bank in Riga was sentenced on Monday.", {"robbed", "sentenced"}, set()),
    (
        "The board dismissed Anna Berg on Monday. The town was quiet after Anna Berg's dismissal.",
        {"dismissed"},
        {"dismissal"},
    ),
    (
        "The board dismissed Anna Berg on Monday. The town was quiet after Maria Lund's dismissal.",
        {"dismissed", "dismissal"},
        set(),
    ),
    ("Police shot Ivan Duarte on Monday. The town was quiet after Duarte's death.", {"shot"}, {"death"}),
    (
        "Vexel lowers outlook\n\nVexel Chemie lowered its outlook for the year on Monday, after a fire at its plant in Ghent.",
        {"lowered"},
        {"lowers"},
    ),
    (
        "Toll of mine blast climbs to 58\n\nThe toll of the mine blast near Ghent climbed to 49 on Monday, the mayor said.",
        {"climbs", "climbed"},
        set(),
    ),
    (
        "Vexel shuts mine\n\nThe mayor of Ghent resigned on Monday over a fire at the port.",
        {"shuts", "resigned"},
        set(),
    ),
]


@pytest.mark.parametrize(("text", "stay", "go"), CASES)
def test_what_is_told_twice_is_shown_once(text, stay, go):
    """The poorer of two tellings goes, and nothing does whose date, name or number the other line lacks."""
    left, found = parted(told_again, text)
    assert left >= stay
    assert found >= go
    assert not found & stay


def test_there_are_cases_of_either_kind():
    """Of the cases, as many hold what has to stay as what has to go."""
    assert len(CASES) == 22
    assert sum(not go for _, _, go in CASES) >= 9


def test_one_of_two_always_stays():
    """However often a sentence tells of what it tells, something of it is shown."""
    for text, _, _ in CASES:
        scene, shown = read_whole(text)
        found = told_again(scene, shown)
        left = {m.sentence for m, _ in shown if (m.sentence, m.trigger) not in found}
        told = {m.sentence for m, _ in shown if scene.block(m.sentence) is Block.PARAGRAPH}
        assert left or not told
