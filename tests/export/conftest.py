"""The stories as fixtures."""

import pytest

from tests.export import stories


@pytest.fixture(scope="session")
def known():
    """The story of the strike in Halvik: nine dated events and an undated one, from two articles."""
    return stories.story()


@pytest.fixture(scope="session")
def hostile():
    """One event made of text that would break out of any format that does not escape it."""
    return stories.evil()


@pytest.fixture(scope="session")
def many():
    """Two thousand events."""
    return stories.crowd(2000)
