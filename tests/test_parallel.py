"""Work in processes that die."""

import os
import signal
import subprocess
import sys
import time
from itertools import count, islice

import pytest

from kb import parallel
from tests.commands import env


def double(number):
    """Return twice the number."""
    return 2 * number


def fragile(number):
    """End the process at every seventh number."""
    if number % 7 == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def once(place):
    """End the process unless it was ended here before."""
    if place.exists():
        return True
    place.touch()
    os.kill(os.getpid(), signal.SIGKILL)
    return False


def refuse(number):
    """Raise."""
    raise LookupError(number)


def test_each():
    """Every value comes back once, with what the function returns for it."""
    assert sorted(parallel.each(double, range(50), workers=2)) == [(n, 2 * n) for n in range(50)]
    assert list(parallel.each(double, [], workers=2)) == []


def test_deaths():
    """Values that end their process come back with `None`; all others are worked on in spite of them, each once."""
    found = sorted(parallel.each(fragile, range(20), workers=2))
    assert found == [(n, None if n % 7 == 3 else 2 * n) for n in range(20)]


def test_one_death(tmp_path):
    """A value whose process died for another reason is tried again, and has its result."""
    assert list(parallel.each(once, [tmp_path / "here"], workers=2)) == [(tmp_path / "here", True)]


def test_raised():
    """What the function raises is raised to the caller."""
    with pytest.raises(LookupError):
        list(parallel.each(refuse, range(3), workers=2))


def test_as_needed():
    """Values are taken as they are needed: an endless supply is no obstacle, and little is taken ahead."""
    numbers = count()
    assert len(list(islice(parallel.each(double, numbers, workers=2), 5))) == 5
    assert next(numbers) <= 64


PARENT = """
import time
from kb import parallel
if __name__ == "__main__":
    for _ in parallel.each(time.sleep, [0.01] * 8 + [600] * 32, workers=2):
        print("begun", flush=True)
"""


def test_killed_parent(tmp_path):
    """Processes end with the parent that started them, also when it is killed."""
    (tmp_path / "parent.py").write_text(PARENT)
    with subprocess.Popen([sys.executable, tmp_path / "parent.py"], stdout=subprocess.PIPE, env=env()) as parent:
        begun = parent.stdout.readline()
        workers = children(parent.pid)
        parent.kill()
    assert (begun, len(workers)) == (b"begun\n", 2)
    deadline = time.monotonic() + 120
    while workers & running():
        assert time.monotonic() < deadline, "a worker outlives its parent"
        time.sleep(0.2)


def children(parent):
    """Return the processes that a pool has started, by id; not the tracker that Python starts beside them."""
    listed = subprocess.run(
        ["ps", "-e", "-ww", "-o", "pid=", "-o", "ppid=", "-o", "args="], capture_output=True, check=True, text=True
    ).stdout
    rows = [line.split(maxsplit=2) for line in listed.splitlines()]
    return {int(row[0]) for row in rows if int(row[1]) == parent and "spawn_main" in row[2]}


def running():
    """Return the ids of all processes but the dead that wait to be counted."""
    listed = subprocess.run(
        ["ps", "-e", "-o", "pid=", "-o", "stat="], capture_output=True, check=True, text=True
    ).stdout
    return {int(pid) for pid, state in map(str.split, listed.splitlines()) if not state.startswith("Z")}
