"""The facts of the article that the product was conceived on, read from the text alone."""

import json
import tomllib
from pathlib import Path

import pytest

from kb.base import Base
from kb.export import records

SEED = Path(__file__).parents[2] / "shared" / "seed"
FACTS = tomllib.loads((Path(__file__).parent / "facts.toml").read_text("utf8"))["fact"]
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEED.is_dir(), reason="the seed article is not here: ../shared/seed"),
]


@pytest.fixture(scope="module")
def events():
    base = Base()
    base.add(SEED)
    return records(base.knowledge())


def fits(event, fact):
    time = event["time"]
    first, last = time["begin"][0] or "", time["end"][1] or ""
    low, high = fact.get("within", ["", ""])
    everybody = json.dumps(event["participants"])
    return (
        event["status"] in fact["status"]
        and any(claim["trigger"] in fact["trigger"] for claim in event["claims"])
        and ("within" not in fact or (first and last and low <= first and last <= high))
        and ("begin" not in fact or (first.startswith(fact["begin"]) if fact["begin"] else not first))
        and ("end" not in fact or fact["end"] == last)
        and all(name in everybody for name in fact.get("who", []))
        and any(
            name in claim
            for name in [fact.get("says", "")]
            for claim in [" ".join(c["attributed_to"]) for c in event["claims"]]
        )
        and fact.get("where", "") in json.dumps(event["places"])
    )


def test_facts_are_collected():
    """The list of facts is read whole."""
    assert len(FACTS) == 16


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["name"])
def test_fact(events, fact):
    """The timeline holds the fact, with its bounds, status, participants and speaker."""
    assert any(fits(event, fact) for event in events)


def test_the_summit_is_one_event(events):
    """Both ways of naming the summit lead to one event, told twice."""
    summits = [e for e in events if any(c["trigger"].lower() == "summit" for c in e["claims"])]
    assert [len([c for c in e["claims"] if c["trigger"].lower() == "summit"]) for e in summits] == [2]


def test_captions_and_navigation_give_no_events(events):
    """No event is read from picture captions, credits or menus."""
    triggers = {claim["trigger"] for event in events for claim in event["claims"]}
    assert not triggers & {"Skip", "speaking", "attend", "Image"}
