"""The language stage that ships, loaded once for all that is extracted."""

import pytest

from kb import language


@pytest.fixture(scope="session")
def annotate():
    return language.load()
