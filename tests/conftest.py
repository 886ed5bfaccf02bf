"""Two knowledge bases on disk, made once; tests that change one take a copy."""

import shutil

import pytest

from kb.base import Base
from kb.pipeline import EXTRACTOR
from kb.store.ledger import Ledger
from tests.commands import SAMPLES, kb
from tests.knowledge import ARTICLES, CLAIMS


@pytest.fixture(autouse=True)
def _no_folder_from_outside(monkeypatch):
    monkeypatch.delenv("KB_DIR", raising=False)


@pytest.fixture(scope="session")
def samples(tmp_path_factory):
    """Return the folder of a knowledge base with the sample articles, made by the command line."""
    folder = tmp_path_factory.mktemp("samples") / "kb"
    assert kb("add", SAMPLES, "--kb", folder).status == 0
    return folder


@pytest.fixture(scope="session")
def told(tmp_path_factory):
    """Return the folder of a knowledge base with the articles and claims made by hand, as an extractor would leave them."""
    folder = tmp_path_factory.mktemp("told") / "kb"
    with Ledger(folder, writable=True) as ledger:
        for article in ARTICLES:
            ledger.add(article, [claim for claim in CLAIMS if claim.article == article.id], EXTRACTOR)
    Base(folder).rebuild()
    return folder


@pytest.fixture
def copy(samples, tmp_path):
    """Return a knowledge base with the sample articles that the test may change."""
    return shutil.copytree(samples, tmp_path / "copy")
