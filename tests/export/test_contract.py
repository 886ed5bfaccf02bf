"""What every export keeps to, whatever its format."""

import os
import subprocess
import sys

import pytest

from kb.model import Knowledge
from kb.parts import load, names
from tests import knowledge as shared
from tests.export import stories

TIMELINES = names("export", having="TIMELINE")
GRAPHS = names("export", having="GRAPH")
FORMATS = sorted({**TIMELINES, **GRAPHS})
SUBJECTS = {"story": stories.story(), "hostile": stories.evil(), "shared": shared.knowledge(), "empty": Knowledge()}

every_format = pytest.mark.parametrize("name", FORMATS)


def text(name, knowledge):
    """Return the whole export."""
    return "".join(load("export", name).write(knowledge))


def test_formats_are_found():
    """All formats are found by their files, each under what offers it."""
    assert sorted(TIMELINES) == ["csv", "html", "ics", "jsonl", "markdown", "timelinejs"]
    assert sorted(GRAPHS) == ["jsonl", "jsonld", "nquads", "trig", "turtle"]


@every_format
def test_summary(name):
    """Each format says in one line what it is, for the help."""
    assert 20 < len({**TIMELINES, **GRAPHS}[name]) < 120


@every_format
@pytest.mark.parametrize("subject", SUBJECTS)
def test_utf8(name, subject):
    """Every export is UTF-8, without the control characters and half surrogates of its articles, and ends its last line."""
    written = text(name, SUBJECTS[subject])
    written.encode("utf8")
    assert not {"\x00", "\x1b", "\x0b"} & set(written)
    assert written.endswith("\n") or (name, subject) in {("jsonl", "empty"), ("nquads", "empty")}


@every_format
def test_every_event_is_there(name):
    """Each label of the story is in each export, but for events that the format has no place for."""
    unplaced = {"ics", "timelinejs"}
    events = [event for event in SUBJECTS["story"].events if name not in unplaced or event.when.bounds.earliest_begin]
    written = text(name, SUBJECTS["story"]).replace("\r\n ", "")
    escaped = {"markdown": "Halvik Dockers' Union"}
    assert len(events) == (7 if name in unplaced else 10)
    assert [event.label for event in events if event.label not in written] == []
    assert escaped.get(name, "") in written


@every_format
def test_files_hold_nothing_of_the_machine(name):
    """No export holds where an article was read from."""
    assert "first.html" not in text(name, SUBJECTS["shared"])


def test_bytes_do_not_depend_on_the_process():
    """Two processes with other hash seeds, time zones and locales write the same bytes in every format."""
    program = (
        "import hashlib\n"
        "from tests.export.test_contract import FORMATS, SUBJECTS, text\n"
        "for name in FORMATS:\n"
        "    for subject in SUBJECTS.values():\n"
        "        print(name, hashlib.sha256(text(name, subject).encode()).hexdigest())\n"
    )
    runs = []
    for seed, zone, locale in (("1", "Pacific/Kiritimati", "C.UTF-8"), ("2", "America/Adak", "POSIX")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        command = [sys.executable, "-c", program]
        runs.append(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    assert runs[0] == runs[1]
    assert len(runs[0].splitlines()) == len(FORMATS) * len(SUBJECTS) == 40
