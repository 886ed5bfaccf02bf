"""The stories as fixtures."""

import pytest

from tests.export import stories


@pytest.fixture(scope="session")
def known():
    """Tell the story of the strike in Halvik: nine dated events and an undated one, from two articles."""
    return stories.story()


@pytest.fixture(scope="session")
def hostile():
    """Make one event of text that would break out of any format that does not escape it."""
    return stories.evil()


@pytest.fixture(scope="session")
def many():
    """Make two thousand events."""
    return stories.crowd(2000)
