"""Nothing of the machine gets into a date: not its clock, not its time zone, not its locale, not its hash seed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kb.temporal import tag

_ROOT = Path(__file__).parents[2]
_TEXT = "Yesterday, on Friday, last week, two months ago, in '98, in the third quarter, at Easter and at 9 p.m. GMT it rained."
_SCRIPT = (
    f"import json; from kb.temporal import tag; print(json.dumps([repr(t) for t in tag({_TEXT!r}, '2023-06-16')]))"
)


_NO_CLOCK = """
import datetime, time

def stopped(*_):
    raise AssertionError("the clock was read")

class Day(datetime.date):
    today = classmethod(stopped)

class Moment(datetime.datetime):
    today = now = utcnow = classmethod(stopped)

datetime.date, datetime.datetime = Day, Moment
time.time = time.time_ns = time.localtime = time.gmtime = time.strftime = stopped
"""


def run(script: str, setting: dict[str, str]) -> list[str]:
    """Return what a script prints in a process of its own, with some environment variables set."""
    environment = {**os.environ, **setting}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=environment, cwd=_ROOT, capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout))


def test_no_clock() -> None:
    """With every clock stopped by an error before anything is imported, the same dates are read."""
    assert run(_NO_CLOCK + _SCRIPT, {}) == [repr(timex) for timex in tag(_TEXT, "2023-06-16")]


def test_all_kinds_of_dates_are_in_the_text() -> None:
    """The sentence used here has eight expressions, and none is resolved by anything but the reference."""
    assert len(tag(_TEXT, "2023-06-16")) == 8
    assert [t.value for t in tag(_TEXT)][:4] == ["XXXX-XX-XX", "XXXX-WXX-5", "XXXX-WXX", "XXXX-XX"]


@pytest.mark.parametrize(
    "setting",
    [
        {"TZ": "Pacific/Kiritimati"},
        {"TZ": "Pacific/Pago_Pago"},
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
        {"LC_ALL": "C", "LANG": "C"},
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2"},
    ],
    ids=lambda setting: "-".join(setting.values()),
)
def test_settings_of_the_machine(setting: dict[str, str]) -> None:
    """Time zones a day apart, locales and hash seeds give what this process finds."""
    assert run(_SCRIPT, setting) == [repr(timex) for timex in tag(_TEXT, "2023-06-16")]
