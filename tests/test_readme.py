"""README.md tells the truth: its commands and its Python run."""

import re
import shlex
from pathlib import Path

import pytest

from tests.commands import kb as run

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf8")
BLOCKS = re.findall(r"```bash\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    line.partition("  #")[0].strip() for block in BLOCKS for line in block.splitlines() if line.startswith("kb ")
]
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def test_the_first_two_blocks_are_the_set_up():
    """The first two code blocks begin with the two commands that do all the set-up, and the script knows them."""
    script = (ROOT / "do").read_text("utf8")
    assert [block.split("\n")[0] for block in BLOCKS[:2]] == ["./do demo", "./do test"]
    assert "demo | lint | wheel | train)" in script
    assert "test) shift" in script


def test_commands_and_python_run(tmp_path, monkeypatch):
    """Every command of the README does what it says, in the order it stands there, and so does its Python."""
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    monkeypatch.chdir(tmp_path)
    assert len(COMMANDS) == 13
    for command in COMMANDS:
        done = run(*shlex.split(command)[1:])
        assert done.status == 0, (command, done.err)
    assert (tmp_path / "nato.html").stat().st_size > 10_000
    assert (tmp_path / "kb.ttl").stat().st_size > 10_000
    names = {}
    exec(PYTHON[0], names)
    assert names["answer"].rows
    assert names["triples"] > 1000


@pytest.mark.parametrize(
    "name",
    [
        "CHANGELOG.md",
        "DESIGN.md",
        "LICENSE",
        "kb/language/MODEL_CARD.md",
        "kb/language/weights/LICENSE",
        "training/README.md",
    ],
)
def test_what_it_points_to_is_there(name):
    """Each file that the documents speak of exists."""
    assert (ROOT / name).is_file()
