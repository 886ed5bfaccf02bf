"""The folder exports/ is what `kb demo` makes."""

import pytest

from tests.commands import ROOT, kb


def test_exports(tmp_path):
    """The committed exports of the sample articles are, byte for byte, what is made of them now."""
    committed = {file.name: file.read_bytes() for file in (ROOT / "exports").glob("[!.]*")}
    if not committed:
        pytest.skip("exports/ is empty: `./do demo` fills it")
    assert kb("demo", "-o", tmp_path / "made").status == 0
    made = {file.name: file.read_bytes() for file in (tmp_path / "made").iterdir()}
    assert sorted(made) == sorted(committed)
    assert [name for name, data in made.items() if committed[name] != data] == []
