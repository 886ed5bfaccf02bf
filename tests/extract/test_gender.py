"""Given names that tell a man from a woman."""

import tomllib
from pathlib import Path

import pytest

from kb.extract import gender

GIVEN = tomllib.loads((Path(gender.__file__).parent / "given.toml").read_text("utf8"))


def test_no_name_is_given_to_both():
    """Each of the 1,779 names stands in one list, once, plain and sorted."""
    he, she = GIVEN["he"].split(), GIVEN["she"].split()
    assert len(he) + len(she) == 1779
    assert not set(he) & set(she)
    assert all(
        names == sorted(set(names)) and all(name.isascii() and name.islower() for name in names) for names in (he, she)
    )


@pytest.mark.parametrize(
    ("name", "sex"),
    [
        ("José Pereira", "he"), ("Bjørn Dahl", "he"), ("Paweł Nowak", "he"), ("Ayşe Demir", "she"), ("Chloe", ""), ("Helena", ""), ("Jan Berg", ""),
        ("Nicola Lund", ""), ("Kim Ji-woo", ""), ("Yuriko Tanaka", "she"),
    ],
)  # fmt: skip
def test_given_names(name, sex):
    """A full name tells the sex where its first is one sex's only, whatever its accents; one word alone tells nothing."""
    assert gender.by_given_name(name) == sex
