"""The folder exports/ is what `kb demo` makes."""

import re

import pytest

from tests.commands import ROOT, kb

CONFIDENCE = re.compile(rb"(?<![\d.-])(?:0\.\d\d?|1\.0)(?!\d)")
"""Float arithmetic differs between kinds of processors in the last bits, and so may the last digit of these."""


def test_exports(tmp_path):
    """The committed exports of the sample articles are, byte for byte, what is made of them now; confidences to one in a hundred."""
    committed = {file.name: file.read_bytes() for file in (ROOT / "exports").glob("[!.]*")}
    if not committed:
        pytest.skip("exports/ is empty: `./do demo` fills it")
    assert kb("demo", "-o", tmp_path / "made").status == 0
    made = {file.name: file.read_bytes() for file in (tmp_path / "made").iterdir()}
    assert sorted(made) == sorted(committed)
    assert [name for name, data in made.items() if not alike(committed[name], data)] == []


def alike(one: bytes, two: bytes) -> bool:
    numbers = zip(CONFIDENCE.findall(one), CONFIDENCE.findall(two), strict=False)
    return CONFIDENCE.sub(b"", one) == CONFIDENCE.sub(b"", two) and all(
        abs(float(a) - float(b)) < 0.011 for a, b in numbers
    )


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (b'"confidence": 0.93, "x"', b'"confidence": 0.94, "x"', True),
        (b'"confidence": 0.93, "x"', b'"confidence": 0.95, "x"', False),
        (b'"confidence": 0.93, "x"', b'"confidence": 0.93, "y"', False),
        (b'"lat": 50.12', b'"lat": 50.13', False),
    ],
)
def test_alike(one, two, same):
    assert alike(one, two) is same
