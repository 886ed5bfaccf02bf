"""Whom the targets of `benchmarks.entity_timeline` mean, on entities made by hand."""

import pytest

from benchmarks.targets import meant
from kb.model import Entity, Kind, Knowledge


def entity(label, kind=Kind.ORGANISATION, *, key=None, aliases=()):
    return Entity(key=key or f"{kind}:{label.lower()}", label=label, kind=kind, aliases=aliases)


@pytest.mark.parametrize(
    ("target", "label", "same"),
    [
        ("Airbus", "Airbus Group SE", True),
        ("Airbus", "Airbus A380", False),
        ("Airbus A380", "A380", True),
        ("Boeing 787 Dreamliner", "787 Dreamliner", True),
        ("Boeing 787 Dreamliner", "Boeing", False),
        ("Nikkei", "Nikkei Average", True),
        ("Lidl bank", "Lidl Savings Bank", True),
        ("Ford", "the Ford Motor Company", True),
        ("Dutch Rail Freight", "Rail Freight", True),
    ],
)
def test_names(target, label, same):
    """Legal forms and makers may be there or not; a longer name of something else is no form of the shorter."""
    found = entity(label)
    assert meant(Knowledge(entities=(found,)), target) == ({found.id} if same else set())


@pytest.mark.parametrize(
    ("label", "same"), [("Berg", True), ("Anna Berg", True), ("Anna", False), ("Otto Berg", False)]
)
def test_people(label, same):
    """A person's surname alone will do, a first name or a namesake will not."""
    found = entity(label, Kind.PERSON)
    assert bool(meant(Knowledge(entities=(found,)), "Anna Berg")) is same


@pytest.mark.parametrize(("label", "same"), [("new A380", True), ("A380 owners", False), ("owners of the A380", False)])
def test_descriptions(label, same):
    """A description means the target if the target is what it describes."""
    found = entity(label, Kind.OTHER, key=f"other:{label}@story")
    assert bool(meant(Knowledge(entities=(found,)), "A380")) is same


def test_aliases():
    """Any of an entity's names may be the target's."""
    found = entity("European Central Bank", aliases=("ECB",))
    assert meant(Knowledge(entities=(found, entity("EBC"))), "ECB") == {found.id}
